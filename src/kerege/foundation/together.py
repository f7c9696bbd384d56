"""A savepoint and the statement that stands beside it, said to the server in one message."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import Escaping, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn

SET = b"SELECT set_config(%s, %s, true)"
GONE = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


def is_plain(connection: BaseDatabaseWrapper) -> bool:
    """Whether a transaction is open and unhurt in a connection whose statements nobody watches."""
    if not connection.in_atomic_block or connection.needs_rollback or connection.connection is None:
        return False
    watched = connection.execute_wrappers or connection.queries_logged
    return not watched and connection.connection.pgconn.transaction_status == TransactionStatus.INTRANS


def setting(raw: PGconn, name: str, text: str) -> bytes:
    """The statement that puts a setting into the open transaction, its values written as libpq quotes them."""
    quote = Escaping(raw).escape_literal
    return SET % (bytes(quote(name.encode())), bytes(quote(text.encode())))


@contextlib.contextmanager
def made_with(connection: BaseDatabaseWrapper, beside: bytes) -> Iterator[list[bool]]:
    """Inside, the savepoint that is made takes a statement along after it; what is yielded is filled once it went."""
    create = connection.ops.savepoint_create_sql
    with _instead(connection, "_savepoint", lambda sid: create(sid).encode() + b"; " + beside) as gone:
        yield gone


@contextlib.contextmanager
def left_with(connection: BaseDatabaseWrapper, beside: bytes) -> Iterator[list[bool]]:
    """Inside, the savepoint that is released takes a statement along before it."""
    release = connection.ops.savepoint_commit_sql
    with _instead(connection, "_savepoint_commit", lambda sid: beside + b"; " + release(sid).encode()) as gone:
        yield gone


@contextlib.contextmanager
def _instead(connection: BaseDatabaseWrapper, name: str, message: Callable[[str], bytes]) -> Iterator[list[bool]]:
    """Inside, what Django says of a savepoint goes as this message; what is refused is said as usual, which raises."""
    usual: Callable[[str], Any] = getattr(connection, name)
    gone: list[bool] = []

    def say(sid: str) -> None:
        with connection.wrap_database_errors:
            told = connection.connection.pgconn.exec_(message(sid))
        if told.status in GONE:
            gone.append(True)
        else:
            usual(sid)

    setattr(connection, name, say)
    try:
        yield gone
    finally:
        delattr(connection, name)
