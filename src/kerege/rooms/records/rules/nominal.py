"""Reading the nominal part: subjects with identifiers, links, exact place, case; and what must not stand in facts."""

from collections.abc import Mapping

from kerege.kernel import identifiers
from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.law import PersonCategory
from kerege.rooms.records.rules.blocks import IDENTIFIERS, SUBJECTS
from kerege.rooms.records.rules.claims import Fault, IdentifierClaim, LinkClaim, NominalClaim, SubjectClaim
from kerege.rooms.records.rules.fields import N_, Kind
from kerege.rooms.records.rules.persons import person_faults
from kerege.rooms.records.rules.values import Raw, Reader, read_fields, rows_of

THINGS_BY_IDENTIFIER = {
    "phone": "phone",
    "email": "email",
    "wallet": "wallet",
    "vehicle": "plate",
    "account": "handle",
    "shop": "url",
    "parcel": "parcel",
    "document": "passport",
}
"""For a thing without a name, the identifier kind that names it."""

DETAILS = frozenset({"offence", "stated_fact", "residence", "minor_reason", "consent", "description"})


def read_nominal(
    kind: Kind, raw: Raw, texts: Mapping[str, str], reader: Reader, faults: list[Fault]
) -> NominalClaim | None:
    """The nominal part, or None when the report holds none."""
    nominal = NominalClaim(texts=dict(texts))
    group = kind.group("subjects")
    positions: dict[int, int] = {}
    for at, row in rows_of(raw, group, faults):
        positions[at] = len(nominal.subjects)
        subject = read_subject(row, f"subjects.{at}", reader, faults)
        faults += person_faults(
            f"subjects.{at}", subject, case_reference=texts.get("case_reference", ""), day=reader.day
        )
        nominal.subjects.append(subject)
    read_links(kind, raw, nominal, positions, reader=reader, faults=faults)
    return nominal if nominal.subjects or nominal.texts else None


def read_subject(row: Raw, path: str, reader: Reader, faults: list[Fault]) -> SubjectClaim:
    """One subject with its identifiers."""
    values = read_fields(SUBJECTS.fields, row, f"{path}.", reader, faults)
    details = {name: text for name, text in values.items() if name in DETAILS}
    subject = SubjectClaim(
        kind=values.get("kind", ""),
        name=values.get("name", ""),
        aliases=tuple(part.strip() for part in values.get("aliases", "").split(";") if part.strip()),
        category=PersonCategory(values["category"]) if "category" in values else None,
        birth=PartialDate.from_code(values["birth_date"]) if "birth_date" in values else None,
        sex=values.get("sex", ""),
        nationality=values.get("nationality", ""),
        covert=values.get("covert") == "yes",
        integrity=values.get("integrity") == "yes",
        details=details,
    )
    for at, inner in rows_of(row, IDENTIFIERS, faults):
        found = read_identifier(inner, subject, f"{path}.identifiers.{at}.", reader, faults)
        if found is not None:
            subject.identifiers.append(found)
    if not subject.identifiers:
        subject.identifiers += named_by(subject)
    if subject.kind and subject.kind != "person" and not subject.name and not subject.identifiers:
        faults.append(Fault(f"{path}.name", "required", N_("Enter a name or an identifier for this.")))
    return subject


def named_by(subject: SubjectClaim) -> list[IdentifierClaim]:
    """The identifiers that the name of a thing is: a car whose plate was written as its name is found by the plate."""
    wanted = THINGS_BY_IDENTIFIER.get(subject.kind)
    return [claimed(each, each.given) for each in identifiers.detect(subject.name) if each.kind.value == wanted]


def read_identifier(
    row: Raw, subject: SubjectClaim, path: str, reader: Reader, faults: list[Fault]
) -> IdentifierClaim | None:
    """One identifier: its kind as given, from the subject's kind, or recognised; an invalid one is kept so marked."""
    values = read_fields(IDENTIFIERS.fields, row, path, reader, faults)
    text = values.get("value", "")
    if not text:
        return None
    kind = values.get("kind") or kind_of(text, subject)
    if kind is None:
        faults.append(
            Fault(
                f"{path}kind",
                "required",
                N_("We do not recognise what “%(given)s” is: choose its kind."),
                {"given": text},
            )
        )
        return None
    try:
        found = identifiers.normalise(IdentifierKind(kind), text, country=values.get("country") or None)
    except IdentifierError as problem:
        faults.append(Fault(f"{path}value", "identifier", problem.message, problem.values))
        return None
    given = text if found.kind is not IdentifierKind.CARD else found.given
    return claimed(found, given, country=values.get("country", ""))


def claimed(found: Identifier, given: str, *, country: str = "") -> IdentifierClaim:
    """An identifier as the report keeps it, beside what was written."""
    return IdentifierClaim(
        kind=found.kind.value,
        value=found.value,
        given=given,
        country=found.country or country,
        valid=found.valid,
        partial=found.partial,
        note=found.note,
    )


def kind_of(text: str, subject: SubjectClaim) -> str | None:
    """The kind an identifier most likely has."""
    detected = identifiers.detect(text)
    wanted = THINGS_BY_IDENTIFIER.get(subject.kind)
    if wanted and (not detected or any(each.kind.value == wanted for each in detected)):
        return wanted
    return detected[0].kind.value if detected else None


def read_links(
    kind: Kind, raw: Raw, nominal: NominalClaim, positions: Mapping[int, int], *, reader: Reader, faults: list[Fault]
) -> None:
    """Links between subjects, which are numbered from 1 as the form shows them."""
    group = kind.group("links")
    for at, row in rows_of(raw, group, faults):
        values = read_fields(group.fields if group else (), row, f"links.{at}.", reader, faults)
        ends = [positions.get(int(values.get(name, "0")) - 1) for name in ("from", "to")]
        if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            faults.append(Fault(f"links.{at}.to", "link", N_("A link joins two different subjects of this report.")))
            continue
        nominal.links.append(LinkClaim(ends[0], ends[1], values.get("role", ""), values.get("evidence", "")))
