"""Drafting a screening, asking for it, withdrawing it: the proposer's part."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, vouched
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.screening import policy
from kerege.rooms.screening.actions import keeping
from kerege.rooms.screening.actions.refusals import TermsError, UnableToScreenError
from kerege.rooms.screening.models import Run, Task
from kerege.rooms.screening.queries.runs import NoSuchScreeningError
from kerege.rooms.screening.rules import course, expectation, words
from kerege.rooms.screening.rules.course import Stage, Step
from kerege.rooms.screening.rules.terms import Terms, cleaned, missing

SAID = {
    "needs_list": words.NEEDS_LIST,
    "needs_source": words.NEEDS_SOURCE,
    "needs_basis": words.NEEDS_BASIS,
    "needs_persons": words.NEEDS_PERSONS,
    "wrong_review": words.WRONG_REVIEW,
}


def draft(
    *,
    actor: Viewer,
    terms: Terms,
    name: str,
    chunks: Iterable[bytes],
    progress: Callable[[int], None] = lambda rows: None,
) -> UUID:
    """Take a list in, sealed, and say what to expect of it; nothing is compared and nobody is told.

    `name` is the file's name, `chunks` its bytes; `progress` is told how many rows are read. Raises
    UnableToScreenError, TermsError, LookupError (a code to leave out that is no party's and no desk's).
    """
    require_viewer(actor)
    refuse_proposer(actor)
    terms = cleaned(terms)
    refuse_terms(terms)
    checks.who_will_be_told(viewer=actor, exclude=terms.left_out)
    run = chance.new_id()
    digest, found = keeping.take_in(run, name, chunks, progress)
    try:
        refuse_rows(int(found["rows"]))
        row = new_run(actor, terms, run, digest, found)
        vouch_list(run, row.rows, digest)
        row.save(force_insert=True)
        Task(id=chance.new_id(), run=run, hat=actor.hat, due_at=row.due_at).save(force_insert=True)
        journal.write_leaf(LeafKind.COLLECT, "screening.draft", {"run": str(run), "hash": digest.hex()}, rows=row.rows)
    except BaseException:
        keeping.erase(run)
        raise
    return run


def vouch_list(run: UUID, rows: int, digest: bytes) -> None:
    """Say to the database, for this transaction, that this process read a list of so many rows with this digest."""
    say("list", vouched(f"screening list|{run}|{rows}|{digest.hex()}").hex())


def vouch_quota(run: UUID, quota: int) -> None:
    """Say to the database, for this transaction, how many rows a party may ask for in a month."""
    say("quota", f"{quota}|" + vouched(f"screening quota|{run}|{quota}").hex())


def say(what: str, word: str) -> None:
    """Set what the triggers of screenings read; SQL of a visit can set it too, but has not the word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [f"kerege.screening_{what}", word])


def new_run(actor: Viewer, terms: Terms, run: UUID, digest: bytes, found: Any) -> Run:
    """The row of a drafted screening."""
    now, count = chance.now(), int(found["rows"])
    sample = expectation.sample_of(keeping.rows(run), count)
    findable = expectation.bank_size(*crosscheck.findable_count(actor=actor))
    expected = expectation.expected(sample, count=count, findable=findable, day=chance.today())
    return Run(
        id=run,
        owner=actor.desk,
        label=policy.own_label(actor),
        officer=actor.officer,
        officer_number=actor.officer_number,
        hat=actor.hat,
        agency=actor.agency,
        party=actor.party,
        purpose=actor.purpose.value,
        case=actor.case[:120],
        reason=actor.reason[:300],
        list_name=terms.list_name[:200],
        source=terms.source[:300],
        basis=terms.basis.value,
        basis_text=terms.basis_text,
        persons=[each.value for each in terms.persons],
        review_day=terms.review_day,
        left_out=sorted(terms.left_out),
        rows=count,
        refused=int(found["refused"]),
        refusals=found["refusals"],
        list_hash=digest,
        findable=findable.said,
        expected_low=expected.low,
        expected=expected.likely,
        expected_high=expected.high,
        made_at=now,
        due_at=now + course.DECISION_TIME,
    )


