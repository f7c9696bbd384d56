"""The viewer context: one transaction in which the database knows, by a signed setting, who is looking and why."""

import contextlib
import contextvars
import hmac
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext_noop
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn

from kerege.foundation import chance, filling, node, together
from kerege.foundation.server import SEARCH_PATH
from kerege.kernel.law import Viewer

SETTING = "kerege.viewer"
TELL = b"SELECT transaction_timestamp()::text, (SELECT number FROM access_epoch)"
OPEN_AND_TELL = (
    b"BEGIN; " + TELL + b", current_setting('search_path'), EXISTS (SELECT FROM pg_prepared_statement() WHERE from_sql)"
)
"""The opening of a transaction, and whether the session is as it was opened: what an earlier visit left in it (names
that mean something else, statements prepared by hand in the place of the driver's) would meet the next viewer."""
POLICY_CHANGED = "KE001"
"""How the database says it, see access/sql/policy_epoch.sql."""
CHANGED_MEANWHILE = gettext_noop("the rules of access changed meanwhile: nothing of this was kept; do it again")
T = TypeVar("T")
_current: contextvars.ContextVar[Viewer | None] = contextvars.ContextVar("viewer", default=None)
WRITTEN = "written"
_read: contextvars.ContextVar[dict[object, object] | None] = contextvars.ContextVar("read", default=None)
Writer = Callable[[Sequence[Any]], None]
_left: contextvars.ContextVar[dict[Writer, list[Any]] | None] = contextvars.ContextVar("left", default=None)
"""Of a context that writes last: the rows that it has left to write, by what writes them."""


