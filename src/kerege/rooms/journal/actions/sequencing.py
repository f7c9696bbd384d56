"""The node's own work on its journal: positions and hashes for committed leaves, signed heads, new keys."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance, node, seal
from kerege.foundation.viewing import viewing
from kerege.kernel import heads as notes
from kerege.kernel import merkle
from kerege.kernel.sealing import NodeKey, verify
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Head, Leaf, Mention
from kerege.rooms.journal.queries import tree

BATCH = 1000


class JournalBehindError(ValueError):
    """The database holds less than, or other than, this node signed before: nothing is signed over it."""


class UnsealedLeafError(ValueError):
    """A waiting leaf is not as the node signed it: it gets no position."""


def sequence(*, batch: int = BATCH) -> int:
    """Give the next committed leaves their positions in one transaction, and sign a head when its time has come.

    Returns how many got one. What a leaf says is read back from the table and hashed anew, and its signature checked,
    before it enters the tree. A killed sequencer loses its batch alone; a second one does nothing; nobody waits. A head
    is kept outside the database once it stands in it: one that was kept and then lost with its transaction could never
    be continued, for leaves that are committed meanwhile may come before the ones that it covered.
    """
    note = None
    with viewing(tree.keeping_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT journal_turn()")
        if not cursor.fetchone()[0]:
            return 0
        waiting, sound = next_leaves(batch)
        if sound:
            append(sound)
        if is_due():
            note = _sign()
    if note is not None:
        keep_outside(note)
    if len(sound) < len(waiting):
        raise UnsealedLeafError(
            gettext_noop("a waiting leaf is not as the node signed it: run `kerege journal verify`")
        )
    return len(sound)


def next_leaves(batch: int) -> tuple[list[Leaf], list[Leaf]]:
    """The oldest waiting leaves, and those of them that are sealed; a heap of forged ones holds nothing up."""
    while True:
        waiting = [*Leaf.objects.raw("SELECT * FROM journal_waiting(%s)", [batch])]
        sound = sealed_leaves(waiting)
        if sound or len(waiting) < batch:
            return waiting, sound
        batch *= 4


def sealed_leaves(waiting: list[Leaf]) -> list[Leaf]:
    """The leaves that are as the node signed them, with all that they told."""
    told: dict[object, list[bytes]] = {}
    for each in Mention.objects.raw("SELECT * FROM journal_told(%s)", [[leaf.id for leaf in waiting]]):
        told.setdefault(each.leaf, []).append(each.hashed)
    return [leaf for leaf in waiting if is_sealed(leaf, told.get(leaf.id, []))]


def is_sealed(leaf: Leaf, told: list[bytes]) -> bool:
    """Whether a leaf bears the node's signature and tells what it committed to."""
    public = seal.node_key().public
    whole = leaf.form == 1 or rules.told_root(leaf.id, told) == bytes(leaf.told)
    return whole and verify(public, bytes(leaf.signature), rules.leaf_bytes(leaf.content), context="leaf")


def append(leaves: list[Leaf]) -> None:
    """Write positions and the hashes that appear with these leaves."""
    first = tree.tree_size()
    made = merkle.grown(first, [leaf.hashed for leaf in leaves], tree.kept_nodes())
    bounds: list[Any] = [first, [leaf.id for leaf in leaves]]
    bounds += [[each[column] for each in made] for column in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_append(%s, %s::uuid[], %s::int[], %s::bigint[], %s::bytea[])", bounds)


def is_due() -> bool:
    """Whether another minute of the clock has begun since the last head, and something had happened before it began.

    Heads follow the clock and not what happens: else the first act after a quiet hour would be told to the second.
    """
    last = Head.objects.order_by("-size").first()
    if tree.tree_size() <= (last.size if last else 0):
        return False
    if last is None:
        return True
    begun, former = minute_of(chance.now()), minute_of(last.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_at(%s)", [last.size])
        (first,) = cursor.fetchone()
    return begun < former or (begun > former and (first is None or minute_of(first) != begun))


def minute_of(moment: datetime) -> int:
    """The number of the minute in which an instant lies, since 1970."""
    return int(moment.timestamp()) // rules.HEAD_SECONDS


def sign_head() -> int:
    """Sign a head over all leaves that have a position, now; returns the size of the newest head."""
    with viewing(tree.keeping_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT journal_turn()")
        last = Head.objects.order_by("-size").values_list("size", flat=True).first() or 0
        if not cursor.fetchone()[0] or tree.tree_size() <= last:
            return int(last)
        note, size = _sign(), tree.tree_size()
    keep_outside(note)
    return size


def _sign() -> str:
    """Sign a head inside the node's context; returns its note. Raises JournalBehindError."""
    nodes, size = tree.kept_nodes(), tree.tree_size()
    refuse_to_fork(size, tree.kept_nodes())
    head = notes.Head(tree.origin(), size, merkle.root_of(size, nodes))
    key, _ = present_key(size)
    note = f"{head.text}\n{notes.sign(head, key).line}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_sign(%s, %s, %s, %s)", [size, chance.now(), head.root, note])
    return note


def refuse_to_fork(size: int, nodes: merkle.Nodes) -> None:
    """Compare with the last head kept in the node's home. Raises JournalBehindError when the journal was replaced."""
    kept = last_kept()
    if kept is None:
        return
    if kept.size > size or merkle.root_of(kept.size, nodes) != kept.root:
        raise JournalBehindError(
            gettext_noop(
                "the journal in the database does not continue the last signed head: run `kerege journal verify`"
            )
        )


def kept_path() -> Path:
    """Where the last signed head is kept outside the database."""
    return node.home() / f"journal-head-{connection.settings_dict['NAME']}"


def kept_head() -> str | None:
    """The note of the last head that this node signed, from its home; None when there was none."""
    path = kept_path()
    return path.read_text(encoding="utf-8") if path.exists() else None


def last_kept() -> notes.Head | None:
    """The last head that this node signed, from its home; None when there was none."""
    note = kept_head()
    return notes.read_head(note)[0] if note else None


def keep_outside(note: str) -> None:
    """Keep the head in the node's home, in one step; not one that is older than the one kept there."""
    path, kept = kept_path(), last_kept()
    if kept is not None and kept.size >= notes.read_head(note)[0].size:
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def present_key(size: int) -> tuple[NodeKey, int]:
    """The key that signs heads now and its number; the first one is made and vouched for by the node's own key."""
    known = tree.signers()
    if not known:
        return new_key(1, size=0, voucher=seal.node_key()), 1
    number = known[-1].number
    return secret_key(number), number


def secret_key(number: int) -> NodeKey:
    """The secret half of a key of the journal, from the node's secrets."""
    return NodeKey.generate(node.secret(f"journal-key-{connection.settings_dict['NAME']}-{number}", 32))


def new_key(number: int, *, size: int, voucher: NodeKey) -> NodeKey:
    """Make a key and write its public half with the word of the one before it."""
    key = secret_key(number)
    word = voucher.sign(rules.key_statement(number, key.public, size), context=rules.KEY_WORD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_rotate(%s, %s, %s, %s, %s)", [number, chance.now(), key.public, size, word])
    return key


def rotate_key() -> int:
    """Sign heads with a new key from now on: a last head by the old key, which then vouches for the new one."""
    sign_head()
    with viewing(tree.keeping_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT journal_turn()")
        if not cursor.fetchone()[0]:
            raise JournalBehindError(gettext_noop("the journal is being sequenced at this moment: try again"))
        size = tree.tree_size()
        former, number = present_key(size)
        new_key(number + 1, size=size, voucher=former)
        return number + 1
