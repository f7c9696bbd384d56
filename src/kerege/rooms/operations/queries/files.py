"""A file as the machine sees it: its row (row policies apply), and the course that those who take part decide by."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext, gettext_noop

from kerege.foundation.viewing import require_viewer, viewing
from kerege.kernel.law import PartyClass, Viewer
from kerege.kernel.saying import SaidError
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.models import Delivery
from kerege.rooms.operations.queries.courses import Course, acts_of, course_of, rows_of
from kerege.rooms.operations.rules.course import replay
from kerege.rooms.operations.rules.file import By, File
from kerege.rooms.operations.rules.joint import LackingError
from kerege.rooms.operations.rules.steps import Step
from kerege.rooms.operations.rules.wording import FIELDS, IN_SENTENCES, TITLES

SYSTEM = "operations"


class NoSuchDeliveryError(LookupError):
    """There is no such delivery for this viewer: unknown, foreign and left look the same."""


@dataclass(frozen=True, slots=True)
class Place:
    """Who stands where in a file."""

    audience: UUID
    member: UUID
    party: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A delivery that somebody takes part in, whatever can be made of its course."""

    id: UUID
    owner: UUID
    label: int
    number: str
    title: str
    made_at: datetime
    agency: UUID
    everyone: UUID
    parent: UUID | None
    places: tuple[Place, ...]
    unfollowed: tuple[int, ...] = ()
    """The places of steps that the file was made without: they are not as the node signed them."""
    last_place: int = 0

    @property
    def seats(self) -> dict[str, UUID]:
        """The audience of each state's own place."""
        shared = {self.id, self.everyone}
        return {place.party: place.audience for place in self.places if place.audience not in shared}

    def sees_whole(self, viewer: Viewer) -> bool:
        """Whether somebody sees all legs: the requesting agency, and those whom it admitted to the whole."""
        admitted = any(place.whole and place.member in viewer.own_audiences for place in self.places)
        return viewer.agency == self.agency or admitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Found):
    """A delivery with its course replayed."""

    steps: tuple[Step, ...]
    file: File


def by_of(viewer: Viewer) -> By:
    """The viewer as the machine knows him."""
    codes = {entry.id: entry.code for entry in directory.agencies()}
    return By(
        officer=str(viewer.officer),
        agency=codes[viewer.agency],
        party=viewer.party_code,
        centre=viewer.party_class is PartyClass.CENTRE,
    )


def load(*, viewer: Viewer, delivery: UUID) -> Loaded:
    """A delivery that the viewer takes part in. Raises NoSuchDeliveryError, BentDeliveryError."""
    found, whole = find(viewer=viewer, delivery=delivery)
    whole.refuse_bent()
    known = {each.name: getattr(found, each.name) for each in fields(found)}
    return Loaded(**known, steps=whole.steps, file=replay(whole.steps))


def find(*, viewer: Viewer, delivery: UUID) -> tuple[Found, Course]:
    """A delivery that the viewer takes part in, with its course as it stands. Raises NoSuchDeliveryError."""
    require_viewer(viewer)
    row = Delivery.objects.filter(id=delivery).first()
    whole = course(viewer, delivery) if row else Course()
    if row is None or not whole.last_place:
        raise NoSuchDeliveryError(gettext_noop("nothing under this reference may be shown to you"))
    found = Found(
        id=row.id,
        owner=row.owner,
        label=row.label,
        number=row.number,
        title=row.title,
        made_at=row.made_at,
        agency=row.agency,
        everyone=row.everyone,
        parent=row.parent,
        places=all_places(viewer, delivery),
        unfollowed=whole.unfollowed,
        last_place=whole.last_place,
    )
    return found, whole


@contextmanager
def deciding(viewer: Viewer, delivery: UUID) -> Iterator[bool]:
    """The node at work on a delivery for somebody who takes part in it; False, and nothing, for anybody else.

    The database gives the whole of a file to the node alone: it decides by what its officers may not read.
    """
    require_viewer(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT takes_part(%s)", [delivery])
        taking_part = bool(cursor.fetchone()[0])
    if not taking_part:
        yield False
        return
    with viewing(directory.system_viewer(SYSTEM)):
        yield True


def course(viewer: Viewer, delivery: UUID) -> Course:
    """The steps of a delivery, as the machine needs them; an empty course to those who take no part."""
    with deciding(viewer, delivery) as allowed:
        return course_of(rows_of(delivery), acts_of(delivery)) if allowed else Course()


def all_places(viewer: Viewer, delivery: UUID) -> tuple[Place, ...]:
    """Who stands in which audience of a delivery: everybody, for the room to tell; it shows a state its own."""
    with deciding(viewer, delivery) as allowed:
        return places(delivery) if allowed else ()


def places(delivery: UUID) -> tuple[Place, ...]:
    """Who stands in which audience of a file, as far as the open context may know it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audience, member, party_code, whole FROM file_members(%s)", [delivery])
        return tuple(Place(*row) for row in cursor.fetchall())


def refusal_text(problem: SaidError) -> str:
    """A refusal of the machine in the reader's language, the words in it and the fields it names too."""
    if isinstance(problem, LackingError):
        called = [
            TITLES.get(problem.kind, FIELDS[each]) if each == "title" else FIELDS[each] for each in problem.fields
        ]
        named = [f"{gettext(text)} ({each})" for text, each in zip(called, problem.fields, strict=True)]
        return gettext(problem.message) % {"missing": ", ".join(named)}
    values: Mapping[str, str] = {
        name: gettext(IN_SENTENCES[value]) if value in IN_SENTENCES else value for name, value in problem.values.items()
    }
    return gettext(problem.message) % values if values else gettext(problem.message)
