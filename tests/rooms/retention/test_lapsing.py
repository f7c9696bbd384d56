"""What passed its review day is found by nobody; justifying it anew brings it back."""

from collections.abc import Iterator

import pytest

from kerege.rooms.retention.queries import Stage
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def test_a_part_that_passed_its_day_is_found_by_nobody_until_it_is_justified(own_clone: str) -> None:
    report = scenes.kept()
    assert checking.ask("hamid", checking.PHONE).hits
    scenes.later(scenes.DUE_IN + 2)
    assert scenes.due()[0].stage is Stage.OVERDUE
    assert not checking.ask("hamid", checking.PHONE).hits
    scenes.justify(report)
    assert checking.ask("hamid", checking.PHONE).hits


def test_a_save_of_something_else_does_not_bring_a_lapsed_part_back(own_clone: str) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN + 2)
    scenes.released(report)
    assert not checking.ask("hamid", checking.PHONE).hits
