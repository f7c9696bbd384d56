"""What lately happened, counted by the database: by place, by substance and week, and under which terms it is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from uuid import UUID

from kerege.foundation.statements import asked, named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Marking, Viewer, joined
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records.queries.joining import marking, newest_of, under_releases, words_of_desks
from kerege.rooms.records.queries.told import read_under

RELEASED = "SELECT released_between(%(kind)s, least(%(places_since)s::date, %(weeks_since)s::date), %(until)s::date)"


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many reports tell of one place; its point is rounded to a tenth of a degree."""

    country: str
    region: str
    latitude: Decimal | None
    longitude: Decimal | None
    reports: int


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many reports of one week hold a substance; weeks are counted from the first one on, which is 0."""

    substance: str
    week: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """Counts of what this viewer may see, and the join of the terms of all that is counted."""

    places: tuple[PlaceCount, ...]
    weeks: tuple[WeekCount, ...]
    marking: Marking


def recent_reports(
    *, viewer: Viewer, places_since: date, weeks_since: date, until: date, kind: str = "seizure"
) -> Recent:
    """Reports of a kind by place since one day, and by substance and week since another; one leaf.

    Retracted reports count nowhere. A report and its exact repeats count once, of those this viewer may see; by week by
    the day on which it may have begun. A report that holds several substances counts once for each.
    """
    require_viewer(viewer)
    bounds: dict[str, str | date] = {
        "kind": kind,
        "places_since": places_since,
        "weeks_since": weeks_since,
        "until": until,
    }
    found = [row[0] for row in asked(RELEASED, bounds)]
    released = read_under(found) if found else {}
    [(reports, places, weeks, terms)] = asked(
        named("records", "recent_reports"), {**bounds, "released": list(released)}
    )
    journal.write_leaf(LeafKind.COMBINE, "records.recent_reports", {k: str(v) for k, v in bounds.items()}, rows=reports)
    said = cache(words_of_desks)
    singly = under_releases(newest_of(released.keys()), released, said).values()
    return Recent(
        places=tuple(place_count(*row) for row in places or ()),
        weeks=tuple(WeekCount(*row) for row in weeks or ()),
        marking=joined([*(marking(UUID(owner), *rest, said=said) for owner, *rest in terms or ()), *singly]),
    )


def place_count(country: str, region: str, latitude: str | None, longitude: str | None, reports: int) -> PlaceCount:
    """One place as the statement tells it."""
    return PlaceCount(
        country, region, Decimal(latitude) if latitude else None, Decimal(longitude) if longitude else None, reports
    )
