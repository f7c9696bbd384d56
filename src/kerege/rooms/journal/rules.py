"""Pure form of a leaf: its kinds, canonical content, commitments, and what of it enters the tree."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.merkle import leaf_hash, node_hash


class LeafKind(StrEnum):
    """Six kinds of events after LED art. 25, and the check and the sign-in."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"
    CHECK = "check"
    SIGN_IN = "sign_in"
    ADMINISTER = "administer"


NOTHING_LEAVES = frozenset(
    {"access.refuse", "access.withdraw", "bulletins.withdraw", "operations.decline", "oversight.danger"}
)
"""Doors of disclosures that close something, or tell an owner of a danger to life: they wait for no fresh proof."""


def commitment(salt: bytes, detail: Mapping[str, object]) -> bytes:
    """A salted hash of what was asked or opened: proves it later without holding it."""
    return sha256(salt + canonical_bytes(detail)).digest()


def leaf_bytes(content: Mapping[str, object]) -> bytes:
    """The canonical bytes of a leaf, which the node signs."""
    return canonical_bytes(content)


FORM = 2
"""The form of a leaf that commits to whom it told."""
DEPTHS = (13, 20)
"""Levels of the tree of what is told: the same for one record and for eight thousand, so a proof tells no number."""
MOST_TOLD = 1 << DEPTHS[-1]
"""So many can be told of by one leaf."""
KEY_WORD, ORIGIN = "journal key", "kerege-journal"
HEAD_SECONDS = 60


def salt_mark(salt: bytes) -> bytes:
    """Holds a salt fast without showing it: a salt may be erased, never exchanged."""
    return sha256(b"salt" + salt).digest()


def tree_entry(own: bytes, told: bytes) -> bytes:
    """What the tree hashes of a leaf: a hash of the officer's own side, and the root of what owners are told.

    The two stand apart so that an owner proves what he was told without learning anything of the rest.
    """
    return canonical_bytes({"form": FORM, "own": sha256(own).hexdigest(), "told": told.hex()})


def key_statement(number: int, public: bytes, since: int) -> bytes:
    """What the former key signs of a new one (the first is signed by the node's own key)."""
    return canonical_bytes({"number": number, "public": public.hex(), "since": since})


def told_places(leaf: UUID, told: Sequence[bytes], depth: int) -> dict[int, bytes]:
    """Where each told hash stands: scattered by the leaf's secret id, so that a place tells no number."""
    places: dict[int, bytes] = {}
    for hashed in sorted(told):
        place = int.from_bytes(sha256(b"place" + leaf.bytes + hashed).digest()[:4], "big") % (1 << depth)
        while place in places:
            place = (place + 1) % (1 << depth)
        places[place] = hashed
    return places


def told_levels(leaf: UUID, told: Sequence[bytes]) -> list[dict[int, bytes]]:
    """The levels of the tree of what is told, from the leaves up; what is missing is filled in by `blank`."""
    depth = next(each for each in DEPTHS if len(told) <= 1 << each)
    levels = [told_places(leaf, told, depth)]
    for level in range(depth):
        below, above = levels[-1], {}
        for place in {each >> 1 for each in below}:
            left, right = (below.get(each) or blank(leaf, level, each) for each in (2 * place, 2 * place + 1))
            above[place] = node_hash(left, right)
        levels.append(above)
    return levels


def blank(leaf: UUID, level: int, place: int) -> bytes:
    """A filling that nobody without the leaf's id tells from a hash."""
    return sha256(b"\x02" + leaf.bytes + bytes([level]) + place.to_bytes(4, "big")).digest()


def told_root(leaf: UUID, told: Sequence[bytes]) -> bytes:
    """The root over the hashes of all that owners are told of a leaf."""
    levels = told_levels(leaf, told)
    return levels[-1].get(0) or blank(leaf, len(levels) - 1, 0)


def told_path(leaf: UUID, told: Sequence[bytes], one: bytes) -> tuple[int, list[bytes]]:
    """The place of one told hash and its path to the root. Raises ValueError when it is not among them."""
    levels = told_levels(leaf, told)
    place = next((at for at, hashed in levels[0].items() if hashed == one), None)
    if place is None:
        raise ValueError("this was not told by that leaf")
    steps = [(level, (place >> level) ^ 1) for level in range(len(levels) - 1)]
    return place, [levels[level].get(at) or blank(leaf, level, at) for level, at in steps]


def mention_hash(content: Mapping[str, object]) -> bytes:
    """The hash of what an owner is told."""
    return leaf_hash(canonical_bytes(content))
