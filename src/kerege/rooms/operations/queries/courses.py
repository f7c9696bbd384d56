"""The course of a delivery: the steps that the machine follows, each as this node signed it, and those it does not."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import seal
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries.signing import is_sound
from kerege.rooms.operations.rules.file import By
from kerege.rooms.operations.rules.steps import Step
from kerege.rooms.operations.rules.words import Kind

COLUMNS = (
    *("id", "owner", "place", "kind", "at", "officer", "officer_number", "agency", "agency_code", "party_code"),
    *("centre", "given", "words", "signature"),
)
STEPS = (
    "SELECT id, owner, place, kind, at, officer, officer_number, agency, agency_code, party_code, centre, given, words,"
    " signature FROM delivery_steps(%s)"
)
ACTS = "SELECT door, times FROM delivery_acts(%s)"
FURTHEST = 10_000
"""So many steps at most are thought to have been altered or cut off behind the last that is signed."""
DRAFT = "operations.draft"
"""The door of the first step; that of any other is named after its kind."""


class BentDeliveryError(seal.BentError):
    """The plan with which a delivery begins is not as the node signed it: nothing can be said of its state."""


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """A step that the machine does not follow: its line of the log, or nothing where the viewer does not read it."""

    place: int | None = None
    kind: Kind | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of a delivery as the machine needs them."""

    steps: tuple[Step, ...] = ()
    """Those that are as this node signed them, in order."""
    unfollowed: tuple[int, ...] = ()
    """The places of the others: what stands there was altered, stands there twice, or is missing, at the end too."""
    last_place: int = 0
    """The next step goes behind it: that of the last row, also where steps were cut off."""

    @property
    def is_bent(self) -> bool:
        """Whether the plan with which it begins is not there as the node signed it."""
        return not self.steps or self.steps[0].kind is not Kind.PLAN

    def refuse_bent(self) -> None:
        """Raise BentDeliveryError where nothing can be made of it."""
        if self.is_bent:
            raise BentDeliveryError(
                gettext_noop(
                    "the plan of this delivery is not as the node signed it: nothing of the file is shown, and its load"
                    " can be stopped alone. Ring those who take part, and have the operator of the node restore it from"
                    " a backup"
                )
            )


def rows_of(delivery: UUID) -> list[DeliveryStep]:
    """All its rows, in order; for the node at its work."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS, [delivery])
        return [row_of(delivery, values) for values in cursor.fetchall()]


def row_of(delivery: UUID, values: Sequence[Any]) -> DeliveryStep:
    """A row of the function as one of the table."""
    named = dict(zip(COLUMNS, values, strict=True))
    return DeliveryStep(**named | {"delivery": delivery, "given": json.loads(named["given"])})


def acts_of(delivery: UUID) -> dict[str, int]:
    """How often the journal tells of each act on it, by its door; for the node at its work."""
    with connection.cursor() as cursor:
        cursor.execute(ACTS, [delivery])
        return {str(door): int(times) for door, times in cursor.fetchall()}


def course_of(rows: Iterable[DeliveryStep], acts: Mapping[str, int] | None = None) -> Course:
    """The course that these rows make: one step at each place, the first that bears the node's signature over it.

    `acts` are those of which the journal tells: steps that it tells of and that stand nowhere were cut off the end.
    """
    sound: dict[int, Step] = {}
    bent: set[int] = set()
    for row in rows:
        if row.place not in sound and is_sound(row):
            sound[row.place] = step_of(row)
        else:
            bent.add(row.place)
    last = last_of(sound, bent)
    holes = last - len(sound)
    cut = max(0, untold(sound.values(), acts or {}) - holes)
    missing = set(range(1, last + cut + 1)) - sound.keys()
    behind = next(place for place in range(last + 1, last + len(bent) + 2) if place not in bent)
    return Course(tuple(sound[place] for place in sorted(sound)), tuple(sorted(bent | missing)), behind - 1)


def last_of(sound: Collection[int], bent: Collection[int]) -> int:
    """The last place at which a step stood: what is not signed and stands further off than steps can have been is none.

    A row that somebody put at the last place of all would else leave none for a stop, and count two milliards of steps
    as missing.
    """
    end = max([0, *sound])
    return max([end, *(place for place in bent if place <= end + FURTHEST)])


def untold(steps: Iterable[Step], acts: Mapping[str, int]) -> int:
    """Of how many steps the journal tells that are not among these.

    A step that a restored node laid back into the course has no leaf, and stands for none of another kind.
    """
    told = Counter({kind: acts.get(door_of(kind), 0) for kind in Kind})
    told.subtract(step.kind for step in steps)
    return sum(times for times in told.values() if times > 0)


def door_of(kind: Kind) -> str:
    """The door under which the journal tells of a step."""
    return DRAFT if kind is Kind.PLAN else f"operations.{kind.value}"


def step_of(row: DeliveryStep) -> Step:
    """A row of the course as a step."""
    by = By(officer=str(row.officer), agency=row.agency_code, party=row.party_code, centre=row.centre)
    return Step(kind=Kind(row.kind), at=row.at, by=by, given=row.given)
