"""Leaves that this process committed are looked for again: one removed before it had a position is told outside.

The database's superuser could remove the leaf of a mere reading within the second before the sequencer comes by. What a
process remembers of it lies in no row, and is told to the log of security events, which lies in no database.
"""

import threading
from collections import deque
from functools import partial
from time import monotonic
from uuid import UUID

from django.db import close_old_connections, connection, transaction

from kerege.foundation import security_log
from kerege.foundation.security_log import Event
from kerege.foundation.viewing import viewing
from kerege.rooms.journal.queries import tree

PATIENCE = 5.0
"""Seconds after which a leaf is looked for: the sequencer came by long before."""
MOST, AT_ONCE = 100_000, 1_000


class Watch:
    """The leaves of this process that were not looked for yet, oldest first; none as long as nobody began it."""

    def __init__(self) -> None:
        """Remember nothing."""
        self.on, self.lock = False, threading.Lock()
        self.kept: deque[tuple[float, UUID]] = deque(maxlen=MOST)

    def remember(self, leaf: UUID) -> None:
        """A leaf stands: it was committed."""
        self.kept.append((monotonic(), leaf))

    def due(self, patience: float) -> list[UUID]:
        """Take the leaves that stand for so many seconds."""
        found = list[UUID]()
        with self.lock:
            while self.kept and len(found) < AT_ONCE and self.kept[0][0] + patience <= monotonic():
                found.append(self.kept.popleft()[1])
        return found


_watch = Watch()


def remember(leaf: UUID) -> None:
    """A leaf was written: once it is committed it is looked for. What a savepoint takes back was never kept."""
    if _watch.on:
        transaction.on_commit(partial(_watch.remember, leaf), robust=True)


def watch_leaves() -> None:
    """Look for the leaves of this process from now on, beside its work, as long as it runs."""
    _watch.on = True
    threading.Thread(target=go_on, name="leaves", daemon=True).start()


def go_on() -> None:
    """Look again and again."""
    pause = threading.Event()
    while not pause.wait(PATIENCE):
        look_again(PATIENCE)


def look_again(patience: float = 0.0) -> list[UUID]:
    """Look for the leaves that stand for so many seconds; tells and returns those that are gone.

    Where the database does not answer they are looked for the next time.
    """
    gone = list[UUID]()
    while due := _watch.due(patience):
        try:
            close_old_connections()
            with viewing(tree.keeping_viewer(), still=True), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM journal_gone(%s)", [due])
                gone += [leaf for (leaf,) in cursor.fetchall()]
        except Exception:  # noqa: BLE001 - whatever keeps it from asking, the watch goes on and asks the next time
            _watch.kept.extendleft((0.0, leaf) for leaf in reversed(due))
            break
    for leaf in gone:
        security_log.note(Event.LEAF_GONE, leaf=str(leaf))
    return gone
