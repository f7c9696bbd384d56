"""Acts that let content out or change who may do what ask afresh for the password, and then go on where one was."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import kerege
from kerege.kernel.law import Act, Purpose
from kerege.rooms.journal.rules import NOTHING_LEAVES as CLOSING_DOORS
from kerege.web.shell.visit import LATELY
from tests import cast
from tests.access import twins
from tests.rooms.records import desk
from tests.web.records.test_record import NAME

pytestmark = pytest.mark.django_db
SOURCE = Path(kerege.__file__).parent
LONG_AGO = LATELY.total_seconds() + 5
LET_OUT = {Act.RELEASE, Act.EXPORT}
NOTHING_LEAVES = {"records:approvals", "records:refuse", "records:withdraw", "screening:owner"}
"""Pages of these acts by which no record goes out: lists, refusals, what closes."""


def views(resolver: URLResolver | None = None, space: str = "") -> list[tuple[str, Callable[..., object]]]:
    """Every named page, with its view."""
    made: list[tuple[str, Callable[..., object]]] = []
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern) and each.name:
            made.append((f"{space}{each.name}", each.callback))
        elif isinstance(each, URLResolver):
            made += views(each, f"{each.namespace}:" if each.namespace else space)
    return made


LETS_OUT = {
    **dict.fromkeys(("records:offer", "requests:deed", "crosscheck:answer", "screening:digest"), "post"),
    **dict.fromkeys(("operations:act", "operations:do", "retention:erase"), "post"),
    **dict.fromkeys(("requests:letter", "operations:print", "operations:letter", "intake:download"), True),
    "bulletins:download": True,
}
"""Pages of other acts by which records leave their owner, or are destroyed: when each of them asks."""


def test_every_page_that_lets_content_out_asks_afresh() -> None:
    asking = {name: getattr(view, "afresh", False) for name, view in views()}
    assert {name: asking[name] for name in LETS_OUT} == LETS_OUT
    found = {name: view for name, view in views() if getattr(view, "act", None) in LET_OUT}
    assert len(found) > 3
    lacking = {name for name, view in found.items() if not getattr(view, "afresh", False)} - NOTHING_LEAVES
    assert lacking == set()


def pages(report: object) -> list[tuple[str, str]]:
    return [
        ("aigerim", f"/records/{report}/release/"),
        ("bolat", "/records/export.csv"),
        ("bolat", "/records/export.xlsx"),
        ("gulnora", "/oversight/readings.csv"),
        ("admin", "/directory/change/add-desk/"),
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_confirmed_long_ago_is_asked_first(visitor: Callable[..., Client], method: str) -> None:
    report = twins.keep("aigerim", twins.raw(1, **twins.nominal("suspect")))
    for name, address in pages(report):
        client = visitor(name)
        cast.confirm(client, LONG_AGO)
        answer = getattr(client, method)(address)
        assert answer.status_code == 302, address
        assert urlsplit(answer.url).path == "/account/confirm/", address
        assert parse_qs(urlsplit(answer.url).query)["next"] == [address]


def test_who_confirmed_lately_is_not_asked(visitor: Callable[..., Client]) -> None:
    report = twins.keep("aigerim", twins.raw(1, **twins.nominal("suspect")))
    for name, address in pages(report):
        client = visitor(name)
        cast.confirm(client, LATELY.total_seconds() - 60)
        assert client.get(address).status_code == 200, address


def test_a_release_goes_on_after_the_password_as_it_was_sent(visitor: Callable[..., Client]) -> None:
    """What was typed is not lost: the release is made with it, once the password is right and not before."""
    place = f"/records/{desk.report('aigerim').report}/"
    client, reader = visitor("aigerim"), visitor("farrukh", Purpose.INVESTIGATION)
    viewer = cast.viewer("aigerim")
    given = {"part": "nominal", "purposes": ["investigation"], "last_day": "2030-01-01"}
    given |= {"audience": f"party:{desk.party('TJ', viewer)}"}
    cast.confirm(client, LONG_AGO)
    asked = client.post(f"{place}release/", given)
    told = {"next": f"{place}release/"}
    assert client.post(asked.url, told | {"password": "wrong"}).status_code == 200
    assert NAME not in reader.get(place).content.decode()
    assert client.post(asked.url, told | {"password": cast.PASSWORD}).status_code == 302
    assert NAME in reader.get(place).content.decode()
    assert "account_reauthentication_state" not in client.session


def test_a_page_that_nobody_marked_lets_nothing_out_unasked(
    visitor: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disclosure itself asks, and the page goes on with what was sent; an owner is told of a danger at once."""
    client = visitor("aigerim")
    place = f"/records/{desk.report('aigerim').report}/release/"
    monkeypatch.setattr("kerege.web.shell.page.is_asked", lambda *_: False)
    given = {"part": "nominal", "purposes": ["investigation"], "last_day": "2030-01-01"}
    given |= {"audience": f"party:{desk.party('TJ', cast.viewer('aigerim'))}"}
    cast.confirm(client, LONG_AGO)
    asked = client.post(place, given)
    assert (asked.status_code, urlsplit(asked.url).path) == (302, "/account/confirm/")
    assert NAME not in visitor("farrukh", Purpose.INVESTIGATION).get(place.removesuffix("release/")).content.decode()
    client.post(asked.url, {"next": place, "password": cast.PASSWORD})
    assert NAME in visitor("farrukh", Purpose.INVESTIGATION).get(place.removesuffix("release/")).content.decode()


def test_a_face_takes_its_viewer_at_the_doors_that_say_whether_he_proved_himself() -> None:
    faces = [path for face in ("web", "api", "cli") for path in (SOURCE / face).rglob("*.py")]
    taking = {path for path in faces if re.search(r"\b(viewer_for|token_grant)\(", path.read_text(encoding="utf-8"))}
    assert {str(path.relative_to(SOURCE)) for path in taking} == {
        "web/shell/visit.py",
        "api/face.py",
        "cli/terminal.py",
    }


def test_doors_that_wait_for_no_proof_are_disclosures_that_there_are() -> None:
    rooms = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "rooms").rglob("*.py"))
    assert {door for door in CLOSING_DOORS if rooms.count(f'"{door}"') < 2} == set()
