"""Opens the files of the vocabulary."""

import csv
import io
from importlib import resources


def rows(table: str) -> list[dict[str, str]]:
    """The rows of `vocabulary/<table>.csv`, by column name."""
    file = resources.files("kerege.rooms.substances.rules") / "vocabulary" / f"{table}.csv"
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
