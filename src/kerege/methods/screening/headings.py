"""Headings of lists: which column of a table says what, in English and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kerege.kernel.identifiers import IdentifierKind

PARTS_OF_NAME: Final = ("surname", "given", "patronymic")
SINGLE: Final = ("id", "birth", "sex", "nationality", "kind")
_KNOWN: Final = {
    "id": "id ref reference номер_записи ид код",
    "kind": "kind type вид тип",
    "name": "name full_name fullname names alias aliases имя_полное полное_имя фио ф_и_о имена псевдоним псевдонимы",
    "surname": "surname last_name lastname family_name фамилия",
    "given": "given given_name first_name firstname forename имя",
    "patronymic": "patronymic middle_name father_name отчество",
    "birth": "birth birth_date birthdate date_of_birth dob born birth_year year_of_birth дата_рождения год_рождения",
    "sex": "sex gender пол",
    "nationality": "nationality citizenship country гражданство страна",
    "place": "place places address residence city settlement адрес место место_жительства город",
    IdentifierKind.PHONE: "phone telephone tel mobile phone_number телефон тел моб номер_телефона",
    IdentifierKind.PASSPORT: "passport passport_number document document_number паспорт документ номер_паспорта",
    IdentifierKind.NATIONAL_NUMBER: "national_number national_id tax_number iin bin pinfl inn snils fin иин бин пинфл "
    "инн снилс пин",
    IdentifierKind.PLATE: "plate vehicle_plate number_plate госномер номер_авто",
    IdentifierKind.EMAIL: "email e_mail mail почта электронная_почта",
    IdentifierKind.VIN: "vin вин",
    IdentifierKind.PARCEL: "parcel tracking tracking_number посылка трек номер_отправления",
}
ROLES: Final = {word: str(role) for role, words in _KNOWN.items() for word in words.split()} | {
    kind.value: kind.value for kind in IdentifierKind
}
SEXES: Final = {
    **dict.fromkeys(("m", "male", "м", "муж", "мужской", "1"), "m"),
    **dict.fromkeys(("f", "female", "ж", "жен", "женский", "2"), "f"),
}


class NoListError(ValueError):
    """A table whose headings name neither a name nor an identifier: there is nothing to compare by."""


def role_of(heading: str) -> str:
    """Return what a column says; empty where its heading is not known. A number at the end is left aside: phone2."""
    folded = re.sub(r"[\W_]+", "_", heading.casefold().strip()).strip("_")
    return ROLES.get(folded) or ROLES.get(re.sub(r"_?\d+$", "", folded), "")


def roles_of(columns: Sequence[str]) -> list[str]:
    """Return what each column says. Raises NoListError."""
    roles = [role_of(column) for column in columns]
    telling = {"name", *PARTS_OF_NAME, *(kind.value for kind in IdentifierKind)}
    if not telling.intersection(roles):
        raise NoListError(", ".join(columns[:20]))
    return roles
