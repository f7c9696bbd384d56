"""The owner's password and factors on his pages: compared as typed, changed by proof, never typed in the open."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import identify_hasher
from django.test import Client, override_settings

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.models import Account
from tests import cast
from tests.authenticator import code_of
from tests.hashing import of_a_node
from tests.web.test_account import enter, printed_codes, set_up

pytestmark = pytest.mark.django_db
PAGE = "/account/password/"
OWN = "saddle-river-nine-owls"


def change(client: Client, old: str, new: str) -> int:
    """Change the password by the page; the status of the answer."""
    return client.post(PAGE, {"oldpassword": old, "password1": new, "password2": new}).status_code


def entered(name: str) -> Client:
    """A client signed in by the page."""
    client = Client()
    enter(client, name)
    return client


def test_the_present_password_is_asked_for() -> None:
    client = entered("bolat")
    assert change(client, "not the present one", OWN) == 200
    assert change(client, "", OWN) == 200
    assert Account.objects.get(username="bolat").check_password(cast.PASSWORD)
    assert change(client, cast.PASSWORD, OWN) == 302


def test_a_password_is_compared_to_the_last_sign_blank_and_case() -> None:
    """No cutting, no folding, no trimming: 70 signs, of which each counts."""
    long = " " + "Степь держит тишину, Конь идёт домой " * 2 + "конец"
    assert len(long) > 64
    client = entered("bolat")
    assert change(client, cast.PASSWORD, long) == 302
    for wrong in (long.strip(), long[:-1], long.casefold(), long + " "):
        account = Account.objects.get(username="bolat")
        assert not account.check_password(wrong)
    assert Account.objects.get(username="bolat").check_password(long)


def test_fields_mask_what_is_typed_and_let_managers_fill_them() -> None:
    pages = [Client().get("/account/sign-in/").content.decode(), entered("bolat").get(PAGE).content.decode()]
    fields = [
        field
        for page in pages
        for field in re.findall(r"<input[^>]*>", page)
        if re.search(r'name="(old)?password', field)
    ]
    assert len(fields) >= 4
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert not re.search(r"onpaste|readonly|maxlength=\"[0-5]?\d\"", field), field


def test_a_password_is_kept_stretched_and_by_the_present_measure() -> None:
    client = entered("bolat")
    with override_settings(PASSWORD_HASHERS=of_a_node()):
        assert change(client, cast.PASSWORD, OWN) == 302
    kept = Account.objects.get(username="bolat").password
    assert OWN not in kept
    hasher = identify_hasher(kept)
    assert hasher.algorithm in {"pbkdf2_sha256", "argon2", "scrypt"}
    assert int(kept.split("$")[1]) >= 600_000


def test_a_renewed_password_does_not_take_the_second_factor_away() -> None:
    client = entered("bolat")
    set_up(client)
    actor = cast.viewer("admin", Purpose.OWN_WORK)
    number = cast.viewer("bolat").officer_number
    with viewing(actor):
        made = actions.make_change(actor=actor, code="new-password", given={"officer": number})
    coordinator = cast.viewer("kz_coordinator", Purpose.OWN_WORK)
    with viewing(coordinator):
        actions.make_change(actor=coordinator, code="confirm-account", given={"officer": number})
    other = Client()
    assert enter(other, "bolat", made.password).url == "/account/second-factor/code/"
    assert other.get("/visit/").status_code == 302


def test_a_code_of_the_authenticator_opens_once() -> None:
    client = entered("bolat")
    secret = set_up(client)
    seen = []
    code = code_of(secret)
    for _attempt in range(2):
        other = Client()
        enter(other, "bolat")
        seen.append(other.post("/account/second-factor/code/", {"code": code}).status_code)
    assert seen.count(302) <= 1
    assert seen[-1] == 200


def test_a_code_of_two_minutes_ago_opens_nothing() -> None:
    client = entered("bolat")
    secret = set_up(client)
    other = Client()
    enter(other, "bolat")
    right = {code_of(secret, seconds) for seconds in (-30, 0, 30)}
    for seconds in (120, 300, -120):
        code = code_of(secret, seconds)
        assert code in right or other.post("/account/second-factor/code/", {"code": code}).status_code == 200


def test_printed_codes_are_ten_and_of_eight_digits() -> None:
    client = entered("bolat")
    set_up(client)
    codes = printed_codes(client)
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[0-9a-f]{8}|\d{8}", code) for code in codes)


@pytest.mark.parametrize(
    "path",
    ["second-factor/set-up/", "second-factor/take-off/", "second-factor/keys/new/", "second-factor/printed-codes/"],
)
def test_a_factor_is_not_changed_without_a_fresh_proof(path: str) -> None:
    client = entered("bolat")
    if "set-up" not in path:
        set_up(client)
    session = client.session
    for each in session["account_authentication_methods"]:
        each["at"] -= 3600
    session.save()
    answer = client.get(f"/account/{path}")
    assert answer.status_code == 302
    assert "confirm" in answer.url


def test_every_page_offers_to_sign_out(visitor) -> None:
    client = visitor("aigerim")
    for path in ("/", "/records/", "/check/", "/report/", "/directory/", "/visit/", "/account/second-factor/"):
        page = client.get(path, follow=True).content.decode()
        assert "/account/sign-out/" in page, path


def test_nobody_has_two_authenticators_by_setting_up_twice() -> None:
    client = entered("bolat")
    set_up(client)
    assert client.get("/account/second-factor/set-up/").status_code == 302
    held = Authenticator.objects.filter(user_id=queries.account_id("bolat"), type="totp")
    assert held.count() == 1
