"""Which rows of a list are compared with which entries: by the bulk engine, or by a bank in memory for short lists."""

import importlib
import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, Protocol
from uuid import UUID

from kerege.rooms.crosscheck.queries import Asked, Candidate, ListBank, Question
from kerege.rooms.screening.actions import banks, keeping
from kerege.rooms.screening.rules.lists import ListRow, date_of

BANKS = ((True, "shown"), (False, "silent"))
NOTED_SECONDS = 2.0
DIGITS = 12
"""A row's number as the engine knows it: the order of its pairs, by signs, is then that of the list."""
BULK_ROWS = 10_000
"""From this length on the bulk engine is worth its start."""
Pieces = Callable[[], Iterator[list[ListRow]]]
Pairs = Mapping[int, Sequence[UUID]]


class Pairing(Protocol):
    """Gives the entries to compare each row of a piece with; rows without any are left out."""

    def of(self, at: int, piece: Sequence[ListRow]) -> Pairs:
        """The pairs of the piece at this place."""
        ...


def question_of(row: ListRow) -> Question:
    """A row of the list as a question."""
    return Question(
        names=row.names,
        identifiers=tuple(Asked(kind, value) for kind, value in row.identifiers),
        birth=date_of(row.birth),
        country=row.nationality,
        sex=row.sex,
        places=row.places,
    )


def pairing(folder: Path, bank: ListBank, pieces: Pieces, *, total: int, progress: Callable[[int], None]) -> Pairing:
    """Pair a list with a bank: a long one in bulk where the packages of the extra “bulk” are, else in memory.

    Both keep what they did in the folder, so that a killed run goes on there.
    """
    if total < BULK_ROWS:
        return InMemory(folder, bank)
    try:
        engine = importlib.import_module("kerege.methods.screening")
    except ImportError:
        return InMemory(folder, bank)
    return InBulk(folder, bank, pieces, engine, total=total, progress=progress)


class InMemory:
    """Pairs found by the keys of the search; the pairs of each piece are kept in a file."""

    def __init__(self, folder: Path, bank: ListBank) -> None:
        """Keep where and with what."""
        self.folder, self.bank = folder, bank

    def of(self, at: int, piece: Sequence[ListRow]) -> Pairs:
        """The pairs of a piece, from its file where it was paired before."""
        path = self.folder / f"{keeping.PAIRS}-{at:05d}"
        if not path.exists():
            found = {row.number: [str(e.entry) for e in self.bank.candidates(question_of(row))] for row in piece}
            keeping.write_private(path, json.dumps({n: entries for n, entries in found.items() if entries}).encode())
        kept: dict[str, list[str]] = json.loads(path.read_bytes())
        return {int(number): [UUID(each) for each in entries] for number, entries in kept.items()}


class InBulk:
    """Pairs found by the bulk engine on all cores; what may be found and what is silent are banks apart.

    They lie in the machine's memory while the engine works (`banks`), and are overwritten then.
    In one bank a silent entry could take the place of one that may be found, and its absence would tell.
    """

    def __init__(
        self, folder: Path, bank: ListBank, pieces: Pieces, engine: Any, *, total: int, progress: Callable[[int], None]
    ) -> None:
        """Screen the list against both banks, or take over what was screened before."""
        self.folder, self.pieces, self.engine, self.total = folder, pieces, engine, total
        self.found: list[OnDisk] = []
        for place, (shown, name) in enumerate(BANKS):
            entries = [each for each in bank.entries if (each.mode > 1) is shown]
            if entries:
                out = self.folder / f"{keeping.PAIRS}-in-order-{name}.arrow"
                self.screen(entries, name, out, Noting(progress, total * place // len(BANKS), len(BANKS)))
                self.found.append(OnDisk(out))

    def screen(self, entries: Sequence[Candidate], name: str, out: Path, noting: "Noting") -> None:
        """One bank: built once, screened piece by piece in files of their own, unless its pairs are there."""
        import pyarrow as pa

        if not out.exists():
            table = pa.Table.from_pylist([entry_row(each) for each in entries], schema=self.schema())
            with banks.place(self.folder, table.nbytes) as place:
                bank = self.engine.build_bank(table, place / name)
                self.engine.screen(self.batches(), bank, out=out, progress=noting, total=self.total)

    def schema(self) -> Any:
        """The engine's schema of a list, with the kind of subject."""
        import pyarrow as pa

        return self.engine.LIST_SCHEMA.append(pa.field("kind", pa.string()))

    def batches(self) -> Iterator[Any]:
        """The list as the engine takes it; a row's id is its number, so that nothing of it stands in the pairs."""
        import pyarrow as pa

        for piece in self.pieces():
            yield pa.RecordBatch.from_pylist([list_row(each) for each in piece], schema=self.schema())

    def of(self, at: int, piece: Sequence[ListRow]) -> Pairs:
        """The pairs of a piece."""
        pairs: dict[int, list[UUID]] = {}
        for file in self.found:
            for number, entry in file.between(piece[0].number, piece[-1].number):
                pairs.setdefault(number, []).append(entry)
        return pairs


class OnDisk:
    """A file of pairs in the order of the list's rows: eight bytes a pair in memory, the rest where it lies."""

    def __init__(self, path: Path) -> None:
        """Map the file, and read the numbers of its rows."""
        import pyarrow as pa

        table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        self.rows = array("q", (int(each) for piece in table["list_id"].iterchunks() for each in piece.to_pylist()))
        self.entries = table["bank_id"]

    def between(self, first: int, last: int) -> Iterator[tuple[int, UUID]]:
        """The pairs of the rows from the first to the last number, both among them."""
        start, end = bisect_left(self.rows, first), bisect_right(self.rows, last)
        entries = self.entries.slice(start, end - start).to_pylist()
        return zip(self.rows[start:end], map(UUID, entries), strict=True)


class Noting:
    """Tells how many rows are done, at most every other second; two banks are two halves of the way."""

    def __init__(self, progress: Callable[[int], None], first: int, shares: int) -> None:
        """Keep where this bank's share begins."""
        self.progress, self.first, self.shares, self.last = progress, first, shares, 0.0

    def __call__(self, told: Any) -> None:
        """Called by the engine with its progress."""
        if monotonic() - self.last > NOTED_SECONDS:
            self.last = monotonic()
            self.progress(self.first + int(told.rows) // self.shares)


def list_row(row: ListRow) -> dict[str, object]:
    """A row of the list as the engine takes it."""
    return {
        "id": f"{row.number:0{DIGITS}}",
        "kind": "person",
        "names": list(row.names),
        "birth": row.birth,
        "sex": row.sex,
        "nationality": row.nationality,
        "places": list(row.places),
        "identifiers": [{"kind": kind, "value": value} for kind, value in row.identifiers],
    }


def entry_row(entry: Candidate) -> dict[str, object]:
    """An entry of the bank as the engine takes it."""
    return {
        "id": str(entry.entry),
        "kind": entry.kind,
        "names": list(entry.names),
        "birth": entry.birth,
        "sex": entry.sex,
        "nationality": entry.country,
        "places": list(entry.places),
        "identifiers": [{"kind": kind, "value": value} for kind, value in entry.identifiers],
    }
