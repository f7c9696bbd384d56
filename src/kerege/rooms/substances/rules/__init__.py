"""Pure rules of the room: what an entry is, how a written name is resolved, what a date and a weight mean in law."""

from kerege.rooms.substances.rules.entries import (
    Confidence,
    Control,
    Entry,
    Hint,
    How,
    Kind,
    Name,
    NameKind,
    Resolution,
    SinceKind,
    Size,
    SizeLimits,
    Source,
    Suggestion,
)
from kerege.rooms.substances.rules.labels import instrument, label
from kerege.rooms.substances.rules.reasons import Reason
from kerege.rooms.substances.rules.register import Register, UnknownSubstanceError
from kerege.rooms.substances.rules.resolver import Batch, Resolver
from kerege.rooms.substances.rules.status import ControlOn, ControlState, SizeOn, control_on, size_on
from kerege.rooms.substances.rules.vocabulary import shipped_register

__all__ = [
    "Batch",
    "Confidence",
    "Control",
    "ControlOn",
    "ControlState",
    "Entry",
    "Hint",
    "How",
    "Kind",
    "Name",
    "NameKind",
    "Reason",
    "Register",
    "Resolution",
    "Resolver",
    "SinceKind",
    "Size",
    "SizeLimits",
    "SizeOn",
    "Source",
    "Suggestion",
    "UnknownSubstanceError",
    "control_on",
    "instrument",
    "label",
    "shipped_register",
    "size_on",
]
