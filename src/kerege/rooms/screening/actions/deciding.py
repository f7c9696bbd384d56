"""What data protection officers and owners do: decide on a screening, opt out, answer a digest."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.screening import policy
from kerege.rooms.screening.actions.refusals import UnableToScreenError
from kerege.rooms.screening.models import Digest, OptOut, Run
from kerege.rooms.screening.queries.runs import Answer, NoSuchScreeningError, asked_of_centre
from kerege.rooms.screening.rules import words
from kerege.rooms.screening.rules.course import OPTING, Stage
from kerege.rooms.screening.rules.terms import plain

DECIDE = "SELECT decide_screening(%s, %s, %s, %s)"
REVEAL = "SELECT reveal_screening(%s, %s)"
LOCK = "SELECT pg_advisory_xact_lock(7365372)"
SHORTEST_REASON = 3


def decide(*, actor: Viewer, run: UUID, approve: bool, reason: str) -> Stage:
    """Approve or refuse a screening as a data protection officer; returns the stage it led to.

    The law in the database decides whose decision it is. Raises UnableToScreenError, NoSuchScreeningError.
    """
    require_viewer(actor)
    said = given(reason)
    if not may_see(actor, run):
        raise NoSuchScreeningError(gettext_noop("nothing under this reference may be shown to you"))
    word = "approved" if approve else "refused"
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, [run, chance.new_id(), word, said])
        (stage,) = cursor.fetchone()
    if stage is None:
        raise UnableToScreenError(words.NO_DECISION)
    journal.write_leaf(LeafKind.ALTER, "screening.decide", {"run": str(run), "word": word}, rows=1)
    return Stage(stage)


def may_see(actor: Viewer, run: UUID) -> bool:
    """Whether the officer is shown this screening at all."""
    return Run.objects.filter(id=run).exists() or any(each.id == run for each in asked_of_centre(viewer=actor))


def opt_out(*, actor: Viewer, reason: str) -> UUID:
    """Let no screening touch the records of the actor's agency from now on; nobody else learns it."""
    require_viewer(actor)
    refuse_opting(actor)
    said = given(reason)
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    if OptOut.objects.filter(agency=actor.agency, withdrawn_at__isnull=True).exists():
        raise UnableToScreenError(words.OUT_ALREADY)
    row = OptOut(
        id=chance.new_id(),
        owner=actor.desk,
        label=policy.own_label(actor),
        agency=actor.agency,
        reason=said,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    journal.write_leaf(LeafKind.ALTER, "screening.opt_out", {"agency": str(actor.agency)}, rows=1)
    return row.id


def opt_in(*, actor: Viewer) -> None:
    """Let screenings touch the records of the actor's agency again."""
    require_viewer(actor)
    refuse_opting(actor)
    standing = OptOut.objects.filter(agency=actor.agency, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=chance.now(), withdrawn_by=actor.officer):
        raise UnableToScreenError(words.NOT_OUT)
    journal.write_leaf(LeafKind.ALTER, "screening.opt_in", {"agency": str(actor.agency)}, rows=1)


def refuse_opting(actor: Viewer) -> None:
    """Only the coordinator or a releasing officer speaks for an agency here."""
    if actor.role not in OPTING:
        raise UnableToScreenError(words.NO_OPT_OUT)


def answer_digest(*, actor: Viewer, digest: UUID, answer: Answer, reason: str = "") -> None:
    """Answer a digest within its clock: let the asker know, ask him, or stay silent with a reason."""
    require_viewer(actor)
    row = Digest.objects.select_for_update().filter(id=digest).first()
    if row is None:
        raise NoSuchScreeningError(gettext_noop("nothing under this reference may be shown to you"))
    if not {Act.JUDGE, Act.RELEASE} & ROLE_ACTS[actor.role]:
        raise UnableToScreenError(words.NO_ANSWER)
    if row.answer:
        raise UnableToScreenError(words.ANSWERED)
    if answer is Answer.STAY_SILENT:
        given(reason)
    if answer is Answer.REVEAL:
        reveal(actor, digest)
    Digest.objects.filter(owner=row.owner, id=digest).update(
        answer=answer.value, answer_reason=plain(reason), answered_at=chance.now(), answered_by=actor.officer
    )
    touched = [Touched(row.owner, directory.desk(row.owner).agency, UUID(str(each["report"]))) for each in row.records]
    kind = LeafKind.DISCLOSE if answer is Answer.REVEAL else LeafKind.ALTER
    journal.write_leaf(kind, "screening.answer_digest", {"digest": str(digest), "answer": answer}, mentions=touched)


def reveal(actor: Viewer, digest: UUID) -> None:
    """Let the asker know whom to call. Raises UnableToScreenError."""
    if actor.role not in {Role.RELEASING, Role.COORDINATOR}:
        raise UnableToScreenError(words.NO_REVEAL)
    with chance.acting("screening"):
        identity = chance.new_id()
    with connection.cursor() as cursor:
        cursor.execute(REVEAL, [digest, identity])
        if not cursor.fetchone()[0]:
            raise UnableToScreenError(words.NO_REVEAL)


def given(reason: str) -> str:
    """A reason that another officer can follow. Raises UnableToScreenError."""
    said = plain(reason)
    if len(said) < SHORTEST_REASON:
        raise UnableToScreenError(words.NEEDS_REASON)
    return said
