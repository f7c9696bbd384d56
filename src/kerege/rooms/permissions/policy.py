"""This room's rows of the policy table."""

from django.utils.translation import gettext_noop

from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access

ASKER = "asker_desk = permission_seat() OR agencies of both sides && permission_agencies()"


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.PolicyRow(
            "permissions",
            "permissions_asking",
            Guard.DERIVED,
            gettext_noop(
                "the desk that asked; releasing officers, coordinators and data protection of its agency "
                "and of the owner's"
            ),
            ASKER,
            gettext_noop("permission_ask and permission_answer alone"),
            "false",
        ),
        access.PolicyRow(
            "permissions",
            "permissions_opening",
            Guard.DERIVED,
            gettext_noop(
                "the desk that asked; releasing officers, coordinators and data protection of its agency, "
                "of the owner's and of the agency that coordinates for the owner's party"
            ),
            ASKER,
            gettext_noop("opening_ask, opening_step and opening_read alone"),
            "false",
        ),
    )
