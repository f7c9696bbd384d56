"""Between the web server and the pages: a request is whole, in time and not too long before a thread looks at it.

The server speaks RSGI with us, so that bodies are awaited and not read by a thread: whoever sends slowly holds a socket
and nothing else. A line of 64 kbit/s brings a file of 20 MB in three quarters of an hour; so there is a limit for the
time between two pieces and one for the whole. Strangers may send no more than a form needs, who is signed in what a
long form needs, and files go to the addresses that take some; whether somebody is known is asked before his body is
read, and all bodies together have one limit, so that nobody fills the disk.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

MEGABYTE = 1024 * 1024
THREADS = 2
IN_MEMORY = MEGABYTE
"""Bytes of a body that stay in memory; more go to a file without a name."""
MOST = 512 * MEGABYTE
MOST_OF_A_FORM = 4 * MEGABYTE
"""Bytes of a body that brings no file."""
MOST_OF_A_STRANGER = 256 * 1024
"""Bytes of a body that comes with neither a session nor a token that is known."""
MOST_IN_ALL = 2048 * MEGABYTE
"""Bytes of all the bodies that one process holds at a time."""
BETWEEN_PIECES = 60.0
IN_ALL = 3600.0
IN_ALL_OF_A_STRANGER = 60.0
"""Seconds."""

Header = tuple[str, str]
Answered = tuple[int, list[Header], bytes]
Known = Callable[[dict[str, str]], bool]
"""Whether the headers of a request bear a session of somebody signed in, or a token that opens something."""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Headers(Protocol):
    """The headers of a request."""

    def items(self) -> list[Header]:
        """Names in small letters, and values."""
        ...


class Scope(Protocol):
    """What the server says of a request before its body."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Headers


class Line(Protocol):
    """The two ways of a request: its body comes piece by piece, its answer goes whole."""

    def __aiter__(self) -> Any:
        """The pieces of the body."""
        ...

    def response_bytes(self, status: int, headers: list[Header], body: bytes) -> None:
        """Answer."""
        ...


class RefusedError(Exception):
    """A request that is not looked at; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        """Keep the status."""
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may send, and in which time."""

    most: int
    between: float
    in_all: float


@dataclass
class Started:
    """What an application says when it begins to answer."""

    status: int = 500
    headers: Iterable[Header] = ()

    def __call__(self, status: str, headers: list[Header], exc_info: object = None) -> None:
        """The status line and the headers."""
        self.status, self.headers = int(status.split(" ", 1)[0]), headers


