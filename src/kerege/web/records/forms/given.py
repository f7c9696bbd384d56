"""From the flat names of a posted form (`items.0.substance`) to the nested input that the rules read, and back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.http import QueryDict

from kerege.rooms.records.queries import Field, Group, Kind

Row = dict[str, object]
NOT_KNOWN = "not known"
"""What stands for the ticked box beside a field: the answer in words, as every reader of the rules takes it."""
BOX = "not_known"
TERMS = (
    "level",
    "restriction",
    "finding_mode",
    "mode_reason",
    "grading_scheme",
    "grading_source",
    "grading_information",
    "language",
)
TERM_SETS = ("handling", "conditions", "not_to_parties")


@dataclass(frozen=True, slots=True)
class RowChange:
    """A wish to add a row to a group, or to take one out: `add.items`, `drop.subjects.0.identifiers.1`."""

    adds: bool
    path: tuple[str, ...]


def read_given(kind: Kind, posted: QueryDict) -> Row:
    """The nested input of a report from a posted form; empty rows stay where they are, so that paths agree."""
    raw: Row = {"kind": kind.code, **read_values(kind.fields, posted, "")}
    for group in kind.groups:
        raw[group.name] = read_rows(group, posted, "")
    raw.update({name: posted.get(name, "").strip() for name in TERMS})
    raw.update({name: posted.getlist(name) for name in TERM_SETS})
    return raw


def read_values(fields: Sequence[Field], posted: QueryDict, prefix: str) -> Row:
    """The values of fields under a prefix; a ticked "not known" wins over what is written beside it."""
    made: Row = {}
    for field in fields:
        path = prefix + field.name
        unknown = field.may_be_unknown and posted.get(f"{path}.{BOX}")
        made[field.name] = NOT_KNOWN if unknown else posted.get(path, "")
    return made


def read_rows(group: Group, posted: QueryDict, prefix: str) -> list[Row]:
    """The rows of a group in the order of their numbers."""
    start = f"{prefix}{group.name}."
    pattern = re.compile(re.escape(start) + r"(\d{1,4})\.")
    numbers = sorted({int(found[1]) for key in posted if (found := pattern.match(key))})
    rows = []
    for number in numbers[: group.most + 1]:
        row = read_values(group.fields, posted, f"{start}{number}.")
        for inner in group.groups:
            row[inner.name] = read_rows(inner, posted, f"{start}{number}.")
        rows.append(row)
    return rows


def rows_in(row: Mapping[str, object], name: str) -> list[Row]:
    """The rows of a group within a row."""
    found = row.get(name)
    return cast(list[Row], found) if isinstance(found, list) else []


def flattened(row: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every filled value under its flat name, for the hidden fields of the page before saving."""
    for name, value in row.items():
        if isinstance(value, list):
            for at, each in enumerate(value):
                if isinstance(each, dict):
                    yield from flattened(each, f"{prefix}{name}.{at}.")
                else:
                    yield prefix + name, str(each)
        elif (str(value) and name != "kind") or (prefix and str(value)):
            yield prefix + name, str(value)


def row_change(step: str) -> RowChange | None:
    """The wish that a button's value states, or None when it is another step."""
    word, _, path = step.partition(".")
    return RowChange(word == "add", tuple(path.split("."))) if word in {"add", "drop"} and path else None


def changed_rows(raw: Row, change: RowChange) -> str:
    """Add or take out the row; returns the path of the row to go to ("" when there is none)."""
    *before, last = change.path
    rows_path = change.path if change.adds else tuple(before)
    rows = rows_at(raw, rows_path)
    if rows is None:
        return ""
    if change.adds:
        rows.append({})
        return f"{'.'.join(change.path)}.{len(rows) - 1}"
    if last.isdigit() and int(last) < len(rows):
        del rows[int(last)]
        if rows_path == ("subjects",):
            renumber_links(raw, int(last) + 1)
    return f"{'.'.join(rows_path)}.{len(rows) - 1}" if rows else ""


def rows_at(raw: Row, path: tuple[str, ...]) -> list[Row] | None:
    """The list of rows at a path of names and numbers, made where it is missing."""
    place: Row = raw
    for at in range(0, len(path) - 1, 2):
        rows, number = rows_in(place, path[at]), path[at + 1]
        if not number.isdigit() or int(number) >= len(rows):
            return None
        place = rows[int(number)]
    if len(path) % 2 == 0:
        return None
    return cast(list[Row], place.setdefault(path[-1], []))


def renumber_links(raw: Row, gone: int) -> None:
    """After subject number `gone` was taken out, links follow the new numbers; those of the gone one stand empty."""
    for link in rows_in(raw, "links"):
        for end in ("from", "to"):
            number = str(link.get(end) or "")
            if number.isdigit() and int(number) >= gone:
                link[end] = "" if int(number) == gone else str(int(number) - 1)
