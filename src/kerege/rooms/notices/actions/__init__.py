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
from kerege.rooms.notices.actions.mailboxes import (
    AskedMailbox,
    MailboxError,
    ask_mailbox,
    confirm_mailbox,
    drop_mailbox,
)

__all__ = [
    "AskedMailbox",
    "MailboxError",
    "UnableToTellError",
    "UnknownKindError",
    "add_hook",
    "ask_mailbox",
    "close_hook",
    "confirm_mailbox",
    "drop_mailbox",
    "mark_read",
    "rotate_hook",
    "settle",
    "tell",
    "wish",
]
