"""Importing: every row accounted for, again changes nothing, quarantine is mended, a killed run is taken up."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from tests import cast
from tests.rooms.intake import sheets

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"


def imported(path: Path, **how: Any) -> Any:
    """Import a file as aigerim, read as suggested."""
    from kerege.rooms.intake import actions, queries

    kind = how.pop("kind", "")
    named = how.pop("named", "auto")
    return actions.import_file(
        actor=cast.viewer("aigerim"),
        path=path,
        plan=lambda sheet: queries.plan_of(sheet, named=named, kind=kind),
        known=queries.known_headings(kind),
        **how,
    )


def counts(result: Any) -> tuple[int, int, int]:
    """Accepted, duplicates, quarantined."""
    return result.accepted, result.duplicates, result.quarantined


def state() -> dict[str, int]:
    """How many rows the desk holds, table by table."""
    from kerege.rooms.intake.models import QuarantinedRow
    from kerege.rooms.records import models

    with viewing(cast.viewer("aigerim")):
        tables = (models.Report, models.Version, models.Facts, models.Item, models.Leg, models.Nominal, models.Subject)
        return {table.__name__: table.objects.count() for table in (*tables, QuarantinedRow)}


def test_a_dirty_workbook_is_split_into_kept_and_waiting(own_clone: str, tmp_path: Path) -> None:
    result = imported(sheets.workbook(tmp_path, sheets.DIRTY), kind="seizure")
    assert counts(result) == (2, 1, 3)
    codes = {fault.code for each in result.refused for fault in each.faults}
    assert codes == {"date", "zero", "required"}
    assert {each.row for each in result.refused} == {6, 7, 8}
    assert state()["Subject"] == 2


def test_the_second_import_changes_nothing_and_counts_the_same_rows(own_clone: str, tmp_path: Path) -> None:
    path = sheets.workbook(tmp_path, sheets.DIRTY)
    imported(path, kind="seizure")
    before = state()
    again = imported(path, kind="seizure")
    assert counts(again) == (0, 3, 3)
    assert state() == before


def test_a_dry_run_keeps_nothing_and_says_what_would_be(own_clone: str, tmp_path: Path) -> None:
    result = imported(sheets.workbook(tmp_path, sheets.DIRTY), kind="seizure", dry=True)
    assert counts(result) == (2, 1, 3)
    assert result.id is None
    assert set(state().values()) == {0}


def test_a_mended_row_leaves_quarantine_once(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import actions, queries

    path = sheets.workbook(tmp_path, sheets.DIRTY)
    first = imported(path, kind="seizure")
    viewer = cast.viewer("aigerim")
    for shape in ("xlsx", "csv"):
        with viewing(viewer):
            (tmp_path / f"quarantine.{shape}").write_bytes(
                queries.quarantine_file(viewer=viewer, shape=shape, import_id=first.id).read()
            )
    text = (tmp_path / "quarantine.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "mended.csv").write_text(text.replace(";32.01.2024;", ";31.01.2024;"), encoding="utf-8")
    with viewing(viewer):
        mended = actions.mend_file(actor=viewer, path=tmp_path / "mended.csv")
        again = actions.mend_file(actor=viewer, path=tmp_path / "mended.csv")
    assert (mended.accepted, mended.still_waiting, mended.not_waiting) == (1, 2, 0)
    assert (again.accepted, again.still_waiting, again.not_waiting) == (0, 2, 1)
    with viewing(viewer):
        entry = queries.import_of(viewer=viewer, import_id=first.id)
    assert (entry.accepted, entry.duplicates, entry.quarantined) == (3, 1, 2)
    assert counts(imported(path, kind="seizure")) == (0, 4, 2)


def test_what_was_written_into_a_row_that_still_waits_is_kept_beside_what_came(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import actions, queries
    from kerege.rooms.intake.models import QuarantinedRow, RowVersion
    from kerege.rooms.records.models import Item

    path = sheets.csv_file(tmp_path, [sheets.BAD_DATE])
    first = imported(path, kind="seizure")
    viewer = cast.viewer("aigerim")

    def sent_again(old: str, new: str) -> Any:
        with viewing(viewer):
            text = queries.quarantine_file(viewer=viewer, shape="csv").read().decode("utf-8-sig")
        assert old in text
        (tmp_path / "mended.csv").write_text(text.replace(old, new), encoding="utf-8")
        with viewing(viewer):
            return actions.mend_file(actor=viewer, path=tmp_path / "mended.csv")

    half = sent_again(";опий;", ";героин;")
    assert (half.accepted, half.still_waiting, half.edits_kept) == (0, 1, 1)
    assert (again := sent_again(";героин;", ";героин;")).still_waiting == 1
    assert again.edits_kept == 0
    worse = sent_again(";1;кг;", ";много;кг;")
    assert worse.edits_kept == 1
    with viewing(viewer):
        [entry] = queries.quarantine(viewer=viewer, import_id=first.id)
        versions = [list(each.cells) for each in RowVersion.objects.order_by("number")]
        came = QuarantinedRow.objects.get().cells
    assert {fault.code for fault in entry.faults} == {"date", "quantity"}
    assert (entry.version, "героин" in entry.cells, "опий" in entry.first) == (2, True, True)
    assert (versions[-1], came) == (list(entry.cells), list(entry.first))
    assert counts(imported(path, kind="seizure")) == (0, 0, 1)
    with viewing(viewer):
        cells = {entry.columns[1]: "31.01.2024", entry.columns[6]: "1"}
        assert actions.mend(actor=viewer, cells={entry.id: cells}).accepted == 1
    with viewing(viewer):
        assert [item.substance_given for item in Item.objects.all()] == ["героин"]
    assert counts(imported(path, kind="seizure")) == (0, 1, 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=3), min_size=2, max_size=8), st.integers(2, 5), st.data())
def test_edits_by_name_lose_no_cell_even_beyond_the_heading(cells: list[str], width: int, data: st.DataObject) -> None:
    from kerege.rooms.intake.rules import surplus

    columns = [f"column {at}" for at in data.draw(st.permutations(range(1, width + 1)))]
    held = [*cells, *[""] * (width - len(cells))]
    names = surplus.named(columns, held)
    assert len(set(names)) == len(names) == len(held)
    given_cells = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=3)))
    made = surplus.edited(columns, held, given_cells)
    whole = made + [""] * (len(held) - len(made))
    for name, before, after in zip(names, held, whole, strict=True):
        expected = given_cells.get(name, before)
        assert after == expected or not (expected.strip() or after)


def test_a_row_with_a_cell_too_many_waits_until_the_surplus_is_dealt_with(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import actions, queries

    imported(sheets.csv_file(tmp_path, [[*sheets.GOOD[:7], "surplus", *sheets.GOOD[7:]]]), kind="seizure")
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        content = queries.quarantine_file(viewer=viewer, shape="csv").read()
        [entry] = queries.quarantine(viewer=viewer)
    assert (len(entry.cells), content.decode().count(sheets.GOOD[-1])) == (17, 1)
    (tmp_path / "same.csv").write_bytes(content)
    with viewing(viewer):
        same = actions.mend_file(actor=viewer, path=tmp_path / "same.csv")
    assert (same.accepted, same.still_waiting, same.edits_kept) == (0, 1, 0)
    right = dict(zip(entry.columns, [*sheets.GOOD, ""], strict=True))
    with viewing(viewer):
        assert actions.mend(actor=viewer, cells={entry.id: right}).accepted == 1


def test_edits_of_another_agency_are_neither_seen_nor_made(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import actions, queries
    from kerege.rooms.intake.models import RowVersion

    imported(sheets.csv_file(tmp_path, [sheets.BAD_DATE]), kind="seizure")
    viewer, other = cast.viewer("aigerim"), cast.viewer("farrukh")
    with viewing(viewer):
        [entry] = queries.quarantine(viewer=viewer)
        actions.mend(actor=viewer, cells={entry.id: {entry.columns[5]: "героин"}})
    with viewing(other):
        result = actions.mend(actor=other, cells={entry.id: {entry.columns[5]: "гашиш"}})
        assert (result.not_waiting, result.edits_kept, RowVersion.objects.count()) == (1, 0, 0)


def test_quarantine_is_seen_by_the_owners_agency_alone(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import queries

    imported(sheets.workbook(tmp_path, sheets.DIRTY), kind="seizure")
    for name, seen in (("bolat", 3), ("erlan", 0), ("farrukh", 0), ("duty", 0)):
        viewer = cast.viewer(name)
        with viewing(viewer):
            assert len(queries.quarantine(viewer=viewer)) == seen
            assert len(queries.imports(viewer=viewer)) == bool(seen)


def test_a_saved_mapping_is_the_desks_own(own_clone: str) -> None:
    from kerege.rooms.intake import actions, queries

    viewer, other = cast.viewer("aigerim"), cast.viewer("farrukh")
    with viewing(viewer):
        actions.save_mapping(actor=viewer, name="weekly", kind="seizure", columns={"Дата": "occurred"})
        actions.save_mapping(actor=viewer, name="weekly", kind="arrest", columns={"Дата": "occurred", "x": ""})
        entry = queries.mapping_named(viewer=viewer, name="weekly")
    assert (entry.kind, dict(entry.columns)) == ("arrest", {"Дата": "occurred"})
    with viewing(other):
        assert queries.mappings(viewer=other) == []


def test_one_leaf_is_written_for_each_batch(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.journal.models import Leaf

    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        before = Leaf.objects.count()
    imported(sheets.workbook(tmp_path, sheets.DIRTY), kind="seizure")
    with viewing(viewer):
        assert Leaf.objects.count() == before + 1


def test_who_does_not_report_does_not_import(own_clone: str, tmp_path: Path) -> None:
    from kerege.rooms.intake import actions, queries

    with pytest.raises(actions.UnableToImportError):
        actions.import_file(
            actor=cast.viewer("gulnora"),
            path=sheets.csv_file(tmp_path, [sheets.GOOD]),
            plan=lambda sheet: queries.plan_of(sheet, kind="seizure"),
        )


def test_the_press_items_keep_incomplete_dates_incomplete(own_clone: str) -> None:
    path = SHARED / "press_central_asia" / "press_items.jsonl"
    if not path.exists():
        pytest.skip("skipped: shared data not found")
    from kerege.rooms.records import models

    assert counts(imported(path)) == (40, 0, 0)
    with viewing(cast.viewer("aigerim")):
        facts = {row.content["source_url"]: row for row in models.Facts.objects.all()}
        items = list(models.Item.objects.filter(report=next(r for u, r in _reports(facts) if "259239" in u)))
    train = next(row for url, row in facts.items() if "259239" in url)
    assert (train.occurred, train.content["date_stated"], train.country) == ("", "--01-22", "KG")
    assert sorted(str(item.amount.normalize()) for item in items) == ["3.09", "3.367"]
    quarter = next(row for row in facts.values() if row.content.get("date_stated") == "2023-Q1")
    assert quarter.occurred == "2023"
    assert "totals_stated" in quarter.content


def _reports(facts: dict[str, Any]) -> list[tuple[str, UUID]]:
    return [(url, row.report) for url, row in facts.items()]


IDS_HEADING = (
    "REGION;SUBREGION;COUNTRY;ADMINISTRATIVE_DIVISION;PLACE;SEIZURE_DATE;DRUG_NAME;AMOUNT;DRUG_UNIT;HIDING_PLACE;"
    "INSTALLATION;TRANSPORT;PRODUCING_COUNTRY;DEPARTURE_COUNTRY;DESTINATION_COUNTRY;ROUTING"
)


def ids_file(folder: Path, rows: int) -> Path:
    """A file like IDS: every seventh row repeats the first, every fiftieth has no amount."""
    lines = [IDS_HEADING]
    for at in range(rows):
        amount = "" if at % 50 == 49 else "1.5" if at % 7 == 0 else f"{at}.25"
        lines.append(f"Asia;;Kazakhstan;;Almaty;2014-05-0{at % 9 + 1 if at % 7 else 1};Heroin;{amount};Kilogram;;;;;;;")
    path = folder / "ids.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run_until_killed(path: Path, seconds: float) -> None:
    """Start the import as a process of its own and kill it."""
    code = (
        "import sys, django; django.setup()\n"
        "from pathlib import Path\n"
        "from kerege.rooms.intake.actions import importing\n"
        "importing.BATCH = 150\n"
        "from kerege.rooms.intake import queries\n"
        "from tests import cast\n"
        "importing.import_file(actor=cast.viewer('aigerim'), path=Path(sys.argv[1]), plan=queries.plan_of)\n"
    )
    root = Path(__file__).resolve().parents[3]
    started = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], cwd=root, env=os.environ | {"PYTHONPATH": f"{root / 'src'}:{root}"}
    )
    try:
        started.wait(seconds)
    except subprocess.TimeoutExpired:
        started.send_signal(signal.SIGKILL)
        started.wait()


def test_a_killed_import_is_taken_up_with_nothing_lost_or_doubled(own_clone: str, tmp_path: Path) -> None:
    from django.db import connections

    path = ids_file(tmp_path, 3000)
    connections.close_all()
    done = []
    for pause in (1.2, 1.5, 1.8, 2.2):
        run_until_killed(path, pause)
        from kerege.rooms.intake.models import Import

        with viewing(cast.viewer("aigerim")):
            done.append([row.done for row in Import.objects.all()])
    time.sleep(0.2)
    result = imported(path)
    assert result.accepted + result.duplicates + result.quarantined == 3000
    assert result.quarantined == 60
    assert result.resumed_at in {0, *(each for found in done for each in found)}
    held = state()
    assert held["Report"] == held["Facts"] == held["Version"] == 2940
    assert held["QuarantinedRow"] == 60
    assert counts(imported(path)) == (0, 2940, 60)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([0, 1, 2, 3, 4, 5]), extra=st.lists(st.sampled_from([0, 1, 2]), max_size=4))
def test_every_row_is_counted_once_whatever_the_order(
    own_clone: str, tmp_path: Path, order: list[int], extra: list[int]
) -> None:
    rows = [sheets.DIRTY[at] for at in [*order, *extra]]
    result = imported(sheets.csv_file(tmp_path, rows), kind="seizure")
    assert sum(counts(result)) == len(rows) == result.rows
    assert sum(counts(imported(sheets.csv_file(tmp_path, rows[::-1]), kind="seizure"))) == len(rows)


def test_the_answer_can_be_written_as_json(own_clone: str, tmp_path: Path) -> None:
    from kerege.cli.intake import document

    result = imported(sheets.workbook(tmp_path, sheets.DIRTY), kind="seizure")
    written = json.loads(json.dumps(document(result), default=str))
    assert written["accepted"] + written["duplicates"] + written["quarantined"] == written["rows"]
    assert written["seconds"] >= 0
