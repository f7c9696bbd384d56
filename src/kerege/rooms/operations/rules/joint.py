"""A joint operation: phases, what is entered into its work file by whom, result sheets, totals that count once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.steps import RefusedStepError


class Phase(StrEnum):
    """Where an operation stands."""

    BACKGROUND = "background"
    EXCHANGE = "exchange"
    ACTIVE = "active"
    REPORTING = "reporting"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What is entered into a work file."""

    PHASE = "phase"
    TASK = "task"
    DONE = "done"
    DATE = "date"
    CONTACT = "contact"
    LOG = "log"
    RESULT = "result"
    CORRECTION = "correction"
    DEBRIEF = "debrief"


class Measure(StrEnum):
    """What a result sheet counts; the first in grams."""

    SEIZED = "seized"
    CASES = "cases"
    IDENTIFIED = "identified"
    DETAINED = "detained"
    GROUPS = "groups"
    LABORATORIES = "laboratories"
    SITES = "sites"


ORDER = tuple(Phase)
LEADS = frozenset({EntryKind.PHASE})
"""What the founding agency alone enters."""
REPORTED = frozenset({EntryKind.RESULT, EntryKind.CORRECTION})
NEEDED: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.TASK: ("title", "due"),
    EntryKind.DONE: ("task",),
    EntryKind.DATE: ("title", "day"),
    EntryKind.CONTACT: ("title", "telephone"),
    EntryKind.RESULT: ("measure", "value", "reference"),
    EntryKind.CORRECTION: ("measure", "value"),
}
"""What each kind states; the others need words."""
TEMPLATES: dict[str, tuple[str, ...]] = {
    "post": (
        N_("List the parcels of the last year by sender and origin"),
        N_("Agree on how laboratories exchange spectra"),
        N_("Name a duty officer at each exchange office"),
    ),
    "precursors": (
        N_("List makers and importers of acetic anhydride, acetyl chloride, acetic acid and ammonium chloride"),
        N_("Compare permits with declared shipments"),
        N_("Name a contact at each regulator"),
    ),
    "border": (
        N_("Agree on the posts of the channel and their telephones"),
        N_("Plan parallel checks by day and hour"),
        N_("Agree on how seizures are reported each evening"),
    ),
}
"""Operations that recur, with the tasks that they begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a work file."""

    kind: EntryKind
    at: datetime
    party: str
    agency: str
    officer: str
    given: Mapping[str, Any]
    words: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a party's sheet: as drafted from what it reported, and as corrected by hand."""

    drafted: Decimal
    corrected: Decimal | None

    @property
    def value(self) -> Decimal:
        """What holds."""
        return self.drafted if self.corrected is None else self.corrected

    @property
    def difference(self) -> Decimal:
        """What the correction changed."""
        return self.value - self.drafted


def phase_of(entries: Iterable[Entry]) -> Phase:
    """The phase that the entries lead to."""
    reached = [Phase(each.given["phase"]) for each in entries if each.kind is EntryKind.PHASE]
    return reached[-1] if reached else Phase.BACKGROUND


def refuse(entries: list[Entry], kind: EntryKind, given: Mapping[str, Any], words: str, *, leads: bool) -> None:
    """Raises RefusedStepError where an entry may not be made, or lacks something."""
    phase = phase_of(entries)
    if phase is Phase.CLOSED:
        raise RefusedStepError(N_("the operation is closed: nothing is entered any more"))
    if kind in LEADS and not leads:
        raise RefusedStepError(N_("only the agency that founded the operation does this"))
    if kind is EntryKind.PHASE and given.get("phase") != ORDER[ORDER.index(phase) + 1].value:
        raise RefusedStepError(N_("the next phase is “%(phase)s”"), phase=ORDER[ORDER.index(phase) + 1].value)
    if kind in REPORTED and phase not in {Phase.ACTIVE, Phase.REPORTING}:
        raise RefusedStepError(N_("results are reported in the active and the reporting phase"))
    missing = [name for name in NEEDED.get(kind, ()) if not str(given.get(name) or "").strip()]
    if missing or (kind not in NEEDED and kind is not EntryKind.PHASE and not words.strip()):
        raise RefusedStepError(N_("the entry lacks: %(missing)s"), missing=", ".join(missing) or "words")
    if kind in REPORTED:
        Measure(given["measure"])
        amount(given["value"])


def amount(text: object) -> Decimal:
    """A figure. Raises RefusedStepError for what is none, or below zero."""
    try:
        value = Decimal(str(text).replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise RefusedStepError(N_("“%(text)s” is no figure"), text=str(text)[:40])
    return value


def sheet(entries: Iterable[Entry], party: str) -> dict[Measure, Cell]:
    """A party's result sheet: drafted from what it reported, a reference once; the last correction holds."""
    listed = [each for each in entries if each.party == party]
    made: dict[Measure, Cell] = {}
    for measure in Measure:
        drafted = sum(once(listed, measure).values(), Decimal(0))
        by_hand = [e for e in listed if e.kind is EntryKind.CORRECTION and e.given["measure"] == measure.value]
        corrected = amount(by_hand[-1].given["value"]) if by_hand else None
        if drafted or corrected is not None:
            made[measure] = Cell(drafted, corrected)
    return made


def once(entries: Iterable[Entry], measure: Measure) -> dict[str, Decimal]:
    """Each reference once, with the largest figure that anybody reported of it: a shared seizure is one seizure."""
    made: dict[str, Decimal] = {}
    for each in entries:
        if each.kind is EntryKind.RESULT and each.given["measure"] == measure.value:
            reference = " ".join(str(each.given["reference"]).casefold().split())
            made[reference] = max(made.get(reference, Decimal(0)), amount(each.given["value"]))
    return made


def totals(entries: Iterable[Entry]) -> dict[Measure, Decimal]:
    """The operation's totals: what was reported, a shared reference once, and what each party corrected by hand."""
    listed = list(entries)
    parties = {each.party for each in listed}
    corrected = [sheet(listed, party) for party in parties]
    made: dict[Measure, Decimal] = {}
    for measure in Measure:
        total = sum(once(listed, measure).values(), Decimal(0))
        total += sum((cells[measure].difference for cells in corrected if measure in cells), Decimal(0))
        if total:
            made[measure] = total
    return made
