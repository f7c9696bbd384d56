"""Pieces of a run that are done: kept beside the result until it is whole, so that a cut run goes on from there."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pyarrow as pa

from kerege.kernel.saying import N_, SaidError
from kerege.methods.screening.files import digest_of, flushed, ipc_table, write_ipc
from kerege.methods.screening.schema import PLAN_VERSION

KEY: Final = b"kerege.piece"
MANIFEST: Final = "manifest.json"


class BusyError(SaidError):
    """Another run writes to the same place at this moment."""


class Pieces:
    """The pairs of each piece of the list, one file a piece, named by number and sealed with what they were made from.

    A piece counts as done only if its key is that of the same rows, bank, plan and threshold: nothing stale is taken.
    """

    def __init__(self, folder: Path, *, bank: str, least: float) -> None:
        """Keep pieces in a folder, for a bank by its digest."""
        self.folder = folder
        self._made_from = f"{PLAN_VERSION}|{bank}|{least!r}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this run alone. Raises BusyError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            os.close(handle)
            raise BusyError(N_("another run writes to %(folder)s"), folder=self.folder) from problem
        try:
            self._write_manifest()
            yield
        finally:
            os.close(handle)

    def _write_manifest(self) -> None:
        with flushed(self.folder / MANIFEST) as stream:
            plan, bank, least = self._made_from.split("|")
            stream.write(json.dumps({"plan": int(plan), "bank": bank, "least": float(least)}, indent=1).encode())

    def key_of(self, rows: pa.Table, first: int) -> str:
        """Return the key of a piece of the list: what its pairs follow from."""
        return blake2b(f"{self._made_from}|{first}|{digest_of(rows)}".encode(), digest_size=16).hexdigest()

    def path_of(self, number: int) -> Path:
        """Return the file of a piece."""
        return self.folder / f"piece-{number:07}.arrow"

    def is_done(self, number: int, key: str) -> bool:
        """Return whether this very piece is there whole."""
        try:
            held = pa.ipc.open_file(pa.memory_map(str(self.path_of(number)))).schema.metadata or {}
        except (OSError, pa.ArrowInvalid):
            return False
        return bool(held.get(KEY) == key.encode())

    def keep(self, number: int, key: str, pairs: pa.Table) -> None:
        """Write the pairs of a piece, whole or not at all."""
        write_ipc(self.path_of(number), pairs.replace_schema_metadata({KEY: key}))

    def pairs_of(self, number: int) -> pa.Table:
        """Return the pairs of a piece, mapped."""
        return ipc_table(self.path_of(number)).replace_schema_metadata(None)

    def remove(self) -> None:
        """Remove the pieces: the result is whole."""
        shutil.rmtree(self.folder, ignore_errors=True)
