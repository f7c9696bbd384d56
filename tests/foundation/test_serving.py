"""Requests are whole before a page sees them; what is too long, too slow or ambiguous never reaches it."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
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


LOOKED_UP: list[dict[str, str]] = []


def known(headers: dict[str, str]) -> bool:
    """Whoever has the one session or the one token."""
    LOOKED_UP.append(headers)
    return "kerege_session=known" in headers.get("cookie", "") or headers.get("authorization") == "Bearer known"


def behind(application: serving.Application) -> WholeRequests:
    """The door before an application; files go to one address."""
    return WholeRequests(
        application, session_cookie="kerege_session", known=known, takes_files=lambda path: path == "/files/"
    )


def ask(sent: Sent, *headers: tuple[str, str], **about: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    """Ask the application behind the door."""
    SEEN.clear()
    door = behind(echo)
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


KNOWN = (("cookie", "a=1; kerege_session=known"), ("authorization", "Bearer known"))
FAKE = (("cookie", "kerege_session=x"), ("authorization", "Bearer x"), ("x-name", "kerege_session=known"))


def test_a_stranger_sends_no_more_than_a_form_needs_and_who_is_signed_in_a_long_form() -> None:
    long = [b"x" * 100_000] * 3
    assert ask(Sent(list(long)))[0] == 413
    assert SEEN == []
    assert ask(Sent([]), ("content-length", "300000"))[0] == 413
    for header in KNOWN:
        assert ask(Sent(list(long)), header, ("content-length", "300000"))[0] == 200
        assert ask(Sent(list(long)), header, ("transfer-encoding", "chunked"))[0] == 200


@given(
    st.sampled_from((None, *FAKE, *KNOWN)),
    st.sampled_from(("/files/", "/записи/", "/files/x")),
    st.sampled_from((0, 1, 5, 30, 45)),
    st.sampled_from(("told", "chunked", "untold", "told less")),
)
@settings(max_examples=80, deadline=None)
def test_a_long_body_is_taken_from_whom_is_known_and_a_file_where_files_go(
    header: tuple[str, str] | None, path: str, pieces: int, how: str
) -> None:
    """Bounds ten thousand times narrower stand for the true ones."""
    with pytest.MonkeyPatch.context() as patched:
        for name, most in (("MOST", 400), ("MOST_OF_A_FORM", 100), ("MOST_OF_A_STRANGER", 30)):
            patched.setattr(serving, name, most)
        size = pieces * 10
        said = {"told": [("content-length", str(size))], "chunked": [("transfer-encoding", "chunked")]}
        said |= {"told less": [("content-length", "1")]}
        LOOKED_UP.clear()
        heads = [*said.get(how, []), *([header] if header else [])]
        status, _, body = ask(Sent([b"x" * 10] * pieces), *heads, path=path)
        wide = header in KNOWN and (how == "chunked" or (how == "told" and size > 30))
        most = (400 if path == "/files/" else 100) if wide else 30
        assert status == (200 if size <= most else 413)
        assert len(body) == (size if status == 200 else 0)
        assert not LOOKED_UP or how == "chunked" or size > 30


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12))
@settings(max_examples=60, deadline=None)
def test_all_bodies_together_have_one_limit_and_what_is_over_is_given_back(bodies: list[tuple[int, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(serving, "MOST_IN_ALL", 100)
        held, open_ = serving.Held(), list[tuple[int, Any]]()
        for size, ends in bodies:
            before, body = held.bytes, held.body()
            count = body.__enter__()
            try:
                count(size)
            except serving.RefusedError:
                assert before + size > 100
                body.__exit__(None, None, None)
                assert held.bytes == before
                continue
            open_.append((size, body))
            if ends:
                open_.pop(0)[1].__exit__(None, None, None)
            assert held.bytes == sum(each for each, _ in open_) <= 100
        for _, body in open_:
            body.__exit__(None, None, None)
        assert held.bytes == 0


def test_a_hundred_who_send_at_once_hold_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_IN_ALL", 1000)
    door, bodies = behind(echo), [Sent([b"x" * 100] * 2, pause=0.01) for _ in range(100)]

    async def together() -> int:
        tasks = [asyncio.create_task(door.__rsgi__(Asked(Heads([])), each)) for each in bodies]
        most = 0
        while not all(task.done() for task in tasks):
            most = max(most, door.held.bytes)
            await asyncio.sleep(0.001)
        return most

    assert 0 < asyncio.run(together()) <= 1000
    assert {each.answer[0][0] for each in bodies} == {200, 503}
    assert door.held.bytes == 0


def narrow(monkeypatch: pytest.MonkeyPatch, bounds: Bounds) -> None:
    """Let everybody have these bounds."""

    async def given_to_all(_door: WholeRequests, _path: str, _headers: dict[str, str]) -> Bounds:
        return bounds

    monkeypatch.setattr(WholeRequests, "bounds", given_to_all)


def test_who_sends_too_slowly_is_refused_and_no_thread_waits_for_him(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, Bounds(1000, 0.05, 0.3))
    assert ask(Sent([b"x"], pause=3600))[0] == 408
    assert ask(Sent([b"x"] * 100_000, pause=0.02))[0] == 408
    assert SEEN == []
    narrow(monkeypatch, Bounds(1000, 60, 60))
    assert ask(Sent([b"x"] * 3, pause=0.01))[0] == 200


def test_many_slow_senders_do_not_keep_a_quick_one_waiting() -> None:
    """Forty who never end beside one who does, with two threads."""
    door = behind(echo)

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

    door = behind(large)
    sent = Sent([b"x" * serving.MEGABYTE] * 2)
    told = ("content-length", str(2 * serving.MEGABYTE))
    asyncio.run(door.__rsgi__(Asked(Heads([("cookie", "kerege_session=known"), told])), sent))
    assert kept == [True]
