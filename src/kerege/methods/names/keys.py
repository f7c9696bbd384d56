"""Keys under which a name is found: consonant skeletons with alternatives, one letter left out, and pairs of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations, pairwise, product
from types import MappingProxyType
from typing import Final

from kerege.methods.names.endings import Ending
from kerege.methods.names.parts import Kind, Part, parse
from kerege.methods.names.rarity import digest, weight

MOST_SKELETONS: Final = 6
SHORT: Final = 2
STEM_SHARE: Final = 0.8
ONE_LONGER_SHARE: Final = 0.4
EXCHANGED_SHARE: Final = 0.7
SHORTENED: Final = "-"
LONGEST_JOINED: Final = 10
MOST_PAIRED: Final = 6
READINGS_STORED: Final = 2
READINGS_ASKED: Final = 4
KEYS_VERSION: Final = 20

# Consonant classes of the phone symbols; the first is the usual one, "" may be left out.
CLASSES: Final[dict[str, tuple[str, ...]]] = {
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
    "w": ("", "F"), "V": ("F", ""), "ў": ("", "F"), "瓦": ("", "F"), "拉": ("R", "L"), "尔": ("R", "L", ""),
    "Ł": ("L",), "λ": ("L", ""), "Ř": ("R",), "日": ("R", "J"),
    "K": ("K", "S", "J"), "6": ("J", "K"), "9": ("K", "J"), "g": ("K",), "4": ("K", ""), "7": ("", "K"), "5": ("J", ""),
    "8": ("T", "S"), "X": ("KS", "K", "J"), "ξ": ("KS",), "г": ("K", ""), "х": ("K", ""), "x": ("K", ""),
    "و": ("", "F"), "ʦ": ("S", "J"),
    "ʣ": ("S", "T"), "خ": ("K", ""), "غ": ("K",), "ج": ("J", "K"), "ث": ("S", "T"), "ذ": ("S", "T"),
    "ض": ("T", "S"), "ظ": ("S", "T"),
    "ژ": ("J",), "ښ": ("J", "K"), "ږ": ("J", "K"), "ځ": ("J", "S"), "څ": ("S",), "格": ("K",), "赫": ("", "K"),
    "吉": ("J", "K"), "奇": ("J", "K"), "西": ("J", "S"),
}  # fmt: skip
_BREATHED: Final = frozenset("xхخ赫5г")
_OPENED_BY_J: Final = ("J", "aJ")


def keys_stamp() -> str:
    """Return what keys were made with: the version of their rules and the digest of the table of frequencies."""
    return f"{KEYS_VERSION}-{digest()}"


def opens(symbol: str) -> bool:
    """Say whether a symbol may open a name without a firm consonant: a vowel, a breath, a glide."""
    return symbol not in CLASSES or symbol in _BREATHED


@lru_cache(maxsize=200_000)
def skeletons(heard: str) -> tuple[str, ...]:
    """Return the consonant skeletons of a string of phones, the usual one first."""
    found = [""]
    for symbol in heard:
        classes = CLASSES.get(symbol)
        if classes is None:
            continue
        usual = [_grown(s, classes[0]) for s in found]
        if len(found) * len(classes) <= MOST_SKELETONS:
            usual += [_grown(s, c) for c in classes[1:] for s in found]
        found = usual
    start = "a" if opens(heard[:1]) else ""
    return tuple(dict.fromkeys(s if len(s) > SHORT else start + s for s in found))


def _grown(skeleton: str, piece: str) -> str:
    return skeleton + piece[1:] if skeleton.endswith(piece[:1]) else skeleton + piece


def _other_openings(skeletons_of: Iterable[str]) -> list[str]:
    """Return the short ones that open by J, as they are kept where Latin j is a glide, or a firm sound: Jan, John."""
    short = [s for s in skeletons_of if s.startswith(_OPENED_BY_J) and len(s.removeprefix("a")) <= SHORT]
    return [s[1:] if s.startswith("a") else "a" + s for s in short]


def _shorter(skeleton: str) -> Iterable[str]:
    if len(skeleton) > SHORT and not skeleton.startswith("a"):
        for index in range(len(skeleton)):
            yield skeleton[:index] + skeleton[index + 1 :]


def _full(part: Part) -> dict[str, float]:
    """Return the skeletons of a part, each with its share of a full agreement."""
    full = dict.fromkeys((s for heard in (part.phones, part.other) if heard for s in skeletons(heard) if s), 1.0)
    if part.stem and part.ending:
        for skeleton in skeletons(part.stem)[:2]:
            full.setdefault(skeleton, STEM_SHARE)
    return full


@lru_cache(maxsize=200_000)
def _stored_keys(part: Part) -> frozenset[str]:
    full = _full(part)
    return frozenset(full) | {SHORTENED + short for skeleton in full for short in _shorter(skeleton)}


@lru_cache(maxsize=200_000)
def _asked_keys(part: Part) -> dict[str, float]:
    found: dict[str, float] = {}

    def add(key: str, share: float) -> None:
        found[key] = max(found.get(key, 0.0), share)

    for skeleton, share in _full(part).items():
        add(skeleton, share)
        for other in _other_openings([skeleton]):
            add(other, share)
        if len(skeleton) >= SHORT:
            add(SHORTENED + skeleton, ONE_LONGER_SHARE * share)
        for short in _shorter(skeleton):
            add(short, ONE_LONGER_SHARE * share)
            if len(skeleton) > SHORT + 1:
                add(SHORTENED + short, EXCHANGED_SHARE * share / len(skeleton) ** EXCHANGED_SHARE)
    return found


def _named(name: str) -> list[Part]:
    parts = [part for part in parse(name) if part.kind is not Kind.INITIAL]
    told = [part for part in parts if part.kind in {Kind.NAME, Kind.ORIGIN} or part.ending is Ending.SHORTENED]
    return told or parts


def _joined_keys(parts: list[Part]) -> set[str]:
    return {
        skeletons(one.phones + other.phones)[0]
        for one, other in pairwise(parts)
        if len(one.phones) + len(other.phones) <= LONGEST_JOINED
    }


def _pair_keys(parts: list[Part], readings: int) -> set[str]:
    heads = [skeletons(part.phones)[:readings] for part in parts[:MOST_PAIRED]]
    if readings == READINGS_ASKED:
        heads = [(*head, *_other_openings(head)) for head in heads]
    return {"+".join(sorted((a, b))) for one, other in combinations(heads, 2) for a, b in product(one, other)}


@lru_cache(maxsize=20_000)
def index_keys(name: str) -> frozenset[str]:
    """Return the keys to store with a record of this name."""
    parts = _named(name)
    found = _pair_keys(parts, READINGS_STORED) | _joined_keys(parts)
    return frozenset(found.union(*(_stored_keys(part) for part in parts)) - {""})


def _shares(name: str) -> dict[str, float]:
    parts = _named(name)
    found = dict.fromkeys(_pair_keys(parts, READINGS_ASKED) | _joined_keys(parts), 1.0)
    for part in parts:
        for key, share in _asked_keys(part).items():
            found[key] = max(found.get(key, 0.0), share)
    found.pop("", None)
    return found


@lru_cache(maxsize=20_000)
def query_keys(name: str) -> Mapping[str, float]:
    """Return the keys to look a name up by, each with its weight: rarity times share of a full agreement."""
    return MappingProxyType({key: weight(key) * share for key, share in _shares(name).items()})
