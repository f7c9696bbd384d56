"""Rules of detection: forms that speak for themselves, words that name a kind, and what a row of digits can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kerege.kernel.identifiers.cargo import (
    normalise_air_waybill,
    normalise_container,
    normalise_imo,
    normalise_parcel,
    normalise_wagon,
)
from kerege.kernel.identifiers.folding import digits_of, has_mask, letters_and_digits
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.identifiers.machines import normalise_imei, normalise_vin
from kerege.kernel.identifiers.money import normalise_card, normalise_iban
from kerege.kernel.identifiers.national_numbers import national_readings, normalise_national_number
from kerege.kernel.identifiers.online import normalise_email, normalise_handle, normalise_url
from kerege.kernel.identifiers.passports import normalise_passport
from kerege.kernel.identifiers.phones import normalise_phone
from kerege.kernel.identifiers.plates import normalise_plate, speaks_for_itself
from kerege.kernel.identifiers.wallets import normalise_wallet

__all__ = [
    "KEYWORDS",
    "LETTERED",
    "LINKS",
    "STATE_WORDS",
    "WRITTEN",
    "Rules",
    "digit_candidates",
    "lettered_candidates",
    "said",
]

Normaliser = Callable[[str, str | None], Identifier]
Rules = tuple[tuple[re.Pattern[str], Normaliser], ...]


def _end_of_phone(text: str, country: str | None) -> Identifier:
    """A number of which a text says that these are its last digits."""
    return normalise_phone("*" + digits_of(text), country)


LINKS: Rules = (
    (re.compile(r"(?:(?:h(?:tt|xx)ps?|tg)://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]]", re.IGNORECASE), normalise_url),
    (re.compile(r"[\w.+\-]+ ?(?:@|\[at\]|\(at\)) ?[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE), normalise_email),
    (re.compile(r"(?<![\w@])(?:[\w\-]+\.)+(?:onion|com|net|org|biz|info|ru|su|kz|kg|uz|tj|tm|az|by|ua|io|me|to|cc|shop"
                r"|store|site|online|top|xyz|club|market|рф|қаз)(?::\d+)?(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]])?(?!\w)",
                re.IGNORECASE), normalise_url),
    (re.compile(r"(?<![\w@])@[A-Za-z][\w.]{2,63}"), normalise_handle),
    (re.compile(r"\b(?:telegram|tg|телеграм{1,2}|тг|instagram|инстаграм|skype|vk|вк)\s*[:=]\s*@?[A-Za-z][\w.]{2,63}",
                re.IGNORECASE), normalise_handle),
)  # fmt: skip
"""Addresses, in the order in which they are taken out of a text."""

WRITTEN: Rules = (
    (re.compile(r"(?<!\w)(?:0x[0-9a-fA-F]{40}|(?:bc|ltc|BC|LTC)1[a-zA-Z0-9]{11,87}|[13TLMD][1-9A-HJ-NP-Za-km-z]{25,34}"
                r"|[48][1-9A-HJ-NP-Za-km-z]{94,105}|[EUk0]Q[A-Za-z0-9_\-]{46})(?!\w)"), normalise_wallet),
    (re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"), normalise_iban),
    (re.compile(r"(?<!\w)[A-Z]{3}[UJZR][ \-]?\d{3} ?\d{3}[ \-]?\d(?!\w)"), normalise_container),
    (re.compile(r"(?<!\w)[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?!\w)"), normalise_parcel),
    (re.compile(r"(?<![\w+])\+(?=[\d ()\-]*\d[OoОо])\d[\d ()\-OoОо]{8,20}\d(?!\w)"), normalise_phone),
    (re.compile(r"(?<![\w.…*•?])(?:\.{3}|…|\*) ?-?\d{1,3}(?:[ \-]\d{2,3}){2,3}(?![\w*•?])"), normalise_phone),
    (re.compile(r"(?:оканчив\w+|заканчив\w+|кончает\w+|последние цифры|ending in|ends with|last digits)"
                r"(?: на)?:? ?\d{2}[ \-]?\d{2}(?:[ \-]?\d{2}){0,2}(?![\w*•?])", re.IGNORECASE), _end_of_phone),
    (re.compile(r"(?<!\w)(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)"), normalise_vin),
)  # fmt: skip
"""Other forms that speak for themselves, in their order too."""

LETTERED = re.compile(
    r"(?<![\w/])(?:[A-ZА-ЯЁ]{1,4}[ \-№]{0,2}\d{2,9}(?:[ \-]?[A-ZА-ЯЁ]{1,3})?(?:[ \-]?\d{2,6})?"
    r"|[a-zа-я]\d{3}[a-zа-я]{2}\d{2,3}"
    r"|\d{2,4}[ \-]?[A-ZА-ЯЁ]{1,3}[ \-]?\d{2,6}(?:[ \-]?[A-ZА-ЯЁ]{2,3})?|\d{2}[ \-]?\d{3,4}[ \-]?[A-ZА-ЯЁ]{2,3}"
    r"|0\d(?:[ \-]?KG[ \-]?\d{4}[ \-]?[A-Z]|\d{4}[IO])"
    r"|(?=[A-Z0-9]{7}\b)(?=[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{7})(?!\w)"
)
"""Words of capital letters and digits: plates, passports, personal numbers with letters."""

KEYWORDS: dict[IdentifierKind, re.Pattern[str]] = {
    IdentifierKind.PHONE: re.compile(r"\b(?:тел|телефон\w*|моб|phone|tel|mobile|whatsapp|ватсап|viber|сот)\b"),
    IdentifierKind.IMEI: re.compile(r"\b(?:imei|имей)\b"),
    IdentifierKind.VIN: re.compile(r"\b(?:vin|вин)\b"),
    IdentifierKind.NATIONAL_NUMBER: re.compile(
        r"\b(?:иин|бин|инн|пин|пинфл|снилс|огрн|огрнип|iin|bin|inn|pin|pinfl|fin|voen|жшшир|jshshir)\b"
    ),
    IdentifierKind.PASSPORT: re.compile(r"\b(?:паспорт\w*|passport|загран\w*|удостоверени\w*|id card)\b"),
    IdentifierKind.PLATE: re.compile(r"\b(?:госномер\w*|гос\.? ?номер\w*|грнз|г/н|plate|рег\. ?знак)\b"),
    IdentifierKind.CARD: re.compile(r"\b(?:карт[аыу]|card|visa|mastercard|мир|uzcard|humo|элкарт)\b"),
    IdentifierKind.WAGON: re.compile(r"\b(?:вагон\w*|wagon|цистерн\w*)\b"),
    IdentifierKind.IMO: re.compile(r"\bimo\b"),
    IdentifierKind.PARCEL: re.compile(r"\b(?:посылк\w*|трек\w*|отправлени\w*|parcel|tracking|rpo|рпо|шпи)\b"),
    IdentifierKind.AIR_WAYBILL: re.compile(r"\b(?:awb|авианакладн\w*|air waybill)\b"),
    IdentifierKind.CONTAINER: re.compile(r"\b(?:контейнер\w*|container)\b"),
}
"""Words before a number that decide its kind."""

STATE_WORDS: dict[str, str] = {
    "иин": "KZ", "бин": "KZ", "iin": "KZ", "bin": "KZ", "пинфл": "UZ", "pinfl": "UZ", "жшшир": "UZ", "jshshir": "UZ",
    "снилс": "RU", "огрн": "RU", "огрнип": "RU", "voen": "AZ", "fin": "AZ",
}  # fmt: skip
"""Words that one state alone calls its numbers by: mistyped, a number is still that state's, and no other's."""

_BY_KEYWORD: dict[IdentifierKind, Normaliser] = {
    IdentifierKind.PHONE: normalise_phone,
    IdentifierKind.IMEI: normalise_imei,
    IdentifierKind.VIN: normalise_vin,
    IdentifierKind.PASSPORT: normalise_passport,
    IdentifierKind.PLATE: normalise_plate,
    IdentifierKind.CARD: normalise_card,
    IdentifierKind.WAGON: normalise_wagon,
    IdentifierKind.IMO: normalise_imo,
    IdentifierKind.PARCEL: normalise_parcel,
    IdentifierKind.AIR_WAYBILL: normalise_air_waybill,
    IdentifierKind.CONTAINER: normalise_container,
}
_MASKED: dict[IdentifierKind, Normaliser] = {IdentifierKind.NATIONAL_NUMBER: normalise_national_number}
_DAY = re.compile(r"[\d?*]{1,2}\.[\d?*]{1,2}\.[\d?*]{2,4}|[\d?*]{4}-[\d?*]{2}-[\d?*]{2}")
_WEIGHT_WORDS = re.compile(r"(?:KG|G|MG|ML|L|GR|КГ|ГР|МГ|МЛ|Г|Л|ШТ|ТН|M|М|KM|КМ)")


def lettered_candidates(
    word: str, country: str | None, keyword: IdentifierKind | None, state: str | None = None
) -> list[Identifier]:
    """What a word of letters and digits can be: a plate or document whose format fits, or what the word before says."""
    if keyword:
        return said(word, country, keyword, state)
    if _WEIGHT_WORDS.fullmatch("".join(sign for sign in word.upper() if sign.isalpha())):
        return []
    found = _plates(word, country) or _plates(word, None)
    found += _kept([normalise_passport], word, None, lambda made: made.note.startswith("format of"))
    return found + (national_readings(word) if re.search(r"[A-Z]", letters_and_digits(word)) else [])


def _plates(word: str, country: str | None) -> list[Identifier]:
    return _kept([normalise_plate], word, country, lambda made: _is_plain_plate(made, country))


def _is_plain_plate(made: Identifier, country: str | None) -> bool:
    """Whether a word is a plate by its form alone; some forms are plates only where the state is known."""
    if made.valid is not True or "read as" in made.note:
        return False
    return country is not None or speaks_for_itself(made.value)


def digit_candidates(
    group: str, country: str | None, keyword: IdentifierKind | None, state: str | None = None
) -> list[Identifier]:
    """What a row of digits can be, by its length and check digits; a word before it decides."""
    if keyword:
        told = said(group, country, keyword, state)
        if told:
            return told
    count = len(digits_of(group))
    found = _phones(group, country, count)
    if has_mask(group):
        return found
    if count in (10, 11, 12, 13, 14, 15):
        bracketed = "(" in group  # a code of an area: nobody writes other numbers so
        readings = [] if bracketed else national_readings(group, country) or national_readings(group)
        found += [reading for reading in readings if reading.valid or (reading.valid is None and count == 14)]
    found += _kept(_BY_LENGTH.get(count, ()), group, country, lambda made: made.valid is True)
    if re.fullmatch(r"\d{4} \d{6}|\d{2} \d{2} \d{6}", group) and not any(made.valid for made in found):
        found += _kept([normalise_passport], group, None, lambda made: made.country == "RU")
    return found


_BY_LENGTH: dict[int, tuple[Normaliser, ...]] = {
    14: (normalise_parcel,),
    15: (normalise_imei,),
    16: (normalise_card,),
}


def _phones(group: str, country: str | None, count: int) -> list[Identifier]:
    """A telephone number if it says so by a plus, if a plan holds it, or if a member's plan could."""
    masked = re.search(r"[*•?]", group) is not None
    if not 7 <= count + 4 * masked <= 15 or _DAY.fullmatch(group):
        return []
    plus = group.lstrip("(").startswith("+")
    return _kept(
        [normalise_phone],
        group,
        country,
        lambda made: made.valid is True or (made.valid is None and (plus or masked or "fits" in made.note)),
    )


def said(text: str, country: str | None, keyword: IdentifierKind, state: str | None) -> list[Identifier]:
    """A number of the kind that the word before it names, even if its check digits do not fit."""
    if has_mask(text) and keyword is not IdentifierKind.PHONE:
        return _kept([_MASKED.get(keyword) or _BY_KEYWORD[keyword]], text, state or country, lambda made: made.partial)
    if keyword is IdentifierKind.NATIONAL_NUMBER:
        readings = national_readings(text, state or country) or national_readings(text)
        confirmed = [reading for reading in readings if reading.valid]
        if state and not confirmed and readings and readings[0].country != state:  # its form is of others alone
            return [replace(readings[0], country=state, scheme="", valid=False, note="")]
        return confirmed or [reading for reading in readings if reading.valid is not False] or readings[:1]
    return _kept([_BY_KEYWORD[keyword]], text, country, lambda _: True)


def _kept(
    normalisers: list[Normaliser] | tuple[Normaliser, ...],
    text: str,
    country: str | None,
    keep: Callable[[Identifier], bool],
) -> list[Identifier]:
    found = []
    for normaliser in normalisers:
        try:
            made = normaliser(text, country)
        except IdentifierError:
            continue
        if keep(made):
            found.append(made)
    return found
