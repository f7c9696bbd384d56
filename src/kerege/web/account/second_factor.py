"""Whether an account has a second factor, and who may not take his off."""

from uuid import UUID

from allauth.mfa.models import Authenticator

from kerege.rooms.directory.queries import hats_of
from kerege.rooms.directory.rules import MFA_ROLES


def has_second_factor(account: UUID) -> bool:
    """Whether the account has an authenticator besides printed codes."""
    kept = Authenticator.objects.filter(user_id=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(kept.exists())


def must_have_one(account: UUID) -> bool:
    """Whether a hat of the account is worn only with a second factor."""
    return any(hat.role in MFA_ROLES for hat in hats_of(account))
