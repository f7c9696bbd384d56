"""This room's rows of the policy table, and the label of what it keeps: the owner's agency alone."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard, Part, State
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.PolicyRow(
            "retention",
            "retention_rule",
            Guard.DIRECTORY,
            gettext_noop("any viewer"),
            "someone_views()",
            gettext_noop("the party's coordinator; nobody changes or removes"),
            "coordinates(party)",
        ),
        access.owned_policy("retention", "retention_review", gettext_noop("review (the owner's agency alone)")),
        access.owned_policy("retention", "retention_hold", gettext_noop("hold (the owner's agency alone)")),
        *(
            access.PolicyRow(
                "retention",
                f"retention_{name}",
                Guard.OWNED,
                who,
                READ,
                gettext_noop("retention_erase alone; a holder confirms"),
                f"{OWN} AND {READ}" if name == "purge" else "false",
            )
            for name, who in (
                ("tombstone", gettext_noop("the agency whose nominal part was erased, alone")),
                ("purge", gettext_noop("the agency that holds something of what was erased, alone")),
            )
        ),
        access.PolicyRow(
            "retention",
            "retention_sweep",
            Guard.FRAMEWORK,
            gettext_noop("the node's own work: ids only"),
            "true",
            gettext_noop("the node's own work: ids only"),
            "true",
        ),
    )


def own_label(desk: UUID) -> int:
    """The label of what concerns a desk's nominal parts: its agency alone."""
    entry = directory.desk(desk)
    owner = access.Owner(desk=desk, agency=entry.agency, party=entry.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))
