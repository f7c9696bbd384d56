"""What a terminal would take for a command in place of a text: it is shown by its number and does nothing.

A value that somebody reported may hold signs that move the cursor, colour, answer or write backwards (C0, DEL and C1
controls, marks of direction). Both streams of the command line write them by number, as JSON does.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls but tab and line feed; marks, embeddings and isolates of direction; separators; halves; tags."""


def inert(text: str) -> str:
    """The text with every acting sign as its number, which is valid within a JSON string too."""
    return ACTING.sub(lambda found: numbered(found[0]), text)


def numbered(sign: str) -> str:
    """A sign as JSON writes it by number."""
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


class Inert:
    """A stream of text on which nothing acts."""

    def __init__(self, stream: TextIO) -> None:
        """Write to this stream."""
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        self.stream.write(inert(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's."""
        return getattr(self.stream, name)


@contextmanager
def streams() -> Iterator[None]:
    """Inside, both streams are inert; they stay so behind an error, whose trace holds values too."""
    former = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (each if isinstance(each, Inert) else cast(TextIO, Inert(each)) for each in former)
    yield
    sys.stdout, sys.stderr = former


def act(controls: str) -> None:
    """Send the terminal a command of ours, on standard error."""
    stream: object = sys.stderr
    (stream.stream if isinstance(stream, Inert) else sys.stderr).write(controls)
