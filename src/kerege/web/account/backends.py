"""Who may sign in by password."""

from allauth.account import auth_backends
from django.contrib.auth.base_user import AbstractBaseUser


class AuthenticationBackend(auth_backends.AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """A closed account answers like a wrong password, even to who knows the right one."""

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> None:
        """Keep no closed account aside: allauth would lead it to a page of its own, and not count the attempt."""
