"""The bytes that the node signs of a version and of its owner's terms, and whether a kept row is as it was signed."""

from collections.abc import Iterable, Sequence
from hmac import compare_digest
from uuid import UUID

from kerege.foundation import seal
from kerege.kernel.canonical import canonical_bytes
from kerege.rooms.records import models

CONTEXT = "version"
TERMS_CONTEXT = "finding-terms"
FORMAT = 3
"""The third covers the words of H3. The second said a place and no format; the first a number and the persons' hash."""


def mark_of(report: UUID | str, words: str) -> bytes:
    """The node's mark of the words of H3 of a report; none of no words."""
    return seal.node_key().mark(f"{report}|{words}".encode(), context="H3") if words else b""


def second_format(version: models.Version) -> dict[str, object]:
    """What was signed of a version before the words of H3 were: ids, place, facts, terms; never labels, nor persons."""
    return {
        "report": str(version.report),
        "version": str(version.id),
        "owner": str(version.owner),
        "place": [version.number, version.step, version.turn],
        "change": version.change,
        "made_at": version.made_at.isoformat(),
        "facts": bytes(version.facts_hash).hex(),
        "grading": [version.grading_scheme, version.grading_source, version.grading_information],
        "handling": list(version.handling),
        "conditions": list(version.conditions),
        "level": version.level,
    }


def signed_bytes(version: models.Version) -> bytes:
    """What the node signs of a version."""
    return canonical_bytes({**second_format(version), "format": FORMAT, "words": bytes(version.words).hex()})


def first_format(version: models.Version, number: int) -> bytes:
    """What was signed of a version without persons while versions had one count for all, `number` among them."""
    kept = second_format(version)
    del kept["place"]
    return canonical_bytes({**kept, "number": number, "nominal": ""})


def is_signed(version: models.Version, *, count: int) -> bool:
    """Whether a version is as the node signed it, in any format, `count` being how many its report has.

    Words that were erased are missed by nobody; any others than those that were signed are noticed.
    """
    mark = bytes(version.words)
    if is_in_present_format(version):
        return not version.restriction or compare_digest(mark, mark_of(version.report, version.restriction))
    former = (first_format(version, number) for number in range(1, count + 1))
    return not mark and is_of(version, [canonical_bytes(second_format(version)), *former])


def is_in_present_format(version: models.Version) -> bool:
    """Whether a version is as the node signed it in the format in which the owner's terms are signed too."""
    return is_of(version, [signed_bytes(version)])


def is_of(version: models.Version, formats: Iterable[bytes]) -> bool:
    """Whether the signature of a version is that of one of these texts."""
    signature = bytes(version.signature)
    return any(seal.is_own(signature, signed, context=CONTEXT) for signed in formats)


def terms_bytes(version: UUID | str, closest_mode: int, forbidden: Sequence[UUID]) -> bytes:
    """What the node signs of the owner's terms of a version: how near persons are found, which parties are left out."""
    parties = sorted(str(party) for party in forbidden)
    return canonical_bytes({"version": str(version), "closest_mode": closest_mode, "forbidden": parties})


def sign_terms(version: UUID | str, closest_mode: int, forbidden: Sequence[UUID]) -> bytes:
    """The node's signature of the owner's terms of a version."""
    return seal.node_key().sign(terms_bytes(version, closest_mode, forbidden), context=TERMS_CONTEXT)


def are_signed(terms: models.FindingTerms) -> bool:
    """Whether an owner's terms are as the node signed them."""
    signed = terms_bytes(terms.version, terms.closest_mode, terms.forbidden)
    return seal.is_own(bytes(terms.signature), signed, context=TERMS_CONTEXT)
