"""Proof: whatever gives a file to take along writes a disclosure down, and asks for a fresh proof of who takes it."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver

import kerege
from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.directory.actions.accounts import PROOF_LASTS
from kerege.rooms.journal.actions import LeafKind, leaves
from kerege.web.shell import visit
from tests import cast
from tests.access import faces, ids, twins

SOURCE = Path(kerege.__file__).parent
READ = "one file that is kept with a record or a request: to open it is to read it, and its owner is told so"
BLANK = "an empty form of the register: nothing that anybody reported"
OUT = ""
ADDRESSES = {
    "requests/list.csv": OUT,
    "requests/figures.csv": OUT,
    "requests/<uuid:thread>/letter-<str:language>.pdf": OUT,
    "deliveries/<uuid:delivery>/letters/<str:state>/<slug:which>.pdf": OUT,
    "deliveries/<uuid:delivery>/file.pdf": OUT,
    "report/templates/<slug:kind>.xlsx": BLANK,
    "records/export.<slug:form>": OUT,
    "records/<uuid:report>/files/<uuid:attachment>/": READ,
    "quarantine/rows.<slug:shape>": OUT,
    "bulletins/weekly/<slug:week>/<slug:language>.pdf": OUT,
    "bulletins/<uuid:edition>/<slug:language>.<slug:form>": OUT,
    "statistics/export.<slug:form>": OUT,
    r"^oversight/readings\.(?P<shape>csv|json|receipt)$": OUT,
    "api/requests/{thread}/letter": OUT,
    "api/deliveries/{delivery}/file.pdf": OUT,
    "api/deliveries/{delivery}/letters/{state}/{about}": OUT,
    "api/bulletins/weekly/{week}/pdf": OUT,
    "api/bulletins/{edition}/pdf": OUT,
    "api/journal/receipt": OUT,
}
"""Addresses that answer a file; why one of them is no disclosure."""
COMMANDS = {
    "cli/bulletins.py write": ("bulletin", "weekly", "--week", "2026-W12", "--out", "{file}"),
    "cli/intake.py written": ("quarantine", "download", "{file}.csv"),
    "cli/operations.py printed": ("delivery", "print", "{delivery}", "--out", "{file}"),
    "cli/operations.py lettered": ("delivery", "letter", "{delivery}", "--out", "{file}"),
    "cli/request_letters.py run_letter": ("request", "letter", "{thread}", "--out", "{file}"),
    "cli/journal.py run_export": ("journal", "export", "--out", "{file}"),
}
"""Commands that write a file of what the node holds, by the function that writes it."""
KEPT = {
    "cli/operations.py listed_scans": READ,
    "cli/request_letters.py run_open_scan": READ,
    "cli/record_commands.py run_template": BLANK,
    "cli/node.py server_log": "how the web server logs",
    "cli/prove.py keep": "figures of the proofs, of invented worlds",
    "cli/terminal.py keep_tokens": "keys of the exercise's officers, made by the one who keeps them",
    **dict.fromkeys(
        ("refusals", "bank_of", "write_pairs", "write_proposals"), "two files of the caller's own: nothing of the node"
    ),
}
"""Functions of the terminal that write other files, with the reason."""
ANSWERING = {
    "web/records/views/attaching.py download", "web/records/views/templating.py download",
    "web/records/views/listing.py export", "web/statistics/views.py export", "web/requests/views.py export",
    "web/requests/views.py figures_file", "web/requests/letters.py letter", "web/requests/letters.py open_scan",
    "web/operations/letters.py letter", "web/operations/letters.py open_scan", "web/operations/views.py printed",
    "web/oversight/views.py as_file", "web/intake/mending.py download", "web/bulletins/views.py file_of",
    "api/bulletins.py weekly_pdf", "api/bulletins.py show_pdf", "api/operations.py printed", "api/operations.py letter",
    "api/operations.py open_scan", "api/requests.py letter", "api/requests.py open_scan",
}  # fmt: skip
"""Functions of pages and operations that answer bytes: each is behind one of the addresses, or opens a scan."""
VIEWERS = {ids.OWNER: Purpose.INVESTIGATION, "tj_dpo": Purpose.OVERSIGHT}
LIKE_A_FILE = re.compile(r"\.(\w+|<\w+:(form|shape)>|\(.*\))\$?$|/pdf$|letter$|receipt$")
SHAPES = ("pdf", "html", "csv", "xlsx", "json", "receipt")
SHOWN = ("text/html", "application/json")
WRITES = frozenset({"write_bytes", "write_text"})


def answers_bytes(call: ast.AST) -> bool:
    """Whether a call answers bytes, or writes a file."""
    if not isinstance(call, ast.Call):
        return False
    named = {each.arg for each in call.keywords}
    if isinstance(call.func, ast.Name) and call.func.id.endswith("HttpResponse"):
        return "content_type" in named
    modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return isinstance(call.func, ast.Attribute) and call.func.attr == "open" and modes[:1] in (["w"], ["wb"], ["x"])


def giving_files() -> set[str]:
    """Every function of a face that answers bytes or writes a file, read off the source."""
    found = set()
    for path in sorted(each for face in ("web", "api", "cli") for each in (SOURCE / face).rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(
                answers_bytes(each) or (isinstance(each, ast.Attribute) and each.attr in WRITES)
                for each in ast.walk(function)
            ):
                found.add(f"{path.relative_to(SOURCE)} {function.name}")
    return found


def test_every_function_that_gives_a_file_stands_in_the_list() -> None:
    """A new export fails here until its author says which leaf it writes."""
    named = {f"cli/screening_files.py {each}" if " " not in each else each for each in KEPT}
    assert giving_files() == {*COMMANDS, *named, *ANSWERING}


def every_route() -> list[str]:
    """The routes of pages, and of operations that read."""
    apart = ("api/", "static/", "account/", "gallery/")
    pages = [route for route in faces.routes(get_resolver()) if not route.startswith(apart)]
    return pages + [path[1:] for path, deeds in faces.schema()["paths"].items() if "get" in deeds]


@pytest.mark.django_db
def test_every_address_that_looks_like_a_file_stands_in_the_list() -> None:
    like = {route for route in every_route() if LIKE_A_FILE.search(route)}
    assert like <= set(ADDRESSES)
    assert len(like) > 10


def addresses(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every route that gives a file, with the addresses it makes, in every shape."""
    for route in every_route():
        if route not in ADDRESSES:
            continue
        plain = route.replace("^", "").replace("\\.", ".").replace("$", "")
        plain = ids.API_PART.sub(lambda part: str(known.get(part[1]) or faces.GIVEN.get(part[1], faces.UNKNOWN)), plain)
        for shape in SHAPES if re.search(r"\b(form|shape)>", route) else SHAPES[:1]:
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(faces.GIVEN, "form", shape)
                patch.setitem(faces.GIVEN, "shape", shape)
                yield route, "/" + faces.PART.sub(lambda part: faces.filled(part, known), plain)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kind of every leaf that is made."""
    made: list[str] = []
    plain = leaves.new_leaf

    def noted(viewer: Any, kind: LeafKind, *more: Any) -> Any:
        leaf = plain(viewer, kind, *more)
        made.append(kind.value)
        return leaf

    monkeypatch.setattr(leaves, "new_leaf", noted)
    return made


def is_file(said: Any) -> bool:
    """Whether an answer is a file."""
    shown = said.headers.get("Content-Type", "").startswith(SHOWN)
    return said.status_code == 200 and ("Content-Disposition" in said.headers or not shown)


def test_every_file_that_leaves_is_written_down_and_asks_for_a_fresh_proof(
    stage: ids.Stage, written: list[str]
) -> None:
    """Every address is asked; whoever gave password and code too long ago gets no file but those he only reads."""
    given, stale = set(), timedelta(seconds=1)
    with chance.seeded("files", twins.NOON):
        for name, purpose in VIEWERS.items():
            client, token = twins.client_of(name, cast.viewer(name, purpose, case="EXERCISE"))
            signed = {"Authorization": f"Bearer {token}"}
            for route, address in addresses(stage.ids):
                written.clear()
                said = client.get(address, headers=signed if route.startswith("api/") else {})
                if not is_file(said) and LeafKind.DISCLOSE.value not in written:
                    continue
                given.add(route)
                assert ADDRESSES[route] or written.count(LeafKind.DISCLOSE.value) == 1, address
            cast.confirm(client, ago=visit.LATELY.total_seconds() + 60)
            chance.advance(PROOF_LASTS + stale)
            for route, address in addresses(stage.ids):
                if not ADDRESSES.get(route, OUT) and route in given:
                    said = client.get(address, headers=signed if route.startswith("api/") else {})
                    assert said.status_code != 200, address
    assert given == set(ADDRESSES)


def test_every_command_that_writes_a_file_of_the_node_says_so(
    stage: ids.Stage, written: list[str], tmp_path: Path
) -> None:
    with chance.seeded("commands that write", twins.NOON):
        for at, (function, words) in enumerate(COMMANDS.items()):
            name = "tj_dpo" if "journal" in words else ids.OWNER
            token = twins.client_of(name, cast.viewer(name, VIEWERS[name], case="EXERCISE"))[1]
            file = tmp_path / f"file-{at}"
            filled = tuple(word.format(file=file, **stage.ids) for word in words)
            written.clear()
            said = faces.answered(filled, token)
            assert said.startswith(b"0"), (function, said)
            assert list(tmp_path.glob(f"{file.name}*")), function
            assert LeafKind.DISCLOSE.value in written, function
