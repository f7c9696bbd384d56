"""Who may not do without a second factor."""

from uuid import UUID

from kerege.rooms.directory.queries import hats_of


def must_have_one(account: UUID) -> bool:
    """Whether a hat of the account is worn only with a second factor."""
    return any(hat.needs_second_factor for hat in hats_of(account))
