"""Where the bulk engine's bank lies while it works: in the machine's memory, and nowhere once it has ended.

The engine maps files, so a bank must have a folder. It is one of the memory's own file system where there is room,
closed to others; else it stands beside the list. What a killed process left is overwritten before its run goes on, when
its run ends, and as soon as any record is erased.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from kerege.foundation import node

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is ours alone, and that is checked
ROOM = 8
"""So many times the table of a bank must be free: its keys and names take some four times as much."""
LEAST_ROOM = 64 * 1024 * 1024
BESIDE = "bank"


def in_memory() -> Path:
    """The folder of this home's banks in memory; it need not be there."""
    return MEMORY / f"kerege-banks-{os.geteuid()}-{sha256(os.fsencode(node.home())).hexdigest()[:12]}"


def places_of(folder: Path) -> tuple[Path, Path]:
    """Where a bank of the run of this folder may lie: in memory, beside its list."""
    return in_memory() / folder.name, folder / BESIDE


@contextlib.contextmanager
def place(folder: Path, size: int) -> Iterator[Path]:
    """A folder for a bank of so many bytes; inside it may lie there, afterwards nothing of it does."""
    memory, beside = places_of(folder)
    wipe(folder)
    chosen = memory if has_room(size) else beside
    chosen.mkdir(mode=0o700)
    try:
        yield chosen
    finally:
        wipe(folder)


def has_room(size: int) -> bool:
    """Whether the memory takes a bank of this size, in a folder that is ours and closed to others."""
    try:
        free = shutil.disk_usage(MEMORY).free
        in_memory().mkdir(mode=0o700, exist_ok=True)
        return free > max(LEAST_ROOM, ROOM * size) and is_ours(in_memory())
    except OSError:
        return False


def is_ours(folder: Path) -> bool:
    """Whether a folder is one of our user's, no link to another place, and closed to everybody else."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def wipe(folder: Path) -> None:
    """Overwrite and remove whatever lies of the banks of this run."""
    memory, beside = places_of(folder)
    if is_ours(memory.parent):
        erase_folder(memory)
    erase_folder(beside)


def left(lists: Path) -> list[UUID]:
    """The runs of which a bank lies anywhere, or beside its list in this folder: at work, or killed at it."""
    here = in_memory().iterdir() if is_ours(in_memory()) else iter(())
    beside = lists.glob(f"*/{BESIDE}")
    return sorted({*runs_of(each.name for each in here), *runs_of(each.parent.name for each in beside)})


def runs_of(names: Iterable[str]) -> Iterator[UUID]:
    """Those of the names that are a run's."""
    for name in names:
        with contextlib.suppress(ValueError):
            yield UUID(name)


def overwrite(path: Path) -> None:
    """Write noughts over a file, then remove it."""
    with contextlib.suppress(FileNotFoundError):
        size = path.stat().st_size
        with path.open("r+b") as stream:
            for start in range(0, size, 1 << 20):
                stream.write(bytes(min(1 << 20, size - start)))
            stream.flush()
            os.fsync(stream.fileno())
        path.unlink()


def erase_folder(folder: Path) -> None:
    """Write noughts over every file of a folder, then remove it."""
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file():
            overwrite(path)
    shutil.rmtree(folder, ignore_errors=True)
