"""The viewer context across transactions that really commit."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kerege.foundation.viewing import SETTING, viewing
from kerege.kernel.law import Viewer
from tests import cast


def test_a_captured_context_is_worthless_in_another_transaction(own_clone: str) -> None:
    """The same text, the same connection, a later transaction."""
    with viewing(cast.viewer("bolat")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [SETTING])
        text = cursor.fetchone()[0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text])
        with pytest.raises(ProgrammingError, match="another transaction"):
            cursor.execute("SELECT count(*) FROM directory_party")


class UndoneError(Exception):
    """What undoes a step on purpose."""


def seen(officer: Viewer) -> None:
    """Inside his context the database knows an officer."""
    with viewing(officer), connection.cursor() as cursor:
        cursor.execute("SELECT (v).hat FROM verified_viewer() v")
        assert cursor.fetchone()[0] == officer.hat


def undone(step: Callable[[], None]) -> None:
    """A step that is taken back."""
    with suppress(UndoneError), transaction.atomic():
        step()
        raise UndoneError


def refused() -> None:
    """A statement that the server refuses, and what it undoes."""
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_key")


def asked_before() -> None:
    """Something is asked before the context is opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def several(chosen: random.Random, officers: list[Viewer], deep: int) -> Callable[[], None]:
    """One act, or several in one transaction or in one context, some of them taken back."""
    officer = chosen.choice(officers)
    simple = [lambda: seen(officer), refused, asked_before, connection.close if deep == 0 else asked_before]
    if deep == 3 or chosen.random() < 0.3:
        return chosen.choice(simple)
    steps = [several(chosen, officers, deep + 1) for _ in range(chosen.randint(1, 4))]

    def together() -> None:
        for step in steps:
            step()

    def within() -> None:
        with viewing(officer):
            together()
            seen(officer)

    def by_oneself() -> None:
        with transaction.atomic():
            together()

    return chosen.choice([within, by_oneself, lambda: undone(together), lambda: undone(within)])


def test_an_officer_is_known_in_every_transaction_however_the_last_one_ended(own_clone: str) -> None:
    """Committed, taken back, refused in the middle, on a new connection; one context in another."""
    chosen, officers = random.Random(7), [cast.viewer(name) for name in ("bolat", "farrukh", "aigerim")]
    again = transaction.atomic()(lambda: seen(chosen.choice(officers)))
    for _ in range(60):
        several(chosen, officers, 0)()
        again()
