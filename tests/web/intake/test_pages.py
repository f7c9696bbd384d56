"""The pages of intake: a file is sent, mapped with a preview, imported; rows in quarantine are mended."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from tests import cast
from tests.rooms.intake import sheets

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


@pytest.fixture
def db(own_clone: str) -> str:
    """Imports commit, so each test has a database of its own."""
    return own_clone


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Imports run in this process, when the page's transaction is kept."""
    from kerege.rooms.intake import jobs
    from kerege.rooms.intake.actions import uploads

    begun: list[UUID] = []
    monkeypatch.setattr(uploads, "launch", lambda upload: (begun.append(upload), jobs.run(upload)))
    return begun


@pytest.fixture
def looked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked into in this process: the same code without the second that another process takes to start."""
    from kerege.rooms.intake import jobs
    from kerege.rooms.intake.actions import uploads

    def run(command: list[str], **_: object) -> None:
        {"look": jobs.look, "mended": jobs.mended}[command[-2]](UUID(command[-1]))

    monkeypatch.setattr(uploads, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired))


def sent(client: "Client", path: Path) -> Any:
    """Send a file."""
    with path.open("rb") as stream:
        return client.post("/import/", {"file": stream})


def chosen(client: "Client", address: str, **changed: str) -> dict[str, str]:
    """What the mapping page proposes, with changes."""
    text = client.get(address).content.decode()
    made = {"kind": "seizure", "saved": "", "country": "", "save_as": ""}
    for name, options in re.findall(r'<select name="(column_\d+)"(.*?)</select>', text, re.DOTALL):
        found = re.search(r'<option value="([^"]*)" selected', options)
        made[name] = found[1] if found else ""
    return made | changed


def test_a_dirty_sheet_is_sent_mapped_imported_and_mended(
    visitor: Visitor, started: list[UUID], tmp_path: Path
) -> None:
    client = visitor("aigerim")
    answer = sent(client, sheets.workbook(tmp_path, sheets.DIRTY))
    assert answer.status_code == 302
    mapping = answer.url
    page = client.get(mapping).content.decode()
    assert "Вид наркотика" in page
    assert "would wait in quarantine" in page
    answer = client.post(mapping, chosen(client, mapping, step="import", save_as="weekly"))
    assert answer.status_code == 302
    progress = client.get(answer.url).content.decode()
    assert "Every row is accounted for." in progress
    result = client.get(re.search(r"/import/done/[^\"]+", progress)[0]).content.decode()  # type: ignore[index]
    assert "32.01.2024" in result
    assert "weekly" in client.get(sent(client, sheets.csv_file(tmp_path, [sheets.GOOD])).url).content.decode()

    waiting = client.get("/quarantine/").content.decode()
    row = re.findall(r'href="(/quarantine/[0-9a-f-]{36}/)"', waiting)[0]
    form = client.get(row).content.decode()
    cells = dict(re.findall(r'name="(cell_\d+)" value="([^"]*)"', form))
    cells |= {name: "" for name in re.findall(r'name="(cell_\d+)"', form) if name not in cells}
    wrong = client.post(row, cells | {"step": "mend"})
    assert wrong.status_code == 422
    half = {name: cell.replace("опий", "героин") for name, cell in cells.items()}
    shown = client.post(row, half | {"step": "mend"}, follow=True).content.decode()
    assert "What you wrote is kept" in shown
    assert 'value="героин"' in shown
    assert "It came as “опий”." in shown
    cells = half
    fixed = {name: cell.replace("32.01.2024", "31.01.2024") for name, cell in cells.items()}
    assert client.post(row, fixed | {"step": "mend"}).status_code == 302
    assert client.get(row).status_code == 404


@pytest.mark.usefixtures("looked_here")
def test_a_check_of_all_rows_keeps_nothing(visitor: Visitor, started: list[UUID], tmp_path: Path) -> None:
    client = visitor("aigerim")
    mapping = sent(client, sheets.workbook(tmp_path, sheets.DIRTY)).url
    answer = client.post(mapping, chosen(client, mapping, step="check"))
    assert "Nothing was kept" in client.get(answer.url).content.decode()
    assert "Nothing was imported yet" in client.get("/import/").content.decode()


def test_a_file_that_cannot_be_read_is_told_and_nothing_kept(visitor: Visitor, tmp_path: Path) -> None:
    client = visitor("aigerim")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    answer = client.get(sent(client, tmp_path / "broken.xlsx").url)
    assert answer.status_code == 422
    assert "save it as XLSX" in answer.content.decode()


@pytest.mark.usefixtures("looked_here")
def test_an_upload_is_the_desks_own(visitor: Visitor, tmp_path: Path) -> None:
    mapping = sent(visitor("aigerim"), sheets.workbook(tmp_path, sheets.DIRTY)).url
    for name in ("erlan", "farrukh"):
        assert visitor(name).get(mapping).status_code == 404


def test_a_role_that_does_not_report_is_refused(visitor: Visitor) -> None:
    assert visitor("gulnora").get("/import/").status_code == 403


@pytest.mark.usefixtures("looked_here")
def test_the_quarantine_file_downloads_and_comes_back(visitor: Visitor, started: list[UUID], tmp_path: Path) -> None:
    client = visitor("aigerim")
    mapping = sent(client, sheets.workbook(tmp_path, sheets.DIRTY)).url
    client.post(mapping, chosen(client, mapping, step="import"))
    text = client.get("/quarantine/rows.csv").content.decode("utf-8-sig")
    (tmp_path / "mended.csv").write_text(text.replace(";32.01.2024;", ";31.01.2024;"), encoding="utf-8")
    with (tmp_path / "mended.csv").open("rb") as stream:
        answer = client.post("/quarantine/", {"file": stream}, follow=True)
    assert "1 row was mended" in answer.content.decode()
    assert client.get("/quarantine/rows.xlsx").content.startswith(b"PK")


def test_a_mended_file_is_parsed_by_a_process_of_its_own_and_not_kept(
    visitor: Visitor, started: list[UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kerege.rooms.intake.actions import mending
    from kerege.rooms.intake.queries import uploads

    client = visitor("aigerim")
    mapping = sent(client, sheets.workbook(tmp_path, sheets.DIRTY)).url
    client.post(mapping, chosen(client, mapping, step="import"))
    kept: list[Path] = []

    def folder_of(upload: UUID) -> Path:
        kept.append(uploads.folder_of(upload))
        return kept[-1]

    def parsed_here(*_: object, **__: object) -> None:
        raise AssertionError("the web process parsed a file")

    monkeypatch.setattr("kerege.rooms.intake.rules.sheets.read_sheet", parsed_here)
    monkeypatch.setattr(mending, "folder_of", folder_of)
    content = client.get("/quarantine/rows.xlsx").content
    files = {"whole.xlsx": content, "cut.xlsx": content[: len(content) // 2], "other.csv": b"a;b\n1;2\n"}
    said = {}
    for name, each in files.items():
        (tmp_path / name).write_bytes(each)
        with (tmp_path / name).open("rb") as stream:
            said[name] = client.post("/quarantine/", {"file": stream}, follow=True)
    assert [each.status_code for each in said.values()] == [200, 422, 422]
    assert "3 rows still wait" in said["whole.xlsx"].content.decode()
    assert "mend the file that was downloaded from quarantine" in said["other.csv"].content.decode()
    assert len(kept) == 3
    assert not any(folder.exists() for folder in kept)


@pytest.mark.usefixtures("looked_here")
def test_a_value_for_every_row_is_given_on_the_page_and_kept_with_the_mapping(
    visitor: Visitor, started: list[UUID], tmp_path: Path
) -> None:
    client = visitor("aigerim")
    mapping = sent(client, sheets.csv_file(tmp_path, [sheets.GOOD])).url
    half = client.post(mapping, chosen(client, mapping, step="import", same_1="summary"))
    assert half.status_code == 422
    taken = client.post(mapping, chosen(client, mapping, step="preview", same_1="place", text_1="УЧЕБНОЕ"))
    assert taken.status_code == 422, "a column gives the place already"
    given = {"same_1": "summary", "text_1": "УЧЕБНОЕ слово", "save_as": "same"}
    assert client.post(mapping, chosen(client, mapping, step="import", **given)).status_code == 302
    from kerege.rooms.records.models import Facts

    with viewing(cast.viewer("aigerim")):
        assert {facts.content["summary"] for facts in Facts.objects.all()} == {"УЧЕБНОЕ слово"}
    again = client.get(sent(client, sheets.csv_file(tmp_path, [sheets.GOOD], name="b.csv")).url + "?saved=same")
    assert 'value="УЧЕБНОЕ слово"' in again.content.decode()
