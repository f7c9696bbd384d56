"""What lately happened, counted by the database: the same as counted one by one, of whatever a viewer may see."""

import random
from collections import Counter
from datetime import date, timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.records import actions, models, queries
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
MANY = 40
WEEKS = 12
PLACES = (
    {"country": "KZ", "region": "KZ-75"},
    {"country": "KZ", "region": "KZ-75", "latitude": "43.25", "longitude": "76.95"},
    {"country": "TJ", "latitude": "38.55", "longitude": "68.85"},
    {"country": "TJ"},
    {"country": "BR"},
)
SUBSTANCES = (["героин"], ["героин", "гашиш"], ["опий", "опий"], ["никому не известное"])
TERMS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"handling": "H1"},
    {"level": "official_use"},
    {"handling": "H3", "restriction": "EXERCISE: ask"},
)
Count = Counter[tuple[object, ...]]


def seizure(drawn: random.Random) -> dict[str, object]:
    """A seizure of the last weeks, now and then dated by the month, of several substances or none."""
    day = chance.today() - timedelta(days=drawn.randrange(110))
    given = desk.raw if drawn.random() < 0.3 else desk.facts_only
    return given(
        occurred=f"{day:%Y-%m}" if drawn.random() < 0.15 else str(day),
        items=[{"substance": each, "quantity": "1", "unit": "kg"} for each in drawn.choice(SUBSTANCES)],
        **drawn.choice(PLACES),
        **drawn.choice(TERMS),
    )


def repeated(drawn: random.Random, turn: int) -> None:
    """A report of a file and two exact repeats of it, one of them of a span of its own."""
    viewer = cast.viewer(drawn.choice(["aigerim", "farrukh"]))
    first, other = desk.claim(seizure(drawn)), desk.claim(seizure(drawn))
    key = bytes([turn]) * 32
    with viewing(viewer):
        actions.report_many(
            actor=viewer,
            prepared=[
                actions.Prepared(first, key),
                *(actions.Prepared(each, bytes([turn, at]) * 16, key) for at, each in enumerate((first, other))),
            ],
        )


@pytest.fixture
def bank() -> None:
    """Reports of four desks: some kept in the unit, corrected, retracted, released, repeated."""
    drawn = random.Random("recent")
    for turn in range(MANY):
        name = drawn.choice(["aigerim", "farrukh", "hamid", "erlan"])
        saved = desk.report(name, seizure(drawn), send=drawn.random() < 0.85)
        chosen = drawn.random()
        if chosen < 0.2:
            desk.correct(name, saved, desk.facts_only(occurred=str(chance.today()), **drawn.choice(TERMS)))
        elif chosen < 0.3:
            viewer = cast.viewer(name)
            with viewing(viewer):
                actions.retract(actor=viewer, report_id=saved.report, expected=1, reason="EXERCISE")
        if turn % 6 == 0:
            repeated(drawn, turn + 1)


def one_by_one(viewer: Viewer, places_since: date, weeks_since: date, until: date) -> tuple[Count, Count, set[UUID]]:
    """By place, by substance and week, and whose terms bind: told off the lists, report by report."""
    filters = queries.Filters(kind="seizure", since=places_since, until=until)
    rows = queries.latest(viewer=viewer, filters=filters, limit=1000).rows
    on_map = once([row for row in rows if not row.retracted])
    items = [each for each in queries.counted_items(viewer=viewer, since=weeks_since, until=until) if each.substance]
    placed = {(each.report, each.substance, (each.first_day - weeks_since).days // 7) for each in items}
    places: Count = Counter((row.country, row.region, tenth(row.latitude), tenth(row.longitude)) for row in on_map)
    weeks: Count = Counter((substance, week) for _report, substance, week in placed)
    return places, weeks, {row.id for row in on_map} | {each.report for each in items}


def once(rows: list[queries.ListedReport]) -> list[queries.ListedReport]:
    """Of a report and its exact repeats the report itself; where it does not stand here, the first of them."""
    firsts = dict(models.Report.objects.filter(id__in=[row.id for row in rows]).values_list("id", "repeats"))
    alike: dict[UUID, list[queries.ListedReport]] = {}
    for row in rows:
        alike.setdefault(firsts[row.id] or row.id, []).append(row)
    return [min(each, key=lambda row: (firsts[row.id] is not None, row.id)) for each in alike.values()]


def tenth(degrees: object) -> str:
    """Degrees to a tenth; all that are invented here are given to a hundredth that ends in a five."""
    return "" if degrees is None else f"{float(str(degrees)) + 0.001:.1f}"


def test_the_database_counts_as_one_would_by_hand(bank: None) -> None:
    """By place, by week and in terms, for spans by turns; a nominal part released to one of the viewers among it."""
    saved = desk.report("aigerim", desk.raw(occurred=str(chance.today()), handling="H1"))
    desk.release("aigerim", saved, "TJ")
    for name in ("aigerim", "farrukh", "ksenia"):
        drawn, today, viewer = random.Random(name), chance.today(), cast.viewer(name, Purpose.INVESTIGATION)
        for turn in range(7):
            until = today - timedelta(days=drawn.randrange(20) if turn else 0)
            places_since = until - timedelta(days=drawn.randrange(10, 120) if turn else 0)
            with viewing(viewer):
                compare(viewer, places_since, until - timedelta(days=7 * WEEKS - 1), until)


def compare(viewer: Viewer, places_since: date, weeks_since: date, until: date) -> None:
    """Counted by the database and by hand."""
    found = queries.recent_reports(viewer=viewer, places_since=places_since, weeks_since=weeks_since, until=until)
    places, weeks, binding = one_by_one(viewer, places_since, weeks_since, until)
    assert places
    assert len(weeks) > WEEKS
    at = {
        (each.country, each.region, tenth(each.latitude), tenth(each.longitude)): each.reports for each in found.places
    }
    assert at == places
    assert {(each.substance, each.week): each.reports for each in found.weeks} == weeks
    assert found.marking == queries.joined_marking(viewer=viewer, reports=binding)
