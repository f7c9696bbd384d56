"""Opening a file as a sheet: columns and numbered rows of texts, whatever it was saved as; readable more than once."""

import csv
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from kerege.rooms.intake.rules import archives, lines, workbooks
from kerege.rooms.intake.rules.decoding import SAMPLE, detected_encoding, detected_separator
from kerege.rooms.intake.rules.limits import N_, Limits, UnreadableFileError, checked_size

Row = tuple[int, list[str]]
"""The row's number in the file, counted as spreadsheets count, and its cells."""
HEAD_ROWS = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """An open table: what it is, its columns, and its rows as often as they are asked for."""

    name: str
    shape: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    encoding: str = ""
    separator: str = ""

    def first(self, count: int) -> list[Row]:
        """The first rows, for a preview."""
        return list(islice(self.rows(), count))


PACKED = frozenset({".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar"})
"""Makes of packing that are not opened; a zip is."""


@dataclass(frozen=True, slots=True)
class File:
    """A file by its name and size; it gives its bytes from the start as often as it is asked."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def file_at(path: Path) -> File:
    """The file under a path. Raises UnreadableFileError."""
    try:
        return File(path.name, path.stat().st_size, lambda: path.open("rb"))
    except OSError as problem:
        raise UnreadableFileError(N_("There is no file “%(path)s” that can be read."), path=path) from problem


def open_sheet(path: Path, *, limits: Limits | None = None, known: Sequence[str] = (), encoding: str = "") -> Sheet:
    """Open the file under a path in this process, as no stranger's file may be. Raises UnreadableFileError."""
    return read_sheet(file_at(path), limits=limits, known=known, encoding=encoding)


def read_sheet(file: File, *, limits: Limits | None = None, known: Sequence[str] = (), encoding: str = "") -> Sheet:
    """Read a CSV, XLSX, ODS or JSON-lines file, or a zip of one.

    `known` are headings by which the heading row is found below a title. Raises UnreadableFileError.
    """
    held = limits or Limits()
    checked_size(file.size, held)
    suffix, inner = Path(file.name).suffix.lower(), ""
    if suffix == ".zip":
        inner = archives.only_table(file.open, held)
        suffix = Path(inner).suffix.lower()
    if suffix in PACKED:
        raise UnreadableFileError(
            N_("A file packed as %(kind)s is not read: unpack it and send the table."), kind=suffix
        )
    if suffix in workbooks.SUFFIXES:
        return workbook_sheet(file, inner, held, known)
    if suffix in lines.SUFFIXES:
        return lines_sheet(file, inner, held)
    return text_sheet(file, inner, held, known, encoding)