class WholeRequests:
    """An RSGI application over a WSGI one, which sees requests that are whole."""

    def __init__(
        self,
        application: Application,
        *,
        session_cookie: str,
        known: Known,
        takes_files: Callable[[str], bool],
        threads: int = THREADS,
        begun: Callable[[], object] = lambda: None,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """`session_cookie` is the cookie without which nobody is asked about; `takes_files` knows addresses (paths).

        `begun` is called as a process of the server begins, and `ended` as it ends.
        """
        self.begun, self.ended = begun, ended
        self.application = application
        self.session_cookie = session_cookie
        self.known, self.takes_files = known, takes_files
        self.held = Held()
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")

    def __rsgi_init__(self, _loop: object) -> None:
        """A process of the server begins."""
        self.begun()

    def __rsgi_del__(self, _loop: object) -> None:
        """A process of the server ends."""
        self.ended()

    async def __rsgi__(self, scope: Scope, line: Line) -> None:
        """Answer one request."""
        if scope.proto != "http":
            return
        line.response_bytes(*await self.answered(scope, line))

    async def answered(self, scope: Scope, line: Line) -> Answered:
        """The answer of the application, or the refusal of a body that is too long or too slow."""
        headers = joined(scope.headers.items())
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body, self.held.body() as count:
            try:
                await within(await self.bounds(scope.path, headers), headers, line, body, count)
            except RefusedError as refused:
                return refused.status, [("connection", "close"), ("content-type", "text/plain; charset=utf-8")], b""
            size = body.tell()
            body.seek(0)
            environ = environ_of(scope, headers, body, size)
            return await asyncio.get_running_loop().run_in_executor(self.pool, run, self.application, environ)

    async def bounds(self, path: str, headers: dict[str, str]) -> Bounds:
        """A stranger's bounds are narrow; who says to be none is looked up where that makes a difference."""
        bears = f"{self.session_cookie}=" in headers.get("cookie", "") or "authorization" in headers
        if bears and is_long(headers) and await self.asked(headers):
            return Bounds(MOST if self.takes_files(path) else MOST_OF_A_FORM, BETWEEN_PIECES, IN_ALL)
        return Bounds(MOST_OF_A_STRANGER, BETWEEN_PIECES, IN_ALL_OF_A_STRANGER)

    async def asked(self, headers: dict[str, str]) -> bool:
        """Ask in a thread of the pages, for it asks the database."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, self.known, headers)


class Held:
    """How many bytes of bodies a process holds now."""

    def __init__(self) -> None:
        """None yet."""
        self.bytes = 0

    @contextmanager
    def body(self) -> Iterator[Callable[[int], None]]:
        """Inside, the bytes of one body are counted; what it counts raises RefusedError when all are too many."""
        mine = 0

        def count(size: int) -> None:
            nonlocal mine
            if self.bytes + size > MOST_IN_ALL:
                raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
            mine, self.bytes = mine + size, self.bytes + size

        try:
            yield count
        finally:
            self.bytes -= mine


def is_long(headers: dict[str, str]) -> bool:
    """Whether a body is longer than a stranger's may be, as far as the headers say, or they do not say."""
    told = headers.get("content-length", "0")
    return "transfer-encoding" in headers or (told.isdigit() and int(told) > MOST_OF_A_STRANGER)


def joined(headers: Iterable[Header]) -> dict[str, str]:
    """One value a name. A name with a low line is dropped: it would pass for another name with a hyphen."""
    found: dict[str, str] = {}
    for name, value in ((name.casefold(), value) for name, value in headers if "_" not in name):
        between = "; " if name == "cookie" else ","
        found[name] = f"{found[name]}{between}{value}" if name in found else value
    return found


async def within(
    bounds: Bounds,
    headers: dict[str, str],
    line: Line,
    body: "SpooledTemporaryFile[bytes]",
    count: Callable[[int], None],
) -> None:
    """Take the body in. Raises RefusedError when it is too long or too slow."""
    told = headers.get("content-length", "0")
    if told.isdigit() and int(told) > bounds.most:
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    pieces = line.__aiter__()
    try:
        async with asyncio.timeout(bounds.in_all):
            while (piece := await next_piece(pieces, bounds.between)) is not None:
                if body.tell() + len(piece) > bounds.most:
                    raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                count(len(piece))
                body.write(piece)
    except TimeoutError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None


async def next_piece(pieces: Any, seconds: float) -> bytes | None:
    """The next piece of a body, None at its end. Raises TimeoutError."""

    async def awaited() -> bytes | None:
        try:
            coming: Awaitable[bytes] = pieces.__anext__()
            return bytes(await coming)
        except StopAsyncIteration:
            return None

    return await asyncio.wait_for(awaited(), seconds)


def environ_of(scope: Scope, headers: dict[str, str], body: "SpooledTemporaryFile[bytes]", size: int) -> dict[str, Any]:
    """The request as WSGI says it; nothing of the process's own environment stands in it."""
    host, _, port = scope.server.rpartition(":")
    client, _, _ = scope.client.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.strip("[]"),
        "CONTENT_LENGTH": str(size),
        "CONTENT_TYPE": headers.get("content-type", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    others = {name: value for name, value in headers.items() if name not in {"content-length", "content-type"}}
    return environ | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in others.items()}


def run(application: Application, environ: dict[str, Any]) -> Answered:
    """What the application answers, whole."""
    started = Started()
    pieces = application(environ, started)
    try:
        content = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    own = {"transfer-encoding", "connection", "server"}
    return started.status, [(name, value) for name, value in started.headers if name.casefold() not in own], content
