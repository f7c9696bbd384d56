"""A machine's clock that is set back: what counts for so long after a proof counts no longer than that."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from kerege.foundation import chance
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.directory.actions import attempts
from kerege.rooms.directory.models import Account
from kerege.web.account.adapters import AccountAdapter
from kerege.web.shell import visit

BACK = [timedelta(minutes=2), timedelta(hours=5), timedelta(days=400)]
pytestmark = pytest.mark.django_db


def set_back(by: timedelta) -> None:
    """The clock goes back; a moment passes."""
    chance.advance(-by)
    chance.advance(timedelta(seconds=1))


@pytest.fixture(params=BACK, ids=str)
def back(request: pytest.FixtureRequest) -> timedelta:
    """How far the clock goes back."""
    return request.param  # type: ignore[no-any-return]


def test_a_proof_given_by_a_clock_that_was_ahead_is_none(back: timedelta, signed_in) -> None:
    with chance.seeded("back"):
        client: Client = signed_in("bolat")
        request = RequestFactory().get("/")
        request.session, request.user = client.session, Account.objects.get(username="bolat")
        adapter = AccountAdapter(request)
        from allauth.core import context

        with context.request_context(request):
            assert visit.is_confirmed_lately(request)
            assert not adapter.is_reauthentication_required(app="kerege")
            set_back(back)
            assert not visit.is_confirmed_lately(request)
            assert adapter.is_reauthentication_required(app="kerege")


def test_a_session_begun_by_a_clock_that_was_ahead_is_over(back: timedelta, visitor) -> None:
    with chance.seeded("back"):
        client = visitor("bolat")
        assert client.get("/records/").status_code == 200
        assert client.get("/records/").status_code == 200
        set_back(back)
        assert client.get("/records/").status_code == 302
        assert "_auth_user_id" not in client.session


def test_a_token_proven_by_a_clock_that_was_ahead_lets_nothing_out(back: timedelta) -> None:
    with chance.seeded("back"):
        account = queries.account_id("bolat")
        hat = queries.hats_of(account)[0].id
        token, _ = directory.make_token(account=account, hat=hat, name="EXERCISE")
        assert directory.token_grant(token, reason="EXERCISE").is_fresh
        set_back(back)
        assert not directory.token_grant(token, reason="EXERCISE").is_fresh


def test_attempts_counted_by_a_clock_that_was_ahead_lock_nobody_out(back: timedelta) -> None:
    with chance.seeded("back"):
        for _ in range(attempts.BY_NAME[0]):
            attempts.note_attempt("bolat", in_all=False)
        with pytest.raises(attempts.TooManyAttemptsError):
            attempts.note_attempt("bolat", in_all=False)
        set_back(back)
        attempts.note_attempt("bolat", in_all=False)
        attempts.forget_attempts("bolat")
