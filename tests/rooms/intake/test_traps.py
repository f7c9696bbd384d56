"""The traps of the UNODC file as acceptance tests of the import: from a file of such rows to what the desk holds."""

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kerege.foundation.viewing import viewing
from tests import cast
from tests.rooms.intake.test_ids import ROW
from tests.rooms.intake.test_importing import counts, imported

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Kept:
    """What an import of rows answered, and every part of what it kept, in the order of the file."""

    result: Any
    reports: list[Any]
    facts: list[Any]
    items: list[Any]
    legs: list[Any]
    nominal: list[Any]
    waiting: list[Any]


@pytest.fixture
def keep(own_clone: str, tmp_path: Path) -> Any:
    """Import rows of the format, each given by what differs from an ordinary one."""

    def kept(*rows: dict[str, str]) -> Kept:
        from kerege.rooms.intake.models import QuarantinedRow
        from kerege.rooms.intake.rules.ids import COLUMNS
        from kerege.rooms.records import models

        path = tmp_path / "ids.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(COLUMNS)
            writer.writerows([{**ROW, **row}.get(name, "") for name in COLUMNS] for row in rows)
        result = imported(path)
        with viewing(cast.viewer("aigerim")):
            reports = list(models.Report.objects.order_by("made_at", "number"))
            tables = (models.Facts, models.Item, models.Leg, models.Nominal)
            parts = [list(table.objects.all()) for table in tables]
            return Kept(result, reports, *parts, waiting=list(QuarantinedRow.objects.order_by("row")))

    return kept


def in_english(result: Any) -> str:
    """Every remark on the file."""
    from django.utils import translation

    from kerege.rooms.intake import queries

    with translation.override("en"):
        return "\n".join(queries.remarks(result.findings))


def test_trap_1_repeats_are_kept_joined_and_counted_once(keep: Any) -> None:
    from datetime import date

    from kerege.rooms.records import queries

    made = keep({}, {"COUNTRY": "Czech Republic"}, {}, {"COUNTRY": "Czechia"}, {"AMOUNT": "1.00"}, {"AMOUNT": "2"})
    assert counts(made.result) == (3, 3, 0)
    firsts = {each.id for each in made.reports if each.repeats is None}
    assert (len(made.reports), len(firsts)) == (6, 3)
    assert {each.repeats for each in made.reports if each.repeats} <= firsts
    assert Counter(each.country for each in made.facts) == {"TJ": 4, "CZ": 2}
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        counted = queries.counted_items(
            viewer=viewer, kinds=["seizure"], since=date(2012, 1, 1), until=date(2012, 12, 31)
        )
    assert sorted((each.country, each.base_amount) for each in counted) == [("CZ", 1), ("TJ", 1), ("TJ", 2)]


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        (("5F-AKB48", "5F-APINACA", "5F-APINACA, 5F-AKB-48"), "5f-apinaca"),
        (("4-CMC", "4-Chloromethcathinone"), "4-cmc"),
    ],
)
def test_trap_2_other_names_of_a_substance_become_one_and_stay_as_written(
    keep: Any, written: tuple[str, ...], entry: str
) -> None:
    made = keep(*({"DRUG_NAME": name} for name in written))
    assert {each.substance for each in made.items} == {entry}
    assert {each.substance_given for each in made.items} == set(written)
    assert made.result.findings["unresolved"] == {}


def test_trap_2_a_likely_spelling_is_suggested_and_not_done(keep: Any) -> None:
    made = keep({"DRUG_NAME": "Fentanyl"}, {"DRUG_NAME": "Phentanyl"})
    assert {each.substance_given: each.substance for each in made.items} == {"Fentanyl": "fentanyl", "Phentanyl": ""}
    assert made.result.findings["unresolved"] == {"Phentanyl": 1}
    assert "entanyl" in made.result.findings["suggestions"]["Phentanyl"]
    assert counts(made.result) == (2, 0, 0)


def test_trap_3_only_what_has_a_factor_becomes_kilograms_and_tablets_stay_tablets(keep: Any) -> None:
    units = {
        "100 gram": ("0.1", "kg"),
        "Block (350gr)": ("0.35", "kg"),
        "Viss": ("1.63293", "kg"),
        "Gallons (US, liquid)": ("3.785411784", "l"),
        "Acres": ("4046.8564224", "m2"),
        "Plants": ("1", "plant"),
        "Tablet": ("1", "unit"),
        "Bottles": (None, ""),
    }
    made = keep(*({"DRUG_UNIT": unit} for unit in units))
    held = {each.unit: each for each in made.items}
    assert len(held) == len(units)
    assert {each.quantity_given.split(maxsplit=1)[0] for each in made.items} <= {"1", "1.0"}
    found = Counter((each.base_amount, each.base) for each in made.items)
    assert found == Counter((Decimal(amount) if amount else None, base) for amount, base in units.values())


