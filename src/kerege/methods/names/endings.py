"""Endings that make a father's name or a family name out of a given name, found in phones, so in any script."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Ending(StrEnum):
    """What an ending makes of the stem before it."""

    PATRONYMIC = "patronymic"
    SURNAME = "surname"
    HONOUR = "honour"  # -jon, -bek, -gul: put behind a given name out of respect or love
    SHORTENED = "shortened"  # no ending: the word has its organisation's first letters for another reading


_V: Final = "[vвVwوў]"
_I: Final = "[iIYeیjy]"
_A: Final = "[aاهeA]"
_J: Final = "[5JjжZجژ]"
_L: Final = "[lЛ]"
_G: Final = "[Ggг974غqقkQK]"
_Z: Final = "[z2زس3s]"

_ENDINGS: Final = (
    (Ending.PATRONYMIC, rf"[oeaёujyYی]*{_V}{_I}*[C6S3]$"),  # -ovich, -evich
    (Ending.PATRONYMIC, rf"[oeaёujyYی]+{_V}n{_A}$"),  # -ovna, -evna
    (Ending.PATRONYMIC, rf"و+ن?{_I}*[C]$"),
    (Ending.PATRONYMIC, rf"{_I}*[C6]n{_A}$"),  # -ichna
    (Ending.PATRONYMIC, rf"(?<=..)[oueاو]{_G}{_L}[iIYuejیو]$"),  # -ogly, -ugli
    (Ending.PATRONYMIC, rf"(?<=...)[uU]{_L}[IYuijی]$"),  # -uly, -uulu
    (Ending.PATRONYMIC, rf"(?<=..){_G}[IYieی]+{_Z}[IYieی]$"),  # -kyzy, -qizi
    (Ending.PATRONYMIC, r"(?<=...)[IiYUO]+[yY]?n$(?<=[iI][yY]n)"),  # Mongolian -yin
    (Ending.HONOUR, rf"(?<=....){_J}[oaا]n$"),  # -jon, -jan
    (Ending.HONOUR, rf"(?<=....)be[kqgKQ9]$|(?<=....)ب{_I}[كkگg]$"),  # -bek, -beg
    (Ending.HONOUR, rf"(?<=....){_G}[uUو]l$"),  # -gul
    (Ending.HONOUR, r"(?<=....)[xXхخ][oaا]n$"),  # -xon, -khan
    (Ending.SURNAME, rf"(?<=..){_Z}[aoاA][dد]{_A}$"),  # -zoda, -zade
    (Ending.SURNAME, rf"(?<=..)[oeaёujyYی]+[vвVwf](?:{_A})?$"),  # -ov, -eva
    (Ending.SURNAME, r"(?<=...)وا?$"),
    (Ending.SURNAME, r"(?<=...)[iIY]na?$"),  # -in, -ina
    (Ending.SURNAME, rf"(?<=...)[s3س]k{_I}*(?:{_A}|aya|aja)?$"),  # -skiy, -skaya
)
_COMPILED: Final = tuple((ending, re.compile(pattern)) for ending, pattern in _ENDINGS)
SHORTEST_STEM: Final = 3
# What may close each of them, in their order: of all endings only those are looked for that a word's last sound closes.
_CLOSED_BY: Final = (
    "C6S3", "aاهeA", "C", "aاهeA", "iIYuejیو", "IYuijی", "IYieی", "n", "n", "kqgKQ9كگ", "l", "n", "aاهeA",
    "vвVwfaاهeA", "وا", "na",
    "s3سkiIYeیjyaاهA",
)  # fmt: skip


def _by_last() -> dict[str, tuple[tuple[Ending, re.Pattern[str]], ...]]:
    every = {sound for closing in _CLOSED_BY for sound in closing}
    told = list(zip(_COMPILED, _CLOSED_BY, strict=True))
    return {sound: tuple(pattern for pattern, closing in told if sound in closing) for sound in every}


_BY_LAST: Final = _by_last()


def stem_of(heard: str) -> tuple[str, Ending | None]:
    """Return the stem before a known ending, and the ending's kind; ("", None) where there is none."""
    for ending, pattern in _BY_LAST.get(heard[-1:], ()):
        found = pattern.search(heard)
        if found and found.start() >= SHORTEST_STEM:
            return heard[: found.start()], ending
    return "", None
