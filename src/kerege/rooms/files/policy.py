"""This room's row of the policy table."""

from kerege.rooms.access import queries as access


def register() -> None:
    """Register the table of attachments."""
    access.register_policy(access.owned_policy("files", "files_attachment", "part that it is attached to"))
