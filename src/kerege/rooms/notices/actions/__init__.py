"""Door for writing: telling a desk or an officer, marking as read, wishes, addresses of desks' systems."""

from kerege.rooms.notices.actions.inboxes import (
    UnableToTellError,
    UnknownKindError,
    add_hook,
    close_hook,
    mark_read,
    rotate_hook,
    settle,
    tell,
    wish,
)

__all__ = [
    "UnableToTellError",
    "UnknownKindError",
    "add_hook",
    "close_hook",
    "mark_read",
    "rotate_hook",
    "settle",
    "tell",
    "wish",
]
