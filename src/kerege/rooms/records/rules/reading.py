"""Reading raw input (form, row, JSON) into a claim; every fault is found in one pass."""

from datetime import date
from decimal import Decimal
from functools import cache

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Part
from kerege.rooms.records.rules.claims import Claim, ClaimRefusedError, Fault, ItemClaim, LegClaim
from kerege.rooms.records.rules.fields import N_, Kind
from kerege.rooms.records.rules.kinds import KINDS
from kerege.rooms.records.rules.measures import read_quantity
from kerege.rooms.records.rules.nominal import read_nominal
from kerege.rooms.records.rules.terms import read_terms
from kerege.rooms.records.rules.values import Raw, Reader, read_fields, rows_of

TYPED = frozenset({"occurred", "country", "region", "place", "latitude", "longitude", "persons_count"})


def read_claim(raw: Raw, reader: Reader) -> Claim:
    """Read one report.

    `raw` is nested: top-level fields by name, groups as lists of such (`items`, `legs`, `subjects` with
    `identifiers`, `links`). Raises ClaimRefusedError with every fault.
    """
    faults: list[Fault] = []
    kind = KINDS.get(str(raw.get("kind", "")))
    if kind is None:
        raise ClaimRefusedError([Fault("kind", "choice", N_("Choose a kind of report."))])
    values = read_fields(kind.fields, raw, "", reader, faults)
    claim = Claim(
        kind=kind.code,
        occurred=PartialDate.from_code(values["occurred"]) if values.get("occurred") else None,
        country=values.get("country", ""),
        region=values.get("region", ""),
        place=values.get("place", ""),
        latitude=Decimal(values["latitude"]) if values.get("latitude") else None,
        longitude=Decimal(values["longitude"]) if values.get("longitude") else None,
        persons_count=int(values["persons_count"]) if values.get("persons_count", "").isdigit() else None,
    )
    nominal_names = nominal_fields(kind.code)
    claim.details = {k: v for k, v in values.items() if k not in TYPED and k not in nominal_names}
    if values.get("persons_count") == "not_known":
        claim.details["persons_count_state"] = "not_known"
    claim.items = read_items(kind, raw, reader, faults)
    claim.legs = read_legs(kind, raw, reader, faults)
    texts = {k: v for k, v in values.items() if k in nominal_names}
    claim.nominal = read_nominal(kind, raw, texts, reader, faults)
    claim.terms = read_terms(kind, raw, faults)
    faults += date_faults(claim, reader.day)
    if faults:
        raise ClaimRefusedError(faults)
    return claim


@cache
def nominal_fields(code: str) -> frozenset[str]:
    """The names of a kind's own fields that belong to the nominal part."""
    return frozenset(field.name for field in KINDS[code].fields if field.part is Part.NOMINAL)


def read_items(kind: Kind, raw: Raw, reader: Reader, faults: list[Fault]) -> list[ItemClaim]:
    """The items: an unknown substance is kept as given, a bad quantity is a fault."""
    made = []
    group = kind.group("items")
    for at, row in rows_of(raw, group, faults):
        path = f"items.{at}."
        values = read_fields(group.fields if group else (), row, path, reader, faults)
        item = ItemClaim(
            substance_given=values.get("substance", ""),
            purity=Decimal(values["purity"]) if "purity" in values else None,
            form=values.get("form", ""),
            packaging=values.get("packaging", ""),
            mark=values.get("mark", ""),
        )
        if not item.substance_given:
            faults.append(Fault(path + "substance", "required", N_("Enter the substance, or “not known”.")))
        item.substance = reader.substance(item.substance_given) or ""
        read_quantity(item, str(row.get("quantity") or ""), str(row.get("unit") or ""), path, faults)
        if item.purity is not None and item.purity > 100:
            faults.append(Fault(path + "purity", "range", N_("Purity is a percentage, at most 100.")))
        made.append(item)
    return made


def read_legs(kind: Kind, raw: Raw, reader: Reader, faults: list[Fault]) -> list[LegClaim]:
    """The legs of the route."""
    made = []
    group = kind.group("legs")
    for at, row in rows_of(raw, group, faults):
        values = read_fields(group.fields if group else (), row, f"legs.{at}.", reader, faults)
        texts = {k: v for k, v in values.items() if k != "assessed"}
        if texts:
            made.append(LegClaim(**texts, assessed=values.get("assessed") == "yes"))
    return made


def date_faults(claim: Claim, day: date) -> list[Fault]:
    """A date in the future is a slip."""
    if claim.occurred is not None and claim.occurred.first_day > day:
        return [Fault("occurred", "future", N_("This date lies in the future."))]
    return []
