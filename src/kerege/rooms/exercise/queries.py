"""Door for reading: which exercise stands on this node, what was planted and found, and how to sign in."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth
from django.utils.translation import gettext as _

from kerege.foundation import chance, node
from kerege.rooms.directory import actions as directory
from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.plan import Plan, plan_from

STANDING, TRUTH, RESULT = "standing.json", "ground-truth.json", "result.json"
CLEAR_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class NoExerciseError(LookupError):
    """No exercise stands on this node, or it has no such sign-in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The exercise of this node: its plan, how far it has come, and the hats by desk and role."""

    plan: Plan
    state: str
    hats: dict[str, str]


@dataclass(frozen=True, slots=True)
class SignIn:
    """How somebody signs in to the exercise."""

    username: str
    password: str
    role: str
    desk: str
    totp_secret: str


def folder() -> Path:
    """Where the exercise keeps its files in the node's home."""
    made = node.home() / "exercise"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def kept(name: str) -> dict[str, object] | None:
    """One of the exercise's files, or None."""
    path = folder() / name
    found: dict[str, object] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def standing() -> Standing | None:
    """The exercise of this node, or None."""
    found = kept(STANDING)
    if found is None:
        return None
    plan, hats = found["plan"], found["hats"]
    return Standing(plan_from(dict(plan)), str(found["state"]), dict(hats))  # type: ignore[call-overload]  # as written


def password() -> str:
    """The password of every sign-in of this node's exercise: made from a secret of the node."""
    letters = [CLEAR_LETTERS[each % len(CLEAR_LETTERS)] for each in node.secret("exercise-password", 12)]
    return f"exercise-{''.join(letters)}"


def totp_secret(username: str) -> str:
    """The secret of somebody's second factor, as an authenticator takes it."""
    return base64.b32encode(node.secret(f"exercise-totp-{username}", 20)).decode()


def sign_ins() -> list[SignIn]:
    """Every sign-in of the exercise; a second factor where the role may not do without one."""
    return [
        SignIn(name, password(), role.value, desk, totp_secret(name) if role in directory.MFA_ROLES else "")
        for name, desk, role, _ in cast.SIGN_INS
    ]


def code(username: str) -> str:
    """The code that an authenticator shows now for a sign-in of the exercise. Raises NoExerciseError."""
    if standing() is None:
        raise NoExerciseError(_("no exercise stands on this node: run `kerege exercise` first"))
    found = next((each for each in sign_ins() if each.username == username), None)
    if found is None or not found.totp_secret:
        with_code = ", ".join(each.username for each in sign_ins() if each.totp_secret)
        raise NoExerciseError(
            _("“%(username)s” signs in without a code; those with one are: %(with_code)s")
            % {"username": username, "with_code": with_code}
        )
    counter = int(chance.now().timestamp()) // app_settings.TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(found.totp_secret, counter)))
