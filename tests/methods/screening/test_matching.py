"""The plan loses nothing: what the decision would tell of near pairs is told by a bulk run, pair for pair."""

import random
from pathlib import Path

import pytest

from kerege.methods.identity import decide
from kerege.methods.identity.decision import is_named
from kerege.methods.screening import Bank, build_bank
from kerege.methods.screening.matching import decisions
from kerege.methods.screening.schema import described
from tests.methods.screening.exercise_lists import a_row, table

NAMES = (
    "Мухаммаджон Рахимов",
    "Muhammadjan Rakhimov",
    "Rahimov M.",
    "Rahimov Muhamadjno",
    "Testov Probek uulu",
    "Probekov Testov",
    "محمد جان رحیم اف",
    "Ахмедов Ахмед Ахмедович",
    "Akhmedov Akhmed",
    "Abdul Rahman Qosimov",
    "Абдурахман Касымов",
    "Abdurahmon Qosimzoda",
    "Айбек уулу Пробный",
    "Aybek Probnyi",
    "Тестова Проба Учебовна",
    "Testov Proba",
    "Хан Тест",
    "Khan Test",
    "Тест",
    "李小明",
    "Li Xiaoming",
    "Учеб-Бекова Гульнара",
    "Uchebbekova Gulnora",
    "Учебекова Гулнора Тестовна",
    "Dr. Proba Testov",
    "ООО Проба",
    "Proba LLC",
    "ნინო ტესტაძე",
    "Nino Testadze",
)
BIRTHS = ("1980-02-01", "1980-01-02", "1980", "1981-02-01", "~1978", "1990-01-01", "1990-05-07", "")


def people(seed: str, count: int) -> list[dict[str, object]]:
    dice = random.Random(seed)
    made = []
    for number in range(count):
        row = a_row(dice, f"{seed}{number:03}")
        places = dice.choice([[], ["Osh, Lenin 5"], ["г. Ош, ул. Ленина, 5"]])
        phone = {"kind": "phone", "value": f"+77011234{dice.randrange(6):03}"}
        passport = {"kind": "passport", "value": f"N123456{dice.randrange(4)}"}
        numbers = dice.choice([[], [], [phone], [passport], [phone, passport]])
        names = dice.sample(NAMES, dice.choice([1, 1, 1, 2]))
        made.append(
            row
            | {"names": names, "birth": dice.choice(BIRTHS), "sex": dice.choice(["", "m", "f"])}
            | {"nationality": dice.choice(["", "KZ", "TJ"]), "places": places, "identifiers": numbers}
        )
    return made


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return build_bank(table(people("B", 120)), tmp_path_factory.mktemp("matching") / "bank")


@pytest.mark.parametrize("least", [0.0, 0.3])
def test_a_bulk_run_tells_every_pair_that_a_decision_on_all_pairs_tells(bank: Bank, least: float) -> None:
    asked = [described(row) for row in people("L", 60)]
    told = {(at, number): found.probability for at, number, found in decisions(bank, asked, least)}
    expected, every = {}, {}
    for at, one in enumerate(asked):
        for number in range(len(bank)):
            found = decide(one, bank.described(number))
            every[at, number] = found.probability
            numbers = found.levels.numbers
            reached = is_named(found.levels) or numbers.same or numbers.short or numbers.tails
            if reached and found.grade is not None and found.probability >= least:
                expected[at, number] = found.probability
    assert told.items() <= every.items()
    lost = sorted(set(expected) - set(told))
    shown = [(asked[at].names, bank.described(number).names, expected[at, number]) for at, number in lost[:5]]
    assert len(lost) <= len(expected) // 100, shown


def test_rows_are_decided_alike_alone_and_together(bank: Bank) -> None:
    asked = [described(row) for row in people("L", 25)]
    together = [(at, number, found.probability) for at, number, found in decisions(bank, asked, 0.0)]
    alone = [
        (at, number, found.probability)
        for at, one in enumerate(asked)
        for _, number, found in decisions(bank, [one], 0.0)
    ]
    assert alone == together


def test_a_row_of_identifiers_alone_is_decided(tmp_path: Path) -> None:
    rows = [row | {"names": []} for row in people("B", 30)]
    numbers = build_bank(table(rows), tmp_path / "bank")
    asked = [described(rows[at]) for at in range(30) if rows[at]["identifiers"]]
    assert {at for at, _, _ in decisions(numbers, asked, 0.0)} == set(range(len(asked)))
