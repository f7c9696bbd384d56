"""Lists of reports: in order and whole by whatever pages they are read, whatever they are looked through for."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.records import actions, queries
from kerege.rooms.records.queries import exporting, listing
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
PLACES = ("Кордай", "Ош", "Термез", "Кордай-2", "100%_place")
SUBSTANCES = ("героин", "гашиш", "опий")
DAYS = ("2026-01-03", "2026-01", "2025", "2025-11-30", "2024-02-29", None)
MANY = 40
Said = tuple[list[UUID], int, bool, date | None]
"""Reports of a page, how many there are, whether at least, how far back was looked."""


def reported(drawn: random.Random) -> UUID:
    """One seizure of somebody's, now and then kept in the own unit, corrected, or of no known day."""
    name = drawn.choice(["aigerim", "farrukh", "hamid", "erlan"])
    day = drawn.choice(DAYS)
    given = desk.facts_only(
        occurred=day or "2026",
        country=drawn.choice(["KZ", "TJ", "UZ"]),
        place=drawn.choice(PLACES),
        items=[{"substance": drawn.choice(SUBSTANCES), "quantity": "1", "unit": "kg"}],
    )
    claim, viewer = desk.claim(given), cast.viewer(name)
    if day is None:
        claim.occurred = None
    with viewing(viewer):
        saved = actions.report(actor=viewer, claim=claim, send=drawn.random() < 0.9)
    if day is not None and drawn.random() < 0.2:
        desk.correct(name, saved, given | {"place": drawn.choice(PLACES)})
    return saved.report


@pytest.fixture
def bank() -> list[UUID]:
    """Reports of four desks."""
    drawn = random.Random("listing")
    return [reported(drawn) for _ in range(MANY)]


def filters() -> Iterator[dict[str, Any]]:
    """Filters by turns and together."""
    drawn = random.Random("filters")
    choices: dict[str, list[Any]] = {
        "kind": ["", "", "seizure", "open_source"],
        "country": ["", "", "KZ", "TJ"],
        "substance": ["", "", "heroin", "hashish"],
        "text": ["", "", "кордай", "100%_", "никем не написано"],
        "since": [None, None, date(2025, 1, 1)],
        "until": [None, None, date(2025, 12, 31)],
        "own": [False, False, True],
    }
    yield {}
    for _ in range(30):
        yield {name: drawn.choice(values) for name, values in choices.items()}


def seen_one_by_one(viewer: Any, bank: list[UUID]) -> list[queries.ReportEntry]:
    """The reports that this viewer may open, each opened by itself."""
    seen = []
    for identity in bank:
        try:
            seen.append(queries.report(viewer=viewer, report_id=identity))
        except queries.NoSuchReportError:
            continue
    return seen


def passes(entry: queries.ReportEntry, chosen: dict[str, Any], own_desks: set[UUID]) -> bool:
    """Whether a report lies within the filters, said anew in Python."""
    facts, last = entry.facts, last_day(entry)
    return (
        chosen.get("kind", "") in {"", entry.kind}
        and chosen.get("country", "") in {"", facts.country}
        and (not chosen.get("substance") or any(item.substance == chosen["substance"] for item in facts.items))
        and chosen.get("text", "").casefold() in facts.place.casefold()
        and (not chosen.get("since") or (last is not None and last >= chosen["since"]))
        and (not chosen.get("until") or (last is not None and last <= chosen["until"]))
        and (not chosen.get("own") or entry.owner in own_desks)
    )


def last_day(entry: queries.ReportEntry) -> date | None:
    """The last day a report's facts may have happened on."""
    return entry.facts.occurred.last_day if entry.facts.occurred else None


def paged(viewer: Any, chosen: dict[str, Any], size: int) -> tuple[list[UUID], list[queries.Page]]:
    """A whole list read page by page."""
    read, pages, cursor = [], [], ""
    while True:
        page = queries.latest(viewer=viewer, filters=queries.Filters(**chosen), cursor=cursor, limit=size)
        read += [row.id for row in page.rows]
        pages.append(page)
        assert len(pages) <= MANY + 2
        if not page.next_cursor:
            return read, pages
        cursor = page.next_cursor


def said(page: queries.Page) -> Said:
    """What a page shows and says."""
    return [row.id for row in page.rows], page.count, page.count_is_capped, page.looked_back_to


