"""Scenes of screenings for the proof `triggers`: one at every stage, an agency that opts out and in, a digest."""

from collections.abc import Callable

from kerege.foundation.viewing import viewing
from kerege.rooms.screening import actions
from kerege.rooms.screening.queries import Answer
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.screening import scenes
from tests.rooms.screening.test_own_runs import stages


def screened() -> None:
    """Screenings through every stage of their course."""
    for _stage, _run in stages():
        pass


def opted() -> None:
    """An agency opts out, and in again."""
    whose = cast.viewer("kz_coordinator")
    with viewing(whose):
        actions.opt_out(actor=whose, reason="EXERCISE reason")
    with viewing(whose):
        actions.opt_in(actor=whose)


def digested() -> None:
    """A silent record is met; its owner lets the asker know."""
    checking.report("farrukh", checking.person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    scenes.screened(scenes.a_list(3, ["P-CONTACT,Naqlov Parviz,,TJ,,+992 918 00 01 03"]))
    [digest] = scenes.digests("farrukh")
    owner = cast.viewer("farrukh")
    with viewing(owner):
        actions.answer_digest(actor=owner, digest=digest.id, answer=Answer.REVEAL)


SCENES: tuple[Callable[[], None], ...] = (screened, opted, digested)
