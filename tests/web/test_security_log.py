"""The log of security events: every sign-in and refusal is a line, and no line holds a name, a secret or content."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, RequestFactory, override_settings

from kerege.foundation import security_log
from kerege.foundation.security_log import Event, Unsaid, logging_settings, mark_of, note
from kerege.rooms.directory import queries
from kerege.web.shell import errors
from tests.authenticator import code_of, wrong_code
from tests.cast import PASSWORD
from tests.steady import steady
from tests.web.test_account import enter, printed_codes, set_up

pytestmark = pytest.mark.django_db
Lines = Callable[[], list[dict[str, str]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The events written since the test began."""
    kept: list[str] = []

    class Keep(logging.Handler):
        """Keeps what is written."""

        def emit(self, record: logging.LogRecord) -> None:
            """One line."""
            kept.append(self.format(record))

    handler = Keep()
    handler.setFormatter(Unsaid())
    logger = logging.getLogger(security_log.NAME)
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in kept]
    logger.removeHandler(handler)


def events(lines: Lines) -> list[str]:
    """The kinds of the events."""
    return [line["event"] for line in lines()]


def test_a_sign_in_and_a_sign_out_are_written_with_when_who_where_and_how(lines) -> None:
    client = Client()
    enter(client, "bolat")
    client.post("/account/sign-out/")
    begun, ended = lines()
    assert (begun["event"], ended["event"]) == ("signed_in", "signed_out")
    assert begun["account"] == str(queries.account_id("bolat"))
    assert begun["address"] == "127.0.0.1"
    assert begun["by"] == "password"
    assert begun["at"].endswith("+00:00")
    assert begun["session"]


def test_failures_are_written_and_neither_name_nor_password_stands_in_them(lines) -> None:
    enter(Client(), "bolat", "EXERCISE-wrong")
    enter(Client(), PASSWORD, "EXERCISE-wrong")
    assert events(lines) == ["sign_in_failed", "sign_in_failed"]
    text = json.dumps(lines())
    assert not any(word in text for word in ("bolat", "EXERCISE-wrong", PASSWORD))
    assert lines()[0]["name"] == mark_of(" Bolat")


def test_too_many_attempts_are_written(lines) -> None:
    for _attempt in range(6):
        enter(Client(), "bolat", "wrong")
    assert events(lines)[-1] == "too_many"


def test_second_factors_are_written_from_setting_up_to_taking_off(lines, django_capture_on_commit_callbacks) -> None:
    client = Client()
    enter(client, "bolat")
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    codes = printed_codes(client)
    other = Client()
    enter(other, "bolat")
    other.post("/account/second-factor/code/", {"code": wrong_code(secret)})
    other.post("/account/second-factor/code/", {"code": codes[0]})
    client.post("/account/second-factor/take-off/")
    seen = events(lines)
    assert seen.count("factor_added") >= 1
    assert "factor_failed" in seen
    assert "factor_removed" in seen
    by = [line["by"] for line in lines() if line["event"] == "signed_in"]
    assert by == ["password", "password+recovery_codes"]
    text = steady(json.dumps(lines()))
    assert not any(word in text for word in (secret, code_of(secret), *codes))


def test_a_refusal_by_the_law_is_written_with_the_page_and_no_address_of_a_record(lines, visitor) -> None:
    client = visitor("admin")
    assert client.get("/records/").status_code == 403
    (refused,) = [line for line in lines() if line["event"] == "refused"]
    assert refused["page"] == "records/"
    assert refused["role"] == "administrator"


def test_a_token_that_opens_nothing_is_written_without_the_token(lines) -> None:
    assert Client().get("/api/me", headers={"Authorization": "Bearer krg_EXERCISE"}).status_code == 401
    assert events(lines) == ["token_refused"]
    assert "krg_" not in json.dumps(lines())


def test_a_form_without_its_token_is_written(lines) -> None:
    Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert events(lines) == ["form_refused"]


def test_nothing_that_is_typed_makes_a_second_line(lines) -> None:
    """Log injection: whatever stands in a name or a header is one value in one line of JSON."""
    note(Event.REFUSED, page='x"}\n{"event": "signed_in"}', address="1\r\n2\u20283")
    assert len(lines()) == 1
    client = Client(headers={"user-agent": "x\u2028y"})
    enter(client, 'bolat"}\n{"event":"signed_in', "wrong")
    assert events(lines) == ["refused", "sign_in_failed"]


def fault() -> logging.LogRecord:
    """The record of a fault whose text holds content."""
    try:
        int("EXERCISE Ivanov +7 701 000 00 01")
    except ValueError as problem:
        info = (type(problem), problem, problem.__traceback__)
    return logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "Internal Server Error: %s", ("/x/",), info)


def test_a_fault_is_written_with_its_kind_and_place_and_never_with_its_words() -> None:
    text = Unsaid().format(fault())
    assert "ValueError" in text
    assert "test_security_log.py" in text
    assert "Ivanov" not in text
    assert len(text.splitlines()) == 1


def test_a_page_that_breaks_says_nothing_of_why(visitor) -> None:
    answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"Traceback" not in answer.content
    assert b"kerege." not in answer.content


def test_the_file_is_the_owners_alone_and_syslog_is_told_where_one_is_named(tmp_path: Path) -> None:
    made = logging_settings(tmp_path, "log.example:1514")
    assert made["handlers"]["syslog"]["address"] == ("log.example", 1514)
    assert made["loggers"][security_log.NAME]["handlers"] == ["security", "syslog"]
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0
    assert logging_settings(tmp_path, "/dev/log")["handlers"]["syslog"]["address"] == "/dev/log"
    assert "syslog" not in logging_settings(tmp_path)["handlers"]


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_ones_own_proxy_the_address_is_the_one_that_the_proxy_saw(lines) -> None:
    enter(Client(headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}), "bolat")
    assert lines()[0]["address"] == "198.51.100.7"


def test_without_a_proxy_nobody_writes_his_own_address(lines) -> None:
    enter(Client(headers={"X-Forwarded-For": "203.0.113.9"}), "bolat")
    assert lines()[0]["address"] == "127.0.0.1"
