"""Door for reading: the inbox of an officer and his desk, wishes, addresses; and declaring kinds of notices."""

from kerege.rooms.notices.queries.inboxes import (
    HookEntry,
    NoticeEntry,
    account_of,
    hooks,
    inbox,
    waiting_count,
    wish_of,
)
from kerege.rooms.notices.rules.kinds import Kind, declare
from kerege.rooms.notices.rules.wishes import Mail, Wish

__all__ = [
    "HookEntry",
    "Kind",
    "Mail",
    "NoticeEntry",
    "Wish",
    "account_of",
    "declare",
    "hooks",
    "inbox",
    "waiting_count",
    "wish_of",
]
