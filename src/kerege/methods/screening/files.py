"""Files of a bulk run: Arrow tables written whole or not at all, read by memory map, and their digests."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa

BATCH: Final = 65_536


@contextmanager
def flushed(path: Path) -> Iterator[BinaryIO]:
    """Write a file whole or not at all: beside first, flushed to the disk, then put in place."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_ipc(path: Path, table: pa.Table, *, rows: int = BATCH) -> None:
    """Write a table as an Arrow file, in batches of this many rows."""
    with flushed(path) as stream, pa.ipc.new_file(stream, table.schema) as writer:
        for batch in table.combine_chunks().to_batches(max_chunksize=rows):
            writer.write_batch(batch)


def ipc_table(path: Path) -> pa.Table:
    """Return an Arrow file as a table, mapped into memory; the file itself is closed: any number may be open."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def recut(batches: Iterable[pa.RecordBatch | pa.Table], rows: int) -> Iterator[pa.Table]:
    """Cut a stream of batches into tables of exactly this many rows, the last one shorter; each in one piece."""
    waiting: list[pa.Table] = []
    held = 0
    for batch in batches:
        table = batch if isinstance(batch, pa.Table) else pa.Table.from_batches([batch])
        while held + len(table) >= rows:
            yield pa.concat_tables([*waiting, table.slice(0, rows - held)]).combine_chunks()
            table, waiting, held = table.slice(rows - held), [], 0
        if len(table):
            waiting.append(table)
            held += len(table)
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def packed(table: pa.Table) -> pa.Buffer:
    """Return a table as the bytes of an Arrow stream, its metadata with it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return sink.getvalue()


def unpacked(content: bytes | pa.Buffer) -> pa.Table:
    """Return the table of an Arrow stream."""
    return pa.ipc.open_stream(content).read_all()


def digest_of(table: pa.Table) -> str:
    """Return a digest of the rows of a table."""
    return blake2b(packed(table.replace_schema_metadata(None)), digest_size=16).hexdigest()
