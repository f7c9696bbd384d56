"""One POST to a stranger's system: no redirect, no proxy, a word as answer, and never longer than said in all."""

import http.client
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import SHUT_RDWR
from urllib.parse import urlsplit


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
                return Outcome(taken=False, slow=late.is_set(), said=type(problem).__name__)
    except (OSError, ValueError) as problem:
        return Outcome(taken=False, slow=isinstance(problem, TimeoutError), said=type(problem).__name__)
    return Outcome(taken=200 <= status < 300, said=str(status))


@contextmanager
def called(
    scheme: str, host: str, port: int | None, seconds: float
) -> Iterator[tuple[http.client.HTTPConnection, threading.Event]]:
    """An open line to a host that is cut when its time is over; the event says that it was."""
    line: http.client.HTTPConnection
    if scheme == "https":
        line = http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    else:
        line = http.client.HTTPConnection(host, port, timeout=seconds)
    late = threading.Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            if line.sock is not None:
                line.sock.shutdown(SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.start()
    try:
        line.connect()
        yield line, late
    finally:
        timer.cancel()
        line.close()
