"""Keys under which a name is found: consonant skeletons with alternatives, one letter left out, and pairs of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import Final

from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.rarity import weight

MOST_SKELETONS: Final = 6
SHORT: Final = 2

# Consonant classes of the phone symbols; the first is the usual one, "" may be left out.
_CLASS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys("bpب北", ("B",)),
    **dict.fromkeys("fvwVвфف弗瓦ў", ("F",)),
    **dict.fromkeys("mم", ("M",)),
    **dict.fromkeys("nNن恩", ("N",)),
    **dict.fromkeys("dtDTتطد特德", ("T",)),
    **dict.fromkeys("szc32سز兹斯", ("S",)),
    **dict.fromkeys("SZJC6жشچ扎沙", ("J",)),
    **dict.fromkeys("kqGQقك克", ("K",)),
    **dict.fromkeys("lLل", ("L",)),
    **dict.fromkeys("rر", ("R",)),
    "拉": ("R", "L"), "尔": ("R", "L", ""), "Ł": ("L",), "Ř": ("R",), "日": ("R", "J"),
    "K": ("K", "S", "J"), "6": ("J", "K"), "9": ("K", "J"), "g": ("K",), "4": ("K", ""), "7": ("", "K"), "5": ("J", ""),
    "8": ("T", "S"), "X": ("KS", "K", "J"), "ξ": ("KS",), "г": ("K", ""), "х": ("K", ""), "x": ("K", ""), "و": ("", "F"),
    "خ": ("K", ""), "غ": ("K",), "ج": ("J", "K"), "ث": ("S", "T"), "ذ": ("S", "T"), "ض": ("T", "S"), "ظ": ("S", "T"),
    "ژ": ("J",), "ښ": ("J", "K"), "ږ": ("J", "K"), "ځ": ("J", "S"), "څ": ("S",), "格": ("K",), "赫": ("", "K"),
    "吉": ("J", "K"), "奇": ("J", "K"), "西": ("J", "S"),
}  # fmt: skip
_MARK: Final[dict[str, str]] = {**dict.fromkeys("hHхxхحخه赫", "h"), **dict.fromkeys("yYjی5", "y")}


@lru_cache(maxsize=200_000)
def skeletons(heard: str) -> tuple[str, ...]:
    """Return the consonant skeletons of a string of phones, the usual one first."""
    found = [""]
    for symbol in heard:
        classes = _CLASS.get(symbol)
        if classes is None:
            continue
        usual = [_grown(s, classes[0]) for s in found]
        if len(found) * len(classes) <= MOST_SKELETONS:
            usual += [_grown(s, c) for c in classes[1:] for s in found]
        found = usual
    start = "" if heard[:1] in _CLASS and heard[:1] not in _MARK else "a"
    return tuple(dict.fromkeys(s if len(s) > SHORT else start + s for s in found))


def _grown(skeleton: str, piece: str) -> str:
    return skeleton if skeleton.endswith(piece) else skeleton + piece


def _shorter(skeleton: str) -> Iterable[str]:
    if len(skeleton) > SHORT and not skeleton.startswith("a"):
        for index in range(len(skeleton)):
            yield skeleton[:index] + skeleton[index + 1 :]


@lru_cache(maxsize=200_000)
def _part_keys(part: Part) -> frozenset[str]:
    full: set[str] = set()
    for heard in (part.phones, part.other):
        if heard:
            full.update(skeletons(heard))
    if part.stem and part.ending:
        full.update(skeletons(part.stem)[:2])
    return frozenset(full | {short for skeleton in full for short in _shorter(skeleton)})


def _named(name: str) -> list[Part]:
    parts = [part for part in parse(name) if part.kind is not Kind.INITIAL]
    return [part for part in parts if part.kind is Kind.NAME] or parts


def _joined_keys(parts: list[Part]) -> set[str]:
    found: set[str] = set()
    for one, other in zip(parts, parts[1:], strict=False):
        if len(one.phones) + len(other.phones) <= 10:
            found.add(skeletons(one.phones + other.phones)[0])
    return found


def _pair_keys(parts: list[Part]) -> set[str]:
    heads = sorted({skeletons(part.phones)[0] for part in parts[:6]})
    return {f"{one}+{other}" for one, other in combinations(heads, 2)}


@lru_cache(maxsize=50_000)
def index_keys(name: str) -> frozenset[str]:
    """Return the keys to store with a record of this name."""
    parts = _named(name)
    found: set[str] = set()
    for part in parts:
        found |= _part_keys(part)
    return frozenset(found | _pair_keys(parts) | _joined_keys(parts)) - {""}


def query_keys(name: str) -> dict[str, float]:
    """Return the keys to look a name up by, each with the weight that its rarity gives it."""
    return {key: weight(key) for key in index_keys(name)}
