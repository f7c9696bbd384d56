"""What a draft of a screening tells to expect, beside what the bulk engine answers of invented strangers.

A list of some shape is drawn, and records of which nobody stands in it; every pair that the engine tells is a false
hit. `python -m benchmarks.expected_hits` measures the shapes of `SHAPES` and writes `results/expected_hits.json`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from benchmarks import invented
from benchmarks.measure import commit
from benchmarks.travellers import registered
from kerege.kernel.dates import PartialDate
from kerege.methods.screening import LIST_SCHEMA, Bank, build_bank
from kerege.methods.screening.matching import pairs_of
from kerege.rooms.screening.rules.expectation import BankSize, expected, sample_of
from kerege.rooms.screening.rules.lists import ListRow

RESULTS = Path(__file__).with_name("results") / "expected_hits.json"
DAY = date(2026, 11, 29)
PIECE = 5_000


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows give, each by its share of them; `one_people`: of whom alone they are, where of one."""

    by_day: float = 0.0
    by_year: float = 0.0
    named: float = 1.0
    fathers: float = 0.0
    alias: float = 0.0
    nationality: float = 0.0
    sex: float = 0.0
    phone: float = 0.0
    phone_without_country: float = 0.0
    passport: float = 0.0
    one_people: str = ""


HELD = Shape(by_day=0.6, by_year=0.3, fathers=0.5, nationality=0.7, sex=0.5, phone=0.6, passport=0.3)
"""Records as they are assumed to be."""
SHAPES = {
    "full dates of birth": Shape(by_day=1.0),
    "years of birth": Shape(by_year=1.0),
    "names alone": Shape(),
    "names with the father's": Shape(fathers=1.0),
    "names with the father's, years of birth, nationality": Shape(by_year=1.0, fathers=1.0, nationality=1.0),
    "full dates of birth, nationality, sex": Shape(by_day=1.0, nationality=1.0, sex=1.0),
    "years of birth, a second name": Shape(by_year=1.0, alias=1.0),
    "passports and telephones alone": Shape(named=0.0, phone=1.0, passport=1.0),
    "telephones without their country alone": Shape(named=0.0, phone_without_country=1.0),
    "a third dates, a third years, a third names alone": Shape(by_day=1 / 3, by_year=1 / 3, phone=0.5, nationality=0.5),
}
RECORDS = {
    "as assumed": HELD,
    "every birth known": replace(HELD, by_day=0.5, by_year=0.5, nationality=1.0),
    "three births of ten unknown": replace(HELD, by_day=0.4, by_year=0.3),
}


def rows(shape: Shape, count: int, seed: str) -> Iterator[ListRow]:
    """Invented persons as rows of a list, or as records, of this shape."""
    dice = random.Random(f"{seed}-shape")
    for number, person in enumerate(persons(shape, count, seed)):
        yield row(shape, person, dice, number)


def persons(shape: Shape, count: int, seed: str) -> Iterator[invented.Person]:
    """Invented persons, of one people where the shape says so."""
    dice = random.Random(seed)
    while count:
        person = invented.one(dice)
        if shape.one_people in {"", person.country}:
            count -= 1
            yield person


def row(shape: Shape, person: invented.Person, dice: random.Random, number: int) -> ListRow:
    """One of them."""
    whole = dice.random()
    birth = PartialDate(person.born, person.month, person.day) if whole < shape.by_day else PartialDate(person.born)
    dated = whole < shape.by_day + shape.by_year
    names = tuple(written(shape, person, dice, number)) if dice.random() < shape.named else ()
    return ListRow(
        number=number,
        reference=f"r{number}",
        names=names,
        birth=birth.code() if dated else "",
        sex=("f" if person.female else "m") if dice.random() < shape.sex else "",
        nationality=person.country if dice.random() < shape.nationality else "",
        identifiers=tuple(numbers(shape, dice)),
    )


def written(shape: Shape, person: invented.Person, dice: random.Random, number: int) -> Iterator[str]:
    """The names that a row gives: as in a passport, or with the father's as in a register; and another person's."""
    scheme = dice.randrange(invented.SCHEMES)
    yield registered(person, scheme, number) if dice.random() < shape.fathers else invented.passport(person, scheme)
    if dice.random() < shape.alias:
        yield invented.passport(invented.one(dice), scheme)


