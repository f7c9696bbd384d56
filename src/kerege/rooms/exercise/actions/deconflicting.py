"""Submitting the planned events of the exercise through the door, and what was told against what was planted."""

from datetime import UTC, datetime, time

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.deconfliction import actions as deconfliction
from kerege.rooms.deconfliction import queries
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.exercise.rules.meetings import PlannedEvent, planned_events

SPAN = time(20)


def play(exercise: Node, progress: Progress) -> dict[str, int]:
    """Submit every event that is not there yet, then compare what both sides and the duty desk see with the planted."""
    coming = planned_events(exercise.plan)
    at = datetime.combine(exercise.plan.last_day, SPAN, tzinfo=UTC)
    there = submitted(exercise, coming)
    for number, event in enumerate(coming):
        if event.key not in there:
            with chance.seeded(f"exercise|{exercise.plan.seed}|{event.key}", at):
                submit(exercise, event)
        progress(number + 1, len(coming), "planned events")
    return compared(exercise, coming)


def submitted(exercise: Node, coming: list[PlannedEvent]) -> set[str]:
    """The events that an exercise which was stopped has submitted already."""
    made: set[str] = set()
    for desk, role in sorted({(event.desk.code, event.role) for event in coming}):
        viewer = exercise.viewer(desk, role)
        with viewing(viewer):
            made |= {each.case for each in queries.events(viewer=viewer)}
    return made


def submit(exercise: Node, event: PlannedEvent) -> None:
    """One event through the door."""
    actor = exercise.viewer(event.desk.code, event.role)
    with viewing(actor):
        deconfliction.submit(actor=actor, plan=plan_of(event))


def plan_of(event: PlannedEvent) -> queries.Plan:
    """An event as the door takes it."""
    kind = queries.Kind(event.kind)
    return queries.Plan(
        kind=kind,
        scope=queries.Scope.ROUTE,
        scope_note="УЧЕБНОЕ",
        place=event.place,
        way=tuple((la, lo, first.timestamp(), last.timestamp()) for la, lo, first, last in event.way),
        radius_km=event.radius_km,
        zone="Asia/Almaty",
        case=event.key,
        supervisor="УЧЕБНАЯ смена",
        telephone="+7 700 000 00 00",
        choice=queries.default_choice(kind),
    )


def compared(exercise: Node, coming: list[PlannedEvent]) -> dict[str, int]:
    """How many planted pairs were found, and how many conflicts stand that nobody planted.

    Of a pair told at once both sides must see whom to call; of a mediated one the duty desk alone must see it.
    """
    pairs: dict[str, list[PlannedEvent]] = {}
    for event in coming:
        if event.pair:
            pairs.setdefault(event.pair, []).append(event)
    crossings = desk_pairs(exercise)
    told = told_sides(exercise, coming)
    found = sum(is_found(sides, crossings, told) for sides in pairs.values())
    wanted = {frozenset(each.desk.code for each in sides) for sides in pairs.values()}
    expected = {side for sides in pairs.values() if not sides[0].mediated for side in lines_of(sides)}
    beyond = sum(each not in wanted for each in crossings) + max(0, len(crossings) - len(pairs))
    return {
        "events": len(coming),
        "planted": len(pairs),
        "found": found,
        "false": beyond + len(told - expected),
    }


def desk_pairs(exercise: Node) -> list[frozenset[str]]:
    """What the duty desk sees: which two desks cross."""
    duty = exercise.viewer("centre-duty", Role.DUTY)
    with viewing(duty):
        kept = queries.crossings(viewer=duty)
    return [frozenset(desk.code for desk in (each.first, each.second) if desk is not None) for each in kept]


def told_sides(exercise: Node, coming: list[PlannedEvent]) -> set[tuple[str, str]]:
    """What the sides see: the case of an own event, and the desk to call."""
    made: set[tuple[str, str]] = set()
    for desk, role in sorted({(event.desk.code, event.role) for event in coming}):
        viewer = exercise.viewer(desk, role)
        with viewing(viewer):
            cases = {each.id: each.case for each in queries.events(viewer=viewer)}
            for each in queries.conflicts(viewer=viewer):
                made.add((cases[each.event], each.call.code if each.call else ""))
    return made


def lines_of(sides: list[PlannedEvent]) -> set[tuple[str, str]]:
    """What both sides of a pair told at once have to see."""
    one, other = sides
    return {(one.key, other.desk.code), (other.key, one.desk.code)}


def is_found(sides: list[PlannedEvent], crossings: list[frozenset[str]], told: set[tuple[str, str]]) -> bool:
    """Whether a planted pair stands where it has to, and nowhere else."""
    kept = frozenset(each.desk.code for each in sides) in crossings
    seen = lines_of(sides) & told
    return kept and (not seen if sides[0].mediated else seen == lines_of(sides))
