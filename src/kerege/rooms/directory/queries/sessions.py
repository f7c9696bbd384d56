"""Open sessions of an account: where somebody is signed in with it, since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from kerege.foundation import chance
from kerege.foundation.sessions import SessionStore, kept_as

BEGUN, SEEN, BROWSER = "begun", "seen", "browser"
"""Under what the pages keep in a session when it began, when somebody was last there, and with which browser."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One session; `mark` names it without being its key."""

    mark: str
    browser: str
    begun: datetime | None
    seen: datetime | None


def mark_of_session(key: str) -> str:
    """What the session of a key is called on pages and in logs: nothing can be opened with it."""
    return mark_of_row(kept_as(key))


def mark_of_row(kept: str) -> str:
    """The same of a row of the table."""
    return sha256(f"session {kept}".encode()).hexdigest()[:16]


def rows_of(account: UUID) -> Iterator[tuple[Session, dict[str, str]]]:
    """The rows of an account's sessions that have not ended, with what they keep.

    Whose a session is stands in its sealed content alone, so all open ones are looked through: a node has hundreds.
    """
    for row in Session.objects.filter(expire_date__gt=chance.now()).iterator():
        kept = SessionStore().decode(row.session_data)
        if kept.get(SESSION_KEY) == str(account):
            yield row, kept


def open_sessions(account: UUID) -> list[OpenSession]:
    """An account's open sessions, the last used first."""
    found = [
        OpenSession(
            mark_of_row(row.session_key), kept.get(BROWSER, ""), moment(kept.get(BEGUN)), moment(kept.get(SEEN))
        )
        for row, kept in rows_of(account)
    ]
    return sorted(found, key=lambda each: (each.seen is None, each.seen and -each.seen.timestamp()))


def moment(text: str | None) -> datetime | None:
    """An instant as a session keeps it."""
    return datetime.fromisoformat(text) if text else None
