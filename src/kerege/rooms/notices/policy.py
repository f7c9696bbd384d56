"""This room's rows of the policy table."""

from django.utils.translation import gettext_noop

from kerege.foundation.keys import READ
from kerege.kernel.law import Guard
from kerege.rooms.access import queries as access

WORK = "system = 'notices'"
OWN = "account = own_account()"


def register() -> None:
    """Register the tables of the room."""
    ids = gettext_noop("the node's own work: ids only")
    own = gettext_noop("the account itself, and the node when it sends")
    access.register_policy(
        access.PolicyRow(
            "notices",
            "notices_notice",
            Guard.OWNED,
            gettext_noop("the desk's agency alone"),
            READ,
            gettext_noop("the node itself and functions of the law; the agency marks as read"),
            "false",
        ),
        access.owned_policy("notices", "notices_hook", gettext_noop("address of a desk's system (its agency alone)")),
        *(
            access.PolicyRow("notices", f"notices_{table}", Guard.FRAMEWORK, ids, WORK, ids, WORK)
            for table in ("telling", "delivery")
        ),
        access.PolicyRow("notices", "notices_wish", Guard.FRAMEWORK, own, f"{OWN} OR {WORK}", own, OWN),
    )
