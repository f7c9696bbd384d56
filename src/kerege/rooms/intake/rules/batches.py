"""Reading a list in columns in a box: `python -m kerege.rooms.intake.rules.batches PIPE NAME` reads standard input.

For each letter on the pipe it writes one answer: `o` the names of the columns as JSON, `r` the next rows as plain bytes
(`methods.screening.plain`), none of them at the end. What is wrong with the file is an answer too.
"""

import os
import sys
from collections.abc import Generator, Mapping
from typing import Any

import orjson

from kerege.foundation.confining import confine
from kerege.kernel.saying import SaidError
from kerege.rooms.intake.rules.limits import UnreadableFileError
from kerege.rooms.intake.rules.reading import CPU_SECONDS, MEMORY, file_given
from kerege.rooms.intake.rules.sheets import File

MODULE = "kerege.rooms.intake.rules.batches"
OPEN, NEXT = b"o", b"r"
ROWS, TROUBLE = b"r", b"t"
"""How an answer to `r` begins."""
MOST = 8192


def main(words: list[str]) -> int:
    """Load what reading needs, be confined, answer."""
    from kerege.methods.screening import plain, schema
    from kerege.rooms.intake.rules import columns

    columns.load()
    warm(schema, plain)
    asked, file = int(words[0]), file_given(words[1])
    confine(memory=MEMORY, seconds=CPU_SECONDS)
    answers = answered(file)
    while letter := os.read(asked, 1):
        body = answers.send(letter)
        sys.stdout.buffer.write(len(body).to_bytes(4, "big") + body)
        sys.stdout.buffer.flush()
    return 0


def warm(schema: Any, plain: Any) -> None:
    """Do once what will be done, so that nothing is loaded late."""
    import pyarrow as pa

    row = {"id": "a", "names": ["a", None], "places": None, "identifiers": [{"kind": "a", "value": None}, None]}
    for batch in schema.shaped(pa.RecordBatch.from_pylist([row, {}], schema=plain.SCHEMA)).to_batches():
        plain.plain_batch(plain.plain_bytes(batch))


def answered(file: File) -> Generator[bytes, bytes, None]:
    """Takes letters, gives answers: `send` a letter."""
    made = answering(file)
    next(made)
    return made


def answering(file: File) -> Generator[bytes, bytes, None]:
    """The answers, one for each letter that is sent in."""
    from kerege.methods.screening.plain import plain_bytes
    from kerege.methods.screening.schema import shaped
    from kerege.rooms.intake.rules.columns import Columns

    letter = yield b""
    table: Columns | None = None
    rows: Any = None
    while True:
        try:
            table = table or Columns(file)
            if letter == OPEN:
                body = orjson.dumps({"columns": table.names})
            else:
                rows = rows or (each for batch in table.batches(MOST) for each in shaped(batch).to_batches())
                batch = next(rows, None)
                body = ROWS + (plain_bytes(batch) if batch is not None else b"")
        except (UnreadableFileError, SaidError) as problem:
            body = told(problem.message, problem.values, letter)
        letter = yield body


def told(message: str, values: Mapping[str, object], letter: bytes) -> bytes:
    """What is wrong, as an answer to a letter."""
    said = orjson.dumps({"trouble": message, "values": {name: str(value) for name, value in values.items()}})
    return said if letter == OPEN else TROUBLE + said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
