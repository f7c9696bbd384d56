"""The inbox page and the page of wishes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kerege.foundation.viewing import viewing
from kerege.rooms.notices import actions, queries
from kerege.rooms.notices.rules import kinds
from tests import cast

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
KIND = kinds.Kind(code="exercise.page", text="EXERCISE: something waits", page="notices:index", argument="")


@pytest.fixture
def notice() -> object:
    """A notice for Almaty."""
    kinds.declare(KIND)
    actor, desk = cast.viewer("farrukh"), cast.viewer("bolat").desk
    with viewing(actor):
        return actions.tell(desk=desk, kind=KIND.code, urgent=True)


def test_the_inbox_shows_what_waits_and_marks_it_as_read(visitor: Callable[..., "Client"], notice: object) -> None:
    client = visitor("bolat")
    shown = client.get("/notices/").content.decode()
    assert KIND.text in shown
    assert client.post("/notices/", {"notice": str(notice)}).status_code == 302
    assert KIND.text not in client.get("/notices/").content.decode()
    assert KIND.text in client.get("/notices/?all=1").content.decode()


def test_wishes_are_kept_for_the_account(visitor: Callable[..., "Client"]) -> None:
    from kerege.rooms.directory import queries as directory

    client = visitor("bolat")
    hours = {"digest_hour": 9, "quiet_from": 20, "quiet_until": 6}
    sent = {"step": "wish", "mail": "digest", "zone": "Asia/Almaty", **hours}
    assert client.post("/notices/settings/", sent).status_code == 302
    with viewing(cast.viewer("bolat")):
        kept = queries.wish_of(account=directory.account_id("bolat"))
    assert (kept.mail.value, kept.digest_hour, kept.quiet_from, kept.quiet_until) == ("digest", 9, 20, 6)
    assert client.post("/notices/settings/", sent | {"digest_hour": 99}).status_code == 422
    assert client.post("/notices/settings/", {"step": "hook", "address": "https://evil.example/"}).status_code == 422


def test_an_address_gets_a_new_key_and_the_page_shows_until_when_the_former_signs(
    visitor: Callable[..., "Client"], settings: Any
) -> None:
    settings.WEBHOOK_HOSTS = ("ex.example",)
    client = visitor("bolat")
    client.post("/notices/settings/", {"step": "hook", "address": "https://ex.example/in"})
    viewer = cast.viewer("bolat")

    def held() -> queries.HookEntry:
        with viewing(viewer):
            return queries.hooks(viewer=viewer)[0]

    before = held()
    given = {"step": "close", "hook": str(before.id), "rotate": "1"}
    assert client.post("/notices/settings/", given).status_code == 302
    after = held()
    shown = client.get("/notices/settings/").content.decode()
    assert all(each.public in shown for each in after.keys)
    assert [each.public for each in after.keys[1:]] == [before.keys[0].public]
    assert client.post("/notices/settings/", given).status_code == 200
    assert held() == after
    assert client.post("/notices/settings/", given | {"at_once": "1"}).status_code == 302
    assert len(held().keys) == 1
