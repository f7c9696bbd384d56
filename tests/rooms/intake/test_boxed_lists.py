"""Lists in columns: a box reads them, and what it hands over is checked without a reader of any format."""

import ast
import contextlib
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kerege
from kerege.methods.screening.plain import SCHEMA, NotPlainError, plain_batch, plain_bytes
from kerege.rooms.intake.queries import BoxedList, UnreadableFileError

SOURCE = Path(kerege.__file__).parent
READERS = {"ParquetFile", "open_file", "open_stream", "memory_map", "read_table", "read_record_batch", "read_csv"}
MAY_READ = {
    "rooms/intake/rules/columns.py": "in a box",
    "cli/screening_files.py": "the pairs that a run of ours has written",
    "rooms/screening/actions/pairing.py": "the pairs that a run of ours has written",
    "methods/screening": "lists, banks and pieces that a run of ours has written",
}
"""Where readers of columns are called: no stranger's file is opened by one outside of a box."""
text = st.one_of(st.none(), st.text(max_size=5))
pair = st.one_of(st.none(), st.fixed_dictionaries({"kind": text, "value": text}))
row = st.fixed_dictionaries(
    {
        **dict.fromkeys(("id", "birth", "sex", "nationality", "kind"), text),
        **dict.fromkeys(("names", "places"), st.one_of(st.none(), st.lists(text, max_size=3))),
        "identifiers": st.one_of(st.none(), st.lists(pair, max_size=3)),
    }
)


def batch_of(rows: list[dict[str, Any]]) -> Any:
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


@given(st.lists(row, max_size=6), st.integers(0, 3), st.integers(0, 6))
def test_a_batch_comes_back_as_it_was_also_a_part_of_one(rows: list[dict[str, Any]], start: int, length: int) -> None:
    batch = batch_of(rows).slice(start, length)
    assert plain_batch(plain_bytes(batch)).to_pylist() == batch.to_pylist()


@settings(max_examples=300)
@given(st.lists(row, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_bytes_of_a_box_that_was_taken_over_are_rows_or_refused(
    rows: list[dict[str, Any]], dice: random.Random
) -> None:
    """Bits turned, cut, doubled, anywhere: what is taken is whole, and nothing is read beyond its end."""
    content = bytearray(plain_bytes(batch_of(rows)))
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(content))
        deed = dice.randrange(4)
        if deed == 0:
            content[at] ^= 1 << dice.randrange(8)
        elif deed == 1:
            del content[at : at + dice.randrange(5)]
        elif deed == 2:
            content[at:at] = content[: dice.randrange(9)]
        else:
            content[at : at + 4] = dice.randbytes(4)
        if not content:
            content = bytearray(b"\0")
    try:
        taken = plain_batch(bytes(content))
    except NotPlainError:
        return
    taken.validate(full=True)
    assert len(repr(taken.to_pylist())) < 20 * len(content) + 10_000


ROWS = [
    {"id": f"R{at}", "names": [f"УЧЕБНЫЙ {at}"], "birth": "1980", "identifiers": [{"kind": "phone", "value": str(at)}]}
    for at in range(20_000)
]


@pytest.mark.parametrize("shape", ["arrow", "parquet"])
def test_a_list_is_read_in_a_box_row_by_row(tmp_path: Path, shape: str) -> None:
    path = tmp_path / f"list.{shape}"
    table = pa.Table.from_pylist(ROWS, schema=SCHEMA)
    if shape == "arrow":
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    else:
        pq.write_table(table, path)
    boxed = BoxedList(path)
    assert set(SCHEMA.names) <= set(boxed.columns)
    found = [each["id"] for batch in boxed.batches() for each in batch.to_pylist()]
    assert found == [each["id"] for each in ROWS]


@pytest.mark.parametrize("shape", ["arrow", "parquet"])
@pytest.mark.parametrize("at", [0, 40, 300, -40, -4])
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, shape: str, at: int) -> None:
    path = tmp_path / f"list.{shape}"
    table = pa.Table.from_pylist(ROWS[:100], schema=SCHEMA)
    if shape == "arrow":
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    else:
        pq.write_table(table, path)
    content = bytearray(path.read_bytes())
    content[at : at + 30 if at >= 0 else None] = b"\xff" * len(content[at : at + 30 if at >= 0 else None])
    path.write_bytes(content)
    rows = 0
    with contextlib.suppress(UnreadableFileError):
        rows = sum(len(batch) for batch in BoxedList(path).batches())
    assert rows in {0, 100}, "refused, or what lies there is not used"


def test_no_reader_of_columns_is_called_outside_of_a_box() -> None:
    """A new place that opens a table fails here until its author says why it may."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Attribute) and call.attr in READERS and isinstance(call.ctx, ast.Load):
                found.add(str(path.relative_to(SOURCE)))
    known = {each for each in found if any(each.startswith(place) for place in MAY_READ)}
    assert found == known
    assert all(any(each.startswith(place) for each in found) for place in MAY_READ)
