"""Folding of written signs: digits of any script, look-alike letters of Cyrillic and Latin, masks for unknown signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["digits_of", "fold_letters", "has_mask", "letters_and_digits", "masked", "masked_signs", "plain"]

_LOOK_ALIKES = str.maketrans(
    {
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "У": "Y",
        "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ү": "Y", "Α": "A", "Β": "B", "Ε": "E", "Η": "H", "Ι": "I", "Κ": "K",
        "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Χ": "X", "Υ": "Y", "Ζ": "Z",
    }
)  # fmt: skip
_MASKS = str.maketrans({"•": "?", "_": "?", "…": "*", "#": "?", "█": "?", "▒": "?"})
_SIGNS_FOR_MANY = str.maketrans({"•": "?", "…": "*", "█": "?", "▒": "?"})
_BETWEEN = re.compile(r"(?<=[^\W_])_+(?=[^\W_])|\*{2,}")
_MASK = re.compile(r"[?*•█▒…]|(?<=[^\W_])_+(?=[^\W_])|\.{3}")


def plain(text: str) -> str:
    """The text in compatibility form, with digits 0-9, plain dashes and single spaces."""
    folded = unicodedata.normalize("NFKC", text)
    return " ".join("".join(_plain(character) for character in folded).split())


def fold_letters(text: str) -> str:
    """Capital letters; those of Cyrillic and Greek that look Latin, and Latin ones with marks, are made plain Latin."""
    return "".join(map(_without_mark, plain(text).upper().translate(_LOOK_ALIKES)))


@cache
def _without_mark(letter: str) -> str:
    """A Latin letter without its marks (Ş, Ç, İ); of other scripts they stay: Й is not И."""
    base = letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def letters_and_digits(text: str) -> str:
    """Folded Latin and Cyrillic letters and digits only, all else removed."""
    return "".join(filter(_is_sign, fold_letters(text)))


def _is_sign(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or ("\u0400" <= character <= "\u04ff" and character.isalpha())


def digits_of(text: str) -> str:
    """The digits only."""
    return "".join(character for character in plain(text) if character in "0123456789")


def has_mask(text: str) -> bool:
    """Whether a sign stands in the text for signs that are not known."""
    return _MASK.search(text) is not None


def masked_signs(text: str, *, of_any_script: bool = False) -> str:
    """Folded letters, digits and masks only: "?" for one sign that is not known, "*" for any number of them.

    Letters are Latin and Cyrillic ones, as a rule.
    """
    dotted = _BETWEEN.sub(_as_many, text).replace("...", "*").translate(_SIGNS_FOR_MANY)
    kept = (lambda sign: _is_sign(sign) or sign.isalpha()) if of_any_script else _is_sign
    signs = "".join(sign for sign in fold_letters(dotted) if sign in "?*" or kept(sign))
    return re.sub(r"\*{2,}", "*", signs)


def _as_many(run: re.Match[str]) -> str:
    return "?" * len(run[0])


def masked(text: str) -> str:
    """Digits and masks only: "?" for one sign that is not known, "*" for any number of them.

    A run of asterisks stands for as many signs; "...", "…" and a single asterisk for any number.
    """
    dotted = re.sub(r"\*{2,}", _as_many, text).replace("...", "*").translate(_MASKS)
    folded = fold_letters(dotted)
    known = "".join("?" if sign == "X" else sign for sign in folded if sign in "0123456789?*X")
    return re.sub(r"\*{2,}", "*", known)


@cache
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in "‐‑‒–—−":
        return "-"
    if unicodedata.category(character) in ("Cf", "Cs"):
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
