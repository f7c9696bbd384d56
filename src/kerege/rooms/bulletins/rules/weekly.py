"""The weekly summary as values: entries, sections, questions, marking, places; and the rules that make them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal
from uuid import UUID

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Marking, Outcome
from kerege.rooms.bulletins.rules.texts import N_

OPEN_SOURCE = "open_source"
COUNTED_KINDS = ("seizure",)
LISTED_KINDS = ("seizure", "precursor_incident", "dismantled_laboratory", "arrest", OPEN_SOURCE)
Persons = Literal["known", "not_known", "not_reported"]


class Doubt(StrEnum):
    """Why an item is left out until somebody answers."""

    RESTRICTED = "restricted"
    NOT_OFFERED = "not_offered"
    NO_ONWARD = "no_onward"
    ASK = "ask"
    LEFT_OUT = "left_out"


DOUBTS: dict[Doubt, str] = {
    Doubt.RESTRICTED: N_("carries a restriction in words (H3): ask the owner, then compose anew"),
    Doubt.NOT_OFFERED: N_("is not offered yet: offer its facts part first"),
    Doubt.NO_ONWARD: N_("is not to be passed on"),
    Doubt.ASK: N_("needs its owner's consent (H2 or “ask first”): ask, then enter the consent"),
    Doubt.LEFT_OUT: N_("was left out by the composer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One substance of an entry, as said and as normalised."""

    substance: str
    substance_given: str
    quantity_state: str
    amount: Decimal | None
    upper: Decimal | None
    unit: str
    base: str
    base_amount: Decimal | None
    approximate: bool
    quantity_given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report in the bulletin."""

    report: UUID
    owner: UUID
    version: int
    number: str
    kind: str
    occurred: PartialDate | None
    """The day of the event; None where an open source states none."""
    published: PartialDate | None
    country: str
    region: str
    place: str
    latitude: Decimal | None
    longitude: Decimal | None
    agency: str
    """The agency as stated in the report; empty when it says none."""
    agency_names: tuple[str, str]
    """The agency that reported, in English and Russian."""
    amounts: tuple[Amount, ...]
    persons: int | None
    persons_state: Persons
    title: str
    publisher: str
    stated: str
    """Totals that an open source states beside or instead of items."""
    url: str
    also: int = 0
    """How many further reports repeat the same open source; they are counted and listed once."""
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A report that stands outside the edition, and why."""

    report: UUID
    owner: UUID
    party_code: str
    number: str
    doubt: Doubt
    marking: Marking
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One country: what agencies reported, what open sources say; both empty means that nothing was reported."""

    country: str
    entries: tuple[Entry, ...]
    press: tuple[Entry, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing of this country reached the bulletin."""
        return not self.entries and not self.press


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point of the map: where it is, how exactly that is known, and how many entries lie there."""

    latitude: float
    longitude: float
    precision: Literal["point", "region"]
    entries: int
    press: int
    name: str
    """The place as written, where the point is known; else the code of the region."""


def doubt_of(spoken: Mapping[str, Outcome], *, offered: bool, own: bool, agreed: bool) -> Doubt | None:
    """Why a source may not stand in an edition, from the rules of the law that spoke on passing it on.

    H3 with words stops every automatic path, the owner's own too; consent lifts "ask", never "no onward".
    """
    if spoken.get("restriction_rule", Outcome.ALLOW) is not Outcome.ALLOW:
        return Doubt.RESTRICTED
    if not offered:
        return Doubt.NOT_OFFERED
    onward = spoken.get("onward_rule", Outcome.ALLOW)
    if own or onward is Outcome.ALLOW:
        return None
    if onward is Outcome.DENY:
        return Doubt.NO_ONWARD
    return None if agreed else Doubt.ASK


def anchor(kind: str, occurred: PartialDate | None, published: PartialDate | None) -> PartialDate | None:
    """The date that puts a report into a week: of an open source its day of publication, where that is known."""
    if kind == OPEN_SOURCE and published is not None and published.precision == "day":
        return published
    return occurred


def stands_in(occurred: PartialDate, first_day: date, last_day: date) -> bool:
    """Whether a date surely lies in the week."""
    return first_day <= occurred.first_day and occurred.last_day <= last_day


def reaches_into(occurred: PartialDate, reported_on: date, first_day: date, last_day: date) -> bool:
    """Whether a wider date that overlaps the week was reported in it: listed apart, counted in no week."""
    overlaps = occurred.first_day <= last_day and first_day <= occurred.last_day
    inside = stands_in(occurred, first_day, last_day)
    return overlaps and not inside and first_day <= reported_on <= last_day


def one_of_each_source(entries: Sequence[Entry]) -> list[Entry]:
    """Open-source entries with one link listed once, the first one, with how many repeat it."""
    kept: dict[str, Entry] = {}
    made: dict[str, int] = {}
    for entry in entries:
        key = f"{entry.url}|{entry.occurred}" if entry.url else str(entry.report)
        kept.setdefault(key, entry)
        made[key] = made.get(key, -1) + 1
    return [replaced(entry, made[key]) for key, entry in kept.items()]


def replaced(entry: Entry, also: int) -> Entry:
    """The entry with the number of its repetitions."""
    if not also:
        return entry
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return Entry(**(values | {"also": also}))


def sections(entries: Iterable[Entry], members: Sequence[str]) -> tuple[Section, ...]:
    """A section for each member in the given order, then for each other country, last what names no country."""
    by_country: dict[str, list[Entry]] = {code: [] for code in members}
    for entry in entries:
        by_country.setdefault(entry.country, []).append(entry)
    others = sorted(code for code in by_country if code and code not in members)
    order = [*members, *others, *([""] if "" in by_country else [])]
    return tuple(section(code, by_country[code]) for code in order)


def section(country: str, entries: Sequence[Entry]) -> Section:
    """One section, by date."""
    listed = sorted(entries, key=lambda e: (str(e.occurred or e.published).lstrip("~"), e.kind, e.number))
    return Section(
        country=country,
        entries=tuple(e for e in listed if e.kind != OPEN_SOURCE),
        press=tuple(one_of_each_source([e for e in listed if e.kind == OPEN_SOURCE])),
    )
