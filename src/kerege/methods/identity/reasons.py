"""Why a decision fell as it did, and what would change it: codes with values, for a face to put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kerege.methods.names import Reason as NameReason


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code with values, or one reason of the name comparison; `weight` says which way it pulls (log odds)."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    name: NameReason | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """What would change a decision: a finding still to be made, and the probability it would lead to."""

    code: str
    probability: float
