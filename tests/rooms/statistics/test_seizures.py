"""Tables over the tables of a node: what the viewer sees, each report once, gaps as gaps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kerege.foundation.viewing import viewing
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from kerege.rooms.statistics import queries
from kerege.rooms.statistics.queries import Sorting, SpanError, Step
from tests import cast

pytestmark = pytest.mark.django_db


def seize(name: str, day: str = "2025-03-05", *, send: bool = True, **more: object) -> object:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    raw = {"kind": "seizure", "occurred": day, "country": "KZ", "items": items} | more
    viewer = cast.viewer(name)
    with viewing(viewer):
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()), send=send)


def table(name: str = "director", **more: object) -> queries.Table:
    viewer = cast.viewer(name)
    asked = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)} | more
    with viewing(viewer):
        return queries.seizures(viewer=viewer, **asked)  # type: ignore[arg-type]


def test_amounts_stand_in_their_month_and_the_other_months_are_gaps() -> None:
    seize("aigerim")
    seize("aigerim", "2025-05", items=[{"substance": "heroin", "quantity": "500", "unit": "g"}])
    (line,) = table().counted.lines
    assert line.key == "heroin"
    assert line.total.amounts == {"kg": Decimal("2.5")}
    assert [cell.amount("kg") if cell else None for cell in line.cells][:6] == [
        None, None, Decimal(2), None, Decimal("0.5"), None,
    ]  # fmt: skip


def test_a_report_of_a_whole_year_counts_in_the_total_and_in_no_month() -> None:
    seize("aigerim", "2025")
    made = table().counted
    assert made.unplaced == 1
    assert made.total.total.reports == 1
    assert not any(made.total.cells)


def test_a_retracted_report_counts_nowhere() -> None:
    saved = seize("aigerim")
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        records.retract(actor=viewer, report_id=saved.report, expected=1, reason="EXERCISE")
    assert table().counted.lines == ()


def test_hidden_reports_change_no_number_of_a_table() -> None:
    seize("farrukh", country="TJ")
    before = table("hamid", by=Sorting.COUNTRY, step=Step.WEEK)
    seize("farrukh", country="TJ", send=False)
    seize("farrukh", country="TJ", handling=["H3"], restriction="EXERCISE: ask the desk")
    seize("farrukh", country="TJ", not_to_parties="UZ", items=[{"substance": "zzz", "quantity": "9000", "unit": "kg"}])
    assert table("hamid", by=Sorting.COUNTRY, step=Step.WEEK) == before
    assert table("farrukh", by=Sorting.COUNTRY, step=Step.WEEK) != before


def test_a_repeat_counts_when_the_report_that_it_repeats_is_hidden_and_only_then() -> None:
    viewer = cast.viewer("farrukh")
    raw: dict[str, Any] = {"kind": "seizure", "occurred": "2025-03-05", "country": "TJ"}
    raw["items"] = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    with viewing(viewer):
        hidden = read_claim(raw | {"not_to_parties": "UZ"}, usual_reader())
        open_ = read_claim(raw, usual_reader())
        first = records.Prepared(claim=hidden, source_key=b"1" * 32)
        others = [records.Prepared(claim=open_, source_key=bytes([n]) * 32, repeats_key=b"1" * 32) for n in (2, 3)]
        records.report_many(actor=viewer, prepared=[first, *others])
    assert table("farrukh").counted.total.total.reports == 1
    assert table("hamid").counted.total.total.reports == 1


def test_a_class_of_substances_takes_in_what_belongs_to_it() -> None:
    seize("aigerim")
    seize("aigerim", items=[{"substance": "mephedrone", "quantity": "1", "unit": "kg"}])
    assert [line.key for line in table(substance="opioids").counted.lines] == ["heroin"]


def test_a_name_outside_the_register_keeps_its_own_line() -> None:
    seize("aigerim", items=[{"substance": "зелёный туман", "quantity": "1", "unit": "kg"}])
    (line,) = table().counted.lines
    assert queries.line_name(line.key, Sorting.SUBSTANCE, "ru") == "зелёный туман"


def test_the_members_that_are_silent_are_named_as_not_reported() -> None:
    seize("aigerim")
    silent = {each.country for each in table().warnings if each.code == "no_rows"}
    assert silent == {"KG", "RU", "TJ", "UZ"}


def test_an_empty_or_endless_span_is_refused_with_words() -> None:
    with pytest.raises(SpanError, match="before"):
        table(since=date(2026, 1, 1))
    with pytest.raises(SpanError, match="longer periods"):
        table(since=date(1900, 1, 1), step=Step.WEEK)
