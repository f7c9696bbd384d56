"""Systems that answer anything, or nothing, or for ever: each harms its own desk's messages and nobody else's."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
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
Resolver = Callable[[threading.Event], list[str]]


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


@pytest.mark.parametrize("first", ["the timer", "the line itself"])
def test_a_silent_call_was_slow_whoever_notices_it_first(monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    """Both have the same end: the one that comes later on a busy machine changes nothing of what is told."""
    if first == "the timer":
        monkeypatch.setattr(posting, "reached", patient(posting.reached))
    else:
        usual = threading.Timer
        monkeypatch.setattr(posting.threading, "Timer", lambda _seconds, what: usual(10 * SECONDS, what))
    with hostile(says_nothing) as (bad, _asked):
        done = posting.post(f"{bad}/in", b"{}", {}, seconds=SECONDS)
    assert (done.taken, done.slow) == (False, True)


def patient(reached: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    """Connections that wait for ever by themselves."""

    def reach(*given: Any) -> socket.socket:
        line = reached(*given)
        line.settimeout(None)
        return line

    return reach


def test_no_proxy_of_the_surroundings_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    with hostile(says(b"HTTP/1.1 204 No\r\n\r\n")) as (proxy, asked), receiving() as good:
        monkeypatch.setenv("http_proxy", proxy)
        assert posting.post(f"{good}/in", b"{}", {}, seconds=5).taken
        assert not asked


@contextmanager
def resolving(
    monkeypatch: pytest.MonkeyPatch, **answers: Callable[[threading.Event], list[str]]
) -> Iterator[list[str]]:
    """A resolver that answers so of some names and as always of others; the names of which it was asked."""
    over, asked, usual = threading.Event(), list[str](), socket.getaddrinfo

    def resolve(host: str, port: int, **given: Any) -> list[Any]:
        asked.append(host)
        name = host.partition(".")[0]
        if name not in answers:
            return usual(host, port, **given)
        return [each for place in answers[name](over) for each in usual(place, port, **given)]

    with monkeypatch.context() as patch:
        patch.setattr(posting, "getaddrinfo", resolve)
        try:
            yield asked
        finally:
            over.set()


def hangs(over: threading.Event) -> list[str]:
    """Answers nothing until all is over."""
    over.wait(10)
    return ["127.0.0.1"]


def fails(_over: threading.Event) -> list[str]:
    """Knows no such name."""
    raise socket.gaierror


def says_no_name(_over: threading.Event) -> list[str]:
    """Takes the name for none."""
    raise UnicodeError


def knows_nothing(_over: threading.Event) -> list[str]:
    """Answers without an address."""
    return []


RESOLVERS = {"hangs": hangs, "fails": fails, "none": says_no_name, "nothing": knows_nothing}


@pytest.mark.parametrize("name", RESOLVERS)
def test_a_resolver_that_hangs_or_fails_harms_the_messages_of_its_name_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rounds: the second asks no resolver anew that has not answered yet."""
    url = f"http://{name}.exercise.example:9"
    with (
        resolving(monkeypatch, **RESOLVERS) as asked,
        receiving() as good,
        override_settings(WEBHOOK_HOSTS=[url, good]),
    ):
        hooked("farrukh", f"{url}/in")
        hooked("bolat", f"{good}/in")
        took = 0.0
        for turn in (1, 2):
            for each in ("farrukh", "bolat", "farrukh"):
                told(each)
            sending.give_out()
            begun = time.monotonic()
            sending.send_hooks()
            took += time.monotonic() - begun
            assert len(Receiver.taken) == turn
            assert len(waiting()) == 2 * turn
        assert asked.count(f"{name}.exercise.example") == (1 if name == "hangs" else 4)
    assert took < 4 * SECONDS, took


def test_the_time_of_the_resolver_is_part_of_the_time_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """And places are tried one after the other in what is left of it."""
    left, usual = list[float](), socket.create_connection

    def connect(place: tuple[str, int], *, timeout: float) -> socket.socket:
        left.append(timeout)
        return usual(place, timeout=timeout)

    def late(over: threading.Event) -> list[str]:
        over.wait(SECONDS / 2)
        return ["127.0.0.1"]

    def two(_over: threading.Event) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    monkeypatch.setattr(posting, "create_connection", connect)
    with resolving(monkeypatch, late=late, two=two), receiving() as good:
        port = good.rpartition(":")[2]
        for name in ("late", "two"):
            assert posting.post(f"http://{name}.example:{port}/in", b"{}", {}, seconds=5).taken
        assert left[0] <= 5 - SECONDS / 2
        assert left[1] > left[2] > 0


def test_the_certificate_is_asked_of_the_host_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the address that the resolver gave."""
    with resolving(monkeypatch, safe=lambda _over: ["127.0.0.1"]), hostile(says(b"no TLS\r\n")) as (bad, asked):
        port = bad.rpartition(":")[2]
        assert not posting.post(f"https://safe.exercise.example:{port}/in", b"{}", {}, seconds=5).taken
        assert b"safe.exercise.example" in asked[0]
