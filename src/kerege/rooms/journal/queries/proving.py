"""What a proof needs of leaves that the viewer may not read: a hash of the officer's side, and the hashes told."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from kerege.foundation.viewing import viewing
from kerege.rooms.journal.models import Leaf, Mention
from kerege.rooms.journal.queries import tree


@dataclass(frozen=True, slots=True)
class Side:
    """A leaf as a proof holds it."""

    position: int
    own: bytes
    told: tuple[bytes, ...]


def sides_of(leaves: Sequence[UUID]) -> dict[UUID, Side]:
    """The leaves that have a position, read as the node's own work inside the viewer's transaction; hashes go out."""
    with viewing(tree.keeping_viewer()):
        wanted = list(dict.fromkeys(leaves))
        found = [*Leaf.objects.raw("SELECT * FROM journal_placed(%s)", [wanted])]
        told: dict[UUID, list[bytes]] = {}
        for each in Mention.objects.raw("SELECT * FROM journal_told(%s)", [[leaf.id for leaf in found]]):
            told.setdefault(each.leaf, []).append(each.hashed)
    return {
        leaf.id: Side(leaf.position or 0, sha256(leaf.own).digest(), tuple(told.get(leaf.id, ())))
        for leaf in found
        if leaf.form != 1
    }
