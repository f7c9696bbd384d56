"""The law of access as values: its vocabulary, viewers, labels, finding modes and the one decision."""

from kerege.kernel.law.decision import Decision, Outcome, Reason, decide, finding_mode
from kerege.kernel.law.label import CLASS_AUDIENCES, Findability, Grant, Label, Target, class_audience
from kerege.kernel.law.marking import Marking, join, joined
from kerege.kernel.law.viewer import Standing, Viewer
from kerege.kernel.law.vocabulary import (
    Act,
    Condition,
    FindingMode,
    Gate,
    Guard,
    Handling,
    Level,
    Part,
    PartyClass,
    PersonCategory,
    Purpose,
    Role,
    State,
)

__all__ = [
    "CLASS_AUDIENCES",
    "Act",
    "Condition",
    "Decision",
    "Findability",
    "FindingMode",
    "Gate",
    "Grant",
    "Guard",
    "Handling",
    "Label",
    "Level",
    "Marking",
    "Outcome",
    "Part",
    "PartyClass",
    "PersonCategory",
    "Purpose",
    "Reason",
    "Role",
    "Standing",
    "State",
    "Target",
    "Viewer",
    "class_audience",
    "decide",
    "finding_mode",
    "join",
    "joined",
]
