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


def _compiled(table: dict[str, str]) -> re.Pattern[str]:
    keys = sorted(table, key=lambda key: (-len(key), key))
    return re.compile("|".join(re.escape(key) for key in keys) + "|.", re.DOTALL)


_LATIN = _compiled(LATIN)
_CYRILLIC = _compiled(CYRILLIC)
_ARABIC = _compiled(ARABIC)
_REPEAT = re.compile(r"(.)\1+", re.DOTALL)


def script_of(text: str) -> Script:
    """Return the script of the first letter that has one of ours."""
    for char in text:
        if char < "ɐ" and char.isalpha():
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


def _read(token: str, pattern: re.Pattern[str], table: dict[str, str]) -> str:
    parts = []
    for piece in pattern.findall(f"^{token}$"):
        found = table.get(piece)
        if found is None:
            found = "".join(table.get(c, "") for c in _plain(piece)) if len(piece) == 1 else ""
        parts.append(found)
    return "".join(parts)


@lru_cache(maxsize=200_000)
def phones(token: str) -> str:
    """Return the phones of one casefolded token; empty where nothing can be read."""
    script = script_of(token)
    if script is Script.CYRILLIC:
        read = _read(token, _CYRILLIC, CYRILLIC)
    elif script is Script.ARABIC:
        read = _read(token.translate(SAME_LETTER), _ARABIC, ARABIC)
    elif script is Script.CHINESE:
        read = pinyin_phones(token)
    else:
        if script is Script.OTHER:
            token = anyascii(token).lower()
        read = _read(token, _LATIN, LATIN)
    return "".join(c for c in _REPEAT.sub(r"\1", read) if c in EXCHANGE)
