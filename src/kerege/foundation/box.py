"""Strange bytes are read in a box: a process that is given nothing but them, gives back bytes, held by the kernel.

It has no environment, no folder and no open file of the node's; `confining` says what it gives up before the first
strange byte. What comes back is measured, and waited for no longer than said.
"""

import contextlib
import os
import select
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any, Final

import orjson

from kerege.foundation.confining import CALLS, EVEN_UNCONFINED, UNCONFINED

SOURCE: Final = Path(__file__).resolve().parents[2]
HEAD: Final = 4
MOST_OF_ONE: Final = 128 * 1024 * 1024
"""The longest answer that is taken from a box."""
TRIED: Final = "kerege.foundation.tried"
TRIAL_SECONDS: Final = 60


class BoxError(RuntimeError):
    """The box gave no answer that can be used: it ended, or answered too much."""


class SlowBoxError(BoxError):
    """The box did not answer in time."""


class UnconfinedError(BoxError):
    """This machine cannot confine a process, so that no strange byte is read on it."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a box ended and what it wrote."""

    code: int
    output: bytes


def start(module: str, *words: str, stdin: int, pass_fds: tuple[int, ...] = ()) -> "subprocess.Popen[bytes]":
    """Start a module in a process that knows nothing of the node: not its environment, its folders, its open files."""
    kept = {EVEN_UNCONFINED: "1"} if even_unconfined() else {}
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-X", "utf8", "-m", module, *words],
        stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=pass_fds, cwd="/",
        env={"PYTHONPATH": str(SOURCE), **kept},
    )  # fmt: skip


def even_unconfined() -> bool:
    """Whether the node's settings take it on themselves that boxes may stand open."""
    return os.environ.get(EVEN_UNCONFINED) == "1"


def run(module: str, *words: str, content: bytes, seconds: float, most: int = MOST_OF_ONE) -> Done:
    """Give a box bytes and take back what it makes of them. Raises SlowBoxError, UnconfinedError, BoxError."""
    late = threading.Event()
    process = start(module, *words, stdin=subprocess.PIPE)

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    feeder = threading.Thread(target=feed, args=(process, content), daemon=True)
    with process:
        timer.start()
        feeder.start()
        output = process.stdout.read(most + 1) if process.stdout else b""
        if len(output) > most:
            process.kill()
        feeder.join()
        code = process.wait()
        timer.cancel()
    if late.is_set():
        raise SlowBoxError("the box took too long")
    if code == UNCONFINED:
        raise UnconfinedError("this machine cannot confine what reads files")
    if len(output) > most:
        raise BoxError("the box answered too much")
    return Done(code, output)


def feed(process: "subprocess.Popen[bytes]", content: bytes) -> None:
    """Write everything to a box, which may end before it has read it."""
    with contextlib.suppress(OSError):
        if process.stdin:
            process.stdin.write(content)
            process.stdin.close()


class Box:
    """A box that reads one open file and answers as often as it is asked: a letter goes in, a framed JSON comes out."""

    def __init__(self, module: str, *words: str, file: int, seconds: float) -> None:
        """Start it on an open file; `seconds` is the longest wait for one answer."""
        self.seconds = seconds
        asked, self.asking = os.pipe()
        try:
            self.process = start(module, str(asked), *words, stdin=file, pass_fds=(asked,))
        except BaseException:
            os.close(self.asking)
            raise
        finally:
            os.close(asked)

    def ask(self, letter: bytes) -> None:
        """Ask; the answer is taken later. Raises BoxError."""
        try:
            os.write(self.asking, letter)
        except OSError as problem:
            raise self.ended() from problem

    def answer(self) -> Any:
        """The answer to the oldest question that has none yet. Raises SlowBoxError, UnconfinedError, BoxError."""
        try:
            return orjson.loads(self.answered())
        except ValueError as problem:
            raise BoxError("the box answered what is no JSON") from problem

    def answered(self) -> bytes:
        """The same as the bytes that it is."""
        until = monotonic() + self.seconds
        size = int.from_bytes(self.taken(HEAD, until), "big")
        if size > MOST_OF_ONE:
            raise BoxError("the box answered too much")
        return self.taken(size, until)

    def taken(self, size: int, until: float) -> bytes:
        """So many bytes of what it writes."""
        assert self.process.stdout is not None  # noqa: S101 - `start` made the pipe
        pipe, made = self.process.stdout.fileno(), bytearray()
        while len(made) < size:
            waiting = select.poll()
            waiting.register(pipe, select.POLLIN)
            if not waiting.poll(max(0, int((until - monotonic()) * 1000))):
                raise SlowBoxError("the box took too long")
            piece = os.read(pipe, min(size - len(made), 1 << 20))
            if not piece:
                raise self.ended()
            made += piece
        return bytes(made)

    def ended(self) -> BoxError:
        """Why it answers no more."""
        if self.process.wait() == UNCONFINED:
            return UnconfinedError("this machine cannot confine what reads files")
        return BoxError("the box ended")

    def close(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(OSError):
            os.close(self.asking)
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a box on this machine is held by, and what one that tried could still do."""

    fences: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the filter of calls stands and nothing that was tried could be done."""
        return CALLS in self.fences and not self.done


@lru_cache(maxsize=1)
def confinement() -> Confinement:
    """Tried once in each process: a box is told to break out in every way it knows, and says what it could."""
    try:
        found = orjson.loads(run(TRIED, content=b"", seconds=TRIAL_SECONDS).output)
        return Confinement(tuple(found["fences"]), tuple(found["done"]))
    except (BoxError, ValueError, KeyError):
        return Confinement((), ("anything",))
