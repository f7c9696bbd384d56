"""What is handed out to be mended can be sent back: in parts, none larger than a mended file may be."""

import csv
import io
from pathlib import Path

import pytest
from django.test import Client

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.intake import actions, queries
from kerege.rooms.intake.queries import exporting
from kerege.rooms.intake.rules.limits import Limits
from tests import cast
from tests.access import twins
from tests.rooms.intake import sheets
from tests.rooms.intake.test_importing import imported

pytestmark = pytest.mark.usefixtures("own_clone")
BAD = [[f"EXERCISE {number} " + "я" * (number % 7) * 40, *sheets.BAD_DATE[1:]] for number in range(11)]
LOW = (
    Limits(rows=3),
    Limits(rows=5, size=6_000, unpacked=100_000),
    Limits(rows=100, size=100_000, unpacked=9_000),
    Limits(rows=100),
)
"""Bounds of rows, of bytes and of an unpacked workbook; the last holds all in one."""


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The lines of a file to mend."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_parts_hold_every_row_once_and_each_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(sheets.csv_file(tmp_path, BAD), kind="seizure")
    viewer, seen = cast.viewer("aigerim"), []
    for bound in LOW:
        monkeypatch.setattr(exporting, "MENDED_LIMITS", bound)
        with viewing(viewer):
            parts = queries.quarantine_parts(viewer=viewer)
            made = [queries.quarantine_file(viewer=viewer, part=at).read() for at in range(1, parts + 1)]
            beyond = rows_of(queries.quarantine_file(viewer=viewer, part=parts + 1).read())
        assert beyond == []
        held = [rows_of(content) for content in made]
        assert all(0 < len(rows) <= bound.rows for rows in held)
        assert all(len(content) <= bound.size for content in made)
        references = [row["kerege row"] for rows in held for row in rows]
        assert len(references) == len(set(references)) == len(BAD)
        seen.append(parts)
        for at, content in enumerate(made):
            (path := tmp_path / f"{at}.csv").write_bytes(content)
            with viewing(viewer):
                sent = actions.mend_file(actor=viewer, path=path, limits=bound)
            assert (sent.still_waiting, sent.not_waiting, sent.edits_kept) == (len(held[at]), 0, 0)
    assert seen[0] == 6
    assert min(seen[1:3]) > 1
    assert seen[3] == 1


def test_a_workbook_in_parts_comes_back_within_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(sheets.csv_file(tmp_path, BAD), kind="seizure")
    bound, viewer = Limits(rows=4), cast.viewer("aigerim")
    monkeypatch.setattr(exporting, "MENDED_LIMITS", bound)
    with viewing(viewer):
        parts = queries.quarantine_parts(viewer=viewer)
        for part in range(1, parts + 1):
            path = tmp_path / f"{part}.xlsx"
            path.write_bytes(queries.quarantine_file(viewer=viewer, shape="xlsx", part=part).read())
            assert actions.mend_file(actor=viewer, path=path, limits=bound).not_waiting == 0
    assert parts == 4


def test_page_and_operation_say_how_many_parts_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(sheets.csv_file(tmp_path, BAD), kind="seizure")
    monkeypatch.setattr(exporting, "MENDED_LIMITS", Limits(rows=5))
    client, token = twins.client_of("aigerim", cast.viewer("aigerim", Purpose.INVESTIGATION, case="EXERCISE"))
    page = client.get("/quarantine/").content.decode()
    assert [f"rows.csv?part={part}" in page for part in (1, 2, 3, 4)] == [True, True, True, False]
    last = client.get("/quarantine/rows.csv?part=3")
    assert (len(rows_of(last.content)), last.headers["Content-Disposition"]) == (
        3, 'attachment; filename="quarantine-3.csv"'
    )  # fmt: skip
    for none in ("4", "0", "x", "-1", "9" * 30, "²"):
        assert client.get(f"/quarantine/rows.csv?part={none}").status_code == 404
    said = Client().get("/api/quarantine", headers={"Authorization": f"Bearer {token}"})
    assert said.headers["Kerege-Parts"] == "3"
