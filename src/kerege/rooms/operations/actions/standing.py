"""Keeping where a delivery stands, for the list: the node's own work with each step, and anew where it was altered."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.queries.files import SYSTEM, Found
from kerege.rooms.operations.queries.standing import CENTRE, NOBODY, REQUESTER, standing_rows
from kerege.rooms.operations.rules.file import File
from kerege.rooms.operations.rules.plan import written
from kerege.rooms.operations.rules.words import Stage


def keep_standing(delivery: UUID, made_at: datetime, file: File) -> None:
    """Write where a delivery stands in place of what was written before; the node's own work, with each step."""
    rows = standing_rows(file, made_at)
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute("SELECT keep_standing(%s, %s::jsonb)", [delivery, json.dumps(rows)])


def keep_stopped(found: Found) -> None:
    """Write that a delivery is stopped whose plan nobody can read: nothing waits in it."""
    requester = next((place.party for place in found.places if place.member == found.agency), "")
    row: dict[str, Any] = {
        "stage": Stage.STOPPED.value,
        "made_at": written(found.made_at),
        "requester": requester,
        "requester_officer": NOBODY,
        "expires": None,
        "answer_by": None,
        "needed": [],
        "needed_expired": [],
    }
    rows = [row | {"acts_for": acts_for} for acts_for in (REQUESTER, CENTRE, *found.seats)]
    with viewing(directory.system_viewer(SYSTEM)), connection.cursor() as cursor:
        cursor.execute("SELECT keep_standing(%s, %s::jsonb)", [found.id, json.dumps(rows)])
