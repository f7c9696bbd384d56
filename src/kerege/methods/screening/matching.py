"""The plan of a bulk run for one piece of a list: candidates by keys, a first look by name, then the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from kerege.methods.identity import BIRTH_AGREES, Described, Levels, decide
from kerege.methods.identity.namings import AGREEING
from kerege.methods.identity.places import Place
from kerege.methods.screening.bank import Bank
from kerege.methods.screening.keys import asked_births, identifier_keys
from kerege.methods.screening.schema import ORDER, PAIR_SCHEMA, described, shaped

WORTH_DECIDING: Final = 0.3
"""A name below this score, with nothing else that led to it, is not looked at again."""


def candidates(bank: Bank, subject: Described) -> list[int]:
    """Return the subjects of the bank that may be this one: near by name, or sharing an identifier or name and year."""
    found = {number for name in subject.names for number, score in bank.named(name) if score >= WORTH_DECIDING}
    keys = identifier_keys(subject.identifiers) + asked_births(subject.names, subject.birth)
    return sorted(found | bank.keyed(keys)) if keys else sorted(found)


def pairs_of(bank: Bank, rows: pa.Table, *, numbers: Sequence[int], least: float) -> pa.Table:
    """Return the pairs (PAIR_SCHEMA) of rows with the bank, in their order; `numbers` are the rows' in their list."""
    found = [
        pair for at, row in zip(numbers, shaped(rows).to_pylist(), strict=True) for pair in _pairs(bank, row, at, least)
    ]
    return pa.Table.from_pylist(found, schema=PAIR_SCHEMA).sort_by(ORDER)


def _pairs(bank: Bank, row: dict[str, Any], at: int, least: float) -> list[dict[str, Any]]:
    subject = described(row)
    found = []
    for number in candidates(bank, subject):
        decision = decide(subject, bank.described(number))
        if decision.grade is None or decision.probability < least:
            continue
        found.append(
            {
                "list_id": row["id"] or str(at),
                "bank_id": bank.id_of(number),
                "probability": round(decision.probability, 6),
                "grade": str(decision.grade),
                "fields": fields_of(decision.levels),
                "reasons": list(dict.fromkeys(reason.code for reason in decision.reasons)),
                "list_row": at,
            }
        )
    return found


def fields_of(levels: Levels) -> list[str]:
    """Return the fields that agree: name, birth, sex, country, place, and kinds of identifiers in order."""
    agree = {
        "name": levels.name.level in AGREEING,
        "birth": levels.birth in BIRTH_AGREES,
        "sex": levels.sex == "sex_same",
        "country": levels.country == "country_same",
        "place": levels.place in {Place.SAME, Place.PARTLY},
    }
    numbers = levels.numbers
    kinds = {kind for found in (numbers.same, numbers.short, numbers.near, numbers.tails) for kind, _ in found}
    return [field for field, agrees in agree.items() if agrees] + sorted(kinds)
