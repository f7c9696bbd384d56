"""Uploaded files: received, looked into and imported by processes of their own, so that no page parses them."""

import contextlib
import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance, node
from kerege.foundation.viewing import if_undone, require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.intake.actions.refusals import UnableToImportError
from kerege.rooms.intake.queries.uploads import (
    AT_WORK,
    CONTENT,
    LOOK,
    PLAN,
    PROGRESS,
    TICKET,
    folder_of,
    is_at_work,
    is_cut_off,
    own_folder,
    read,
)
from kerege.rooms.intake.rules.limits import MEGABYTE, N_, Limits, UnreadableFileError
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

LOOK_SECONDS = 60
TURN_SECONDS = 1.0
RECEIVING = timedelta(hours=1)
"""So long nothing is received: a folder without a ticket that is older was left by a kill."""
PASSING = frozenset({"name", "case", "reason"})
"""What a ticket says until its file is imported."""
FULL = N_("This node has no room for the file: nothing of it was kept. Tell your administrator.")


def receive(*, actor: Viewer, name: str, chunks: Iterable[bytes], language: str = "ru") -> UUID:
    """Keep an uploaded file and look into it in a process of its own; returns the upload's id.

    Raises UnableToImportError, and UnreadableFileError when it is larger than the limits.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToImportError(gettext_noop("your role does not report, so it does not import; ask your desk"))
    upload = chance.new_id()
    if_undone(partial(shutil.rmtree, folder_of(upload), ignore_errors=True))
    kept = keep_file(upload, name, chunks, Limits())
    ticket = {
        "received": chance.now().isoformat(),
        "owner": str(actor.desk),
        "hat": str(actor.hat),
        "purpose": actor.purpose.value,
        "case": actor.case,
        "reason": actor.reason,
        "name": Path(name).name[:255],
        "file": kept.name,
        "language": language,
    }
    write(folder_of(upload) / TICKET, ticket)
    journal.write_leaf(LeafKind.COLLECT, "intake.receive", {"upload": str(upload), "name": ticket["name"]})
    looked_apart("look", upload)
    return upload


def keep_file(upload: UUID, name: str, chunks: Iterable[bytes], limits: Limits) -> Path:
    """Keep an uploaded file in a new folder, closed to others; whole or not at all.

    Raises UnreadableFileError when it is too large, or the disk is full.
    """
    folder = folder_of(upload)
    node.make_folder(folder.parent)
    folder.mkdir(mode=0o700)
    path = folder / f"{CONTENT}{Path(name).suffix.lower()[:10]}"
    try:
        write_content(path, chunks, limits)
    except BaseException as problem:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(problem, OSError) and problem.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise UnreadableFileError(FULL) from problem
        raise
    return path


def write_content(path: Path, chunks: Iterable[bytes], limits: Limits) -> None:
    """Write a file of at most the limit."""
    size = 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > limits.size:
                raise UnreadableFileError(
                    N_("The file has more than %(most)s MB: split it; rows sent twice are recognised."),
                    most=limits.size // MEGABYTE,
                )
            stream.write(chunk)


def write(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON file whole or not at all, readable by the node alone."""
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            json.dump(content, stream, ensure_ascii=False, default=str)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def looked_apart(act: str, upload: UUID) -> dict[str, Any]:
    """Read a file in a process with limits; what it found, or that it died, is written beside the file and returned."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command(act, upload), timeout=LOOK_SECONDS, check=False, capture_output=True)
    path = folder_of(upload) / LOOK
    if not path.exists():
        write(path, {"trouble": N_("The file could not be read within the limits: split it, or save it as CSV.")})
    return read(path)


def start(
    *,
    actor: Viewer,
    upload: UUID,
    named: str,
    kind: str,
    mapping: Mapping[str, str] | None,
    constants: Mapping[str, str],
    dry: bool = False,
) -> None:
    """Start the import (or the dry run) of an uploaded file once this transaction is kept.

    Raises NoSuchUploadError, UnableToImportError.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToImportError(gettext_noop("your role does not report, so it does not import; ask your desk"))
    folder = own_folder(actor, upload)
    plan = {"format": named, "kind": kind, "mapping": mapping, "constants": dict(constants), "dry": dry}
    write(folder / PLAN, {**plan, "encoding": read(folder / LOOK).get("encoding", "")})
    write(folder / PROGRESS, to_begin())
    journal.write_leaf(LeafKind.COLLECT, "intake.start", {"upload": str(upload), "dry": dry})
    transaction.on_commit(lambda: launch(upload))


