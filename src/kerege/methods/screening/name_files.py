"""The index of names of a bank, kept in files and mapped into memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from kerege.methods.names import compiled_search as search
from kerege.methods.names.compiled import Parts
from kerege.methods.names.packed import PackedNames, _Desk
from kerege.methods.names.scoring import score_of

NEAREST: Final = 16
GROUPS: Final[dict[str, Any]] = {"parts": Parts, "records": search.Records, "keys": search.Keys}


class Names:
    """Names by number, searched by the compiled kernel."""

    def __init__(self, packed: PackedNames) -> None:
        """Keep the packed names."""
        self._packed = packed

    def search(self, name: str) -> list[tuple[int, float]]:
        """Return (number, score) of the nearest names, best first."""
        return [(number, score_of(rank)) for number, rank in self._packed.search(name, NEAREST) if rank > 0.0]


def save_names(names: Sequence[str], folder: Path) -> None:
    """Build the index and write its arrays."""
    packed = PackedNames(names)
    folder.mkdir()
    np.save(folder / "size.npy", np.array([packed.size]))
    for group, shape in GROUPS.items():
        for field, array in zip(shape._fields, getattr(packed, f"_{group}"), strict=True):
            np.save(folder / f"{group}-{field}.npy", array)


def open_names(folder: Path) -> Names:
    """Map the arrays of an index."""
    packed = object.__new__(PackedNames)
    packed.size = int(np.load(folder / "size.npy")[0])
    for group, shape in GROUPS.items():
        arrays = [np.load(folder / f"{group}-{field}.npy", mmap_mode="c") for field in shape._fields]
        setattr(packed, f"_{group}", shape(*(np.asarray(array) for array in arrays)))
    packed._desk = _Desk(len(packed._parts.rows), packed.size)
    return Names(packed)
