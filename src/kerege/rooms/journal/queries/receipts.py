"""The owner's receipt: what he is told, each line with proof that it stands in the journal, signed by the node."""

from kerege.foundation import chance, seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel import merkle
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Viewer
from kerege.rooms.journal import rules
from kerege.rooms.journal.models import Mention
from kerege.rooms.journal.queries import proving, tree
from kerege.rooms.journal.queries.readings import Wanted

MOST_LINES = 2000


def receipt(*, viewer: Viewer, wanted: Wanted, limit: int = MOST_LINES, offset: int = 0) -> dict[str, object]:
    """The readings asked for as one document that `journal_check.py` checks.

    A line that no signed head covers yet, or that was written before there was a tree, stands without a proof. Nothing
    of the reader's own side is in it but a hash. `next` is the offset to go on with, where it was cut.
    """
    require_viewer(viewer)
    found = list(wanted.found()[offset : offset + limit + 1])
    head = next(iter(tree.heads(viewer=viewer, most=1)), None)
    sides = proving.sides_of([each.leaf for each in found[:limit]]) if head else {}
    nodes = tree.kept_nodes()
    lines = [line_of(each, sides.get(each.leaf), head.size if head else 0, nodes) for each in found[:limit]]
    document: dict[str, object] = {
        "kind": "receipt",
        "agency": str(viewer.agency),
        "made_at": chance.now().isoformat(),
        "lines": lines,
        "cut": len(found) > limit,
        "next": offset + limit if len(found) > limit else None,
        "head": tree.head_note(viewer=viewer, size=head.size) if head else "",
        "keys": tree.keys_out(),
    }
    signature = seal.node_key().sign(canonical_bytes(document), context="receipt")
    return document | {"signature": signature.hex()}


def line_of(told: Mention, side: proving.Side | None, size: int, nodes: merkle.Nodes) -> dict[str, object]:
    """One reading, with its proof where there is one."""
    line: dict[str, object] = {"told": told.content}
    if side is None or side.position >= size:
        return line
    place, path = rules.told_path(told.leaf, side.told, told.hashed)
    return line | {
        "proof": {
            "place": place,
            "told_path": [each.hex() for each in path],
            "own": side.own.hex(),
            "position": side.position,
            "path": [each.hex() for each in merkle.inclusion_proof(side.position, size, nodes)],
        }
    }
