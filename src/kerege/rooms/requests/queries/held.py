"""What one agency holds twice is shown once: the copy of its coordinator beside its own desk's; what waits, marked."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from kerege.rooms.requests.models import Copy, Line
from kerege.rooms.requests.rules.course import Side

EDIT = "edit"
BESIDE = ((Side.ASKED_GATE, Side.ASKED), (Side.ASKER_GATE, Side.ASKER))


def held(desks: Collection[UUID]) -> "QuerySet[Copy]":
    """The copies of these desks, without a coordinator's of a thread that a desk of them holds for itself."""
    found = Copy.objects.filter(owner__in=desks)
    own = found.filter(thread=OuterRef("thread"))
    for gate, side in BESIDE:
        found = found.exclude(Exists(own.filter(side=side.value, open=OuterRef("open"))), side=gate.value)
    return found


def once(lines: Iterable[Line]) -> list[Line]:
    """The lines of a history, each once where one desk holds two copies of it; a draft's versions are in one alone."""
    made: dict[tuple[object, ...], Line] = {}
    for line in lines:
        if line.what == EDIT:
            made[line.id,] = line
            continue
        told = (line.at, line.what, line.by_side, line.by_desk, line.by_number, line.text, line.translation)
        made.setdefault((*told, repr(sorted(line.detail.items()))), line)
    return list(made.values())


def mark_of(row: Copy) -> str:
    """The mark of the answer that waits on a copy, as the database reckons it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT request_mark(%s::jsonb)", [json.dumps(row.prepared)])
        return str(cursor.fetchone()[0])
