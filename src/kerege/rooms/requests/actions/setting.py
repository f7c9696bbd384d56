"""What parties and the Council set: gates, second approvers, the profile of clocks."""

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.refusals import UnableToAskError
from kerege.rooms.requests.models import Adopted, Gate
from kerege.rooms.requests.queries.settings import GateEntry, waiting_profiles
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.clocks import PROFILES
from kerege.rooms.requests.rules.course import Kind


def set_gate(*, actor: Viewer, entry: GateEntry, kind: Kind | None = None) -> None:
    """The coordinator says how his party lets one kind out and in, or every kind, from now on."""
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR:
        raise UnableToAskError(gettext_noop("the gate of a party is set by its coordinator"))
    Gate.objects.bulk_create(
        [
            Gate(
                id=chance.new_id(),
                party=actor.party,
                kind=kind.value if kind else "",
                outgoing=entry.outgoing.value,
                incoming=entry.incoming.value,
                second_approver=entry.second_approver,
                recorded_at=chance.now(),
                officer_number=actor.officer_number,
            )
        ]
    )
    journal.write_leaf(
        LeafKind.ADMINISTER,
        "requests.set_gate",
        {"party": str(actor.party), "kind": kind.value if kind else ""},
        rows=1,
    )


def adopt(*, actor: Viewer, profile: str, decision: str) -> UUID:
    """The centre's administrator enters which profile of clocks the Council adopted, by which decision.

    It holds once a coordinator of a member has confirmed it (`confirm_profile`). Returns the entry's id.
    """
    require_viewer(actor)
    if actor.role is not Role.ADMINISTRATOR or actor.party_class is not PartyClass.CENTRE:
        raise UnableToAskError(gettext_noop("the adopted profile is entered by the centre's administrator"))
    if profile not in PROFILES:
        raise UnableToAskError(words.NO_SUCH_PROFILE)
    if not decision.strip():
        raise UnableToAskError(gettext_noop("name the decision of the Council"))
    return record(actor, profile, decision.strip()[:200], None)


def confirm_profile(*, actor: Viewer, entry: UUID) -> None:
    """A member of the Council, the coordinator of a member state, confirms what was entered: it holds from now on.

    Raises UnableToAskError without the role, or when nothing waits under this id.
    """
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR or actor.party_class is not PartyClass.MEMBER:
        raise UnableToAskError(gettext_noop("an adopted profile is confirmed by the coordinator of a member state"))
    found = next((each for each in waiting_profiles() if each.id == entry), None)
    if found is None:
        raise UnableToAskError(gettext_noop("no adopted profile waits for a word under this id"))
    record(actor, found.profile, found.decision, found.id)


def record(actor: Viewer, profile: str, decision: str, confirms: UUID | None) -> UUID:
    """Write an entry or a confirmation, at the instant that was signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewer_instant()")
        (at,) = cursor.fetchone()
    row = Adopted(
        id=chance.new_id(),
        profile=profile,
        decision=decision,
        recorded_at=at,
        officer_number=actor.officer_number,
        confirms=confirms,
    )
    Adopted.objects.bulk_create([row])
    door = "requests.confirm_profile" if confirms else "requests.adopt"
    journal.write_leaf(LeafKind.ADMINISTER, door, {"profile": profile}, rows=1)
    return row.id
