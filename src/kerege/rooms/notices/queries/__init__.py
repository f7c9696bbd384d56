"""Door for reading: the inbox of an officer and his desk, wishes, addresses; and declaring kinds of notices."""

from kerege.rooms.notices.queries.inboxes import (
    HookEntry,
    NoSuchHookError,
    NoticeEntry,
    account_of,
    hook_at,
    hooks,
    inbox,
    waiting_count,
    wish_of,
)
from kerege.rooms.notices.queries.saying import refused
from kerege.rooms.notices.queries.signing import KeyEntry
from kerege.rooms.notices.rules.kinds import Kind, declare
from kerege.rooms.notices.rules.wishes import Mail, Wish

__all__ = [
    "HookEntry",
    "KeyEntry",
    "Kind",
    "Mail",
    "NoSuchHookError",
    "NoticeEntry",
    "Wish",
    "account_of",
    "declare",
    "hook_at",
    "hooks",
    "inbox",
    "refused",
    "waiting_count",
    "wish_of",
]
