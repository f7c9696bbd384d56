"""The API as a face: who a token acts as, which acts it allows, and one transaction for one call."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja import Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field

from kerege.foundation.anew import rewound, within_one_policy
from kerege.foundation.proof import proven
from kerege.foundation.security_log import Event, note
from kerege.foundation.stretches import MOST_COUNTED, Stretch
from kerege.kernel.law import Act, Marking, Purpose, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as desks

P = ParamSpec("P")
T = TypeVar("T")
NOTHING = gettext_noop("Nothing under this address may be shown to you.")


class MarkingOut(Schema):
    """Under which terms an answer is read: the join of those of every record that it was made from and shows."""

    level: str
    handling: list[str]
    conditions: list[str]
    restrictions: list[str] = Field(description="the words of H3")
    official_words: list[str] = Field(description="what parties print beside the level, as “code: words”")

    @classmethod
    def of(cls, marking: Marking) -> "MarkingOut":
        """A marking as it is sent."""
        return cls.model_validate(marking.wire())


class Token(HttpBearer):
    """A bearer token: `Authorization: Bearer krg_…`; purpose, case and reason come in headers of their own.

    `Kerege-Purpose` (a word of the law), `Kerege-Case`, `Kerege-Reason`, `Kerege-Desk` (the desk
    the caller means: a token made for a hat at another desk is refused).
    """

    def authenticate(self, request: HttpRequest, token: str) -> directory.TokenGrant | None:
        """The grant behind a token, or None."""
        word = request.headers.get("Kerege-Purpose")
        try:
            purpose = Purpose(word) if word else None
        except ValueError:
            raise HttpError(
                422, gettext("Kerege-Purpose must be one of: %(words)s") % {"words": ", ".join(Purpose)}
            ) from None
        try:
            return directory.token_grant(
                token,
                purpose=purpose,
                case=request.headers.get("Kerege-Case", "")[:200],
                reason=request.headers.get("Kerege-Reason", "")[:300],
                desk=request.headers.get("Kerege-Desk"),
            )
        except directory.BadTokenError:
            note(Event.TOKEN_REFUSED, address=str(request.META.get("REMOTE_ADDR", "")))
            return None
        except directory.NeedsGroundsError:
            said = gettext("This purpose needs a case in Kerege-Case, or a reason in Kerege-Reason.")
            raise HttpError(422, said) from None
        except desks.NoSuchDeskError:
            raise HttpError(403, gettext("This token was made for a hat at another desk.")) from None


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a call."""
    grant: directory.TokenGrant = request.auth  # type: ignore[attr-defined]  # set by ninja after Token
    return grant.viewer


def note_refusal(request: HttpRequest) -> None:
    """Write into the log of security events that a token asked for what is not given to it."""
    grant = getattr(request, "auth", None)
    who = {"token": str(grant.token_id), "officer": str(grant.viewer.officer)} if grant else {}
    page = request.resolver_match.route if request.resolver_match else ""
    about = {"page": page, "method": request.method or "", "address": str(request.META.get("REMOTE_ADDR", ""))}
    note(Event.REFUSED, **about, **who)


def refuse_without(request: HttpRequest, act: Act) -> None:
    """Refuse a token that was not made for an act. Raises HttpError 403."""
    grant: directory.TokenGrant = request.auth  # type: ignore[attr-defined]  # set by ninja after Token
    if grant.acts and act not in grant.acts:
        raise HttpError(403, gettext("This token was not made for “%(act)s”.") % {"act": act.value})


class Span(Schema):
    """Which part of a list."""

    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(200, ge=1, le=1000)


def linked(request: HttpRequest, response: HttpResponse, found: Stretch[T]) -> Stretch[T]:
    """Say in the answer's head how many there are, and by which address to go on (RFC 8288); returns what was found."""
    response["Kerege-Total"] = str(found.total) if found.total <= MOST_COUNTED else f"{MOST_COUNTED}+"
    if found.next is not None:
        asked = request.GET.copy()
        asked["offset"] = str(found.next)
        response["Link"] = f'<{request.path}?{asked.urlencode()}>; rel="next"'
    return found


def door(*acts: Act, every_role: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """One call, one transaction as the token's viewer, wholly under one policy.

    Needed is the first of the acts that the hat's role does: the token must have been made for it, and a role that does
    none of them is refused before anything is read. `every_role`: the law keeps this from no role.
    """

    def decorate(call: Callable[P, T]) -> Callable[P, T]:
        @wraps(call)
        def inside(*args: P.args, **kwargs: P.kwargs) -> T:
            request: Any = args[0]
            grant: directory.TokenGrant = request.auth
            does = [act for act in acts if every_role or act in ROLE_ACTS[grant.viewer.role]]
            if not does:
                raise HttpError(403, gettext("The role of your present hat does not do this."))
            refuse_without(request, does[0])
            with proven(grant.is_fresh):
                return within_one_policy(
                    grant.viewer,
                    partial(call, *args, **kwargs),
                    before_again=rewound(request),
                    reads=request.method in {"GET", "HEAD"},
                )

        inside.acts = acts  # type: ignore[attr-defined]  # read by the generated sweep of tokens
        return inside

    return decorate
