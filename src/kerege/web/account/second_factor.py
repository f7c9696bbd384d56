"""Who may not do without a second factor."""

from uuid import UUID

from kerege.rooms.directory.queries import hats_of
from kerege.rooms.directory.rules import MFA_ROLES


def must_have_one(account: UUID) -> bool:
    """Whether a hat of the account is worn only with a second factor."""
    return any(hat.role in MFA_ROLES for hat in hats_of(account))
