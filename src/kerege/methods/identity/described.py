"""What is known of one subject, as the decision takes it."""

from __future__ import annotations

from dataclasses import dataclass

from kerege.kernel.dates import PartialDate

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of one subject: a person, or a thing that its identifiers tell.

    `sex` is "", "m" or "f"; `nationality` an ISO 3166-1 alpha-2 code; `places` stand as written; `identifiers` are
    pairs of kind and normal form as `kernel.identifiers` gives them; `company` holds anchors of subjects and things
    it stands together with.
    """

    kind: str = PERSON
    names: tuple[str, ...] = ()
    birth: PartialDate | None = None
    sex: str = ""
    nationality: str = ""
    places: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    company: frozenset[str] = frozenset()
