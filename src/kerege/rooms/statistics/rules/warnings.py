"""Warnings about coverage and questions about amounts: what a reader must know before he believes a table."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import log10
from statistics import median
from uuid import UUID

from kerege.rooms.statistics.rules.counting import Row, measure_of, plain
from kerege.rooms.statistics.rules.periods import Step, period_of

JUMP = 3.5
"""How many times the rows of the year before make a warning; UNODC IDS 2014 has 4.1 times the rows of 2013."""
FEWEST_FOR_JUMP = 20
FEWEST_FOR_OUTLIER = 8
SCORE, BORROWED_SCORE = 5.0, 3.5
"""How many robust deviations (1.4826 × median absolute deviation of log10) make an amount a question: by the country's
own amounts, and by those of all countries where it has few (one of three rows is cheap to ask about)."""
LEAST_SPREAD = 0.35
Sized = tuple[float, Decimal, UUID]


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues; a face translates it when it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class CoverageWarning:
    """One warning: a stable code, a sentence (English msgid, faces translate), its values, the country it is about."""

    code: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    country: str = ""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A question to the owner: is this amount right? Nothing is left out for it."""

    report: UUID
    country: str
    substance: str
    measure: str
    amount: Decimal
    usual: Decimal
    """The median of the other amounts of the same substance and measure."""


