"""Security keys: added, asked for, taken off; nothing that another key, another challenge or another host signed."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from kerege.rooms.directory import actions, queries
from tests.web.software_key import Options, SoftwareKey
from tests.web.test_account import enter, printed_codes, said, set_up

pytestmark = pytest.mark.django_db
FACTOR = "/account/second-factor/"
KEYS = f"{FACTOR}keys/"


def options(client: Client, path: str) -> Options:
    page = client.get(path, secure=True).content.decode()
    return json.loads(html.unescape(re.findall(r'data-options="([^"]*)"', page)[0]))


def signed_in(name: str) -> Client:
    client = Client()
    enter(client, name)
    return client


def add(client: Client, key: SoftwareKey, name: str = "EXERCISE key"):
    asked = options(client, f"{KEYS}new/")
    return client.post(f"{KEYS}new/", {"name": name, "credential": key.create(asked)}, secure=True)


def held(name: str) -> int:
    return Authenticator.objects.filter(user_id=queries.account_id(name), type="webauthn").count()


def answer_with(key: SoftwareKey, name: str):
    client = signed_in(name)
    asked = options(client, f"{FACTOR}code/")
    return client, client.post(f"{FACTOR}code/", {"credential": key.get(asked)}, secure=True)


def test_a_role_that_needs_a_second_factor_may_have_a_key_for_it() -> None:
    client, key = signed_in("aigerim"), SoftwareKey()
    assert client.get("/visit/").url == f"{FACTOR}set-up/"
    assert add(client, key).url == f"{FACTOR}printed-codes/"
    assert len(printed_codes(client)) == 10
    assert client.get("/visit/").status_code == 200
    assert actions.second_factor_needed(queries.account_id("aigerim"))


def test_the_key_is_asked_for_at_sign_in_and_opens() -> None:
    key = SoftwareKey()
    add(signed_in("aigerim"), key)
    client, answer = answer_with(key, "aigerim")
    assert answer.status_code == 302
    assert client.get("/visit/").status_code == 200


def test_a_printed_code_opens_where_the_key_is_lost() -> None:
    client = signed_in("aigerim")
    add(client, SoftwareKey())
    other = signed_in("aigerim")
    assert other.post(f"{FACTOR}code/", {"code": printed_codes(client)[0]}).status_code == 302


def test_nothing_else_opens_in_place_of_the_key() -> None:
    """Another key, the key of another host, an old challenge, a torn answer, a foreign type: all refused alike."""
    key = SoftwareKey()
    add(signed_in("aigerim"), key)
    client = signed_in("aigerim")
    old = options(client, f"{FACTOR}code/")
    false_page = SoftwareKey("https://testserver.example")
    false_page.secret, false_page.identity = key.secret, key.identity
    foreign = SoftwareKey()
    foreign.identity = key.identity
    makers = (
        SoftwareKey().get,
        foreign.get,
        false_page.get,
        lambda _: key.get(old),
        lambda now: key.get(now)[:-40],
        lambda now: key.get(now).replace('"signature": "', '"signature": "A'),
        lambda _: "[]",
        lambda _: "null",
    )
    for at, make in enumerate(makers):
        cache.clear()
        visitor = signed_in("aigerim")
        now = options(visitor, f"{FACTOR}code/")
        answer = visitor.post(f"{FACTOR}code/", {"credential": make(now)}, secure=True)
        assert answer.status_code == 200, at
        assert visitor.get("/visit/").url.startswith("/account/sign-in/"), at


def test_a_challenge_opens_once() -> None:
    key = SoftwareKey()
    add(signed_in("aigerim"), key)
    client = signed_in("aigerim")
    answer = key.get(options(client, f"{FACTOR}code/"))
    assert client.post(f"{FACTOR}code/", {"credential": answer}, secure=True).status_code == 302
    other = signed_in("aigerim")
    options(other, f"{FACTOR}code/")
    assert other.post(f"{FACTOR}code/", {"credential": answer}, secure=True).status_code == 200


def test_the_last_factor_of_a_role_with_power_stays_and_one_of_two_may_go() -> None:
    client = signed_in("aigerim")
    add(client, SoftwareKey())
    (first,) = Authenticator.objects.filter(user_id=queries.account_id("aigerim"), type="webauthn")
    refused = client.post(f"{KEYS}{first.pk}/take-off/")
    assert "cannot be taken off" in said(refused)
    assert held("aigerim") == 1
    add(client, SoftwareKey())
    assert client.post(f"{KEYS}{first.pk}/take-off/").url == KEYS
    assert held("aigerim") == 1


def test_nobody_touches_the_keys_of_another() -> None:
    add(signed_in("aigerim"), SoftwareKey())
    (key,) = Authenticator.objects.filter(type="webauthn")
    other = signed_in("bolat")
    for path in (f"{KEYS}{key.pk}/take-off/", f"{KEYS}{key.pk}/name/"):
        assert other.get(path).status_code == 404
        assert other.post(path, {"name": "mine"}).status_code == 404
    assert held("aigerim") == 1


def test_a_key_is_renamed() -> None:
    client = signed_in("bolat")
    add(client, SoftwareKey())
    (key,) = Authenticator.objects.filter(type="webauthn")
    assert client.post(f"{KEYS}{key.pk}/name/", {"name": "the blue one"}).url == KEYS
    assert "the blue one" in client.get(KEYS).content.decode()


def test_the_key_confirms_a_change_and_a_wrong_answer_is_told_there() -> None:
    client, key = signed_in("bolat"), SoftwareKey()
    add(client, key)
    asked = options(client, f"{KEYS}confirm/")
    wrong = client.post(f"{KEYS}confirm/", {"credential": SoftwareKey().get(asked)}, secure=True)
    assert said(wrong)
    asked = options(client, f"{KEYS}confirm/")
    assert client.post(f"{KEYS}confirm/", {"credential": key.get(asked)}, secure=True).status_code == 302


def test_the_terminal_takes_no_key_but_a_printed_code() -> None:
    client, account = signed_in("bolat"), queries.account_id("bolat")
    add(client, SoftwareKey())
    assert actions.second_factor_needed(account)
    assert not actions.check_second_factor(account, "000000")
    assert actions.check_second_factor(account, printed_codes(client)[0])


@pytest.mark.parametrize("with_key", [False, True])
def test_every_page_of_the_second_factor_can_be_read(with_key) -> None:
    client = signed_in("bolat")
    set_up(client)
    if with_key:
        add(client, SoftwareKey())
    for path in (FACTOR, KEYS, f"{KEYS}new/", f"{FACTOR}confirm/", "/account/confirm/"):
        assert client.get(path).status_code == 200
    assert client.get(f"{KEYS}confirm/").status_code == (200 if with_key else 302)
    for key in Authenticator.objects.filter(type="webauthn"):
        for path in (f"{KEYS}{key.pk}/name/", f"{KEYS}{key.pk}/take-off/"):
            assert client.get(path).status_code == 200
