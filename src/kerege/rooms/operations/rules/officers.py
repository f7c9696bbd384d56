"""Named officers of an operation: how they are written down, and which role whose officers take."""

from collections.abc import Mapping
from typing import Any

from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.joint import TeamRole
from kerege.rooms.operations.rules.steps import RefusedStepError

NUMBER = 20
"""How long the number of an officer is at most."""


def officers_of(given: Mapping[str, Any], own_number: str) -> list[tuple[str, TeamRole]]:
    """Numbers with roles: `officer` with `role`, several in `officers` as `NUMBER:role`, and oneself.

    Raises RefusedStepError for a role that is none.
    """
    parts = str(given.get("officers", "")).replace(",", " ").replace(";", " ").split()
    found = [(number, role_of(role)) for number, _colon, role in (each.partition(":") for each in parts)]
    if number := str(given.get("officer", "")).strip():
        found.append((number, role_of(str(given.get("role", "")))))
    if str(given.get("myself", "")).casefold() in {"yes", "true", "on", "1"}:
        found.append((own_number, TeamRole.COORDINATOR))
    return list({number.casefold(): (number, role) for number, role in reversed(found)}.values())[::-1]


def role_of(text: str) -> TeamRole:
    """A role by its word; without one, liaison. Raises RefusedStepError."""
    try:
        return TeamRole(text.strip().casefold() or TeamRole.LIAISON.value)
    except ValueError as problem:
        roles = ", ".join(each.value for each in TeamRole)
        sentence = N_("“%(text)s” is no role in an operation; the roles are: %(roles)s")
        raise RefusedStepError(sentence, text=text.strip()[:20], roles=roles) from problem


def kept_role(text: object) -> TeamRole:
    """A role as it was kept; what is none is liaison."""
    try:
        return TeamRole(str(text))
    except ValueError:
        return TeamRole.LIAISON


def refuse_number(number: str) -> None:
    """Raises RefusedStepError for what cannot be the number of an officer."""
    if not 0 < len(number) <= NUMBER:
        raise RefusedStepError(N_("name an officer by his number"))


def refuse_role(role: TeamRole, *, leads: bool) -> None:
    """Raises RefusedStepError where an officer of another agency would lead."""
    if role is TeamRole.LEAD and not leads:
        raise RefusedStepError(N_("the lead of the operation is an officer of the agency that founded it"))
