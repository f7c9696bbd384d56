"""Named registries: rooms above hear of every saved version and every erasure, in order, in the same transaction."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from kerege.kernel.law import Viewer

on_version: list[Callable[[Viewer, UUID, Sequence[UUID]], None]] = []
"""Called with the actor, the owner desk and the ids of the reports whose head or labels changed.

Of a bulk batch these are the reports that carry a nominal part: a new facts part alone holds nothing that is searched.

Handlers only write rows or queue work; they read what they need through `records.queries`.
"""

on_erase: list[Callable[[Viewer, UUID, Sequence[UUID]], None]] = []
"""Called in the transaction in which an officer erased the nominal part of these reports of an owner.

What the rooms below hold is gone by then; the node's own clock erases without calling, so tables that hold something of
a nominal part are named in `retention/sql/words.sql` besides.
"""


review_rules: list[Callable[[UUID], Mapping[str, int]]] = []
"""Called with a party: after how many years its rules have persons of a category reviewed, where they say so."""


def years_of(party: UUID) -> dict[str, int]:
    """The party's own rules of review, by category."""
    return {category: years for rules in review_rules for category, years in rules(party).items()}


erased_rows: list[Callable[[Viewer, Sequence[bytes]], Mapping[bytes, UUID]]] = []
"""Called with identities of imported rows: which of them belong to reports that were erased, and to which."""


was_erased: list[Callable[[Viewer, UUID], bool]] = []
"""Called with a report of the actor's agency: whether its nominal part was erased. Such a one takes no persons."""


def tell_version(actor: Viewer, owner: UUID, reports: Sequence[UUID]) -> None:
    """Call every handler in the order in which they were registered."""
    for handler in on_version:
        handler(actor, owner, reports)
