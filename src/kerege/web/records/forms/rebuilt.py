"""From a kept report, or a claim just read, back to the nested input of the form: for corrections and comparisons."""

from collections.abc import Mapping
from uuid import UUID

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import FindingMode, Level
from kerege.kernel.units import unit_of
from kerege.rooms.records.queries import (
    Claim,
    FactsEntry,
    ItemClaim,
    ItemEntry,
    LegClaim,
    LegEntry,
    NominalClaim,
    NominalEntry,
    SubjectClaim,
    SubjectEntry,
    VersionEntry,
)
from kerege.web.records.forms.given import NOT_KNOWN, Row

LEVELS = {Level.OPEN: "open", Level.OFFICIAL_USE: "official_use"}
MODES = {FindingMode.SILENT: "silent", FindingMode.NONE: "none"}


def date_text(stated: PartialDate | None) -> str:
    """A date as one may write it again."""
    if stated is None:
        return ""
    return f"about {stated.code().removeprefix('~')}" if stated.about else stated.code()


def facts_raw(facts: FactsEntry | Claim) -> Row:
    """The facts part as input."""
    made: Row = {
        "kind": facts.kind,
        "occurred": date_text(facts.occurred),
        "country": facts.country,
        "region": facts.region,
        "place": facts.place,
        "latitude": "" if facts.latitude is None else format(facts.latitude.normalize(), "f"),
        "longitude": "" if facts.longitude is None else format(facts.longitude.normalize(), "f"),
        "persons_count": "" if facts.persons_count is None else str(facts.persons_count),
    }
    details = dict(facts.details)
    if details.pop("persons_count_state", "") == "not_known":
        made["persons_count"] = NOT_KNOWN
    made.update(details)
    made["items"] = [item_raw(each) for each in facts.items]
    made["legs"] = [leg_raw(each) for each in facts.legs]
    return made


def item_raw(item: ItemEntry | ItemClaim) -> Row:
    """One item as input: the quantity in the words it was given."""
    amount, unit = quantity_parts(item.quantity_given, item.unit)
    return {
        "substance": item.substance_given,
        "quantity": NOT_KNOWN if item.quantity_state == "not_known" else amount,
        "unit": "" if item.quantity_state == "not_known" else unit,
        "purity": "" if item.purity is None else format(item.purity.normalize(), "f"),
        "form": item.form,
        "packaging": item.packaging,
        "mark": item.mark,
    }


def quantity_parts(given: str, unit: str) -> tuple[str, str]:
    """Amount and unit of a quantity as given; all in the first where they do not come apart cleanly."""
    amount, _, word = given.rpartition(" ")
    found = unit_of(word)
    return (amount, unit) if amount and found is not None and found.code == unit else (given, "")


def leg_raw(leg: LegEntry | LegClaim) -> Row:
    """One leg as input."""
    names = ("from_country", "from_place", "to_country", "to_place", "transport")
    return {name: getattr(leg, name) for name in names} | {"assessed": "yes" if leg.assessed else ""}


def nominal_raw(nominal: NominalEntry | NominalClaim | None) -> Row:
    """The nominal part as input; nothing where there is none."""
    if nominal is None:
        return {}
    return {
        **nominal.texts,
        "subjects": [subject_raw(each) for each in nominal.subjects],
        "links": links_raw(nominal),
    }


def subject_raw(subject: SubjectEntry | SubjectClaim) -> Row:
    """One subject as input."""
    return {
        "kind": subject.kind,
        "name": subject.name,
        "aliases": "; ".join(subject.aliases),
        "category": str(subject.category or ""),
        "birth_date": date_text(subject.birth),
        "sex": subject.sex,
        "nationality": subject.nationality,
        "covert": "yes" if subject.covert else "",
        "integrity": "yes" if subject.integrity else "",
        **subject.details,
        "identifiers": [{"kind": i.kind, "value": i.given, "country": i.country} for i in subject.identifiers],
    }


def links_raw(nominal: NominalEntry | NominalClaim) -> list[Row]:
    """Links as input, their ends by the numbers that the form shows."""
    if isinstance(nominal, NominalClaim):
        ends = [(link.from_position, link.to_position, link) for link in nominal.links]
        return [link_raw(start, end, link.role, link.evidence) for start, end, link in ends]
    at = {subject.id: place for place, subject in enumerate(nominal.subjects)}
    found = [(at.get(link.from_subject), at.get(link.to_subject), link) for link in nominal.links]
    return [link_raw(a, b, link.role, link.evidence) for a, b, link in found if a is not None and b is not None]


def link_raw(start: int, end: int, role: str, evidence: str) -> Row:
    """One link as input."""
    return {"from": str(start + 1), "to": str(end + 1), "role": role, "evidence": evidence}


def terms_raw(version: VersionEntry, party_codes: Mapping[UUID, str]) -> Row:
    """How a version is handled, as input."""
    scheme, source, information = version.grading
    return {
        "level": LEVELS.get(Level(version.level), ""),
        "handling": list(version.handling),
        "conditions": list(version.conditions),
        "restriction": version.restriction,
        "finding_mode": MODES.get(FindingMode(version.closest_mode), ""),
        "mode_reason": version.mode_reason,
        "not_to_parties": [party_codes[each] for each in version.forbidden if each in party_codes],
        "grading_scheme": scheme,
        "grading_source": source,
        "grading_information": information,
        "language": "",
    }


def claim_raw(claim: Claim) -> Row:
    """A claim just read, as input: what was understood, to be shown before saving."""
    return facts_raw(claim) | nominal_raw(claim.nominal)
