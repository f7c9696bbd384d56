"""Door for writing: leaves of acts; the node's own work on the tree and its heads; witnesses' cosignatures."""

from kerege.rooms.journal.actions.leaves import (
    JournalUnwritableError,
    Touched,
    kept_leaves,
    new_leaf,
    new_mention,
    seal_leaf,
    write_leaf,
    writing,
)
from kerege.rooms.journal.actions.sequencing import (
    JournalBehindError,
    UnsealedLeafError,
    kept_head,
    rotate_key,
    sequence,
    sign_head,
)
from kerege.rooms.journal.actions.watching import look_again, watch_leaves
from kerege.rooms.journal.actions.witnessing import WitnessError, keep_cosignature, witness, witness_key
from kerege.rooms.journal.rules import LeafKind

__all__ = [
    "JournalBehindError",
    "JournalUnwritableError",
    "LeafKind",
    "Touched",
    "UnsealedLeafError",
    "WitnessError",
    "keep_cosignature",
    "kept_head",
    "kept_leaves",
    "look_again",
    "new_leaf",
    "new_mention",
    "rotate_key",
    "seal_leaf",
    "sequence",
    "sign_head",
    "watch_leaves",
    "witness",
    "witness_key",
    "write_leaf",
    "writing",
]
