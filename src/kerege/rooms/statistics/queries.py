"""Door for reading: tables of what was reported, by country, substance and period, with what a reader must know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kerege.foundation.viewing import require_viewer
from kerege.kernel.countries import country_name
from kerege.kernel.law import Marking, PartyClass, Viewer
from kerege.kernel.saying import N_, SaidError
from kerege.kernel.units import unit
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.rooms.statistics.rules import warnings as warning_rules
from kerege.rooms.statistics.rules.counting import Cell, Counted, Line, Row, counted, measure_of
from kerege.rooms.statistics.rules.groups import group_among
from kerege.rooms.statistics.rules.groups import rank as group_rank
from kerege.rooms.statistics.rules.periods import Period, PeriodError, Step, period_of, periods, read_week, running
from kerege.rooms.statistics.rules.warnings import CoverageWarning, Outlier
from kerege.rooms.substances import queries as substances

__all__ = [
    "GIVEN",
    "OFFICIAL_ORDER",
    "Cell",
    "Counted",
    "CoverageWarning",
    "Line",
    "Outlier",
    "Period",
    "PeriodError",
    "Row",
    "Sorting",
    "SpanError",
    "Step",
    "Table",
    "Weeks",
    "group_of",
    "group_rank",
    "line_name",
    "measure_name",
    "measure_of",
    "member_countries",
    "period_of",
    "periods",
    "read_week",
    "running",
    "seizures",
    "weeks_of",
]

OFFICIAL_ORDER = ("AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ")
"""The order of the member states in the centre's documents (alphabetical in Russian and in English)."""
MOST_PERIODS = 520
GIVEN = "?"
"""What stands before a name as given that the register does not hold, in the key of a line."""


class Sorting(StrEnum):
    """What the lines of a table are."""

    COUNTRY = "country"
    SUBSTANCE = "substance"
    GROUP = "group"


class SpanError(SaidError):
    """The span is empty or has more periods than a table can show; the text says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with what it was asked for, its warnings and its questions about amounts."""

    since: date
    until: date
    step: Step
    by: Sorting
    kinds: tuple[str, ...]
    country: str
    substance: str
    counted: Counted
    warnings: tuple[CoverageWarning, ...]
    outliers: tuple[Outlier, ...]
    marking: Marking
    """The join of the terms of every report that was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """The last weeks up to one week: by group of substances and by country, and the single substances of that week."""

    groups: Counted
    countries: Counted
    substances: Counted
    """Of the last week alone."""


def seizures(
    *,
    viewer: Viewer,
    since: date,
    until: date,
    step: Step = Step.MONTH,
    by: Sorting = Sorting.SUBSTANCE,
    country: str = "",
    substance: str = "",
    kinds: tuple[str, ...] = ("seizure",),
) -> Table:
    """What the viewer may see of a span, counted by `by` and `step`; `substance` may be a class of the register.

    Raises SpanError for an empty or endless span.
    """
    require_viewer(viewer)
    spanned = span(since, until, step)
    found = records.counted_items(viewer=viewer, since=since, until=until, kinds=kinds, country=country)
    wanted = codes_of(substance)
    rows = [row for row in found if not substance or row.substance in wanted]
    made = counted(rows, spanned, KEYS[by])
    expected = [country] if country else member_countries()
    table = Table(
        since=since,
        until=until,
        step=step,
        by=by,
        kinds=kinds,
        country=country,
        substance=substance,
        counted=made,
        warnings=(
            *warning_rules.coverage(rows, since, until, expected),
            *warning_rules.remarks(rows, made.unplaced, step),
        ),
        outliers=tuple(warning_rules.outliers(rows)),
        marking=records.joined_marking(viewer=viewer, reports={row.report for row in rows}),
    )
    journal.write_leaf(LeafKind.COMBINE, "statistics.seizures", asked_for(table), rows=len(rows))
    return table


def asked_for(table: Table) -> dict[str, object]:
    """What a table was asked for, as the journal commits to it."""
    span_asked: dict[str, object] = {"since": str(table.since), "until": str(table.until)}
    return span_asked | {"by": table.by.value, "country": table.country, "substance": table.substance}


def taken_along(*, viewer: Viewer, table: Table) -> None:
    """Write down that a table leaves as a file. Raises NotProvenError."""
    require_viewer(viewer)
    journal.write_leaf(LeafKind.DISCLOSE, "statistics.taken_along", asked_for(table), rows=1)


def weeks_of(rows: Sequence[Row], *, last: Period, back: int = 12) -> Weeks:
    """The week `last` and the `back` weeks before it, gaps as gaps, over rows that the caller was shown."""
    spanned = running(last, back)
    placed = [row for row in rows if spanned[0].first_day <= row.first_day and row.last_day <= last.last_day]
    this = [row for row in placed if last.covers(row.first_day, row.last_day)]
    return Weeks(
        groups=counted(placed, spanned, KEYS[Sorting.GROUP]),
        countries=counted(placed, spanned, KEYS[Sorting.COUNTRY]),
        substances=counted(this, (last,), KEYS[Sorting.SUBSTANCE]),
    )


def span(since: date, until: date, step: Step) -> Sequence[Period]:
    """The periods of a span. Raises SpanError."""
    if until < since:
        raise SpanError(N_("the last day lies before the first one"))
    if (until - since).days > MOST_PERIODS * {Step.WEEK: 7, Step.MONTH: 30, Step.YEAR: 365}[step]:
        raise SpanError(
            N_("this span has more than %(most)s periods; choose longer periods or a shorter span"), most=MOST_PERIODS
        )
    return periods(since, until, step)


def codes_of(code: str) -> frozenset[str]:
    """An entry of the register and, for a class, everything in it. Raises UnknownSubstanceError."""
    if not code:
        return frozenset()
    card = substances.substance(code)
    if card.entry.kind is not substances.Kind.CLASS:
        return frozenset({code})
    return frozenset({code, *(entry.code for entry in substances.members(code))})


def group_of(code: str) -> str:
    """The group in which a substance is shown; empty for a name that did not resolve."""
    register = substances.register()
    if not code or code not in register.by_code:
        return ""
    return group_among([entry.code for entry in register.classes_of(code)])


def member_countries() -> list[str]:
    """The countries of the member states this node knows, in the official order."""
    known = {entry.code for entry in directory.parties() if entry.party_class is PartyClass.MEMBER}
    return [code for code in OFFICIAL_ORDER if code in known] + sorted(known - set(OFFICIAL_ORDER))


KEYS: dict[Sorting, Callable[[Row], str]] = {
    Sorting.COUNTRY: lambda row: row.country,
    Sorting.SUBSTANCE: lambda row: row.substance or f"{GIVEN}{row.substance_given}",
    Sorting.GROUP: lambda row: group_of(row.substance),
}


def line_name(key: str, by: Sorting, language: str) -> str:
    """The name of a line in Russian or English; empty for a country or group that is not known."""
    if by is Sorting.COUNTRY:
        return country_name(key, language) if key else ""
    if key.startswith(GIVEN):
        return key.removeprefix(GIVEN)
    known = substances.register().by_code
    return known[key].title(language) if key in known else key


def measure_name(measure: str, language: str) -> str:
    """The short form of a measure after a number."""
    return unit(measure).symbol(language)
