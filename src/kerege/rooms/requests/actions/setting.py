"""What parties and the Council set: gates, second approvers, the profile of clocks."""

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Role, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.refusals import UnableToAskError
from kerege.rooms.requests.models import Adopted, Gate
from kerege.rooms.requests.queries.settings import GateEntry
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.clocks import PROFILES


def set_gate(*, actor: Viewer, entry: GateEntry) -> None:
    """The coordinator says how his party lets requests out and in, from now on."""
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR:
        raise UnableToAskError(gettext_noop("the gate of a party is set by its coordinator"))
    Gate.objects.bulk_create(
        [
            Gate(
                id=chance.new_id(),
                party=actor.party,
                outgoing=entry.outgoing.value,
                incoming=entry.incoming.value,
                second_approver=entry.second_approver,
                recorded_at=chance.now(),
                officer_number=actor.officer_number,
            )
        ]
    )
    journal.write_leaf(LeafKind.ADMINISTER, "requests.set_gate", {"party": str(actor.party)}, rows=1)


def adopt(*, actor: Viewer, profile: str, decision: str) -> None:
    """The centre's administrator enters which profile of clocks the Council adopted, by which decision."""
    require_viewer(actor)
    if actor.role is not Role.ADMINISTRATOR or actor.party_class is not PartyClass.CENTRE:
        raise UnableToAskError(gettext_noop("the adopted profile is entered by the centre's administrator"))
    if profile not in PROFILES:
        raise UnableToAskError(words.NO_SUCH_PROFILE)
    if not decision.strip():
        raise UnableToAskError(gettext_noop("name the decision of the Council"))
    Adopted.objects.bulk_create(
        [
            Adopted(
                id=chance.new_id(),
                profile=profile,
                decision=decision.strip(),
                recorded_at=chance.now(),
                officer_number=actor.officer_number,
            )
        ]
    )
    journal.write_leaf(LeafKind.ADMINISTER, "requests.adopt", {"profile": profile}, rows=1)