@dataclass(slots=True)
class Ending:
    """What happens when the outermost context ends."""

    before: dict[str, Callable[[], None]] = field(default_factory=dict)
    after: list[Callable[[], object]] = field(default_factory=list)
    undone: list[Callable[[], object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Begun:
    """A transaction by its mark (when it began), and the policy's epoch when its first context was opened."""

    mark: str
    epoch: int


class Transactions(threading.local):
    """The last transaction of each connection in which a context was opened; connections belong to threads."""

    def __init__(self) -> None:
        """None yet."""
        self.begun: dict[str, Begun] = {}
        self.hooks: dict[str, object] = {}
        """What Django will call at each one's commit: a list of its own for every transaction."""


_ending: contextvars.ContextVar[Ending | None] = contextvars.ContextVar("ending", default=None)
_transactions = Transactions()


class NoViewerError(RuntimeError):
    """Something was read or written without saying who is looking."""


class LeftoversError(RuntimeError):
    """A session carries what an earlier visit left in it."""


class WrongViewerError(RuntimeError):
    """A door was called for one viewer inside the context of another."""


class PolicyChangedError(RuntimeError):
    """The policy changed between a reading and the commit of its leaf: nothing was kept, it is done anew."""


def current_viewer() -> Viewer | None:
    """The viewer of the open context, or None."""
    return _current.get()


def require_viewer(viewer: Viewer | None = None) -> Viewer:
    """The viewer of the open context; a door passes its own `viewer` and it must be the same one.

    Raises `NoViewerError` outside a context, `WrongViewerError` when another viewer's context is open.
    """
    current = _current.get()
    if current is None:
        raise NoViewerError("nothing is read or written without a viewer: open `viewing(viewer)` first")
    if viewer is not None and viewer != current:
        raise WrongViewerError("this door was called for a viewer other than the one whose context is open")
    return current


def once(key: object, read: Callable[[], T]) -> T:
    """What `read` gives of the directory, read once in the open context: for what a page asks several times.

    It ends with the context. Once the directory was written in it, or in a context inside it, everything is read each
    time: a change that is told beforehand is made and taken back within the same context.
    """
    require_viewer()
    held = _read.get()
    if held is None or WRITTEN in held:
        return read()
    if key not in held:
        held[key] = read()
    return cast(T, held[key])


def read_anew() -> None:
    """Keep nothing that is read from now on in the open context: the directory was written."""
    held = _read.get()
    if held is not None:
        held[WRITTEN] = True


def write_last(write: Writer, rows: Sequence[Any]) -> None:
    """Write rows at once, or, in a context that writes last, as it closes: what cannot be written then fails the act.

    They are written in that very context, before another is opened in it: under the same signature and viewer.
    """
    left = _left.get()
    if left is None:
        write(rows)
    else:
        left.setdefault(write, []).extend(rows)


def write_now() -> None:
    """Write what the open context has left to write; what cannot be written stays left, and fails its closing."""
    left = _left.get() or {}
    for write, rows in list(left.items()):
        write(rows)
        del left[write]


def before_end(name: str, call: Callable[[], None]) -> None:
    """Call something once as the last act of the outermost context, in its transaction."""
    require_viewer()
    if (ending := _ending.get()) is not None:
        ending.before[name] = call


def after_end(call: Callable[[], object]) -> None:
    """Call something once the outermost context has ended and is kept; at once where none is open."""
    ending = _ending.get()
    if ending is None:
        call()
    else:
        ending.after.append(call)


def if_undone(call: Callable[[], object]) -> None:
    """Call something if the outermost context is not kept: to take back what stands outside of the database."""
    require_viewer()
    if (ending := _ending.get()) is not None:
        ending.undone.append(call)


def signing_key() -> bytes:
    """The node's key for viewer contexts (32 bytes); made once for a home, so read once by a process."""
    return _signing_key(os.environ.get("KEREGE_HOME", ""))


@cache
def _signing_key(home: str) -> bytes:
    return node.secret("viewer-context", 32)


def padded_keys(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer padded keys of HMAC-SHA-256, as the verifying function in the database keeps them."""
    block = key.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def vouched(about: str) -> bytes:
    """The word of this process for what it hands in (32 bytes): SQL in its connections cannot give it."""
    return hmac.digest(signing_key(), b"vouched|" + about.encode(), "sha256")


def signed_context(viewer: Viewer, backend_pid: int, transaction_mark: str, epoch: int = 0) -> str:
    """The text put into the transaction: who, why, day, instant, epoch, backend, transaction; before it its HMAC.

    The mark (when the transaction began) binds the text to this one transaction: a captured text is worthless later.
    The epoch is the policy's when the transaction's first context was opened: its leaf is refused if it changed since.
    """
    content = json.dumps(
        {
            "officer": str(viewer.officer),
            "hat": str(viewer.hat),
            "purpose": viewer.purpose.value,
            "case": viewer.grounds,
            "day": viewer.day.isoformat(),
            "at": chance.now().isoformat(),
            "begun": transaction_mark,
            "epoch": epoch,
            "pid": backend_pid,
            "system": viewer.system,
        },
        ensure_ascii=True,
        separators=(",", ":"),
        sort_keys=True,
    )
    mac = hmac.new(signing_key(), content.encode(), sha256).hexdigest()
    return mac + content


def set_context(viewer: Viewer | None, using: str = "default") -> None:
    """Put the viewer's signed context into the open transaction of a connection, or take it out."""
    connection = connections[using]
    connection.ensure_connection()
    text = _context(viewer, using)
    if not _put(connection.connection.pgconn, text):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text])


def _context(viewer: Viewer | None, using: str) -> str:
    """The viewer's signed context for the open transaction of a connection; nothing for nobody."""
    if viewer is None:
        return ""
    begun = _begun(using)
    return signed_context(viewer, connections[using].connection.info.backend_pid, begun.mark, begun.epoch)


def _setting(viewer: Viewer | None, using: str) -> bytes:
    """The statement that puts the viewer's context into the open transaction of a connection."""
    return together.setting(connections[using].connection.pgconn, SETTING, _context(viewer, using))


def _begun(using: str) -> Begun:
    """The open transaction of a connection; it is opened here if nothing was asked in it yet.

    These two statements stand in front of every act: they go to the server by the shortest way, the opening of the
    transaction with the question in one; in the same transaction the answer is known. What the server refuses is asked
    again by the usual way, which raises.
    """
    raw = connections[using].connection
    if _transactions.hooks.get(using) is connections[using].run_on_commit and connections[using].in_atomic_block:
        return _transactions.begun[using]
    opened = raw.autocommit or raw.pgconn.transaction_status != TransactionStatus.IDLE
    told = raw.pgconn.exec_(TELL if opened else OPEN_AND_TELL)
    if told.nfields > 2 and (told.get_value(0, 2), told.get_value(0, 3)) != (SEARCH_PATH.encode(), b"f"):
        raise LeftoversError("an earlier visit left something behind in this session")
    if told.status == ExecStatus.TUPLES_OK and (mark := told.get_value(0, 0)) is not None:
        return _first(using, Begun(bytes(mark).decode(), int(told.get_value(0, 1) or b"0")))
    with connections[using].cursor() as cursor:
        cursor.execute(TELL.decode())
        return _first(using, Begun(*cursor.fetchone()))


def _first(using: str, told: Begun) -> Begun:
    """A transaction with the epoch that was told first in it: contexts before this one read under that."""
    if connections[using].in_atomic_block:
        _transactions.hooks[using] = connections[using].run_on_commit
    known = _transactions.begun.get(using)
    if known is None or known.mark != told.mark:
        known = _transactions.begun[using] = told
    return known


def _put(raw: PGconn, text: str) -> bool:
    """Put a context into the open transaction; whether the server took it."""
    told = raw.exec_params(b"SELECT set_config($1, $2, true)", [SETTING.encode(), text.encode()])
    return told.status == ExecStatus.TUPLES_OK


@contextlib.contextmanager
def _opened(viewer: Viewer, using: str, still: bool) -> Iterator[None]:
    """A transaction with this viewer's context in it; a session that carries leftovers is left for a new one.

    In an open transaction it is a savepoint, and the context goes to the server with it: the viewer's where it is made,
    the outer one's where it is released.
    """
    connection = connections[using]
    still = still and not connection.in_atomic_block

    def begin() -> None:
        if together.is_plain(connection):
            with together.made_with(connection, _setting(viewer, using)) as gone:
                stack.enter_context(transaction.atomic(using=using))
            if gone:
                return
        else:
            stack.enter_context(transaction.atomic(using=using))
        if still:
            ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", using)
        set_context(viewer, using)

    with contextlib.ExitStack() as stack:
        try:
            begin()
        except LeftoversError as problem:
            stack.__exit__(type(problem), problem, None)
            connection.close()
            begin()
        yield
        _leave(stack, using)


def _leave(stack: contextlib.ExitStack, using: str) -> None:
    """Put the outer viewer's context back where the transaction goes on, and end the savepoint or the transaction."""
    outer, connection = _current.get(), connections[using]
    if outer is None and not connection.savepoint_ids:
        return
    if together.is_plain(connection) and connection.savepoint_ids and connection.savepoint_ids[-1] is not None:
        with together.left_with(connection, _setting(outer, using)) as gone:
            stack.close()
        if gone:
            return
    set_context(outer, using)


@contextlib.contextmanager
def viewing(
    viewer: Viewer, using: str = "default", *, hold_policy: bool = False, still: bool = False, reads: bool = False
) -> Iterator[Viewer]:
    """Open one transaction as this viewer; on leaving, it is committed (or rolled back on an error).

    A context inside a context is a savepoint; when it closes the outer viewer's context is put back (after an error
    the rollback itself puts it back). `hold_policy`: no change of the policy is committed meanwhile. `still`: every
    statement sees what stood at the first (a context inside another sees what that one does). `reads`: what is left by
    `write_last` is written as it closes, so that all that is read comes before; only for who serves nothing until then.

    Raises PolicyChangedError where the policy changed after something was read in it, NodeClosedError while the node is
    being filled from a backup.
    """
    outermost = _ending.get() is None
    if outermost:
        filling.refuse_unless_open(using)
    ending = Ending()
    mark = _ending.set(ending) if outermost else None
    try:
        with policy_told(), _viewing(viewer, using, ending.before if outermost else {}, still, reads):
            if hold_policy:
                ask("SELECT hold_policy()", using)
            yield viewer
    except BaseException:
        for call in ending.undone:
            call()
        raise
    finally:
        if mark is not None:
            _ending.reset(mark)
    for call in ending.after:
        call()


@contextlib.contextmanager
def policy_told() -> Iterator[None]:
    """Inside, the database's word that the policy changed becomes a PolicyChangedError."""
    try:
        yield
    except DatabaseError as problem:
        if getattr(problem.__cause__, "sqlstate", None) == POLICY_CHANGED:
            raise PolicyChangedError(CHANGED_MEANWHILE) from problem
        raise


def ask(statement: str, using: str = "default") -> None:
    """Have the database do something that answers nothing."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement)


@contextlib.contextmanager
def _viewing(
    viewer: Viewer, using: str, last: dict[str, Callable[[], None]], still: bool, reads: bool
) -> Iterator[None]:
    """The transaction or savepoint of a context; what is done last in it."""
    write_now()
    with chance.acting(str(viewer.officer)), _opened(viewer, using, still):
        held: dict[object, object] = {}
        mark, read, left = _current.set(viewer), _read.set(held), _left.set({} if reads else None)
        try:
            yield
            for call in (write_now, *last.values(), write_now):
                call()
        finally:
            _current.reset(mark)
            _read.reset(read)
            _left.reset(left)
            if WRITTEN in held:
                read_anew()
