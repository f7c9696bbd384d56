"""Acts that let content out or change who may do what ask afresh for the password, and then go on where one was."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kerege.kernel.law import Act, Purpose
from kerege.web.shell.visit import LATELY
from tests import cast
from tests.access import twins
from tests.rooms.records import desk
from tests.web.records.test_record import NAME

pytestmark = pytest.mark.django_db
LONG_AGO = LATELY.total_seconds() + 5
LET_OUT = {Act.RELEASE, Act.EXPORT}
NOTHING_LEAVES = {"records:approvals", "records:refuse", "records:withdraw", "screening:owner", "statistics:export"}
"""Pages of these acts by which no record goes out: lists, refusals, what closes, figures."""


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
