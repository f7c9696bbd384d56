"""The plan of a bulk run for some rows of a list: candidates by keys, a bound, a first look, then the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kerege.methods.identity import BIRTH_AGREES, Decision, Described, Levels, Named, Naming, decide
from kerege.methods.identity.decision import is_named
from kerege.methods.identity.namings import AGREEING, most_rarity, name_together
from kerege.methods.identity.places import Place
from kerege.methods.identity.weights import weights
from kerege.methods.names.compiled import Longs
from kerege.methods.names.parts import parse
from kerege.methods.screening.bank import Bank
from kerege.methods.screening.facts import could_be_told, facts_of
from kerege.methods.screening.keys import asked_births, asked_days, identifier_keys
from kerege.methods.screening.schema import ORDER, PAIR_SCHEMA, described, shaped

LOW: Final = 0xFFFFFFFF
TOGETHER: Final = 4_096
"""Pairs whose names are compared at once."""


class _Names:
    """The names of some rows, each once and in order, and which of them each row has.

    In order: names that begin alike are searched one after the other, and the kernel still has what their parts led to.
    """

    def __init__(self, subjects: Sequence[Described]) -> None:
        self.names = sorted({name for subject in subjects for name in subject.names})
        known = {name: number for number, name in enumerate(self.names)}
        self.of_row = [[known[name] for name in subject.names] for subject in subjects]


def pairs_of(bank: Bank, rows: pa.Table, *, numbers: Sequence[int], least: float) -> pa.Table:
    """Return the pairs (PAIR_SCHEMA) of rows with the bank, in their order; `numbers` are the rows' in their list."""
    held = shaped(rows).to_pylist()
    subjects = [described(row) for row in held]
    found = [
        _pair(held[row], numbers[row], bank.id_of(number), decision)
        for row, number, decision in decisions(bank, subjects, least)
    ]
    return pa.Table.from_pylist(found, schema=PAIR_SCHEMA).sort_by(ORDER)


def decisions(bank: Bank, subjects: Sequence[Described], least: float) -> Iterator[tuple[int, int, Decision]]:
    """Yield the place of a subject, the number of one of the bank, and the decision, for every pair worth telling."""
    places, numbers = _worth_a_look(bank, subjects, least)
    bank.read(numbers)
    pairs = list(zip(places, numbers, strict=True))
    for start in range(0, len(pairs), TOGETHER):
        yield from _decided(bank, subjects, pairs[start : start + TOGETHER], least)


def _decided(
    bank: Bank, subjects: Sequence[Described], pairs: Sequence[tuple[int, int]], least: float
) -> Iterator[tuple[int, int, Decision]]:
    """Decide on these pairs; their names are compared together."""
    facing = [(at, number, subjects[at], bank.described(number)) for at, number in pairs]
    name_together((mine, theirs) for _, _, one, other in facing for mine in one.names for theirs in other.names)
    for at, number, one, other in facing:
        decision = decide(one, other)
        if decision.grade is not None and decision.probability >= least:
            yield at, number, decision


def _worth_a_look(bank: Bank, subjects: Sequence[Described], least: float) -> tuple[list[int], list[int]]:
    """Return pairs that share an identifier or a part of a name and the day of birth, or near ones that could be told.

    Pairs stand in order of row and subject, each once.
    """
    held = _Names(subjects)
    numbered = _coded(*_keyed(bank, [_hints(subject) for subject in subjects]))
    dated = _coded(*_keyed(bank, [asked_births(subject.names, subject.birth) for subject in subjects]))
    hinted = np.unique(numbered)
    rest = np.setdiff1d(np.union1d(_named(bank, held), dated), hinted, assume_unique=True)
    facts = facts_of(subjects)
    rest = rest[could_be_told(facts[rest >> 32], bank.facts[rest & LOW], least, _brought(subjects, rest >> 32))]
    rest = rest[bank.could_agree(held.names, held.of_row, rest >> 32, rest & LOW)]
    every = np.union1d(hinted, rest)
    return (every >> 32).tolist(), (every & LOW).tolist()


def _hints(subject: Described) -> list[int]:
    """Return the keys that bring a pair to the decision whatever its names look like at first."""
    return [*identifier_keys(subject.identifiers), *asked_days(subject.names, subject.birth)]


def _brought(subjects: Sequence[Described], rows: Longs) -> NDArray[np.float64]:
    """Return for each of these rows, which stand in order, the most that its own names can bring to any pair."""
    table = weights()
    which, counts = np.unique(rows, return_counts=True)
    best = [_best(subjects[row].names) for row in which.tolist()]
    odds = [table[named.level] + table["rarity"] * named.rarity for named in best]
    return np.repeat(np.array(odds, np.float64), counts)


def _named(bank: Bank, held: _Names) -> Longs:
    """Return the pairs of rows and subjects whose names are near."""
    places, subjects = bank.near(held.names)
    owners, rows = _rows_of(held)
    starts = np.searchsorted(owners, np.arange(len(held.names) + 1))
    counts = np.diff(starts)[places]
    which = np.repeat(np.arange(len(places)), counts)
    within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return _coded(rows[starts[places[which]] + within], subjects[which])


def _rows_of(held: _Names) -> tuple[Longs, Longs]:
    """Return names and the rows that have them, in the order of the names."""
    names = np.array([name for own in held.of_row for name in own], np.int64)
    rows = np.repeat(np.arange(len(held.of_row)), [len(own) for own in held.of_row])
    order = np.argsort(names, kind="stable")
    return names[order], rows[order]


def _coded(rows: Longs, subjects: NDArray[Any]) -> Longs:
    return (rows << 32) | subjects.astype(np.int64)


def _keyed(bank: Bank, keys: Sequence[Sequence[int]]) -> tuple[Longs, Longs]:
    owners = np.repeat(np.arange(len(keys)), [len(own) for own in keys])
    places, subjects = bank.keyed([key for own in keys for key in own])
    return owners[places], subjects


@lru_cache(maxsize=100_000)
def _best(names: tuple[str, ...]) -> Named:
    """Return the best agreement that any other name can have with one of these."""
    parts = max(len(parse(name)) for name in names)
    possible = AGREEING if parts > 2 else AGREEING - {Naming.WHOLE}
    level = max(possible, key=lambda each: (weights()[each], each))
    return Named(level, 1.0, max(parts, 3), max(map(most_rarity, names)))


def _pair(row: dict[str, Any], at: int, bank_id: str, decision: Decision) -> dict[str, Any]:
    return {
        "list_id": row["id"] or str(at),
        "bank_id": bank_id,
        "probability": round(decision.probability, 6),
        "grade": str(decision.grade),
        "fields": fields_of(decision.levels),
        "reasons": list(decision.codes),
        "list_row": at,
    }


def fields_of(levels: Levels) -> list[str]:
    """Return the fields that agree: name, birth, sex, country, place, and kinds of identifiers in order."""
    agree = {
        "name": is_named(levels),
        "birth": levels.birth in BIRTH_AGREES,
        "sex": levels.sex == "sex_same",
        "country": levels.country == "country_same",
        "place": levels.place in {Place.SAME, Place.PARTLY},
    }
    numbers = levels.numbers
    agreeing = (*numbers.same, *numbers.short, *numbers.near, *numbers.tails, *numbers.mirrors)
    kinds = {kind for kind, _ in agreeing}
    return [field for field, agrees in agree.items() if agrees] + sorted(kinds)
