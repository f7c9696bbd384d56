"""Where a delivery stands, for the list: what the machine makes of its steps, in one row for each of those who act."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kerege.rooms.operations.queries.showing import needed_of
from kerege.rooms.operations.rules.file import BEFORE, MOVING, By, File
from kerege.rooms.operations.rules.plan import written

NOBODY = str(UUID(int=0))
REQUESTER, CENTRE = "requester", "centre"


def standing_rows(file: File, made_at: datetime) -> list[dict[str, Any]]:
    """The rows of the list's index that its steps make."""
    return [row_of(file, acts_for, by, made_at) for acts_for, by in acting(file).items()]


def acting(file: File) -> dict[str, By]:
    """Those who may act, each as an officer of whom nothing else is known: the requester, the centre, each state."""
    requester = file.requester
    made = {REQUESTER: replace(requester, officer=NOBODY), CENTRE: By(officer=NOBODY, agency="", party="", centre=True)}
    states = dict.fromkeys((*file.plan.parties, *file.sent_to))
    return made | {party: By(officer=NOBODY, agency="", party=party) for party in states}


def row_of(file: File, acts_for: str, by: By, made_at: datetime) -> dict[str, Any]:
    """One row: what waits for them now, and what would once the file has expired."""
    running = file.stage in BEFORE | MOVING
    after = max(file.plan.expires, file.at) + timedelta(seconds=1)
    return {
        "acts_for": acts_for,
        "stage": file.stage.value,
        "made_at": written(made_at),
        "requester": file.requester.party,
        "requester_officer": file.requester.officer,
        "expires": written(file.plan.expires) if running else None,
        "answer_by": written(file.answer_by) if file.answer_by else None,
        "needed": [kind.value for kind in needed_of(file, by, file.at)],
        "needed_expired": [kind.value for kind in needed_of(file, by, after)],
    }
