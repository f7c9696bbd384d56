"""A table of columns (Parquet, Arrow) as a sheet, and in batches; its reader is of the extra “bulk”."""

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kerege.rooms.intake.rules.limits import N_, UnreadableFileError
from kerege.rooms.intake.rules.sheets import File, Row, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 5_000
ARROW = ".arrow"


def load() -> None:
    """Import the reader where it is, with what it imports late."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return
    importlib.import_module("pyarrow.compute")
    held, kept = pa.BufferOutputStream(), pa.BufferOutputStream()
    table = pa.table({"a": [["b"]], "c": [1]})
    parquet.write_table(table, held)
    next(parquet.ParquetFile(pa.BufferReader(held.getvalue())).iter_batches()).to_pylist()
    with pa.ipc.new_file(kept, table.schema) as writer:
        writer.write_table(table)
    pa.ipc.open_file(pa.BufferReader(kept.getvalue())).get_batch(0).validate(full=True)


class Columns:
    """A table of columns: its names, and its rows in batches, each checked in full. Raises UnreadableFileError."""

    def __init__(self, file: File) -> None:
        """Read what the table is."""
        import pyarrow as pa
        from pyarrow import parquet

        self.unreadable = (pa.lib.ArrowException, OSError, ValueError, KeyError)
        try:
            opened: Any = pa.ipc.open_file if file.name.endswith(ARROW) else parquet.ParquetFile
            self.table = opened(file.open())
            self.schema = self.table.schema if file.name.endswith(ARROW) else self.table.schema_arrow
        except self.unreadable as problem:
            raise broken() from problem

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.names)

    def batches(self, most: int) -> "Iterator[pa.RecordBatch]":
        """The rows from the first on, at most so many at once."""
        try:
            for batch in self.read(most):
                batch.validate(full=True)
                for start in range(0, len(batch), most):
                    yield batch.slice(start, most)
        except self.unreadable as problem:
            raise broken() from problem

    def read(self, most: int) -> "Iterator[pa.RecordBatch]":
        """The batches as they are kept."""
        if hasattr(self.table, "iter_batches"):
            yield from self.table.iter_batches(batch_size=most, use_threads=False)
        else:
            yield from (self.table.get_batch(at) for at in range(self.table.num_record_batches))


def columns_sheet(file: File) -> Sheet:
    """Headings and rows; a list in a cell becomes texts with semicolons between. Raises UnreadableFileError."""
    table = Columns(file)

    def rows() -> Iterator[Row]:
        number = 0
        for batch in table.batches(BATCH):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, [cell_text(cell) for cell in row]

    return Sheet(file.name, "columns", table.names, rows)


def broken() -> UnreadableFileError:
    """The refusal of a file that its reader does not read."""
    return UnreadableFileError(N_("The table cannot be read: write it anew as Parquet, or send it as CSV."))


def cell_text(cell: object) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    return "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
