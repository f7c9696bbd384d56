"""The log of security events: one JSON line an event, with numbers instead of names and nothing of any content."""

import hmac
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from kerege.foundation import chance, node

NAME = "kerege.security"
FILE = "security.jsonl"


class Event(StrEnum):
    """What is written down; docs/security.md says what each means."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    CONFIRMED = "confirmed"
    FACTOR_FAILED = "factor_failed"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # an event's name
    TOO_MANY = "too_many"
    SESSION_OVER = "session_over"
    SESSIONS_ENDED = "sessions_ended"
    TOKEN_REFUSED = "token_refused"  # noqa: S105  # an event's name
    REFUSED = "refused"
    FORM_REFUSED = "form_refused"
    FAULT = "fault"
    UNLOGGED = "journal_unwritable"
    LEAF_GONE = "leaf_gone"


def note(event: Event, **about: str) -> None:
    """Write one event; `about` holds numbers, addresses of machines and codes, never a name or a word of a record."""
    line = {"at": chance.now().astimezone(UTC).isoformat(), "event": event.value} | about
    logging.getLogger(NAME).warning(json.dumps(line))


def mark_of(text: str) -> str:
    """A stable mark in place of a name that was typed: the same name has the same mark on this node and on no other."""
    return hmac.new(node.secret("security-log"), text.strip().casefold().encode(), sha256).hexdigest()[:16]


class Unsaid(logging.Formatter):
    """Lines of faults: where each was raised and its kind, never the text of the error, which may hold content.

    Nor an address that was asked for: it holds ids of records. Of a request its route is said, with names in place of
    ids. Texts of other packages are said as they stand in their source, without what they put into them; one that was
    put together before is not said at all.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line; a security event is one already."""
        if record.name == NAME:
            return record.getMessage()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "event": Event.FAULT.value,
            "logger": record.name,
            "text": told(record),
        }
        request = getattr(record, "request", None)
        if request is not None:
            line["method"] = str(getattr(request, "method", None))[:10]
            line["page"] = route_of(request)
            line["status"] = str(getattr(record, "status_code", ""))
        if record.exc_info:
            line["where"] = self.formatException(record.exc_info)
        return json.dumps(line)

    def formatException(  # noqa: N802  # logging's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Kinds of the errors and the places of the code, without what the errors say."""
        kind, problem, trace = ei
        if kind is None or problem is None:
            return ""
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return " < ".join([kind.__name__, *reversed(frames)])


OURS = frozenset({"kerege", "_granian"})
"""Loggers whose lines are said: our own, and the web server's, of which the first line says what and the rest why."""
LIKE_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{4,}|\b[0-9a-f]{12,}\b|[+]?\d[\d .-]{5,}\d", re.IGNORECASE)
"""What stands in place of it says only that something did: no line of a log names a record, a number, a telephone."""


def told(record: logging.LogRecord) -> str:
    """What a record of the log may say: our own words without anything like an id; of others the bare pattern."""
    if record.name.partition(".")[0] in OURS:
        return LIKE_AN_ID.sub("…", record.getMessage().partition("\n")[0])
    return str(record.msg) if record.args and isinstance(record.msg, str) else "…"


def route_of(request: Any) -> str:
    """The pattern of the address that was asked for; nothing of an address that leads nowhere."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match is not None else ""


def logging_settings(home: Path, syslog: str = "") -> dict[str, Any]:
    """Django's LOGGING: faults to the terminal, security events to a file of the node and to syslog where one is named.

    `syslog` is `host:port` (UDP, RFC 5424's predecessor as Python speaks it) or the path of a local socket.
    """
    folder = home / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    handlers: dict[str, dict[str, Any]] = {
        "terminal": {"class": "logging.StreamHandler", "formatter": "unsaid"},
        "security": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": str(folder / FILE),
            "encoding": "utf-8",
            "delay": True,
            "formatter": "unsaid",
        },
    }
    if syslog:
        host, _, port = syslog.rpartition(":")
        address = (host, int(port)) if port.isdigit() and host else syslog
        handlers["syslog"] = {"class": "logging.handlers.SysLogHandler", "address": address, "formatter": "unsaid"}
    elsewhere = ["syslog"] if syslog else []
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"unsaid": {"()": Unsaid}},
        "handlers": handlers,
        "root": {"handlers": ["terminal", *elsewhere], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["terminal", *elsewhere], "level": "ERROR", "propagate": False},
            "kerege": {"handlers": ["terminal", *elsewhere], "level": "WARNING", "propagate": False},
            NAME: {"handlers": ["security", *elsewhere], "level": "INFO", "propagate": False},
        },
    }


def stopped(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """What ends the node's worker, said as every fault is: its standard error goes into the system's journal."""
    logging.getLogger("kerege.jobs").critical("the worker stopped", exc_info=(kind, problem, trace))


def server_settings() -> dict[str, Any]:
    """The web server's own log, in the form of its option: faults alone, in the same form; no line for each request."""
    handlers = {"terminal": {"class": "logging.StreamHandler", "formatter": "unsaid"}}
    faults = {"handlers": ["terminal"], "level": "WARNING", "propagate": False}
    silent: dict[str, Any] = {"handlers": [], "level": "CRITICAL", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"unsaid": {"()": f"{__name__}.{Unsaid.__name__}"}},
        "handlers": handlers,
        "root": {"handlers": ["terminal"], "level": "WARNING"},
        "loggers": {"_granian": faults, "granian.access": silent},
    }
