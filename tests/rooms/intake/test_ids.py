"""The traps of the IDS file, each on rows made like those of the file."""

from decimal import Decimal

import pytest

ROW = {
    "REGION": "Asia",
    "SUBREGION": "Central Asia",
    "COUNTRY": "Tajikistan",
    "SEIZURE_DATE": "2012-01-11",
    "DRUG_NAME": "Heroin",
    "AMOUNT": "1.0",
    "DRUG_UNIT": "Kilogram",
}


def plan() -> object:
    from kerege.rooms.intake.rules.ids import COLUMNS, IdsPlan

    return IdsPlan.of(COLUMNS)


def cells(**changed: str) -> list[str]:
    from kerege.rooms.intake.rules.ids import COLUMNS

    row = {**ROW, **changed}
    return [row.get(name, "") for name in COLUMNS]


def claim(months: tuple[str, ...] = (), **changed: str) -> object:
    from datetime import date

    from kerege.rooms.intake.rules.plans import Surveyed
    from kerege.rooms.intake.rules.preparing import Waiting, claim_of
    from kerege.rooms.records.queries import Reader

    row = Waiting(2, cells(**changed), b"", None)
    reader = Reader(substance=lambda text: "", day=date(2026, 1, 5))
    return claim_of(plan(), row, 16, Surveyed(frozenset(months)), reader)  # type: ignore[arg-type]


def surveyed(*rows: list[str]) -> object:
    from kerege.rooms.intake.rules.survey import survey

    return survey(plan(), enumerate(rows, start=2))  # type: ignore[arg-type]


def test_trap_1_a_repeat_points_to_its_first_and_czechia_is_the_czech_republic() -> None:
    made = surveyed(cells(), cells(COUNTRY="Czech Republic"), cells(), cells(COUNTRY="Czechia"), cells(AMOUNT="1.00"))
    keys = list(made.identities())
    firsts = [key for key, repeats in keys if repeats is None]
    assert len(firsts) == 2
    assert [repeats for _, repeats in keys] == [None, None, firsts[0], firsts[1], firsts[0]]
    assert len({key for key, _ in keys}) == 5


@pytest.mark.parametrize(
    ("unit", "base_amount", "base"),
    [
        ("100 gram", "0.1", "kg"),
        ("Block (350gr)", "0.35", "kg"),
        ("Viss", "1.63293", "kg"),
        ("Gallons (US, liquid)", "3.785411784", "l"),
        ("Acres", "4046.8564224", "m2"),
        ("Plants", "1", "plant"),
        ("Tablet", "1", "unit"),
    ],
)
def test_trap_3_units_are_converted_only_by_a_factor(unit: str, base_amount: str, base: str) -> None:
    [item] = claim(DRUG_UNIT=unit).items
    assert (item.base_amount, item.base) == (Decimal(base_amount), base)


def test_trap_3_a_unit_without_a_factor_stays_as_reported() -> None:
    [item] = claim(DRUG_UNIT="Bottles").items
    assert (item.amount, item.base_amount, item.base) == (Decimal(1), None, "")


@pytest.mark.parametrize("amount", ["210.53900000000002", "1e-05", "5.9999999999999995e-05"])
def test_trap_4_decimals_are_exact(amount: str) -> None:
    [item] = claim(AMOUNT=amount).items
    assert item.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("changed", "column", "code"),
    [
        ({"AMOUNT": ""}, "AMOUNT", "required"),
        ({"AMOUNT": "0.0"}, "AMOUNT", "zero"),
        ({"DRUG_UNIT": ""}, "DRUG_UNIT", "required"),
    ],
)
def test_trap_4_blank_and_zero_are_refused_with_column_and_reason(
    changed: dict[str, str], column: str, code: str
) -> None:
    from kerege.rooms.intake.rules.preparing import Refused, kept_faults

    refused = claim(**changed)
    assert isinstance(refused, Refused)
    [fault] = kept_faults(plan(), refused.faults)  # type: ignore[arg-type]
    assert (fault["column"], fault["code"]) == (column, code)


