"""Legs and deconfliction: the leg on which the load is stands there as a moving event, and no other leg does."""

from contextlib import suppress
from functools import partial
from uuid import UUID

from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.kernel.saying import N_, SaidError
from kerege.rooms.deconfliction import actions as deconfliction
from kerege.rooms.deconfliction import queries as events
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.queries.courses import BentDeliveryError
from kerege.rooms.operations.queries.files import Loaded, NoSuchDeliveryError, load
from kerege.rooms.operations.rules.file import MOVING
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.ways import leg_id, leg_ids, way_ahead

RADIUS_KM = 1.0
LEFT = "the load has left the leg, or goes otherwise"


def follow_later(actor: Viewer, delivery: UUID) -> None:
    """After the present act is kept, let deconfliction know where the load is."""
    transaction.on_commit(partial(follow, actor, delivery), robust=True)


def follow(actor: Viewer, delivery: UUID) -> None:
    """End the events of legs that are not live; submit the live one where the actor's desk may and it can be.

    What cannot be submitted (no degrees, a hat that submits nothing) is shown on the delivery's page to the state on
    whose soil the load is, with a button; nothing of the act that was taken is undone.
    """
    with viewing(actor):
        try:
            found = load(viewer=actor, delivery=delivery)
        except (NoSuchDeliveryError, BentDeliveryError):
            return
        if not end_others(found) and may_stand(found, actor):
            try:
                submit(found, actor)
            except (SaidError, deconfliction.UnableToDeconflictError):
                return


def submit_leg(*, actor: Viewer, delivery: UUID) -> int:
    """Submit the leg on which the load is; returns how many conflicts the actor's desk is told at once.

    Raises NoSuchDeliveryError, RefusedStepError with the reason why it cannot be submitted.
    """
    found = load(viewer=actor, delivery=delivery)
    if not may_stand(found, actor):
        raise RefusedStepError(N_("only the state on whose soil the load is submits the leg to deconfliction"))
    if end_others(found):
        return 0
    try:
        return submit(found, actor)
    except deconfliction.UnableToDeconflictError as problem:
        raise RefusedStepError(problem.message, **problem.values) from problem
    except SaidError as problem:
        raise RefusedStepError(problem.message, **problem.values) from problem


def of_other_parts(found: Loaded, actor: Viewer) -> frozenset[UUID]:
    """Legs of the file that this one was split off from, and of parts split off, where both sides know of both files.

    The actor takes part in the other file, and the agency of its leg in this one: they need no call. Whoever knows of
    one alone is told of a conflict, for two teams that do not know of each other may follow the two loads.
    """
    codes = {entry.id: entry.code for entry in directory.agencies()}
    known = frozenset(codes[each] for each in {found.agency, *(p.member for p in found.places)} if each in codes)
    others = other_parts(found, actor)
    return frozenset().union(*(leg_ids(each.id, each.steps, each.file, known) for each in others))


def other_parts(found: Loaded, actor: Viewer) -> list[Loaded]:
    """The files of other parts of the same load that the actor takes part in, from one to the next."""
    made: dict[UUID, Loaded] = {found.id: found}
    ahead = [found]
    while ahead:
        here = ahead.pop()
        next_to = {here.parent} if here.parent else set()
        for each in (next_to | set(map(UUID, here.file.parts))) - made.keys():
            with suppress(NoSuchDeliveryError, BentDeliveryError):
                made[each] = load(viewer=actor, delivery=each)
                ahead.append(made[each])
    return [each for each in made.values() if each.id != found.id]


def may_stand(found: Loaded, actor: Viewer) -> bool:
    """Whether there is a live leg, on the soil of the actor's state."""
    moving = found.file.stage_at(chance.now()) in MOVING
    return moving and found.file.holder == actor.party_code


def end_others(found: Loaded) -> bool:
    """End what stands of legs that are not live; whether the live one stands."""
    every = leg_ids(found.id, found.steps, found.file)
    standing, live = events.standing_legs(every), live_leg(found)
    if standing - {live}:
        deconfliction.end_legs(standing - {live}, LEFT)
    return live in standing


def live_leg(found: Loaded) -> UUID | None:
    """The leg on which the load is, by deconfliction's number."""
    file = found.file
    moving = file.stage_at(chance.now()) in MOVING
    return leg_id(found.id, file.plan, file.soil) if moving and file.soil is not None else None


def submit(found: Loaded, actor: Viewer) -> int:
    """Submit the live leg. Raises RefusedStepError, EventError, UnableToDeconflictError."""
    file, leg = found.file, live_leg(found)
    way = way_ahead(file, found.steps, chance.now())
    if leg is None or file.soil is None or not way:
        raise RefusedStepError(N_("the plan gives no degrees for both ends of this leg, and no position is known"))
    enters, leaves = file.plan.points[file.soil], file.plan.points[file.soil + 1]
    between = f"{enters.name} – {leaves.name}"
    plan = events.Plan(
        kind=events.Kind.DELIVERY,
        scope=events.Scope.ROUTE,
        scope_note=between,
        place=between,
        way=way,
        radius_km=RADIUS_KM,
        zone=enters.zone,
        case=found.number,
        supervisor=actor.officer_number,
        telephone=directory.desk(actor.desk).telephone or file.plan.officer,
        choice=events.default_choice(events.Kind.DELIVERY),
        besides=(leg_ids(found.id, found.steps, file) | of_other_parts(found, actor)) - {leg},
    )
    return deconfliction.submit_leg(actor=actor, leg=leg, plan=plan).conflicts
