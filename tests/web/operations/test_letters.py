"""The letter bridge of deliveries by page, by command and by API: letters out, a scan in, a step entered from it."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.operations.queries import Consent
from tests.access import twins
from tests.rooms.files import pictures
from tests.rooms.operations import scenes

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]
FIELDS = {
    "word": "agree",
    "authority": "prosecutor",
    "authority_name": "EXERCISE prosecutor",
    "authority_number": "12/3",
    "valid_from": "2026-01-01 00:00",
    "valid_until": "01.02.2026 00:00",
    "penalty": "term",
    "tried": "EXERCISE",
    "legal_basis": "EXERCISE law",
}


def test_a_letter_is_printed_its_answer_scanned_and_entered_by_pages(visitor: Visitor) -> None:
    with chance.seeded("delivery-letters"):
        delivery = scenes.sent()
        client = visitor("iskender", Purpose.CONTROLLED_DELIVERY, case="EX-CD-1")
        address = f"/deliveries/{delivery}"
        for which in ("ask-ru", "answer-en"):
            made = client.get(f"{address}/letters/KG/{which}.pdf")
            assert made.content.startswith(b"%PDF"), which
        assert client.get(f"{address}/letters/KG/hand_over-ru.pdf").status_code == 404
        assert client.get(f"{address}/letters/KG/nothing-ru.pdf").status_code == 404
        assert client.get(f"{address}/letters/TJ/ask-ru.pdf").status_code == 404
        assert client.post(f"{address}/letters/", {"number": "12/1"}).status_code == 422
        scan = SimpleUploadedFile("letter.jpg", pictures.jpeg())
        assert client.post(f"{address}/letters/", {"number": "12/1", "file": scan}).status_code == 302
        page = client.get(f"{address}/answer/").content.decode()
        covers = re.search(r'name="covers" value="([^"]+)"', page)
        assert covers
        sent = FIELDS | {"covers": covers[1], "letter": "12/1"}
        assert client.post(f"{address}/answer/", sent | {"letter": "12/9"}).status_code == 422
        assert client.post(f"{address}/answer/", sent).status_code == 302
        shown = client.get(f"{address}/").content.decode()
        assert "entered on behalf, from letter 12/1" in shown
        [kept] = re.findall(
            rf'href="({address}/letters/[0-9a-f-]+/)"', client.get(f"{address}/letters/").content.decode()
        )
        assert client.get(kept).headers["Content-Type"] == "image/jpeg"
        requester = visitor("farrukh", Purpose.CONTROLLED_DELIVERY, case="EX-CD-1")
        assert "entered on behalf, from letter 12/1" in requester.get(f"{address}/").content.decode()
        assert requester.get(kept).status_code == 404, "the scan stays with the side that got it"
        assert scenes.shown("farrukh", delivery).legs[1].consent is Consent.VALID


def test_the_terminal_prints_a_letter_and_keeps_a_scan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from kerege.cli.main import parser
    from kerege.cli.operations import run_delivery
    from kerege.cli.terminal import Terminal

    def run(*words: str) -> str:
        arguments = parser().parse_args(["delivery", *words, "--case", "EX-1"])
        assert run_delivery(arguments, Terminal(arguments)) == 0
        return capsys.readouterr().out

    with chance.seeded("delivery-letters"), pytest.MonkeyPatch.context() as patch:
        delivery = str(scenes.sent())
        _client, token = twins.client_of("iskender", scenes.viewer("iskender"))
        patch.setenv("KEREGE_TOKEN", token)
        run("letter", delivery, "--set", "about=ask", "--out", str(tmp_path / "ask.pdf"))
        assert (tmp_path / "ask.pdf").read_bytes().startswith(b"%PDF")
        (tmp_path / "letter.jpg").write_bytes(pictures.jpeg())
        assert "12/1" not in run("show", delivery)
        run("scan", delivery, "--set", "number=12/1", "--from", str(tmp_path / "letter.jpg"))
        shown = json.loads(run("show", delivery, "--json"))
        assert shown["letters"] == ["12/1"]
        covers = " ".join(leg["terms"] for leg in shown["legs"] if leg["own"])
        given = FIELDS | {"valid_from": "2026-01-01T00:00+00:00", "valid_until": "2026-02-01T00:00+00:00"}
        pairs = [f"{name}={value}" for name, value in (given | {"covers": covers, "letter": "12/1"}).items()]
        made = run("answer", delivery, "--json", *[word for pair in pairs for word in ("--set", pair)])
        [own] = [leg for leg in json.loads(made)["legs"] if leg["own"]]
        assert (own["consent"], own["answer"]["letter"]) == ("valid", "12/1")
        [scan] = json.loads(run("scans", delivery, "--json"))
        run("scans", delivery, "--set", f"scan={scan['id']}", "--out", str(tmp_path / "back.jpg"))
        assert (tmp_path / "back.jpg").read_bytes().startswith(b"\xff\xd8")


def test_the_api_prints_keeps_and_names_letters() -> None:
    with chance.seeded("delivery-letters"):
        delivery = scenes.sent()
        _client, token = twins.client_of("iskender", scenes.viewer("iskender"))
        headers = {"Authorization": f"Bearer {token}", "Kerege-Purpose": "controlled_delivery", "Kerege-Case": "EX-1"}
        client, address = Client(headers=headers), f"/api/deliveries/{delivery}"
        for path in ("/file.pdf", "/letters/KG/ask?language=en"):
            assert client.get(f"{address}{path}").content.startswith(b"%PDF"), path
        assert client.get(f"{address}/letters/TJ/ask").status_code == 404
        given = {"number": "12/1", "name": "letter.jpg", "content": b64encode(pictures.jpeg()).decode()}
        said = client.post(f"{address}/letters", given, content_type="application/json")
        assert said.status_code == 201, said.content
        wrong = client.post(f"{address}/letters", given | {"content": "?"}, content_type="application/json")
        assert wrong.status_code == 422
        assert client.get(address).json()["letters"] == ["12/1"]
        [scan] = client.get(f"{address}/letters").json()
        assert scan["id"] == said.json()["id"]
        assert client.get(f"{address}/letters/{scan['id']}").headers["Content-Type"] == "image/jpeg"
