"""Signing in tells nobody whether a name is known, and a code of the second factor works once."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import hashers
from django.core.cache import cache

from kerege.rooms.directory import actions, queries
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["bolat", "nobody-of-this-name"])
def test_a_refused_sign_in_hashes_once_whoever_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    hasher = type(hashers.get_hasher())
    original = hasher.encode

    def counted(self: object, *args: object, **kwargs: object) -> str:
        made.append(1)
        return str(original(self, *args, **kwargs))

    monkeypatch.setattr(hasher, "encode", counted)
    assert actions.check_password(name, "EXERCISE wrong") is None
    assert len(made) == 1


def test_a_closed_account_costs_and_says_what_an_unknown_one_does() -> None:
    assert actions.check_password("nobody-of-this-name", cast.PASSWORD) is None
    assert actions.check_password("bolat", cast.PASSWORD) is not None


def test_a_code_of_the_second_factor_works_once() -> None:
    cache.clear()
    account = queries.account_id("aigerim")
    secret = generate_totp_secret()
    Authenticator.objects.create(
        user_id=account, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)}
    )
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert actions.check_second_factor(account, code)
    assert not actions.check_second_factor(account, code)
