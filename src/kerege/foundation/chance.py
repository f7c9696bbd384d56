"""Time, ids, salts and nonces: the only place they come from, so that tests can seed them."""

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

CLOCKS_APART = timedelta(minutes=1)
"""By so much a clock may be put right without anybody's noticing."""
START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)


class Seeded:
    """A repeatable source: each actor draws from its own counter, so hidden actors do not shift what others get."""

    def __init__(self, seed: str, at: datetime) -> None:
        """Start at an instant with a seed."""
        self.seed = seed
        self.at = at
        self.actor = ""
        self.counters: dict[str, int] = {}

    def draw(self, size: int) -> bytes:
        """The next bytes of the present actor."""
        count = self.counters[self.actor] = self.counters.get(self.actor, 0) + 1
        return hashlib.shake_256(f"{self.seed}|{self.actor}|{count}".encode()).digest(size)


class _Source(threading.local):
    seeded: Seeded | None = None


_source = _Source()


@contextlib.contextmanager
def seeded(seed: str, at: datetime = START) -> Iterator[Seeded]:
    """Make time stand still and chance repeatable inside the block (this thread only)."""
    before = _source.seeded
    _source.seeded = Seeded(seed, at)
    try:
        yield _source.seeded
    finally:
        _source.seeded = before


@contextlib.contextmanager
def acting(actor: str) -> Iterator[None]:
    """Draw as this actor inside the block; without a seed this changes nothing."""
    source = _source.seeded
    if source is None:
        yield
        return
    before, source.actor = source.actor, actor
    try:
        yield
    finally:
        source.actor = before


def now() -> datetime:
    """The present instant, aware, UTC."""
    return _source.seeded.at if _source.seeded else machine_now()


def machine_now() -> datetime:
    """The present instant by the clock of the machine, in UTC: for what Django itself ends by that clock."""
    return datetime.now(tz=UTC)


def is_within(then: datetime, span: timedelta) -> bool:
    """Whether an instant lies less than a span back; one that has not come yet was noted by a clock set back since.

    So what counts for so long after it happened never counts for longer, whatever becomes of the machine's clock.
    """
    return -CLOCKS_APART <= now() - then < span


def today() -> date:
    """The present day in UTC."""
    return now().date()


def advance(by: timedelta) -> None:
    """Move a seeded clock forward."""
    if _source.seeded is None:
        raise RuntimeError("only a seeded clock can be moved")
    _source.seeded.at += by


def salt(size: int = 16) -> bytes:
    """Fresh random bytes."""
    return _source.seeded.draw(size) if _source.seeded else secrets.token_bytes(size)


def new_id() -> UUID:
    """A fresh random id (UUID version 4)."""
    return UUID(bytes=salt(16), version=4)


def token(size: int = 24) -> str:
    """A fresh random text for tokens and codes, safe in URLs; always from the system's source."""
    return secrets.token_urlsafe(size)


def digits(count: int) -> str:
    """Fresh random decimal digits."""
    return str(int.from_bytes(salt(16), "big") % 10**count).zfill(count)
