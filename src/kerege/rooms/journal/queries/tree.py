"""The tree over the journal's leaves, its signed heads and the proofs from them; hashes only, for any viewer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance, seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel import heads as notes
from kerege.kernel import merkle
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.kernel.law.viewer import NOBODY
from kerege.kernel.sealing import key_name
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Cosignature, Head, Key, Leaf, Node


class NoSuchLeafError(LookupError):
    """No leaf or head of this kind may be shown to the viewer."""


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Who cosigned a head, and when he looked."""

    name: str
    key: str
    party: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class HeadEntry:
    """A signed head with those who cosigned it."""

    size: int
    at: datetime
    root: bytes
    note: str
    cosigners: tuple[Cosigner, ...] = ()


@dataclass(frozen=True, slots=True)
class SignerEntry:
    """A key that signs heads from a size on, with the former key's word for it."""

    number: int
    public: bytes
    since: int
    endorsement: bytes


def keeping_viewer() -> Viewer:
    """The node itself at work on its journal (system act `keep-journal`)."""
    return Viewer(
        officer=NOBODY, hat=NOBODY, desk=NOBODY, agency=NOBODY, party=NOBODY, party_class=PartyClass.CENTRE,
        role=Role.ADMINISTRATOR, day=chance.today(), system="keep-journal", officer_number="node",
    )  # fmt: skip


def origin() -> str:
    """The name of this node's journal in signed heads: never that of another node."""
    return f"{rules.ORIGIN}/{key_name(seal.node_key().public)}"


def kept_nodes() -> Callable[[int, int], bytes]:
    """The kept hashes, one row a look; what was looked at is remembered. Raises NoSuchLeafError for a missing one."""
    known: dict[tuple[int, int], bytes] = {}

    def node(level: int, place: int) -> bytes:
        if (level, place) not in known:
            found = Node.objects.filter(level=level, place=place).values_list("hash", flat=True).first()
            if found is None:
                raise NoSuchLeafError(gettext_noop("the journal lacks a kept hash: run `kerege journal verify`"))
            known[level, place] = bytes(found)
        return known[level, place]

    return node


def tree_size() -> int:
    """How many leaves have a position."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(place) + 1, 0) FROM journal_node WHERE level = 0")
        return int(cursor.fetchone()[0])


def signers() -> list[SignerEntry]:
    """The keys that sign heads, the first one first."""
    return [
        SignerEntry(key.number, bytes(key.public), key.since, bytes(key.endorsement))
        for key in Key.objects.order_by("number")
    ]


def heads(*, viewer: Viewer, most: int = 100) -> list[HeadEntry]:
    """The newest signed heads and who cosigned each."""
    require_viewer(viewer)
    found = list(Head.objects.order_by("-size")[:most])
    cosigners: dict[int, list[Cosigner]] = {}
    for each in Cosignature.objects.filter(size__in=[head.size for head in found]).order_by("at", "id"):
        told = Cosigner(each.name, key_name(bytes(each.public)), each.by_party, each.at)
        cosigners.setdefault(each.size, []).append(told)
    return [
        HeadEntry(each.size, each.at, bytes(each.root), each.note, tuple(cosigners.get(each.size, ())))
        for each in found
    ]


def newest_head(*, viewer: Viewer) -> HeadEntry:
    """The newest signed head. Raises NoSuchLeafError while there is none."""
    found = heads(viewer=viewer, most=1)
    if not found:
        raise NoSuchLeafError(gettext_noop("the journal has no signed head yet: one is signed each minute"))
    return found[0]


def head_note(*, viewer: Viewer, size: int) -> str:
    """The note of the head of a size with the lines of its witnesses. Raises NoSuchLeafError."""
    require_viewer(viewer)
    head = Head.objects.filter(size=size).first()
    if head is None:
        raise NoSuchLeafError(gettext_noop("the journal has no signed head of that size"))
    lines = Cosignature.objects.filter(size=size).order_by("at", "id").values_list("line", flat=True)
    return head.note + "".join(lines)


def inclusion(*, viewer: Viewer, leaf: UUID) -> dict[str, object]:
    """Proof that a leaf the viewer may read stands under the newest signed head. Raises NoSuchLeafError."""
    require_viewer(viewer)
    found = Leaf.objects.filter(id=leaf).first()
    head = newest_head(viewer=viewer)
    if found is None or found.position is None or found.position >= head.size:
        raise NoSuchLeafError(gettext_noop("no such leaf that may be shown to you stands under a signed head yet"))
    path = merkle.inclusion_proof(found.position, head.size, kept_nodes())
    return {
        "kind": "inclusion",
        "position": found.position,
        "entry": rules.tree_entry(found.own, bytes(found.told)).decode(),
        "own": found.own.decode(),
        "path": [each.hex() for each in path],
        "head": head_note(viewer=viewer, size=head.size),
        "keys": keys_out(),
    }


def consistency(*, viewer: Viewer, former: int, size: int) -> dict[str, object]:
    """Proof that the journal of `size` leaves begins with that of `former` ones, both under a signed head.

    How many leaves there are beyond the newest head is told to nobody: he would see each act as it is done. Raises
    NoSuchLeafError.
    """
    require_viewer(viewer)
    signed = Head.objects.order_by("-size").values_list("size", flat=True).first() or 0
    if not 0 < former <= size <= signed:
        raise NoSuchLeafError(gettext_noop("the journal has no beginning of that size"))
    nodes = kept_nodes()
    return {
        "kind": "consistency",
        "former": former,
        "size": size,
        "former_root": merkle.root_of(former, nodes).hex(),
        "root": merkle.root_of(size, nodes).hex(),
        "path": [each.hex() for each in merkle.consistency_proof(former, size, nodes)],
    }


def keys_out() -> list[dict[str, object]]:
    """The chain of keys as documents hold it; the first is vouched for by the node's own key."""
    return [
        {"number": k.number, "public": k.public.hex(), "since": k.since, "endorsement": k.endorsement.hex()}
        for k in signers()
    ]


def is_signed(head: notes.Head, lines: list[notes.Signed], keys: list[SignerEntry]) -> bool:
    """Whether the head bears the journal's signature by the key in force at its size."""
    within = [
        key
        for at, key in enumerate(keys)
        if key.since <= head.size and (at + 1 == len(keys) or head.size <= keys[at + 1].since)
    ]
    return any(notes.signed_by(head, line, key.public) for line in lines for key in within)
