"""Ours on FEBRL: candidates by name, birth, number and address; `methods.identity.decide`; each record once at most."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import numpy as np

from benchmarks.linkage.febrl import Pair, Record, linked, one_to_one
from kerege.kernel.dates import DateError, PartialDate
from kerege.methods.identity import Described, decide
from kerege.methods.names import NameIndex
from kerege.methods.screening.pairing import paired

ADDRESS = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
BY_NAME = 10
MOST_SHARING = 40
LIKELY = 0.5
NOBODY_TWICE = "nobody-twice"
"""The word by which two lists are said to hold nobody twice: pairs are chosen as `kerege screen --one-to-one` does."""


def birth(text: str) -> PartialDate | None:
    """The date of birth as far as it can be one."""
    cells = (text[:4], text[4:6], text[6:8])
    for known in (3, 2, 1):
        try:
            return PartialDate(*(int(cell) for cell in cells[:known]))
        except (DateError, ValueError):
            continue
    return None


def described(record: Record) -> Described:
    """A record as our decision takes it."""
    street = " ".join(filter(None, (record["street_number"], record["address_1"])))
    places = tuple(filter(None, (street, record["address_2"], record["suburb"], record["postcode"])))
    number = record["soc_sec_id"]
    return Described(
        names=tuple(filter(None, [name_of(record)])),
        birth=birth(record["date_of_birth"]),
        places=places,
        identifiers=(("national_number", number),) if number else (),
    )


def name_of(record: Record) -> str:
    """Given name and surname."""
    return f"{record['given_name']} {record['surname']}".strip()


def keys(record: Record) -> Iterator[str]:
    """What a record may share with another of the same person besides the name."""
    number, born = record["soc_sec_id"], record["date_of_birth"]
    for at in range(len(number)):
        yield f"number {number[:at]}?{number[at + 1 :]}"
    if number:
        yield f"figures {''.join(sorted(number))}"
    if born:
        yield f"born {born}"
    if record["street_number"] and record["address_1"]:
        yield f"street {record['street_number']} {record['address_1']}"
    if record["suburb"] and record["postcode"] and record["surname"]:
        yield f"suburb {record['suburb']} {record['postcode']} {record['surname']}"


def candidates(left: list[Record], right: list[Record]) -> set[Pair]:
    """Pairs that share a key or whose names are near."""
    index = NameIndex([(record["rec_id"], name_of(record)) for record in right])
    found = {
        (record["rec_id"], match.id)
        for record in left
        for match in (index.search(name_of(record), BY_NAME) if name_of(record) else ())
    }
    sharing: dict[str, list[str]] = defaultdict(list)
    for record in right:
        for key in keys(record):
            sharing[key].append(record["rec_id"])
    for record in left:
        for key in keys(record):
            if len(sharing.get(key, ())) <= MOST_SHARING:
                found |= {(record["rec_id"], other) for other in sharing.get(key, ())}
    return found


def scored(left: list[Record], right: list[Record]) -> list[tuple[float, str, str]]:
    """Every candidate pair with its likelihood."""
    one = {record["rec_id"]: described(record) for record in left}
    other = {record["rec_id"]: described(record) for record in right}
    return [(decide(one[a], other[b]).probability, a, b) for a, b in sorted(candidates(left, right))]


def link(left: list[Record], right: list[Record]) -> list[Pair]:
    """The pairs that are likely one person by the odds of a bank, each record once."""
    return one_to_one(row for row in scored(left, right) if row[0] >= LIKELY)


def link_nobody_twice(left: list[Record], right: list[Record]) -> list[Pair]:
    """The pairs of two lists that are known to hold nobody twice."""
    return chosen(scored(left, right), sizes=(len(left), len(right)))


def chosen(pairs: list[tuple[float, str, str]], *, sizes: tuple[int, int]) -> list[Pair]:
    """The pairs to keep where neither list holds anybody twice."""
    likely = np.array([row[0] for row in pairs], np.float64)
    ones, others = (np.unique([row[at] for row in pairs], return_inverse=True)[1] for at in (1, 2))
    return [pairs[place][1:] for place in paired(ones, others, likely, sizes=sizes).places]


if __name__ == "__main__":
    linked(link_nobody_twice if NOBODY_TWICE in sys.argv else link)
