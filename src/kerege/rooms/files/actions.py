"""Door for writing: taking a file in (cleaned, hashed, under a random name), its label after a release, removing it."""

import contextlib
import os
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from kerege.foundation import box, chance, node
from kerege.foundation.viewing import after_end, if_undone, require_viewer
from kerege.kernel.law import Part, Viewer
from kerege.rooms.files import queries, rules
from kerege.rooms.files.models import Attachment
from kerege.rooms.files.queries import MEGABYTE, NoSuchFileError
from kerege.rooms.files.rules import FileRefusedError, FileType
from kerege.rooms.files.rules.kinds import N_
from kerege.rooms.files.rules.unclean import LOCKED
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

__all__ = [
    "FileRefusedError",
    "NoSuchFileError",
    "add_attachment",
    "certain",
    "destroy_bytes",
    "relabel",
    "remove_attachment",
]

MOST_OF_A_REPORT = 30
CLEANING = "kerege.rooms.files.rules.cleaning"
CLEANING_SECONDS = 60
MOST_CLEANED = 64 * MEGABYTE
BROKEN = N_("The file is broken or unpacks too far; save it anew and try again.")


def add_attachment(
    *, actor: Viewer, owner: UUID, owner_agency: UUID, report: UUID, part: Part, label: int, name: str, content: bytes
) -> UUID:
    """Take a file in for a part of a report, whose label it gets; returns its id.

    The caller (the room that holds the report) has decided that the actor may. Raises FileRefusedError.
    """
    require_viewer(actor)
    kind = rules.known_type(content)
    if Attachment.objects.filter(owner=owner, report=report, removed_at__isnull=True).count() >= MOST_OF_A_REPORT:
        raise FileRefusedError(N_("A report holds at most %(most)s files."), most=MOST_OF_A_REPORT)
    kept = cleaned(content, kind)
    row = Attachment(
        owner=owner,
        label=label,
        report=report,
        part=part.value,
        name=rules.clean_name(name, kind.ending),
        media_type=kind.media_type,
        size=len(kept),
        given_hash=sha256(content).digest(),
        content_hash=sha256(kept).digest(),
        stripped=True,
        stored_name=chance.salt(20).hex(),
        added_at=chance.now(),
        added_by=actor.officer,
    )
    begin(row.stored_name)
    if_undone(partial(destroy_bytes, row.stored_name))
    after_end(partial(certain, row.stored_name))
    write_bytes(row.stored_name, kept)
    row.save(force_insert=True)
    log(LeafKind.COLLECT, "files.add_attachment", row, owner_agency)
    return row.id


def cleaned(content: bytes, kind: FileType) -> bytes:
    """The bytes as they are kept. Raises FileRefusedError when a process of its own cannot clean them."""
    if kind.cleaning == "text":
        return content
    try:
        done = box.run(CLEANING, kind.cleaning, content=content, seconds=CLEANING_SECONDS, most=MOST_CLEANED)
    except box.SlowBoxError as problem:
        raise FileRefusedError(N_("The file took too long to read; save it anew and try again.")) from problem
    except box.UnconfinedError as problem:
        raise FileRefusedError(
            N_(
                "This node takes no files at present: its machine cannot confine the program that reads them."
                " Tell your administrator."
            )
        ) from problem
    except box.BoxError as problem:
        raise FileRefusedError(BROKEN) from problem
    if done.code == LOCKED:
        raise FileRefusedError(
            N_("The file is protected by a password or encrypted: save it without protection first.")
        )
    if done.code != 0 or not done.output:
        raise FileRefusedError(BROKEN)
    return done.output


def begin(stored_name: str) -> None:
    """Note, where a kill does not undo it, that bytes are being taken in or removed; `certain` ends it."""
    mark = queries.unsure_of(stored_name)
    node.make_folder(mark.parent.parent)
    mark.parent.mkdir(mode=0o700, exist_ok=True)
    mark.touch(mode=0o600)


def certain(stored_name: str) -> None:
    """The act is over: its bytes stand with their row, or both are gone."""
    queries.unsure_of(stored_name).unlink(missing_ok=True)


def write_bytes(stored_name: str, content: bytes) -> None:
    """Put the bytes on disk, complete and flushed, before the row that names them."""
    target = queries.path_of(stored_name)
    for place in (target.parent.parent, target.parent):
        place.mkdir(mode=0o700, exist_ok=True)
    target.touch(mode=0o600)
    target.write_bytes(content)


def relabel(*, owner: UUID, report: UUID, facts: int, nominal: int | None) -> None:
    """Give the files of a report the labels that its parts have now (called in the transaction of the release)."""
    require_viewer()
    held = Attachment.objects.filter(owner=owner, report=report)
    held.filter(part=Part.FACTS.value).update(label=facts)
    if nominal is not None:
        held.filter(part=Part.NOMINAL.value).update(label=nominal)


def remove_attachment(*, actor: Viewer, owner: UUID, owner_agency: UUID, report: UUID, attachment: UUID) -> None:
    """Remove a file's bytes; its row stays and says that there was one. The caller has decided that the actor may.

    Raises NoSuchFileError.
    """
    require_viewer(actor)
    row = Attachment.objects.filter(owner=owner, report=report, id=attachment, removed_at__isnull=True).first()
    if row is None:
        raise NoSuchFileError(gettext_noop("this report has no such file"))
    Attachment.objects.filter(owner=owner, id=attachment).update(removed_at=chance.now(), removed_by=actor.officer)
    begin(row.stored_name)
    if_undone(partial(certain, row.stored_name))
    transaction.on_commit(partial(destroy_bytes, row.stored_name))
    log(LeafKind.ERASE, "files.remove_attachment", row, owner_agency)


def destroy_bytes(stored_name: str) -> None:
    """Write noughts over the bytes of a file whose row is gone, then remove them; a file that is gone stays gone."""
    path = queries.path_of(stored_name)
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as stream:
            stream.write(bytes(path.stat().st_size))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()
    certain(stored_name)


def log(kind: LeafKind, door: str, row: Attachment, owner_agency: UUID) -> None:
    """One leaf, which its owner finds under the file and under the report."""
    touched = [Touched(row.owner, owner_agency, row.id), Touched(row.owner, owner_agency, row.report)]
    detail = {"attachment": str(row.id), "hash": bytes(row.content_hash).hex()}
    journal.write_leaf(kind, door, detail, mentions=touched, rows=1)