def looked_through(unsought: list[queries.ReportEntry], holding: list[UUID], size: int) -> Iterator[Said]:
    """What each page shows and says of a list that is looked through for what some of it hold, said anew."""
    at = 0
    while True:
        for window in sorted({min(listing.FIRST_LOOK, listing.LOOKED_THROUGH), listing.LOOKED_THROUGH}):
            looked = unsought[at : at + window]
            held = [entry for entry in looked if entry.id in holding]
            if len(held) > size or len(looked) < window:
                break
        fills, ends = len(held) > size, len(looked) < window
        back = None if fills or ends else last_day(looked[-1]) or date.min
        yield [entry.id for entry in held[:size]], len(held), fills and not ends, back
        if ends and not fills:
            return
        at = unsought.index(held[size - 1] if fills else looked[-1]) + 1


@pytest.mark.parametrize("name", ["aigerim", "farrukh"])
@pytest.mark.parametrize(("first", "window"), [(2, 3), (2, listing.LOOKED_THROUGH), (MANY + 1, MANY + 1)])
def test_pages_together_are_the_whole_list_in_order(
    name: str, first: int, window: int, bank: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every report a viewer may open that lies within the filters, newest first, once, however far a page looks."""
    monkeypatch.setattr(listing, "FIRST_LOOK", first)
    monkeypatch.setattr(listing, "LOOKED_THROUGH", window)
    viewer = cast.viewer(name, Purpose.ANALYSIS)
    with viewing(viewer):
        seen = seen_one_by_one(viewer, bank)
        own = {entry.owner for entry in seen if entry.own}
        for turn, chosen in enumerate(filters()):
            within = [entry for entry in seen if passes(entry, chosen, own)]
            order = sorted(within, key=lambda entry: (last_day(entry) or date.min, entry.id), reverse=True)
            read, pages = paged(viewer, chosen, 1 + turn % 7)
            assert read == [entry.id for entry in order], chosen
            if queries.Filters(**chosen).seeks:
                unsought = [entry for entry in seen if passes(entry, chosen | {"substance": "", "text": ""}, own)]
                unsought.sort(key=lambda entry: (last_day(entry) or date.min, entry.id), reverse=True)
                assert [said(page) for page in pages] == list(looked_through(unsought, read, 1 + turn % 7)), chosen
            else:
                assert {(page.count, page.count_is_capped, page.looked_back_to) for page in pages} == {
                    (len(order), False, None)
                }
            keys = exporting.keys_of(viewer, queries.Filters(**chosen), MANY)
            assert [report for _, report, _ in keys] == read


def test_the_count_stops_at_its_cap(bank: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    """One audience that reaches the cap is enough; below it, a report that stands in several counts once."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        whole = queries.latest(viewer=viewer).count
        for cap in (whole - 1, whole, whole + 1):
            monkeypatch.setattr(listing, "COUNT_LIMIT", cap)
            page = queries.latest(viewer=viewer)
            assert (page.count, page.count_is_capped) == (min(whole, cap), whole > cap)


def test_how_far_back_was_looked_is_said(bank: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that nobody wrote gives an empty page that says how far it looked, and leads on."""
    monkeypatch.setattr(listing, "LOOKED_THROUGH", 5)
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        newest = queries.latest(viewer=viewer, limit=5)
        page = queries.latest(viewer=viewer, filters=queries.Filters(text="никем не написано"))
        assert (page.rows, page.count) == ((), 0)
        assert page.looked_back_to == (newest.rows[-1].occurred or pytest.fail("dated")).last_day
        assert page.next_cursor == newest.next_cursor


@pytest.mark.parametrize("window", [3, 5])
def test_hidden_reports_move_no_row_cursor_count_or_hint(
    bank: list[UUID], monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    """Reports between those of a list that its reader may not see leave every page as it was, markings too."""
    monkeypatch.setattr(listing, "LOOKED_THROUGH", window)
    viewer = cast.viewer("hamid", Purpose.ANALYSIS)

    def every_page() -> list[list[queries.Page]]:
        with viewing(viewer):
            return [paged(viewer, chosen, 1 + turn % 7)[1] for turn, chosen in enumerate(filters())]

    before = every_page()
    for at in range(8):
        given = desk.facts_only(occurred=DAYS[at % 5], place=PLACES[at % 5], conditions=["no_onward"])
        desk.report("farrukh", given | {"not_to_parties": "UZ"})
        desk.report("aigerim", given | {"handling": ["H3"], "restriction": "EXERCISE"})
        desk.report("daniyar", given, send=False)
    assert every_page() == before
