"""Chinese names as Cantonese speakers say them: in Hong Kong, Macau and much of South-East Asia they are so spelled."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

TABLE: Final = "cantonese.tsv"
# Jyutping, the romanisation of the Linguistic Society of Hong Kong; a symbol in Chinese stands for several sounds.
_SYLLABLE: Final = re.compile(r"(gw|kw|ng|[bpmfdtnlgkhwzcsj])?(.*)")
_INITIAL: Final[dict[str, str]] = {
    "b": "北", "p": "p", "m": "m", "f": "弗", "d": "德", "t": "特", "n": "n", "l": "拉", "g": "格", "k": "克",
    "h": "赫", "w": "瓦", "z": "扎", "c": "C", "s": "沙", "j": "y", "gw": "格瓦", "kw": "克瓦", "ng": "N",
}  # fmt: skip
_FINAL: Final = re.compile(r"ng|aa|eo|oe|ou|yu|[nmptkaeiou]")
_SOUND: Final[dict[str, str]] = {
    "ng": "恩", "n": "恩", "aa": "a", "eo": "u", "oe": "O", "ou": "奥", "yu": "U", "o": "奥",
}  # fmt: skip


@lru_cache(maxsize=1)
def readings() -> dict[str, str]:
    """Return the shipped readings: a character, and its syllable in Jyutping without tone."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {char: syllable for syllable, chars in rows for char in chars}


@lru_cache(maxsize=20_000)
def cantonese_phones(text: str) -> str:
    """Return the phones of a run of characters read in Cantonese; empty where one of them has no reading."""
    known = readings()
    if not all(char in known for char in text):
        return ""
    out: list[str] = []
    for char in text:
        match = _SYLLABLE.fullmatch(known[char])
        initial, final = match.groups() if match else (None, "")
        out.append(_INITIAL.get(initial or "", ""))
        out.extend(_SOUND.get(piece, piece) for piece in _FINAL.findall(final))
    return "".join(out)
