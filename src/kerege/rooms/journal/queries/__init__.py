"""Door for reading: whose records were touched by whom; the tree, its heads and proofs; checking all of it."""

from kerege.rooms.journal.queries.exporting import export
from kerege.rooms.journal.queries.readings import (
    OwnAct,
    Reading,
    Wanted,
    desks_that_read,
    own_acts,
    readings,
    times_done,
)
from kerege.rooms.journal.queries.receipts import receipt
from kerege.rooms.journal.queries.tree import (
    HeadEntry,
    NoSuchLeafError,
    SignerEntry,
    consistency,
    head_note,
    heads,
    inclusion,
    kept_nodes,
    newest_head,
    origin,
    signers,
    tree_size,
)
from kerege.rooms.journal.queries.verifying import Fault, Verdict, verify_journal

__all__ = [
    "Fault",
    "HeadEntry",
    "NoSuchLeafError",
    "OwnAct",
    "Reading",
    "SignerEntry",
    "Verdict",
    "Wanted",
    "consistency",
    "desks_that_read",
    "export",
    "head_note",
    "heads",
    "inclusion",
    "kept_nodes",
    "newest_head",
    "origin",
    "own_acts",
    "readings",
    "receipt",
    "signers",
    "times_done",
    "tree_size",
    "verify_journal",
]
