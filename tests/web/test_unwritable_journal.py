"""When an act cannot be written into the journal, pages, API and commands show nothing and say so."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from kerege.cli.main import main
from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.records import queries as records
from kerege.web.shell import visit
from tests import cast
from tests.rooms.records import desk
from tests.web.conftest import BACKEND

WAYS = {
    "forbidden": ("REVOKE INSERT ON journal_leaf FROM kerege_app, kerege_search",),
    "no mentions": ("REVOKE INSERT ON journal_mention FROM kerege_app, kerege_search",),
    "full": (
        (
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        ),
        "CREATE TRIGGER full_disk BEFORE INSERT ON journal_leaf FOR EACH ROW EXECUTE FUNCTION full_disk()",
    ),
}


@pytest.fixture
def owner(own_clone: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """The database as its superuser."""
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        yield database


def signed_in(name: str) -> Client:
    """A client with hat and purpose."""
    from django.contrib.auth import get_user_model

    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
    cast.confirm(client)
    hat = queries.hats_of(queries.account_id(name))[0]
    session = client.session
    visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), Purpose.OWN_WORK, "", ""))
    session.save()
    return client


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_shown_that_cannot_be_written_down(owner: Any, way: str) -> None:
    report = desk.report("aigerim").report
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        number = records.report(viewer=viewer, report_id=report).number
    client = signed_in("aigerim")
    account = queries.account_id("aigerim")
    token, _ = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="test")
    called = {"Authorization": f"Bearer {token}"}
    pages = [f"/records/{report}/"] + ([] if way == "no mentions" else ["/records/", "/oversight/"])
    before = [client.get(page) for page in pages] + [client.get(f"/api/reports/{report}", headers=called)]
    assert [answer.status_code for answer in before] == [200] * len(before)
    for statement in WAYS[way]:
        owner.execute(statement)
    after = [client.get(page) for page in pages] + [client.get(f"/api/reports/{report}", headers=called)]
    assert [answer.status_code for answer in after] == [503] * len(after)
    for answer in after:
        assert number not in answer.content.decode()
        assert "heroin" not in answer.content.decode().lower()
    assert "written into the journal" in after[0].content.decode()


def test_a_command_says_it_in_one_line(
    owner: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = queries.account_id("aigerim")
    token, _ = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="test")
    monkeypatch.setenv("KEREGE_TOKEN", token)
    monkeypatch.setattr("kerege.cli.main.prepare_django", lambda *, database: None)
    owner.execute(WAYS["forbidden"][0])
    assert main(["--language", "en", "records"]) == 2
    said = capsys.readouterr()
    assert "the journal cannot be written at present" in said.err
    assert said.out == ""
