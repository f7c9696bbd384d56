"""A joint operation: its phases, and what is entered into its work file by whom; sheets stand in `sheets`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
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
    SCOPE = "scope"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"
    REMOVED = "removed"
    NAMED = "named"
    UNNAMED = "unnamed"
    OPENED = "opened"
    TASK = "task"
    DONE = "done"
    DATE = "date"
    CONTACT = "contact"
    CONTACT_OFF = "contact_off"
    LOG = "log"
    RECORD = "record"
    RECORD_OFF = "record_off"
    SHEET = "sheet"
    RESULT = "result"
    CORRECTION = "correction"
    SHARED = "shared"
    APART = "apart"
    DEBRIEF = "debrief"
    LESSON = "lesson"
    ASSESSMENT = "assessment"


class Measure(StrEnum):
    """What a result sheet counts."""

    SEIZED = "seized"
    CASES = "cases"
    IDENTIFIED = "identified"
    DETAINED = "detained"
    GROUPS = "groups"
    LABORATORIES = "laboratories"
    SITES = "sites"


class TeamRole(StrEnum):
    """What a named officer does in an operation."""

    LEAD = "lead"
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    ANALYST = "analyst"
    FIELD = "field"
    LABORATORY = "laboratory"
    DUTY = "duty"


ORDER = tuple(Phase)
LEADS = frozenset({EntryKind.PHASE, EntryKind.SCOPE, EntryKind.ASSESSMENT})
"""What the founding agency alone enters."""
BY_ITSELF = frozenset(
    {
        *(EntryKind.JOINED, EntryKind.DECLINED, EntryKind.LEFT, EntryKind.REMOVED),
        *(EntryKind.NAMED, EntryKind.UNNAMED, EntryKind.OPENED),
        *(EntryKind.RECORD, EntryKind.RECORD_OFF, EntryKind.SHEET),
    }
)
"""What the acts of their own doors enter; nobody types it."""
REPORTED = frozenset({EntryKind.RESULT, EntryKind.CORRECTION, EntryKind.SHEET, EntryKind.SHARED, EntryKind.APART})
BASES = ("kg", "l", "unit")
"""Base units in which seized amounts are kept."""
NEEDED: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.SCOPE: ("since", "until"),
    EntryKind.TASK: ("title",),
    EntryKind.DONE: ("task",),
    EntryKind.DATE: ("title", "day"),
    EntryKind.CONTACT: ("title", "role", "telephone"),
    EntryKind.CONTACT_OFF: ("contact",),
    EntryKind.RESULT: ("measure", "value", "reference"),
    EntryKind.CORRECTION: ("measure", "value"),
    EntryKind.SHARED: ("references",),
    EntryKind.APART: ("references",),
}
"""What each kind states; the others need words."""


class LackingError(RefusedStepError):
    """An entry lacks fields; `fields` are their names, to be called by what they are called in an entry of its kind."""

    def __init__(self, kind: EntryKind, fields: Iterable[str]) -> None:
        """Keep which, of what kind of entry."""
        self.kind, self.fields = kind, tuple(fields)
        super().__init__(N_("the entry lacks: %(missing)s"), missing=", ".join(self.fields))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The time and the matter of an operation: what its sheets are drafted from. No codes mean all."""

    since: date
    until: date
    substances: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def phase_of(entries: Iterable[Entry]) -> Phase:
    """The phase that the entries lead to."""
    reached = [Phase(each.given["phase"]) for each in entries if each.kind is EntryKind.PHASE]
    return reached[-1] if reached else Phase.BACKGROUND


def scope_of(entries: Iterable[Entry]) -> Scope | None:
    """The scope that was set last."""
    found = [each.given for each in entries if each.kind is EntryKind.SCOPE]
    return read_scope(found[-1]) if found else None


def read_scope(given: Mapping[str, Any]) -> Scope:
    """A scope as it was given. Raises RefusedStepError."""
    since, until = day_of(given["since"]), day_of(given["until"])
    if until < since:
        raise RefusedStepError(N_("the last day lies before the first"))
    return Scope(since=since, until=until, substances=codes(given, "substances"), countries=codes(given, "countries"))


