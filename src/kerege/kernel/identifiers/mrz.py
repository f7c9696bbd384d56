"""Machine-readable zones of passports and cards (ICAO 9303): TD1, TD2 and TD3 with their check digits."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, PartialDate
from kerege.kernel.identifiers.check_digits import mrz_digit
from kerege.kernel.identifiers.folding import fold_letters

__all__ = ["MachineReadableZone", "read_mrz"]

_SIZES = {(2, 44): "TD3", (2, 36): "TD2", (3, 30): "TD1"}


@dataclass(frozen=True)
class MachineReadableZone:
    """What a machine-readable zone says; `wrong` names the fields whose check digit does not fit."""

    size: str
    document: str
    issuer: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: PartialDate | None
    sex: str
    expiry: PartialDate | None
    personal_number: str
    wrong: tuple[str, ...]

    @property
    def issuer_country(self) -> str | None:
        """The ISO alpha-2 code of the issuing state, if it is one."""
        return country_code(self.issuer)


def read_mrz(text: str) -> MachineReadableZone | None:
    """The zone that stands in a text (two or three lines, spaces allowed), or None if there is none."""
    lines = [line for line in map(_line, text.splitlines()) if line]
    for height in (3, 2):
        for start in range(len(lines) - height + 1):
            block = lines[start : start + height]
            size = _SIZES.get((height, len(block[0])))
            if size and len({len(line) for line in block}) == 1:
                return _card(block) if size == "TD1" else _booklet(size, block)
    return None


def _line(line: str) -> str:
    """The line without spaces, if it can be a line of a zone."""
    folded = fold_letters(line.replace("«", "<<").replace("‹", "<")).replace(" ", "")
    return folded if re.fullmatch(r"[A-Z0-9<]{30,44}", folded) and "<" in folded else ""


def _booklet(size: str, lines: list[str]) -> MachineReadableZone:
    """TD3 (passports) and TD2: names above, numbers below."""
    upper, lower = lines
    personal = lower[28:42] if size == "TD3" else lower[28:35]
    checks = {"number": lower[0:10], "birth": lower[13:20], "expiry": lower[21:28]}
    if size == "TD3" and personal.strip("<") and not upper.startswith("V"):
        checks["personal number"] = lower[28:43]
    if upper.startswith("V"):  # visas (ICAO 9303-7) hold neither
        return _zone(size, upper[:2], upper[2:5], upper[5:], lower, lower[28:], checks)
    whole = lower[0:10] + lower[13:20] + lower[21:-1] + lower[-1]
    return _zone(size, upper[:2], upper[2:5], upper[5:], lower, personal, {**checks, "whole": whole})


def _card(lines: list[str]) -> MachineReadableZone:
    """TD1 (identity cards): numbers in two lines, names in the third."""
    first, second, names = lines
    checks = {"number": first[5:15], "birth": second[0:7], "expiry": second[8:15]}
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29] + second[29]
    number, rest = _long_number(first)
    if number:
        checks["number"] = number
    lower = first[5:15] + second[15:18] + second[0:7] + second[7] + second[8:15]
    personal = (rest + second[18:29]).strip("<")
    zone = _zone("TD1", first[:2], first[2:5], names, lower, personal, {**checks, "whole": whole})
    return replace(zone, number=number[:-1].strip("<")) if number else zone


def _long_number(first: str) -> tuple[str, str]:
    """A number of more than nine signs runs on into the optional field, its check digit last (ICAO 9303-5, 4.2.2)."""
    found = re.match(r"([A-Z0-9]+)(?:<|$)", first[15:30])
    if first[14] != "<" or not found:
        return "", first[15:30]
    return first[5:14] + found[1], first[15 + len(found[1]) :]


def _zone(  # noqa: PLR0917  # the parts of a zone in the order in which they stand
    size: str, document: str, issuer: str, names: str, lower: str, personal: str, checks: dict[str, str]
) -> MachineReadableZone:
    surname, _, given = names.partition("<<")
    expiry = _date(lower[21:27], None)
    return MachineReadableZone(
        size=size,
        document=document.strip("<"),
        issuer=issuer.strip("<"),
        surname=_words(surname),
        given_names=_words(given),
        number=lower[0:9].strip("<"),
        nationality=lower[10:13].strip("<"),
        birth=_date(lower[13:19], expiry),
        sex=lower[20].replace("<", "X"),
        expiry=expiry,
        personal_number=personal.strip("<"),
        wrong=tuple(name for name, field in checks.items() if not _fits(field)),
    )


def _fits(field: str) -> bool:
    return mrz_digit(field[:-1]) == field[-1].replace("<", "0")


def _words(names: str) -> str:
    return " ".join(names.replace("<", " ").split())


def _date(digits: str, expiry: PartialDate | None) -> PartialDate | None:
    """YYMMDD; a birth is the last such date before the expiry of the document, an expiry is of 1990-2089."""
    if not digits[:2].isdecimal():
        return None
    year = int(digits[:2])
    year += 1900 if (expiry is None and year >= 90) or (expiry and year + 2000 >= expiry.year) else 2000
    month, day = (int(part) if part.isdecimal() else None for part in (digits[2:4], digits[4:6]))
    try:
        return PartialDate(year, month or None, (day or None) if month else None)
    except DateError:
        return None
