"""Result sheets: drafted from records, corrected by hand; totals in which a shared seizure counts once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from kerege.rooms.operations.rules.joint import Entry, EntryKind, Measure, Scope, amount, plain, references

NEAR_DAYS = 2
NEAR_SHARE = Decimal("0.1")
"""Two seizures of two parties within so many days whose amounts differ by at most this share may be one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell counts: a measure, for seizures the substance and the base unit (kg, l, unit)."""

    measure: Measure
    substance: str = ""
    base: str = ""

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands in a sheet."""
        return list(Measure).index(self.measure), self.substance, self.base


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One record of an agency, as far as a sheet is drafted from it."""

    report: str
    reference: str
    kind: str
    day: date
    country: str
    persons: int | None
    items: tuple[tuple[str, str, Decimal | None], ...] = ()
    """Substance, base unit, amount in it; an amount that is not known is None."""
    case: str = ""
    identified: frozenset[str] = frozenset()
    """Marks of the persons whom it names as suspects or convicted; they never leave the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of one reference; None where a record states no amount."""

    figure: Figure
    reference: str
    value: Decimal | None
    party: str
    agency: str
    day: str = ""
    country: str = ""
    report: str = ""

    def wire(self) -> dict[str, str]:
        """As it is kept in a sheet."""
        return {
            "measure": self.figure.measure.value,
            "substance": self.figure.substance,
            "base": self.figure.base,
            "reference": self.reference,
            "value": "" if self.value is None else str(self.value),
            "day": self.day,
            "country": self.country,
            "report": self.report,
        }


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a party's sheet: as drafted, as corrected by hand, and how many references state no amount."""

    drafted: Decimal
    corrected: Decimal | None
    unknown: int = 0

    @property
    def value(self) -> Decimal:
        """What holds."""
        return self.drafted if self.corrected is None else self.corrected

    @property
    def difference(self) -> Decimal:
        """What the correction changed."""
        return self.value - self.drafted


def in_scope(reported: Iterable[Reported], scope: Scope) -> list[Reported]:
    """The records of the days, countries and substances of an operation."""
    return [
        each
        for each in reported
        if scope.since <= each.day <= scope.until
        and (not scope.countries or each.country in scope.countries)
        and (not scope.substances or not each.items or any(item[0] in scope.substances for item in each.items))
    ]


def draft(reported: Iterable[Reported], scope: Scope, *, party: str, agency: str) -> list[Line]:
    """The lines of an agency's sheet: each record once a figure, cases and persons once each, nothing unknown zero."""
    made: dict[tuple[str, Figure], Line] = {}
    cases: set[str] = set()
    persons: set[str] = set()
    for each in in_scope(reported, scope):
        found = figures_of(each, scope)
        if each.case and each.kind != "subject_note" and plain(each.case) not in cases:
            cases.add(plain(each.case))
            found.append((Figure(Measure.CASES), Decimal(1)))
        if fresh := each.identified - persons:
            persons |= fresh
            found.append((Figure(Measure.IDENTIFIED), Decimal(len(fresh))))
        for figure, value in found:
            key = (each.reference, figure)
            before = made.get(key)
            known = [part for part in (value, before.value if before else None) if part is not None]
            made[key] = Line(
                figure=figure,
                reference=each.reference,
                value=sum(known, Decimal(0)) if known else None,
                party=party,
                agency=agency,
                day=each.day.isoformat(),
                country=each.country,
                report=each.report,
            )
    return list(made.values())


def figures_of(each: Reported, scope: Scope) -> list[tuple[Figure, Decimal | None]]:
    """What one record states."""
    made: list[tuple[Figure, Decimal | None]] = [
        (Figure(Measure.SEIZED, substance, base or "kg"), value)
        for substance, base, value in each.items
        if each.kind == "seizure" and (not scope.substances or substance in scope.substances)
    ]
    if each.kind == "dismantled_laboratory":
        made.append((Figure(Measure.LABORATORIES), Decimal(1)))
    if each.persons is not None and each.persons > 0:
        made.append((Figure(Measure.DETAINED), Decimal(each.persons)))
    return made


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """What was reported: the newest sheet of each agency, and what was typed in beside it."""
    listed = list(entries)
    newest = {each.agency: each for each in listed if each.kind is EntryKind.SHEET}
    made = [read_line(row, each) for each in newest.values() for row in each.given["lines"]]
    return made + [read_line(each.given, each) for each in listed if each.kind is EntryKind.RESULT]


def read_line(row: Mapping[str, Any], entry: Entry) -> Line:
    """A line of a sheet, or a result that was typed in."""
    return Line(
        figure=figure_of(row),
        reference=str(row["reference"]),
        value=amount(row["value"]) if str(row["value"]) else None,
        party=entry.party,
        agency=entry.agency,
        day=str(row.get("day", "")),
        country=str(row.get("country", "")),
        report=str(row.get("report", "")),
    )


