"""Neither heads nor proofs tell when something was done: heads are signed on the minute, proofs go as far as heads."""

from datetime import UTC, datetime, timedelta

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.journal import actions, queries
from kerege.rooms.journal.queries import tree
from tests import cast
from tests.rooms.journal.test_tree import act, sequence_and_sign

pytestmark = pytest.mark.usefixtures("own_clone")
SECOND = timedelta(seconds=1)
NIGHT = datetime(2026, 1, 6, 23, 30, tzinfo=UTC)
QUIET = timedelta(minutes=20)


def head() -> tuple[int, datetime]:
    """Size and instant of the newest head, as anybody reads it."""
    viewer = cast.viewer("observer")
    with viewing(viewer):
        newest = queries.newest_head(viewer=viewer)
    return newest.size, newest.at


def test_a_head_tells_the_minute_of_an_act_and_no_more() -> None:
    """After a quiet night one act, at any second: the node works each second, the head comes with the next minute."""
    with chance.seeded("heads", NIGHT) as clock:
        act()
        sequence_and_sign()
        for number, second in enumerate((0, 1, 17, 38, 59)):
            begun = NIGHT + (number + 1) * QUIET
            before = head()
            clock.at = begun + second * SECOND
            act(count=1 + number)
            while head() == before:
                assert clock.at < begun + 65 * SECOND
                clock.at += SECOND
                actions.sequence()
            assert head()[1] - begun <= 61 * SECOND
            assert head()[1].second == 0
            assert head()[1] > begun


def test_nobody_learns_how_much_was_done_since_the_newest_head() -> None:
    """Of each number of leaves that there are, and one more: whoever asks, a proof reaches the head and no further."""
    with chance.seeded("proofs", NIGHT):
        act(count=4)
        sequence_and_sign()
        signed = head()[0]
        act(count=3)
        while actions.sequence():
            pass
        with viewing(tree.keeping_viewer()):
            there = tree.tree_size()
        assert there == signed + 3
        for name in ("observer", "aigerim", "admin", "tj_dpo"):
            viewer = cast.viewer(name)
            with viewing(viewer):
                for size in range(2, there + 2):
                    if size <= signed:
                        assert queries.consistency(viewer=viewer, former=1, size=size)["size"] == size
                        continue
                    for former in (1, size):
                        with pytest.raises(queries.NoSuchLeafError):
                            queries.consistency(viewer=viewer, former=former, size=size)
