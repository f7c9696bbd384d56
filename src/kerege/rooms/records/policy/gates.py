"""How far a part goes when it is reported: the party's national gate and the actor's role decide."""

from uuid import UUID

from kerege.kernel.law import Gate, Part, Role, State, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.records.policy.labels import Bounds, States

APPROVERS = {
    Gate.DESK: frozenset({Role.RELEASING, Role.COORDINATOR}),
    Gate.COORDINATOR: frozenset({Role.COORDINATOR}),
}


def gate_of(party: UUID, part: Part) -> Gate:
    """The gate of a party for a part."""
    facts, nominal = directory.gates(party)
    return facts if part is Part.FACTS else nominal


def may_offer(actor: Viewer, part: Part) -> bool:
    """Whether this actor's own word is enough to offer a part."""
    gate = gate_of(actor.party, part)
    return gate is Gate.AUTOMATIC or actor.role in APPROVERS[gate]


def opening_states(actor: Viewer, *, send: bool) -> States:
    """The states of a new report: kept in the unit, or sent and then as far as gate and role allow."""
    if not send:
        return States(State.UNIT, State.UNIT)
    facts = State.OFFERED if may_offer(actor, Part.FACTS) else State.DESK
    nominal = State.OFFERED if may_offer(actor, Part.NOMINAL) and facts is State.OFFERED else State.DESK
    return States(facts, nominal)


def waits_anew(actor: Viewer, *, before: Bounds, after: Bounds, others: bool) -> bool:
    """Whether a corrected nominal part waits at the gate again: it names others, or opens wider, than was let through.

    Whose word is enough to offer it corrects what is offered.
    """
    return (others or is_looser(before, after)) and not may_offer(actor, Part.NOMINAL)


def is_looser(before: Bounds, after: Bounds) -> bool:
    """Whether terms let somebody read or find what those before them did not."""
    return (
        after.closest_mode > before.closest_mode
        or after.level < before.level
        or not set(map(str, before.forbidden)) <= set(map(str, after.forbidden))
    )
