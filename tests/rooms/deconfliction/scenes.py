"""Scenes of deconfliction: plans around Korday, submitted by members of the cast."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.deconfliction import actions, queries
from kerege.rooms.deconfliction.queries import Choice, Kind, Plan, Scope
from tests import cast

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
KORDAY = (43.04, 74.71)
HOUR = timedelta(hours=1)


def plan(
    kind: Kind = Kind.RAID,
    at: tuple[float, float] = KORDAY,
    starts: datetime = NOON + 6 * HOUR,
    lasts: timedelta = 3 * HOUR,
    **changed: Any,
) -> Plan:
    """A plan in order."""
    row = (*at, starts.timestamp(), (starts + lasts).timestamp())
    given: dict[str, Any] = {
        "kind": kind,
        "scope": Scope.BORDER,
        "scope_note": "KG",
        "belt_km": 5.0,
        "place": "Korday, EXERCISE yard",
        "way": (row,),
        "radius_km": 1.0,
        "zone": "Asia/Almaty",
        "case": "EXERCISE-7",
        "supervisor": "EXERCISE supervisor",
        "telephone": "+7 700 000 00 01",
        "choice": queries.default_choice(kind),
    }
    return Plan(**(given | changed))


def worn(name: str) -> Viewer:
    """A member of the cast at his own work."""
    return cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE")


def submit(name: str, planned: Plan | None = None) -> actions.Submitted:
    """Submit a plan as a member of the cast."""
    actor = worn(name)
    with viewing(actor):
        return actions.submit(actor=actor, plan=planned or plan())


def conflicts(name: str, *, waiting: bool = False) -> list[queries.ConflictEntry]:
    """What a member of the cast is told."""
    viewer = worn(name)
    with viewing(viewer):
        return queries.conflicts(viewer=viewer, waiting=waiting)


def crossings(name: str = "duty") -> list[queries.CrossingEntry]:
    """What a keeping officer sees."""
    viewer = worn(name)
    with viewing(viewer):
        return queries.crossings(viewer=viewer)


def step(name: str, crossing: UUID, step: queries.Step, reason: str = "EXERCISE reason") -> queries.Stage:
    """One step as a member of the cast."""
    actor = worn(name)
    with viewing(actor):
        return actions.take_step(actor=actor, crossing=crossing, step=step, reason=reason)


def withdraw(name: str, event: UUID) -> None:
    """Withdraw an event."""
    actor = worn(name)
    with viewing(actor):
        actions.withdraw(actor=actor, event=event, reason="EXERCISE: the target left")


def close() -> None:
    """Close the connections of the search role, so that a clone can go."""
    connections["search"].close()


BOTH, DESK = Choice.BOTH, Choice.DESK
