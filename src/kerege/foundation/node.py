"""Where this node keeps its state: the home folder and the secrets in it."""

import hashlib
import os
import sys
from pathlib import Path

from kerege.foundation import chance

PROJECT = Path(__file__).resolve().parents[3]
"""Folder of this clone: what names the default home, so that two clones are two nodes."""


def home() -> Path:
    """Return the folder of this node's state, made on first use; `KEREGE_HOME` overrides the default."""
    given = os.environ.get("KEREGE_HOME", "").strip()
    folder = Path(given).expanduser().resolve() if given else default_home()
    try:
        make_folder(folder)
    except OSError as problem:
        raise HomeError(
            f"cannot make the node's home {folder}: {problem.strerror}. Set KEREGE_HOME to a folder you may write to."
        ) from problem
    return folder


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, closed to others; as root they may pass through, as PostgreSQL must."""
    mode = 0o711 if hasattr(os, "geteuid") and os.geteuid() == 0 else 0o700
    for step in [*reversed(folder.parents), folder]:
        if not step.exists():
            step.mkdir(exist_ok=True)
            step.chmod(mode)


class HomeError(OSError):
    """The node's home cannot be made or written to; the text says which folder and what to set."""


def default_home() -> Path:
    """Return where the state lives when nobody said: /var/lib for root, a per-user state folder otherwise."""
    name = clone_name(PROJECT)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/kerege") / name
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "kerege" / name
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "kerege" / name


def clone_name(project: Path) -> str:
    """Return a short name for a clone: its folder's name and eight digits of its path."""
    plain = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in project.name)
    return f"{plain.strip('-') or 'clone'}-{hashlib.sha256(os.fsencode(project)).hexdigest()[:8]}"


def secret(name: str, size: int = 32) -> bytes:
    """Return the node's secret of that name, `size` bytes, made on first use and kept readable by its owner only.

    It comes from the system's source even where chance is seeded: an exercise's seed is public.
    """
    folder = home() / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    kept = folder / name
    if not kept.exists():
        _write_once(kept, hashlib.shake_256(chance.token(64).encode()).digest(size))
    found = kept.read_bytes()
    if len(found) != size:
        raise HomeError(f"the secret {kept} holds {len(found)} bytes, {size} were expected: restore it from a backup.")
    return found


def _write_once(kept: Path, content: bytes) -> None:
    """Put the content there unless another process was first: the winner's file is whole and never replaced."""
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
