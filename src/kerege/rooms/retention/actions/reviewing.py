"""Justifying a nominal part anew until a day, bringing its review forward, ruling how long a category is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import NominalDue
from kerege.rooms.retention import policy, queries, rules
from kerege.rooms.retention.actions.refusals import UnableToReviewError
from kerege.rooms.retention.models import Review, Rule
from kerege.rooms.retention.rules import N_, Stage, Word


def justify(*, actor: Viewer, report: UUID, until: date, reason: str) -> None:
    """Keep a nominal part until a new review day, with the reason. It opens again to those whom it was released to.

    Raises UnableToReviewError.
    """
    part = reviewed(actor, report)
    if not chance.today() < until <= queries.furthest(actor.party, part.categories):
        raise UnableToReviewError(
            N_("the new review day lies after today and no further off than your party's rule for these categories")
        )
    if (entry := queries.found(viewer=actor, report=report)) is not None and entry.stage is Stage.CURRENT:
        raise UnableToReviewError(N_("this review is not due yet: nothing is justified in advance"))
    keep(actor, part, Word.JUSTIFIED, until, given_reason(reason))


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of a work list that was worked off: kept until a day, or why not."""

    report: UUID
    until: date
    reason: str


def justify_many(*, actor: Viewer, given: Sequence[Kept]) -> dict[UUID, str]:
    """Justify several nominal parts, each for its own reason; returns why those that were refused were not kept.

    Each stands or falls alone: what is refused keeps nothing else from being kept.
    """
    refused: dict[UUID, str] = {}
    for each in given:
        try:
            with transaction.atomic():
                justify(actor=actor, report=each.report, until=each.until, reason=each.reason)
        except UnableToReviewError as problem:
            refused[each.report] = str(problem)
    return refused


def undo(*, actor: Viewer, report: UUID) -> date:
    """Take back what the actor said in the last review of a part, within ten minutes; returns the day that holds again.

    Both stay in the history and in the journal. Raises UnableToReviewError.
    """
    part = reviewed(actor, report)
    last = next(iter(Review.objects.filter(report=report).order_by("-made_at", "id")[:1]), None)
    fresh = last is not None and chance.now() - last.made_at <= timedelta(minutes=rules.UNDO_MINUTES)
    mine = last is not None and last.made_by == actor.officer and last.becomes == part.review_on
    if last is None or not fresh or not mine or last.word == Word.TAKEN_BACK:
        raise UnableToReviewError(
            N_("only who said it takes a review back, within ten minutes, and while nothing else was said since")
        )
    keep(actor, part, Word.TAKEN_BACK, last.was, "")
    return last.was


def bring_forward(*, actor: Viewer, report: UUID, reason: str) -> date:
    """Have a nominal part reviewed within 30 days: an acquittal, a dropped case, a doubt.

    Raises UnableToReviewError.
    """
    part = reviewed(actor, report)
    day = min(part.review_on, chance.today() + timedelta(days=rules.DROPPED_DAYS))
    keep(actor, part, Word.BROUGHT_FORWARD, day, given_reason(reason))
    return day


def reviewed(actor: Viewer, report: UUID) -> NominalDue:
    """The nominal part that the actor may review. Raises UnableToReviewError."""
    require_viewer(actor)
    if not rules.may_justify(actor.role):
        raise UnableToReviewError(N_("your role does not decide whether a person's record is kept; ask your desk"))
    found = records.nominal_parts(viewer=actor, reports=[report])
    if not found:
        raise UnableToReviewError(N_("there is no nominal part of your agency under this reference"))
    return found[0]


def given_reason(reason: str) -> str:
    """The reason in words. Raises UnableToReviewError where there is none to speak of."""
    kept = " ".join(reason.split())
    if len(kept) < rules.LEAST_REASON:
        raise UnableToReviewError(N_("give the reason in words: what makes it necessary, or no longer necessary"))
    return kept


def keep(actor: Viewer, part: NominalDue, word: Word, day: date, reason: str) -> None:
    """Set the day, keep what was said, write the leaf."""
    was = records_actions.set_review(actor=actor, report_id=part.report, day=day)
    Review(
        owner=part.owner,
        label=policy.own_label(part.owner),
        report=part.report,
        word=word.value,
        was=was,
        becomes=day,
        reason=reason,
        made_at=chance.now(),
        made_by=actor.officer,
    ).save(force_insert=True)
    journal.write_leaf(
        LeafKind.ALTER,
        f"retention.{word.value}",
        {"report": str(part.report), "was": was.isoformat(), "becomes": day.isoformat(), "reason": reason},
        mentions=[Touched(part.owner, actor.agency, part.report)],
    )
    notices.mark_read(actor=actor, thing=part.report)


def set_rule(*, actor: Viewer, category: str, years: int, reason: str) -> None:
    """Rule for the actor's party after how many years a category is reviewed; holds for what is reported from now on.

    Raises UnableToReviewError.
    """
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR:
        raise UnableToReviewError(N_("the party's coordinator rules how long a category is kept"))
    if category not in records.REVIEW_YEARS or not rules.LEAST_YEARS <= years <= rules.MOST_YEARS:
        raise UnableToReviewError(N_("name a category of the law and a number of years from one to five"))
    Rule(
        party=actor.party,
        category=category,
        years=years,
        reason=given_reason(reason),
        made_at=chance.now(),
        made_by=actor.officer,
    ).save(force_insert=True)
    journal.write_leaf(
        LeafKind.ADMINISTER, "retention.set_rule", {"category": category, "years": years, "reason": reason}
    )
