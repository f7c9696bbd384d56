"""Opening content because a life is in danger: asked from a hit, by two officers, for hours, reviewed by the owner."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Purpose, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.kernel.saying import SaidError
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.permissions.actions.asking import NEEDS_PURPOSE, NO_IDS
from kerege.rooms.permissions.queries.openings import held
from kerege.rooms.permissions.rules import MOST_HOURS, SHORTEST

ASK = "SELECT opening_ask(%s, %s, %s, %s)"
STEP = "SELECT opening_step(%s, %s, %s, %s, %s)"


class UnableToOpenError(SaidError):
    """The step was not taken; the sentence says why."""


NOTHING_TO_OPEN = gettext_noop(
    "nothing can be opened under this hit, or it is asked already or was refused within a day"
)


def ask_opening(*, actor: Viewer, hit: UUID, danger: str) -> UUID:
    """Ask that what a hit points to be opened because a life is in danger; the owner hears at once. Returns its id.

    Raises UnableToOpenError without words, for a hit that is not the actor's, or where the law forbids the party
    to learn of it; PermissionError for a role that does not look for records.
    """
    require_viewer(actor)
    if Act.FIND not in ROLE_ACTS[actor.role]:
        raise PermissionError(gettext_noop("Only who may look for records asks that one be opened."))
    if len(said := " ".join(danger.split())) < SHORTEST:
        raise UnableToOpenError(gettext_noop("say what threatens whom: both officers and the owner read it"))
    if actor.purpose is Purpose.OWN_WORK:
        raise UnableToOpenError(NEEDS_PURPOSE)
    identity = chance.new_id()
    run(ASK, [identity, hit, said, NO_IDS], NOTHING_TO_OPEN)
    note("permissions.ask_opening", identity)
    return identity


def vouch(*, actor: Viewer, opening: UUID) -> None:
    """The first officer, of the asker's agency and not the asker: the danger is real. Raises UnableToOpenError."""
    step(actor, opening, "vouch")


def open_content(*, actor: Viewer, opening: UUID, hours: int) -> None:
    """The second officer: one of the agency that coordinates for the owner's party opens, for 1 to 24 hours.

    Raises UnableToOpenError for the asker, the first officer under any hat, and an officer of their desks.
    """
    if not 1 <= hours <= MOST_HOURS:
        raise UnableToOpenError(gettext_noop("an opening lasts from 1 to 24 hours"))
    step(actor, opening, "open", hours=hours)


def refuse_opening(*, actor: Viewer, opening: UUID, reason: str) -> None:
    """The owner, or the agency that coordinates for his party, refuses in words. Raises UnableToOpenError."""
    step(actor, opening, "refuse", said=reason)


def end_opening(*, actor: Viewer, opening: UUID) -> None:
    """The owner, or the agency that coordinates for his party, closes it before its time. Raises UnableToOpenError."""
    step(actor, opening, "end")


def review_opening(*, actor: Viewer, opening: UUID, justified: bool, words: str) -> None:
    """The owner says afterwards whether it was justified; never the officer who opened. Raises UnableToOpenError."""
    step(actor, opening, "review", said=words, hours=int(justified))


def step(actor: Viewer, opening: UUID, name: str, *, said: str = "", hours: int = 0) -> None:
    """Take one step; the database judges whether it is the actor's, and tells both sides."""
    require_viewer(actor)
    held(opening)
    refusal = gettext_noop(
        "this step is not yours: two different officers of two desks open, one of them of the agency that coordinates "
        "for the owner's party; what was refused, has lapsed or is over stays so; words are needed for a refusal and "
        "a review"
    )
    run(STEP, [opening, name, " ".join(said.split()), hours, NO_IDS], refusal)
    note(f"permissions.{name}", opening)


def note(door: str, opening: UUID) -> None:
    """The leaf of a step, told to the owner."""
    row = held(opening)
    told = [Touched(row.owner_desk, row.owner_agency, row.report)]
    journal.write_leaf(LeafKind.DISCLOSE, door, {"opening": str(opening)}, mentions=told, rows=1)


def run(statement: str, values: list[Any], refusal: str) -> None:
    """Call a function of the database; its refusal is said in the words of the house. Raises UnableToOpenError."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as problem:
        raise UnableToOpenError(refusal) from problem
