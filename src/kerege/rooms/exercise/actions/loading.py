"""Loading the year through the doors: batch after batch in the order of time, each desk its own, offers after them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Gate, Part, Purpose, Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.exercise import queries
from kerege.rooms.exercise.actions.founding import hat_key
from kerege.rooms.exercise.rules import cast, crossings, reports
from kerege.rooms.exercise.rules import plan as planning
from kerege.rooms.exercise.rules.plan import Plan
from kerege.rooms.exercise.rules.planting import Crossing, SideOfCrossing
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import Reader, read_claim
from kerege.rooms.substances import queries as substances

Progress = Callable[[int, int, str], None]
AtOnce = Callable[[date], None]
SIDES = "sides.tsv"
MOST_AT_ONCE = 2_000
OFFERED_AFTER = 10
REASON = "EXERCISE"


@dataclass(slots=True)
class Planned:
    """One report to come: its key, day, content, and whether its names wait at a gate."""

    key: str
    day: date
    raw: dict[str, object]


@dataclass(frozen=True, slots=True)
class Node:
    """The exercise on this node: its plan and the hats of its officers."""

    plan: Plan
    hats: dict[str, str]

    def viewer(self, desk: str, role: Role, purpose: Purpose = Purpose.EXERCISE) -> Viewer:
        """The viewer of a role at a desk."""
        return directory.viewer_for(UUID(self.hats[hat_key(desk, role)]), purpose=purpose, reason=REASON)


@dataclass(slots=True)
class Loaded:
    """What was loaded: how many, how many were there already, and offered by a second officer."""

    reports: int = 0
    already: int = 0
    offered: int = 0


def load(exercise: Node, planted: list[Crossing], *, progress: Progress, after_batch: AtOnce) -> Loaded:
    """Load everything; `after_batch` is called when all desks have entered the reports of one span."""
    plan = exercise.plan
    sides: dict[str, list[SideOfCrossing]] = defaultdict(list)
    for crossing in planted:
        for side in crossing.sides:
            sides[side.desk].append(side)
    loaded = Loaded()
    whole = sum(planning.reports_of(plan, desk) for desk in cast.desks()) + sum(map(len, sides.values()))
    for batch in range(planning.BATCHES[plan.size] + 4):
        day = planning.entered_on(plan, batch)
        for desk in cast.desks():
            if coming := list(reports_in(plan, desk, batch, sides[desk.code])):
                load_desk(exercise, desk, batch, coming, loaded)
                progress(loaded.reports + loaded.already, whole, f"{day.isoformat()} {desk.code}")
        after_batch(day)
    return loaded


def reports_in(plan: Plan, desk: cast.DeskSpec, batch: int, sides: list[SideOfCrossing]) -> Iterator[Planned]:
    """The reports of one desk in one batch: ordinary ones and sides of crossings, by day."""
    found = [(day, number) for number, day in enumerate(days_of(plan, desk)) if planning.batch_of(plan, day) == batch]
    made = [Planned(f"{desk.code}:{number}", day, reports.ordinary(plan, desk, number, day)) for day, number in found]
    made += [Planned(side.key, side.day, side.raw) for side in sides if planning.batch_of(plan, side.day) == batch]
    yield from sorted(made, key=lambda each: (each.day, each.key))


@cache
def days_of(plan: Plan, desk: cast.DeskSpec) -> list[date]:
    """The days of a desk's reports, kept while they are loaded."""
    return planning.days_of(plan, desk)


@cache
def substance_code(text: str) -> str | None:
    """What the register says of a written substance, asked once."""
    return substances.resolve(text).code


def load_desk(exercise: Node, desk: cast.DeskSpec, batch: int, coming: list[Planned], loaded: Loaded) -> None:
    """Enter one desk's reports of a batch on its day, and offer what a releasing officer has to."""
    plan = exercise.plan
    at = datetime.combine(planning.entered_on(plan, batch), time(4), tzinfo=UTC)
    at += timedelta(minutes=plan.dice(f"hour|{desk.code}|{batch}").below(600))
    for first in range(0, len(coming), MOST_AT_ONCE):
        part = coming[first : first + MOST_AT_ONCE]
        with chance.seeded(f"exercise|{plan.seed}|{desk.code}|{batch}|{first}", at):
            added = enter(exercise, desk, part, loaded)
            loaded.offered += offer(exercise, desk, [(each, added[each.key]) for each in part if each.key in added])


def enter(exercise: Node, desk: cast.DeskSpec, part: list[Planned], loaded: Loaded) -> dict[str, UUID]:
    """Keep the reports through the bulk door; the id of each new one by its key."""
    actor = exercise.viewer(desk.code, cast.REPORTERS[desk.kind])
    reader = Reader(substance=substance_code, day=chance.today())
    keys = {key_of(exercise.plan, each.key): each.key for each in part}
    prepared = [records.Prepared(read_claim(each.raw, reader), key_of(exercise.plan, each.key)) for each in part]
    with viewing(actor):
        result = records.report_many(actor=actor, prepared=prepared)
        added = {keys[key]: identity for key, identity in result.added.items()}
        remember({key: str(identity) for key, identity in added.items() if key.startswith(("crossing", "decoy"))})
    loaded.reports += len(added)
    loaded.already += len(result.already)
    return added


def remember(sides: dict[str, str]) -> None:
    """Note the reports of sides before they are committed: an exercise that was stopped goes on with them known."""
    with (queries.folder() / SIDES).open("a", encoding="utf-8") as file:
        file.writelines(f"{key}\t{identity}\n" for key, identity in sides.items())


def remembered() -> dict[str, str]:
    """The report of each side that was loaded; of one noted twice the later note holds."""
    path = queries.folder() / SIDES
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t", 1) for line in lines)


def offer(exercise: Node, desk: cast.DeskSpec, added: list[tuple[Planned, UUID]]) -> int:
    """A releasing officer of the agency passes on what its posts reported, but for the newest and what is held back."""
    gate = next(party.gate_nominal for party in cast.PARTIES if party.code == desk.party)
    if gate is not Gate.DESK or not reports.waits_at_gate(desk):
        return 0
    ripe = [identity for each, identity in added if is_ripe(each, exercise.plan)]
    if not ripe:
        return 0
    head = next(d.code for d in cast.desks() if d.agency == desk.agency and d.kind == "analysis")
    actor = exercise.viewer(head, Role.RELEASING)
    with viewing(actor):
        for identity in ripe:
            records.offer(actor=actor, report_id=identity, part=Part.NOMINAL)
    return len(ripe)


def is_ripe(each: Planned, plan: Plan) -> bool:
    """Whether a report's names were looked at by now."""
    old = (plan.last_day - each.day).days > OFFERED_AFTER
    return bool(each.raw.get("subjects")) and old and not crossings.held_back(each.key, plan)


def key_of(plan: Plan, key: str) -> bytes:
    """The identity of a report of this exercise."""
    return sha256(f"exercise|{plan.seed}|{key}".encode()).digest()
