"""A bank made ready for bulk runs: subjects, an index of names, keys, in files that are mapped into memory."""

from __future__ import annotations

import json
import shutil
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kerege.kernel.saying import N_, SaidError
from kerege.methods.identity import Described
from kerege.methods.names.compiled import Ints, Longs
from kerege.methods.names.kept import sounds_stamp
from kerege.methods.names.keys import KEYS_VERSION
from kerege.methods.screening.facts import facts_of
from kerege.methods.screening.files import digest_of, flushed, ipc_table, write_ipc
from kerege.methods.screening.first_look import could_agree
from kerege.methods.screening.keys import identifier_keys, stored_births, stored_days
from kerege.methods.screening.name_files import open_names, save_names
from kerege.methods.screening.schema import PLAN_VERSION, described, shaped

FORMAT: Final = 6
CARD: Final = "bank.json"
SUBJECTS: Final = "subjects.arrow"
NAMES: Final = "names"
MOST_OF_ONE_KEY: Final = 64
"""How many subjects one identifier, or one name with a year, may bring to a row: the first by their id."""
MOST_OF_ONE_NAME: Final = 512
"""How many subjects one name alone may bring to a row: the first by their id."""
REMEMBERED: Final = 100_000


class BankError(SaidError):
    """The folder holds no bank that this version can read, or the rows make none; says what to do."""


class _Runs(NamedTuple):
    """Numbers of one kind that belong to each of another: where each run starts, and the runs one after the other."""

    starts: Longs
    flat: Ints

    @classmethod
    def save(cls, folder: Path, name: str, owners: Ints, flat: Ints, count: int) -> None:
        starts = np.searchsorted(owners, np.arange(count + 1)).astype(np.int64)
        np.save(folder / f"{name}_starts.npy", starts)
        np.save(folder / f"{name}.npy", flat)

    @classmethod
    def open(cls, folder: Path, name: str) -> _Runs:
        # "c": nothing writes; the compiled first look takes one type of array only
        return cls(*(np.asarray(np.load(folder / f"{each}.npy", mmap_mode="c")) for each in (f"{name}_starts", name)))

    def of(self, numbers: Longs, most: int) -> tuple[Longs, Longs]:
        """Return the places of numbers in what was asked, and what belongs to them: of each the first so many."""
        starts = self.starts[numbers]
        return _spread(starts, np.minimum(self.starts[numbers + 1] - starts, most), self.flat)


