"""Reading a table in a box: `python -m kerege.rooms.intake.rules.reading PIPE WISHES` reads the file on standard input.

For each letter on the pipe it writes one answer: `o` what the table is, `r` its first rows, `n` the next ones. What is
wrong with the file is an answer too. It holds a file open and nothing else, so that a parser that is taken over has
the rows that it was given and no way out but these answers.
"""

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any
from zoneinfo import ZoneInfo

import orjson

from kerege.foundation.confining import confine
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError
from kerege.rooms.intake.rules.sheets import File, Row, Sheet, read_sheet

MODULE = "kerege.rooms.intake.rules.reading"
OPEN, FIRST, NEXT = b"o", b"r", b"n"
MEMORY, CPU_SECONDS = 4 * 1024**3, 4 * 3600
ROWS, LETTERS = 1_000, 1_000_000
"""The most of one answer: so many rows, and no further row after so many letters."""
COLUMNS = (".parquet", ".arrow")
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866", "cp1252", "cp437")
ZONES = ("UTC", "Asia/Almaty", "Asia/Bishkek", "Asia/Dushanbe", "Asia/Tashkent", "Asia/Ashgabat", "Europe/Moscow")


class Given(io.RawIOBase):
    """The open file from its start, at a place of its own."""

    def __init__(self, file: int, size: int) -> None:
        """Begin at the start."""
        super().__init__()
        self.file, self.size, self.at = file, size, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where it stands."""
        return self.at

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self.at = max(0, place + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence])
        return self.at

    def readinto(self, into: Any) -> int:
        """Read what comes next."""
        found = os.pread(self.file, len(into), self.at)
        into[: len(found)] = found
        self.at += len(found)
        return len(found)


def main(words: list[str]) -> int:
    """Load what reading needs, be confined, answer."""
    asked, wishes = int(words[0]), orjson.loads(words[1])
    load(wishes)
    answers = answered(file_given(wishes["name"]), wishes)
    confine(memory=MEMORY, seconds=CPU_SECONDS)
    while letter := os.read(asked, 1):
        sys.stdout.buffer.write(framed(answers(letter)))
        sys.stdout.buffer.flush()
    return 0


def load(wishes: dict[str, Any]) -> None:
    """Import whatever is imported late: from the confinement on nothing can be."""
    for name in (*CODECS, wishes["encoding"] or "utf-8"):
        codecs.lookup(name)
    wishes["zones"] = [ZoneInfo(name) for name in ZONES]
    if wishes["columns"] and wishes["name"].endswith(COLUMNS):
        from kerege.rooms.intake.rules import columns

        columns.load()


def file_given(name: str) -> File:
    """Standard input as a file."""
    size = os.fstat(0).st_size

    def opened() -> IO[bytes]:
        return io.BufferedReader(Given(0, size), 1 << 16)

    return File(name, size, opened)


def answered(file: File, wishes: dict[str, Any]) -> Callable[[bytes], dict[str, object]]:
    """Gives the answer to a letter; what cannot be read is told in the words of the import."""
    held: dict[str, Any] = {}

    def answer(letter: bytes) -> dict[str, object]:
        sheet = held["sheet"] = held.get("sheet") or sheet_of(file, wishes)
        if letter == OPEN:
            return head_of(sheet)
        rows: Iterator[dict[str, object]] = held["rows"] if letter == NEXT else pieces(sheet.rows())
        held["rows"] = rows
        return next(rows)

    def said(letter: bytes) -> dict[str, object]:
        try:
            return answer(letter)
        except UnreadableFileError as problem:
            return {"trouble": problem.message, "values": problem.values}
        except ImportError as problem:
            return {"missing": problem.name or ""}

    return said


def sheet_of(file: File, wishes: dict[str, Any]) -> Sheet:
    """The table. Raises UnreadableFileError, and ImportError for tables of columns without their reader."""
    if wishes["columns"] and file.name.endswith(COLUMNS):
        from kerege.rooms.intake.rules.columns import columns_sheet

        return columns_sheet(file)
    return read_sheet(file, limits=Limits(**wishes["limits"]), known=wishes["known"], encoding=wishes["encoding"])


def head_of(sheet: Sheet) -> dict[str, object]:
    """What the table is."""
    return {
        "name": sheet.name,
        "shape": sheet.shape,
        "columns": sheet.columns,
        "encoding": sheet.encoding,
        "separator": sheet.separator,
    }


def pieces(rows: Iterator[Row]) -> Iterator[dict[str, object]]:
    """Rows in pieces; the last is marked and may be empty."""
    piece: list[Row] = []
    letters = 0
    for number, cells in rows:
        piece.append((number, cells))
        letters += sum(map(len, cells))
        if len(piece) == ROWS or letters > LETTERS:
            yield {"rows": piece, "last": False}
            piece, letters = [], 0
    yield {"rows": piece, "last": True}


def framed(answer: dict[str, object]) -> bytes:
    """An answer with its length; halves of letters, which are no text, become the sign for that."""
    try:
        body = orjson.dumps(answer)
    except TypeError:
        body = orjson.dumps(whole(answer))
    return len(body).to_bytes(4, "big") + body


def whole(value: Any) -> Any:
    """The same without halves of letters."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {whole(name): whole(inner) for name, inner in value.items()}
    return [whole(each) for each in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
