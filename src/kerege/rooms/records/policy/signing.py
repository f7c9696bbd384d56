"""The bytes that the node signs of a version and of its owner's terms, and whether a kept row is as it was signed."""

from collections.abc import Iterable, Sequence
from hmac import compare_digest
from uuid import UUID

from kerege.foundation import seal
from kerege.foundation.viewing import vouched
from kerege.kernel.canonical import canonical_bytes
from kerege.rooms.records import models

CONTEXT = "version"
TERMS_CONTEXT = "finding-terms"
NOMINAL_CONTEXT = "nominal"
FORMAT = 4
"""The fourth covers a mark of the owner's terms, the third one of the words of H3.

The second said a place and no format; the first a number and the persons' hash.
"""


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


def third_format(version: models.Version) -> dict[str, object]:
    """What was signed of a version before it was marked which terms of the owner it has."""
    return {**second_format(version), "format": 3, "words": bytes(version.words).hex()}


def signed_bytes(version: models.Version) -> bytes:
    """What the node signs of a version."""
    return canonical_bytes({**third_format(version), "format": FORMAT, "terms": bytes(version.terms).hex()})


def handed(version: UUID | str, owner: UUID | str, report: UUID | str, signature: bytes) -> bytes:
    """The word of this process for a version that it signed: role app adds no other."""
    return vouched(f"version|{version}|{owner}|{report}|{signature.hex()}")


def first_format(version: models.Version, number: int, nominal: str = "") -> bytes:
    """What was signed of a version while versions had one count for all, `number` among them; of persons their hash."""
    kept = second_format(version)
    del kept["place"]
    return canonical_bytes({**kept, "number": number, "nominal": nominal})


def is_signed(version: models.Version, *, count: int) -> bool:
    """Whether a version is as the node signed it, in any format, `count` being how many its report has.

    Words that were erased are missed by nobody; any others than those that were signed are noticed.
    """
    mark = bytes(version.words)
    if has_signed_terms(version):
        return not version.restriction or compare_digest(mark, mark_of(version.report, version.restriction))
    former = (first_format(version, number) for number in range(1, count + 1))
    unmarked = not mark and not bytes(version.terms)
    return unmarked and is_of(version, [canonical_bytes(second_format(version)), *former])


def has_signed_terms(version: models.Version) -> bool:
    """Whether a version is as the node signed it in one of the formats in which the owner's terms are signed too."""
    if bytes(version.terms):
        return is_of(version, [signed_bytes(version)])
    return is_of(version, [canonical_bytes(third_format(version))])


def is_of(version: models.Version, formats: Iterable[bytes]) -> bool:
    """Whether the signature of a version is that of one of these texts."""
    signature = bytes(version.signature)
    return any(seal.is_own(signature, signed, context=CONTEXT) for signed in formats)


def terms_bytes(version: UUID | str, closest_mode: int, forbidden: Sequence[UUID]) -> bytes:
    """What the node signs of the owner's terms of a version: how near persons are found, which parties are left out."""
    parties = sorted(str(party) for party in forbidden)
    return canonical_bytes({"version": str(version), "closest_mode": closest_mode, "forbidden": parties})


def mark_of_terms(version: UUID | str, terms: tuple[int, Sequence[UUID]] | None, *, persons: bool = False) -> bytes:
    """The node's mark of what stands beside a version: the owner's terms, mode and parties, or none; persons, or none.

    Keyed and bound to the version: it tells readers of the facts neither the one nor the other.
    """
    marked = (b"persons|" if persons else b"") + (terms_bytes(version, *terms) if terms else str(version).encode())
    return seal.node_key().mark(marked, context=TERMS_CONTEXT)


def sign_terms(version: UUID | str, closest_mode: int, forbidden: Sequence[UUID]) -> bytes:
    """The node's signature of the owner's terms of a version."""
    return seal.node_key().sign(terms_bytes(version, closest_mode, forbidden), context=TERMS_CONTEXT)


def are_signed(terms: models.FindingTerms) -> bool:
    """Whether an owner's terms are as the node signed them."""
    signed = terms_bytes(terms.version, terms.closest_mode, terms.forbidden)
    return seal.is_own(bytes(terms.signature), signed, context=TERMS_CONTEXT)


def nominal_bytes(version: str, content_hash: str) -> bytes:
    """What the node signs of a nominal part: the version that wrote it and the hash of what it says, both as text."""
    return canonical_bytes({"nominal": content_hash, "version": version})


def is_signed_nominal(nominal: models.Nominal, version: models.Version, *, count: int) -> bool:
    """Whether the hash of a nominal part is as the node signed it; of the first format, with its whole version."""
    signature, hashed = bytes(nominal.signature), bytes(nominal.content_hash).hex()
    if seal.is_own(signature, nominal_bytes(str(nominal.version), hashed), context=NOMINAL_CONTEXT):
        return True
    former = (first_format(version, number, hashed) for number in range(1, count + 1))
    return any(seal.is_own(signature, signed, context=CONTEXT) for signed in former)
