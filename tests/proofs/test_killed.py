"""The proof of kills notices what is halved, doubled and lost, and tells a failure with a seed that draws it again."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytest_django import DjangoDbBlocker

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from tests import cast
from tests.proofs import killed
from tests.proofs.kill_scenes import Scene
from tests.proofs.proof import Proof, Result, carry_out


@dataclass(frozen=True, slots=True)
class Thing:
    """What a planted act is about: who does it is known before, so that its statements and commits are its own."""

    name: str
    viewer: Viewer

    @property
    def is_measured(self) -> bool:
        """Whether nobody is killed over it."""
        return self.name.endswith(("first", "second"))


def thing(seed: str) -> Thing:
    """One of them."""
    return Thing(seed, cast.viewer("aigerim"))


def once(of: Thing) -> None:
    """An act in one transaction."""
    with viewing(of.viewer):
        journal.write_leaf(LeafKind.CONSULT, "EXERCISE", {})


def twice(of: Thing) -> None:
    """One that falls apart."""
    once(of)
    once(of)


def told_in_vain(of: Thing) -> None:
    """One that says that it is kept, and is not but while it is measured."""
    if of.is_measured:
        once(of)


def again(of: Thing) -> None:
    """What is done after a kill does not look whether it is done already."""
    if not of.is_measured:
        once(of)


def nothing(_: Thing) -> None:
    """There is nothing left to do."""


PLANTED: dict[str, tuple[Callable[[Thing], None], Callable[[Thing], None], bool, str]] = {
    "whole": (once, nothing, True, ""),
    "halved": (twice, nothing, True, "journal_leaf 1 for 2"),
    "lost in between": (twice, nothing, False, "journal_leaf 1 for 2"),
    "doubled": (once, again, False, "journal_leaf 2 for 1"),
    "lost": (told_in_vain, nothing, True, "journal_leaf 0 for 1"),
}


def proven(name: str, cases: int, seed: str, patch: pytest.MonkeyPatch) -> Result:
    """The proof of one planted scene."""
    act, go_on, may_be_undone, _said = PLANTED[name]
    patch.setattr(killed, "SCENES", (Scene(name, thing, act, go_on, may_be_undone=may_be_undone),))
    return carry_out(Proof("killed", "", 1, 1, "", "", "", killed.killed), cases=cases, seed=seed)


@pytest.mark.parametrize("name", PLANTED)
def test_what_a_kill_spoils_is_noticed(
    name: str, monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        made = proven(name, 16, "planted", monkeypatch)
        assert made.cases >= 16 or name == "lost", "what asks the database nothing is over before it is killed"
        assert bool(made.failures) == (name != "whole"), made.failures
        if name == "halved":
            again = proven(name, 1, made.failures[0]["seed"], monkeypatch)
            assert [each["seed"] for each in again.failures] in ([], [made.failures[0]["seed"]])
        assert name == "whole" or any(PLANTED[name][3] in each["what"] for each in made.failures), made.failures
