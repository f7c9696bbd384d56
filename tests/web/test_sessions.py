"""Open sessions: listed by their owner, ended one by one or all at once, gone with the account, and never guessed."""

import re

import pytest
from django.test import Client

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.models import Account
from tests import cast
from tests.steady import steady
from tests.web.test_account import enter, printed_codes, set_up

pytestmark = pytest.mark.django_db
SESSIONS = "/account/sessions/"
END = "/account/sessions/end/"
MACHINE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def entered(name: str, **headers: str) -> Client:
    """A client signed in by the page, which has looked at one page since."""
    client = Client(headers=headers)
    assert enter(client, name).status_code == 302
    client.get("/visit/")
    return client


def is_open(client: Client) -> bool:
    """Whether the session still opens a page."""
    return client.get("/visit/").status_code == 200


def marks(client: Client) -> list[str]:
    """The marks of the sessions that the page offers to end."""
    return re.findall(r'name="mark" value="(\w+)"', client.get(SESSIONS).content.decode())


def change(name: str, code: str, /, **given: str) -> None:
    """A change of the directory made by a member of the cast."""
    actor = cast.viewer(name, Purpose.OWN_WORK)
    with viewing(actor):
        actions.make_change(actor=actor, code=code, given=given)


def test_an_officer_sees_where_he_is_signed_in_and_nobody_elses_sessions() -> None:
    here, there = entered("bolat"), entered("bolat", **{"user-agent": MACHINE})
    entered("daniyar")
    page = here.get(SESSIONS).content.decode()
    assert "Firefox · Windows" in page
    assert len(marks(here)) == 1
    assert here.session.session_key not in page
    assert there.session.session_key not in page


def test_what_a_browser_writes_of_itself_never_reaches_the_page() -> None:
    entered("bolat", **{"user-agent": '<script>alert("Firefox")</script>'})
    page = entered("bolat").get(SESSIONS).content.decode()
    assert "alert" not in steady(page)


def test_one_session_is_ended_and_the_one_that_asks_goes_on() -> None:
    here, there, third = (entered("bolat") for _ in range(3))
    mark = queries.mark_of_session(there.session.session_key)
    assert mark in marks(here)
    assert here.post(END, {"mark": mark}).url == SESSIONS
    assert [is_open(client) for client in (here, there, third)] == [True, False, True]


def test_all_others_are_ended_at_once() -> None:
    here, there, third = (entered("bolat") for _ in range(3))
    here.post(END)
    assert [is_open(client) for client in (here, there, third)] == [True, False, False]


def test_nobody_ends_the_session_of_another() -> None:
    mine, other = entered("bolat"), entered("daniyar")
    mine.post(END, {"mark": queries.mark_of_session(other.session.session_key)})
    assert is_open(other)


def test_ending_takes_a_post_a_session_and_a_proof_of_the_last_minutes(signed_in) -> None:
    assert Client().get(SESSIONS).status_code == 302
    assert Client().post(END).url.startswith("/account/sign-in/")
    client = entered("bolat")
    assert client.get(END).status_code == 405
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    assert client.post(END).url.startswith("/account/confirm/")


def test_a_new_password_ends_all_other_sessions() -> None:
    here, there = entered("bolat"), entered("bolat")
    given = {"oldpassword": cast.PASSWORD, "password1": "saddle-river-nine-owls", "password2": "saddle-river-nine-owls"}
    assert here.post("/account/password/", given).status_code == 302
    assert [is_open(here), is_open(there)] == [True, False]


@pytest.mark.parametrize("code", ["close-account", "new-password", "sign-out-officer"])
def test_an_administrator_ends_every_session_of_an_officer(code: str) -> None:
    client, other = entered("bolat"), entered("daniyar")
    change("admin", code, officer=cast.viewer("bolat").officer_number)
    assert not is_open(client)
    assert is_open(other)
    assert queries.open_sessions(queries.account_id("bolat")) == []


def test_a_session_of_a_closed_account_does_not_come_back_with_it() -> None:
    client = entered("bolat")
    number = cast.viewer("bolat").officer_number
    change("admin", "close-account", officer=number)
    change("admin", "open-account", officer=number)
    assert not is_open(client)


def test_a_closed_account_opens_nothing_even_where_its_session_is_left() -> None:
    client = entered("bolat")
    Account.objects.filter(username="bolat").update(is_active=False)
    assert not is_open(client)


def test_the_key_of_a_session_is_new_after_every_proof_and_after_the_visit_begins() -> None:
    client = Client()
    client.get("/account/sign-in/")
    keys = [client.cookies["kerege_session"].value if "kerege_session" in client.cookies else ""]
    enter(client, "bolat")
    keys.append(client.session.session_key)
    client.get("/visit/")
    client.post("/account/confirm/", {"password": cast.PASSWORD})
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3
    assert is_open(client)


def test_a_key_made_up_by_a_stranger_is_not_taken_over() -> None:
    """Fixation: who plants a key into a browser does not hold the session that is opened with it."""
    client = Client()
    client.cookies["kerege_session"] = "planted0planted0planted0planted0"
    enter(client, "bolat")
    assert client.session.session_key != "planted0planted0planted0planted0"
    stranger = Client()
    stranger.cookies["kerege_session"] = "planted0planted0planted0planted0"
    assert not is_open(stranger)


def test_a_session_that_was_signed_out_is_gone_and_the_browser_told_to_forget() -> None:
    client = entered("bolat")
    kept = client.cookies["kerege_session"].value
    answer = client.post("/account/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    again = Client()
    again.cookies["kerege_session"] = kept
    assert not is_open(again)


def test_keys_of_sessions_are_long_and_never_the_same() -> None:
    keys = {entered("bolat").session.session_key for _ in range(5)}
    assert len(keys) == 5
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)


def test_the_session_waits_for_the_second_factor() -> None:
    client = Client()
    enter(client, "aigerim")
    set_up(client)
    codes = printed_codes(client)
    other = Client()
    enter(other, "aigerim")
    assert queries.open_sessions(queries.account_id("aigerim")) != []
    assert not is_open(other)
    before = other.session.session_key
    other.post("/account/second-factor/code/", {"code": codes[0]})
    assert is_open(other)
    assert other.session.session_key != before
