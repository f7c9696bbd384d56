"""A node that is served, attacked by raw bytes: one way to read a message, nothing told, nobody kept waiting."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from kerege.cli.node import refuse_taken
from kerege.cli.terminal import CommandError

SLOW = 12
"""Senders who never end: more than the node has threads."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A served node; its pages before sign-in need no database."""
    chosen = free_port()
    code = f"from kerege.cli import node; raise SystemExit(node.serve('127.0.0.1', {chosen}, 1))"
    running = subprocess.Popen([sys.executable, "-c", code], env=os.environ, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            page(chosen)
            break
        except OSError:
            time.sleep(0.2)
    yield chosen
    running.terminate()
    running.wait(timeout=30)


def page(port: int, **headers: str) -> tuple[bytes, list[str]]:
    """The page of sign-in and its cookies."""
    call = urllib.request.Request(f"http://127.0.0.1:{port}/account/sign-in/", headers=headers)
    with urllib.request.urlopen(call, timeout=30) as answer:
        return answer.read(), [each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or []]


def said(port: int, message: bytes, *, seconds: float = 20) -> bytes:
    """What the node answers to a message, until it closes or answered once and is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        line.sendall(message)
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
                line.settimeout(1.5)
        except TimeoutError:
            pass
        return answer


def message(port: int, first: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    """A message of HTTP."""
    host = f"Host: 127.0.0.1:{port}".encode()
    return b"\r\n".join([first, host, *headers, b"", body])


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([b"Content-Length: 4", b"Content-Length: 5"], b"abcde"),
        ([b"Content-Length: 4", b"Transfer-Encoding: chunked"], b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"),
        ([b"Transfer-Encoding: xchunked"], b"0\r\n\r\n"),
        ([b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"], b"0\r\n\r\n"),
        ([b"Content-Length: +4"], b"abcd"),
        ([b"X: a\r\n b"], b""),
        ([b"Content-Length : 4"], b"abcd"),
    ],
)
def test_a_message_with_two_lengths_is_one_message_or_refused(port: int, headers: list[bytes], body: bytes) -> None:
    """Smuggling: nothing behind a message is read as a second one that its sender did not send as such."""
    answer = said(port, message(port, b"POST /theme/ HTTP/1.1", *headers, body=body))
    assert b"/smuggled" not in answer
    assert answer.count(b"HTTP/1.1 ") <= 1 or b" 400 " in answer
    assert b" 200 " not in answer.partition(b"\r\n")[0]


def test_a_port_that_somebody_listens_on_is_not_shared(port: int) -> None:
    for place in ("127.0.0.1", "localhost"):
        with pytest.raises(CommandError, match=str(port)):
            refuse_taken(place, port)
    refuse_taken("127.0.0.1", free_port())


def test_the_server_answers_no_trace_and_tells_no_version(port: int) -> None:
    answer = said(port, message(port, b"TRACE / HTTP/1.1", b"X-Secret: EXERCISE", b"Connection: close"))
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert b"EXERCISE" not in answer
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"django" not in head
    assert b"python" not in head
    assert b"2.8" not in head


@pytest.mark.parametrize(
    "what", [b"X: " + b"a" * 2_000_000, *[b"\r\n".join(b"X%d: a" % count for count in range(500))]]
)
def test_a_head_without_end_is_refused(port: int, what: bytes) -> None:
    answer = said(port, message(port, b"GET / HTTP/1.1", what))
    assert answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 400")) or not answer


def test_a_path_with_lines_in_it_makes_no_header(port: int) -> None:
    for path in (b"/%0d%0aSet-Cookie:%20x=1", b"/account/sign-in/?next=%0d%0aSet-Cookie:%20x=1"):
        answer = said(port, message(port, b"GET " + path + b" HTTP/1.1", b"Connection: close"))
        assert b"set-cookie: x" not in answer.partition(b"\r\n\r\n")[0].lower()


def test_slow_senders_keep_nobody_waiting(port: int) -> None:
    """Twelve bodies that never end, each with the cookie of a form, so that the page would wait for its fields."""
    _page, cookies = page(port)
    kept = "; ".join(cookies).encode()
    lines = []
    for _ in range(SLOW):
        line = socket.create_connection(("127.0.0.1", port))
        head = message(
            port,
            b"POST /account/sign-in/ HTTP/1.1",
            b"Cookie: " + kept,
            b"Content-Type: application/x-www-form-urlencoded",
            b"Content-Length: 100000",
            body=b"login=a",
        )
        line.sendall(head)
        lines.append(line)
    time.sleep(1)
    try:
        text, _cookies = page(port)
        assert b"csrfmiddlewaretoken" in text
    finally:
        for line in lines:
            line.close()


def test_a_stranger_sends_no_more_than_a_form_needs(port: int) -> None:
    length = b"Content-Length: 50000000"
    answer = said(port, message(port, b"POST /account/sign-in/ HTTP/1.1", length, b"Connection: close"))
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_files_of_the_pages_come_whole(port: int) -> None:
    text, _cookies = page(port)
    (style,) = [part.split(b'"')[0] for part in text.split(b'href="')[1:] if b".css" in part.split(b'"')[0]][:1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{style.decode()}", timeout=30) as answer:
        content = answer.read()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert int(answer.headers["Content-Length"]) == len(content) > 1000


def test_a_path_beyond_the_files_is_not_found(port: int) -> None:
    for path in (b"/static/../config/settings.py", b"/static/%2e%2e/config/settings.py", b"/static//etc/passwd"):
        answer = said(port, message(port, b"GET " + path + b" HTTP/1.1", b"Connection: close"))
        assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 ")), answer[:80]