def test_trap_5_an_outlier_is_a_question_and_a_jump_a_warning() -> None:
    from kerege.rooms.intake.rules.survey import findings

    usual = [cells(DRUG_NAME="Ecstasy", AMOUNT=f"0.01{at}", COUNTRY="Latvia") for at in range(30)]
    few = [cells(SEIZURE_DATE="2013-05-05")] * 40
    many = [cells(SEIZURE_DATE="2014-05-05")] * 160
    made = surveyed(*usual, cells(DRUG_NAME="Ecstasy", AMOUNT="97.492"), *few, *many)
    found = findings(made, resolve={})
    assert [(each["row"], each["amount"]) for each in found["outliers"]] == [(32, "97.492")]
    assert {"from": "2013", "to": "2014", "rows_from": 40, "rows_to": 160} in found["jumps"]


def test_trap_6_a_year_without_rows_is_a_gap_and_not_a_zero() -> None:
    from kerege.rooms.intake.rules.survey import gaps

    rows = {("KZ", "2011"): 1, ("KZ", "2012"): 1, ("KZ", "2014"): 1, ("RU", "2016"): 1, ("RU", "2011"): 3}
    assert gaps(rows)["KZ"] == ["2013", "2015", "2016"]


@pytest.mark.parametrize(
    ("departure", "destination", "legs"),
    [
        ("Russian Federation", "Russian Federation", []),
        ("Afghanistan", "Russian Federation", [("AF", "TJ"), ("TJ", "RU")]),
        ("Tajikistan", "Russian Federation", [("TJ", "RU")]),
        ("Unknown", "Russian Federation", [("TJ", "RU")]),
        ("Unknown", "", []),
    ],
)
def test_trap_7_a_route_joins_different_countries(
    departure: str, destination: str, legs: list[tuple[str, str]]
) -> None:
    country = "Russian Federation" if not legs and destination else "Tajikistan"
    made = claim(COUNTRY=country, DEPARTURE_COUNTRY=departure, DESTINATION_COUNTRY=destination)
    assert [(leg.from_country, leg.to_country) for leg in made.legs] == legs


def test_trap_7_unknown_is_null_and_counted() -> None:
    made = surveyed(
        cells(DEPARTURE_COUNTRY="Unknown"), cells(DEPARTURE_COUNTRY="Unknown", AMOUNT="2"), cells(AMOUNT="3")
    )
    assert made.not_known == {"DEPARTURE_COUNTRY": 2}


@pytest.mark.parametrize(
    ("place", "facts", "exact"),
    [
        ("Kapitan Andreevo\nBCP", "Kapitan Andreevo BCP", ""),
        ("'[\x01BOOK 2014.xls]N.I. con Incaut.'!$C$248", "", ""),
        ("-", "", ""),
        ("Восточно-Казахстанская область", "Восточно-Казахстанская область", ""),
        ("PUERTO QUETZAL, CONTENEDOR CBFU 3502943", "", "PUERTO QUETZAL, CONTENEDOR CBFU 3502943"),
        ("CALLE 31 Y GALÁPAGOS", "", "CALLE 31 Y GALÁPAGOS"),
    ],
)
def test_trap_8_places_are_cleaned_and_exact_ones_leave_the_facts_part(place: str, facts: str, exact: str) -> None:
    made = claim(PLACE=place)
    assert made.place == facts
    assert (made.nominal.texts["exact_place"] if made.nominal else "") == exact


def test_trap_9_dates_that_are_months_are_kept_as_months() -> None:
    rows = [cells(COUNTRY="New Zealand", SEIZURE_DATE=f"2015-{at % 12 + 1:02}-01") for at in range(40)]
    made = surveyed(*rows, cells(COUNTRY="New Zealand", SEIZURE_DATE="2015-03-17"), cells(SEIZURE_DATE="2015-03-01"))
    assert made.surveyed.months_only == {"NZ"}
    read = claim(("NZ",), COUNTRY="New Zealand", SEIZURE_DATE="2015-03-01")
    assert read.occurred.code() == "2015-03"
    assert claim(("NZ",), COUNTRY="New Zealand", SEIZURE_DATE="2015-03-17").occurred.code() == "2015-03-17"
    assert claim(("NZ",), SEIZURE_DATE="2015-03-01").occurred.code() == "2015-03-01"
