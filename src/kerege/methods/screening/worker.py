"""A worker of a bulk run, seen from the run: a process that takes rows and answers with their pairs."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, Final

import pyarrow as pa

from kerege.kernel.saying import N_, SaidError
from kerege.methods.screening.files import packed, unpacked

HEAD: Final = struct.Struct("<Q")
FIRST: Final = b"first"
SOURCE: Final = Path(__file__).resolve().parents[3]


class WorkerError(SaidError):
    """A worker ended before its work did."""


def send(stream: IO[bytes], table: pa.Table) -> None:
    """Write a table with its length before it."""
    content = packed(table)
    stream.write(HEAD.pack(content.size))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> pa.Table | None:
    """Read a table; None where the stream ended."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    content = stream.read(HEAD.unpack(head)[0])
    return unpacked(content) if len(content) == HEAD.unpack(head)[0] else None


class Worker:
    """One worker process, seen from the run."""

    def __init__(self, bank: Path, least: float) -> None:
        """Start it on a bank."""
        paths = os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kerege.methods.screening.serving", str(bank), repr(least)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths},
        )  # fmt: skip

    def pairs_of(self, rows: pa.Table, first: int) -> pa.Table:
        """Return the pairs of rows. Raises WorkerError."""
        assert self._process.stdin is not None  # noqa: S101  # both are pipes: for the type checker
        assert self._process.stdout is not None  # noqa: S101
        try:
            send(self._process.stdin, rows.replace_schema_metadata({FIRST: str(first)}))
            found = receive(self._process.stdout)
        except BrokenPipeError:
            found = None
        if found is None:
            raise WorkerError(
                N_("a worker ended with code %(code)s; run again: what is done is kept"), code=self._process.wait()
            )
        return found

    def close(self) -> None:
        """Let it end."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()
