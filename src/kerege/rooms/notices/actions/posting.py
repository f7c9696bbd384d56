"""One POST to a stranger's system: no redirect, no proxy, a word as answer, and never longer than said in all."""

import http.client
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import SHUT_RDWR, SOCK_STREAM, create_connection, getaddrinfo, socket
from time import monotonic
from urllib.parse import urlsplit

_ASKED: set[str] = set()
"""The hosts of which the resolver is being asked by a thread of this process."""
_ASKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: whether the other side took it; whether it took all the time there was."""

    taken: bool
    slow: bool = False
    said: str = ""
    """The kind of the failure, without a word of the other side's."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Outcome:
    """Send a body and read the status of the answer alone; whatever the other side does is an outcome, not an error.

    A limit for each piece would be none: who sends one byte before each ends could hold the caller for days.
    """
    parts = urlsplit(url)
    place = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with called(parts.scheme, parts.hostname or "", parts.port, seconds) as (line, late):
            try:
                line.request("POST", place, body, dict(headers))
                status = line.getresponse().status
                if late.is_set():  # what was cut off reads like an answer that ended
                    return Outcome(taken=False, slow=True, said="late")
            except (OSError, ValueError, http.client.HTTPException) as problem:
                slow = late.is_set() or isinstance(problem, TimeoutError)  # line and timer have the same end
                return Outcome(taken=False, slow=slow, said=type(problem).__name__)
    except (OSError, ValueError) as problem:
        return Outcome(taken=False, slow=isinstance(problem, TimeoutError), said=type(problem).__name__)
    return Outcome(taken=200 <= status < 300, said=str(status))


@contextmanager
def called(
    scheme: str, host: str, port: int | None, seconds: float
) -> Iterator[tuple[http.client.HTTPConnection, threading.Event]]:
    """An open line to a host that is cut when its time is over; the event says that it was."""
    until = monotonic() + seconds
    line = HeldLine(host, port) if scheme != "https" else SafeLine(host, port, context=ssl.create_default_context())
    line.until, line.places = until, looked_up(host, line.port, seconds)
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            if line.sock is not None:
                line.sock.shutdown(SHUT_RDWR)

    timer = threading.Timer(left(until), cut)
    timer.start()
    try:
        line.connect()
        yield line, late
    finally:
        timer.cancel()
        line.close()


class HeldLine(http.client.HTTPConnection):
    """A line to places that were looked up before, tried one after the other in the time that is left."""

    until: float
    places: Sequence[str]

    def connect(self) -> None:
        """Open it. Raises OSError, TimeoutError once its time is over."""
        self.sock = reached(self.places, self.port, self.until)


class SafeLine(http.client.HTTPSConnection, HeldLine):
    """The same with TLS: the certificate is that of the host by its name."""


def reached(places: Sequence[str], port: int, until: float) -> socket:
    """A connection to the first of these places that takes one. Raises OSError, TimeoutError once its time is over."""
    problem = OSError("no place")
    for place in places:
        try:
            return create_connection((place, port), timeout=left(until))
        except OSError as refused:
            problem = refused
    raise problem


def left(until: float) -> float:
    """The seconds until a moment. Raises TimeoutError when it is over."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host. Raises TimeoutError when the resolver takes longer, or still does of an earlier call.

    The resolver of the system has no limit of its own: it is asked by a thread that is left behind when time is over,
    one for each host and no more.
    """
    with _ASKING:
        if host in _ASKED:
            raise TimeoutError
        _ASKED.add(host)
    found, failed = list[str](), list[Exception]()

    def ask() -> None:
        try:
            found.extend(str(each[4][0]) for each in getaddrinfo(host, port, type=SOCK_STREAM))
        except (OSError, ValueError) as problem:
            failed.append(problem)
        finally:
            with _ASKING:
                _ASKED.discard(host)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError if asking.is_alive() else OSError("no address")
    return found
