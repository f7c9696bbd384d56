"""JSON lines: one object a line, its nested values as columns named by their path."""

import json
from collections.abc import Iterator
from typing import IO

from kerege.rooms.intake.rules.limits import N_, UnreadableFileError

SUFFIXES = (".jsonl", ".ndjson", ".json")


def read_objects(stream: IO[bytes]) -> Iterator[tuple[int, dict[str, str]]]:
    """Every object with the number of its line; numbers keep the digits in which they were written."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line.decode("utf-8-sig"), parse_float=str, parse_int=str)
        except (ValueError, RecursionError) as problem:
            raise UnreadableFileError(
                N_("Line %(line)s is not one JSON object in UTF-8: %(problem)s."), line=number, problem=problem
            ) from problem
        if not isinstance(found, dict):
            raise UnreadableFileError(N_("Line %(line)s is not a JSON object with names."), line=number)
        flat: dict[str, str] = {}
        flatten("", found, flat)
        yield number, flat


def flatten(path: str, value: object, into: dict[str, str]) -> None:
    """Put a value's texts under their paths: `items.0.substance`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            flatten(f"{path}.{name}" if path else str(name), inner, into)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            flatten(f"{path}.{at}", inner, into)
    elif isinstance(value, bool):
        into[path] = "yes" if value else "no"
    else:
        into[path] = "" if value is None else str(value)
