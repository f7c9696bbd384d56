"""The visit: which hat the officer wears and for what purpose, kept in the session from sign-in to sign-out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.directory.queries import BEGUN, BROWSER, SEEN, Hat, NoSuchHatError, viewer_for
from kerege.web.shell.browsers import browser_of

KEY = "visit"
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
STEP = timedelta(minutes=1)
LATELY = timedelta(minutes=15)
"""How long a password, code or key counts for acts that ask for it afresh."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The hat, the purpose, and what makes the purpose plausible; `post` is role and desk when the visit began."""

    hat: UUID
    post: str
    purpose: Purpose
    case: str = ""
    reason: str = ""


class VisitOverError(Exception):
    """The hat has changed or ended since the visit began: the session is over."""


def is_confirmed_lately(request: HttpRequest) -> bool:
    """Whether the visitor gave his password, a code or a key within the last minutes."""
    given = get_authentication_records(request, request.user)
    return bool(given) and chance.is_within(datetime.fromtimestamp(given[-1]["at"], tz=UTC), LATELY)


def is_confirmed_twice(request: HttpRequest) -> bool:
    """Whether somebody gave a second factor in this session: that his account has one says nothing of who sits here."""
    return any(each["method"] == "mfa" for each in get_authentication_records(request, request.user))


def post_of(hat: Hat) -> str:
    """Role and desk of a hat: when either changes, visits under it end."""
    return f"{hat.role.value}@{hat.desk.code}"


def begin(session: SessionBase, visit: Visit) -> None:
    """Keep the visit in the session."""
    session[KEY] = {
        "hat": str(visit.hat),
        "post": visit.post,
        "purpose": visit.purpose.value,
        "case": visit.case,
        "reason": visit.reason,
    }


def visit_of(session: SessionBase) -> Visit | None:
    """The visit going on, or None before a hat was chosen."""
    kept = session.get(KEY)
    if kept is None:
        return None
    return Visit(UUID(kept["hat"]), kept["post"], Purpose(kept["purpose"]), kept["case"], kept["reason"])


def viewer_of(visit: Visit, account: UUID) -> Viewer:
    """The viewer of a visit.

    Raises VisitOverError when the hat is no longer valid or no longer the same, or nothing makes the purpose plausible.
    """
    try:
        viewer = viewer_for(visit.hat, purpose=visit.purpose, case=visit.case, reason=visit.reason, account=account)
    except NoSuchHatError as problem:
        raise VisitOverError(str(problem)) from problem
    if f"{viewer.role.value}@{viewer.desk_code}" != visit.post:
        raise VisitOverError(gettext_noop("the role or desk of this hat has changed"))
    if not viewer.has_grounds:
        raise VisitOverError(gettext_noop("this purpose needs a case number, or a reason in words"))
    return viewer


def is_over(session: SessionBase, moment: datetime) -> bool:
    """Whether the session was left alone too long, lasts too long altogether, or begins when it has not come yet."""
    seen, begun = session.get(SEEN), session.get(BEGUN)
    if seen is None or begun is None:
        return False
    alone, lasts = moment - datetime.fromisoformat(seen), moment - datetime.fromisoformat(begun)
    return alone > IDLE or lasts > LONGEST or min(alone, lasts) < -chance.CLOCKS_APART


def touch(session: SessionBase, moment: datetime, browser: str = "") -> None:
    """Note that somebody is there; written at most once a minute."""
    if BEGUN not in session:
        session[BEGUN] = session[SEEN] = moment.isoformat()
        session[BROWSER] = browser
    elif moment - datetime.fromisoformat(session[SEEN]) > STEP:
        session[SEEN] = moment.isoformat()


def watch(request: HttpRequest) -> bool:
    """Keep a signed-in session's clock; sign out and return True when it is over."""
    if not request.user.is_authenticated:
        return False
    moment = chance.now()
    if is_over(request.session, moment):
        logout(request)
        return True
    touch(request.session, moment, browser_of(request.headers.get("User-Agent", "")))
    return False
