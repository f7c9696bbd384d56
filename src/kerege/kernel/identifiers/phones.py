"""Telephone numbers: one international form for current, local and old ways of writing; parts of numbers too."""

from __future__ import annotations

import re
from dataclasses import replace

import phonenumbers

from kerege.kernel.identifiers.folding import masked, plain
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.saying import N_

__all__ = ["MEMBER_REGIONS", "normalise_phone"]

MEMBER_REGIONS = ("AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ")
_EIGHT_ELSEWHERE = ("AZ", "KG", "TJ", "TM", "UZ")
_CALLING_CODES = ("7", "93", "98", "86", "90", "380", "375", "374", "995", "971", "992", "993", "994", "996", "998")
_EXTENSION = re.compile(r"(?:доб(?:авочный)?|вн(?:утр)?|ext(?:ension)?|#|,)\.?\s*\d{1,5}\s*$", re.IGNORECASE)
_AREA_CODE = re.compile(r"\(\d{4}\)")
_LETTER_ZERO = re.compile(r"(?<=\d)[OoОо]+(?![^\W\d_])|(?<![^\W_])[OoОо]+(?=\d)")
"""Letters that look like zero, beside a digit and no other letter."""
_EIGHT_TEN = re.compile(r"^8\s*[~\-.]?\s*\(?10\)?[\s\-.]*(?=\d{2,3}\D?\d)")

_RENUMBERED = (
    (re.compile(r"\+73([12]\d{8})"), r"+77\1", N_("area code 3xx of Kazakhstan, 7xx since 2007")),
    (re.compile(r"\+70(\d{9})"), r"+74\1", N_("area code 0xx of Russia, 4xx since 2005")),
    (re.compile(r"\+(?:996|7)3(3\d{8})"), r"+996\1", N_("old area code of Kyrgyzstan")),
    (re.compile(r"\+(?:992|7)377(2\d{6})"), r"+99237\1", N_("old area code of Dushanbe")),
    (re.compile(r"\+(?:993|7)3632(\d{6})"), r"+99312\1", N_("old area code of Ashgabat")),
    (re.compile(r"\+9983([67]\d{8})"), r"+998\1", N_("old area code of Uzbekistan")),
    (re.compile(r"\+73((?:6[1-9]|7[0-6])\d{7})"), r"+998\1", N_("old area code of Uzbekistan")),
)
"""Former area codes, the current form, and what to tell; used only where the former form is not valid now.

With +7 or the eight of long-distance calls too: until the states had codes of their own (ITU-T, 1992-1998), all were of
the zone of seven.
"""


def normalise_phone(text: str, country: str | None = None) -> Identifier:
    """The number in E.164 ("+77011234567"); a number without a known country keeps its digits and is partial.

    `country` is where the number was written down. A number that the current plans do not hold is not "false": it
    may be old. Raises IdentifierError if the text has fewer than five digits (four of a partial one) or too many.
    """
    written, zeros = _written(text)
    digits = re.sub(r"\D", "", written)
    if not 5 <= len(digits) + written.count("?") <= 18 or len(digits) < 4:
        raise IdentifierError(
            N_("“%(given)s” has %(count)s digits: not a telephone number"), given=text.strip()[:40], count=len(digits)
        )
    found = _read(text, written, digits, country)
    return found.noted(N_("the letter O read as zero")) if zeros else found


def _read(text: str, written: str, digits: str, country: str | None) -> Identifier:
    if "?" in written or "*" in written:
        return _partial(text, written, country)
    international = _international(written, digits) or _with_trunk_eight(digits, country)
    if international:
        return _judged(text, international)
    if country:
        return _national(text, digits, country)
    return _of_no_country(text, digits)


def _written(text: str) -> tuple[str, bool]:
    """Digits, masks and a leading plus, without extension and the prefix 8-10; whether a letter stood for a zero."""
    whole = plain(text)
    given = _LETTER_ZERO.sub(lambda run: "0" * len(run[0]), whole)
    bare = _EXTENSION.sub("", given)
    first = re.search(r"\.{3}|[+\d(?*•]", bare)
    bare = bare[first.start() :] if first else ""
    bare = _EIGHT_TEN.sub("+", bare) if len(re.sub(r"\D", "", bare)) >= 13 else bare
    return ("+" if bare.lstrip("( ").startswith("+") else "") + masked(bare), given != whole


def _international(written: str, digits: str) -> str | None:
    if written.startswith("+"):
        return _without_trunk("+" + digits)
    if digits.startswith("00") and len(digits) >= 12:
        return "+" + digits[2:]
    return None


