"""Why a request is not drafted, sent, answered or closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from kerege.rooms.requests.rules.words import FAULTS, FIELDS


class UnableToAskError(PermissionError):
    """The law, the role or the course of the request refuses this; the text (an English msgid) says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field."""

    path: str
    code: str

    def text(self) -> str:
        """The sentence in the reader's language."""
        return gettext(FAULTS[self.code])

    def line(self) -> str:
        """The sentence after what its field is called and by which name it is given."""
        return f"{gettext(FIELDS[self.path])} ({self.path}): {self.text()}"


class IncompleteError(ValueError):
    """A request or an answer is not complete; `faults` say why, field by field."""

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        """Keep every problem with its field."""
        self.faults = tuple(Fault(path, code) for path, code in problems)
        super().__init__("; ".join(fault.line() for fault in self.faults))
