"""A party without accounts goes through a whole request by letters, from the terminal and by API alone."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kerege.cli.main import main
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as officers
from tests.rooms.files import pictures

pytestmark = pytest.mark.django_db
CASE = ("--purpose", "investigation", "--case", "EX-5")
QUESTION = ("EXERCISE: whose car?", "--to", "kg-osh", "--basis", "EXERCISE act", "--no-persons", "--send")


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scanned reply; kept bytes go into a folder of the test."""
    monkeypatch.setattr("kerege.rooms.files.queries.path_of", lambda name: tmp_path / "files" / name[:2] / name)
    reply = tmp_path / "reply.jpg"
    reply.write_bytes(pictures.jpeg())
    return reply


@pytest.fixture
def bridge() -> str:
    """The one account that acts for the desk of Osh: its liaison officer, who sits elsewhere."""
    with viewing(officers.system_viewer("found-node")):
        desk = officers.desk_by_code("kg-osh")
        account = directory.make_account(username="bridge", password="EXERCISE horse battery", language="ru")
        number = {"name": "EXERCISE liaison", "number": "EX-L-1"}
        officer = directory.add_officer(agency=desk.agency, account=account, **number)
        directory.appoint(officer=officer, desk=desk.id, role=Role.LIAISON, since=chance.today())
    return "bridge"


def token_of(name: str) -> str:
    """A token of somebody."""
    account = officers.account_id(name)
    return directory.make_token(
        account=account, hat=officers.hats_of(account)[0].id, name="letters", reason="EXERCISE", days=7
    )[0]


def test_a_whole_request_goes_by_letters_from_the_terminal(
    terminal: Any, paper: Path, bridge: str, tmp_path: Path
) -> None:
    """Printed for the party, its paper reply kept and entered, closed."""
    [made] = terminal("bolat", "new", *QUESTION, *CASE)["requests"]
    out = tmp_path / "request.pdf"
    assert terminal(bridge, "letter", made["id"], "--out", str(out)) == {"file": str(out)}
    assert out.read_bytes().startswith(b"%PDF")
    assert terminal(bridge, "scans", made["id"])["scans"] == []
    noted = terminal(bridge, "scan", made["id"], str(paper), "--number", "EX-17/26")
    assert noted["letter_in"] == "EX-17/26"
    answer = terminal(bridge, "answer", made["id"], "--outcome", "full", "--text", "EXERCISE: as the letter says")
    assert (answer["state"], answer["on_behalf"]) == ("answered", True)
    shown = terminal("bolat", "show", made["id"])
    assert (shown["letter_in"], shown["on_behalf"]) == ("EX-17/26", True)
    assert "EXERCISE: as the letter says" in str(shown["history"])
    assert terminal("bolat", "scans", made["id"])["scans"] == [], "the scan stays with the side that got it"
    [scan] = terminal(bridge, "scans", made["id"])["scans"]
    copy = tmp_path / "copy.jpg"
    terminal(bridge, "open-scan", made["id"], scan["id"], "--out", str(copy))
    assert copy.read_bytes().startswith(b"\xff\xd8")
    terminal("bolat", "open-scan", made["id"], scan["id"], "--out", str(copy), code=2)
    reply = tmp_path / "answer.pdf"
    terminal(bridge, "letter", made["id"], "--out", str(reply))
    assert reply.read_bytes() != out.read_bytes()
    closed = terminal("bolat", "close", made["id"], "--useful", "useful")
    assert [line["what"] for line in closed["history"]] == ["send", "letter", "answer", "close"]


def test_a_person_reads_that_it_came_by_letter(
    terminal: Any, paper: Path, bridge: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [made] = terminal("bolat", "new", *QUESTION, *CASE)["requests"]
    terminal(bridge, "scan", made["id"], str(paper), "--number", "EX-17/26")
    terminal(bridge, "answer", made["id"], "--outcome", "no_information")
    assert main(["request", "show", made["id"], "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Letter that came: EX-17/26" in said
    assert "reply.jpg" not in said


def test_a_letter_that_is_no_file_and_one_that_is_none_of_ours_are_refused(
    terminal: Any, bridge: str, tmp_path: Path
) -> None:
    [made] = terminal("bolat", "new", *QUESTION, *CASE)["requests"]
    terminal(bridge, "scan", made["id"], str(tmp_path / "none.jpg"), "--number", "1", code=2)
    program = tmp_path / "x.exe"
    program.write_bytes(b"MZ\x00\x01")
    terminal(bridge, "scan", made["id"], str(program), "--number", "1", code=2)
    for verb in ("scans", "letter"):
        terminal("farrukh", verb, made["id"], code=2)
    assert terminal(bridge, "show", made["id"])["letter_in"] is None


def test_the_same_goes_by_api(terminal: Any, paper: Path, bridge: str) -> None:
    [made] = terminal("bolat", "new", *QUESTION, *CASE)["requests"]
    ours, theirs, stranger = (
        Client(headers={"Authorization": f"Bearer {token_of(name)}"}) for name in (bridge, "bolat", "farrukh")
    )
    place = f"/api/requests/{made['id']}"
    assert ours.get(f"{place}/letter", {"language": "en"}).content.startswith(b"%PDF")
    sent = {"number": "EX-17/26", "name": "reply.jpg", "content": b64encode(paper.read_bytes()).decode()}
    scan = ours.post(f"{place}/scans", sent, content_type="application/json").json()["id"]
    assert [each["id"] for each in ours.get(f"{place}/scans").json()] == [scan]
    assert ours.get(f"{place}/scans/{scan}").content.startswith(b"\xff\xd8")
    assert theirs.get(f"{place}/scans").json() == []
    assert theirs.get(f"{place}/scans/{scan}").status_code == 404
    for end in ("letter", "scans", f"scans/{scan}"):
        assert stranger.get(f"{place}/{end}").status_code == 404
    wrong = sent | {"content": "no base64!"}
    assert ours.post(f"{place}/scans", wrong, content_type="application/json").status_code == 422
    wrong = sent | {"name": "x.exe", "content": b64encode(b"MZ\x00\x01").decode()}
    assert ours.post(f"{place}/scans", wrong, content_type="application/json").status_code == 422
