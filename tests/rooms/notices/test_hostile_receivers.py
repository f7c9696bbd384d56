"""Systems that answer anything, or nothing, or for ever: each harms its own desk's messages and nobody else's."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.core.mail import get_connection
from django.test import override_settings

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.notices import actions
from kerege.rooms.notices.actions import posting, sending
from kerege.rooms.notices.models import Delivery
from kerege.rooms.notices.rules import kinds
from tests import cast
from tests.rooms.notices.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db
KIND = kinds.Kind(code="exercise.hostile", text="EXERCISE: something waits", page="notices:index", argument="")
SECONDS = 0.6
Answer = Callable[[socket.socket, threading.Event], None]


def says(content: bytes) -> Answer:
    """Answers these bytes and ends."""
    return lambda line, _over: line.sendall(content)


def drips(piece: bytes) -> Answer:
    """Sends a little again and again, each time before anybody's patience with one piece ends."""

    def answer(line: socket.socket, over: threading.Event) -> None:
        line.sendall(b"HTTP/1.1 ")
        while not over.wait(SECONDS / 4):
            line.sendall(piece)

    return answer


def says_nothing(_line: socket.socket, over: threading.Event) -> None:
    """Keeps the line open."""
    over.wait(10)


def resets(line: socket.socket, _over: threading.Event) -> None:
    """Breaks the line off."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


ANSWERS: dict[str, Answer] = {
    "nothing": says(b""),
    "no HTTP": says(b"SSH-2.0-exercise\r\n"),
    "a status that is none": says(b"HTTP/1.1 abc OK\r\n\r\n"),
    "an endless status line": says(b"HTTP/1.1 " + b"2" * 200_000),
    "too many headers": says(b"HTTP/1.1 204 No\r\n" + b"a: b\r\n" * 2_000 + b"\r\n"),
    "an endless header": says(b"HTTP/1.1 204 No\r\na: " + b"b" * 200_000),
    "endless hundreds": says(b"HTTP/1.1 100 Continue\r\n\r\n" * 20),
    "a header that is none": says(b"HTTP/1.1 500 No\r\n\0\xff\r\n\r\n"),
    "a redirect to the machine itself": says(b"HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\n\r\n"),
    "a status drop by drop": drips(b"2"),
    "headers drop by drop": drips(b"204 No\r\na: b\r\n"),
    "silence": says_nothing,
    "a reset": resets,
}


@contextmanager
def hostile(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A system that answers so: its origin, and what it was asked."""
    over, asked = threading.Event(), list[bytes]()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    line, _ = door.accept()
                except OSError:
                    return
                with line:
                    asked.append(line.recv(65536))
                    try:
                        answer(line, over)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}", asked
        finally:
            over.set()
            door.shutdown(socket.SHUT_RDWR)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind of notice for the tests, and less patience."""
    monkeypatch.setattr(sending, "SECONDS", SECONDS)
    kinds.declare(KIND)
    with chance.seeded("hostile"):
        yield
    kinds._kinds.pop(KIND.code)


def hooked(name: str, url: str) -> None:
    """A desk's system is told at an address."""
    keeper = cast.viewer(name)
    with viewing(keeper):
        actions.add_hook(actor=keeper, url=url)


def told(name: str) -> None:
    """A desk is told."""
    actor, desk = cast.viewer("aigerim"), cast.viewer(name).desk
    with viewing(actor):
        actions.tell(desk=desk, kind=KIND.code, urgent=True)


def waiting() -> list[Delivery]:
    """The messages that wait for another try."""
    with sending.working():
        return [*Delivery.objects.filter(hook__isnull=False)]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_system_that_answers_anything_harms_its_own_messages_alone(answer: str) -> None:
    """Three messages for it, around one for an honest system: that one arrives, soon, whatever comes first."""
    with hostile(ANSWERS[answer]) as (bad, asked), receiving() as good, override_settings(WEBHOOK_HOSTS=[bad, good]):
        hooked("farrukh", f"{bad}/in")
        hooked("bolat", f"{good}/in")
        for name in ("farrukh", "farrukh", "bolat", "farrukh"):
            told(name)
        sending.give_out()
        begun = time.monotonic()
        assert sending.send_hooks() == 4
        took = time.monotonic() - begun
        assert len(Receiver.taken) == 1
        assert [each.tried for each in waiting()] == [1, 1, 1]
        assert 1 <= len(asked) <= 3
    assert took < 4 * SECONDS, took


UNWRITABLE = ["a@" + "b" * 70 + ".example", "a@пр" + "б" * 70 + ".example", "a\n@x.example", "a@x.example, b@x.example"]


@pytest.mark.parametrize("address", UNWRITABLE)
def test_an_address_that_cannot_be_written_harms_its_own_account_alone(address: str) -> None:
    """The sender refuses it before a word is said: not sent, to be tried again or given up, and the round goes on."""
    rows = [Delivery(account=chance.new_id(), desk=chance.new_id(), urgent=True, at=chance.now(), due_at=chance.now())]
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp), mock.patch("smtplib.SMTP", autospec=True):
        assert sending.mailed(get_connection(), "good@x.example", "ru", rows)
        assert not sending.mailed(get_connection(), address, "ru", rows)


@pytest.mark.parametrize("answer", ["a status drop by drop", "headers drop by drop", "silence"])
def test_a_call_lasts_no_longer_than_said_in_all(answer: str) -> None:
    with hostile(ANSWERS[answer]) as (bad, _asked):
        begun = time.monotonic()
        done = posting.post(f"{bad}/in", b"{}", {}, seconds=SECONDS)
        assert (done.taken, done.slow) == (False, True)
        assert time.monotonic() - begun < 2 * SECONDS


def test_no_proxy_of_the_surroundings_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(says(b"HTTP/1.1 204 No\r\n\r\n")) as (proxy, asked), receiving() as good:
        monkeypatch.setenv("http_proxy", proxy)
        assert posting.post(f"{good}/in", b"{}", {}, seconds=5).taken
        assert not asked
