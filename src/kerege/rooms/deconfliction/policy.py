"""This room's rows of the policy table."""

from django.utils.translation import gettext_noop

from kerege.foundation.keys import READ
from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access


def register() -> None:
    """Register the tables of the room."""
    access.register_policy(
        access.PolicyRow(
            "deconfliction",
            "deconfliction_event",
            Guard.OWNED,
            gettext_noop("the agency that plans the event, alone"),
            READ,
            gettext_noop("keep_event, withdraw_event and tend_deconfliction"),
            "false",
        ),
        access.PolicyRow(
            "deconfliction",
            "deconfliction_conflict",
            Guard.OWNED,
            gettext_noop("the side's own agency; nothing of the other event stands in it"),
            READ,
            gettext_noop("tell_crossings and step_crossing"),
            "false",
        ),
        access.PolicyRow(
            "deconfliction",
            "deconfliction_crossing",
            Guard.DERIVED,
            gettext_noop(
                "the centre's duty officers; of crossings inside one party its coordinator; never the content"
            ),
            "keeper = (SELECT crossings_kept())",
            gettext_noop("tell_crossings, step_crossing, withdraw_event and tend_deconfliction"),
            "false",
        ),
        *(
            access.PolicyRow(
                "deconfliction",
                f"deconfliction_{name}",
                Guard.DERIVED,
                gettext_noop("nobody; the functions of deconfliction read it"),
                "false",
                gettext_noop("nobody; kept with the events"),
                "false",
            )
            for name in ("cover", "step")
        ),
    )
