"""A clock that was ahead signed the last head: heads are signed on, whatever instant that one bears."""

from datetime import timedelta

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.journal import actions
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.journal.models import Head
from kerege.rooms.journal.queries import tree
from tests import cast


def signed() -> int:
    """An act happens and gets its position; how many heads there are."""
    with viewing(cast.viewer("bolat")):
        actions.write_leaf(LeafKind.CONSULT, "EXERCISE", {})
    actions.sequence()
    with viewing(tree.keeping_viewer()):
        return Head.objects.count()


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(hours=5), timedelta(days=400)], ids=str)
def test_heads_are_signed_though_the_last_one_bears_a_time_to_come(back: timedelta, own_clone: str) -> None:
    with chance.seeded("back"):
        before = signed()
        assert before > 0
        chance.advance(-back)
        assert signed() == before + 1
