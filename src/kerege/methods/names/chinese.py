"""Chinese characters to phones by way of pinyin, for native names and for foreign names written by sound."""

from __future__ import annotations

import re
from typing import Final

from pypinyin import Style, lazy_pinyin

# Pinyin initials and finals; a symbol in Chinese stands for the foreign sounds it is used for.
_SYLLABLE: Final = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)")
_INITIAL: Final[dict[str, str]] = {
    "b": "北", "p": "p", "m": "m", "f": "弗", "d": "德", "t": "特", "n": "n", "l": "拉", "g": "格", "k": "克",
    "h": "赫", "j": "吉", "q": "奇", "x": "西", "zh": "扎", "ch": "C", "sh": "沙", "r": "日", "z": "兹", "c": "c",
    "s": "斯", "y": "y", "w": "瓦",
}  # fmt: skip
_FINAL: Final = re.compile(r"ng|n|r|[aeiouüvêyw]")
_SOUND: Final[dict[str, str]] = {"ng": "恩", "n": "恩", "r": "尔", "ü": "U", "v": "U", "ê": "e"}


def syllables(text: str) -> list[str]:
    """Return the pinyin syllables of a run of characters, without tones."""
    return [s.lower() for s in lazy_pinyin(text, style=Style.NORMAL, errors="ignore")]


def pinyin_phones(text: str) -> str:
    """Return the phones of a run of Chinese characters."""
    out: list[str] = []
    for syllable in syllables(text):
        match = _SYLLABLE.match(syllable)
        if match is None:
            continue
        out.append(_INITIAL.get(match.group(1) or "", ""))
        out.extend(_SOUND.get(piece, piece) for piece in _FINAL.findall(match.group(2)))
    return "".join(out).replace("克e斯", "ξ").replace("特e斯", "c")
