"""This room's rows of the policy table, and the label of what it keeps: the asking agency alone."""

from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard, Part, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access

BY_FUNCTION = {
    "decision": ("decision on a screening (the asking agency)", "decide_screening alone; nobody changes or removes"),
    "match": ("matched row (the asking agency alone)", "role search with the run's hits; nobody changes or removes"),
    "called": ("call to the asker (the asking agency)", "reveal_screening alone; nobody changes or removes"),
}


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.owned_policy("screening", "screening_run", "screening (the asking agency alone)"),
        access.owned_policy("screening", "screening_opt_out", "opting out (the owner's agency alone)"),
        access.PolicyRow(
            "screening",
            "screening_digest",
            Guard.OWNED,
            "the agency whose silent records were met, alone",
            READ,
            "tell_silent; the owner's agency answers it",
            f"{OWN} AND {READ}",
        ),
        *(
            access.PolicyRow("screening", f"screening_{name}", Guard.OWNED, who, READ, writes, "false")
            for name, (who, writes) in BY_FUNCTION.items()
        ),
        access.PolicyRow(
            "screening",
            "screening_task",
            Guard.FRAMEWORK,
            "the node's own work: ids only",
            "true",
            "the node's own work: ids only",
            "true",
        ),
    )


def own_label(actor: Viewer) -> int:
    """The label of runs: their terms may name persons, so they are guarded like a nominal part."""
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))
