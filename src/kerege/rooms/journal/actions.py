"""Door for writing: one leaf for each door call, in the transaction of the act itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kerege.foundation import chance, seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Leaf, Mention
from kerege.rooms.journal.rules import LeafKind

__all__ = ["LeafKind", "Touched", "leaf_content", "new_leaf", "write_leaf"]

MENTION_LIMIT = 5000


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

    `mentions` tell owners that a record of theirs was touched. Returns the leaf's id. Nothing is served that is not
    logged: when the leaf cannot be written the transaction fails and with it the act.
    """
    viewer = require_viewer()
    touched = list(mentions)[:MENTION_LIMIT]
    leaf = new_leaf(viewer, kind, door, detail, rows or len(touched))
    leaf.save(force_insert=True)
    Mention.objects.bulk_create([new_mention(leaf, viewer, each) for each in touched])
    return leaf.id


def new_leaf(viewer: Viewer, kind: LeafKind, door: str, detail: Mapping[str, object], rows: int) -> Leaf:
    """A signed leaf, not yet written."""
    salt = chance.salt(16)
    leaf = Leaf(
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
        rows=rows,
    )
    leaf.signature = seal.node_key().sign(rules.leaf_bytes(leaf_content(leaf)), context="leaf")
    return leaf


def leaf_content(leaf: Leaf) -> dict[str, object]:
    """What the node signs of a leaf."""
    return {
        "id": str(leaf.id),
        "at": leaf.at.isoformat(),
        "kind": leaf.kind,
        "door": leaf.door,
        "officer": str(leaf.officer),
        "hat": str(leaf.hat),
        "desk": str(leaf.desk),
        "purpose": leaf.purpose,
        "case": bytes(leaf.case_commitment).hex(),
        "detail": bytes(leaf.commitment).hex(),
        "rows": leaf.rows,
    }


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