def outliers(rows: Iterable[Row]) -> list[Outlier]:
    """Amounts far above what is usual for the substance and measure in the country, the farthest first.

    Where a country holds too few of them, what is usual is taken from all countries together.
    """
    groups: dict[tuple[str, str], dict[str, list[Sized]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        measured = measure_of(row)
        if measured is not None and measured[1] > 0 and row.substance:
            sized = (log10(measured[1]), measured[1], row.report)
            groups[row.substance, measured[0]][row.country].append(sized)
    found: list[tuple[float, Outlier]] = []
    for (substance, measure), countries in groups.items():
        everywhere = [sized for each in countries.values() for sized in each]
        if len(everywhere) < FEWEST_FOR_OUTLIER:
            continue
        borrowed = usual_of(everywhere) if min(map(len, countries.values())) < FEWEST_FOR_OUTLIER else None
        for country, here in countries.items():
            own = len(here) >= FEWEST_FOR_OUTLIER
            score = SCORE if own else BORROWED_SCORE
            middle, spread, usual = borrowed if borrowed and not own else usual_of(here)
            found += [
                ((size - middle) / spread, Outlier(report, country, substance, measure, plain(amount), plain(usual)))
                for size, amount, report in here
                if (size - middle) / spread > score
            ]
    return [each for _, each in sorted(found, key=lambda pair: (-pair[0], str(pair[1].report)))]


def usual_of(known: Sequence[Sized]) -> tuple[float, float, Decimal]:
    """Median and robust deviation of the sizes (log10), and the middle amount."""
    sizes = [size for size, _, _ in known]
    middle = median(sizes)
    spread = max(1.4826 * median([abs(size - middle) for size in sizes]), LEAST_SPREAD)
    return middle, spread, sorted(amount for _, amount, _ in known)[len(known) // 2]


def coverage(rows: Sequence[Row], since: date, until: date, expected: Sequence[str]) -> list[CoverageWarning]:
    """Years with a jump in rows, expected countries without rows in some years or in all."""
    years = range(since.year, until.year + 1)
    found: Counter[tuple[str, int]] = Counter()
    dated = Counter((row.country, row.first_day, row.last_day) for row in rows)
    for (country, first, last), count in dated.items():
        if period_of(first, Step.YEAR).covers(first, last):
            found[country, first.year] += count
            found["*", first.year] += count
    warnings = jumps(found, years)
    for country in expected:
        warnings += silence(found, country, years, since, until)
    return warnings


def jumps(found: Mapping[tuple[str, int], int], years: range) -> list[CoverageWarning]:
    """Years of which the whole table holds many times the rows of the year before, or a small part of them."""
    made = []
    for year in list(years)[1:]:
        before, now = found.get(("*", year - 1), 0), found.get(("*", year), 0)
        if min(before, now) == 0 or max(before, now) < FEWEST_FOR_JUMP:
            continue
        if now / before >= JUMP or before / now >= JUMP:
            values = {"year": str(year), "now": str(now), "before": str(before), "last": str(year - 1)}
            made.append(
                CoverageWarning(
                    "jump",
                    N_(
                        "%(year)s holds %(now)s rows, %(last)s held %(before)s: the difference may lie in reporting, "
                        "not in trafficking."
                    ),
                    values,
                )
            )
    return made


def silence(
    found: Mapping[tuple[str, int], int], country: str, years: range, since: date, until: date
) -> list[CoverageWarning]:
    """A country without rows in the whole span, or in some of its full years."""
    held = [year for year in years if found.get((country, year))]
    if not held:
        return [
            CoverageWarning("no_rows", N_("Nothing was reported for the whole span: not reported, not 0."), {}, country)
        ]
    full = [y for y in years if date(y, 1, 1) >= since and date(y, 12, 31) <= until and y not in held]
    if not full:
        return []
    values = {"years": runs(full)}
    return [CoverageWarning("years_missing", N_("No rows for %(years)s: not reported, not 0."), values, country)]


def runs(years: Sequence[int]) -> str:
    """Years in order, those that follow each other as a span: "2011, 2013–2016"."""
    made: list[list[int]] = []
    for year in years:
        if made and year == made[-1][-1] + 1:
            made[-1].append(year)
        else:
            made.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in made)


def doubles(rows: Iterable[Row]) -> tuple[int, int]:
    """Reports that may be of one seizure (same country, day, substances, amounts): how many groups, how many reports.

    Only full days count; nothing is left out for it, since two real seizures can look alike.
    """
    contents: dict[UUID, list[tuple[str, str, Decimal]]] = defaultdict(list)
    places: dict[UUID, tuple[str, date]] = {}
    for row in rows:
        measured = measure_of(row)
        if measured is None or row.first_day != row.last_day:
            continue
        places[row.report] = (row.country, row.first_day)
        contents[row.report].append((row.substance or row.substance_given, *measured))
    groups: Counter[tuple[object, ...]] = Counter(
        (*places[report], *sorted(items)) for report, items in contents.items()
    )
    repeated = [count for count in groups.values() if count > 1]
    return len(repeated), sum(repeated)


def remarks(rows: Sequence[Row], unplaced: int, step: Step) -> list[CoverageWarning]:
    """What the whole table needs said: unknown countries, unresolved names, unknown amounts, wide dates, doubles."""
    made = []
    groups, reports = doubles(rows)
    counts: list[tuple[str, str, int]] = [
        ("country_unknown", N_("%(count)s items name no country."), sum(not row.country for row in rows)),
        (
            "unresolved",
            N_("%(count)s items carry a name that the register of substances does not hold; they stand apart."),
            sum(not row.substance for row in rows),
        ),
        (
            "unquantified",
            N_("%(count)s items state no amount; they count as reports and add nothing to the amounts."),
            sum(measure_of(row) is None for row in rows),
        ),
        ("unplaced", UNPLACED[step], unplaced),
    ]
    for code, message, count in counts:
        if count:
            made.append(CoverageWarning(code, message, {"count": str(count)}))
    if groups:
        values = {"count": str(reports), "groups": str(groups)}
        made.append(
            CoverageWarning(
                "doubles",
                N_(
                    "%(count)s reports look like %(groups)s: same country, day, substances and amounts. All are "
                    "counted; ask their owners."
                ),
                values,
            )
        )
    return made


UNPLACED = {
    Step.WEEK: N_("%(count)s reports are dated wider than a week; they count in the totals, in no single week."),
    Step.MONTH: N_("%(count)s reports are dated wider than a month; they count in the totals, in no single month."),
    Step.YEAR: N_("%(count)s reports are dated wider than a year; they count in the totals, in no single year."),
}
