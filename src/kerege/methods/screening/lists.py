"""Lists read from tables of text: each row normalised once, what cannot be read told by row and column."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, parse_date
from kerege.kernel.identifiers import IdentifierError, IdentifierKind, normalise
from kerege.methods.identity import Described
from kerege.methods.screening.files import flushed, ipc_table
from kerege.methods.screening.headings import PARTS_OF_NAME, SEXES, SINGLE, roles_of
from kerege.methods.screening.schema import KIND, LIST_SCHEMA, PLAN_VERSION, described, shaped

BATCH: Final = 8192
NOT_KNOWN: Final = frozenset({"", "-", "?", "n/k", "n/a", "not known", "unknown", "неизвестно", "не известно", "н/д"})
_SEVERAL: Final = re.compile(r"[;|\n]")
_KINDS: Final = frozenset(kind.value for kind in IdentifierKind)

Line = tuple[int, Sequence[str]]
"""A row's number in its file and its cells."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be read: row, column, a code of the reason, the cell; and whether the whole row is left out."""

    row: int
    column: str
    code: str
    value: str
    refused: bool


@dataclass(slots=True)
class _Row:
    """A row being read."""

    number: int
    single: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def remark(self, role: str, code: str, value: str, *, refused: bool = False) -> None:
        self.remarks.append(Remark(self.number, self.columns.get(role, ""), code, value[:80], refused))


@lru_cache(maxsize=100_000)
def _birth(text: str) -> str | None:
    try:
        return parse_date(text).code()
    except DateError:
        return None


@lru_cache(maxsize=2_000)
def _country(text: str) -> str:
    return text.upper() if len(text) == 2 and country_code(text.upper()) else country_code(text) or ""


def _filled(number: int, cells: Sequence[str], columns: Sequence[str], roles: Sequence[str]) -> _Row:
    row = _Row(number)
    for column, role, cell in zip(columns, roles, cells, strict=False):
        text = " ".join(cell.split(" ")).strip()
        if not role or text.casefold() in NOT_KNOWN:
            continue
        row.columns.setdefault(role, column)
        if role in SINGLE:
            row.single.setdefault(role, text)
        elif role in PARTS_OF_NAME:
            row.parts.setdefault(role, text)
        elif role in _KINDS:
            row.numbers += [(role, column, each.strip()) for each in _SEVERAL.split(text) if each.strip()]
        else:
            (row.names if role == "name" else row.places).extend(e.strip() for e in _SEVERAL.split(text) if e.strip())
    if row.parts:
        row.names.insert(0, " ".join(row.parts[part] for part in PARTS_OF_NAME if part in row.parts))
    return row


def _identifiers(row: _Row, country: str) -> list[dict[str, str]]:
    found = {}
    for kind, column, text in row.numbers:
        try:
            value = normalise(IdentifierKind(kind), text, country=country or None).value
        except IdentifierError:
            row.remarks.append(Remark(row.number, column, "identifier", text[:80], False))
        else:
            found[kind, value] = {"kind": kind, "value": value}
    return list(found.values())


def _read(row: _Row) -> dict[str, Any]:
    """Return a row of a list; what cannot be read is remarked, and the row refused where nothing can be compared."""
    birth, sex, nationality = (row.single.get(role, "") for role in ("birth", "sex", "nationality"))
    code = _birth(birth) if birth else ""
    if code is None:
        row.remark("birth", "birth", birth, refused=True)
    known = SEXES.get(sex.casefold(), "")
    if sex and not known:
        row.remark("sex", "sex", sex)
    country = _country(nationality) if nationality else ""
    if nationality and not country:
        row.remark("nationality", "nationality", nationality)
    identifiers = _identifiers(row, country)
    if not row.names and not identifiers:
        row.remark("name", "nothing", "", refused=True)
    return {
        "id": row.single.get("id") or str(row.number), "names": list(dict.fromkeys(row.names)), "birth": code or "",
        "sex": known, "nationality": country, "places": row.places, "identifiers": identifiers,
        "kind": row.single.get("kind", "person"),
    }  # fmt: skip


def read_rows(
    columns: Sequence[str], lines: Iterable[Line], told: Callable[[Remark], None]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as rows of a list; each remark is told before its row. Raises NoListError."""
    roles = roles_of(columns)
    for number, cells in lines:
        row = _filled(number, cells, columns, roles)
        read = _read(row)
        for remark in row.remarks:
            told(remark)
        if not any(remark.refused for remark in row.remarks):
            yield read


@dataclass(frozen=True, slots=True)
class Prepared:
    """A list made ready on disk: its Arrow file, how many rows it has, and how many were refused."""

    path: Path
    rows: int
    refused: int

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield its rows, mapped."""
        reader = pa.ipc.open_file(pa.memory_map(str(self.path)))
        return (reader.get_batch(at) for at in range(reader.num_record_batches))

    def described(self, numbers: Iterable[int]) -> dict[int, Described]:
        """Return the subjects of rows by their numbers, which is much quicker for many together."""
        wanted = sorted(set(numbers))
        rows = ipc_table(self.path).take(pa.array(wanted, pa.int64())).to_pylist()
        return dict(zip(wanted, map(described, rows), strict=True))

    def remove(self) -> None:
        """Remove it from the disk."""
        self.path.unlink(missing_ok=True)
        _card(self.path).unlink(missing_ok=True)


def prepare(
    columns: Sequence[str],
    lines: Iterable[Line],
    out: Path,
    *,
    source: str,
    told: Callable[[Remark], None],
    read: Callable[[], None] = lambda: None,
) -> Prepared:
    """Write a table of text as a list (LIST_SCHEMA), whole or not at all; `source` names what it was made from.

    `read` is called when all is read, before the list counts as made ready: what was told is kept by then, since it
    is not told again. Raises NoListError.
    """
    given = rows = 0

    def counted() -> Iterator[Line]:
        nonlocal given
        for line in lines:
            given += 1
            yield line

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal rows
        for batch in _batches(read_rows(columns, counted(), told)):
            rows += len(batch)
            yield batch

    _written(batches(), out)
    read()
    return _noted(out, source, rows, given - rows)


def prepare_table(batches: Iterable[pa.RecordBatch], out: Path, *, source: str) -> Prepared:
    """Write what has the columns of a list already as a list, whole or not at all. Raises ShapeError."""
    rows = _written((batch for each in batches for batch in shaped(each).to_batches()), out)
    return _noted(out, source, rows, 0)


def prepared_before(out: Path, source: str) -> Prepared | None:
    """Return a list that was made ready from the same source before; None where there is none whole."""
    try:
        card = json.loads(_card(out).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    same = card["source"] == source and card["make"] == PLAN_VERSION and out.exists()
    return Prepared(out, card["rows"], card["refused"]) if same else None


def _card(out: Path) -> Path:
    return out.with_name(out.name + ".json")


def _noted(out: Path, source: str, rows: int, refused: int) -> Prepared:
    with flushed(_card(out)) as stream:
        card = {"source": source, "make": PLAN_VERSION, "rows": rows, "refused": refused}
        stream.write(json.dumps(card).encode())
    return Prepared(out, rows, refused)


def _written(batches: Iterable[pa.RecordBatch], out: Path) -> int:
    rows = 0
    _card(out).unlink(missing_ok=True)
    with flushed(out) as stream, pa.ipc.new_file(stream, LIST_SCHEMA.append(KIND)) as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += len(batch)
    return rows


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[pa.RecordBatch]:
    schema = LIST_SCHEMA.append(KIND)
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            yield pa.RecordBatch.from_pylist(waiting, schema=schema)
            waiting = []
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)
