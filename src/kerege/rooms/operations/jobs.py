"""Background work: notices of deliveries that ask for what nobody can do any more."""

from dataclasses import dataclass
from time import monotonic

SECONDS = 60.0


@dataclass(slots=True)
class Round:
    """When it was looked last; the worker asks every second."""

    at: float = -SECONDS


ROUND = Round()


def settle_past() -> int:
    """Once a minute, settle what files that have expired or were closed ask; returns how many notices."""
    from kerege.rooms.operations.actions.telling import settle_past as settle

    if monotonic() - ROUND.at < SECONDS:
        return 0
    ROUND.at = monotonic()
    return settle()
