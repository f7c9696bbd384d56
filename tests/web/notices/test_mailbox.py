"""An officer says himself where his e-mails go: after a step-up, and with the code that was sent there alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import actions
from kerege.rooms.notices.actions import mailboxes
from tests import cast

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
PAGE = "/notices/mailbox/"


def kept(name: str = "bolat") -> str:
    """The address of an account."""
    account = directory.account_id(name)
    return directory.mailboxes([account]).get(account, ("", ""))[0]


def code_in(at: int = -1) -> str:
    """The code of a message that was sent."""
    found = re.search(r"\b\d{8}\b", str(mail.outbox[at].body))
    assert found is not None
    return found[0]


def asked(client: "Client", address: str) -> str:
    """The code that came to an address that was given."""
    assert client.post(PAGE, {"step": "address", "address": address}).status_code == 302
    assert mail.outbox[-1].to == [address]
    return code_in()


def test_an_address_counts_once_its_code_came_back(visitor: Callable[..., "Client"]) -> None:
    """Shown, replaced with a word to the former one, and dropped."""
    client = visitor("bolat")
    first = asked(client, "bolat@ex.example")
    assert kept() == ""
    assert first not in client.get(PAGE).content.decode()
    assert first not in str(dict(client.session))
    assert client.post(PAGE, {"step": "code", "code": f"{first[:4]} {first[4:]}"}).status_code == 302
    assert kept() == "bolat@ex.example"
    assert "bolat@ex.example" in client.get("/notices/settings/").content.decode()
    second = asked(client, "other@ex.example")
    assert client.post(PAGE, {"step": "code", "code": second}).status_code == 302
    assert (kept(), mail.outbox[-1].to, len(mail.outbox)) == ("other@ex.example", ["bolat@ex.example"], 3)
    assert client.post(PAGE, {"step": "drop"}).status_code == 302
    assert (kept(), mail.outbox[-1].to) == ("", ["other@ex.example"])


@pytest.mark.parametrize("wrong", ["", "0", "00000000", "former", "late", "unasked"])
def test_no_other_code_keeps_an_address(
    wrong: str, visitor: Callable[..., "Client"], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor("bolat")
    if wrong == "late":
        monkeypatch.setattr(mailboxes, "LASTS", timedelta(seconds=-1))
    former = asked(client, "former@ex.example") if wrong != "unasked" else ""
    right = asked(client, "bolat@ex.example") if wrong != "unasked" else "12345678"
    code = {"former": former, "late": right, "unasked": right}.get(wrong, wrong)
    answer = client.post(PAGE, {"step": "code", "code": code})
    assert (answer.status_code, kept()) == (422, "")


def test_a_code_is_of_one_account_one_address_and_few_tries() -> None:
    """By the door itself: each value of what was asked bent, and a right code after too many wrong ones."""
    own, other = directory.account_id("bolat"), directory.account_id("hamid")
    with viewing(cast.viewer("bolat")):
        made = actions.ask_mailbox(account=own, address="bolat@ex.example")
        code = code_in()
        later = (chance.now() + timedelta(days=1)).isoformat()
        bent: list[dict[str, Any]] = [{"address": "other@ex.example"}, {"until": later}, {"mark": "0" * 64}]
        for change in bent:
            values = {"address": made.address, "until": made.until, "mark": made.mark} | change
            with pytest.raises(actions.MailboxError):
                actions.confirm_mailbox(account=own, asked=actions.AskedMailbox(**values), code=code)
        with pytest.raises(actions.MailboxError):
            actions.confirm_mailbox(account=other, asked=made, code=code)
        with pytest.raises(actions.MailboxError):
            actions.confirm_mailbox(account=own, asked=made, code="1")
        with pytest.raises(PermissionError):
            actions.confirm_mailbox(account=own, asked=made, code=code)
    assert (kept(), kept("hamid")) == ("", "")


@pytest.mark.parametrize("address", ["", "bolat", "a@x.example, b@x.example", "a@b", "a@x.example\nBcc: b@x.example"])
def test_what_is_no_address_gets_no_message(address: str, visitor: Callable[..., "Client"]) -> None:
    before = len(mail.outbox)
    assert visitor("bolat").post(PAGE, {"step": "address", "address": address}).status_code == 422
    assert len(mail.outbox) == before
