"""A Merkle tree that only grows (RFC 9162, section 2): hashes, proofs, and their checks; pure, over any kept nodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

__all__ = [
    "EMPTY_ROOT",
    "Nodes",
    "consistency_proof",
    "grown",
    "includes",
    "inclusion_proof",
    "is_consistent",
    "leaf_hash",
    "node_hash",
    "root_of",
    "tree_root",
]

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162, 2.1.1)."""

Nodes = Callable[[int, int], bytes]
"""Gives the kept hash of a full subtree: its level (0 are leaves) and its index on that level."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry, 32 bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and both halves, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """The root over the hashes of all leaves, written as the definition reads; slow, what the rest is measured by."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_root(hashes[:split]), tree_root(hashes[split:]))


def grown(size: int, added: Sequence[bytes], nodes: Nodes) -> list[tuple[int, int, bytes]]:
    """The full subtrees that appear when these leaves are added to a tree of `size`: level, index, hash.

    `nodes` gives those that stood before. What is kept is never changed: a full subtree stays as it is for ever.
    """
    made: dict[tuple[int, int], bytes] = {}
    for at, hashed in enumerate(added, start=size):
        level, index, held = 0, at, hashed
        made[level, index] = held
        while index & 1:
            left = made.get((level, index - 1)) or nodes(level, index - 1)
            level, index, held = level + 1, index >> 1, node_hash(left, held)
            made[level, index] = held
    return [(level, index, held) for (level, index), held in made.items()]


def root_of(size: int, nodes: Nodes) -> bytes:
    """The root of the first `size` leaves, from the kept full subtrees."""
    return _subtree(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(position: int, size: int, nodes: Nodes) -> list[bytes]:
    """The audit path of the leaf at a position in the tree of `size` (RFC 9162, 2.1.3.1). Raises ValueError outside."""
    if not 0 <= position < size:
        raise ValueError(f"a tree of {size} leaves holds no leaf {position}")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        split = first + _half(last - first)
        if position < split:
            path.append(_subtree(split, last, nodes))
            last = split
        else:
            path.append(_subtree(first, split, nodes))
            first = split
    return path[::-1]


def includes(hashed: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the leaf stands at this position under this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    index, last, held = position, size - 1, hashed
    for step in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            held = node_hash(step, held)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            held = node_hash(held, step)
        index, last = index >> 1, last >> 1
    return last == 0 and held == root


def consistency_proof(former: int, size: int, nodes: Nodes) -> list[bytes]:
    """Proof that the tree of `size` begins with the tree of `former` leaves (RFC 9162, 2.1.4.1).

    Empty when either is empty or both are equal. Raises ValueError when `former` is larger.
    """
    if not 0 <= former <= size:
        raise ValueError(f"a tree of {size} leaves has no beginning of {former}")
    if former in (0, size):
        return []
    return _consistency(former, 0, size, nodes, whole=True)


def is_consistent(former: int, size: int, former_root: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that nothing of the former tree was changed (RFC 9162, 2.1.4.2)."""
    if former == size:
        return not path and former_root == root
    if former == 0:
        return not path and former_root == EMPTY_ROOT
    if not 0 < former < size or not path:
        return False
    steps = list(path)
    if former & (former - 1) == 0:
        steps.insert(0, former_root)
    index, last = former - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and before == former_root and after == root


def _consistency(former: int, first: int, last: int, nodes: Nodes, *, whole: bool) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 9162 over the leaves from `first` to `last`."""
    if former == last - first:
        return [] if whole else [_subtree(first, last, nodes)]
    split = _half(last - first)
    if former <= split:
        return [*_consistency(former, first, first + split, nodes, whole=whole), _subtree(first + split, last, nodes)]
    rest = _consistency(former - split, first + split, last, nodes, whole=False)
    return [*rest, _subtree(first, first + split, nodes)]


def _half(count: int) -> int:
    """The largest power of two below a count of two or more."""
    return 1 << (count - 1).bit_length() - 1


def _subtree(first: int, last: int, nodes: Nodes) -> bytes:
    """The hash over the leaves from `first` to `last`: kept when it is a full subtree, else of its two halves."""
    count = last - first
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return nodes(level, first >> level)
    split = first + _half(count)
    return node_hash(_subtree(first, split, nodes), _subtree(split, last, nodes))
