"""The exercise without nominal data, and nodes on which none may be made."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from kerege.kernel.law import Role
from kerege.rooms.exercise import actions, queries
from kerege.rooms.exercise.actions import Plan, Profile, Size, UnableToMakeError, comparing
from kerege.rooms.exercise.actions.loading import Node

PLAN = Plan(Size.SMALL, Profile.LEVEL_0, "fewer", date(2026, 11, 22))


def quietly(done: int, whole: int, text: str) -> None:
    """No progress."""


def test_level_0_is_made_without_a_name_and_no_inbox_holds_anything(fewer: None, empty_node: str) -> None:
    result = actions.make(PLAN, progress=quietly)
    assert (result["planted"], result["found"], result["checked"]) == (0, 0, 0)
    held = queries.standing()
    assert held is not None
    inboxes = comparing.open_inboxes(Node(held.plan, held.hats), quietly)
    assert not [line for inbox in inboxes for line in inbox.lines]
    assert any(key.endswith(Role.REPRESENTATIVE.value) for key in held.hats)


def test_a_node_with_parties_of_its_own_is_left_alone(
    own_clone: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(queries, "folder", lambda: tmp_path)
    with django_db_blocker.unblock(), override("en"), pytest.raises(UnableToMakeError, match="already has parties"):
        actions.make(PLAN, progress=quietly)
