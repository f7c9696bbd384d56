"""Headers, caches and addresses of every kind of answer: pages, refusals, files, built files, API."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from kerege.kernel.law import Purpose
from kerege.rooms.directory.models import Account
from tests import cast
from tests.access import ids, twins

pytestmark = pytest.mark.django_db
ON_EVERYTHING = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
DIRECTIVES = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
BUILT = Path(__file__).resolve().parents[2] / "src" / "kerege" / "web" / "static" / "built"
EXAMPLES = (
    *(
        "/account/sign-in/",
        "/nowhere/",
        "/records/",
        "/records/export.csv",
        "/statistics/",
        "/api/openapi.json",
        "/api/me",
    ),
    *("/api/nowhere", "/visit/", "/account/sessions/", "/situation/nowhere", "/policy/", "/directory/"),
)


def kinds_of_answers(client: Client) -> list[tuple[str, HttpResponseBase]]:
    """One of every kind."""
    built = next(path for path in sorted(BUILT.rglob("*.css")))
    found: list[tuple[str, HttpResponseBase]] = [(path, client.get(path)) for path in EXAMPLES]
    found.append(("a built file", client.get(f"/static/built/{built.relative_to(BUILT).as_posix()}")))
    found.append(("a stale form", Client(enforce_csrf_checks=True).post("/theme/")))
    found.append(("another method", client.put("/records/")))
    found.append(("a wrong host", client.get("/", headers={"host": "evil.example"})))
    return found


def test_every_kind_of_answer_carries_the_whole_set(visitor) -> None:
    for what, answer in kinds_of_answers(visitor("bolat")):
        for name, value in ON_EVERYTHING.items():
            assert answer.headers.get(name) == value, f"{what}: {name}"
        policy = answer.headers["Content-Security-Policy"]
        assert all(each in policy for each in DIRECTIVES), what
        assert "object-src 'none'" in policy or "sandbox" in policy, what
        if what != "a built file":
            assert "no-store" in answer.headers["Cache-Control"], what


def test_no_answer_opens_anything_to_another_origin(visitor) -> None:
    client = visitor("bolat")
    for path in EXAMPLES:
        answer = client.get(path, headers={"Origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.casefold().startswith("access-control-")]


def test_every_answer_says_what_it_is_and_in_which_letters(visitor) -> None:
    for what, answer in kinds_of_answers(visitor("bolat")):
        kind = answer.headers.get("Content-Type", "")
        if getattr(answer, "content", b""):
            assert kind, what
        if kind.startswith("text/") or "xml" in kind:
            assert "charset=utf-8" in kind.casefold().replace('"', ""), f"{what}: {kind}"


def test_of_the_api_the_schema_alone_is_open(db: None) -> None:
    client = Client()
    assert client.get("/api/openapi.json").status_code == 200
    for path in ("/api/docs", "/api/", "/api/redoc", "/metrics", "/admin/", "/debug/", "/health", "/server-status"):
        assert client.get(path).status_code in {302, 404}, path
        assert client.get(path).headers.get("Location", "/account/").startswith("/account/")


def test_the_gallery_of_components_is_not_served(visitor) -> None:
    assert not [route for route in ids.routes(get_resolver()) if route.startswith("gallery")]
    assert visitor("bolat").get("/gallery/").status_code == 404


def test_no_address_of_a_form_carries_what_is_typed_into_a_check(visitor) -> None:
    """Names and numbers are sent in bodies: the check, the report, sign-in."""
    client = visitor("bolat")
    for path in ("/check/", "/report/", "/account/sign-in/"):
        page = (Client() if "account" in path else client).get(path).content.decode()
        for form in re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL):
            if re.search(r'name="(text|name|password|login|summary)"', form):
                assert re.match(r'<form[^>]*method="post"', form), path


def test_nothing_of_a_page_is_put_into_the_cache_of_the_node(visitor) -> None:
    client = visitor("bolat")
    kept: Any = caches["default"]
    before = set(kept._cache)
    for path in EXAMPLES:
        client.get(path)
    assert set(kept._cache) == before


def test_fields_that_nobody_asked_for_are_not_taken(visitor, signed_in) -> None:
    """Mass assignment: fields of rows in a form or a body change nothing, or are refused by name."""
    account = Account.objects.get(username="bolat")
    client = signed_in("bolat")
    extra = {
        "is_staff": "1",
        "is_active": "0",
        "must_change": "1",
        "username": "admin",
        "id": "1",
        "role": "administrator",
    }
    client.post("/theme/", {"theme": "dark"} | extra)
    client.post("/visit/", {"purpose": "own_work", "hat": "x"} | extra)
    after = Account.objects.get(username="bolat")
    assert (after.is_staff, after.is_active, after.must_change) == (
        account.is_staff,
        account.is_active,
        account.must_change,
    )
    _client, token = twins.client_of("bolat", cast.viewer("bolat", Purpose.OWN_WORK))
    caller = Client(headers={"Authorization": f"Bearer {token}", "Kerege-Purpose": "own_work"})
    body = {"occurred": "2026-01-03", "country": "KZ", "owner": "x", "label": "x", "agency": "x"}
    answer = caller.post("/api/reports/seizure", body, content_type="application/json")
    assert answer.status_code == 422
