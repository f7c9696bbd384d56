"""What a person says of a proposal: that its pairs are the same, or are not; taken back as one; each act one leaf."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.crosscheck.actions.judging import NO_JUDGE, UnableToJudgeError, new_judgement, refuse_reason
from kerege.rooms.crosscheck.models import Hit, Judgement
from kerege.rooms.crosscheck.queries.inbox import NoSuchHitError
from kerege.rooms.crosscheck.queries.proposals import proposals
from kerege.rooms.crosscheck.rules.hits import Verdict
from kerege.rooms.crosscheck.rules.proposals import Pair
from kerege.rooms.crosscheck.rules.questions import readable
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

CHANGED = gettext_noop("This proposal is no longer as you saw it: look at the list again.")
NOTHING_CHOSEN = gettext_noop("Choose one pair at least.")


def judge_proposal(
    *,
    actor: Viewer,
    hits: Sequence[UUID],
    proposal: UUID,
    same: bool,
    reason: str,
    chosen: Sequence[UUID] | None = None,
) -> list[UUID]:
    """Say of a proposal's pairs (all, or the `chosen` hits) that they are the same, or are not; returns the judgements.

    `hits` are those that the proposal was made of. Raises UnableToJudgeError, ReasonMissingError, NoSuchHitError: the
    proposal is no longer what the actor looked at.
    """
    require_viewer(actor)
    refuse_judge(actor)
    kept = readable(reason).strip()
    refuse_reason(kept)
    entry = next((each for each in proposals(viewer=actor, hits=hits).entries if each.id == proposal), None)
    if entry is None:
        raise NoSuchHitError(CHANGED)
    rows = rows_of(entry.pairs, chosen)
    made = [new_judgement(actor, row, Verdict.SAME if same else Verdict.NOT_SAME, kept) for row in rows]
    held([row.pair for row in rows]).update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)
    Judgement.objects.bulk_create(made)
    detail: dict[str, object] = {
        "proposal": str(proposal),
        "verdict": made[0].verdict,
        "hits": sorted(str(row.id) for row in rows),
        "judgements": [str(each.id) for each in made],
    }
    journal.write_leaf(LeafKind.COMBINE, "crosscheck.judge_proposal", detail, rows=len(made))
    return [each.id for each in made]


def take_back_pairs(*, actor: Viewer, hits: Sequence[UUID], chosen: Sequence[UUID]) -> int:
    """Take back what the agency said of these pairs, as one act: the rows stay, marked; returns how many.

    Raises UnableToJudgeError, NoSuchHitError: of none of them anything is held.
    """
    require_viewer(actor)
    refuse_judge(actor)
    wanted = set(chosen) & seen_pairs(actor, hits)
    pairs = list(Hit.objects.filter(id__in=list(wanted)).values_list("pair", flat=True))
    count = held(pairs).update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)
    if not count:
        raise NoSuchHitError(gettext_noop("nothing under this reference may be shown to you"))
    detail: dict[str, object] = {"hits": sorted(map(str, wanted))}
    journal.write_leaf(LeafKind.COMBINE, "crosscheck.take_back_proposal", detail, rows=count)
    return count


def seen_pairs(actor: Viewer, hits: Sequence[UUID]) -> set[UUID]:
    """The hits among these, and among what they met, whose both sides the actor may read."""
    found = proposals(viewer=actor, hits=hits)
    shown = [pair for entry in found.entries for pair in (*entry.pairs, *(each.pair for each in entry.apart))]
    return {pair.hit for pair in (*shown, *found.refused)}


def refuse_judge(actor: Viewer) -> None:
    """Who does not judge. Raises UnableToJudgeError."""
    if Act.JUDGE not in ROLE_ACTS[actor.role]:
        raise UnableToJudgeError(NO_JUDGE)


def rows_of(pairs: Sequence[Pair], chosen: Sequence[UUID] | None) -> list[Hit]:
    """The rows of a proposal's pairs, or of the chosen among them. Raises NoSuchHitError."""
    own = {each.hit for each in pairs}
    wanted = own if chosen is None else set(chosen)
    if not wanted:
        raise NoSuchHitError(NOTHING_CHOSEN)
    rows = list(Hit.objects.filter(id__in=list(wanted & own)).order_by("id"))
    if len(rows) != len(wanted):
        raise NoSuchHitError(CHANGED)
    return rows


def held(pairs: Sequence[UUID]) -> QuerySet[Judgement]:
    """The judgements of these pairs that hold."""
    return Judgement.objects.filter(pair__in=list(pairs), withdrawn_at__isnull=True)
