"""The terms of a screening: what must be said before it may be asked for."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kerege.rooms.screening.rules.course import LONGEST_REVIEW


class Basis(StrEnum):
    """The kind of legal basis."""

    LAW = "law"
    TREATY = "treaty"
    COURT = "court"
    PROSECUTOR = "prosecutor"


class Persons(StrEnum):
    """Which persons stand in the list."""

    PASSENGERS = "passengers"
    PARCELS = "parcels"
    VEHICLES = "vehicles"
    LICENCES = "licences"
    SUBSCRIBERS = "subscribers"
    SUSPECTS = "suspects"
    OTHERS = "others"


SHORTEST_BASIS = 10
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the proposer says of a list; purpose and case come from his visit."""

    list_name: str
    source: str
    basis: Basis
    basis_text: str
    persons: tuple[Persons, ...]
    review_day: date
    left_out: tuple[str, ...] = ()
    """Codes of parties and desks that are not searched and learn nothing."""


def plain(text: str) -> str:
    """A text without signs that no writing has, and without spaces around it."""
    return "".join(sign if sign in "\n\t" or unicodedata.category(sign)[0] != "C" else " " for sign in text).strip()


def cleaned(terms: Terms) -> Terms:
    """The terms with plain texts."""
    return replace(
        terms,
        list_name=plain(terms.list_name),
        source=plain(terms.source),
        basis_text=plain(terms.basis_text),
        left_out=tuple(dict.fromkeys(code for each in terms.left_out if (code := plain(each)))),
    )


def missing(terms: Terms, today: date) -> list[tuple[str, str]]:
    """What is wrong with the terms: field and code of `SAID`, in the order of the fields."""
    found = []
    if len(terms.list_name.strip()) < SHORTEST_NAME:
        found.append(("list_name", "needs_list"))
    if len(terms.source.strip()) < SHORTEST_NAME:
        found.append(("source", "needs_source"))
    if len(terms.basis_text.strip()) < SHORTEST_BASIS:
        found.append(("basis_text", "needs_basis"))
    if not terms.persons:
        found.append(("persons", "needs_persons"))
    if not today < terms.review_day <= today + timedelta(days=LONGEST_REVIEW):
        found.append(("review_day", "wrong_review"))
    return found
