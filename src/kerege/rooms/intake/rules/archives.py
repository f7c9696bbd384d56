"""A zip that holds one table: which file it is, and refusing one that would unpack to too much."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kerege.rooms.intake.rules.limits import MEGABYTE, N_, Limits, UnreadableFileError

Opened = Callable[[], IO[bytes]]
"""Gives a file's bytes from the start."""
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".jsonl", ".ndjson", ".json")
SMALL = 10 * MEGABYTE
"""Below this an unpacked size is harmless whatever the ratio."""


def only_table(opened: Opened, limits: Limits) -> str:
    """The name of the one table in a zip. Raises UnreadableFileError."""
    try:
        with opened() as stream, zipfile.ZipFile(stream) as archive:
            listed = [entry for entry in archive.infolist() if is_table(entry.filename)]
    except (zipfile.BadZipFile, OSError, RuntimeError) as problem:
        raise UnreadableFileError(
            N_("The zip is damaged or of an unknown make: pack it again and send it.")
        ) from problem
    if len(listed) != 1:
        found = ", ".join(entry.filename for entry in listed[:5]) or "none"
        raise UnreadableFileError(
            N_("A zip must hold exactly one table (%(kinds)s); this one holds: %(found)s."),
            kinds=", ".join(TABLES),
            found=found,
        )
    checked_entry(listed[0], limits)
    return listed[0].filename


def is_table(name: str) -> bool:
    """Whether a name in a zip is a table and not a system's shadow file."""
    return name.lower().endswith(TABLES) and not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")


def checked_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse an encrypted entry and one that unpacks to too much."""
    if entry.flag_bits & 1:
        raise UnreadableFileError(N_("The zip is locked with a password: unpack it and send the table itself."))
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > limits.unpacked or (ratio > limits.ratio and entry.file_size > SMALL):
        raise UnreadableFileError(
            N_("The zip would unpack to %(size)s MB (1 to %(ratio)s); at most %(most)s MB are read. None was."),
            size=entry.file_size // MEGABYTE,
            ratio=round(ratio),
            most=limits.unpacked // MEGABYTE,
        )


def checked_workbook(opened: Opened, limits: Limits) -> None:
    """Refuse a workbook (XLSX and ODS are zips) that would unpack to too much."""
    try:
        with opened() as stream, zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, RuntimeError) as problem:
        raise UnreadableFileError(
            N_("The workbook is damaged or not a workbook: open it, save it as XLSX, send it.")
        ) from problem
    whole, packed = sum(each.file_size for each in entries), sum(each.compress_size for each in entries)
    if whole > limits.unpacked or (whole > SMALL and whole / max(packed, 1) > limits.ratio):
        raise UnreadableFileError(
            N_("The workbook would unpack to %(size)s MB; at most %(most)s MB are read. Save it as CSV, or split it."),
            size=whole // MEGABYTE,
            most=limits.unpacked // MEGABYTE,
        )
