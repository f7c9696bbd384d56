"""What the web server starts: the WSGI object behind a door that waits for whole requests."""

import re
from importlib import import_module

from django.conf import settings
from django.db import close_old_connections
from django.http import parse_cookie

from kerege.config.wsgi import application as pages
from kerege.foundation.serving import WholeRequests
from kerege.rooms.directory import actions as directory
from kerege.rooms.journal import actions as journal

UUID = "[0-9a-f-]{36}"
FILES = re.compile(
    f"/(import/|quarantine/|screening/new/|records/{UUID}/files/|requests/{UUID}/scan/|deliveries/{UUID}/letters/"
    "|deliveries/verify/)"
)
"""Addresses of the forms to which a file may be added."""


def takes_files(path: str) -> bool:
    """Whether a file may be sent to this address."""
    return FILES.fullmatch(path) is not None


def known(headers: dict[str, str]) -> bool:
    """Whether somebody is signed in by the session of these headers, or their token opens something."""
    close_old_connections()
    try:
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.casefold() == "bearer":
            return directory.is_token(token.strip())
        key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
        store = import_module(settings.SESSION_ENGINE).SessionStore
        return bool(key) and "_auth_user_id" in store(key).load()
    finally:
        close_old_connections()


application = WholeRequests(
    pages,
    session_cookie=settings.SESSION_COOKIE_NAME,
    known=known,
    takes_files=takes_files,
    begun=journal.watch_leaves,
    ended=journal.look_again,
)
