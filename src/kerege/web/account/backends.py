"""Who may sign in by password."""

from uuid import UUID

from allauth.account import auth_backends
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

from kerege.foundation import planned


class AuthenticationBackend(auth_backends.AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """A closed account answers like a wrong password, even to who knows the right one."""

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """Keep no closed account aside: allauth would lead it to a page of its own, and not count the attempt."""

    def get_user(self, user_id: UUID) -> AbstractBaseUser | None:
        """The account of somebody who is signed in, unless it was closed meanwhile; asked by every page."""
        found = planned.row(get_user_model(), {"id": user_id})
        return found if found is not None and self.user_can_authenticate(found) else None
