"""This room's rows of the policy table, and the label of what it keeps: the asking agency alone."""

from django.utils.translation import gettext_noop

from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard, Part, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access

BY_FUNCTION = {
    "decision": (
        gettext_noop("decision on a screening (the asking agency)"),
        gettext_noop("decide_screening alone; nobody changes or removes"),
    ),
    "match": (
        gettext_noop("matched row (the asking agency alone)"),
        gettext_noop("role search with the run's hits; nobody changes or removes"),
    ),
    "called": (
        gettext_noop("call to the asker (the asking agency)"),
        gettext_noop("reveal_screening alone; nobody changes or removes"),
    ),
}


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.owned_policy("screening", "screening_run", gettext_noop("screening (the asking agency alone)")),
        access.owned_policy("screening", "screening_opt_out", gettext_noop("opting out (the owner's agency alone)")),
        access.PolicyRow(
            "screening",
            "screening_digest",
            Guard.OWNED,
            gettext_noop("the agency whose silent records were met, alone"),
            READ,
            gettext_noop("tell_silent; the owner's agency answers it"),
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
            gettext_noop("the proposer; the node itself (system act screening): ids only"),
            "EXISTS (SELECT FROM screening_run r WHERE r.id = run AND r.officer = (SELECT (verified_viewer()).officer))"
            " OR (SELECT (verified_viewer()).system) = 'screening'",
            gettext_noop("the proposer under his hat; the node removes what is over"),
            "hat = (SELECT (verified_viewer()).hat) AND EXISTS ("
            "SELECT FROM screening_run r WHERE r.id = run AND r.officer = (SELECT (verified_viewer()).officer))",
        ),
    )


def own_label(actor: Viewer) -> int:
    """The label of runs: their terms may name persons, so they are guarded like a nominal part."""
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))
