"""Files that were uploaded and wait to be imported: what was found in them, how far their import is."""

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance, node
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.intake.rules.limits import N_
from kerege.rooms.intake.rules.sheets import Sheet

TICKET, LOOK, PLAN, PROGRESS, CONTENT = "ticket.json", "look.json", "plan.json", "progress.json", "content"
AT_WORK = "at-work"
"""The file whose lock an import holds while it runs: the system takes it from whoever was killed."""
TO_BEGIN = timedelta(minutes=1)
"""So long a process may take before it holds the lock."""
NAMELESS = "…"
ENDED = N_("the import ended unexpectedly; what was committed is kept: continue it")


class NoSuchUploadError(LookupError):
    """There is no such upload of the viewer's desk, or it was imported and removed."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look into an uploaded file found, or why it cannot be read."""

    upload: UUID
    name: str
    shape: str = ""
    format: str = ""
    kind: str = ""
    encoding: str = ""
    separator: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    trouble: str = ""
    """An English sentence; `values` stand in it."""
    values: Mapping[str, str] | None = None

    def sheet(self) -> Sheet:
        """Its first rows as a sheet."""
        first = [(number, list(cells)) for number, cells in self.rows]
        return Sheet(self.name, self.shape, self.columns, lambda: iter(first), self.encoding, self.separator)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the import of an uploaded file is."""

    upload: UUID
    name: str
    state: str
    """waiting, running, done or broken."""
    step: str = ""
    done: int = 0
    rows: int = 0
    dry: bool = False
    import_id: UUID | None = None
    trouble: str = ""
    values: Mapping[str, str] | None = None
    result: Mapping[str, Any] | None = None


def folder_of(upload: UUID) -> Path:
    """Where an upload is kept: in the node's home, closed to others."""
    return node.home() / "intake" / str(upload)


def read(path: Path) -> dict[str, Any]:
    """A JSON file that may not be there yet."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_at_work(folder: Path) -> bool:
    """Whether a process imports this upload at present."""
    try:
        handle = os.open(folder / AT_WORK, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def is_cut_off(folder: Path) -> bool:
    """Whether the import of an upload says that it goes on, and nobody is at it: its process was killed."""
    found = read(folder / PROGRESS)
    if found.get("state") not in {"waiting", "running"} or is_at_work(folder):
        return False
    since = found.get("since")
    begins = since is not None and chance.is_within(datetime.fromisoformat(since), TO_BEGIN)
    return not begins and read(folder / PROGRESS) == found


def own_folder(viewer: Viewer, upload: UUID) -> Path:
    """The folder of an upload of the viewer's desk. Raises NoSuchUploadError."""
    require_viewer(viewer)
    folder = folder_of(upload)
    if read(folder / TICKET).get("owner") != str(viewer.desk):
        raise NoSuchUploadError(gettext_noop("there is no such upload of your desk"))
    return folder


def name_of(folder: Path) -> str:
    """How an uploaded file was called; once it is imported, the import alone says it."""
    return str(read(folder / TICKET).get("name", NAMELESS))


def looked(*, viewer: Viewer, upload: UUID) -> Looked:
    """What was found in an uploaded file. Raises NoSuchUploadError."""
    folder = own_folder(viewer, upload)
    found, name = read(folder / LOOK), name_of(folder)
    if not found or found.get("trouble"):
        return Looked(upload, name, trouble=found.get("trouble", ""), values=found.get("values"))
    return Looked(
        upload,
        name,
        found["shape"],
        found["format"],
        found["kind"],
        found["encoding"],
        found["separator"],
        tuple(found["columns"]),
        tuple((number, tuple(cells)) for number, cells in found["rows"]),
    )


def progress_of(*, viewer: Viewer, upload: UUID) -> Progress:
    """How far the import of an uploaded file is; broken where its process was killed. Raises NoSuchUploadError."""
    folder = own_folder(viewer, upload)
    name, plan, found = name_of(folder), read(folder / PLAN), read(folder / PROGRESS)
    if is_cut_off(folder):
        found = {**found, "state": "broken", "trouble": ENDED}
    identity = found.get("import_id")
    return Progress(
        upload,
        name,
        found.get("state", "waiting"),
        found.get("step", ""),
        int(found.get("done", 0)),
        int(found.get("rows", 0)),
        bool(plan.get("dry")),
        UUID(identity) if identity else None,
        found.get("trouble", ""),
        found.get("values"),
        found.get("result"),
    )