def numbers(shape: Shape, dice: random.Random) -> Iterator[tuple[str, str]]:
    """The numbers that a row gives."""
    if dice.random() < shape.phone:
        yield "phone", f"+77{dice.choice('0047')}{dice.randrange(10**8):08}"
    if dice.random() < shape.phone_without_country:
        yield "phone", f"7{dice.choice('0047')}{dice.randrange(10**8):08}"
    if dice.random() < shape.passport:
        yield "passport", f"{dice.choice('NABC')}{dice.randrange(10**8):08}"


def table(of: Iterator[ListRow]) -> pa.Table:
    """Rows in the shape of the engine's lists."""
    return pa.Table.from_pylist([as_listed(each) for each in of], schema=LIST_SCHEMA)


def as_listed(one: ListRow) -> dict[str, object]:
    """A row as the engine takes it."""
    pairs = [{"kind": kind, "value": value} for kind, value in one.identifiers]
    known = {"birth": one.birth, "sex": one.sex, "nationality": one.nationality, "places": list(one.places)}
    return {"id": one.reference, "names": list(one.names), "identifiers": pairs, **known}


def records(shape: Shape, count: int, folder: Path, seed: str = "expected-records") -> Bank:
    """A bank of so many records."""
    return build_bank(table(rows(shape, count, seed)), folder)


def false_hits(bank: Bank, of: list[ListRow]) -> int:
    """How many pairs the engine tells of a list of which nobody is held."""
    listed = table(iter(of))
    pieces = (range(at, min(at + PIECE, len(of))) for at in range(0, len(of), PIECE))
    found = (pairs_of(bank, listed.slice(one.start, len(one)), numbers=one, least=0.0) for one in pieces)
    return sum(len(each) for each in found)


def told(of: list[ListRow], held: int) -> dict[str, object]:
    """What a draft tells of a list against so many records."""
    sample = sample_of(of, len(of))
    found = expected(sample, count=len(of), findable=BankSize(held, held), day=DAY)
    return {"low": found.low, "likely": found.likely, "high": found.high}


def measured(listed: int, sizes: tuple[int, ...], folder: Path) -> Iterator[dict[str, object]]:
    """Each shape of list against records of each size, and of each make."""
    makes = [("as assumed", held) for held in sizes] + [(make, sizes[0]) for make in list(RECORDS)[1:]]
    for make, held in makes:
        bank = records(RECORDS[make], held, folder / f"{make}-{held}")
        for name, shape in SHAPES.items():
            of = list(rows(shape, listed, f"expected-list-{name}"))
            line = {"list": name, "rows": listed, "records": held, "make": make}
            print(*line.values(), file=sys.stderr, flush=True)
            yield line | told(of, held) | {"measured": false_hits(bank, of)}


def of_one_people(listed: int, held: int, folder: Path) -> Iterator[dict[str, object]]:
    """Names of one people against records of that people, and of another."""
    of = list(rows(replace(SHAPES["years of birth"], one_people="UZ"), listed, "expected-list-people"))
    for people in ("UZ", "RU"):
        bank = records(replace(HELD, one_people=people), held, folder / people)
        line = {"list": "years of birth, all of UZ", "rows": listed, "records": held, "make": f"all of {people}"}
        yield line | told(of, held) | {"measured": false_hits(bank, of)}


def section() -> str:
    """The table of what was told and what was measured, as kept."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    lines = [
        f"| {one['list']} | {one['rows']:,} | {one['records']:,} | {one['make']} | {one['low']:,}–{one['high']:,} "
        f"| {one['likely']:,.1f} | {one['measured']:,} | {times(one['likely'], one['measured'])} |"
        for one in kept["lines"]
    ]
    head = ["list", "rows", "records", "their make", "told: between", "about", "measured", "told ÷ measured"]
    table_of = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *lines]
    return "\n".join([f"Measured at `{kept['commit']}`.", "", *table_of])


def times(likely: float, measured: int) -> str:
    """How many times as many were told as measured, where that says something."""
    return f"{likely / measured:.2f}" if measured >= 10 else "–"


def main(listed: int, sizes: tuple[int, ...]) -> None:
    """Measure, and keep it."""
    with tempfile.TemporaryDirectory(prefix="kerege-expected-") as folder:
        lines = [*measured(listed, sizes, Path(folder)), *of_one_people(listed, sizes[-1], Path(folder))]
    RESULTS.write_text(json.dumps({"commit": commit(), "lines": lines}, ensure_ascii=False, indent=1) + "\n")
    print(section())


if __name__ == "__main__":
    main(int(sys.argv[1]), tuple(map(int, sys.argv[2:])))
