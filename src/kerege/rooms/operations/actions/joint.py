"""Joint operations: any act by its name; founding, members, entries, records and sheets stand beside."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kerege.kernel.law import Viewer
from kerege.rooms.operations.actions.entering import enter, mark_records
from kerege.rooms.operations.actions.membership import accept, approve, found, invite, leave, remove
from kerege.rooms.operations.actions.sharing import release, widen
from kerege.rooms.operations.actions.sheets import draft_sheet, sheet_preview

__all__ = [
    "accept",
    "approve",
    "do",
    "draft_sheet",
    "enter",
    "found",
    "invite",
    "leave",
    "mark_records",
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
        accept(actor=actor, operation=operation)
    elif kind == "leave":
        leave(actor=actor, operation=operation, words=words)
    elif kind == "release":
        release(actor=actor, operation=operation, given=given, words=words)
    elif kind == "widen":
        widen(actor=actor, operation=operation, report=str(given.get("report", "")))
    elif kind == "sheet":
        draft_sheet(actor=actor, operation=operation)
    else:
        enter(actor=actor, operation=operation, kind=kind, given=given, words=words)
