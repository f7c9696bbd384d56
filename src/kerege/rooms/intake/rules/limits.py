"""Limits of a file, and the error that says what to do when it cannot be read."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues; a face translates it when it is shown."""
    return text


class UnreadableFileError(ValueError):
    """The file cannot be imported: why, and what to do; nothing of it was kept. Faces translate `message`."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence and what stands in it."""
        self.message = message
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(message % self.values)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may hold."""

    size: int = 500 * MEGABYTE
    unpacked: int = 500 * MEGABYTE
    ratio: int = 200
    rows: int = 2_000_000
    columns: int = 500


MENDED_LIMITS = Limits(size=20 * MEGABYTE, unpacked=100 * MEGABYTE, rows=100_000)
"""The most that a mended file may hold; what is handed out to be mended comes in parts of no more."""


def checked_size(size: int, limits: Limits) -> None:
    """Refuse an empty file and one beyond the limit."""
    if size == 0:
        raise UnreadableFileError(
            N_("The file is empty: choose another, or save it again from the program it came from.")
        )
    if size > limits.size:
        raise UnreadableFileError(
            N_("The file has %(size)s MB; at most %(most)s MB are read. Split it: rows sent twice are recognised."),
            size=size // MEGABYTE,
            most=limits.size // MEGABYTE,
        )
