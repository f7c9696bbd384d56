"""Listens to sign-in, sign-out and second factors, and writes what happens into the log of security events."""

from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import receiver
from django.http import HttpRequest

from kerege.foundation.security_log import Event, mark_of, note
from kerege.rooms.directory import actions as directory
from kerege.web.shell.noting import address_of, session_of


def tell(event: Event, request: HttpRequest | None, user: AbstractBaseUser | None = None, **about: str) -> None:
    """Write an event of an account."""
    who = {"account": str(user.pk)} if user is not None else {}
    where = {"address": address_of(request), "session": session_of(request)} if request is not None else {}
    note(event, **who, **where, **about)


@receiver(signals.user_logged_in)
def signed_in(request: HttpRequest | None, user: AbstractBaseUser, **more: object) -> None:
    """Password and second factor were right."""
    given = get_authentication_records(request, user) if request is not None else []
    tell(Event.SIGNED_IN, request, user, by="+".join(str(each.get("type") or each["method"]) for each in given))


@receiver(signals.user_login_failed)
def failed(credentials: dict[str, str], request: HttpRequest | None = None, **more: object) -> None:
    """Name or password were wrong: the name is not kept, people type their passwords there."""
    tell(Event.SIGN_IN_FAILED, request, name=mark_of(credentials.get("username") or ""), at_step="password")


@receiver(signals.user_logged_out)
def signed_out(request: HttpRequest | None, user: AbstractBaseUser | None, **more: object) -> None:
    """A session ended, by its owner or by the clock."""
    if user is not None:
        tell(Event.SIGNED_OUT, request, user)


@receiver(factors.authentication_failed)
def code_failed(request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **more: object) -> None:
    """A code or a key was wrong after the right password."""
    tell(Event.FACTOR_FAILED, request, user, factor=str(authenticator.type))


@receiver(factors.authenticator_used)
def confirmed(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, reauthenticated: bool, **more: object
) -> None:
    """Who is signed in has confirmed that it is he."""
    if reauthenticated:
        tell(Event.CONFIRMED, request, user, factor=str(authenticator.type))


@receiver(factors.authenticator_added)
@receiver(factors.authenticator_reset)
def added(request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **more: object) -> None:
    """A second factor was set up, or its printed codes were made anew: sessions opened without it end elsewhere."""
    record_authentication(request, user, method="mfa", type=authenticator.type)
    directory.end_sessions(account=user.pk, keep=request.session.session_key)
    tell(Event.FACTOR_ADDED, request, user, factor=str(authenticator.type))


@receiver(factors.authenticator_removed)
def removed(request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **more: object) -> None:
    """A second factor was taken off."""
    tell(Event.FACTOR_REMOVED, request, user, factor=str(authenticator.type))


@receiver(password_changed)
def changed(request: HttpRequest, user: AbstractBaseUser, **more: object) -> None:
    """The owner chose a new password."""
    tell(Event.PASSWORD_CHANGED, request, user)


def ended(request: HttpRequest, account: UUID, count: int) -> None:
    """Somebody ended sessions of his own."""
    note(Event.SESSIONS_ENDED, account=str(account), address=address_of(request), count=str(count))
