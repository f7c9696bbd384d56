"""The index of names of a bank, kept in files and mapped into memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kerege.methods.names.compiled import Longs
from kerege.methods.names.kept import opened, save
from kerege.methods.names.packed import PackedNames

NEAREST: Final = 16


class Names:
    """Names by number, searched by the compiled kernel."""

    def __init__(self, packed: PackedNames) -> None:
        """Keep the packed names; `known` are their arrays."""
        self._packed, self.known = packed, packed.known

    def nearest(self, names: Sequence[str]) -> tuple[Longs, Longs]:
        """Return places of names in the list asked and the numbers of the nearest names: one call of the kernel."""
        return self._packed.nearest(names, NEAREST)


def save_names(names: Sequence[str], folder: Path) -> None:
    """Build the index and write its arrays."""
    save(folder, PackedNames(names).known, {})


def open_names(folder: Path) -> Names:
    """Map the arrays of an index. Raises StaleIndexError where it is damaged or made by other rules."""
    return Names(PackedNames((), known=opened(folder)[0]))
