"""Scenes of requests: who of the cast asks, answers, approves; committed or inside a test's transaction."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Answer, Draft, Feedback, Gating, Kind, Outcome, Urgency, UrgentFor, Useful
from tests import cast

ASKER, ASKED, DESK = "bolat", "farrukh", "tj-dushanbe"


def viewer(name: str) -> Viewer:
    """Somebody with a case."""
    return cast.viewer(name, Purpose.INVESTIGATION, case="EX-77")


def do(name: str, act: Any, /, **given: Any) -> Any:
    """One act of somebody, in a transaction of its own."""
    actor = viewer(name)
    with viewing(actor):
        return act(actor=actor, **given)


def drafted(name: str = ASKER, *, desks: tuple[str, ...] = (DESK,), **content: Any) -> list[UUID]:
    """A draft that is complete."""
    given = {"question": "EXERCISE: what is known of this plate?", "basis": "EXERCISE act, article 5"} | content
    return do(name, actions.draft, content=Draft(desks=desks, **given))


def asked(name: str = ASKER, **content: Any) -> UUID:
    """A request that was sent to one desk."""
    [thread] = drafted(name, **content)
    do(name, actions.send, thread=thread)
    return thread


def urgent(**content: Any) -> UUID:
    """A request with eight hours."""
    return asked(urgency=Urgency.HOURS_8, urgent_for=UrgentFor.MOVING_LOAD, **content)


def approved(name: str, thread: UUID) -> Any:
    """The second approver agrees to what he is shown."""
    return do(name, actions.approve, thread=thread, agreed=seen(name, thread).agreed)


def answered(thread: UUID, outcome: Outcome, name: str = ASKED, **content: Any) -> Any:
    """An answer."""
    return do(name, actions.answer, thread=thread, content=Answer(outcome=outcome, **content))


def card(name: str, thread: UUID) -> queries.Card:
    """A thread as somebody sees it."""
    return seen(name, thread).card


def seen(name: str, thread: UUID) -> queries.Detail:
    """A thread with its history as somebody sees it."""
    reader = viewer(name)
    with viewing(reader):
        return queries.detail(viewer=reader, thread=thread)


def happened(name: str, thread: UUID) -> list[str]:
    """The history in words of code."""
    return [line.what for line in seen(name, thread).history]


def later(**span: float) -> None:
    """Move the clock and do what it has come to."""
    chance.advance(timedelta(**span))
    actions.wind_all()


def gate(name: str, kind: Kind | None = None, **entry: Any) -> None:
    """A coordinator sets his party's gate, of one kind or of every."""
    do(name, actions.set_gate, entry=queries.GateEntry(**entry), kind=kind)


def closed(thread: UUID, useful: Useful = Useful.USEFUL, name: str = ASKER, **more: Any) -> None:
    """The asker closes with feedback."""
    said = Feedback(useful=useful, text="EXERCISE: it led to an arrest", **more)
    do(name, actions.close, thread=thread, feedback=said)


THROUGH = Gating.THROUGH
