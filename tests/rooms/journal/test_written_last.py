"""Leaves of a context that only reads are written as it closes: the same leaves, or nothing at all."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from kerege.foundation.viewing import viewing, write_last
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions
from kerege.rooms.journal.actions import LeafKind, Touched, sequencing
from kerege.rooms.journal.models import Leaf, Mention
from kerege.rooms.journal.queries import tree
from tests import cast

pytestmark = pytest.mark.django_db
KINDS = (LeafKind.CONSULT, LeafKind.COMBINE, LeafKind.CONSULT, LeafKind.CHECK, LeafKind.ADMINISTER)
NAMES = ("aigerim", "farrukh", "bolat")
Step = Callable[[], None]


class UndoneError(Exception):
    """What takes an act back."""


def leaf(kind: LeafKind, door: str, told: int) -> None:
    """A leaf that tells so many owners."""
    touched = [Touched(UUID(int=at), UUID(int=at), UUID(int=at + 1)) for at in range(told)]
    actions.write_leaf(kind, door, {}, mentions=touched)


def in_context(viewer: Viewer, steps: list[Step], *, reads: bool) -> None:
    """Steps inside another context."""
    with viewing(viewer, reads=reads):
        for step in steps:
            step()


def taken_back(viewer: Viewer, steps: list[Step], *, reads: bool) -> None:
    """Steps inside another context that ends in an error."""
    with suppress(UndoneError), viewing(viewer, reads=reads):
        for step in steps:
            step()
        raise UndoneError


def steps_of(chosen: random.Random, reads: bool, deep: int = 0) -> list[Step]:
    """Leaves of all kinds, some in contexts inside, some of which are taken back."""
    made: list[Step] = [partial(leaf, LeafKind.CONSULT, f"EXERCISE {chosen.random()}", 1)]
    for _ in range(chosen.randint(1, 5)):
        if deep < 3 and chosen.random() < 0.35:
            within, viewer = chosen.choice((in_context, taken_back)), cast.viewer(chosen.choice(NAMES))
            inner_reads = chosen.random() < 0.5
            made.append(partial(within, viewer, steps_of(chosen, reads, deep + 1), reads=reads and inner_reads))
        else:
            door = f"EXERCISE {chosen.random()}"
            made.append(partial(leaf, chosen.choice(KINDS), door, chosen.choice((0, 0, 1, 3, 7))))
    return made


def written() -> Counter[tuple[object, ...]]:
    """What waits in the journal: each leaf, and whom it tells of what."""
    with viewing(tree.keeping_viewer()):
        found = [each for each in Leaf.objects.raw("SELECT * FROM journal_waiting(10000)") if "EXERCISE" in each.door]
        told: dict[UUID, list[tuple[UUID, UUID]]] = {each.id: [] for each in found}
        for each in Mention.objects.raw("SELECT * FROM journal_told(%s)", [list(told)]):
            told[each.leaf].append((each.owner, each.record))
        assert sequencing.sealed_leaves(found) == found
    return Counter((each.door, each.kind, each.officer, each.rows, *sorted(told[each.id])) for each in found)


def doors(viewer: Viewer) -> list[str]:
    """The doors of his leaves that stand now; asked in his context."""
    return sorted(
        Leaf.objects.filter(officer=viewer.officer, door__startswith="EXERCISE").values_list("door", flat=True)
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_same_leaves_are_written_last_as_at_once(seed: int) -> None:
    viewer = cast.viewer(NAMES[seed % len(NAMES)])
    in_context(viewer, steps_of(random.Random(seed), reads=False), reads=False)
    at_once = written()
    in_context(viewer, steps_of(random.Random(seed), reads=True), reads=True)
    assert written() == at_once + at_once
    assert at_once


def test_leaves_of_what_is_read_wait_and_those_of_acts_do_not() -> None:
    viewer = cast.viewer("bolat")
    with viewing(viewer, reads=True):
        leaf(LeafKind.CONSULT, "EXERCISE 1", 0)
        leaf(LeafKind.COMBINE, "EXERCISE 2", 6)
        assert doors(viewer) == []
        leaf(LeafKind.DISCLOSE, "EXERCISE 3", 0)
        assert doors(viewer) == ["EXERCISE 1", "EXERCISE 2", "EXERCISE 3"]
        leaf(LeafKind.CONSULT, "EXERCISE 4", 0)
        with viewing(viewer):
            assert len(doors(viewer)) == 4
            leaf(LeafKind.CONSULT, "EXERCISE 5", 0)
            assert len(doors(viewer)) == 5
    with viewing(viewer):
        assert len(doors(viewer)) == 5
        leaf(LeafKind.CONSULT, "EXERCISE 6", 0)
        assert len(doors(viewer)) == 6


def test_a_reading_whose_attempt_was_taken_back_stays_written() -> None:
    """What was read is known, though a savepoint forgets what was done beside it."""
    viewer = cast.viewer("bolat")
    with viewing(viewer, reads=True), suppress(UndoneError), transaction.atomic():
        leaf(LeafKind.CONSULT, "EXERCISE 1", 0)
        raise UndoneError
    with viewing(viewer):
        assert doors(viewer) == ["EXERCISE 1"]


def test_who_cannot_be_written_down_reads_nothing() -> None:
    """The closing fails, also where somebody had swallowed that a leaf could not be written."""
    tries: list[int] = []

    def refused(rows: object) -> None:
        tries.append(1)
        raise DatabaseError("EXERCISE: full")

    def reading() -> None:
        with viewing(viewer, reads=True):
            write_last(refused, [1])
            with suppress(DatabaseError), viewing(viewer):
                pytest.fail("a context was opened over a leaf that could not be written")
            assert tries == [1]

    viewer = cast.viewer("bolat")
    with pytest.raises(DatabaseError):
        reading()
    assert tries == [1, 1]
