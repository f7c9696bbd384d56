"""This room's rows of the policy table, and who may do what with requests at all."""

from django.utils.translation import gettext_noop

from kerege.foundation.keys import READ
from kerege.kernel.law import Guard, Role, Viewer
from kerege.rooms.access import queries as access

ACTING = frozenset({Role.DESK, Role.RELEASING, Role.ANALYST, Role.CHEMIST, Role.LIAISON, Role.DUTY, Role.COORDINATOR})
"""Roles that ask and answer for their desk."""
APPROVING = frozenset({Role.RELEASING, Role.COORDINATOR})


def register() -> None:
    """Register the tables of the room."""
    holder = gettext_noop("the holder's agency alone")
    anybody = gettext_noop("any viewer")
    functions = gettext_noop("request_draft and request_step alone, for the side whose turn it is")
    access.register_policy(
        access.PolicyRow("requests", "requests_copy", Guard.OWNED, holder, READ, functions, "false"),
        access.PolicyRow("requests", "requests_line", Guard.OWNED, holder, READ, functions, "false"),
        access.PolicyRow(
            "requests",
            "requests_gate",
            Guard.DIRECTORY,
            anybody,
            "someone_views()",
            gettext_noop("the party's coordinator; nobody changes or removes"),
            "coordinates(party)",
        ),
        access.PolicyRow(
            "requests",
            "requests_adopted",
            Guard.DIRECTORY,
            anybody,
            "someone_views()",
            gettext_noop("the centre's administrator enters, a member's coordinator confirms; nobody changes it"),
            "CASE WHEN confirms IS NULL THEN keeps_registry() ELSE request_confirms(confirms, profile, decision) END",
        ),
        access.PolicyRow(
            "requests",
            "requests_tick",
            Guard.FRAMEWORK,
            gettext_noop("the node winding clocks; ids only"),
            "winds_requests()",
            gettext_noop("the steps of a request alone"),
            "false",
        ),
    )


def may_act(viewer: Viewer) -> bool:
    """Whether the role asks and answers."""
    return viewer.role in ACTING and viewer.standing.active


def may_approve(viewer: Viewer) -> bool:
    """Whether the role is a second approver of answers."""
    return viewer.role in APPROVING and viewer.standing.active
