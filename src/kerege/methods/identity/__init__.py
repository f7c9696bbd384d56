"""Whether two described subjects are the same: one calibrated probability with its reasons and what would change it."""

from kerege.methods.identity.births import BIRTH_AGAINST, BIRTH_AGREES, Birth, birth_level
from kerege.methods.identity.decision import Decision, Grade, decide
from kerege.methods.identity.described import Described
from kerege.methods.identity.levels import Levels
from kerege.methods.identity.namings import Named, Naming
from kerege.methods.identity.reasons import Change, Reason

__all__ = [
    "BIRTH_AGAINST", "BIRTH_AGREES",
    "Birth", "Change", "Decision", "Described", "Grade", "Levels", "Named", "Naming", "Reason", "birth_level", "decide",
]  # fmt: skip
