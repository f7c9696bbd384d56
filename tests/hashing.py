"""Passwords of the tests: kept as a node keeps them, by fewer rounds; those of a node take a third of a second each."""

from django.conf import global_settings, settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from kerege.config import settings as own


class FewRounds(PBKDF2PasswordHasher):
    """The node's own way of keeping a password, so that what is counted and compared is the same."""

    iterations = 1000


def stretch_less() -> None:
    """Let this process keep passwords by few rounds."""
    settings.PASSWORD_HASHERS = [f"{__name__}.{FewRounds.__name__}"]


def of_a_node() -> list[str]:
    """How a node keeps passwords, for the test that looks at it."""
    return list(getattr(own, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS))
