"""Limits on guessing, at pages and terminals together: by name, alike for names that exist and names that do not."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance

EVERY_NAME = "every name"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('kerege.sign_in', 0))"
BY_NAME = (5, timedelta(minutes=5))
"""Attempts by one name without a success between them, and the time they are remembered."""
IN_ALL = (20, timedelta(minutes=1))
"""Attempts by any names together."""


class TooManyAttemptsError(PermissionError):
    """Somebody tried too often; a right password is not looked at either."""


def note_attempt(username: str, *, in_all: bool = True) -> None:
    """Count an attempt before anything is looked up. Raises TooManyAttemptsError.

    `in_all`: count it among the attempts by any name at the terminal too; pages are limited by address instead.

    One transaction lock orders the attempts of all processes, so parallel guesses are counted too.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK)
        counted = {key_of(username): BY_NAME} | ({key_of(EVERY_NAME): IN_ALL} if in_all else {})
        kept = {key: recent(key, span) for key, (_, span) in counted.items()}
        if any(len(kept[key]) >= most for key, (most, _) in counted.items()):
            raise TooManyAttemptsError(gettext_noop("Too many attempts. Wait five minutes and try again."))
        for key, (_, span) in counted.items():
            cache.set(key, [*kept[key], chance.now()], span.total_seconds())


def forget_attempts(username: str) -> None:
    """After a success the name's count starts anew; the count of all names goes on."""
    cache.delete(key_of(username))


def recent(key: str, span: timedelta) -> list[datetime]:
    """The attempts under a key that still count."""
    return [each for each in cache.get(key, []) if chance.is_within(each, span)]


def key_of(name: str) -> str:
    """The key of a name in the cache; the name itself is written nowhere.

    Names that the database takes for one are counted as one. It is asked for the capitals by which it compares: `ı` and
    `i` have the same, and it knows letters that Python does not.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper(%s)", [name.strip().replace("\0", "\ufffd")])
        capitals = str(cursor.fetchone()[0])
    return f"sign-in:{sha256(capitals.encode()).hexdigest()}"
