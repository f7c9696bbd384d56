"""Probable duplicates of an import: asked about within what the importer may see, never joined."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from tests import cast
from tests.rooms.intake import sheets
from tests.rooms.intake.test_importing import counts, imported
from tests.rooms.records import desk

HELD = {
    "occurred": "2024-03-14",
    "country": "KZ",
    "items": [{"substance": "heroin", "quantity": "2500", "unit": "g"}],
}
OTHER_DAY = ["8", "15.03.2024", *sheets.GOOD[2:]]
OTHER_AMOUNT = [*sheets.GOOD[:6], "2,6", *sheets.GOOD[7:]]


def asked(path: Path, rows: list[list[str]]) -> Any:
    """Import rows as aigerim; what it asks."""
    result = imported(sheets.csv_file(path, rows), kind="seizure")
    assert counts(result)[2] == 0
    return result


def test_the_same_event_of_another_source_is_asked_about_and_both_are_kept(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.records import models

    held = desk.report("farrukh", desk.facts_only(**HELD))
    result = asked(tmp_path, [sheets.GOOD, OTHER_DAY, OTHER_AMOUNT])
    [pair] = result.probable.pairs
    assert (pair.older_report, pair.substance, str(pair.amount.normalize()), pair.base) == (
        held.report,
        "heroin",
        "2.5",
        "kg",
    )
    assert (result.probable.total, pair.others) == (1, 0)
    with viewing(cast.viewer("aigerim")):
        assert models.Report.objects.filter(repeats__isnull=False).count() == 0
        assert models.Report.objects.count() == 4


def test_the_page_and_the_command_ask_the_same(own_clone: str, tmp_path: Path) -> None:
    from kerege.cli.intake import document, lines
    from kerege.rooms.intake import queries

    desk.report("farrukh", desk.facts_only(**HELD))
    result = asked(tmp_path, [sheets.GOOD])
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        shown = queries.probable_duplicates(viewer=viewer, import_id=result.id)
    assert shown == result.probable
    assert document(result)["probable_duplicates_total"] == 1
    said = "\n".join(lines(result, dry=False))
    assert shown.pairs[0].older_number in said
    assert queries.question(shown.pairs[0]) in said


@pytest.mark.parametrize("hidden", ["own unit", "not to this party", "retracted"])
def test_a_report_that_the_importer_may_not_see_changes_nothing_in_the_answer(
    own_clone: str, tmp_path: Path, hidden: str
) -> None:
    from kerege.rooms.records import actions

    if hidden == "own unit":
        desk.report("farrukh", desk.facts_only(**HELD), send=False)
    elif hidden == "not to this party":
        desk.report("farrukh", desk.facts_only(**HELD, not_to_parties=["KZ"]))
    else:
        saved = desk.report("farrukh", desk.facts_only(**HELD))
        viewer = cast.viewer("farrukh")
        with viewing(viewer):
            actions.retract(actor=viewer, report_id=saved.report, expected=1, reason="EXERCISE")
    seen = desk.report("farrukh", desk.facts_only(**HELD))
    [pair] = asked(tmp_path, [sheets.GOOD]).probable.pairs
    assert (pair.older_report, pair.others) == (seen.report, 0)


def test_questions_are_for_the_importing_agency_alone(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import queries

    desk.report("farrukh", desk.facts_only(**HELD))
    result = asked(tmp_path, [sheets.GOOD])
    for name in ("farrukh", "erlan", "duty"):
        viewer = cast.viewer(name)
        with viewing(viewer), pytest.raises(queries.NoSuchImportError):
            queries.probable_duplicates(viewer=viewer, import_id=result.id)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2)), max_size=6), rows=st.integers(1, 6))
def test_looking_up_and_reading_through_give_the_same_questions(
    own_clone: str, tmp_path: Path, held: list[tuple[int, int]], rows: int
) -> None:
    from kerege.foundation import chance
    from kerege.rooms.records.queries import likeness

    for day, amount in held:
        items = [{"substance": "heroin", "quantity": str(amount), "unit": "kg"}]
        desk.report("farrukh", desk.facts_only(**{**HELD, "occurred": f"2024-05-0{day}", "items": items}))
    viewer, since, mark = cast.viewer("aigerim"), chance.now(), str(chance.new_id())
    made = [
        [str(at), f"0{at % 3 + 1}.05.2024", *sheets.GOOD[2:6], str(at % 2 + 1), "кг", mark, *sheets.GOOD[9:]]
        for at in range(rows)
    ]
    imported(sheets.csv_file(tmp_path, made), kind="seizure")
    with viewing(viewer):
        span = {
            "audiences": list({*viewer.own_audiences, viewer.party, *viewer.standing.audiences}),
            "owner": viewer.desk,
            "since": since,
            "until": chance.now(),
            "limit": 100,
        }
        few, many = likeness.looked_up(span), likeness.read_through(span)
    assert few == many
    expected = {(at % 3 + 1, at % 2 + 1) for at in range(rows)} & set(held)
    assert {(row[5].day, int(row[8])) for row in few} >= expected
