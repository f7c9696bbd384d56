"""The survey of a whole file before it is imported: ordinals of equal rows, coverage, outliers, what is not known.

It depends on the file alone, never on what was imported before, so that a run taken up again reads every row alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kerege.rooms.intake.rules.identity import cells_digest, source_key
from kerege.rooms.intake.rules.outliers import Amounts, outliers
from kerege.rooms.intake.rules.plans import Glance, Plan, Surveyed
from kerege.rooms.intake.rules.sheets import Row

MONTH_SHARE = 0.5
MONTH_ROWS = 30
JUMP = 3
YEAR_ROWS = 100
KEY = 32


@dataclass(slots=True)
class Survey:
    """What one pass over the file found."""

    rows: int = 0
    keys: bytearray = field(default_factory=bytearray)
    """32 bytes of identity a row, in the order of the file."""
    firsts: dict[bytes, int] = field(default_factory=dict)
    """Digests that occur more than once, with how often."""
    surveyed: Surveyed = field(default_factory=Surveyed)
    by_year: Counter[str] = field(default_factory=Counter)
    by_country_year: Counter[tuple[str, str]] = field(default_factory=Counter)
    dates: Counter[tuple[str, bool]] = field(default_factory=Counter)
    substances: Counter[str] = field(default_factory=Counter)
    not_known: Counter[str] = field(default_factory=Counter)
    cleaned: Counter[str] = field(default_factory=Counter)
    measured: dict[tuple[str, str, str], Amounts] = field(default_factory=dict)

    def identities(self) -> Iterator[tuple[bytes, bytes | None]]:
        """The identity of each row and, for a repeat, of the row it repeats."""
        seen: Counter[bytes] = Counter()
        for at in range(self.rows):
            digest = bytes(self.keys[at * KEY : (at + 1) * KEY])
            if digest not in self.firsts:
                yield digest, None
                continue
            ordinal = seen[digest]
            seen[digest] += 1
            yield source_key(digest, ordinal), digest if ordinal else None

    def add(self, number: int, digest: bytes, glance: Glance) -> None:
        """Take one row in."""
        self.rows += 1
        self.keys += digest
        year = glance.date[:4]
        if glance.date:
            self.by_year[year] += 1
            self.by_country_year[glance.country, year] += 1
            self.dates[glance.country, glance.date.endswith("-01")] += 1
        if glance.substance:
            self.substances[glance.substance] += 1
        for column in glance.not_known:
            self.not_known[column] += 1
        if glance.cleaned:
            self.cleaned[glance.cleaned] += 1
        if glance.amount is not None and glance.amount > 0:
            key = (glance.country, glance.substance, glance.unit)
            held = self.measured.get(key)
            if held is None:
                held = self.measured[key] = Amounts()
            held.add(number, float(glance.amount))


def survey(plan: Plan, rows: Iterable[Row]) -> Survey:
    """Pass over every row once."""
    made = Survey()
    seen: set[bytes] = set()
    for number, cells in rows:
        parsed = plan.parsed(cells)
        digest = cells_digest(plan.code, parsed)
        if digest in seen:
            made.firsts[digest] = made.firsts.get(digest, 1) + 1
        else:
            seen.add(digest)
        made.add(number, digest, plan.glance(parsed))
    made.surveyed = Surveyed(months_only=months_only(made.dates))
    return made


def months_only(dates: Mapping[tuple[str, bool], int]) -> frozenset[str]:
    """Countries of which most dates are the first of a month: they knew the month, not the day."""
    countries = {country for country, _ in dates}
    return frozenset(
        country
        for country in countries
        if (first := dates.get((country, True), 0)) >= MONTH_ROWS
        and first > MONTH_SHARE * (first + dates.get((country, False), 0))
    )


def findings(
    made: Survey, *, resolve: Mapping[str, str], suggestions: Mapping[str, str] | None = None
) -> dict[str, object]:
    """Everything a reader should know of the file, as it is kept with the import and shown.

    `resolve` gives each written substance its entry; empty where the register has none.
    """
    unresolved = {name: count for name, count in made.substances.most_common() if name and not resolve.get(name)}
    return {
        "years": dict(sorted(made.by_year.items())),
        "jumps": jumps(made.by_year),
        "gaps": gaps(made.by_country_year),
        "not_known": dict(made.not_known),
        "cleaned_places": dict(made.cleaned),
        "months_only": sorted(made.surveyed.months_only),
        "unresolved": unresolved,
        "suggestions": dict(suggestions or {}),
        "outliers": [each.wire() for each in outliers(made.measured, resolve)],
    }


def jumps(by_year: Mapping[str, int]) -> list[dict[str, object]]:
    """Neighbouring years of which one has three times the rows of the other: coverage may have changed, not events."""
    made: list[dict[str, object]] = []
    years = sorted(year for year in by_year if year.isdigit())
    for before, after in pairwise(years):
        one, other = by_year[before], by_year[after]
        if max(one, other) >= YEAR_ROWS and max(one, other) >= JUMP * min(one, other):
            made.append({"from": before, "to": after, "rows_from": one, "rows_to": other})
    return made


def gaps(by_country_year: Mapping[tuple[str, str], int]) -> dict[str, list[str]]:
    """Years of the file's span in which a country that is in it has no row: not reported, never zero."""
    years = sorted({year for _, year in by_country_year if year.isdigit()})
    if not years:
        return {}
    span = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    held: dict[str, set[str]] = defaultdict(set)
    for country, year in by_country_year:
        held[country].add(year)
    missing = {country: [year for year in span if year not in found] for country, found in sorted(held.items())}
    return {country: listed for country, listed in missing.items() if listed}
