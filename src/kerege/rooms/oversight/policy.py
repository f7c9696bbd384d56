"""This room's rows of the policy table."""

from django.utils.translation import gettext_noop

from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access

KEEPING = "agency = ANY(watching_agencies())"
KEEPERS = gettext_noop("data protection of the agency, alone")
HEARING = "hears_alert(agency, officer_number)"
HEARERS = gettext_noop(
    "data protection of the agency, where it has none that of the coordinating agency or coordinators; never the asker"
)


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.PolicyRow(
            "oversight", "oversight_watched", Guard.DERIVED, KEEPERS, KEEPING, KEEPERS, f"{KEEPING}, by himself"
        ),
        access.PolicyRow(
            "oversight",
            "oversight_alert",
            Guard.DERIVED,
            HEARERS,
            HEARING,
            gettext_noop("note_lookup with a check; who hears of it settles it"),
            HEARING,
        ),
    )
