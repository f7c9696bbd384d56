"""This room's rows of the policy table, and the labels of what it keeps."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.kernel.law import Guard, Level, Part, PartyClass, Purpose, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access

SEATS = "id = ANY((SELECT own_seats())::uuid[])"
PURPOSES = frozenset({Purpose.CONTROLLED_DELIVERY, Purpose.JOINT_OPERATION, Purpose.EXERCISE})
"""Purposes for which others than a row's owner read it."""


def register() -> None:
    """Register the tables of the room."""
    files = gettext_noop("file of a controlled delivery (those who take part)")
    steps = gettext_noop("step of a controlled delivery (those whom it concerns, and those who see the whole)")
    access.register_policy(
        access.owned_policy("operations", "operations_delivery", files),
        access.owned_policy("operations", "operations_delivery_step", steps),
        access.owned_policy("operations", "operations_operation", gettext_noop("work file (its members)")),
        access.owned_policy("operations", "operations_entry", gettext_noop("entry of a work file (its members)")),
        access.owned_policy(
            "operations", "operations_invitation", gettext_noop("invitation to an operation (the agency invited)")
        ),
        access.PolicyRow(
            "operations",
            "operations_member",
            Guard.OWNED,
            gettext_noop("the agency that made the file; the member itself; of a limited place its named officers"),
            SEATS,
            gettext_noop("seat_member, unseat_member; nobody else"),
            "false",
        ),
    )


def label_of(actor: Viewer, audiences: Iterable[UUID], *, level: Level = Level.OPEN, place: UUID | None = None) -> int:
    """The label of a row: the actor's agency and these audiences; assured, since who may join was decided before.

    At the centre one desk is admitted, not its agency: what it writes stays with the desk. What is written at a `place`
    that is limited to named officers opens to these and to its audiences, not to the rest of the agency.
    """
    if place is not None:
        audiences = [*audiences, place]
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    terms = [
        access.ReleaseTerms(audience=audience, purposes=PURPOSES, last_day=None, assured=True)
        for audience in sorted(set(audiences), key=str)
    ]
    label = access.label_for(owner, Part.FACTS, State.OFFERED, releases=terms, closed=True, level=level)
    if actor.party_class is PartyClass.CENTRE:
        label = replace(label, owner_audience=actor.desk)
    if place is not None:
        label = replace(label, owner_audience=place)
    return access_actions.intern_label(label)
