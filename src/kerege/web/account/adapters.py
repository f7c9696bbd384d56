"""How allauth behaves here: nobody signs up, errors tell nothing about accounts, second factors are kept encrypted."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.foundation import chance, node
from kerege.foundation.security_log import Event, mark_of, note
from kerege.rooms.directory import actions as directory
from kerege.web.account.second_factor import must_have_one
from kerege.web.shell.noting import address_of

CONFIRMED_BY = {
    "reauthenticate": _("Use the password instead"),
    "mfa_reauthenticate": _("Use a code of your second factor instead"),
    "mfa_reauthenticate:webauthn": _("Use a security key instead"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator; sign-in errors are all the same sentence."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right. Check both and try again."),
        "account_inactive": _("The user name or the password is not right. Check both and try again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is not right."),
    }

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The owner's own password: from now on the account asks for no other."""
        super().set_password(user, password)
        directory.password_chosen(account=user.pk)

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """Refuse as one's own the password that somebody else has made."""
        if user is not None and directory.must_change_password(user.pk) and user.check_password(password):
            raise ValidationError(_("This is the password that was given to you: choose another."))
        return str(super().clean_password(password, user=user))

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Count the attempt together with those at the terminal, before anything is looked up."""
        try:
            super().pre_authenticate(request, **credentials)
            directory.note_attempt(credentials.get("username", ""), in_all=False)
        except (directory.TooManyAttemptsError, ValidationError):
            note(Event.TOO_MANY, name=mark_of(credentials.get("username", "")), address=address_of(request))
            raise self.validation_error("too_many_login_attempts") from None

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        """Who is signed in and gives his password again has made no attempt."""
        user = cast(AbstractBaseUser | None, super().authenticate(request, **credentials))
        if user is not None and request.user.is_authenticated:
            directory.forget_attempts(credentials.get("username", ""))
        return user

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: object) -> HttpResponse:
        """After password and second factor the name's count starts anew."""
        directory.forget_attempts(user.get_username())
        return cast(HttpResponse, super().post_login(request, user, **kwargs))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Who gave his password within the last minutes is not asked for it again."""
        given = get_authentication_records(context.request, context.request.user)
        lately = timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT)
        return not given or not chance.is_within(datetime.fromtimestamp(given[-1]["at"], tz=UTC), lately)

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """The ways to confirm that it is you, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": CONFIRMED_BY[way["id"]]} for way in ways]

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages say what happened where it happened."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second factors are encrypted with a key of the node; some roles may not do without one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "The code or the key is not right, or it has been used. Wait for the next one and try again."
        ),
        "cannot_delete_authenticator": _("Your role needs a second factor, so it cannot be taken off."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the node's key."""
        return self.cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the node's key."""
        return self.cipher().decrypt(encrypted_text.encode()).decode()

    def cipher(self) -> Fernet:
        """The node's cipher for second factors."""
        return Fernet(urlsafe_b64encode(node.secret("second-factor", 32)))

    def get_totp_issuer(self) -> str:
        """The name an authenticator shows."""
        return "Kerege"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a security key signs: this host, under the product's name."""
        asking: dict[str, str] = super().get_public_key_credential_rp_entity()
        return asking | {"name": "Kerege"}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """A name for one more security key, until its owner gives it another."""
        return gettext("Key %(number)s") % {"number": directory.second_factors(user.pk) + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An officer whose role needs a second factor keeps one: the last is not taken off."""
        account = cast(UUID, authenticator.user_id)
        return directory.second_factors(account) > 1 or not must_have_one(account)