def codes(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Codes with commas or blanks between them."""
    return tuple(str(given.get(name, "")).replace(",", " ").split())


def refuse(
    entries: list[Entry], kind: EntryKind, given: Mapping[str, Any], words: str, *, leads: bool, agency: str
) -> None:
    """Raises RefusedStepError where an entry may not be made, or lacks something."""
    phase = phase_of(entries)
    if phase is Phase.CLOSED:
        raise RefusedStepError(N_("the operation is closed: nothing is entered any more"))
    if kind in LEADS and not leads:
        raise RefusedStepError(N_("only the agency that founded the operation does this"))
    if kind in REPORTED and phase not in {Phase.ACTIVE, Phase.REPORTING}:
        raise RefusedStepError(N_("results are reported in the active and the reporting phase"))
    if kind is EntryKind.ASSESSMENT and phase is not Phase.REPORTING:
        raise RefusedStepError(N_("the overall assessment is written in the reporting phase"))
    missing = [name for name in NEEDED.get(kind, ()) if not str(given.get(name) or "").strip()]
    if missing or (kind not in NEEDED and kind is not EntryKind.PHASE and not words.strip()):
        raise LackingError(kind, missing or ["words"])
    if kind is EntryKind.PHASE:
        refuse_phase(entries, phase, given)
    else:
        refuse_content(entries, kind, given, leads=leads, agency=agency)


def refuse_phase(entries: list[Entry], phase: Phase, given: Mapping[str, Any]) -> None:
    """Raises RefusedStepError where the next phase is another, or is not prepared."""
    following = ORDER[ORDER.index(phase) + 1]
    if given.get("phase") != following.value:
        raise RefusedStepError(N_("the next phase is “%(phase)s”"), phase=following.value)
    if following is Phase.ACTIVE and scope_of(entries) is None:
        raise RefusedStepError(N_("first state the days and the scope: the result sheets are drafted from them"))
    if following is Phase.CLOSED and not any(each.kind is EntryKind.ASSESSMENT for each in entries):
        raise RefusedStepError(N_("first write the overall assessment"))


def refuse_content(
    entries: list[Entry], kind: EntryKind, given: Mapping[str, Any], *, leads: bool, agency: str
) -> None:
    """Raises RefusedStepError where what an entry states is not understood, or is not this agency's to state."""
    if kind is EntryKind.SCOPE:
        read_scope(given)
    elif kind is EntryKind.DATE:
        day_of(given["day"])
    elif kind is EntryKind.TASK and given.get("due"):
        day_of(given["due"])
    elif kind is EntryKind.CONTACT:
        refuse_contact(entries, given, leads=leads)
    elif kind is EntryKind.CONTACT_OFF:
        if agency not in {each.agency for each in entries if each.id == given["contact"]}:
            raise RefusedStepError(N_("name an officer of your own agency"))
    elif kind is EntryKind.DONE:
        refuse_done(entries, given, leads=leads, agency=agency)
    elif kind in {EntryKind.RESULT, EntryKind.CORRECTION}:
        refuse_figure(given)
    elif kind in {EntryKind.SHARED, EntryKind.APART} and len(references(given)) < 2:
        raise RefusedStepError(N_("name two references at least"))


def refuse_contact(entries: list[Entry], given: Mapping[str, Any], *, leads: bool) -> None:
    """Raises RefusedStepError for an unknown role, a lead of another agency, or an unknown superior."""
    if TeamRole(given["role"]) is TeamRole.LEAD and not leads:
        raise RefusedStepError(N_("the lead of the operation is an officer of the agency that founded it"))
    if given.get("under") and given["under"] not in {each.id for each in contacts(entries)}:
        raise RefusedStepError(N_("who telephones him stands not in the contact tree"))


def refuse_done(entries: list[Entry], given: Mapping[str, Any], *, leads: bool, agency: str) -> None:
    """Raises RefusedStepError for a task that is not there, or that others have to do."""
    task = next((each for each in open_tasks(entries) if each.id == given["task"]), None)
    if task is None:
        raise RefusedStepError(N_("there is no such open task"))
    if not leads and agency not in {task.agency, task.given.get("agency") or agency}:
        raise RefusedStepError(N_("the task is another agency's"))


def refuse_figure(given: Mapping[str, Any]) -> None:
    """Raises RefusedStepError for an unknown measure or base, or for what is no figure."""
    Measure(given["measure"])
    if given.get("base") and given["base"] not in BASES:
        raise RefusedStepError(N_("“%(text)s” is no base unit: kg, l or unit"), text=given["base"])
    amount(given["value"])


def open_tasks(entries: Iterable[Entry]) -> list[Entry]:
    """Tasks that nobody has done, the soonest due first."""
    listed = list(entries)
    done = {str(each.given["task"]) for each in listed if each.kind is EntryKind.DONE}
    found = [each for each in listed if each.kind is EntryKind.TASK and each.id not in done]
    return sorted(found, key=lambda each: (not each.given.get("due"), str(each.given.get("due", "")), each.at))


def contacts(entries: Iterable[Entry]) -> list[Entry]:
    """The officers whom agencies have named and not taken out again."""
    listed = list(entries)
    off = {str(each.given["contact"]) for each in listed if each.kind is EntryKind.CONTACT_OFF}
    return [each for each in listed if each.kind is EntryKind.CONTACT and each.id not in off]


def references(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The references that an entry names, one a line or with semicolons between, as they are compared."""
    parts = str(given.get("references", "")).replace(";", "\n").splitlines()
    return tuple(dict.fromkeys(made for each in parts if (made := plain(each))))


def plain(reference: object) -> str:
    """A reference as it is compared: without case, blanks single."""
    return " ".join(str(reference).casefold().split())


def day_of(text: object) -> date:
    """A day. Raises RefusedStepError."""
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError as problem:
        raise RefusedStepError(N_("“%(text)s” is no day"), text=str(text)[:40]) from problem


def amount(text: object) -> Decimal:
    """A figure. Raises RefusedStepError for what is none, or below zero."""
    try:
        value = Decimal(str(text).replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise RefusedStepError(N_("“%(text)s” is no figure"), text=str(text)[:40])
    return value


def drawing() -> str:
    """The phases as a state diagram in Mermaid, from the order and the conditions that run them."""
    needs = {Phase.ACTIVE: ": days and scope are stated", Phase.CLOSED: ": the overall assessment is written"}
    lines = [f"    {a.value} --> {b.value}{needs.get(b, '')}" for a, b in pairwise(ORDER)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {ORDER[0].value}", *lines, f"    {ORDER[-1].value} --> [*]"])
