"""Letters in: a scan kept with a thread by the side that got it, with its number, marked as entered on behalf."""

from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Part, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import actions as files
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.stepping import Said, held, log, write
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.rules.course import Side, State


def keep_scan(*, actor: Viewer, thread: UUID, number: str, name: str, content: bytes) -> UUID:
    """Keep a scanned letter with the actor's copy of a thread; its number is noted on both sides, its bytes stay here.

    A liaison officer enters a reply of his party this way, then the answer itself: both sides see that it came by
    letter. Raises FileRefusedError, UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED, Side.ASKER, Side.ASKED_GATE, Side.ASKER_GATE)
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
    note(row, number.strip()[:60])
    log(LeafKind.COLLECT, "keep_scan", thread)
    return scan


def note(row: Copy, number: str) -> None:
    """Write the letter into the history."""
    said = Said(detail={"letter": number})
    write(row.thread, Side(row.side), "letter", State(row.state), content={"letter": number}, said=said)
