"""A file that was chosen in a form that asks for the password first is not lost, and lies nowhere open to others."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.foundation import chance, held, node
from kerege.foundation.viewing import viewing
from kerege.rooms.files import queries as files
from kerege.rooms.requests import queries as requests
from kerege.web.shell import holding
from kerege.web.shell.visit import LATELY
from tests import cast
from tests.rooms.files import pictures
from tests.rooms.records import desk
from tests.rooms.requests import scenes

LONG_AGO = LATELY.total_seconds() + 5
WORDS = b"EXERCISE words of a letter"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where held files lie."""
    monkeypatch.setattr(held, "folder", lambda: tmp_path)
    return tmp_path


def attaching(client: Client) -> tuple[str, Callable[[], list[str]]]:
    """A form that adds a file to a report, and what the report holds."""
    report = desk.report("aigerim").report

    def kept() -> list[str]:
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            return [each.name for each in files.attachments(viewer=viewer, report=report)]

    return f"/records/{report}/files/", kept


def scanning(client: Client) -> tuple[str, Callable[[], list[str]]]:
    """A form that keeps the scan of a letter, and what lies with the request."""
    thread = scenes.asked("tj_analyst", desks=("kz-almaty",))

    def kept() -> list[str]:
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            return [each.name for each in requests.scans(viewer=viewer, thread=thread)]

    return f"/requests/{thread}/scan/", kept


@pytest.mark.django_db
@pytest.mark.parametrize("form", [attaching, scanning])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_file_goes_on_with_its_form_after_the_password(
    visitor: Callable[..., Client], folder: Path, form: Any, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each form with a file, as if its page asked afresh: kept sealed, said in words, taken once, gone."""
    client = visitor("aigerim")
    client.cookies["kerege_language"] = language
    place, kept = form(client)
    monkeypatch.setattr("kerege.web.shell.page.is_asked", lambda _afresh, request: request.method == "POST")
    cast.confirm(client, LONG_AGO)
    sent = {"part": "facts", "number": "EX-5"}
    picture = pictures.jpeg()
    asked = client.post(place, sent | {"file": SimpleUploadedFile("EXERCISE.jpg", picture, "image/jpeg")})
    assert (asked.status_code, urlsplit(asked.url).path) == (302, "/account/confirm/")
    assert kept() == []
    [path] = folder.iterdir()
    assert picture[:30] not in path.read_bytes()
    assert picture[-30:] not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    said = client.get(asked.url).content.decode()
    assert {"en": "is kept until you have confirmed", "ru": "Выбранный файл хранится"}[language] in said
    client.post(asked.url, {"next": place, "password": cast.PASSWORD})
    assert len(kept()) == 1
    assert list(folder.iterdir()) == []
    assert holding.KEY not in client.session


def request_with(several: list[tuple[str, bytes]], session: dict[str, Any]) -> HttpRequest:
    """A form with files."""
    made = RequestFactory().post("/x/", {})
    made.session = session  # type: ignore[assignment]  # enough of one
    assert not made.POST
    put: MultiValueDict[str, Any] = MultiValueDict()
    for name, content in several:
        put.appendlist(name, SimpleUploadedFile("EXERCISE.bin", content, "image/png"))
    made._files = put  # type: ignore[attr-defined]
    return made


chosen = st.lists(st.tuples(st.sampled_from(["file", "scan"]), st.binary(max_size=300)), min_size=1, max_size=4)


@settings(max_examples=40)
@given(chosen, st.sampled_from(["in time", "too late", "another form", "another session", "cut"]))
def test_only_the_form_that_was_set_aside_gets_its_files_and_only_in_time(
    several: list[tuple[str, bytes]], how: str
) -> None:
    """Whatever was chosen: all of it or nothing, and nothing lies there longer than said."""
    session: dict[str, Any] = {}
    told = SimpleNamespace(info=mock.Mock(), warning=mock.Mock())
    with chance.seeded(f"held-{how}"), mock.patch.object(holding, "messages", told):
        first = request_with(several, session)
        holding.hold(first)
        again = request_with([], session)
        again.POST = first.POST.copy()  # type: ignore[assignment]  # a form that was set aside
        if how == "another form":
            again.POST = RequestFactory().post("/x/", {}).POST
        elif how == "another session":
            again.session = {}  # type: ignore[assignment]
        elif how == "too late":
            chance.advance(held.LASTS + timedelta(seconds=1))
        elif how == "cut":
            path = held.folder() / session[holding.KEY]["token"]
            path.write_bytes(path.read_bytes()[:-1])
        holding.give_back(again)
        found = [(name, each.read()) for name, many in again.FILES.lists() for each in many]
        assert sorted(found) == (sorted(several) if how == "in time" else [])
        chance.advance(held.LASTS + timedelta(seconds=1))
        held.forget_late()
        assert not list((node.home() / held.FOLDER).iterdir())


def test_what_is_too_large_is_not_kept_and_that_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(held, "MOST", 10)
    monkeypatch.setattr(holding, "messages", SimpleNamespace(warning=lambda _request, text: told.append(text)))
    session: dict[str, Any] = {}
    holding.hold(request_with([("file", WORDS)], session))
    assert session == {}
    assert list(folder.iterdir()) == []
    assert len(told) == 1
