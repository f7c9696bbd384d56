"""A table of columns (Parquet) as a sheet; its reader is of the extra “bulk”."""

import importlib
from collections.abc import Iterator

from kerege.rooms.intake.rules.limits import N_, UnreadableFileError
from kerege.rooms.intake.rules.sheets import File, Row, Sheet

BATCH = 5_000


def load() -> None:
    """Import the reader where it is, with what it imports late."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return
    importlib.import_module("pyarrow.compute")
    held = pa.BufferOutputStream()
    parquet.write_table(pa.table({"a": [["b"]], "c": [1]}), held)
    next(parquet.ParquetFile(pa.BufferReader(held.getvalue())).iter_batches()).to_pylist()


def columns_sheet(file: File) -> Sheet:
    """Headings and rows; a list in a cell becomes texts with semicolons between. Raises UnreadableFileError."""
    import pyarrow as pa
    from pyarrow import parquet

    unreadable = (pa.lib.ArrowException, OSError, ValueError, KeyError)
    try:
        table = parquet.ParquetFile(file.open())
        names = tuple(table.schema_arrow.names)
    except unreadable as problem:
        raise broken() from problem

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for batch in table.iter_batches(batch_size=BATCH, use_threads=False):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield number, [cell_text(cell) for cell in row]
        except unreadable as problem:
            raise broken() from problem

    return Sheet(file.name, "columns", names, rows)


def broken() -> UnreadableFileError:
    """The refusal of a file that its reader does not read."""
    return UnreadableFileError(N_("The table cannot be read: write it anew as Parquet, or send it as CSV."))


def cell_text(cell: object) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    return "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
