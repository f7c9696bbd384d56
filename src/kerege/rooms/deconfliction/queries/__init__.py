"""Door for reading: the agency's events, its conflicts, and what the keeping desk sees."""

from kerege.rooms.deconfliction.queries.finding import (
    ConflictEntry,
    CrossingEntry,
    EventEntry,
    NoSuchEventError,
    conflict,
    conflicts,
    crossing,
    crossings,
    event,
    events,
    may_keep,
    may_submit,
    waiting_count,
)
from kerege.rooms.deconfliction.queries.legs import standing_legs
from kerege.rooms.deconfliction.queries.saying import field_line, plan_problems
from kerege.rooms.deconfliction.queries.subjects import SubjectMatch, subject_matches
from kerege.rooms.deconfliction.rules import course, times, words
from kerege.rooms.deconfliction.rules.borders import Nearest
from kerege.rooms.deconfliction.rules.course import Stage, Step
from kerege.rooms.deconfliction.rules.events import (
    CHOICES,
    KINDS,
    SCOPES,
    Kind,
    Plan,
    Problem,
    Scope,
    default_choice,
    nearest_border,
)
from kerege.rooms.deconfliction.rules.places import Named, named_places, place_named
from kerege.rooms.deconfliction.rules.reading import PlanError, read_plan
from kerege.rooms.deconfliction.rules.telling import Choice, Mode

__all__ = [
    "CHOICES",
    "KINDS",
    "SCOPES",
    "Choice",
    "ConflictEntry",
    "CrossingEntry",
    "EventEntry",
    "Kind",
    "Mode",
    "Named",
    "Nearest",
    "NoSuchEventError",
    "Plan",
    "PlanError",
    "Problem",
    "Scope",
    "Stage",
    "Step",
    "SubjectMatch",
    "conflict",
    "conflicts",
    "course",
    "crossing",
    "crossings",
    "default_choice",
    "event",
    "events",
    "field_line",
    "may_keep",
    "may_submit",
    "named_places",
    "nearest_border",
    "place_named",
    "plan_problems",
    "read_plan",
    "standing_legs",
    "subject_matches",
    "times",
    "waiting_count",
    "words",
]
