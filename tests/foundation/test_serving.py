"""Requests are whole before a page sees them; what is too long, too slow or ambiguous never reaches it."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import serving
from kerege.foundation.serving import Bounds, WholeRequests, joined


@dataclass
class Heads:
    """Headers as the server gives them."""

    given: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        """All of them."""
        return self.given


@dataclass
class Asked:
    """A request before its body."""

    headers: Heads
    proto: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8400"
    client: str = "203.0.113.9:5000"
    scheme: str = "http"
    method: str = "POST"
    path: str = "/записи/"
    query_string: str = "q=1"
    authority: str | None = None


@dataclass
class Sent:
    """A body that comes in pieces, with a pause before each, and the answer that went back."""

    pieces: list[bytes]
    pause: float = 0.0
    answer: list[tuple[int, list[tuple[str, str]], bytes]] = field(default_factory=list)

    def __aiter__(self) -> "Sent":
        """The pieces."""
        return self

    def __anext__(self) -> Awaitable[bytes]:
        """The next piece; the end is told at once and not by an awaited thing, as the server does."""
        if not self.pieces:
            raise StopAsyncIteration
        return self.later(self.pieces.pop(0))

    async def later(self, piece: bytes) -> bytes:
        """A piece after the pause."""
        await asyncio.sleep(self.pause)
        return piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Keep the answer."""
        self.answer.append((status, headers, body))


SEEN: list[dict[str, Any]] = []


def echo(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """An application that gives the body back."""
    SEEN.append(environ)
    start("200 OK", [("Content-Type", "text/plain"), ("Server", "x"), ("Connection", "keep-alive")])
    yield environ["wsgi.input"].read()


def ask(sent: Sent, *headers: tuple[str, str], **about: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    """Ask the application behind the door."""
    SEEN.clear()
    door = WholeRequests(echo, session_cookie="kerege_session")
    asyncio.run(door.__rsgi__(Asked(Heads(list(headers)), **about), sent))
    return sent.answer[0]


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_a_body_arrives_as_it_was_sent_however_it_is_cut(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    status, headers, body = ask(Sent(pieces))
    assert (status, body) == (200, whole)
    assert SEEN[0]["CONTENT_LENGTH"] == str(len(body))
    assert headers == [("Content-Type", "text/plain")]


def test_a_request_is_said_as_it_came_and_nothing_of_the_process_stands_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXERCISE_SECRET", "x")
    ask(Sent([b"x"]), ("content-type", "text/plain"), ("x-name", "v"), authority="node.example")
    (environ,) = SEEN
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/записи/"
    assert environ["REMOTE_ADDR"] == "203.0.113.9"
    assert (environ["CONTENT_TYPE"], environ["HTTP_X_NAME"]) == ("text/plain", "v")
    assert environ["HTTP_HOST"] == "node.example"
    assert "EXERCISE_SECRET" not in environ


def test_a_stranger_sends_no_more_than_a_form_needs_and_who_has_a_session_a_file() -> None:
    long = [b"x" * 100_000] * 3
    assert ask(Sent(long))[0] == 413
    assert SEEN == []
    assert ask(Sent([]), ("content-length", "300000"))[0] == 413
    for header in (("cookie", "kerege_session=abc"), ("authorization", "Bearer krg_x")):
        assert ask(Sent(long), header)[0] == 200


def test_who_sends_too_slowly_is_refused_and_no_thread_waits_for_him(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WholeRequests, "bounds", lambda self, headers: Bounds(1000, 0.05, 0.3))
    assert ask(Sent([b"x"], pause=3600))[0] == 408
    assert ask(Sent([b"x"] * 100_000, pause=0.02))[0] == 408
    assert SEEN == []
    monkeypatch.setattr(WholeRequests, "bounds", lambda self, headers: Bounds(1000, 60, 60))
    assert ask(Sent([b"x"] * 3, pause=0.01))[0] == 200


def test_many_slow_senders_do_not_keep_a_quick_one_waiting() -> None:
    """Forty who never end beside one who does, with two threads."""
    door = WholeRequests(echo, session_cookie="kerege_session")

    async def together() -> bytes:
        slow = [asyncio.create_task(door.__rsgi__(Asked(Heads([])), Sent([b"x"], pause=60))) for _ in range(40)]
        await asyncio.sleep(0)
        quick = Sent([b"quick"])
        await asyncio.wait_for(door.__rsgi__(Asked(Heads([])), quick), 10)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return quick.answer[0][2]

    assert asyncio.run(together()) == b"quick"


def test_a_name_with_a_low_line_passes_for_no_other_name() -> None:
    """`X_Forwarded_For` is not `X-Forwarded-For`: what one's own proxy writes cannot be written beside it."""
    ask(Sent([]), ("x_forwarded_for", "10.0.0.1"), ("x-forwarded-for", "198.51.100.7"), ("remote_addr", "10.0.0.2"))
    assert SEEN[0]["HTTP_X_FORWARDED_FOR"] == "198.51.100.7"
    assert SEEN[0]["REMOTE_ADDR"] == "203.0.113.9"


def test_a_header_that_comes_twice_is_one_value() -> None:
    assert joined([("Cookie", "a=1"), ("cookie", "b=2")]) == {"cookie": "a=1; b=2"}
    assert joined([("accept", "a"), ("accept", "b")]) == {"accept": "a,b"}


def test_a_large_body_leaves_the_memory() -> None:
    kept = []

    def large(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        kept.append(environ["wsgi.input"]._rolled)
        start("200 OK", [])
        return []

    door = WholeRequests(large, session_cookie="kerege_session")
    sent = Sent([b"x" * serving.MEGABYTE] * 2)
    asyncio.run(door.__rsgi__(Asked(Heads([("cookie", "kerege_session=1")])), sent))
    assert kept == [True]
