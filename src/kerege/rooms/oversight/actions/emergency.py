"""Danger to life: the owner's contact at once and nothing else; the owner is told, and the journal holds it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.kernel.saying import SaidError
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal import queries as acts
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices

DANGER = "oversight_danger"
"""The kind of notice by which the owner's desks are told."""
DOOR = "oversight.danger"
SHORTEST = 10
MOST_A_DAY = 12
"""So often an officer gets contacts within 24 hours, as often as he may ask nearly equal questions."""


class UnableToRaiseError(SaidError):
    """The contact is not given; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: a desk of the owner, or of the agency that coordinates for his party."""

    desk: UUID
    code: str
    name_en: str
    name_ru: str
    telephone: str
    coordinates: bool


def danger_to_life(*, actor: Viewer, desk: str, reference: str, danger: str) -> list[Contact]:
    """Say that a life is in danger and get the owner's contacts; no record is opened by it.

    `desk` is the owner's, as a hit names it; `reference` is what the owner will be asked about, `danger` says in words
    what threatens whom: both stay on the asker's side, as a commitment in his leaf. Desks whose contact is given are
    told at once. Raises UnableToRaiseError without words or too often within a day, PermissionError, NoSuchDeskError
    for an unknown desk.
    """
    require_viewer(actor)
    if Act.FIND not in ROLE_ACTS[actor.role]:
        raise PermissionError(gettext_noop("Only who may look for records asks for a contact because of danger."))
    if len(" ".join(danger.split())) < SHORTEST or not reference.strip():
        raise UnableToRaiseError(
            gettext_noop("say what threatens whom, and the reference the owner will be asked about")
        )
    refuse_ration(actor)
    owner = directory.desk_by_code(desk)
    detail = {"desk": str(owner.id), "reference": reference.strip(), "danger": " ".join(danger.split())}
    mark = chance.new_id()
    journal.write_leaf(LeafKind.DISCLOSE, DOOR, detail, mentions=[Touched(owner.id, owner.agency, mark)], rows=1)
    found = contacts(owner)
    for each in found:
        notices.tell(desk=each.desk, kind=DANGER, urgent=True)
    return found


def refuse_ration(actor: Viewer) -> None:
    """Raises UnableToRaiseError for whom his contacts of a day are used up; of two at once the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('danger' || %s, 0))", [str(actor.officer)])
    made = acts.times_done(viewer=actor, door=DOOR, since=chance.now() - timedelta(hours=24))
    if made >= MOST_A_DAY:
        raise UnableToRaiseError(
            gettext_noop("you were given contacts %(count)s times within 24 hours: telephone the centre's duty desk"),
            count=str(made),
        )


def contacts(owner: directory.DeskEntry) -> list[Contact]:
    """The owner's desk, and open desks of the agency that coordinates for his party."""
    agency = directory.coordinating_agency(owner.party)
    desks = [each for each in directory.desks() if each.agency == agency and each.closed_on is None]
    others = [each for each in desks if each.id != owner.id]
    return [
        Contact(each.id, each.code, each.name_en, each.name_ru, each.telephone, each.agency == agency)
        for each in (owner, *others)
    ]
