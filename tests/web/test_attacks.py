"""Every page attacked with what attackers type: nothing becomes markup, address, header, formula, query or a fault."""

import re

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from tests import cast
from tests.access import ids, twins
from tests.steady import steady
from tests.web import hostile
from tests.web.test_account import enter
from tests.web.test_russian import addresses

ATTACKER = "erlan"
LED_OUT = re.compile(r"^(https?:)?//", re.IGNORECASE)


def attacker(name: str = ATTACKER) -> Client:
    """A client of a member of the cast; what breaks is answered like for anybody."""
    client, _token = twins.client_of(name, cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE"))
    client.raise_request_exception = False
    return client


def faults(answer: HttpResponseBase) -> list[str]:
    """What is wrong with an answer to something hostile."""
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 and answer.status_code != 503 else []
    found += [f"cookie {name}" for name in answer.cookies if "mark" in name]
    found += [f"header {name}" for name, value in answer.headers.items() if "\n" in value or "\r" in value]
    if LED_OUT.match(answer.headers.get("Location", "")):
        found.append(f"leads to {answer.headers['Location']}")
    return found + hostile.read(text_of(answer)).faults


def text_of(answer: HttpResponseBase) -> str:
    """The markup of an answer that is a page."""
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return str(getattr(answer, "content", b"").decode()) if is_page else ""


def test_no_page_takes_what_is_typed_for_anything_but_text(stage: ids.Stage) -> None:
    """Every address with one thing of every kind: each field of each form filled with hostile texts, read and sent."""
    wrong: dict[str, str] = {}
    asked = 0
    turn = hostile.turns()
    with chance.seeded("attacks", twins.NOON):
        client = attacker()
        for address in addresses(stage.ids):
            page = client.get(address)
            fields = hostile.read(text_of(page)).fields
            plain = sorted({*fields, "q", "page", "sort", "after", "kind", "since", "until", "text", "step"})
            for answer in (
                client.get(address, hostile.filled(plain, turn)),
                client.post(address, hostile.filled(fields, turn)),
            ):
                asked += 1
                for fault in faults(answer):
                    wrong.setdefault(f"{fault}", address)
            client = client if "_auth_user_id" in client.session else attacker()
    assert not wrong, "\n".join(f"{fault}: {address}" for fault, address in sorted(wrong.items()))
    assert asked > 250


def test_the_reader_of_pages_finds_what_it_looks_for() -> None:
    for page in (
        "<script>x()</script>",
        "<b onclick=x()>",
        '<a href="javascript:x()">',
        '<form action="//evil.example/">',
        "1337",
        '<meta http-equiv="refresh" content="0;url=<x">',
    ):
        assert hostile.read(page).faults, page
    assert not hostile.read('<p>&lt;script&gt;</p><a href="/records/?q=%3Cscript%3E">x</a>').faults


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\thttps://evil.example",
        "///evil.example",
        "http:///evil",
    ],
)
def test_no_page_leads_out_of_the_node(wanted: str, db: None) -> None:
    client = Client()
    for answer in (
        enter(client, "bolat", next=wanted),
        client.post("/theme/", {"theme": "dark", "next": wanted}),
        client.post("/language/", {"language": "en", "next": wanted}),
        client.get("/visit/", {"next": wanted}),
    ):
        where = answer.headers.get("Location", "/")
        assert where.startswith("/"), where
        assert not where.startswith(("//", "/\\")), where


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
        "/.git/config",
        "/static/../config/settings.py",
        "//evil.example/%2e%2e",
        "/records/%252e%252e/",
        "/static/",
    ],
)
def test_no_path_leads_to_a_file_or_a_list_of_files(path: str, db: None) -> None:
    answer = Client().get(path)
    assert answer.status_code in {302, 400, 404}
    assert LED_OUT.match(answer.headers.get("Location", "")) is None
    assert b"SECRET_KEY" not in getattr(answer, "content", b"")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", "a b", "[::1", ""]
)
def test_another_hosts_name_is_refused(host: str, db: None) -> None:
    answer = Client().get("/account/sign-in/", headers={"host": host or "x" * 300})
    assert answer.status_code == 400
    assert "evil" not in steady(answer)


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "Forwarded"]
)
def test_headers_that_proxies_write_change_nothing(name: str, db: None) -> None:
    plain, forged = (Client().get("/account/sign-in/", headers=headers) for headers in ({}, {name: "/evil.example"}))
    blank = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    assert blank.sub(b"", plain.content) == blank.sub(b"", forged.content)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_pages_know_three_methods(method: str, visitor) -> None:
    for client, path in ((Client(), "/account/sign-in/"), (visitor("bolat"), "/records/")):
        answer = client.generic(method, path, headers={"X-Secret": "EXERCISE"})
        assert answer.status_code == 405
        assert b"EXERCISE" not in answer.content


