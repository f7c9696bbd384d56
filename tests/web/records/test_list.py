"""The list of records: filters, pages by cursor, counts of what may be seen, files with inert cells."""

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.journal import queries as journal
from kerege.web.records.sheets import inert
from tests import cast
from tests.rooms.records import desk
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


@pytest.fixture
def bank(db: None) -> dict[str, str]:
    """Four reports: two of Almaty, one of Dushanbe, one that only Korday sees; numbers by name."""
    hashish = [{"substance": "гашиш", "quantity": "1", "unit": "kg"}]
    return {
        "heroin": desk.report("aigerim", desk.facts_only()).number,
        "hashish": desk.report("aigerim", desk.facts_only(items=hashish, occurred="2025-12-20")).number,
        "dushanbe": desk.report(
            "farrukh", desk.facts_only(country="TJ", occurred="2025-11", summary="тайник в шине")
        ).number,
        "kept": desk.report("daniyar", desk.facts_only(), send=False).number,
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"heroin", "hashish", "dushanbe"}),
        ("kind=arrest", set()),
        ("country=TJ", {"dushanbe"}),
        ("substance=hashish", {"hashish"}),
        ("since=2025-12-25", {"heroin"}),
        ("since=2025-12&until=2025-12", {"hashish"}),
        ("own=1", {"heroin", "hashish"}),
        ("text=тайник", {"dushanbe"}),
        ("text=%25", set()),
        ("substance=зелье", {"heroin", "hashish", "dushanbe"}),
    ],
)
def test_filters_narrow_what_may_be_seen(
    visitor: Visitor, bank: dict[str, str], query: str, expected: set[str]
) -> None:
    page = words(english(visitor("aigerim")).get(f"/records/?{query}"))
    assert {name for name, number in bank.items() if number in page} == expected


def test_what_is_not_understood_is_said(visitor: Visitor, bank: dict[str, str]) -> None:
    page = words(english(visitor("aigerim")).get("/records/?substance=зелье&since=31.02.2026&country=Атлантида"))
    for sentence in ("“зелье” is not in the register", "We cannot read the date", "“Атлантида” is not a country"):
        assert sentence in page


def test_counts_are_over_what_the_reader_may_see(visitor: Visitor, bank: dict[str, str]) -> None:
    assert "3 reports" in words(english(visitor("farrukh")).get("/records/"))
    assert "4 reports" in words(english(visitor("daniyar")).get("/records/"))


def test_pages_by_cursor_show_each_report_once(visitor: Visitor, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kerege.web.records.views.listing.PAGE_SIZE", 2)
    numbers = {desk.report("aigerim", desk.facts_only(occurred="2026-01-03")).number for _ in range(5)}
    client, address, seen = english(visitor("farrukh")), "/records/", list[str]()
    while address:
        page = words(client.get(address))
        seen += [number for number in numbers if number in page]
        found = page.partition('rel="next" href="')[2].partition('"')[0]
        address = f"/records/{found}" if found else ""
    assert sorted(seen) == sorted(numbers)


def test_a_cursor_of_somebody_elses_making_begins_anew(visitor: Visitor, bank: dict[str, str]) -> None:
    page = words(english(visitor("farrukh")).get("/records/?after=%27%3B--"))
    assert bank["heroin"] in page


def taken(client: "Client", query: str = "") -> list[list[str]]:
    """The list as CSV."""
    answer = client.get(f"/records/export.csv?{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_list_is_taken_along_with_inert_cells(visitor: Visitor, db: None) -> None:
    number = desk.report("aigerim", desk.facts_only(place="=HYPERLINK(1)", summary="+1")).number
    rows = taken(english(visitor("farrukh")))
    (row,) = [row for row in rows if row and row[0] == number]
    assert "'=HYPERLINK(1)" in row
    assert "'+1" in row
    answer = visitor("farrukh").get("/records/export.xlsx")
    assert answer.content[:2] == b"PK"
    assert b"<f>" not in answer.content


def test_what_its_owner_restricts_in_words_is_not_taken_along_by_others(visitor: Visitor, db: None) -> None:
    given = desk.facts_only(handling=["H3"], restriction="EXERCISE: ask us")
    saved = desk.report("aigerim", given)
    from kerege.kernel.law import Part

    desk.release("aigerim", saved, "TJ", part=Part.FACTS, purposes=(Purpose.ANALYSIS,), answered=True)
    page = words(english(visitor("farrukh")).get("/records/"))
    assert saved.number in page
    rows = taken(english(visitor("farrukh")))
    assert all(row[0] != saved.number for row in rows if row)
    assert any("1 reports are left out" in row[0] for row in rows if row)
    assert any(row[0] == saved.number for row in taken(english(visitor("aigerim"))) if row)


def test_the_owner_learns_that_his_record_was_taken_along(visitor: Visitor, db: None) -> None:
    saved = desk.report("aigerim", desk.facts_only())
    taken(visitor("farrukh"))
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        found = journal.readings(viewer=viewer, record=saved.report)
    assert ("disclose", cast.viewer("farrukh").desk) in {(each.kind, each.by_desk) for each in found}


@pytest.mark.parametrize("name", ["daniyar", "duty", "observer"])
def test_roles_that_take_nothing_along_are_refused(visitor: Visitor, db: None, name: str) -> None:
    assert visitor(name).get("/records/export.csv").status_code == 403


@given(st.text(max_size=30))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not inert(text).lstrip().startswith(("=", "+", "-", "@"))


def test_a_reference_leads_to_its_record(visitor: Visitor, bank: dict[str, str]) -> None:
    assert visitor("farrukh").get(f"/records/find/?number={bank['heroin'].lower()}").status_code == 302
    assert visitor("farrukh").get(f"/records/find/?number={bank['kept']}").status_code == 404
