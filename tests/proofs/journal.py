"""Proof that a journal cannot be bent: every bit of a thousand leaves, of what they told, of the tree."""

import random
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel import merkle
from kerege.rooms.journal import actions, rules
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.journal.models import Head, Leaf, Mention, Node
from kerege.rooms.journal.queries import tree, verifying
from tests import cast
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step

LEAVES = 1000
NAMES = ("aigerim", "farrukh", "hamid", "bolat")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WHOLE = 4_500_000
"""From so many cases on every bit is flipped; below, as many as asked for, chosen by the seed."""


def tamper(cases: int, seed: str) -> Iterator[Step]:
    """Flip bits of a journal of a thousand leaves, one at a time, and look whether its check finds it."""
    with fresh_database("tamper"):
        wrote(seed)
        with viewing(tree.keeping_viewer()):
            read = list(verifying.all_leaves(verifying.PAGE))
            told = {
                leaf.id: list(Mention.objects.raw("SELECT * FROM journal_told(%s)", [[leaf.id]])) for leaf, _ in read
            }
            nodes = {(n.level, n.place): bytes(n.hash) for n in Node.objects.all()}
            places = [*leaf_places(read, nodes), *mention_places(read, told), *node_places(nodes)]
            places += list(head_places(nodes, len(read)))
            dice = random.Random(seed)
            chosen = places if cases >= WHOLE else dice.choices(places, k=max(1, cases // 64))
            bits_each = None if cases >= WHOLE else 64
            for what, flips, found in chosen:
                bits = range(flips) if bits_each is None else sorted(dice.sample(range(flips), min(bits_each, flips)))
                missed = [bit for bit in bits if not found(bit)]
                failure = f"not noticed: bits {missed[:8]} of {what}" if missed else ""
                yield Step(len(bits), frozenset({what.partition(" of ")[0]}), failure, seed)


Place = tuple[str, int, Callable[[int], bool]]


def wrote(seed: str) -> None:
    """A thousand leaves, each telling one owner, under signed heads."""
    viewers = [cast.viewer(name) for name in NAMES]
    for number in range(LEAVES):
        viewer = viewers[number % len(viewers)]
        with viewing(viewer):
            other = viewers[(number + 1) % len(viewers)]
            told = [Touched(other.desk, other.agency, chance.new_id())]
            actions.write_leaf(LeafKind.CONSULT, "EXERCISE", {"seed": seed, "number": number}, mentions=told)
    while actions.sequence():
        pass
    actions.sign_head()


def flipped(value: Any, bit: int) -> Any:
    """A value with one bit of its stored form changed; None where no such value can be stored."""
    raw = bytearray(stored(value))
    raw[bit // 8] ^= 1 << (bit % 8)
    try:
        return restored(bytes(raw), value)
    except (UnicodeDecodeError, OverflowError, ValueError):
        return None


def stored(value: Any) -> bytes:
    """A value's bits as the database keeps them."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return struct.pack(">q", (value - EPOCH) // timedelta(microseconds=1))
    if isinstance(value, int):
        return struct.pack(">i", value) if abs(value) < 2**31 else struct.pack(">q", value)
    return value.encode() if isinstance(value, str) else bytes(value)


def restored(raw: bytes, like: Any) -> Any:
    """The value that these bits are."""
    if isinstance(like, UUID):
        return UUID(bytes=raw)
    if isinstance(like, datetime):
        return EPOCH + timedelta(microseconds=struct.unpack(">q", raw)[0])
    if isinstance(like, int):
        return struct.unpack(">i" if len(raw) == 4 else ">q", raw)[0]
    return raw.decode() if isinstance(like, str) else raw


def leaf_places(read: list[tuple[Leaf, list[bytes]]], nodes: dict[tuple[int, int], bytes]) -> Iterator[Place]:
    """Every column of every leaf."""
    for leaf, told in read:
        for field in Leaf._meta.fields:
            value = getattr(leaf, field.attname)
            if value is None or stored(value) == b"":
                continue

            def found(bit: int, leaf: Leaf = leaf, told: list[bytes] = told, name: str = field.attname) -> bool:
                return with_bit(leaf, name, bit, lambda: leaf_is_wrong(leaf, told, nodes))

            yield f"leaf.{field.attname} of {leaf.position}", 8 * len(stored(value)), found


def with_bit(row: Any, name: str, bit: int, wrong: Callable[[], bool]) -> bool:
    """Whether the check finds a row wrong while one bit of a column is changed."""
    true = getattr(row, name)
    bent = flipped(true, bit)
    if bent is None:
        return True
    setattr(row, name, bent)
    try:
        return wrong()
    finally:
        setattr(row, name, true)


def leaf_is_wrong(leaf: Leaf, told: list[bytes], nodes: dict[tuple[int, int], bytes]) -> bool:
    """What `verify_journal` asks of one leaf: the hash that the tree holds, then its own check."""
    held = nodes.get((0, leaf.position)) if leaf.position is not None else None
    if held is None or leaf.hashed != held:
        return True
    verdict = verifying.Verdict(leaves=leaf.position or 0)
    verifying.check_leaf(verdict, leaf, told)
    return not verdict.is_whole


def mention_places(read: list[tuple[Leaf, list[bytes]]], told: dict[UUID, list[Mention]]) -> Iterator[Place]:
    """Every column of every mention."""
    for leaf, _ in read:
        for mention in told[leaf.id]:
            for field in Mention._meta.fields:
                value = getattr(mention, field.attname)

                def found(bit: int, leaf: Leaf = leaf, mention: Mention = mention, name: str = field.attname) -> bool:
                    return with_bit(mention, name, bit, lambda: mention_is_wrong(leaf, told[leaf.id]))

                yield f"mention.{field.attname} of {leaf.position}", 8 * len(stored(value)), found


def mention_is_wrong(leaf: Leaf, mentions: list[Mention]) -> bool:
    """Whether what a leaf is said to have told is not what it commits to."""
    own = [each.hashed for each in mentions if each.leaf == leaf.id]
    return rules.told_root(leaf.id, own) != bytes(leaf.told)


def node_places(nodes: dict[tuple[int, int], bytes]) -> Iterator[Place]:
    """Every kept hash of the tree."""
    for (level, place), held in nodes.items():

        def found(bit: int, level: int = level, place: int = place, held: bytes = held) -> bool:
            bent = flipped(held, bit)
            if level == 0:
                return bent != held
            return bent != merkle.node_hash(nodes[level - 1, 2 * place], nodes[level - 1, 2 * place + 1])

        yield f"node.hash of {level}/{place}", 8 * len(held), found


def head_places(nodes: dict[tuple[int, int], bytes], leaves: int) -> Iterator[Place]:
    """Every signed head as it stands and as it would be kept elsewhere."""
    keys = tree.signers()
    for head in Head.objects.order_by("size"):
        note = head.note.encode()

        def found(bit: int, note: bytes = note) -> bool:
            bent = flipped(note.decode(), bit)
            if bent is None:
                return True
            read = verifying.read_or_none(bent)
            return read is None or not verifying.is_right(read, leaves, nodes, keys)

        yield f"head.note of {head.size}", 8 * len(note), found
