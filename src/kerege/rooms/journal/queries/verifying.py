"""Checking the whole journal from the database against its tree, its keys, its heads and heads that others kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from kerege.foundation import filling, seal
from kerege.foundation.viewing import viewing
from kerege.kernel import heads as notes
from kerege.kernel import merkle
from kerege.kernel.sealing import verify
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Head, Leaf, Mention, Node
from kerege.rooms.journal.queries import tree

PAGE = 2000
MOST_FAULTS = 50
OF_THE_TREE = frozenset({"node", "head", "given", "key"})
"""Faults that mostly follow from a leaf's; they are said after it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what (a word), at which position or size, and of which leaf."""

    what: str
    position: int
    leaf: UUID | None = None


@dataclass(slots=True)
class Verdict:
    """What was looked at, and what is wrong, in order of position."""

    leaves: int = 0
    waiting: int = 0
    heads: int = 0
    given: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def add(self, what: str, position: int, leaf: UUID | None = None) -> None:
        """Note what is wrong, up to a number that a person reads."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(what, position, leaf))


def verify_journal(
    given: Sequence[str] = (), *, progress: Callable[[int], None] = lambda count: None, page: int = PAGE
) -> Verdict:
    """Read every leaf and compute the tree anew; compare with kept hashes, signed heads, and the notes `given`.

    For the node's operator: it reads all leaves and gives out positions and ids of leaves alone; of a node that is
    being filled from a backup too.
    """
    verdict = Verdict()
    with filling.verifying(), viewing(tree.keeping_viewer(), still=True):  # the sequencer goes on meanwhile
        nodes: dict[tuple[int, int], bytes] = {}
        for leaf, told in all_leaves(page):
            check_leaf(verdict, leaf, told)
            for level, place, held in merkle.grown(
                verdict.leaves, [leaf.hashed], lambda level, place: nodes[level, place]
            ):
                nodes[level, place] = held
            verdict.leaves += 1
            if not verdict.leaves % page:
                progress(verdict.leaves)
        check_nodes(verdict, nodes)
        check_waiting(verdict)
        check_keys(verdict)
        check_heads(verdict, nodes, given)
    verdict.faults.sort(key=lambda fault: (fault.what in OF_THE_TREE, fault.position))
    return verdict


def all_leaves(page: int) -> Iterator[tuple[Leaf, list[bytes]]]:
    """Every leaf with a position, in order, with the hashes of what it told."""
    first = -1
    while True:
        read = [*Leaf.objects.raw("SELECT * FROM journal_sequence(%s, %s)", [first + 1, page])]
        told: dict[UUID, list[bytes]] = {}
        for each in Mention.objects.raw("SELECT * FROM journal_told(%s)", [[leaf.id for leaf in read]]):
            told.setdefault(each.leaf, []).append(each.hashed)
        for leaf in read:
            yield leaf, told.get(leaf.id, [])
        if len(read) < page:
            return
        first = read[-1].position or 0


def check_leaf(verdict: Verdict, leaf: Leaf, told: list[bytes]) -> None:
    """One leaf: its place in the row, its signature, its salt, what it told."""
    if leaf.position != verdict.leaves:
        verdict.add("missing", verdict.leaves)
    signed = rules.leaf_bytes(leaf.content)
    if not verify(seal.node_key().public, bytes(leaf.signature), signed, context="leaf"):
        verdict.add("signature", verdict.leaves, leaf.id)
    if leaf.form != 1 and rules.told_root(leaf.id, told) != bytes(leaf.told):
        verdict.add("told", verdict.leaves, leaf.id)
    if leaf.form != 1 and leaf.salt and rules.salt_mark(bytes(leaf.salt)) != bytes(leaf.salt_mark):
        verdict.add("salt", verdict.leaves, leaf.id)


def check_nodes(verdict: Verdict, nodes: dict[tuple[int, int], bytes]) -> None:
    """Every kept leaf hash is the one computed, every node that of its two kept halves; none lacks."""
    count, below, present = 0, dict[int, bytes](), dict[int, bytes]()
    at = 0
    for level, place, kept in Node.objects.order_by("level", "place").values_list("level", "place", "hash").iterator():
        if level != at:
            at, below, present = level, present, {}
        count, present[place] = count + 1, bytes(kept)
        if level == 0 and place >= verdict.leaves:
            verdict.add("missing", place)
        elif level == 0 and nodes[level, place] != bytes(kept):
            verdict.add("hash", place)
        elif level and bytes(kept) != halves(below, place):
            verdict.add("node", place << level)
    if count < len(nodes):
        verdict.add("node", verdict.leaves)


def halves(below: dict[int, bytes], place: int) -> bytes | None:
    """The hash of the two kept halves of a node; None when one lacks."""
    left, right = below.get(2 * place), below.get(2 * place + 1)
    return merkle.node_hash(left, right) if left and right else None


def check_waiting(verdict: Verdict) -> None:
    """Leaves without a position bear the node's signature too and tell what they committed to; no mention is astray."""
    waiting = [*Leaf.objects.raw("SELECT * FROM journal_waiting(%s)", [2**31 - 1])]
    verdict.waiting = len(waiting)
    told: dict[UUID, list[bytes]] = {}
    for each in Mention.objects.raw("SELECT * FROM journal_told(%s)", [[leaf.id for leaf in waiting]]):
        told.setdefault(each.leaf, []).append(each.hashed)
    for leaf in waiting:
        if leaf.form != 1 and rules.told_root(leaf.id, told.get(leaf.id, [])) != bytes(leaf.told):
            verdict.add("told", verdict.leaves, leaf.id)
        if not verify(seal.node_key().public, bytes(leaf.signature), rules.leaf_bytes(leaf.content), context="leaf"):
            verdict.add("inserted", verdict.leaves, leaf.id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_astray()")
        if cursor.fetchone()[0]:
            verdict.add("astray", verdict.leaves)


def check_keys(verdict: Verdict) -> None:
    """The first key is vouched for by the node's own, each later one by the one before it."""
    voucher = seal.node_key().public
    for at, key in enumerate(tree.signers(), start=1):
        statement = rules.key_statement(key.number, key.public, key.since)
        if key.number != at or not verify(voucher, key.endorsement, statement, context=rules.KEY_WORD):
            verdict.add("key", key.since)
        voucher = key.public


def check_heads(verdict: Verdict, nodes: dict[tuple[int, int], bytes], given: Sequence[str]) -> None:
    """Every head that is kept, and every one that was given, is signed and says the root computed."""
    keys = tree.signers()
    for kept in Head.objects.order_by("size"):
        verdict.heads += 1
        read = read_or_none(kept.note)
        same = read is not None and (read[0].size, read[0].root) == (kept.size, bytes(kept.root))
        if read is None or not same or not is_right(read, verdict.leaves, nodes, keys):
            verdict.add("head", kept.size)
    for note in given:
        verdict.given += 1
        read = read_or_none(note)
        if read is None:
            verdict.add("given", 0)
        elif not is_right(read, verdict.leaves, nodes, keys):
            verdict.add("given", read[0].size)


def read_or_none(note: str) -> tuple[notes.Head, list[notes.Signed]] | None:
    """A head, or None for what is none."""
    try:
        return notes.read_head(note)
    except notes.HeadError:
        return None


def is_right(
    read: tuple[notes.Head, list[notes.Signed]],
    leaves: int,
    nodes: dict[tuple[int, int], bytes],
    keys: list[tree.SignerEntry],
) -> bool:
    """Whether a head is this journal's, signed, not ahead of it, and over the leaves as they are."""
    head, lines = read
    if head.origin != tree.origin() or head.size > leaves or not tree.is_signed(head, lines, keys):
        return False
    try:
        return merkle.root_of(head.size, lambda level, place: nodes[level, place]) == head.root
    except KeyError:
        return False
