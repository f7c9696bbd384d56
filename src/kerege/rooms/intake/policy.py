"""This room's rows of the policy table, and the label of what it keeps: the importing agency alone."""

from django.utils.translation import gettext_noop

from kerege.kernel.law import Part, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access

TABLES = ("import", "quarantined_row", "row_version", "column_mapping")


def register() -> None:
    """Register the four tables."""
    access.register_policy(
        *(
            access.owned_policy("intake", f"intake_{name}", gettext_noop("import (the owner's agency alone)"))
            for name in TABLES
        )
    )


def own_label(actor: Viewer) -> int:
    """The label of imports and quarantined rows: cells may hold names, so they are guarded like a nominal part."""
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))
