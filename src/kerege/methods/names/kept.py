"""An index of names kept in a folder: arrays opened by memory map, and what they were made with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence, Sized
from hashlib import blake2b
from pathlib import Path
from typing import Final, cast

import numpy as np

from kerege.kernel.saying import N_, SaidError
from kerege.methods.names import compiled as c
from kerege.methods.names import compiled_keys as k
from kerege.methods.names import compiled_room as r
from kerege.methods.names.compiled_sheet import SIZES
from kerege.methods.names.keys import keys_stamp
from kerege.methods.names.packed import SKELETAL, SOUNDS

FORMAT: Final = 4
TOLD: Final = "index.json"
ARRAYS: Final = (
    "phones", "rows", "weights", "key_unique", "key_starts", "key_parts", "part_starts", "part_records",
    "record_starts", "record_parts", "record_weights", "sizes", "alike_digests", "alike_starts",
    "alike_counts", "alike_parts", "alike_near",
)  # fmt: skip


class StaleIndexError(SaidError):
    """A folder that holds no index, or one made by other rules of reading names: build it anew."""


class Strings(Sequence[str]):
    """Many strings in one buffer, so that they can be mapped and cost little memory."""

    def __init__(self, buffer: c.Bytes, starts: c.Longs) -> None:
        """Take the buffer and where each string begins; one more start closes the last."""
        self.buffer, self.starts = buffer, starts
        self._view = memoryview(buffer)  # type: ignore[arg-type]  # numpy promises no buffer before 3.12

    @classmethod
    def of(cls, strings: Sequence[str]) -> Strings:
        """Pack strings."""
        packed = [text.encode("utf-8", "surrogatepass") for text in strings]
        starts = np.zeros(len(packed) + 1, np.int64)
        np.cumsum([len(text) for text in packed], out=starts[1:])
        return cls(np.frombuffer(b"".join(packed), dtype=np.uint8), starts)

    def __len__(self) -> int:
        """Return how many strings there are."""
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # runs of strings are not asked for
        """Return the string of a number."""
        return str(self._view[self.starts[number] : self.starts[number + 1]], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        """Go through the strings."""
        return (self[number] for number in range(len(self)))


def sounds_stamp() -> str:
    """Return a digest of what tells how like two parts sound: what is alike is kept with an index."""
    told = (SOUNDS.table.tobytes(), SOUNDS.costs.tobytes(), *(array.tobytes() for array in SKELETAL))
    return blake2b(b"".join(told) + repr((k.GATHERED, k.STRANGE_START)).encode(), digest_size=8).hexdigest()


def _arrays(known: r.Known) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    found = (*known.parts, *known.keys, *known.records, known.sizes, *known.alike)
    return dict(zip(ARRAYS, found, strict=True))


def save(folder: Path, known: r.Known, texts: dict[str, Strings]) -> None:
    """Write an index to a folder, whole or not at all; an index that stood there is replaced."""
    made = folder.with_name(folder.name + ".part")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for name, found in _arrays(known).items():
        np.save(made / f"{name}.npy", found)
    for name, strings in texts.items():
        np.save(made / f"{name}.npy", strings.buffer)
        np.save(made / f"{name}_starts.npy", strings.starts)
    told = {"format": FORMAT, "keys": keys_stamp(), "sounds": sounds_stamp(), "names": len(known.records.weights)}
    (made / TOLD).write_text(json.dumps(told) + "\n", encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    made.rename(folder)


def _mapped(folder: Path, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    # "c": pages are shared until written to, and nothing writes; the compiled search takes one type of array only.
    path = folder / f"{name}.npy"
    return np.asarray(np.load(path, mmap_mode="c"))


def told_of(folder: Path) -> dict[str, object]:
    """Return what an index was made with. Raises StaleIndexError where it cannot be searched by this version."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StaleIndexError(N_("%(folder)s holds no index of names"), folder=folder) from error
    made = {"format": FORMAT, "keys": keys_stamp(), "sounds": sounds_stamp()}
    if not isinstance(told, dict) or any(told.get(rule) != value for rule, value in made.items()):
        raise StaleIndexError(
            N_("the index in %(folder)s was made by other rules of reading names: build it anew"), folder=folder
        )
    return told


def opened(folder: Path, *texts: str) -> tuple[r.Known, dict[str, Strings]]:
    """Open an index by memory map. Raises StaleIndexError where it is absent, damaged or of another version."""
    told = told_of(folder)
    try:
        arrays = [_mapped(folder, name) for name in ARRAYS]
        strings = {name: Strings(*cast(tuple[c.Bytes, c.Longs], _both(folder, name))) for name in texts}
    except (OSError, ValueError) as error:
        raise StaleIndexError(N_("the index in %(folder)s is damaged: build it anew"), folder=folder) from error
    parts, keys, records = c.Parts(*arrays[:3]), k.Keys(*arrays[3:6]), r.Records(*arrays[6:11])  # type: ignore[arg-type]
    known = r.Known(parts, keys, records, cast(c.Shorts, arrays[11]), k.Alike(*arrays[12:17]))  # type: ignore[arg-type]
    kept: list[Sized] = [known.records.weights, *strings.values()]
    measured = len(known.sizes) == SIZES * len(known.parts.rows)
    alike = len(known.alike.digests) == len(known.alike.starts) == len(known.alike.counts)
    alike = alike and len(known.alike.parts) == len(known.alike.near) == known.alike.counts.sum()
    if not (measured and alike) or any(len(found) != told["names"] for found in kept):
        raise StaleIndexError(N_("the index in %(folder)s is damaged: build it anew"), folder=folder)
    return known, strings


def _both(folder: Path, name: str) -> tuple[object, object]:
    return _mapped(folder, name), _mapped(folder, f"{name}_starts")
