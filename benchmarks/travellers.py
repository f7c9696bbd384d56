"""Innocent travellers: an invented list against an invented bank that holds none of them; who is hit?

The list is written as passenger lists are (Latin letters, by the tables of passports) with the year of birth; the bank
as records are (both scripts, with and without the father's name; half with the whole date, half with the year). Nobody
is in both, so that every hit is false; namesakes happen as often as the frequencies of names make them happen.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from benchmarks import invented
from benchmarks.contest.turn import peak_memory
from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Described, decide
from kerege.methods.names import NameIndex

SEED = "travellers-1"
PIECE = 20_000
NEAREST = 10
WHOLE_DATE_SHARE = 0.5
WAYS = ("with_birth_year", "by_name_alone")


def bank(count: int) -> list[Described]:
    """Invented subjects of a bank."""
    dice = random.Random(f"{SEED}-bank-written")
    found = []
    for person in invented.persons(f"{SEED}-bank", count):
        whole = dice.random() < WHOLE_DATE_SHARE
        birth = PartialDate(person.born, person.month, person.day) if whole else PartialDate(person.born)
        found.append(Described(names=(invented.written(person, dice),), birth=birth))
    return found


def travellers(count: int) -> Iterator[Described]:
    """Invented travellers: a name as the passport has it, and a year of birth."""
    dice = random.Random(f"{SEED}-list-written")
    for person in invented.persons(f"{SEED}-list", count):
        name = invented.passport(person, dice.randrange(invented.SCHEMES))
        yield Described(names=(name,), birth=PartialDate(person.born))


def screened(people: Iterator[Described], held: list[Described]) -> dict[str, Counter[str]]:
    """How many travellers got a hit of each grade at best, with the birth year and without."""
    index = NameIndex([(str(number), subject.names[0]) for number, subject in enumerate(held)])
    named = [Described(names=subject.names) for subject in held]
    counts: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    while piece := list(islice(people, PIECE)):
        matches = index.search_many([person.names[0] for person in piece], NEAREST)
        for person, found in zip(piece, matches, strict=True):
            near = [int(match.id) for match in found]
            counts["with_birth_year"][best_grade(person, [held[at] for at in near])] += 1
            counts["by_name_alone"][best_grade(Described(names=person.names), [named[at] for at in near])] += 1
    return counts


def best_grade(person: Described, near: list[Described]) -> str:
    """The strongest grade that a traveller gets of those of the nearest names."""
    grades = {str(grade) for subject in near if (grade := decide(person, subject).grade) is not None}
    return "strong" if "strong" in grades else "possible" if "possible" in grades else "none"


def main(listed: int, held: int) -> dict[str, object]:
    """Screen, and say how many of 10,000 were hit."""
    begun, worked = time.perf_counter(), time.process_time()
    counts = screened(travellers(listed), bank(held))
    per = {way: {grade: counts[way][grade] * 10_000 / listed for grade in ("strong", "possible")} for way in WAYS}
    took = {"wall_s": time.perf_counter() - begun, "processor_s": time.process_time() - worked}
    return {"list": listed, "bank": held, "per_10000": per, **took, "memory_mb": peak_memory()}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))), flush=True)
