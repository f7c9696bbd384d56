"""The audiences of a viewer are read when somebody looks into them, once, and follow his hat on his day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kerege.rooms.directory import queries
from kerege.rooms.directory.queries.audiences import HeldAudiences
from tests import cast

ONE, TWO = UUID(int=1), UUID(int=2)


def test_nothing_is_read_before_somebody_looks_and_then_once() -> None:
    asked: list[int] = []

    def read() -> frozenset[UUID]:
        asked.append(1)
        return frozenset({ONE})

    held = HeldAudiences(read)
    assert not asked
    assert ONE in held
    assert TWO not in held
    assert held | {TWO} == {ONE, TWO}
    assert {TWO} | held == {ONE, TWO}
    assert held - {ONE} == frozenset()
    assert (list(held), len(held), asked) == ([ONE], 1, [1])


@pytest.mark.django_db
def test_a_viewer_is_made_without_asking_for_his_audiences() -> None:
    known = cast.viewer("ksenia")
    asked: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        made = queries.viewer_for(known.hat)
        before = [each for each in asked if "audiences_of" in each]
        assert made.party in made.standing.audiences
        assert made.agency in made.standing.audiences | {made.desk}
    assert not before
    assert len([each for each in asked if "audiences_of" in each]) == 1
    other = queries.viewer_for(known.hat)
    assert made == other
    assert hash(made) == hash(other)
