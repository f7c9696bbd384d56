"""The first page: what waits, what is new, where it happened, three series; over what the reader may see."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.web.situation import points
from kerege.web.situation.pictures import series
from kerege.web.situation.views import digests_waiting
from tests.rooms.records import desk
from tests.rooms.requests import scenes
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


def today() -> str:
    """A day that lies within the last thirty."""
    return chance.today().isoformat()


@pytest.mark.django_db
def test_it_shows_what_is_new_and_where(visitor: Visitor) -> None:
    saved = desk.report("aigerim", desk.facts_only(occurred=today(), region="Алматы"))
    page = words(english(visitor("farrukh")).get("/"))
    assert f"/records/{saved.report}/" in page
    assert "<title>Almaty city: 1</title>" in page
    assert "Heroin</strong>" in page


@pytest.mark.django_db
def test_what_may_not_be_seen_leaves_no_trace_on_it(visitor: Visitor) -> None:
    desk.report("daniyar", desk.facts_only(occurred=today()), send=False)
    page = words(english(visitor("farrukh")).get("/"))
    assert "Nothing that may be shown to you yet." in page
    assert 'class="dot"' not in page


@pytest.mark.django_db
def test_what_waits_at_the_gate_is_counted_for_those_who_act(visitor: Visitor) -> None:
    desk.report("daniyar")
    assert "part that waits at your party's gate" in words(english(visitor("aigerim")).get("/"))
    assert "parts that wait" not in words(english(visitor("duty")).get("/"))


@pytest.mark.django_db
def test_what_others_ask_is_counted_with_the_notices_of_it(visitor: Visitor) -> None:
    client = english(visitor("farrukh"))
    for number in range(3):
        page = words(client.get("/"))
        for said in ("asked of your agency", "not read yet"):
            assert f">{number}<" in tile_of(page, said) if number else said not in page
        assert "whose time is over" not in page
        scenes.asked()


def tile_of(page: str, said: str) -> str:
    """The number that stands before some words on the first page."""
    return page[: page.index(said)].rpartition('class="value"')[2]


@pytest.mark.django_db
def test_a_hat_that_reads_nothing_is_told_so(visitor: Visitor) -> None:
    page = words(english(visitor("admin")).get("/"))
    assert "Your present hat reads no records" in page
    assert "Change the directory: officers" in page


@given(st.sampled_from(sorted(points.REGIONS)))
def test_every_region_lies_on_the_map_near_its_country(code: str) -> None:
    longitude, latitude = points.REGIONS[code]
    x, y = points.on_map(longitude, latitude)
    assert 0 <= x <= points.WIDTH
    assert 0 <= y <= points.HEIGHT
    assert points.place_of(code[:2], code, None, None) == (longitude, latitude)


def test_a_point_outside_the_map_is_not_drawn_elsewhere() -> None:
    assert points.place_of("BR", "", None, None) is None
    assert points.place_of("KZ", "", Decimal("-33.1"), Decimal("18.4")) is None


@given(st.lists(st.integers(0, 500), min_size=12, max_size=12))
def test_bars_are_in_proportion(counts: list[int]) -> None:
    made = series("heroin", counts, [date(2026, 1, 1)] * 12)
    assert [bar.count for bar in made.bars] == counts
    assert made.newest == counts[-1]
    heights = [bar.height for bar in made.bars]
    assert sorted(range(12), key=counts.__getitem__) == sorted(range(12), key=heights.__getitem__)


def test_digests_whose_clock_ran_out_stand_first_and_apart() -> None:
    with translation.override("en"):
        shown = [(each["count"], str(each["what"])) for each in digests_waiting(2, 1)]
    assert shown == [
        (1, "answer to a screening is overdue: 72 hours have passed"),
        (2, "screenings met your silent records: answer"),
    ]
    assert digests_waiting(0, 0) == []
