"""Letters both ways: scans of what came, marked as entered on behalf; numbers of what goes out."""

import json
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Part, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import actions as files
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.asking import given
from kerege.rooms.requests.actions.refusals import UnableToAskError
from kerege.rooms.requests.actions.stepping import PARTIES_TO, held, log
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.course import Side

NOTE = "SELECT note_letter(%s, %s, %s, %s, %s)"
ANY_SIDE = (Side.ASKED, Side.ASKER, Side.ASKED_GATE, Side.ASKER_GATE)


def keep_scan(*, actor: Viewer, thread: UUID, number: str, name: str, content: bytes) -> UUID:
    """Keep a scanned letter with the actor's copy of a thread; its number is noted on both sides.

    A liaison officer enters a reply of his party this way, then the answer itself: the scan stays with his side. Or,
    with a draft, the letter by which his party asks: number and scan go with it when it is sent. Raises
    FileRefusedError, IncompleteError, UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = held(actor, thread, *ANY_SIDE)
    scan = files.add_attachment(
        actor=actor,
        owner=row.owner,
        owner_agency=directory.desk(row.owner).agency,
        report=thread,
        part=Part.NOMINAL,
        label=row.label,
        name=name,
        content=content,
    )
    note(row, given(number, "number")[:60], outgoing=False)
    log(LeafKind.COLLECT, "keep_scan", thread)
    return scan


def number_letter(*, actor: Viewer, thread: UUID, number: str) -> None:
    """Note the number under which the actor's side sends its letter: it prints on it, and stays with this side.

    Raises IncompleteError, UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    note(held(actor, thread, *ANY_SIDE), given(number, "number")[:60], outgoing=True)
    log(LeafKind.ALTER, "number_letter", thread)


def note(row: Copy, number: str, *, outgoing: bool) -> None:
    """Write the number of a letter into the histories. Raises UnableToAskError."""
    lines = []
    for side in PARTIES_TO:
        with chance.acting(f"requests:{row.thread}:{side.value}"):
            lines.append({"id": str(chance.new_id()), "side": side.value})
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [row.thread, row.side, number, outgoing, json.dumps(lines)])
        (noted,) = cursor.fetchone()
    if not noted:
        raise UnableToAskError(words.NOT_NOW)