def _spread(starts: Longs, counts: Longs, flat: Ints) -> tuple[Longs, Longs]:
    places = np.repeat(np.arange(len(starts)), counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    return places, flat[starts[places] + within].astype(np.int64)


class Bank:
    """Subjects to screen against, opened from their folder; reads what it needs and holds nothing else."""

    def __init__(self, folder: Path, card: dict[str, Any]) -> None:
        """Map the files of a folder; use `Bank.open`."""
        self.folder, self.digest, self.size = folder, str(card["digest"]), int(card["subjects"])
        self._subjects = ipc_table(folder / SUBJECTS)
        self.facts: Ints = np.load(folder / "facts.npy", mmap_mode="r")
        self._carriers, self._carried = _Runs.open(folder, "carriers"), _Runs.open(folder, "carried")
        self._keys = np.load(folder / "keys.npy", mmap_mode="r")
        self._keyed = np.load(folder / "keyed.npy", mmap_mode="r")
        self._names = open_names(folder / NAMES)
        self._read: dict[int, Described] = {}

    @classmethod
    def open(cls, folder: Path) -> Bank:
        """Open a bank that `build_bank` made. Raises BankError."""
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise BankError(N_("%(folder)s holds no bank: build one first"), folder=folder) from problem
        if not isinstance(card, dict) or card.get("make") != _make():
            raise BankError(N_("the bank in %(folder)s was built by another version: build it anew"), folder=folder)
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

    def number_of(self, identity: str) -> int:
        """Return the number of the subject of this id; they stand in its order."""
        return bisect_left(range(self.size), identity, key=self.id_of)

    def described(self, number: int) -> Described:
        """Return the subject of this number."""
        if number not in self._read:
            self.read([number])
        return self._read[number]

    def read(self, numbers: Sequence[int]) -> None:
        """Read subjects together, which is much quicker than one by one; they are remembered for a while."""
        lacking = sorted(set(numbers).difference(self._read))
        if len(self._read) + len(lacking) > REMEMBERED:
            self._read.clear()
            lacking = sorted(set(numbers))
        rows = self._subjects.take(pa.array(lacking, pa.int64())).to_pylist()
        self._read.update(zip(lacking, map(described, rows), strict=True))

    def near(self, names: Sequence[str]) -> tuple[Longs, Longs]:
        """Return the places of names in the list asked, and the subjects that carry the names nearest to them."""
        places, numbers = self._names.nearest(names)
        which, subjects = self._carriers.of(numbers, MOST_OF_ONE_NAME)
        return places[which], subjects

    def keyed(self, keys: Sequence[int]) -> tuple[Longs, Longs]:
        """Return the places of keys in the list asked, and the subjects kept under them: of each the first by id."""
        asked = np.array(keys, np.int64)
        starts = np.searchsorted(self._keys, asked, "left")
        counts = np.minimum(np.searchsorted(self._keys, asked, "right") - starts, MOST_OF_ONE_KEY)
        return _spread(starts, counts, self._keyed)

    def could_agree(
        self, names: Sequence[str], of_row: Sequence[Sequence[int]], rows: Longs, subjects: Longs
    ) -> NDArray[np.bool_]:
        """Return for each pair of a row and a subject whether any names of theirs could agree."""
        return could_agree(names, of_row, (rows, subjects), self._names.known, self._carried) > 0


def _make() -> str:
    return f"{FORMAT}.{PLAN_VERSION}.{KEYS_VERSION}.{sounds_stamp()}"


def build_bank(rows: pa.Table | Iterable[pa.RecordBatch], folder: Path) -> Bank:
    """Build a bank of rows (LIST_SCHEMA) in a folder, in place of what stands there, and open it.

    The order of the rows does not matter: subjects are numbered by their id, which none may share. Raises BankError
    and ShapeError.
    """
    table = _in_order(rows if isinstance(rows, pa.Table) else pa.Table.from_batches(list(rows)))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_ipc(folder / SUBJECTS, table, rows=max(len(table), 1))
    found = _TakenApart(table)
    np.save(folder / "facts.npy", np.concatenate([facts_of([]), *found.facts]))
    every, owners = np.array(found.keys, np.int64), np.array(found.keyed, np.int32)
    order = np.lexsort((owners, every))
    np.save(folder / "keys.npy", every[order])
    np.save(folder / "keyed.npy", owners[order])
    numbers, owners = np.array(found.carried, np.int32), np.array(found.carriers, np.int32)
    order = np.lexsort((owners, numbers))
    names = list(found.names)
    _Runs.save(folder, "carriers", numbers[order], owners[order], len(names))
    _Runs.save(folder, "carried", owners, numbers, len(table))
    save_names(names, folder / NAMES)
    card = {"make": _make(), "subjects": len(table), "names": len(names), "digest": _digest(table)}
    with flushed(folder / CARD) as stream:
        stream.write(json.dumps(card, indent=1).encode())
    return Bank.open(folder)


def _in_order(rows: pa.Table) -> pa.Table:
    table = shaped(rows)
    if table["id"].null_count:
        raise BankError(N_("a subject of the bank has no id"))
    table = table.sort_by("id").combine_chunks()
    if len(pc.unique(table["id"])) < len(table):
        counts = pc.value_counts(table["id"]).to_pylist()
        twice = next(each["values"] for each in counts if each["counts"] > 1)
        raise BankError(N_("two subjects of the bank have the id “%(id)s”"), id=twice)
    return table


def _digest(table: pa.Table) -> str:
    return blake2b(f"{_make()}|{digest_of(table)}".encode(), digest_size=16).hexdigest()


class _TakenApart:
    """A bank's subjects taken apart: distinct names, who carries which, facts, and keys with the subject of each."""

    def __init__(self, table: pa.Table) -> None:
        self.names: dict[str, int] = {}
        self.carriers, self.carried, self.keys, self.keyed = array("i"), array("i"), array("q"), array("i")
        self.facts: list[Ints] = []
        number = 0
        for batch in table.to_batches(max_chunksize=4096):
            subjects = [described(row) for row in batch.to_pylist()]
            self.facts.append(facts_of(subjects))
            for subject in subjects:
                self._take(number, subject)
                number += 1

    def _take(self, number: int, subject: Described) -> None:
        own = {self.names.setdefault(name, len(self.names)) for name in subject.names}
        self.carried.extend(sorted(own))
        self.carriers.extend([number] * len(own))
        names, birth = subject.names, subject.birth
        keys = {*identifier_keys(subject.identifiers), *stored_births(names, birth), *stored_days(names, birth)}
        self.keys.extend(keys)
        self.keyed.extend([number] * len(keys))
