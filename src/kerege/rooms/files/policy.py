"""This room's row of the policy table."""

from django.utils.translation import gettext_noop

from kerege.rooms.access import queries as access


def register() -> None:
    """Register the table of attachments."""
    access.register_policy(
        access.owned_policy("files", "files_attachment", gettext_noop("part that it is attached to"))
    )