def test_trap_4_blank_and_zero_wait_with_a_reason_and_their_cells_and_decimals_are_exact(keep: Any) -> None:
    amounts = ["210.53900000000002", "1e-05", "0.1"]
    made = keep(*({"AMOUNT": amount} for amount in amounts), {"AMOUNT": ""}, {"AMOUNT": "0.0"}, {"DRUG_UNIT": ""})
    assert counts(made.result) == (3, 0, 3)
    assert {each.amount for each in made.items} == {Decimal("210.539"), Decimal("0.00001"), Decimal("0.1")}
    assert any("210.53900000000002" in each.quantity_given for each in made.items)
    faults = [(row.row, row.faults[0]["column"], row.faults[0]["code"]) for row in made.waiting]
    assert faults == [(5, "AMOUNT", "required"), (6, "AMOUNT", "zero"), (7, "DRUG_UNIT", "required")]
    assert all("Tajikistan" in row.cells for row in made.waiting)


def test_trap_5_an_outlier_is_asked_about_and_kept_and_a_jump_in_coverage_is_told(keep: Any) -> None:
    usual = [{"DRUG_NAME": "Ecstasy", "AMOUNT": f"0.0{100 + at}", "SEIZURE_DATE": "2013-05-05"} for at in range(30)]
    many = [{"AMOUNT": str(at + 1), "SEIZURE_DATE": "2014-05-05"} for at in range(130)]
    made = keep(*usual, {"DRUG_NAME": "Ecstasy", "AMOUNT": "97.492", "SEIZURE_DATE": "2014-05-05"}, *many)
    assert counts(made.result) == (161, 0, 0)
    assert Decimal("97.492") in {each.amount for each in made.items}
    said = in_english(made.result)
    assert "97.492" in said
    assert "coverage: 2014 has 131 rows, 2013 has 30" in said


def test_trap_6_years_without_rows_are_not_reported_and_never_zero(keep: Any) -> None:
    made = keep(
        *({"COUNTRY": "Kazakhstan", "SEIZURE_DATE": f"{year}-02-03"} for year in (2011, 2012, 2014, 2015)),
        {"COUNTRY": "Turkmenistan", "SEIZURE_DATE": "2011-02-03"},
        {"SEIZURE_DATE": "2016-02-03"},
        *({"SEIZURE_DATE": "2016-02-03", "DRUG_NAME": f"EXERCISE {at}"} for at in range(50)),
    )
    gaps = made.result.findings["gaps"]
    assert (gaps["KZ"], gaps["TM"]) == (["2013", "2016"], ["2012", "2013", "2014", "2015", "2016"])
    assert "cannabis-type" in made.result.findings["absent"]
    said = in_english(made.result)
    assert "Kazakhstan has no row in 2013, 2016: not reported, never zero" in said
    assert len(made.facts) == 56


def test_trap_7_there_is_no_route_within_a_country_and_unknown_is_none_with_its_count(keep: Any) -> None:
    russia = "Russian Federation"
    made = keep(
        {"COUNTRY": russia, "DEPARTURE_COUNTRY": russia, "DESTINATION_COUNTRY": russia},
        {"DEPARTURE_COUNTRY": "Unknown", "DESTINATION_COUNTRY": russia},
        {"COUNTRY": russia, "DEPARTURE_COUNTRY": "Unknown", "DESTINATION_COUNTRY": "Unknown"},
    )
    assert [(leg.from_country, leg.to_country) for leg in made.legs] == [("TJ", "RU")]
    assert made.result.findings["not_known"] == {"DEPARTURE_COUNTRY": 2, "DESTINATION_COUNTRY": 1}
    assert {row.content.get("route_stated") for row in made.facts} == {
        "RU > RU > RU",
        "UNKNOWN > TJ > RU",
        "UNKNOWN > RU > UNKNOWN",
    }


def test_trap_8_places_are_cleaned_and_what_is_exact_leaves_the_facts(keep: Any) -> None:
    given = [
        "Kapitan Andreevo\nBCP",
        "'[\x01BOOK 2014.xls]N.I. con Incaut.'!$C$248",
        "-",
        "Восточно-Казахстанская область",
        "PUERTO QUETZAL, CONTENEDOR CBFU 3502943",
        "CALLE 31 Y GALÁPAGOS",
    ]
    made = keep(*({"PLACE": place} for place in given))
    assert counts(made.result) == (6, 0, 0)
    places = Counter(each.place for each in made.facts)
    assert places == {"Kapitan Andreevo BCP": 1, "": 4, "Восточно-Казахстанская область": 1}
    assert {each.content["exact_place"] for each in made.nominal} == set(given[4:])
    assert not any("CBFU" in str(each.content) or "CALLE" in str(each.content) for each in made.facts)
    assert sum(made.result.findings["cleaned_places"].values()) == 3


def test_trap_9_days_that_only_say_the_month_are_kept_as_months(keep: Any) -> None:
    months = [
        {"COUNTRY": "New Zealand", "SEIZURE_DATE": f"2015-{at % 12 + 1:02}-01", "AMOUNT": str(at + 1)}
        for at in range(40)
    ]
    made = keep(*months, {"COUNTRY": "New Zealand", "SEIZURE_DATE": "2015-03-17"}, {"SEIZURE_DATE": "2015-03-01"})
    held = [(each.country, each.occurred) for each in made.facts]
    assert ("NZ", "2015-03-17") in held
    assert ("TJ", "2015-03-01") in held
    assert all(len(day) == len("2015-03") for country, day in held if country == "NZ" and not day.endswith("-17"))
    assert made.result.findings["months_only"] == ["NZ"]
