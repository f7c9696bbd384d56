"""Door for reading: the files of a report, and one file's bytes; every download is in the journal."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import node, planned
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Part, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.files.models import Attachment
from kerege.rooms.files.rules.kinds import MEGABYTE, MOST_BYTES
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

__all__ = ["MEGABYTE", "MOST_BYTES", "AttachmentEntry", "NoSuchFileError", "Opened", "attachments", "open_attachment"]


class NoSuchFileError(LookupError):
    """There is no such file for this viewer: unknown and invisible look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentEntry:
    """One file as a page shows it."""

    id: UUID
    part: Part
    name: str
    media_type: str
    size: int
    given_hash: str
    content_hash: str
    stripped: bool
    added_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its bytes, whose hash was checked."""

    entry: AttachmentEntry
    content: bytes


def path_of(stored_name: str) -> Path:
    """Where the bytes of a file lie, in folders that the node's own user alone may enter."""
    return node.home() / "files" / stored_name[:2] / stored_name


def unsure_of(stored_name: str) -> Path:
    """The mark of a file that is being taken in or removed: until the act is over nobody can say whether it stays."""
    database = str(connection.settings_dict["NAME"])
    return path_of(stored_name).parents[1] / "unsure" / database / stored_name


def unsure() -> list[str]:
    """Files of which an act that was cut off left unsaid whether they stay."""
    place = unsure_of("x").parent
    return sorted(each.name for each in place.iterdir()) if place.exists() else []


def attachments(*, viewer: Viewer, report: UUID) -> list[AttachmentEntry]:
    """The files of a report whose part this viewer may read; the leaf of reading the report covers it."""
    require_viewer(viewer)
    return [entry_of(row) for row in planned.rows(Attachment, {"report": report}, ("added_at", "id"))]


def open_attachment(*, viewer: Viewer, report: UUID, attachment: UUID) -> Opened:
    """A file's bytes, with the leaf that says so. Raises NoSuchFileError, also when the bytes were changed on disk."""
    require_viewer(viewer)
    row = Attachment.objects.filter(report=report, id=attachment, removed_at__isnull=True).first()
    path = path_of(row.stored_name) if row else None
    if row is None or path is None or not path.exists():
        raise NoSuchFileError(gettext_noop("nothing under this reference may be shown to you"))
    content = path.read_bytes()
    if sha256(content).digest() != bytes(row.content_hash):
        raise NoSuchFileError(gettext_noop("the file on disk is not the one that was kept: tell your administrator"))
    desk = directory.desk(row.owner)
    journal.write_leaf(
        LeafKind.CONSULT,
        "files.open_attachment",
        {"attachment": str(row.id), "hash": bytes(row.content_hash).hex()},
        mentions=[Touched(row.owner, desk.agency, row.id), Touched(row.owner, desk.agency, row.report)],
        rows=1,
    )
    return Opened(entry_of(row), content)


def entry_of(row: Attachment) -> AttachmentEntry:
    """An attachment's row as an entry."""
    return AttachmentEntry(
        id=row.id,
        part=Part(row.part),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        given_hash=bytes(row.given_hash).hex(),
        content_hash=bytes(row.content_hash).hex(),
        stripped=row.stripped,
        added_at=row.added_at,
        removed_at=row.removed_at,
    )
