"""Tables of the exercise: places, agencies, desks, given names, and the parts of invented surnames."""

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table by its name, each a mapping of heading to text."""
    source = files("kerege.rooms.exercise.rules.tables").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(source.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
