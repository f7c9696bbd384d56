"""A bank made ready for bulk runs: subjects, an index of names, keys, in files that are mapped into memory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kerege.methods.identity import Described
from kerege.methods.names.compiled import Ints, Longs
from kerege.methods.names.keys import KEYS_VERSION
from kerege.methods.screening.files import digest_of, flushed, ipc_table, write_ipc
from kerege.methods.screening.first_look import could_agree
from kerege.methods.screening.keys import identifier_keys, stored_births
from kerege.methods.screening.name_files import open_names, save_names
from kerege.methods.screening.schema import PLAN_VERSION, birth_of, described, shaped

FORMAT: Final = 1
CARD: Final = "bank.json"
SUBJECTS: Final = "subjects.arrow"
NAMES: Final = "names"
MOST_OF_ONE_KEY: Final = 64
"""How many subjects one identifier, or one name with a year, may bring to a row: the first by their id."""
REMEMBERED: Final = 100_000


class BankError(ValueError):
    """The folder holds no bank that this version can read, or the rows make none; says what to do."""


class Bank:
    """Subjects to screen against, opened from their folder; reads what it needs and holds nothing else."""

    def __init__(self, folder: Path, card: dict[str, Any]) -> None:
        """Map the files of a folder; use `Bank.open`."""
        self.folder, self.digest, self.size = folder, str(card["digest"]), int(card["subjects"])
        self._subjects = ipc_table(folder / SUBJECTS)
        self._carriers = np.load(folder / "carriers.npy", mmap_mode="r")
        self._keys = np.load(folder / "keys.npy", mmap_mode="r")
        self._keyed = np.load(folder / "keyed.npy", mmap_mode="r")
        self._names = open_names(folder / NAMES)
        self._first_names = np.searchsorted(self._carriers, np.arange(self.size + 1)).astype(np.int64)
        self.described = lru_cache(maxsize=REMEMBERED)(self._described)

    @classmethod
    def open(cls, folder: Path) -> Bank:
        """Open a bank that `build_bank` made. Raises BankError."""
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise BankError(f"{folder} holds no bank: build one first") from problem
        if not isinstance(card, dict) or card.get("make") != _make():
            raise BankError(f"the bank in {folder} was built by another version: build it anew")
        return cls(folder, card)

    def __len__(self) -> int:
        """Return how many subjects there are."""
        return self.size

    def subjects(self) -> pa.Table:
        """Return all subjects in the order of their ids, as rows of a list; mapped, not read."""
        return self._subjects

    def id_of(self, number: int) -> str:
        """Return the id of the subject of this number."""
        return str(self._subjects["id"][number].as_py())

    def _described(self, number: int) -> Described:
        return described(self._subjects.slice(number, 1).to_pylist()[0])

    def near(self, names: Sequence[str]) -> list[Ints]:
        """Return for each name the subjects whose names are nearest to it."""
        found = self._names.search_many(names)
        return [self._carriers[np.array([number for number, _ in own], np.int64)] for own in found]

    def keyed(self, keys: Sequence[int]) -> tuple[Longs, Longs]:
        """Return the places of keys in the list asked, and the subjects kept under them: of each the first by id."""
        asked = np.array(keys, np.int64)
        starts = np.searchsorted(self._keys, asked, "left")
        counts = np.minimum(np.searchsorted(self._keys, asked, "right") - starts, MOST_OF_ONE_KEY)
        places = np.repeat(np.arange(len(asked)), counts)
        within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return places, self._keyed[starts[places] + within].astype(np.int64)

    def could_agree(
        self, names: Sequence[str], of_row: Sequence[Sequence[int]], rows: Longs, subjects: Longs
    ) -> NDArray[np.bool_]:
        """Return for each pair of a row and a subject whether any names of theirs could agree."""
        known = self._names.known
        return could_agree(names, of_row, (rows, subjects), (known.parts, known.records), self._first_names) > 0


def _make() -> str:
    return f"{FORMAT}.{PLAN_VERSION}.{KEYS_VERSION}"


def build_bank(rows: pa.Table | Iterable[pa.RecordBatch], folder: Path) -> Bank:
    """Build a bank of rows (LIST_SCHEMA) in a folder, in place of what stands there, and open it.

    The order of the rows does not matter: subjects are numbered by their id, which none may share. Raises BankError
    and ShapeError.
    """
    table = _in_order(rows if isinstance(rows, pa.Table) else pa.Table.from_batches(list(rows)))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_ipc(folder / SUBJECTS, table, rows=max(len(table), 1))
    names, carriers, keys, keyed = _taken_apart(table)
    np.save(folder / "carriers.npy", np.array(carriers, np.int32))
    every, owners = np.array(keys, np.int64), np.array(keyed, np.int32)
    order = np.lexsort((owners, every))
    np.save(folder / "keys.npy", every[order])
    np.save(folder / "keyed.npy", owners[order])
    save_names(names, folder / NAMES)
    card = {"make": _make(), "subjects": len(table), "names": len(names), "digest": _digest(table)}
    with flushed(folder / CARD) as stream:
        stream.write(json.dumps(card, indent=1).encode())
    return Bank.open(folder)


def _in_order(rows: pa.Table) -> pa.Table:
    table = shaped(rows)
    if table["id"].null_count:
        raise BankError("a subject of the bank has no id")
    table = table.sort_by("id").combine_chunks()
    if len(pc.unique(table["id"])) < len(table):
        counts = pc.value_counts(table["id"]).to_pylist()
        twice = next(each["values"] for each in counts if each["counts"] > 1)
        raise BankError(f"two subjects of the bank have the id {twice!r}")
    return table


def _digest(table: pa.Table) -> str:
    return blake2b(f"{_make()}|{digest_of(table)}".encode(), digest_size=16).hexdigest()


def _taken_apart(table: pa.Table) -> tuple[list[str], list[int], list[int], list[int]]:
    """Return the names with the subject of each, and the keys with the subject of each."""
    names: list[str] = []
    carriers: list[int] = []
    keys: list[int] = []
    keyed: list[int] = []
    number = 0
    for batch in table.to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            subject = described(row)
            names += subject.names
            carriers += [number] * len(subject.names)
            own = {*identifier_keys(subject.identifiers), *stored_births(subject.names, birth_of(row["birth"]))}
            keys += own
            keyed += [number] * len(own)
            number += 1
    return names, carriers, keys, keyed
