"""Sign-in: password, second factor, printed codes, limits, and nothing that tells accounts apart."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from kerege.rooms.directory import queries
from kerege.rooms.directory.models import Account
from tests.authenticator import code_of, wrong_code
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def enter(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": name, "password": password} | more)


def said(answer) -> str:
    (text,) = re.findall(r'<div class="summary".*?</div>', answer.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", text)


def set_up(client: Client) -> str:
    page = client.get("/account/second-factor/set-up/").content.decode()
    secret = re.findall(r'<p class="exact">(\w+)</p>', page)[0]
    answer = client.post("/account/second-factor/set-up/", {"code": code_of(secret)})
    assert answer.url == "/account/second-factor/printed-codes/"
    return secret


def printed_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\w+)</li>", client.get("/account/second-factor/printed-codes/").content.decode())


def test_the_right_password_leads_to_where_one_wanted_to_go() -> None:
    assert enter(Client(), "bolat", next="/records/").url == "/records/"


def test_a_wrong_name_and_a_wrong_password_say_the_same() -> None:
    assert said(enter(Client(), "bolat", "wrong")) == said(enter(Client(), "nobody-here", "wrong"))


def test_a_closed_account_answers_like_a_wrong_password_even_to_the_right_one() -> None:
    """Words, status, headers' names, and how attempts are counted."""
    Account.objects.filter(username="farrukh").update(is_active=False)
    seen = set()
    for name, password in (("bolat", "wrong"), ("nobody-here", "wrong"), ("farrukh", "wrong"), ("farrukh", PASSWORD)):
        cache.clear()
        client = Client()
        answers = [enter(client, name, password) for _attempt in range(6)]
        cookies = tuple(sorted(answers[0].cookies))
        assert "_auth_user_id" not in client.session
        seen.add((*((each.status_code, said(each)) for each in answers), tuple(answers[0].headers), cookies))
    assert len(seen) == 1


def test_a_forged_forwarding_header_does_not_lift_the_limit() -> None:
    client = Client()
    for count in range(31):
        answer = client.post(
            SIGN_IN, {"login": f"somebody-{count}", "password": "wrong"}, headers={"X-Forwarded-For": f"10.0.0.{count}"}
        )
    assert answer.status_code == 429


def test_codes_are_limited_with_the_right_password_too() -> None:
    """Guessing codes: five, then no code is looked at, the right one neither; also from another session."""
    client = Client()
    enter(client, "aigerim")
    secret = set_up(client)
    printed = printed_codes(client)
    other = Client()
    enter(other, "aigerim")
    for _attempt in range(6):
        other.post("/account/second-factor/code/", {"code": wrong_code(secret)})
    third = Client()
    enter(third, "aigerim")
    for visitor in (other, third):
        for code in (code_of(secret), printed[0]):
            assert "пять минут" in said(visitor.post("/account/second-factor/code/", {"code": code}))
            assert visitor.get("/visit/").url.startswith(SIGN_IN)


def test_attempts_are_limited_alike_for_known_and_unknown_names() -> None:
    answers = {}
    for name in ("bolat", "nobody-here"):
        client = Client()
        for _attempt in range(5):
            enter(client, name, "wrong")
        answers[name] = said(enter(client, name))
    assert answers["bolat"] == answers["nobody-here"]
    assert "пять минут" in answers["bolat"]


def test_one_address_that_tries_too_often_is_told_to_wait() -> None:
    client = Client()
    answers = [enter(client, f"somebody-{count}", "wrong").status_code for count in range(31)]
    assert answers[-1] == 429
    assert "Подождите пять минут" in enter(client, "bolat").content.decode()


def test_a_new_password_must_be_long_and_uncommon() -> None:
    client = Client()
    enter(client, "bolat")
    given = {"oldpassword": PASSWORD, "password1": "qwerty123456", "password2": "qwerty123456"}
    assert client.post("/account/password/", given).status_code == 200
    given |= {"password1": "saddle-river-nine-owls", "password2": "saddle-river-nine-owls"}
    assert client.post("/account/password/", given).status_code == 302


def test_nobody_signs_up_or_resets_a_password_by_himself() -> None:
    for path in ("/account/closed/", "/account/closed/reset/"):
        assert Client().get(path).url == SIGN_IN


def test_sign_out_takes_a_post() -> None:
    client = Client()
    enter(client, "bolat")
    client.get("/account/sign-out/")
    assert "_auth_user_id" in client.session
    assert client.post("/account/sign-out/").url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_set_up_and_asked_for_from_then_on() -> None:
    client = Client()
    enter(client, "aigerim")
    assert client.get("/visit/").url == "/account/second-factor/set-up/"
    secret = set_up(client)
    codes = printed_codes(client)
    assert len(codes) == 10
    other = Client()
    assert enter(other, "aigerim").url == "/account/second-factor/code/"
    assert other.get("/visit/").url.startswith(SIGN_IN)
    assert said(other.post("/account/second-factor/code/", {"code": wrong_code(secret)}))
    assert other.post("/account/second-factor/code/", {"code": codes[0]}).status_code == 302
    assert other.get("/visit/").status_code == 200


def test_a_printed_code_works_once() -> None:
    client = Client()
    enter(client, "aigerim")
    set_up(client)
    code = printed_codes(client)[0]
    for expected in (302, 200):
        other = Client()
        enter(other, "aigerim")
        assert other.post("/account/second-factor/code/", {"code": code}).status_code == expected


def test_the_secret_is_kept_encrypted() -> None:
    client = Client()
    enter(client, "aigerim")
    secret = set_up(client)
    kept = Authenticator.objects.get(user_id=queries.account_id("aigerim"), type="totp")
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code("not it") is False


def test_a_role_with_power_cannot_take_its_second_factor_off() -> None:
    client = Client()
    enter(client, "aigerim")
    set_up(client)
    answer = client.post("/account/second-factor/take-off/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user_id=queries.account_id("aigerim"), type="totp").exists()


def test_an_officer_may_have_one_and_take_it_off() -> None:
    client = Client()
    enter(client, "bolat")
    set_up(client)
    assert client.post("/account/second-factor/take-off/").url == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    assert not Authenticator.objects.filter(user_id=queries.account_id("bolat")).exists()


@pytest.mark.parametrize(
    "path", ["second-factor/", "second-factor/printed-codes/new/", "password/", "confirm/", "sign-out/", "sessions/"]
)
def test_every_page_of_the_account_can_be_read(path) -> None:
    client = Client()
    enter(client, "bolat")
    set_up(client)
    assert client.get(f"/account/{path}").status_code == 200
