"""The mail address of an account."""

from uuid import UUID

from kerege.rooms.directory.models import Account


def set_mailbox(*, account: UUID, address: str) -> None:
    """Keep the mail address of an account; its officer has shown that he reads there, or wants none."""
    Account.objects.filter(id=account).update(email=address)