@contextmanager
def opened(file: File, inner: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of the one table in a zip."""
    if not inner:
        with file.open() as plain:
            yield plain
        return
    try:
        with file.open() as whole, zipfile.ZipFile(whole) as archive, archive.open(inner) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError, zlib.error, lzma.LZMAError, RuntimeError, OSError) as problem:
        raise UnreadableFileError(
            N_("The zip is damaged or of an unknown make: pack it again and send it.")
        ) from problem


def text_sheet(file: File, inner: str, limits: Limits, known: Sequence[str], encoding: str) -> Sheet:
    """A sheet of separated text."""
    with opened(file, inner) as stream:
        sample = stream.read(SAMPLE)
    found = encoding or detected_encoding(sample, whole=len(sample) < SAMPLE)
    separator = detected_separator(sample.decode(found, "replace").splitlines()[:60])
    csv.field_size_limit(10_000_000)

    def cells() -> Iterator[Row]:
        with opened(file, inner) as stream:
            text = io.TextIOWrapper(stream, encoding=found, newline="")
            try:
                yield from enumerate(csv.reader(text, delimiter=separator), start=1)
            except UnicodeDecodeError as problem:
                raise UnreadableFileError(
                    N_(
                        "The file is not %(encoding)s all through (byte %(at)s): save it as UTF-8 or name its encoding."
                    ),
                    encoding=found,
                    at=problem.start,
                ) from problem
            except csv.Error as problem:
                raise UnreadableFileError(
                    N_("The file is not a readable CSV: %(problem)s."), problem=problem
                ) from problem

    return headed(Path(inner or file.name).name, "csv", cells, limits, known, encoding=found, separator=separator)


def workbook_sheet(file: File, inner: str, limits: Limits, known: Sequence[str]) -> Sheet:
    """The first sheet of a workbook that holds anything; formula cells give their values."""
    with opened(file, inner) as stream:
        content = stream.read()
    archives.checked_workbook(lambda: io.BytesIO(content), limits)
    held = workbooks.read(content)

    def cells() -> Iterator[Row]:
        return ((at, [workbooks.text_of(cell) for cell in row]) for at, row in held())

    return headed(Path(inner or file.name).name, "workbook", cells, limits, known)


def lines_sheet(file: File, inner: str, limits: Limits) -> Sheet:
    """A sheet of JSON lines: its columns are the names found in any line."""

    def objects() -> Iterator[tuple[int, dict[str, str]]]:
        with opened(file, inner) as stream:
            yield from lines.read_objects(stream)

    columns: dict[str, None] = {}
    for number, (_, found) in enumerate(objects()):
        columns.update(dict.fromkeys(found))
        checked_extent(number + 1, len(columns), limits)
    if not columns:
        raise UnreadableFileError(N_("The file holds no rows: there is nothing to import."))
    names = tuple(columns)

    def cells() -> Iterator[Row]:
        return ((at, [found.get(name, "") for name in names]) for at, found in objects())

    return Sheet(Path(inner or file.name).name, "lines", names, cells)


def headed(
    name: str,
    shape: str,
    cells: Callable[[], Iterator[Row]],
    limits: Limits,
    known: Sequence[str],
    *,
    encoding: str = "",
    separator: str = "",
) -> Sheet:
    """A sheet whose columns stand in its heading row: the one among the first with most known headings."""
    top = [(at, row) for at, row in islice(cells(), HEAD_ROWS) if filled(row)]
    if not top:
        raise UnreadableFileError(N_("The file holds no rows: there is nothing to import."))
    wanted = frozenset(known)
    scored = [(sum(folded(cell) in wanted for cell in row), -place) for place, (_, row) in enumerate(top)]
    place = -max(scored)[1] if max(scored)[0] >= 2 else 0
    at, heading = top[place]
    columns = unique_names(heading)
    checked_extent(0, len(columns), limits)

    def rows() -> Iterator[Row]:
        width, count = len(columns), 0
        for number, row in cells():
            if number <= at or not filled(row):
                continue
            count += 1
            if count > limits.rows:
                checked_extent(count, width, limits)
            yield number, row if len(row) >= width else row + [""] * (width - len(row))

    return Sheet(name, shape, columns, rows, encoding, separator)


def checked_extent(rows: int, columns: int, limits: Limits) -> None:
    """Refuse more rows or columns than the limits."""
    if rows > limits.rows:
        raise UnreadableFileError(
            N_("The file has more than %(most)s rows: split it; rows sent twice are recognised."), most=limits.rows
        )
    if columns > limits.columns:
        raise UnreadableFileError(
            N_("The heading has %(found)s columns; at most %(most)s are read. Is the separator right?"),
            found=columns,
            most=limits.columns,
        )


def filled(row: Sequence[str]) -> bool:
    """Whether any cell of a row holds anything."""
    return any(cell and not cell.isspace() for cell in row)


def folded(heading: str) -> str:
    """A heading as it is compared: without case, signs and doubled spaces."""
    plain = heading.casefold().replace("ё", "е").replace("_", " ")
    return " ".join("".join(c if c.isalnum() or c in ".№%" else " " for c in plain).split()).strip(". ")


def unique_names(heading: Sequence[str]) -> tuple[str, ...]:
    """The column names; an empty one is numbered, a repeated one too, so that each names one column."""
    made: list[str] = []
    last = max((at for at, cell in enumerate(heading) if cell.strip()), default=0)
    for at, cell in enumerate(heading[: last + 1]):
        name = " ".join(cell.split()) or f"column {at + 1}"
        count = sum(1 for each in made if each == name or each.startswith(f"{name} ("))
        made.append(f"{name} ({count + 1})" if count else name)
    return tuple(made)
