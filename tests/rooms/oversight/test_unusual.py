"""What is unusual: bursts against one's own days, off-hours by the party's clock, look-ups after which nothing came."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.oversight import queries
from kerege.rooms.oversight.queries.usage import newest_first
from kerege.rooms.oversight.rules import clocks, marks
from kerege.rooms.oversight.rules.unusual import Circumstances, Oddity, Span, unusual
from tests import cast
from tests.rooms.crosscheck.scenes import ask

OFFICER, DESK, POST = UUID(int=1), UUID(int=2), UUID(int=3)
MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
"""Eleven in the morning in Astana."""
TOLD = Circumstances("KZ", frozenset({POST}), date(2026, 3, 1))


def span(day: int, count: int, *, kind: str = "check", hour: int = 0, desk: UUID = DESK) -> Span:
    """Acts on the n-th day after the Monday, so many hours later."""
    return Span(OFFICER, "EX-1", desk, "analysis", kind, MONDAY + timedelta(days=day, hours=hour), count, count)


def kinds(*spans: Span) -> list[Oddity]:
    """The kinds of what is unusual."""
    return [each.kind for each in unusual(spans, TOLD)]


def test_a_day_of_many_times_the_usual_number_is_a_burst() -> None:
    usual = [span(at, 7) for at in range(-21, -14)]
    followed = [span(0, 4, kind="combine")]
    assert kinds(*usual, *followed, span(0, 20)) == []
    assert kinds(*usual, *followed, span(0, 21)) == [Oddity.BURST]


def test_without_a_history_only_a_great_number_is_a_burst() -> None:
    followed = span(0, 9, kind="combine")
    assert kinds(span(0, 99), followed) == []
    assert kinds(span(0, 100), followed) == [Oddity.BURST]


def test_the_clock_is_the_partys_and_shifts_are_never_off() -> None:
    night = span(0, 5, hour=12)
    assert clocks.local(night.at, "KZ").hour == 23
    assert clocks.local(night.at, "RU").hour == 21
    assert kinds(night) == [Oddity.OFF_HOURS]
    assert kinds(span(0, 5, hour=12, desk=POST)) == []
    assert [each.kind for each in unusual([night], Circumstances("RU", frozenset(), TOLD.since))] == []
    assert kinds(span(5, 5)) == [Oddity.OFF_HOURS]


def test_many_look_ups_without_anything_after_them_are_told() -> None:
    assert kinds(span(0, 15), span(1, 15)) == [Oddity.FRUITLESS]
    assert kinds(span(0, 15), span(1, 15), span(2, 2, kind="combine")) == []


@given(st.lists(st.tuples(st.integers(-30, 27), st.integers(1, 200), st.sampled_from(["check", "consult", "alter"]))))
def test_no_span_before_the_first_day_asked_for_is_told(days: list[tuple[int, int, str]]) -> None:
    found = unusual([span(day, count, kind=kind) for day, count, kind in days], TOLD)
    assert all(each.day is None or each.day >= TOLD.since for each in found)


@given(st.permutations(["Рахимов", "Фаррух", "Саидович"]))
def test_marks_know_no_order_and_no_script(parts: list[str]) -> None:
    assert marks.name_marks(" ".join(parts)) == marks.name_marks("Рахимов Фаррух Саидович")
    assert marks.name_marks("Rakhimov Farrukh") & marks.name_marks(" ".join(parts))


@pytest.mark.parametrize("name", ["", "Рахимов", "Ли У"])
def test_a_name_of_one_part_has_no_mark(name: str) -> None:
    assert marks.name_marks(name) == frozenset()


@given(st.dictionaries(st.tuples(st.dates(), st.uuids(), st.text(), st.text()), st.integers(1, 9)))
def test_volumes_stand_from_the_newest_day_to_the_oldest(counted: dict[tuple[date, UUID, str, str], int]) -> None:
    made = newest_first(counted)
    assert [each.day for each in made] == sorted((key[0] for key in counted), reverse=True)
    assert {(each.day, each.desk, each.purpose, each.kind): each.acts for each in made} == counted


def test_usage_counts_the_own_agency_alone_and_names_no_record(node: str) -> None:
    for _ in range(3):
        ask("bolat", "Никто Неизвестный Экзаменович")
    ask("farrukh", "Никто Неизвестный Экзаменович")
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        found = queries.usage(viewer=viewer, since=viewer.day, until=viewer.day)
    checks = [(each.desk, each.purpose, each.acts) for each in found.volumes if each.kind == "check"]
    assert checks == [(cast.viewer("bolat").desk, "investigation", 3)]
    assert "Неизвестный" not in repr(found)
    for name in ("tj_dpo", "bolat"):
        other = cast.viewer(name, Purpose.OVERSIGHT)
        with viewing(other):
            desks = {v.desk for v in queries.usage(viewer=other, since=other.day, until=other.day).volumes}
        assert desks <= ({cast.viewer("farrukh").desk, other.desk} if name == "tj_dpo" else set())
