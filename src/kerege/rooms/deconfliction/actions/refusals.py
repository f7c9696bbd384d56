"""Why an event is not taken, or a step not done."""

from collections.abc import Sequence

from kerege.kernel.saying import SaidError
from kerege.rooms.deconfliction.queries.finding import NoSuchEventError
from kerege.rooms.deconfliction.rules.events import Problem

__all__ = ["EventError", "NoSuchEventError", "UnableToDeconflictError"]


class UnableToDeconflictError(PermissionError):
    """Not this officer's to do, or beyond a ration; `message` (an English msgid) with `values` says why."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence for the faces to translate."""
        self.message = message
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(message % self.values)


class EventError(SaidError):
    """The plan is not in order; `problems` say which fields and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem with its field; as text it is the first."""
        super().__init__(problems[0].message, **problems[0].values)
        self.problems = tuple(problems)
