"""Judging a hit, taking a judgement back, answering a silent match: each one transaction and one leaf."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.actions.checking import own_label
from kerege.rooms.crosscheck.models import Hit, Judgement
from kerege.rooms.crosscheck.queries.inbox import NoSuchHitError
from kerege.rooms.crosscheck.rules.grading import weak_alone
from kerege.rooms.crosscheck.rules.hits import SHORTEST_REASON, Answer, Side, Verdict
from kerege.rooms.crosscheck.rules.questions import readable
from kerege.rooms.crosscheck.rules.words import N_
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

NO_JUDGE = N_("Your role does not judge hits; ask your desk.")
NO_REVEAL = N_("Only a releasing officer or the coordinator lets the other side know.")
NEEDS_REASON = N_("Give a reason: another officer must be able to follow it.")
NOT_SILENT = N_("This match has no clock of yours, or it was answered already.")


class UnableToJudgeError(PermissionError):
    """This role does not judge, reveal or answer here; `message` is an English msgid."""

    def __init__(self, message: str) -> None:
        """Keep the sentence for the faces to translate."""
        super().__init__(message)
        self.message = message


class ReasonMissingError(ValueError):
    """A judgement or an answer without a reason; `message` is an English msgid."""

    def __init__(self) -> None:
        """Keep the sentence for the faces to translate."""
        super().__init__(NEEDS_REASON)
        self.message = NEEDS_REASON


def judge(*, actor: Viewer, hit_id: UUID, verdict: Verdict, reason: str) -> UUID:
    """Say whether the two of a hit are the same; an earlier judgement of the agency on the pair is withdrawn by it.

    A desk's several matches that are shown as one line are judged together. "Not the same" is remembered: later checks
    of the same pair give no hit. Returns the judgement of the line: how many records stand behind it is their owner's.
    Raises UnableToJudgeError, ReasonMissingError, NoSuchHitError.
    """
    require_viewer(actor)
    if Act.JUDGE not in ROLE_ACTS[actor.role]:
        raise UnableToJudgeError(NO_JUDGE)
    kept = readable(reason).strip()
    refuse_reason(kept)
    row = Hit.objects.filter(id=hit_id).first()
    if row is None or (actor.role is Role.POST and weak_alone(row.fields)):
        raise NoSuchHitError(gettext_noop("nothing under this reference may be shown to you"))
    made = [new_judgement(actor, each, verdict, kept) for each in line_of(row)]
    take_back([each.pair for each in made], actor)
    Judgement.objects.bulk_create(made)
    detail: dict[str, object] = {"hit": str(hit_id), "verdict": verdict.value, "judgements": [str(j.id) for j in made]}
    journal.write_leaf(LeafKind.COMBINE, "crosscheck.judge", detail, rows=1)
    return made[0].id


def line_of(row: Hit) -> list[Hit]:
    """The row of a hit, and after it those that are shown as one line with it."""
    if row.side != Side.ASKER or row.mode != "hit":
        return [row]
    alike = Hit.objects.filter(owner=row.owner, mine=row.mine, other_desk=row.other_desk, side=row.side, mode=row.mode)
    return [row, *alike.exclude(id=row.id).order_by("made_at", "id")]


def take_back(pairs: Collection[UUID], actor: Viewer) -> int:
    """Mark what is held of these pairs as taken back; returns how many."""
    held = Judgement.objects.filter(pair__in=pairs, withdrawn_at__isnull=True)
    return held.update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)


def new_judgement(actor: Viewer, row: Hit, verdict: Verdict, reason: str) -> Judgement:
    """One judgement, kept under the judging agency's own label."""
    return Judgement(
        id=chance.new_id(),
        owner=actor.desk,
        label=own_label(actor),
        pair=row.pair,
        mine=row.mine,
        theirs=row.theirs,
        verdict=verdict.value,
        reason=reason,
        made_at=chance.now(),
        made_by=actor.officer,
    )


def refuse_reason(reason: str) -> None:
    """A reason is needed. Raises ReasonMissingError."""
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissingError


def withdraw_judgement(*, actor: Viewer, judgement: UUID) -> None:
    """Take a judgement back: the row stays, marked; what it joined falls apart and nothing is lost.

    What was judged together, because it is shown as one line, is taken back together.
    Raises UnableToJudgeError, NoSuchHitError.
    """
    require_viewer(actor)
    if Act.JUDGE not in ROLE_ACTS[actor.role]:
        raise UnableToJudgeError(NO_JUDGE)
    held = set(Judgement.objects.filter(id=judgement, withdrawn_at__isnull=True).values_list("pair", flat=True))
    lines = [each.pair for row in Hit.objects.filter(pair__in=held) for each in line_of(row)]
    if not take_back({*held, *lines}, actor):
        raise NoSuchHitError(gettext_noop("nothing under this reference may be shown to you"))
    journal.write_leaf(LeafKind.COMBINE, "crosscheck.withdraw_judgement", {"judgement": str(judgement)}, rows=1)


def answer_silent(*, actor: Viewer, hit_id: UUID, answer: Answer, reason: str = "") -> None:
    """Answer a silent match within its clock: let the other side know, ask it, or stay silent with a reason.

    Answer, notice and leaf are kept in one transaction. Raises UnableToJudgeError, ReasonMissingError, NoSuchHitError.
    """
    require_viewer(actor)
    needed = Act.RELEASE if answer is Answer.REVEAL else Act.JUDGE
    if needed not in ROLE_ACTS[actor.role]:
        raise UnableToJudgeError(NO_REVEAL if answer is Answer.REVEAL else NO_JUDGE)
    kept = readable(reason).strip()
    if answer is Answer.STAY_SILENT:
        refuse_reason(kept)
    with matcher.searching(actor):
        row = matcher.silent_hit(hit_id)
        if row is None:
            raise UnableToJudgeError(NOT_SILENT)
        if answer is Answer.REVEAL and not matcher.reveal(hit_id):
            raise UnableToJudgeError(NO_REVEAL)
        if not matcher.answer(row, answer.value, kept, actor):
            raise UnableToJudgeError(NOT_SILENT)
        matcher.log(
            actor,
            "crosscheck.answer_silent",
            {"hit": str(hit_id), "answer": answer.value},
            [],
            shown=1,
            kind=LeafKind.DISCLOSE,
        )
