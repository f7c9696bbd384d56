"""How one format reads a row: its identity, the raw report its cells make, and what of the whole file bears on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from kerege.rooms.records.queries import Fault

RawReport = dict[str, object]
UNIT_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Glance:
    """What the survey of a file takes from one row: for coverage, outliers and counts of what is not known."""

    country: str = ""
    date: str = ""
    substance: str = ""
    amount: Decimal | None = None
    unit: str = ""
    not_known: tuple[str, ...] = ()
    """Columns in which the row says that a country is not known."""
    cleaned: str = ""
    """Why the place was cleaned, if it was."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the survey found that changes how rows are read."""

    months_only: frozenset[str] = frozenset()
    """Countries whose dates name the month alone: most stand on its first day."""


@dataclass(slots=True)
class ReadRow:
    """A row as its format reads it: a raw report for the records room, and faults that the format itself found."""

    raw: RawReport
    faults: list[Fault] = field(default_factory=list)


class Plan(Protocol):
    """How rows of one format become raw reports; a plan can be sent to another process."""

    @property
    def code(self) -> str:
        """The format's code: part of every row's identity."""

    @property
    def kind(self) -> str:
        """The kind of report its rows become."""

    def parsed(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells as they count for identity: parsed alone, without anything of other rows or of the register."""

    def glance(self, parsed: Sequence[str]) -> Glance:
        """What the survey takes from a row."""

    def read(self, cells: Sequence[str], surveyed: Surveyed) -> ReadRow:
        """The raw report of a row."""

    def column_of(self, path: str) -> str:
        """The column that a fault's path came from; empty where it came from none."""

    def wire(self) -> Mapping[str, object]:
        """The plan as it is kept with the import."""
