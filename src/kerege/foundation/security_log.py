"""The log of security events: one JSON line an event, with numbers instead of names and nothing of any content."""

import hmac
import json
import logging
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


def note(event: Event, **about: str) -> None:
    """Write one event; `about` holds numbers, addresses of machines and codes, never a name or a word of a record."""
    line = {"at": chance.now().astimezone(UTC).isoformat(), "event": event.value} | about
    logging.getLogger(NAME).warning(json.dumps(line))


def mark_of(text: str) -> str:
    """A stable mark in place of a name that was typed: the same name has the same mark on this node and on no other."""
    return hmac.new(node.secret("security-log"), text.strip().casefold().encode(), sha256).hexdigest()[:16]


class Unsaid(logging.Formatter):
    """Lines of faults: where each was raised and its kind, never the text of the error, which may hold content."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON line; a security event is one already."""
        if record.name == NAME:
            return record.getMessage()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "event": Event.FAULT.value,
            "logger": record.name,
            "text": record.getMessage(),
        }
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
        "loggers": {
            "django": {"handlers": ["terminal", *elsewhere], "level": "ERROR", "propagate": False},
            "kerege": {"handlers": ["terminal", *elsewhere], "level": "WARNING", "propagate": False},
            NAME: {"handlers": ["security", *elsewhere], "level": "INFO", "propagate": False},
        },
    }
