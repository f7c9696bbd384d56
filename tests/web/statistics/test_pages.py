"""The page of statistics: the table, its warnings, its files."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_still_clock() -> Iterator[None]:
    """Time stands still; pages speak English."""
    with chance.seeded("pages", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)), translation.override("en"):
        yield


def seize(name: str, country: str, substance: str = "heroin", **more: object) -> records.Saved:
    items = [{"substance": substance, "quantity": "2", "unit": "kg"}]
    viewer = cast.viewer(name)
    with viewing(viewer):
        raw = {"kind": "seizure", "occurred": "2026-02-18", "country": country, "items": items} | more
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()))


def test_the_last_twelve_months_are_shown_with_gaps_and_warnings(visitor) -> None:
    seize("farrukh", "TJ")
    answer = visitor("director").get("/statistics/", headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Heroin" in page or "Героин" in page
    assert ("Feb 2026" in page) or ("февр. 2026" in page)
    assert "—" in page
    assert 'href="/statistics/export.csv?' in page


def test_what_was_asked_wrongly_is_said_at_its_field(visitor) -> None:
    answer = visitor("director").get("/statistics/?since=never&country=Atlantis")
    assert answer.status_code == 422
    assert "Atlantis" in answer.content.decode()


def test_the_files_hold_one_row_a_line_period_and_measure_and_no_formula(visitor) -> None:
    seize("farrukh", "TJ", "=cmd|' /C calc'!A0")
    client = visitor("director")
    lines = client.get("/statistics/export.csv?since=2026&step=year").content.decode("utf-8-sig").splitlines()
    assert "'=cmd" in lines[1]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/statistics/export.xlsx?since=2026&step=year").content)
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][5:] == ["2", "kg"]
    assert rows[1][0].startswith("'=cmd")


def test_a_role_that_takes_nothing_along_gets_no_file(visitor) -> None:
    assert visitor("duty").get("/statistics/export.csv").status_code == 403


def test_an_export_of_something_else_is_not_found(visitor) -> None:
    assert visitor("director").get("/statistics/export.exe").status_code == 404