def refuse_proposer(actor: Viewer) -> None:
    """Who may not propose, or came without the grounds that a screening needs."""
    if actor.party_class not in course.ASKING:
        raise UnableToScreenError(words.NO_PARTY)
    if not course.may_propose(actor):
        raise UnableToScreenError(words.NO_ROLE)
    if actor.purpose is Purpose.OWN_WORK:
        raise UnableToScreenError(words.NEEDS_PURPOSE)
    if not course.has_grounds(actor):
        raise UnableToScreenError(words.NEEDS_CASE)


def refuse_terms(terms: Terms) -> None:
    """Every field of the terms that is not filled in as it must be."""
    found = missing(terms, chance.today())
    if found:
        raise TermsError([(field, SAID[code], {"most": str(course.LONGEST_REVIEW)}) for field, code in found])


def refuse_rows(rows: int) -> None:
    """A list without a row that can be screened, or with too many."""
    if rows == 0:
        raise TermsError([("file", words.NO_ROWS, {})])
    if rows > course.MOST_ROWS:
        raise TermsError([("file", words.TOO_MANY_ROWS, {"most": str(course.MOST_ROWS), "count": str(rows)})])


def ask(*, actor: Viewer, run: UUID) -> None:
    """Ask the two data protection officers, within the party's quota of the month. Raises UnableToScreenError."""
    require_viewer(actor)
    row = own_run(actor, run)
    stage = step_of(row, Step.ASK)
    now = chance.now()
    quota, spent = quota_of(), spent_rows()
    if not course.within_quota(quota, spent, row.rows):
        raise UnableToScreenError(words.QUOTA, quota=quota, left=course.left_of(quota, spent), count=row.rows)
    due = now + course.DECISION_TIME
    vouch_quota(run, quota)
    move(row, stage, asked_at=now, due_at=due)
    Task.objects.filter(run=run).update(due_at=due)
    journal.write_leaf(LeafKind.ALTER, "screening.ask", {"run": str(run)}, rows=1)


def withdraw(*, actor: Viewer, run: UUID) -> None:
    """Take a screening back before it runs; its list is erased. Raises UnableToScreenError."""
    require_viewer(actor)
    row = own_run(actor, run)
    move(row, step_of(row, Step.WITHDRAW), ended_at=chance.now())
    Task.objects.filter(run=run).update(ready=True)
    journal.write_leaf(LeafKind.ERASE, "screening.withdraw", {"run": str(run)}, rows=1)
    transaction.on_commit(lambda: keeping.erase(run))


def own_run(actor: Viewer, run: UUID) -> Run:
    """The actor's own screening, held for this transaction. Raises NoSuchScreeningError, UnableToScreenError."""
    row = Run.objects.select_for_update().filter(id=run).first()
    if row is None:
        raise NoSuchScreeningError(gettext_noop("nothing under this reference may be shown to you"))
    if row.officer != actor.officer or not course.may_propose(actor):
        raise UnableToScreenError(words.NOT_YOURS)
    return row


def step_of(row: Run, step: Step) -> Stage:
    """The stage that a step leads to. Raises UnableToScreenError."""
    try:
        return course.after(Stage(row.stage), step)
    except course.WrongStepError as problem:
        raise UnableToScreenError(words.WRONG_STEP, stage=words.STAGES[Stage(row.stage)]) from problem


def move(row: Run, stage: Stage, **changed: object) -> None:
    """Write the new stage."""
    Run.objects.filter(owner=row.owner, id=row.id).update(stage=stage.value, **changed)


def quota_of() -> int:
    """How many rows a party may ask to screen in a month."""
    return int(settings.SCREENING_ROWS_A_MONTH)


def spent_rows() -> int:
    """How many rows the viewer's party asked for this month; holds the party's quota for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_spent(%s, %s)", list(course.month_of(chance.now())))
        return int(cursor.fetchone()[0])