def resume(*, actor: Viewer, upload: UUID) -> None:
    """Take up the import of an uploaded file that was broken off; any other is let be. Raises NoSuchUploadError."""
    require_viewer(actor)
    folder = own_folder(actor, upload)
    if read(folder / PROGRESS).get("state") != "broken" and not is_cut_off(folder):
        return
    write(folder / PROGRESS, to_begin())
    journal.write_leaf(LeafKind.COLLECT, "intake.resume", {"upload": str(upload)})
    transaction.on_commit(lambda: launch(upload))


def to_begin() -> dict[str, object]:
    """What is said of an import whose process is about to start."""
    return {"state": "waiting", "since": chance.now().isoformat()}


@contextlib.contextmanager
def at_work(folder: Path) -> Iterator[bool]:
    """Hold an upload's import until the block or the process ends; False where another process holds it."""
    handle = os.open(folder / AT_WORK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield taken(handle)
    finally:
        os.close(handle)


def taken(handle: int) -> bool:
    """Take a lock that somebody may look at for a moment; whether it is ours."""
    until = time.monotonic() + TURN_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        else:
            return True


def forget_uploads_before(moment: datetime) -> int:
    """Remove uploads that were received before a moment, whatever was done with them since, and what a kill left.

    The node's own work: it gives nothing of them to anybody.
    """
    place = folder_of(UUID(int=0)).parent
    held = list(place.iterdir()) if place.exists() else []
    late = [each for each in held if is_late(each, moment)]
    for folder in late:
        shutil.rmtree(folder, ignore_errors=True)
    for folder in held:
        if read(folder / PROGRESS).get("import_id") and not is_at_work(folder):
            leave_nothing(folder)
    return len(late)


def is_late(folder: Path, moment: datetime) -> bool:
    """Whether an upload was received before a moment, or never received whole; not while its import runs."""
    ticket = read(folder / TICKET)
    if "received" in ticket:
        return datetime.fromisoformat(ticket["received"]) < moment and not is_at_work(folder)
    kept = folder / TICKET if ticket else folder
    before = moment if ticket else max(moment, chance.now() - RECEIVING)
    return datetime.fromtimestamp(kept.stat().st_mtime, tz=UTC) < before and not is_at_work(folder)


def leave_nothing(folder: Path) -> None:
    """Of an imported file nothing stays beside its reports and its quarantine.

    Neither bytes nor rows looked at, nor how it was called, on which case and why it was sent: these may name persons,
    and outside of the tables no erasure reaches them.
    """
    ticket = read(folder / TICKET)
    if ticket.keys() & PASSING:
        write(folder / TICKET, {name: value for name, value in ticket.items() if name not in PASSING})
    for each in folder.iterdir():
        if each.stem == CONTENT or each.suffix[1:].isdigit():
            each.unlink()
    if read(folder / LOOK).get("rows"):
        write(folder / LOOK, {**read(folder / LOOK), "rows": []})


def forget(*, actor: Viewer, upload: UUID) -> None:
    """Remove an uploaded file and what was found in it. Raises NoSuchUploadError."""
    folder = own_folder(actor, upload)
    shutil.rmtree(folder, ignore_errors=True)
    journal.write_leaf(LeafKind.ERASE, "intake.forget", {"upload": str(upload)})


def launch(upload: UUID) -> None:
    """Start the importing process; it outlives the page's process."""
    subprocess.Popen(
        command("import", upload), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def command(act: str, upload: UUID) -> list[str]:
    """The command line of a process of this room."""
    return [sys.executable, "-m", "kerege.rooms.intake.jobs", act, str(upload)]