def _without_trunk(number: str) -> str:
    """Take the trunk prefix out of "+996 (0) 555 123456" and "+7 (8) 701…": it has no place after the country code."""
    return re.sub(r"^\+(99[23468])0(?=\d{9}$)|^\+(7)8(?=\d{10}$)", lambda found: f"+{found[1] or found[2]}", number)


def _with_trunk_eight(digits: str, country: str | None) -> str | None:
    """Eleven digits that begin with 8 or 7 are of the zone +7, unless the country says otherwise.

    In the other states 8 was the prefix of long-distance calls too, and is written so until today.
    """
    if len(digits) == 11 and digits[0] in "78" and country in (None, "RU", "KZ"):
        return "+7" + digits[1:]
    if country and (number := _after_eight(digits, country)):
        return number
    if len(digits) == 11 and digits.startswith("89") and _valid("+7" + digits[1:]):
        return "+7" + digits[1:]  # a Russian mobile number, written down elsewhere
    return None


def _after_eight(digits: str, region: str) -> str | None:
    """The number of a state that stands after the eight of long-distance calls, if its plan holds it."""
    if region not in _EIGHT_ELSEWHERE or not digits.startswith("8"):
        return None
    number = f"+{phonenumbers.country_code_for_region(region)}{digits[1:]}"
    if not _valid(_renumbered(number)[0]) or _valid_without_eight(digits, region):
        return None
    return number if _renumbered(number)[1] else _e164(phonenumbers.parse(number))


def _national(text: str, digits: str, country: str) -> Identifier:
    code = phonenumbers.country_code_for_region(country)
    if code and digits.startswith(str(code)) and _valid("+" + digits):
        return _judged(text, "+" + digits)
    try:
        parsed = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return _bare(text, digits, f"not a number of {country}")
    if not phonenumbers.is_possible_number(parsed) and not _renumbered(_e164(parsed))[1]:
        note = f"too short or too long for a number of {country}"
        return Identifier(IdentifierKind.PHONE, digits, text, country, valid=False, note=note)
    return _judged(text, _e164(parsed))


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _of_no_country(text: str, digits: str) -> Identifier:
    """A number without country code and without context: one reading is taken, several are told."""
    if digits.startswith(_CALLING_CODES) and _valid(_renumbered("+" + digits)[0]):
        return _judged(text, "+" + digits).noted(N_("country code read without a plus"))
    former = _renumbered("+7" + digits) if _AREA_CODE.match(text.strip()) else ("", "")
    if former[1]:
        return _judged(text, "+7" + digits)
    readings = {region: number for region in MEMBER_REGIONS if (number := _valid_in(digits, region))}
    if len(readings) == 1:
        return _judged(text, readings.popitem()[1]).noted(N_("country taken from the numbering plan"))
    told = f"no country code; fits {', '.join(readings)}" if readings else "no country code"
    return _bare(text, digits, told)


def _judged(text: str, number: str) -> Identifier:
    number, note = _renumbered(number)
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return Identifier(IdentifierKind.PHONE, number, text, valid=False, note=N_("no country has this code"))
    found = Identifier(IdentifierKind.PHONE, number, text, phonenumbers.region_code_for_number(parsed), note=note)
    if phonenumbers.is_valid_number(parsed):
        return replace(found, valid=True)
    if phonenumbers.is_possible_number(parsed):
        return found.noted(N_("not in the current numbering plan, may be an old number"))
    return replace(found, valid=False).noted(N_("too short or too long for its country"))


def _renumbered(number: str) -> tuple[str, str]:
    for former, current, told in _RENUMBERED:
        moved = former.sub(current, number) if former.fullmatch(number) else number
        if moved != number and not _valid(number) and _valid(moved):
            return moved, told
    return number, ""


def _valid(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _valid_without_eight(digits: str, region: str) -> str | None:
    """The number in E.164 where a state's plan holds these digits as they stand."""
    try:
        parsed = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(parsed, region):
        return None
    return _e164(parsed)


def _valid_in(digits: str, region: str) -> str | None:
    return _valid_without_eight(digits, region) or _after_eight(digits, region)


def _bare(text: str, digits: str, note: str) -> Identifier:
    return Identifier(IdentifierKind.PHONE, digits, text, None, None, partial=True, note=note)


def _partial(text: str, written: str, country: str | None) -> Identifier:
    value = written
    if not written.startswith("+") and country in (None, "RU", "KZ") and re.fullmatch(r"[78][\d?]{10}", written):
        value = "+7" + written[1:]
    return Identifier(IdentifierKind.PHONE, value, text, None, None, partial=True, note=N_("some digits are not known"))
