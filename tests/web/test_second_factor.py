"""A second factor belongs to the session in which it was given, in transactions that end as they do in use."""

from django.contrib.auth import get_user_model
from django.test import Client

from tests.web.conftest import BACKEND
from tests.web.test_account import SIGN_IN, enter, set_up


def test_the_second_factor_is_asked_of_the_session_and_not_of_the_account(own_clone: str) -> None:
    """Who sits at a session that a password opened wears no hat because somebody else has a factor of that account."""
    here, there = Client(), Client()
    for client in (here, there):
        enter(client, "aigerim")
    set_up(here)
    assert here.get("/visit/").status_code == 200
    assert there.get("/visit/").url.startswith(SIGN_IN), "sessions opened without the factor end"
    late = Client()
    late.force_login(get_user_model().objects.get(username="aigerim"), backend=BACKEND)
    for answer in (late.get("/visit/"), late.post("/visit/", {"hat": "x", "purpose": "own_work"})):
        assert answer.url.startswith("/account/second-factor/confirm/?next=")