def figure_of(given: Mapping[str, Any]) -> Figure:
    """The figure that a line or a correction is about."""
    measure = Measure(given["measure"])
    if measure is not Measure.SEIZED:
        return Figure(measure)
    return Figure(measure, str(given.get("substance", "")), str(given.get("base", "")) or "kg")


def groups(entries: Iterable[Entry]) -> dict[str, str]:
    """References that were said to be one seizure, each with the first of them; the last word on a pair holds."""
    said: dict[tuple[str, str], bool] = {}
    for each in entries:
        if each.kind in {EntryKind.SHARED, EntryKind.APART}:
            for pair in combinations(sorted(references(each.given)), 2):
                said[pair] = each.kind is EntryKind.SHARED
    root: dict[str, str] = {}
    for (one, other), same in said.items():
        if same:
            low, high = sorted((top(root, one), top(root, other)))
            root[high] = low
    return {each: top(root, each) for pair in said for each in pair}


def top(root: Mapping[str, str], reference: str) -> str:
    """The first of the references that are one seizure with this one."""
    while root.get(reference, reference) != reference:
        reference = root[reference]
    return reference


def once(lines: Iterable[Line], figure: Figure, same: Mapping[str, str]) -> dict[str, Decimal]:
    """Each seizure once, with the largest amount that anybody reported of it: a shared seizure is one seizure."""
    made: dict[str, Decimal] = {}
    for each in lines:
        if each.figure == figure and each.value is not None:
            reference = plain(each.reference)
            first = same.get(reference, reference)
            made[first] = max(made.get(first, Decimal(0)), each.value)
    return made


def sheet(entries: Iterable[Entry], party: str) -> dict[Figure, Cell]:
    """A party's result sheet: drafted from what its agencies reported; the last correction of a figure holds."""
    listed = list(entries)
    lines = [each for each in lines_of(listed) if each.party == party]
    same = groups(listed)
    by_hand = {
        figure_of(each.given): amount(each.given["value"])
        for each in listed
        if each.kind is EntryKind.CORRECTION and each.party == party
    }
    return {
        figure: Cell(
            sum(once(lines, figure, same).values(), Decimal(0)), by_hand.get(figure), unknown(lines, figure, same)
        )
        for figure in sorted({each.figure for each in lines} | set(by_hand), key=lambda figure: figure.place)
    }


def unknown(lines: Iterable[Line], figure: Figure, same: Mapping[str, str]) -> int:
    """How many seizures state no amount of this, whoever reported them."""
    listed = [each for each in lines if each.figure == figure]
    known = once(listed, figure, same)
    named = {same.get(plain(each.reference), plain(each.reference)) for each in listed}
    return len(named - set(known))


def totals(entries: Iterable[Entry]) -> dict[Figure, Cell]:
    """The operation's totals: each seizure once whoever reported it, and what each party corrected by hand."""
    listed = list(entries)
    lines, same = lines_of(listed), groups(listed)
    sheets = [sheet(listed, party) for party in {each.party for each in listed}]
    made: dict[Figure, Cell] = {}
    for figure in sorted({figure for cells in sheets for figure in cells}, key=lambda figure: figure.place):
        drafted = sum(once(lines, figure, same).values(), Decimal(0))
        differences = [cells[figure].difference for cells in sheets if figure in cells]
        corrected = drafted + sum(differences, Decimal(0)) if any(differences) else None
        made[figure] = Cell(drafted, corrected, unknown(lines, figure, same))
    return made


def alike(entries: Iterable[Entry]) -> list[tuple[Line, Line]]:
    """Pairs of seizures of two parties that may be one, of which nobody has said whether they are."""
    listed = list(entries)
    said = {
        pair
        for each in listed
        if each.kind in {EntryKind.SHARED, EntryKind.APART}
        for pair in combinations(sorted(references(each.given)), 2)
    }
    same = groups(listed)
    lines = [each for each in lines_of(listed) if each.figure.measure is Measure.SEIZED and each.value and each.day]
    return [
        (one, other)
        for one, other in combinations(lines, 2)
        if one.party != other.party
        and one.figure == other.figure
        and near(one, other)
        and apart(one, other, same)
        and tuple(sorted((plain(one.reference), plain(other.reference)))) not in said
    ]


def apart(one: Line, other: Line, same: Mapping[str, str]) -> bool:
    """Whether two lines count as two seizures now."""
    first, second = plain(one.reference), plain(other.reference)
    return same.get(first, first) != same.get(second, second)


def near(one: Line, other: Line) -> bool:
    """Whether days and amounts lie near enough to ask."""
    days = abs(date.fromisoformat(one.day) - date.fromisoformat(other.day)).days
    large, small = max(one.value or 0, other.value or 0), min(one.value or 0, other.value or 0)
    return days <= NEAR_DAYS and Decimal(large) - Decimal(small) <= NEAR_SHARE * Decimal(large)
