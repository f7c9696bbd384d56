"""A leaf that is removed before it has a position is missed by the process that committed it, and told outside."""

import random
from contextlib import suppress
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from kerege.foundation import security_log
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.journal import actions
from kerege.rooms.journal.actions import LeafKind, watching
from tests import cast
from tests.rooms.records.test_bent_versions import as_owner


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> watching.Watch:
    """This process watches its leaves, and forgets them after the test."""
    monkeypatch.setattr(watching, "_watch", made := watching.Watch())
    made.on = True
    return made


def acted(count: int, *, fails: bool = False, reads: bool = False) -> list[UUID]:
    """So many acts, each with its leaf; of one that fails nothing is committed."""
    made = list[UUID]()
    viewer = cast.viewer("bolat", Purpose.OVERSIGHT)
    for _ in range(count):
        with suppress(LookupError), viewing(viewer, reads=reads):
            leaf = actions.write_leaf(LeafKind.CONSULT if reads else LeafKind.ALTER, "EXERCISE", {})
            end(fails=fails)
            made.append(leaf)
    return made


def end(*, fails: bool) -> None:
    """The act goes wrong, or not."""
    if fails:
        raise LookupError


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The events that are written into the log of security events."""
    made: list[tuple[str, str]] = []
    monkeypatch.setattr(security_log, "note", lambda event, **about: made.append((event.value, about["leaf"])))
    return made


@pytest.mark.parametrize("seed", range(8))
def test_each_leaf_that_is_removed_is_told_once_and_no_other(
    own_clone: str, told: list[tuple[str, str]], watched: watching.Watch, seed: int
) -> None:
    """Readings and acts, some of which fail; some leaves removed at once, others once they have a position."""
    drawn = random.Random(seed)
    made = [
        leaf for _ in range(6) for leaf in acted(drawn.randint(0, 3), fails=drawn.random() < 0.3, reads=bool(seed % 2))
    ]
    removed = {leaf for leaf in made if drawn.random() < 0.4}
    first = {leaf for leaf in removed if drawn.random() < 0.6}
    assert len(watched.kept) == len(made)
    for some in (first, removed - first):
        with as_owner(own_clone) as superuser:
            superuser.execute("DELETE FROM journal_leaf WHERE id = ANY (%s)", [list(some)])
        actions.sequence()
    assert watching.look_again(1000.0) == [], "it is early yet"
    assert set(watching.look_again()) == removed
    assert sorted(told) == sorted(("leaf_gone", str(leaf)) for leaf in removed)
    assert watching.look_again() == []


def test_where_the_database_does_not_answer_they_are_looked_for_again(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, watched: watching.Watch
) -> None:
    made = acted(3)
    with as_owner(own_clone) as superuser:
        superuser.execute("DELETE FROM journal_leaf WHERE id = %s", [made[1]])
    with monkeypatch.context() as patched:
        patched.setattr(watching, "viewing", refusing)
        assert watching.look_again() == []
    assert [leaf for _, leaf in watched.kept] == made
    assert watching.look_again() == [made[1]]


def refusing(*_given: object, **_named: object) -> None:
    """A database that is away."""
    raise DatabaseError("EXERCISE")


def test_nobody_else_asks_which_leaves_stand(own_clone: str) -> None:
    [leaf] = acted(1)
    for name in ("bolat", "gulnora", "centre_dpo", "admin"):
        with (
            viewing(cast.viewer(name)),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="node alone"),
        ):
            cursor.execute("SELECT * FROM journal_gone(%s)", [[leaf]])


def test_a_process_that_does_not_serve_remembers_nothing(own_clone: str, watched: watching.Watch) -> None:
    watched.on = False
    acted(2)
    assert not watched.kept
