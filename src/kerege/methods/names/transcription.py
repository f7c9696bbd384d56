"""Spelling to phones for any script: one token in, one string of phone symbols out."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from anyascii import anyascii

from kerege.methods.names.arabic import ARABIC, SAME_LETTER
from kerege.methods.names.chinese import pinyin_phones
from kerege.methods.names.cyrillic import CYRILLIC
from kerege.methods.names.latin import LATIN
from kerege.methods.names.phones import EXCHANGE


class Script(StrEnum):
    """The scripts that differ in how names are read."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    CHINESE = "chinese"
    OTHER = "other"


def _grouped(groups: list[str]) -> str:
    """Return a pattern that takes the longest of some groups of letters, by their first letters: quickly decided."""
    by_first: dict[str, list[str]] = {}
    for group in sorted(groups):
        by_first.setdefault(group[0], []).append(group[1:])
    told = []
    for first, rest in by_first.items():
        longer = [tail for tail in rest if tail]
        optional = "?" if len(longer) < len(rest) else ""
        told.append(re.escape(first) + (f"(?:{_grouped(longer)}){optional}" if longer else ""))
    return "|".join(told)


def _compiled(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(f"{_grouped(list(table))}|.", re.DOTALL)


_REPEAT = re.compile(r"(.)\1+", re.DOTALL)


def script_of(text: str) -> Script:
    """Return the script of the first letter that has one of ours."""
    for char in text:
        if char < "ʰ" and char.isalpha():
            return Script.LATIN
        if "Ѐ" <= char <= "ԯ":
            return Script.CYRILLIC
        if "؀" <= char <= "ۿ" or "ݐ" <= char <= "ݿ" or "ﭐ" <= char <= "﻿":
            return Script.ARABIC
        if "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0002ffff":
            return Script.CHINESE
        if "Ḁ" <= char <= "ỿ":
            return Script.LATIN
        if char.isalpha():
            return Script.OTHER
    return Script.LATIN


def _plain(char: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    return base.lower()


class _Spelling(dict[str, str]):
    """What each group of letters sounds like; a letter that is not listed is read without its marks, once."""

    def __init__(self, table: dict[str, str]) -> None:
        super().__init__(table)
        self._groups = _compiled(table)
        self._listed = table

    def __missing__(self, piece: str) -> str:
        read = "".join(self._listed.get(c, "") for c in _plain(piece)) if len(piece) == 1 else ""
        self[piece] = read
        return read

    def read(self, token: str) -> str:
        """Return how a token sounds, group by group; its start and its end are letters too."""
        return "".join(map(self.__getitem__, self._groups.findall(f"^{token}$")))


_LATIN = _Spelling(LATIN)
_CYRILLIC = _Spelling(CYRILLIC)
_ARABIC = _Spelling(ARABIC)
_HEARD = frozenset(EXCHANGE)


@lru_cache(maxsize=200_000)
def phones(token: str) -> str:
    """Return the phones of one casefolded token; empty where nothing can be read."""
    script = script_of(token)
    if script is Script.CYRILLIC:
        read = _CYRILLIC.read(token)
    elif script is Script.ARABIC:
        read = _ARABIC.read(token.translate(SAME_LETTER))
    elif script is Script.CHINESE:
        read = pinyin_phones(token)
    else:
        if script is Script.OTHER:
            token = anyascii(token).lower()
        read = _LATIN.read(token)
    read = _REPEAT.sub(r"\1", read)
    return read if _HEARD.issuperset(read) else "".join(c for c in read if c in _HEARD)
