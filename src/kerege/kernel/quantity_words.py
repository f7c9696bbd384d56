"""Words that stand in quantities: "about", "more than", "thousand", "not known"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

__all__ = [
    "ABOUT", "AT_LEAST", "AT_MOST", "MULTIPLIERS", "NOT_KNOWN", "NOT_REPORTED", "plain_text", "take_words",
]  # fmt: skip

ABOUT = (
    "approximately", "approx.", "approx", "about", "around", "nearly", "almost", "some", "ca.", "ca", "circa", "~", "≈",
    "приблизительно", "ориентировочно", "примерно", "около", "порядка", "почти", "прибл.", "ок.", "шамамен", "тахминан",
)  # fmt: skip
AT_LEAST = (
    "more than", "at least", "not less than", "no less than", "over", "above", ">=", "≥", ">", "не менее чем",
    "не менее",
    "более чем", "более", "больше", "свыше", "минимум",
)  # fmt: skip
AT_MOST = (
    "less than", "at most", "not more than", "no more than", "up to", "under", "below", "<=", "≤", "<", "не более чем",
    "не более", "менее чем", "менее", "меньше", "до",
)  # fmt: skip

MULTIPLIERS = {
    **dict.fromkeys(("thousand", "thousands", "тыс", "тысяч", "тысячи", "тысяча", "мың", "ming"), Decimal(1000)),
    **dict.fromkeys(("million", "millions", "mln", "млн", "миллион", "миллиона", "миллионов"), Decimal(1_000_000)),
}

NOT_KNOWN = frozenset(
    (
        "unknown", "not known", "?", "неизвестно", "не известно", "не установлено", "не установлен", "не установлена",
        "undetermined", "белгісіз", "номаълум",
    )
)  # fmt: skip
NOT_REPORTED = frozenset(
    (
        "", "-", "--", "not reported", "not stated", "n/a", "na", "n.a.", "none", "no data", "не сообщено",
        "не сообщается", "не указано", "не указан", "нет данных", "нет", "н/д",
    )
)  # fmt: skip


_FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})


def plain_text(text: str) -> str:
    """The text casefolded, with plain digits, spaces, dashes and apostrophes."""
    whole = re.sub(r"(?<![0-9])(?=[½¼¾])", "0", text)
    folded = unicodedata.normalize("NFKC", whole.translate(_FRACTIONS)).casefold().replace("ё", "е")
    return " ".join("".join(map(_plain, folded)).split())


def take_words(text: str, words: Iterable[str]) -> tuple[bool, str]:
    """Whether the text begins with one of the words, and what follows it."""
    for word in words:
        rest = text.removeprefix(word)
        if rest != text and not (word[-1].isalpha() and rest[:1].isalpha()):
            return True, rest.strip()
    return False, text


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in "‐‑‒–—−":
        return "-"
    if character in "’‘ʼ´":
        return "'"
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
