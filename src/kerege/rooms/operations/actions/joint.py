"""Joint operations: any act by its name; founding, members, entries, records and sheets stand beside."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from kerege.kernel.law import Viewer
from kerege.rooms.operations.actions.entering import enter, mark_records
from kerege.rooms.operations.actions.membership import (
    accept,
    approve,
    decline,
    found,
    invite,
    leave,
    other_agency,
    remove,
)
from kerege.rooms.operations.actions.officers import end, name, open_to_agency, propose
from kerege.rooms.operations.actions.sharing import is_answered, release, widen
from kerege.rooms.operations.actions.sheets import draft_sheet, sheet_preview
from kerege.rooms.operations.rules.officers import officers_of, role_of

__all__ = [
    "accept",
    "approve",
    "decline",
    "do",
    "draft_sheet",
    "end",
    "enter",
    "found",
    "invite",
    "leave",
    "mark_records",
    "name",
    "open_to_agency",
    "propose",
    "release",
    "remove",
    "sheet_preview",
    "widen",
]


def do(*, actor: Viewer, operation: UUID, kind: str, given: Mapping[str, Any], words: str = "") -> None:
    """Any act in an operation by its name: about members, records, sheets, or an entry.

    Raises NoSuchOperationError, RefusedStepError, UnableToActError, UnableToReleaseError.
    """
    agency = str(given.get("agency", ""))
    if kind == "invite":
        assurance = str(given.get("assurance", ""))
        invite(actor=actor, operation=operation, agency=agency, words=words, assurance=assurance)
    elif kind == "approve":
        approve(actor=actor, operation=operation, agency=agency)
    elif kind == "remove":
        remove(actor=actor, operation=operation, agency=agency, words=words)
    elif kind == "accept":
        accept(actor=actor, operation=operation, officers=officers_of(given, actor.officer_number))
    elif kind in GOING:
        GOING[kind](actor=actor, operation=operation, words=words)
    elif kind in NAMING:
        NAMING[kind](actor, operation, given)
    elif kind == "release":
        release(actor=actor, operation=operation, given=given, words=words)
    elif kind == "widen":
        report = str(given.get("report", ""))
        widen(actor=actor, operation=operation, report=report, answered=is_answered(given))
    elif kind == "sheet":
        draft_sheet(actor=actor, operation=operation)
    else:
        enter(actor=actor, operation=operation, kind=kind, given=given, words=words)


def name_given(actor: Viewer, operation: UUID, given: Mapping[str, Any]) -> None:
    """Name officers as they were given by words."""
    name(actor=actor, operation=operation, officers=officers_of(given, actor.officer_number))


def end_given(actor: Viewer, operation: UUID, given: Mapping[str, Any]) -> None:
    """End the naming of the officer who was given by words."""
    end(actor=actor, operation=operation, officer=str(given.get("officer", "")))


def open_given(actor: Viewer, operation: UUID, _given: Mapping[str, Any]) -> None:
    """Open the place to the whole agency."""
    open_to_agency(actor=actor, operation=operation)


def propose_given(actor: Viewer, operation: UUID, given: Mapping[str, Any]) -> None:
    """Propose an officer as he was given by words."""
    agency = other_agency(actor, str(given.get("agency", ""))).id
    role = role_of(str(given.get("role", "")))
    propose(actor=actor, operation=operation, agency=agency, officer=str(given.get("officer", "")), role=role)


GOING: dict[str, Callable[..., None]] = {"decline": decline, "leave": leave}
"""How an agency goes, or does not come; both take words."""
NAMING: dict[str, Callable[[Viewer, UUID, Mapping[str, Any]], None]] = {
    "name": name_given,
    "unname": end_given,
    "open": open_given,
    "propose": propose_given,
}
"""The acts about named officers, by their names."""
