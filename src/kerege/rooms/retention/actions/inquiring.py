"""A person asks about himself: owners are consulted, the reply is fixed, nobody who asks learns what was found."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import connection

from kerege.foundation import chance, jobs
from kerege.foundation.viewing import require_viewer, viewing, vouched
from kerege.kernel.law import Act, Purpose, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.queries import Question, from_kept
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.retention import policy, rules
from kerege.rooms.retention.actions.refusals import UnableToInquireError
from kerege.rooms.retention.models import Consultation, Inquiry, InquiryWaiting
from kerege.rooms.retention.rules import N_, Answer, Wish

CONSULT = "SELECT hand_consultation(%s, %s, %s::text[], %s::text[], %s, %s)"
SPLIT = "\x1f"
LEAST_REFERENCE = 3
REASON = "a person asked about himself"
SYSTEM = "inquiries"
_aside = jobs.SetAside("retention requests")


def inquire(*, actor: Viewer, question: Question, wish: Wish, reference: str) -> UUID:
    """Take a person's request in; returns its id and nothing else.

    The owners of whatever agrees are asked behind this answer (`ask_owners`): nothing is searched for here, so that
    neither its time nor its work says how many records agree. Raises UnableToInquireError, UnableToCheckError when
    nobody is named.
    """
    officer(actor)
    crosscheck.refuse_questions([question])
    if len(reference.strip()) < LEAST_REFERENCE:
        raise UnableToInquireError(N_("enter the reference of the request on your side"))
    row = Inquiry(
        owner=actor.desk,
        label=policy.own_label(actor.desk),
        reference=reference.strip(),
        wish=wish.value,
        asked=question.kept(),
        made_at=chance.now(),
        made_by=actor.officer,
        reply_from=chance.today() + timedelta(days=rules.CONSULT_DAYS),
        reply_by=chance.today() + timedelta(days=rules.REPLY_DAYS),
    )
    row.save(force_insert=True)
    InquiryWaiting.objects.create(inquiry=row.id, hat=actor.hat, queued_at=row.made_at)
    detail = {"inquiry": str(row.id), "wish": wish.value, "asked": question.kept()}
    journal.write_leaf(LeafKind.CHECK, "retention.inquire", detail, rows=1)
    return row.id


def ask_owners() -> int:
    """Ask the owners about every request that waits, oldest first; returns how many were taken. Opens its contexts.

    A request is judged anew as the officer who took it in; a hat that ended, or is no data protection officer's, leaves
    it waiting, marked as refused.
    """
    with viewing(directory.system_viewer(SYSTEM)):
        waiting = InquiryWaiting.objects.filter(refused=False).exclude(id__in=_aside.held())
        rows = list(waiting.order_by("queued_at", "id"))
    for row in rows:
        with _aside.trying(row.id):
            take_up(row.id, row.hat)
    return len(rows)


def take_up(waiting: UUID, hat: UUID) -> None:
    """One request that waits, under the hat of who took it in, or marked as refused."""
    try:
        ask_owners_of(directory.viewer_for(hat, purpose=Purpose.OVERSIGHT, reason=REASON), waiting)
    except (directory.NoSuchHatError, UnableToInquireError):
        with viewing(directory.system_viewer(SYSTEM)):
            InquiryWaiting.objects.filter(id=waiting).update(refused=True)


def ask_owners_of(actor: Viewer, waiting: UUID) -> None:
    """Ask the owners about one request, and take it out of the queue, in one transaction.

    Raises UnableToInquireError for a hat that is no data protection officer's.
    """
    with viewing(actor):
        officer(actor)
        taken = InquiryWaiting.objects.select_for_update(skip_locked=True).filter(id=waiting).first()
        if taken is None:
            return
        asked = Inquiry.objects.filter(id=taken.inquiry, closed_at__isnull=True).first()
        if asked is not None:
            question = from_kept(asked.asked)
            found = crosscheck.find_subject(actor=actor, inquiry=asked.id, question=question)
            consult(asked, question, found)
        taken.delete()


def officer(actor: Viewer) -> None:
    """Raises UnableToInquireError for anybody but a data protection officer."""
    require_viewer(actor)
    if Act.ERASE not in ROLE_ACTS[actor.role]:
        raise UnableToInquireError(N_("requests of persons about themselves are the data protection officer's"))


def consult(row: Inquiry, question: Question, found: list[tuple[UUID, UUID]]) -> None:
    """Ask the owners, all of them; one id is drawn for it, whatever was found."""
    with chance.acting(f"consult:{row.id}"):
        fresh = [chance.new_id()]
    pairs = json.dumps([{"owner": str(owner), "report": str(report)} for owner, report in found])
    names = [name.lower() for name in question.names]
    marks = [each.value for each in question.identifiers]
    word = vouched("|".join(("consult", str(row.id), pairs, SPLIT.join(names), SPLIT.join(marks))))
    with connection.cursor() as cursor:
        cursor.execute(CONSULT, [row.id, pairs, names, marks, fresh, word])


def close(*, actor: Viewer, inquiry: UUID) -> None:
    """Say that the fixed reply was given, not before the owners' time is over; who asked is forgotten.

    Raises UnableToInquireError.
    """
    officer(actor)
    row = Inquiry.objects.filter(id=inquiry, closed_at__isnull=True).first()
    if row is None:
        raise UnableToInquireError(N_("no open request of your agency stands under this id"))
    if chance.today() < row.reply_from:
        raise UnableToInquireError(N_("the reply is given when the time of consultation is over, found or not"))
    standing = Inquiry.objects.filter(owner=row.owner, id=inquiry, closed_at__isnull=True)
    if not standing.update(asked={}, closed_at=chance.now(), closed_by=actor.officer):
        raise UnableToInquireError(N_("no open request of your agency stands under this id"))
    journal.write_leaf(LeafKind.ERASE, "retention.close_inquiry", {"inquiry": str(inquiry)}, rows=1)


def answer(*, actor: Viewer, consultation: UUID, word: Answer, reason: str) -> None:
    """Answer, as the owner, what became of a record that may concern a person who asked.

    Raises UnableToInquireError.
    """
    require_viewer(actor)
    row = Consultation.objects.filter(id=consultation, answer="").first()
    if row is None or not rules.may_look(actor.role):
        raise UnableToInquireError(N_("no consultation waits for your agency under this id"))
    if len(" ".join(reason.split())) < rules.LEAST_REASON:
        raise UnableToInquireError(N_("give the reason in words: what makes it necessary, or no longer necessary"))
    waiting = Consultation.objects.filter(owner=row.owner, id=consultation, answer="")
    if not waiting.update(
        answer=word.value, answer_reason=reason.strip(), answered_at=chance.now(), answered_by=actor.officer
    ):
        raise UnableToInquireError(N_("no consultation waits for your agency under this id"))
    journal.write_leaf(
        LeafKind.ALTER,
        "retention.answer",
        {"consultation": str(consultation), "answer": word.value},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )
