"""Rows with more cells than the heading: the surplus cells get names of their own, so that they can be mended too."""

from collections.abc import Sequence


def named(columns: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A name for every cell: the columns, then `column 17` and so on for cells that stand beyond the heading."""
    taken, made = set(columns), list(columns)
    for at in range(len(columns), len(cells)):
        name = f"column {at + 1}"
        while name in taken:
            name += "+"
        taken.add(name)
        made.append(name)
    return made


def edited(columns: Sequence[str], cells: Sequence[str], given: dict[str, str]) -> list[str]:
    """The cells with what was given by name; those that nobody named keep what they held.

    Cells beyond the heading that were emptied fall away; one that holds something keeps its place.
    """
    names = named(columns, cells)
    held = [*cells, *[""] * (len(names) - len(cells))]
    made = [given.get(name, cell) for name, cell in zip(names, held, strict=True)]
    while len(made) > len(columns) and not made[-1].strip():
        made.pop()
    return made
