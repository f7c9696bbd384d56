"""Packing claims into lines of COPY, without the database: hashed, signed, with ids; any process of the node may do it.

The lines hold what `rows` makes for a single report, column by column; a test compares the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from kerege.foundation import chance, seal
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Viewer
from kerege.rooms.records.actions.reporting import ALPHABET
from kerege.rooms.records.actions.rows import are_usual, first_review
from kerege.rooms.records.policy import signing
from kerege.rooms.records.policy.labels import Labels, States, subject_traits
from kerege.rooms.records.rules.claims import (
    Claim,
    IdentifierClaim,
    ItemClaim,
    LegClaim,
    NominalClaim,
    SubjectClaim,
    Terms,
)

PART = ("id", "owner", "label", "report", "version", "current")
COLUMNS: dict[str, tuple[str, ...]] = {
    "records_report": (
        "id", "owner", "label", "kind", "number", "facts_state", "nominal_state", "head", "head_number", "retracted",
        "made_at", "made_by", "source_key", "repeats",
    ),
    "records_version": (
        "id", "owner", "label", "report", "number", "step", "turn", "reach", "change", "made_at", "made_by",
        "facts_hash", "signature", "reason", "derived_from", "grading_scheme", "grading_source",
        "grading_information", "handling", "conditions", "restriction", "level", "language", "words", "terms",
        "vouched",
    ),
    "records_finding_terms": (*PART, "closest_mode", "mode_reason", "forbidden", "signature"),
    "records_facts": (
        *PART, "kind", "occurred", "first_day", "last_day", "country", "region", "place", "latitude", "longitude",
        "persons_count", "content",
    ),
    "records_item": (
        *PART, "position", "substance", "substance_given", "quantity_given", "quantity_state", "amount", "unit",
        "base_amount", "base", "purity", "form", "packaging", "mark",
    ),
    "records_leg": (
        *PART, "position", "from_country", "from_place", "to_country", "to_place", "assessed", "transport",
    ),
    "records_subject": (
        *PART, "finding", "position", "kind", "category", "name", "birth", "sex", "nationality", "challenged",
        "content",
    ),
    "records_identifier": (
        *PART, "subject", "position", "kind", "value", "given", "country", "valid", "partial", "note",
    ),
    "records_link": (*PART, "from_subject", "to_subject", "role", "evidence"),
    "records_nominal": (*PART, "finding", "content", "review_on", "purpose", "content_hash", "signature"),
}  # fmt: skip
"""The columns of each table in the order of its lines; the report's `repeats` comes last, as it is known last."""
NULL = "\\N"
TermsKey = tuple[tuple[str, ...], int, bool, int, tuple[tuple[str, bool, bool], ...] | None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What only the database knows of a claim's terms: its interned labels and the ids of forbidden parties."""

    labels: Labels
    forbidden: tuple[UUID, ...] = ()


class PackedReport(NamedTuple):
    """One report as lines of COPY, a text per table; the report's own line lacks its last column.

    A tuple with the text of the id: it is soon sent to another process.
    """

    report: str
    source_key: bytes
    repeats_key: bytes | None
    lines: dict[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for every version of the same terms: pieces of the signed text, the last cells of its line."""

    terms: Terms
    before: str
    middle: str
    tail: str
    own: str
    """The cells of the owner's terms; empty where he leaves everything as it is."""


@dataclass(slots=True)
class Packer:
    """Packs claims of one desk; `book` holds the labels of terms that were met before."""

    actor: Viewer
    states: States
    book: dict[TermsKey, Sealed] = field(default_factory=dict)
    frames: dict[int, "Frame"] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    """The party's own rules of review."""
    owner: str = ""
    officer: str = ""

    def __post_init__(self) -> None:
        """Write the ids of desk and officer once."""
        self.owner, self.officer = str(self.actor.desk), str(self.actor.officer)

    def pack(self, claim: Claim, source_key: bytes, repeats_key: bytes | None) -> PackedReport | None:
        """The lines of a new report; None when the book does not hold its terms."""
        sealed = self.book.get(terms_key(claim))
        if sealed is None:
            return None
        drawn = chance.salt(16 * (4 + len(claim.items) + len(claim.legs))).hex()
        ids = [dashed(drawn[at : at + 32]) for at in range(0, len(drawn), 32)]
        lines = report_lines(self, claim, sealed, ids, source_key)
        if claim.nominal is not None:
            lines |= nominal_lines(self, claim.nominal, sealed.labels, ids)
        return PackedReport(ids[0], source_key, repeats_key, lines)

    def frame(self, terms: Terms, sealed: Sealed) -> "Frame":
        """The constant texts of these terms."""
        held = self.frames.get(id(terms))
        if held is None or held.terms is not terms:
            if len(self.frames) > 1000:
                self.frames.clear()
            held = self.frames[id(terms)] = frame_of(terms, sealed)
        return held


def terms_key(claim: Claim) -> TermsKey:
    """Everything of a claim that decides its labels."""
    terms = claim.terms
    traits = None if claim.nominal is None else tuple(subject_traits(claim.nominal) or ())
    return (
        terms.forbidden_codes,
        int(terms.level),
        any(code.value == "H3" for code in terms.handling),
        int(terms.closest_mode),
        traits,
    )


def dashed(h: str) -> str:
    """Thirty-two random hexadecimal digits as the text of a UUID of version 4."""
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{'89ab'[int(h[16], 16) & 3]}{h[17:20]}-{h[20:]}"


def cell(text: str) -> str:
    """A text as COPY reads it."""
    if text.isprintable() and "\\" not in text:
        return text
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def number(value: Decimal | None) -> str:
    """A number that may be missing."""
    return NULL if value is None else format(value, "f")


def array(words: Sequence[object]) -> str:
    """A list of plain words or ids as an array."""
    return "{" + ",".join(str(word) for word in words) + "}"


def report_lines(packer: Packer, claim: Claim, sealed: Sealed, ids: Sequence[str], source_key: bytes) -> dict[str, str]:
    """The lines of the report, its version and its facts part."""
    actor, states, (report, version) = packer.actor, packer.states, ids[:2]
    owner, label, made_at = packer.owner, sealed.labels.facts, chance.now().isoformat()
    content = canonical_bytes(claim.facts_content())
    facts_hash = sha256(content).hexdigest()
    frame = packer.frame(claim.terms, sealed)
    words = signing.mark_of(report, claim.terms.restriction).hex()
    said = (int(claim.terms.closest_mode), sealed.forbidden) if frame.own else None
    terms = signing.mark_of_terms(version, said, persons=claim.nominal is not None).hex()
    signed = (
        f'{frame.before}{facts_hash}{frame.middle}{made_at}","owner":"{owner}","place":[1,0,0],'
        f'"report":"{report}","terms":"{terms}","version":"{version}","words":"{words}"}}'
    )
    signature = seal.node_key().sign(signed.encode(), context="version")
    word = signing.handed(version, owner, report, signature).hex()
    part = f"\t{owner}\t{label}\t{report}\t{version}\tt\t"
    first_leg = 4 + len(claim.items)
    return {
        "records_report": f"{report}\t{owner}\t{label}\t{claim.kind}\t{reference(actor.desk_code, report)}\t"
        f"{states.facts.value}\t{states.nominal.value}\t{version}\t1\tf\t{made_at}\t{packer.officer}\t"
        f"\\\\x{source_key.hex()}\t",
        "records_version": f"{version}\t{owner}\t{label}\t{report}\t1\t0\t0\tfacts\toriginal\t{made_at}\t"
        f"{packer.officer}\t\\\\x{facts_hash}\t\\\\x{signature.hex()}\t{frame.tail}\t\\\\x{words}\t\\\\x{terms}\t\\\\x{word}\n",
        "records_finding_terms": terms_line(claim.terms, sealed, frame, part) if frame.own else "",
        "records_facts": f"{ids[2]}{part}{facts_cells(claim)}\t{cell(content.decode())}\n",
        "records_item": "".join(f"{ids[4 + at]}{part}{at}\t{item_cells(i)}\n" for at, i in enumerate(claim.items)),
        "records_leg": "".join(f"{ids[first_leg + at]}{part}{at}\t{leg_cells(g)}\n" for at, g in enumerate(claim.legs)),
    }


def terms_line(terms: Terms, sealed: Sealed, frame: Frame, part: str) -> str:
    """The line of the owner's terms, under a label of its own in the cells that all parts of a version share."""
    owner, _label, report, version = part.split("\t")[1:5]
    signature = signing.sign_terms(version, int(terms.closest_mode), sealed.forbidden).hex()
    cells = f"\t{owner}\t{sealed.labels.own}\t{report}\t{version}\tt\t{frame.own}\t\\\\x{signature}\n"
    return f"{dashed(chance.salt(16).hex())}{cells}"


def reference(desk_code: str, report: str) -> str:
    """The reference of a report from the text of its id; `reporting.reference` makes the same from the id itself."""
    value = int(report[2:8] + report[9:13], 16)
    letters = [ALPHABET[value >> shift & 31] for shift in (35, 30, 25, 20, 15, 10, 5, 0)]
    return f"{desk_code.upper()}-{''.join(letters)}"


def frame_of(terms: Terms, sealed: Sealed) -> Frame:
    """The constant texts of these terms; the same text that `signing.signed_bytes` makes canonical."""
    handling = sorted(code.value for code in terms.handling)
    conditions = sorted(word.value for word in terms.conditions)
    grading = canonical_bytes(list(terms.grading)).decode()
    tail = (
        "", NULL, *(cell(word) for word in terms.grading), array(handling), array(conditions), cell(terms.restriction),
        str(int(terms.level)), cell(terms.language),
    )  # fmt: skip
    own = (str(int(terms.closest_mode)), cell(terms.mode_reason), array(sealed.forbidden))
    return Frame(
        terms,
        f'{{"change":"original","conditions":{canonical_bytes(conditions).decode()},"facts":"',
        f'","format":{signing.FORMAT},"grading":{grading},"handling":{canonical_bytes(handling).decode()},"level":{int(terms.level)},"made_at":"',
        "\t".join(tail),
        "" if are_usual(terms, sealed.forbidden) else "\t".join(own),
    )


def facts_cells(claim: Claim) -> str:
    """The typed cells of the facts part."""
    when = claim.occurred
    dates = f"{when.code()}\t{when.first_day}\t{when.last_day}" if when else f"\t{NULL}\t{NULL}"
    return (
        f"{claim.kind}\t{dates}\t{claim.country}\t{cell(claim.region)}\t{cell(claim.place)}\t{number(claim.latitude)}\t"
        f"{number(claim.longitude)}\t{NULL if claim.persons_count is None else claim.persons_count}"
    )


def item_cells(item: ItemClaim) -> str:
    """The cells of an item."""
    return (
        f"{item.substance}\t{cell(item.substance_given)}\t{cell(item.quantity_given)}\t{item.quantity_state}\t"
        f"{number(item.amount)}\t{item.unit}\t{number(item.base_amount)}\t{item.base}\t{number(item.purity)}\t"
        f"{item.form}\t{cell(item.packaging)}\t{cell(item.mark)}"
    )


def leg_cells(leg: LegClaim) -> str:
    """The cells of a leg."""
    return (
        f"{leg.from_country}\t{cell(leg.from_place)}\t{leg.to_country}\t{cell(leg.to_place)}\t"
        f"{'t' if leg.assessed else 'f'}\t{leg.transport}"
    )


def nominal_lines(packer: Packer, nominal: NominalClaim, labels: Labels, ids: Sequence[str]) -> dict[str, str]:
    """The lines of the nominal part."""
    part = f"\t{packer.owner}\t{labels.nominal}\t{ids[0]}\t{ids[1]}\tt\t"
    review = first_review(nominal, chance.today(), packer.years)
    content = canonical_bytes(nominal.content())
    content_hash = sha256(content).hexdigest()
    signature = seal.node_key().sign(signing.nominal_bytes(ids[1], content_hash), context=signing.NOMINAL_CONTEXT).hex()
    subjects = [dashed(chance.salt(16).hex()) for _ in nominal.subjects]
    return {
        "records_nominal": f"{ids[3]}{part}{labels.finding}\t{cell(content.decode())}\t{review}\tinvestigation\t"
        f"\\\\x{content_hash}\t\\\\x{signature}\n",
        "records_subject": "".join(
            f"{subjects[at]}{part}{labels.subjects[at]}\t{at}\t{subject_cells(subject)}\n"
            for at, subject in enumerate(nominal.subjects)
        ),
        "records_identifier": "".join(
            f"{dashed(chance.salt(16).hex())}{part}{subjects[at]}\t{place}\t{identifier_cells(found)}\n"
            for at, subject in enumerate(nominal.subjects)
            for place, found in enumerate(subject.identifiers)
        ),
        "records_link": "".join(
            f"{dashed(chance.salt(16).hex())}{part}{subjects[link.from_position]}\t{subjects[link.to_position]}\t"
            f"{link.role}\t{cell(link.evidence)}\n"
            for link in nominal.links
        ),
    }


def subject_cells(subject: SubjectClaim) -> str:
    """The cells of a subject after its position."""
    return (
        f"{subject.kind}\t{subject.category.value if subject.category else ''}\t{cell(subject.name)}\t"
        f"{subject.birth.code() if subject.birth else ''}\t{subject.sex}\t{subject.nationality}\tf\t"
        f"{cell(canonical_bytes(subject.content()).decode())}"
    )


def identifier_cells(found: IdentifierClaim) -> str:
    """The cells of an identifier after its position."""
    valid = NULL if found.valid is None else "t" if found.valid else "f"
    return (
        f"{found.kind}\t{cell(found.value[:300])}\t{cell(found.given[:300])}\t{found.country}\t{valid}\t"
        f"{'t' if found.partial else 'f'}\t{cell(found.note[:300])}"
    )
