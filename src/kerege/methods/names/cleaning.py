"""What stays of the signs of a name: letters and marks; apostrophes become one, all else a space."""

from __future__ import annotations

import unicodedata
from typing import Final

MARK: Final = "\ue000"
"""Stands for the point behind an initial until parts are made."""
_APOSTROPHES: Final = "'’ʻʼ`´‘ʾʿ′"


class _Cleaner(dict[int, str]):
    """A translation that keeps letters and marks, turns apostrophes into one, and all else into a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _APOSTROPHES:
            kept = "'"
        elif "ً" <= char <= "ْ" or char == "ٰ":
            kept = ""
        elif char == MARK:
            kept = char
        elif char in "\u200c\u200b\u00ad\u200d":
            kept = "" if char != "\u200c" else " "
        else:
            kept = char if unicodedata.category(char)[0] in "LM" else " "
        self[code] = kept
        return kept


CLEAN: Final = _Cleaner()
"""A translation of signs, filled as they are met."""
