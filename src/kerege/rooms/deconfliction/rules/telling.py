"""Who is told what of a meeting of two events: as both submitters chose, the tighter choice first."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Choice(StrEnum):
    """How the submitter wants a conflict to be told."""

    BOTH = "both"
    DESK = "desk"


class Mode(StrEnum):
    """How a crossing is told: to both at once, by the centre's duty desk, or by the desk of the own party alone."""

    BOTH = "both"
    DESK = "desk"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rule looks at of an event; `closed` are parties that its own is not to learn of or to be learnt by."""

    desk: UUID
    party: UUID
    choice: Choice
    left_out: frozenset[UUID] = frozenset()
    integrity: bool = False
    closed: frozenset[UUID] = frozenset()


def mode_of(one: Standing, other: Standing) -> Mode | None:
    """How the crossing of two events that meet is told; None when nobody learns anything.

    A desk knows its own events. An integrity case is compared within its own party alone, and told to that party's
    coordinator. An excluded party's events are not compared either: who wants to hear must be heard.
    """
    if one.desk == other.desk or excludes(one, other) or excludes(other, one):
        return None
    if one.integrity or other.integrity:
        return Mode.OWN if one.party == other.party else None
    return Mode.DESK if Choice.DESK in {one.choice, other.choice} else Mode.BOTH


def excludes(one: Standing, other: Standing) -> bool:
    """Whether one event is closed to the other's party."""
    return other.party in one.left_out or other.party in one.closed
