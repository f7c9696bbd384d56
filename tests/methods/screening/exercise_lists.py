"""Invented subjects for tests of bulk runs: a bank, a list that crosses it in known places, all by seed."""

import random
from pathlib import Path

import pyarrow as pa

from kerege.methods.screening import LIST_SCHEMA, Bank, build_bank

GIVEN = ("Tadrisjon", "Sinovbek", "Machqali", "Uchebdin", "Probniyor", "Testmurod", "Namunajon", "Oquvbek")
STEMS = ("tadris", "sinov", "machq", "ucheb", "probn", "namun", "oquv", "zhatt", "trenin", "primer")
ENDS = ("ov", "ev", "zoda", "uulu", "bekov", "murodov")
PLANTED = 10


def a_name(dice: random.Random) -> str:
    """An invented name that is nobody's."""
    middle = "".join(dice.choice("aeiou") + dice.choice("bdghklmnrstvz") for _ in range(2))
    return f"{(dice.choice(STEMS) + middle + dice.choice(ENDS)).title()} {dice.choice(GIVEN)}"


def a_birth(dice: random.Random) -> str:
    """A day of birth."""
    return f"{dice.randint(1950, 2004)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def a_row(dice: random.Random, identity: str) -> dict[str, object]:
    """One subject with a telephone number."""
    phone = {"kind": "phone", "value": f"+7701{dice.randrange(10**7):07}"}
    return {
        "id": identity,
        "names": [a_name(dice)],
        "birth": a_birth(dice),
        "sex": "",
        "nationality": "KZ",
        "places": [],
        "identifiers": [phone],
    }


def bank_rows(count: int = 400, seed: str = "bank") -> list[dict[str, object]]:
    """The subjects of a bank."""
    dice = random.Random(seed)
    return [a_row(dice, f"B{number:04}") for number in range(count)]


def list_rows(count: int = 600, seed: str = "list") -> list[dict[str, object]]:
    """A list of others, in which the first ten of the bank stand too: same number, name turned about."""
    dice = random.Random(seed)
    rows = [a_row(dice, f"L{number:04}") for number in range(count)]
    for at, known in enumerate(bank_rows()[:PLANTED]):
        turned = " ".join(reversed(str(known["names"][0]).split()))  # type: ignore[index]  # a list of names
        rows[at * 37 % count] = known | {"id": f"P{at:04}", "names": [turned]}
    return rows


def table(rows: list[dict[str, object]]) -> pa.Table:
    """Rows as a table."""
    return pa.Table.from_pylist(rows, schema=LIST_SCHEMA)


def a_bank(folder: Path) -> Bank:
    """A bank on disk."""
    return build_bank(table(bank_rows()), folder / "bank")
