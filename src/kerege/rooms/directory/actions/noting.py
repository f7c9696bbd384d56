"""What every change of the directory shares: its leaf, word to the rooms above, and its refusals."""

from collections.abc import Callable

from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

on_change: list[Callable[[], None]] = []
"""Called after every change of the directory, in its transaction: upper rooms raise the policy epoch here."""


class UnableToAppointError(ValueError):
    """The hat does not fit: the role does not belong at such a desk, or the days are the wrong way round."""


class UnableToSuspendError(PermissionError):
    """Only a coordinator of the party may close its releases."""


def changed(door: str, detail: dict[str, object]) -> None:
    """One leaf for a change of the directory, and word to the rooms above."""
    journal.write_leaf(LeafKind.ADMINISTER, door, detail)
    for tell in on_change:
        tell()