def test_a_head_carries_the_headers_of_the_page_and_no_body(visitor) -> None:
    answer = visitor("bolat").head("/records/")
    assert answer.status_code == 200
    assert "Content-Security-Policy" in answer.headers


def test_what_stands_in_the_address_of_a_form_is_not_taken_for_its_fields(signed_in) -> None:
    """Parameters of an address never fill or override the fields of a body."""
    client = signed_in("bolat")
    assert client.post("/visit/?hat=x&purpose=own_work", {"case": "EXERCISE"}).status_code == 422
    assert client.post("/theme/?theme=dark", {}).cookies.get("kerege_theme") is None


def test_the_last_of_two_equal_fields_counts_and_both_are_judged(signed_in) -> None:
    client = signed_in("bolat")
    answer = client.post("/theme/", "theme=dark&theme=evil", content_type="application/x-www-form-urlencoded")
    assert answer.cookies.get("kerege_theme") is None


def test_a_session_opens_no_operation_of_the_api(visitor) -> None:
    """So no page of another site can call it with an officer's cookie."""
    client = visitor("bolat")
    assert client.get("/api/reports").status_code == 401
    assert client.post("/api/checks", {"text": "x"}, content_type="text/plain").status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"text": NaN}', b"\xff\xfe", b'{"text": "\\ud800"}'])
@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/xml", "multipart/form-data", "x" * 500]
)
def test_a_body_that_is_none_is_refused_in_words(body: bytes, kind: str, db: None) -> None:
    _client, token = twins.client_of("bolat", cast.viewer("bolat", Purpose.INVESTIGATION, case="EXERCISE"))
    caller = Client(headers={"Authorization": f"Bearer {token}", "Kerege-Purpose": "investigation", "Kerege-Case": "X"})
    caller.raise_request_exception = False
    answer = caller.generic("POST", "/api/checks", body, content_type=kind)
    assert answer.status_code in {400, 415, 422}, answer.content


def test_signing_somebody_in_unasked_needs_the_token_of_his_own_browser(db: None) -> None:
    """Login CSRF: another site cannot sign an officer in under a name of its own."""
    client = Client(enforce_csrf_checks=True)
    assert enter(client, "bolat").status_code == 403
    assert "_auth_user_id" not in client.session


def test_a_form_of_another_site_is_refused_even_with_a_token(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/account/sign-in/").content.decode()
    (token, *_) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    given = {"theme": "dark", "csrfmiddlewaretoken": token}
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        assert client.post("/theme/", given, headers={"Origin": origin}).status_code == 403
    assert client.post("/theme/", given).status_code == 302


def test_a_form_of_too_many_fields_or_bytes_is_refused(db: None) -> None:
    client = Client()
    client.raise_request_exception = False
    assert client.post("/theme/", {f"x{count}": "1" for count in range(20_001)}).status_code == 400
    big = "x=" + "y" * 30_000_000
    assert client.post("/theme/", big, content_type="application/x-www-form-urlencoded").status_code in {400, 413}
