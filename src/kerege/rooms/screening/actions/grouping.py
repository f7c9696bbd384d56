"""What a person says of who may be one in a screening: accepted, refused, or taken back; merging is nobody else's."""

from collections.abc import Sequence
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.screening.queries.proposals import hits_of
from kerege.rooms.screening.queries.runs import own_run


def judge_proposal(
    *, actor: Viewer, run: UUID, proposal: UUID, same: bool, reason: str, pairs: Sequence[UUID] | None = None
) -> list[UUID]:
    """Say that a proposal's pairs (all, or those of these hits) are the same, or are not; returns the judgements.

    Raises NoSuchScreeningError; UnableToJudgeError, ReasonMissingError, NoSuchHitError of the cross-check.
    """
    require_viewer(actor)
    own_run(actor, run)
    return crosscheck.judge_proposal(
        actor=actor, hits=hits_of(run), proposal=proposal, same=same, reason=reason, chosen=pairs
    )


def take_back(*, actor: Viewer, run: UUID, pairs: Sequence[UUID]) -> int:
    """Take back what was said of these hits; what fell apart or was joined is as before. Returns how many.

    Raises NoSuchScreeningError; UnableToJudgeError, NoSuchHitError of the cross-check.
    """
    require_viewer(actor)
    own_run(actor, run)
    return crosscheck.take_back_pairs(actor=actor, hits=hits_of(run), chosen=pairs)
