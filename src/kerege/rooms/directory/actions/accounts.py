"""Accounts, passwords, second factors and tokens."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from kerege.foundation import chance
from kerege.foundation.sessions import kept_as
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose, Viewer
from kerege.rooms.directory import queries
from kerege.rooms.directory.actions.noting import changed
from kerege.rooms.directory.models import AccessToken, Account, Officer
from kerege.rooms.directory.rules.tokens import MOST_DAYS, opened_reason, sealed_reason
from kerege.rooms.journal.actions import LeafKind, write_leaf


class BadTokenError(PermissionError):
    """The token is unknown, expired or revoked: sign in again."""


class NeedsGroundsError(PermissionError):
    """Nothing makes the purpose plausible: give a case or a reason."""


def make_account(*, username: str, password: str | None, language: str = "ru") -> UUID:
    """An account to sign in with; without a password it opens only by other means."""
    account = Account(username=username, language=language)
    account.set_password(password)
    account.save(force_insert=True)
    return account.id


class NoAccountError(ValueError):
    """The officer has no account."""


class NotConfirmedError(ValueError):
    """The account waits for the word of another officer than the one who made or renewed it."""


PROOF_LASTS = timedelta(hours=8)
"""A shift: so long after password and second factor a token lets something out."""
FIRST_PASSWORD = 12
"""Bytes of chance in a password that is made here."""


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """What a token opens: the viewer it acts as and the acts it was made for (empty: all of the role's)."""

    viewer: Viewer
    acts: frozenset[Act]
    token_id: UUID
    is_fresh: bool
    """Whether password and second factor were given for it so lately that it may let something out."""


def make_token(
    *,
    account: UUID,
    hat: UUID,
    name: str,
    acts: Iterable[Act] = (),
    purpose: Purpose = Purpose.OWN_WORK,
    reason: str = "",
    days: int = 30,
    until: datetime | None = None,
    proven: datetime | None = None,
) -> tuple[str, datetime]:
    """A key for the API or the terminal: shown once, kept as a hash; for one hat, named acts, until a day.

    It ends at `until` if that is sooner, and within a year. The caller has seen password and second factor: now, or
    when `proven` says.
    """
    queries.viewer_for(hat, account=account)
    text = f"krg_{chance.token(32)}"
    expires = chance.now() + timedelta(days=min(days, MOST_DAYS))
    expires = expires if until is None else min(expires, until)
    AccessToken(
        digest=sha256(text.encode()).digest(),
        account=account,
        hat=hat,
        name=name,
        acts=sorted(act.value for act in acts),
        purpose=purpose.value,
        reason=sealed_reason(reason, text),
        made_at=chance.now(),
        proven_at=proven or chance.now(),
        expires_at=expires,
    ).save(force_insert=True)
    return text, expires


def token_grant(
    text: str, *, purpose: Purpose | None = None, case: str = "", reason: str = "", desk: str | None = None
) -> TokenGrant:
    """The viewer a token acts as: the hat it was made for and no other; `desk` says which desk the caller means.

    Raises BadTokenError when it is unknown, expired, revoked or its hat has ended; NoSuchDeskError when the hat it was
    made for is not worn at that desk; NeedsGroundsError when the purpose has neither case nor reason.
    """
    row = AccessToken.objects.filter(digest=sha256(text.encode()).digest()).first()
    if row is None or row.revoked_at is not None or row.expires_at <= chance.now():
        raise BadTokenError(gettext_noop("the token is unknown, expired or revoked: sign in again"))
    try:
        viewer = queries.viewer_for(
            row.hat,
            purpose=purpose or Purpose(row.purpose),
            case=case,
            reason=reason or opened_reason(row.reason, text),
            account=row.account,
        )
    except queries.NoSuchHatError as problem:
        raise BadTokenError(str(problem)) from problem
    refuse_other_desk(viewer, desk)
    if not viewer.has_grounds:
        raise NeedsGroundsError(gettext_noop("this purpose needs a case number, or a reason in words"))
    return TokenGrant(viewer, frozenset(Act(word) for word in row.acts), row.id, is_fresh(row))


def is_fresh(row: AccessToken) -> bool:
    """Whether a token may let something out: proven lately, or of an account that has nothing to prove itself by.

    Such is the operator's of a local node: whoever holds his token holds the node's own files.
    """
    if row.proven_at is not None and chance.is_within(row.proven_at, PROOF_LASTS):
        return True
    account = Account.objects.get(id=row.account)
    return not account.has_usable_password() and not second_factor_needed(row.account)


def is_token(text: str) -> bool:
    """Whether a token of these words stands and is not over, whatever it opens."""
    mark = sha256(text.encode()).digest()
    return AccessToken.objects.filter(digest=mark, revoked_at__isnull=True, expires_at__gt=chance.now()).exists()


def refuse_other_desk(viewer: Viewer, desk: str | None) -> None:
    """A token opens no other hat of its account, whatever the caller asks for. Raises NoSuchDeskError."""
    if desk is not None and viewer.desk_code.casefold() != desk.casefold():
        raise queries.NoSuchDeskError(
            gettext("you are signed in at desk “%(own)s”; to act at desk “%(desk)s” sign in there")
            % {"own": viewer.desk_code, "desk": desk}
        )


def revoke_tokens(*, account: UUID, name: str | None = None) -> int:
    """Revoke an account's tokens (of one name); returns how many."""
    mine = AccessToken.objects.filter(Q(account=account) & Q(revoked_at__isnull=True))
    if name is not None:
        mine = mine.filter(name=name)
    return mine.update(revoked_at=chance.now())


def check_password(username: str, password: str) -> UUID | None:
    """The account's id if the password is right; a wrong name costs the same time as a wrong password."""
    account = Account.objects.filter(username=username, is_active=True).first()
    known = account or Account(username=username, password=make_password(None))
    right = known.check_password(password)
    return account.id if account is not None and right else None


FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def second_factors(account: UUID) -> int:
    """How many second factors the account has set up: an authenticator, security keys."""
    return int(Authenticator.objects.filter(user_id=account, type__in=FACTORS).count())


def second_factor_needed(account: UUID) -> bool:
    """Whether the account has a second factor set up."""
    return second_factors(account) > 0


def check_second_factor(account: UUID, code: str) -> bool:
    """Whether the code is the one the account's authenticator shows now, or an unused recovery code."""
    held = Authenticator.objects.filter(user_id=account, type__in=CODES)
    return bool(code) and any(row.wrap().validate_code(code) is True for row in held)


IMPOSSIBLE = "------"
"""A code that nobody has: compared where the password was wrong already, so that a right code is not used up."""


def sign_in(*, username: str, password: str, code: str) -> UUID | None:
    """The account, if password and second factor are right; the same work is done whatever is wrong.

    So neither the words nor the time of an answer say whether it was the name, the password or the code.
    """
    account = check_password(username, password)
    named = Account.objects.filter(username=username).values_list("id", flat=True).first()
    held = list(Authenticator.objects.select_related("user").filter(user_id=named or chance.new_id()))
    compared = [row for row in held if row.type in CODES] or stand_ins()
    fits = [row.wrap().validate_code((code or IMPOSSIBLE) if account else IMPOSSIBLE) for row in compared]
    needed = any(row.type in FACTORS for row in held)
    return account if not needed or any(fit is True for fit in fits) else None


def stand_ins() -> list[Authenticator]:
    """Second factors of nobody, compared where an account has none or a name has no account."""
    adapter = get_adapter()
    secret = adapter.encrypt("A" * 32)
    types = Authenticator.Type
    return [
        Authenticator(user_id=chance.new_id(), type=types.TOTP, data={"secret": secret}),
        Authenticator(user_id=chance.new_id(), type=types.RECOVERY_CODES, data={"seed": secret, "used_mask": 0}),
    ]


def make_token_for(
    grant: TokenGrant,
    *,
    name: str,
    acts: Collection[Act],
    purpose: Purpose,
    reason: str,
    days: int,
) -> tuple[str, datetime]:
    """A token under the grant's own hat; from a token made for named acts comes neither a wider nor a longer one.

    Raises BadTokenError.
    """
    viewer = grant.viewer
    refuse_wider(grant, acts)
    with viewing(viewer):
        officer = Officer.objects.get(id=viewer.officer)
        if officer.account is None:
            raise BadTokenError(gettext_noop("this officer has no account"))
        former = AccessToken.objects.get(id=grant.token_id)
        made = make_token(
            account=officer.account,
            hat=viewer.hat,
            name=name,
            acts=acts,
            purpose=purpose,
            reason=reason,
            days=days,
            until=former.expires_at if grant.acts else None,
            proven=former.proven_at or former.made_at,
        )
        logged(LeafKind.ADMINISTER, "directory.make_token", name, acts, made[1])
    return made


def token_at_terminal(*, account: UUID, hat: UUID, reason: str, days: int) -> tuple[str, datetime]:
    """A token for whoever has just signed in at a terminal; the journal says so, as of a visit to the pages."""
    with viewing(queries.viewer_for(hat, account=account)):
        made = make_token(account=account, hat=hat, name="terminal", reason=reason, days=days)
        logged(LeafKind.SIGN_IN, "directory.sign_in", "terminal", (), made[1])
    return made


def logged(kind: LeafKind, door: str, name: str, acts: Iterable[Act], until: datetime) -> None:
    """The leaf of a token: what it was made for, and until when."""
    write_leaf(kind, door, {"name": name, "acts": sorted(acts), "until": until.isoformat()})


def refuse_wider(grant: TokenGrant, acts: Collection[Act]) -> None:
    """A token made for named acts makes none for others. Raises BadTokenError."""
    if grant.acts and not (acts and grant.acts.issuperset(acts)):
        allowed = ", ".join(sorted(grant.acts))
        raise BadTokenError(gettext("this token may make tokens for its own acts alone: %(acts)s") % {"acts": allowed})


def revoke_token(text: str) -> None:
    """Revoke one token."""
    AccessToken.objects.filter(digest=sha256(text.encode()).digest()).update(revoked_at=chance.now())


def username_behind(text: str) -> str:
    """The user name of the account that a token was made for. Raises LookupError."""
    row = AccessToken.objects.get(digest=sha256(text.encode()).digest())
    return str(Account.objects.get(id=row.account).username)


def renewed_token(text: str) -> str:
    """A token in the place of this one, like it but proven now: the caller has seen password and second factor."""
    row = AccessToken.objects.get(digest=sha256(text.encode()).digest())
    fresh, _ = make_token(
        account=row.account,
        hat=row.hat,
        name=row.name,
        acts=[Act(word) for word in row.acts],
        purpose=Purpose(row.purpose),
        reason=opened_reason(row.reason, text),
        until=row.expires_at,
    )
    revoke_token(text)
    return fresh


def account_of(officer: UUID) -> UUID:
    """The account an officer signs in with. Raises NoAccountError."""
    row = Officer.objects.get(id=officer)
    if row.account is None:
        raise NoAccountError(gettext("this officer has no account to sign in with"))
    return row.account


def new_password(*, officer: UUID, by: UUID) -> str:
    """A new password, told once: the old one, every session under it and every token end.

    Until an officer other than `by` confirms it nobody signs in with it, and then it is changed first.
    """
    account = account_of(officer)
    password = chance.token(FIRST_PASSWORD)
    Account.objects.filter(id=account).update(password=make_password(password))
    await_second_person(account=account, by=by)
    end_sessions(account=account)
    revoke_tokens(account=account)
    changed("directory.new_password", {"officer": str(officer)})
    return password


def await_second_person(*, account: UUID, by: UUID) -> None:
    """Nobody signs in with the account before another officer than `by` has confirmed it."""
    Account.objects.filter(id=account).update(is_active=False, must_change=True, awaits_from=by)


def confirm_account(*, officer: UUID, by: UUID) -> None:
    """The second person's word: the officer signs in and chooses his own password. Raises NotConfirmedError."""
    row = Account.objects.select_for_update().get(id=account_of(officer))
    if row.awaits_from is None:
        raise NotConfirmedError(gettext("This account waits for nobody."))
    if by in {row.awaits_from, officer}:
        raise NotConfirmedError(gettext("Another officer must confirm it: neither its owner nor who made it."))
    Account.objects.filter(id=row.id).update(is_active=True, awaits_from=None)
    changed("directory.confirm_account", {"officer": str(officer)})


def must_change_password(account: UUID) -> bool:
    """Whether the account's password was made by somebody else and has not been changed since."""
    return Account.objects.filter(id=account, must_change=True).exists()


def choose_password(*, account: UUID, password: str) -> None:
    """The owner's own password, by the rules of passwords. Raises ValidationError."""
    row = Account.objects.get(id=account)
    validate_password(password, row)
    if row.check_password(password):
        raise ValidationError(gettext("This is the password that was given to you: choose another."))
    Account.objects.filter(id=account).update(password=make_password(password))
    password_chosen(account=account)


def password_chosen(*, account: UUID) -> None:
    """The owner has chosen his password: nothing more is asked, and tokens made under another one end."""
    Account.objects.filter(id=account).update(must_change=False)
    revoke_tokens(account=account)


def end_sessions(*, account: UUID, mark: str | None = None, keep: str | None = None) -> int:
    """End open sessions of an account: all, the one of a mark, or all but the one of a key; returns how many."""
    ended = [
        row.session_key
        for row, _ in queries.rows_of(account)
        if row.session_key != kept_as(keep or "") and mark in {None, queries.mark_of_row(row.session_key)}
    ]
    Session.objects.filter(session_key__in=ended).delete()
    return len(ended)


def sign_out_everywhere(*, officer: UUID) -> None:
    """End every session and token of an officer; his account stays open."""
    account = account_of(officer)
    end_sessions(account=account)
    revoke_tokens(account=account)
    changed("directory.sign_out_everywhere", {"officer": str(officer)})


def close_account(*, officer: UUID) -> None:
    """Nobody signs in with it any more; its sessions and tokens end for good."""
    account = account_of(officer)
    Account.objects.filter(id=account).update(is_active=False)
    end_sessions(account=account)
    revoke_tokens(account=account)
    changed("directory.close_account", {"officer": str(officer)})


def open_account(*, officer: UUID) -> None:
    """A closed account opens again. Raises NotConfirmedError while it waits for a second person."""
    account = account_of(officer)
    if Account.objects.filter(id=account, awaits_from__isnull=False).exists():
        raise NotConfirmedError(gettext("This account waits for a second person's word: confirm it instead."))
    Account.objects.filter(id=account).update(is_active=True)
    changed("directory.open_account", {"officer": str(officer)})
