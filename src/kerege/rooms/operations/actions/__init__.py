"""Door for writing: drafting a delivery, taking a step in its course, admitting and removing those who take part."""

from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.actions.delivering import (
    accept_assurance,
    act,
    amend,
    answer,
    assure,
    draft,
    remove,
    send,
    split,
    step,
)
from kerege.rooms.operations.actions.handing import give, take
from kerege.rooms.operations.actions.legs import submit_leg
from kerege.rooms.operations.actions.letters import keep_letter
from kerege.rooms.operations.actions.seating import admit, leave, seat_own
from kerege.rooms.operations.actions.taking import UnableToActError, signature_of
from kerege.rooms.operations.rules.steps import RefusedStepError

__all__ = [
    "RefusedStepError",
    "UnableToActError",
    "accept_assurance",
    "act",
    "admit",
    "amend",
    "answer",
    "assure",
    "draft",
    "give",
    "joint",
    "keep_letter",
    "leave",
    "remove",
    "seat_own",
    "send",
    "signature_of",
    "split",
    "step",
    "submit_leg",
    "take",
]
