"""Words that stand in dates: months of the region's languages, "about", "in the year", "not known"."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

__all__ = ["ABOUT_WORDS", "FILLER_WORDS", "NOT_KNOWN_WORDS", "month_of", "plain_digits"]

LANGUAGES = ("en", "ru", "kk", "ky", "uz", "uz_Cyrl", "tg", "tk", "az", "az_Cyrl")

ABOUT_WORDS = (
    "approximately", "approx.", "approx", "about", "around", "circa", "ca.", "c.", "~", "≈", "early", "late", "mid-",
    "mid", "beginning of", "end of", "приблизительно", "ориентировочно", "примерно", "около", "прибл.", "ок.",
    "в начале", "в середине", "в конце", "начало", "начале", "середина", "конец", "шамамен", "тахминан", "taxminan",
    "тақрибан", "təxminən",
)  # fmt: skip
"""Words in front of a date that make it approximate; longer ones before their beginnings."""

FILLER_WORDS = frozenset(
    (
        "of", "in", "on", "the", "st", "nd", "rd", "th", "year", "month", "date", "в", "во", "г", "гг", "год", "года",
        "году", "месяц", "месяце", "числа", "ж", "жыл", "жылы", "жылғы", "жылдын", "йил", "йилнинг", "yil", "сол",
        "соли", "yyl", "il", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
        "thursday", "friday", "saturday", "sunday", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
        "воскресенье",
    )
)  # fmt: skip
"""Words that may stand in a date and say nothing about it."""

NOT_KNOWN_WORDS = frozenset(
    (
        "unknown", "not known", "n/a", "na", "none", "-", "--", "—", "?", "неизвестно", "не известно", "неизвестна",
        "нет", "не указано", "not reported", "not stated", "белгісіз", "номаълум",
    )
)  # fmt: skip
"""Cells that say that there is no date."""

_RUSSIAN_CASES = {
    1: "январе январь янв", 2: "феврале февраль фев февр", 3: "марте март мар", 4: "апреле апрель апр",
    5: "мае май мая", 6: "июне июнь июн", 7: "июле июль июл", 8: "августе август авг", 9: "сентябре сентябрь сен сент",
    10: "октябре октябрь окт", 11: "ноябре ноябрь ноя нояб", 12: "декабре декабрь дек",
}  # fmt: skip
_ENGLISH_SHORT = {9: "sept"}


def month_of(word: str) -> int | None:
    """The month (1-12) that a casefolded word names in a language of the region, else None."""
    return _months().get(word.rstrip("."))


def plain_digits(text: str) -> str:
    """The text with digits of any script as 0-9, narrow spaces and dashes as plain ones."""
    folded = unicodedata.normalize("NFKC", text)
    return " ".join("".join(map(_plain_character, folded)).split())


@cache
def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if character in "‐‑‒–—−":
        return "-"
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


@cache
def _months() -> dict[str, int]:
    """Every name and short form; a word that names different months in two languages is left out."""
    names: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in forms.get(width, {}).items():
                    names.setdefault(_word(name), set()).add(month)
    for words in (_RUSSIAN_CASES, _ENGLISH_SHORT):
        for month, listed in words.items():
            for name in listed.split():
                names[name] = {month}
    return {name: min(months) for name, months in names.items() if len(months) == 1 and name.isalpha()}


def _word(name: str) -> str:
    return name.casefold().rstrip(".")
