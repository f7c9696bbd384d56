"""Where a list lies while it is screened: a folder of the node's own, sealed under a key that goes first."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Timer
from typing import Any
from uuid import UUID

from kerege.foundation import chance, node
from kerege.rooms.screening.actions import banks
from kerege.rooms.screening.actions.refusals import TermsError
from kerege.rooms.screening.rules import sealed, words
from kerege.rooms.screening.rules.lists import ListRow

FOLDER, UPLOAD, LIST, KEY, READ = "screening", "upload", "list.sealed", "key", "read.json"
TOLD, PAIRS = "told.json", "pairs"
READ_SECONDS, READ_BYTES = 300, 50_000
"""How long reading a list may take: so long, and a second for every so many bytes of it."""
ORPHAN_SECONDS = 3600


def lists() -> Path:
    """The folder of all runs' lists."""
    return node.home() / FOLDER


def folder_of(run: UUID) -> Path:
    """The folder of one run's list."""
    return lists() / str(run)


def take_in(
    run: UUID, name: str, chunks: Iterable[bytes], progress: Callable[[int], None]
) -> tuple[bytes, Mapping[str, Any]]:
    """Keep an uploaded list sealed and forget the upload; returns its SHA-256 and what reading it found.

    A process of its own, with limits, reads it, and `progress` is told how many rows it read so far.
    Raises TermsError when it cannot be read; nothing is kept then.
    """
    folder = folder_of(run)
    node.make_folder(folder.parent)
    folder.mkdir(mode=0o700)
    try:
        path = folder / f"{UPLOAD}{ending_of(name)}"
        digest = write_upload(path, chunks)
        write_private(folder / KEY, sha256(chance.token(64).encode()).digest())
        found = read_apart(folder, path, progress)
        banks.overwrite(path)
    except BaseException:
        erase(run)
        raise
    return digest, found


def ending_of(name: str) -> str:
    """The ending of a file's name, which says how to read it; letters and digits alone."""
    ending = Path(name).suffix.lower()[1:11]
    return f".{ending}" if ending.isascii() and ending.isalnum() else ""


def write_upload(path: Path, chunks: Iterable[bytes]) -> bytes:
    """Write the upload as it comes and return its SHA-256."""
    digest = sha256()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            stream.write(chunk)
    return digest.digest()


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by the node alone."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def read_apart(folder: Path, path: Path, progress: Callable[[int], None]) -> Mapping[str, Any]:
    """Let a process of its own read and seal the upload. Raises TermsError saying what was wrong."""
    seconds = READ_SECONDS + path.stat().st_size // READ_BYTES
    command = [sys.executable, "-m", "kerege.rooms.screening.jobs", str(folder), path.name, str(seconds)]
    for line in said_by(command, seconds):
        progress(int(line))
    told = folder / READ
    found: Mapping[str, Any] = json.loads(told.read_bytes()) if told.exists() else {"trouble": words.UNREADABLE}
    if found.get("trouble"):
        raise TermsError([("file", found["trouble"], {k: str(v) for k, v in found.get("values", {}).items()})])
    return found


def said_by(command: list[str], seconds: float) -> Generator[str]:
    """The lines that another process prints until it ends; it is killed after so many seconds, or when left alone."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        late = Timer(seconds, process.kill)
        late.start()
        try:
            yield from process.stdout or ()
        finally:
            late.cancel()
            process.kill()


def pieces(run: UUID) -> Iterator[list[ListRow]]:
    """The rows of a run's list, piece by piece. Raises BrokenListError when it was cut short or changed."""
    folder = folder_of(run)
    with (folder / LIST).open("rb") as stream:
        yield from sealed.open_rows(stream, (folder / KEY).read_bytes())


def rows(run: UUID) -> Iterator[ListRow]:
    """The rows of a run's list."""
    for piece in pieces(run):
        yield from piece


def erase(run: UUID) -> None:
    """Remove everything of a run's list: the key first, then what it sealed, the pairs and what is left of a bank."""
    folder = folder_of(run)
    banks.overwrite(folder / KEY)
    banks.wipe(folder)
    banks.erase_folder(folder)


def is_erased(run: UUID) -> bool:
    """Whether nothing of a run's list is left."""
    return not folder_of(run).exists()


def orphans(known: Iterable[UUID]) -> list[UUID]:
    """Runs whose folder is left though the node knows nothing of them any more: a draft that was never kept."""
    place, names = lists(), {str(each) for each in known}
    if not place.exists():
        return []
    late = chance.now().timestamp() - ORPHAN_SECONDS
    return [UUID(each.name) for each in place.iterdir() if each.name not in names and each.stat().st_mtime < late]
