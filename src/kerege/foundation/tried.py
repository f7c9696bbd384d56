"""A box that tries to break out: `box.confinement` runs it, so that what is said of this machine was seen on it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import orjson

from kerege.foundation.confining import confine

MEMORY, SECONDS = 1 << 30, 20
ATTEMPTS: dict[str, Callable[[], object]] = {
    "read a file": lambda: os.open(__file__, os.O_RDONLY),
    "look into a folder": lambda: os.listdir("/"),
    "open a socket to the network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "open a socket of this machine": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "make a process": os.fork,
    "become a program": lambda: became("/kerege/no-such-program"),
    "start a shell": lambda: subprocess.run(["/bin/sh", "-c", "exit 0"], check=True),
    "signal another process": lambda: os.kill(os.getppid(), 0),
    "make a file": lambda: wrote(Path("/tmp", f"kerege-tried-{os.getpid()}")),  # noqa: S108 - it must be refused
}
"""What a parser that was taken over would try."""


def main() -> int:
    """Be confined, try everything, say what could be done."""
    fences = confine(memory=MEMORY, seconds=SECONDS)
    done = [name for name, attempt in ATTEMPTS.items() if could(attempt)]
    sys.stdout.buffer.write(orjson.dumps({"fences": sorted(fences), "done": done}))
    sys.stdout.buffer.flush()
    return 0


def wrote(path: Path) -> bool:
    """Whether a new file was made; it goes again."""
    path.touch(exist_ok=False)
    path.unlink()
    return True


def became(program: str) -> bool:
    """Whether the kernel went to look for a program to run in this one's place; there is none, so that this goes on."""
    try:
        os.execv(program, ["tried"])
    except FileNotFoundError:
        return True


def could(attempt: Callable[[], object]) -> bool:
    """Whether an attempt went through."""
    try:
        made = attempt()
    except OSError:
        return False
    if made == 0:
        os._exit(0)  # the child of a fork that should not have been
    return True


if __name__ == "__main__":
    sys.exit(main())
