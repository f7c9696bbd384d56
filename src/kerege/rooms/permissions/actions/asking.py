"""Asking the originator of a record that was read, and his answer: granted by a release, or refused in words."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Outcome, Part, Purpose, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.kernel.saying import SaidError
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.permissions import queries
from kerege.rooms.permissions.models import Asking
from kerege.rooms.permissions.rules import SHORTEST
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports

ASK = "SELECT permission_ask(%s, %s, %s, %s, %s, %s, %s)"
ANSWER = "SELECT permission_answer(%s, %s, %s, %s, %s)"
NO_IDS: Final[list[UUID]] = []
"""The functions once took the ids of notices from their caller; they make them themselves."""
NEEDS_PURPOSE = gettext_noop("say the purpose of your visit: own work reaches nothing of others")


class UnableToAskError(SaidError):
    """Nothing was asked or answered; the sentence says why."""


def ask(*, actor: Viewer, report: UUID, part: Part, act: Act, towards: UUID | None = None, words: str) -> UUID:
    """Ask the originator of a part whether it may be passed on to a party, or used as evidence; returns the id.

    Raises UnableToAskError where the law allows or forbids it (nothing is to be asked then), without words, or when the
    same waits for an answer; NoSuchReportError for what the actor does not read.
    """
    require_viewer(actor)
    if len(said := " ".join(words.split())) < SHORTEST:
        raise UnableToAskError(gettext_noop("say in words what for: the originator reads it"))
    if actor.purpose is Purpose.OWN_WORK:
        raise UnableToAskError(NEEDS_PURPOSE)
    entry = reports.report(viewer=actor, report_id=report)
    if act is Act.ONWARD and towards is None:
        raise UnableToAskError(gettext_noop("say to which party it is to go"))
    aim = towards if act is Act.ONWARD else None
    outcomes = {(each.part, each.act): each.outcome for each in queries.judged(viewer=actor, entry=entry, towards=aim)}
    outcome = outcomes.get((part, act), Outcome.DENY)
    if outcome is Outcome.ALLOW:
        raise UnableToAskError(gettext_noop("the law allows this without asking"))
    if act not in ROLE_ACTS[actor.role]:
        raise UnableToAskError(gettext_noop("the role of your present hat does not do this: ask an officer whose does"))
    if outcome is Outcome.DENY:
        raise UnableToAskError(gettext_noop("the law forbids this: no permission of the originator would lift it"))
    identity = chance.new_id()
    run(ASK, [identity, report, part.value, act.value, aim, said, NO_IDS])
    desk = directory.desk(entry.owner)
    detail = {"asking": str(identity), "report": str(report), "act": act.value}
    mentions = [Touched(desk.id, desk.agency, report)]
    journal.write_leaf(LeafKind.DISCLOSE, "permissions.ask", detail, mentions=mentions, rows=1)
    return identity


def answer(
    *, actor: Viewer, asking: UUID, grant: bool, words: str = "", last_day: date | None = None, answered: bool = False
) -> UUID | None:
    """Answer as the originator: a grant is a release of this part, until a day; a refusal needs its reason in words.

    `answered` says that the officer has read the report's restriction in words (H3) and answers for it. Returns the
    release's id. Raises UnableToAskError; UnableToReleaseError where the law does not let the release be.
    """
    require_viewer(actor)
    row = Asking.objects.filter(id=asking, state="waiting").first()
    if row is None:
        raise queries.NoSuchAskingError(gettext_noop("nothing under this reference may be shown to you"))
    said = " ".join(words.split())
    if not grant and len(said) < 3:
        raise UnableToAskError(gettext_noop("a refusal needs its reason in words; nothing was changed"))
    made = None
    if grant:
        onward = row.act == Act.ONWARD
        made = records.release(
            actor=actor,
            report_id=row.report,
            part=Part(row.part),
            audience=row.towards if onward and row.towards is not None else row.asker_agency,
            audience_kind="party" if onward else "agency",
            purposes=[Purpose(row.purpose)],
            last_day=last_day,
            reason=said,
            answered=answered,
        )
    run(ANSWER, [asking, grant, said, made, NO_IDS])
    detail = {"asking": str(asking), "granted": grant}
    mentions = [Touched(row.owner_desk, row.owner_agency, row.report)]
    journal.write_leaf(LeafKind.DISCLOSE, "permissions.answer", detail, mentions=mentions, rows=1)
    return made


def run(statement: str, values: list[Any]) -> None:
    """Call a function of the database; its refusal is said in the words of the house. Raises UnableToAskError."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as problem:
        raise UnableToAskError(gettext_noop("this is not yours to ask or answer, or it waits already")) from problem
