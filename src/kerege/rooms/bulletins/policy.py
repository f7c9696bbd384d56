"""This room's row of the policy table, and who may release an edition."""

from django.utils.translation import gettext_noop

from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access


def register() -> None:
    """Register the editions."""
    access.register_policy(access.owned_policy("bulletins", "bulletins_edition", gettext_noop("edition")))


def may_compose(viewer: Viewer) -> bool:
    """Whether the role makes products of what it may pass on."""
    return Act.ONWARD in ROLE_ACTS[viewer.role]
