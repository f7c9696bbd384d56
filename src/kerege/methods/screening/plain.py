"""Rows of a list as plain bytes and back: what a process that is not trusted may hand over.

A batch is a heading in JSON and, for each column, lengths and bytes. Whoever takes it builds the columns himself and
checks all of them: no reader of a file format sees what the other side wrote.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from kerege.methods.screening.schema import KIND, LIST_SCHEMA

SCHEMA: Final = LIST_SCHEMA.append(KIND)
HEAD: Final = 4
LENGTH: Final = np.dtype("<i4")


class NotPlainError(ValueError):
    """These bytes are no rows of a list."""


def plain_bytes(batch: pa.RecordBatch) -> bytes:
    """The bytes of a batch that has the columns of a list, in their order."""
    parts: list[bytes] = []
    for column in batch.columns:
        take_apart(column, parts)
    head = orjson.dumps({"rows": len(batch), "parts": [len(part) for part in parts]})
    return b"".join([len(head).to_bytes(HEAD, "big"), head, *parts])


def take_apart(array: pa.Array, parts: list[bytes]) -> None:
    """Add which values stand, how long each is, and what they hold."""
    parts.append(np.asarray(array.is_valid(), dtype=np.uint8).tobytes())
    if pa.types.is_list(array.type):
        array = pc.if_else(array.is_valid(), array, pa.scalar([], array.type)) if array.null_count else array
        parts.append(np.asarray(pc.list_value_length(array), dtype=LENGTH).tobytes())
        take_apart(array.flatten(), parts)
        return
    if pa.types.is_struct(array.type):
        for each in array.flatten():
            take_apart(each, parts)
        return
    filled = pc.fill_null(array, "")
    lengths = np.asarray(pc.binary_length(filled), dtype=LENGTH)
    parts.append(lengths.tobytes())
    start = np.frombuffer(filled.buffers()[1], LENGTH)[filled.offset] if len(filled) else 0
    parts.append(filled.buffers()[2][start : start + int(lengths.sum())].to_pybytes() if lengths.sum() else b"")


class Parts:
    """The parts of a batch, each of the length that its heading said."""

    def __init__(self, content: bytes) -> None:
        """Read the heading. Raises NotPlainError."""
        size = int.from_bytes(content[:HEAD], "big")
        try:
            head = orjson.loads(content[HEAD : HEAD + size])
            self.rows, lengths = head["rows"], head["parts"]
        except (ValueError, KeyError, TypeError) as problem:
            raise NotPlainError from problem
        known = type(self.rows) is int and self.rows >= 0 and isinstance(lengths, list)
        if not known or not all(type(each) is int and each >= 0 for each in lengths):
            raise NotPlainError
        if HEAD + size + sum(lengths) != len(content):
            raise NotPlainError
        self.content, self.lengths, self.at = content, iter(lengths), HEAD + size

    def next(self) -> memoryview:
        """The next part. Raises NotPlainError."""
        size = next(self.lengths, None)
        if size is None:
            raise NotPlainError
        self.at += size
        return memoryview(self.content)[self.at - size : self.at]

    def valid(self, count: int) -> tuple[pa.Buffer, int]:
        """Which of so many values stand, as bits, and how many do not."""
        found = np.frombuffer(self.next(), np.uint8)
        if len(found) != count or (found.size and int(found.max()) > 1):
            raise NotPlainError
        return pa.py_buffer(np.packbits(found, bitorder="little").tobytes()), count - int(found.sum())

    def offsets(self, count: int) -> tuple[pa.Buffer, int]:
        """Where each of so many values begins, and where the last ends."""
        part = self.next()
        if len(part) != count * LENGTH.itemsize:
            raise NotPlainError
        lengths = np.frombuffer(part, LENGTH).astype(np.int64)
        if lengths.size and int(lengths.min()) < 0:
            raise NotPlainError
        ends = np.concatenate([[0], np.cumsum(lengths)])
        if int(ends[-1]) > np.iinfo(np.int32).max:
            raise NotPlainError
        return pa.py_buffer(ends.astype(np.int32).tobytes()), int(ends[-1])


def plain_batch(content: bytes) -> pa.RecordBatch:
    """The batch that plain bytes are, every column checked in full. Raises NotPlainError."""
    parts = Parts(content)
    columns = [put_together(parts, field.type, parts.rows) for field in SCHEMA]
    if next(parts.lengths, None) is not None:
        raise NotPlainError
    batch = pa.RecordBatch.from_arrays(columns, schema=SCHEMA)
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid as problem:
        raise NotPlainError from problem
    return batch


def put_together(parts: Parts, type_: pa.DataType, count: int) -> pa.Array:
    """One column of so many values."""
    valid, nulls = parts.valid(count)
    if pa.types.is_struct(type_):
        children = [put_together(parts, type_.field(at).type, count) for at in range(type_.num_fields)]
        return pa.Array.from_buffers(type_, count, [valid], nulls, children=children)
    offsets, end = parts.offsets(count)
    if not pa.types.is_list(type_):
        held = parts.next()
        if len(held) != end:
            raise NotPlainError
        made: Any = pa.StringArray.from_buffers(count, offsets, pa.py_buffer(bytes(held)), valid, nulls)
        return made
    inner = put_together(parts, type_.value_type, end)
    return pa.Array.from_buffers(type_, count, [valid, offsets], nulls, children=[inner])
