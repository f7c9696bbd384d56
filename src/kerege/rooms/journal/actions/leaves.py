"""One leaf for each door call, in the transaction of the act itself."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError, models
from django.utils.translation import gettext_noop

from kerege.foundation import chance, planned, seal
from kerege.foundation.proof import require_proof
from kerege.foundation.viewing import after_end, require_viewer, vouched, write_last, write_now
from kerege.kernel.law import Viewer
from kerege.rooms.journal import rules
from kerege.rooms.journal.actions.watching import remember
from kerege.rooms.journal.models import Leaf, Mention
from kerege.rooms.journal.rules import LeafKind

T = TypeVar("T", bound=models.Model)
TOO_MANY = gettext_noop("this touches more records than one entry of the journal can tell of: nothing is shown")

FEW = 4
"""So many rows are put in by a statement that is planned already."""
READ = frozenset({LeafKind.CONSULT, LeafKind.COMBINE})
"""What only reads: its leaf may be written after all else that is read, before anything is served."""


class Kept(threading.local):
    """What this thread has committed."""

    leaves = 0


_kept = Kept()


class JournalUnwritableError(RuntimeError):
    """The leaf of an act cannot be written: nothing is served, nothing is kept."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that an act touched, and whose it is."""

    owner: UUID
    owner_agency: UUID
    record: UUID


def write_leaf(
    kind: LeafKind, door: str, detail: Mapping[str, object], *, mentions: Iterable[Touched] = (), rows: int = 0
) -> UUID:
    """Append the leaf of the act going on: who, under which hat, why; the detail only as a salted commitment.

    `mentions` tell owners that a record of theirs was touched: every one of them, however many. Returns the leaf's id.
    Nothing is served that is not logged: when the leaf cannot be written, or not everybody can be told by one leaf, the
    transaction fails and with it the act. In a context that only reads, its leaves are written together as it closes.
    """
    viewer = require_viewer()
    touched = list(mentions)
    if len(touched) > rules.MOST_TOLD:
        raise JournalUnwritableError(TOO_MANY)
    leaf = new_leaf(viewer, kind, door, detail, rows or len(touched))
    written = [new_mention(leaf, viewer, each) for each in touched]
    seal_leaf(leaf, written)
    if kind in READ:
        write_last(write_rows, [leaf, *written])
    else:
        write_now()
        write_rows([leaf, *written])
    return leaf.id


def write_rows(rows: Sequence[Leaf | Mention]) -> None:
    """Put leaves into their table, and then what they tell into its own."""
    leaves = [each for each in rows if isinstance(each, Leaf)]
    with writing():
        put_in(leaves)
        put_in([each for each in rows if isinstance(each, Mention)])
    for each in leaves:
        remember(each.id)


def put_in(rows: Sequence[T]) -> None:
    """Put rows into their one table, if there are any."""
    if len(rows) > FEW:
        type(rows[0])._default_manager.bulk_create(rows)
    elif rows:
        planned.keep(*rows)


@contextmanager
def writing() -> Iterator[None]:
    """Inside, a leaf is written; what the database refuses becomes the one error that stops the act."""
    try:
        yield
    except DatabaseError as problem:
        raise JournalUnwritableError(
            gettext_noop("the journal cannot be written at present: nothing is shown")
        ) from problem


def new_leaf(viewer: Viewer, kind: LeafKind, door: str, detail: Mapping[str, object], rows: int) -> Leaf:
    """A leaf, not yet sealed nor written. Raises NotProvenError where a face lets something out unasked."""
    if kind is LeafKind.DISCLOSE and door not in rules.NOTHING_LEAVES:
        require_proof()
    salt = chance.salt(16)
    return Leaf(
        id=chance.new_id(),
        at=chance.now(),
        kind=kind.value,
        door=door,
        officer=viewer.officer,
        officer_number=viewer.officer_number,
        hat=viewer.hat,
        desk=viewer.desk,
        agency=viewer.agency,
        party=viewer.party,
        purpose=viewer.purpose.value,
        case_commitment=rules.commitment(salt, {"case": viewer.case, "reason": viewer.reason}),
        commitment=rules.commitment(salt, detail),
        salt=salt,
        salt_mark=rules.salt_mark(salt),
        rows=rows,
    )


def seal_leaf(leaf: Leaf, mentions: Sequence[Mention]) -> None:
    """Commit the leaf to what owners are told of it, sign it, and vouch for its rows."""
    leaf.told = rules.told_root(leaf.id, [each.hashed for each in mentions])
    leaf.signature = seal.node_key().sign(rules.leaf_bytes(leaf.content), context="leaf")
    rows: list[Leaf | Mention] = [leaf, *mentions]
    for each in rows:
        each.vouched = vouched(each.handed)
    after_end(count_kept)


def count_kept() -> None:
    """One more leaf stands."""
    _kept.leaves += 1


def kept_leaves() -> int:
    """How many leaves this thread has committed: whether an act that stopped has left anything."""
    return _kept.leaves


def new_mention(leaf: Leaf, viewer: Viewer, touched: Touched) -> Mention:
    """One row that tells an owner of the leaf."""
    return Mention(
        id=chance.new_id(),
        leaf=leaf.id,
        at=leaf.at,
        owner=touched.owner,
        owner_agency=touched.owner_agency,
        record=touched.record,
        kind=leaf.kind,
        by_desk=viewer.desk,
        by_party=viewer.party,
        officer_number=viewer.officer_number,
        purpose=leaf.purpose,
    )
