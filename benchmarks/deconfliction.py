"""Deconfliction in the running system: a new event is kept, compared with 100,000 live ones, and both sides are told.

Live events lie around the towns of the list, in the next 30 days, for 1 to 72 hours with 0.2 to 3 km; one in ten is a
way between two towns. KEREGE_BENCH_EVENTS gives another number.
"""

import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks.check import server_time
from benchmarks.measure import Figure, quantile

if TYPE_CHECKING:
    from kerege.rooms.deconfliction.queries import Plan

LIVE = int(os.environ.get("KEREGE_BENCH_EVENTS", "100000"))
SUBMITTED = 400
WARM = 20
SEED = "deconfliction-1"
OWNERS = ("aigerim", "erlan", "farrukh", "hamid", "iskender", "ksenia")
COPY_EVENT = """
    INSERT INTO deconfliction_event
    SELECT (jsonb_populate_record(e, jsonb_build_object('id', x.id, 'way', x.way, 'radius_km', x.radius_km,
        'starts', x.starts, 'ends', x.ends, 'spots', '[]'::jsonb, 'made_at', x.starts - interval '40 days'))).*
      FROM jsonb_to_recordset(%s::jsonb) AS x(id uuid, model uuid, way jsonb, radius_km float8, starts timestamptz,
        ends timestamptz) JOIN deconfliction_event e ON e.id = x.model"""
COPY_COVER = """
    INSERT INTO deconfliction_cover (owner, event, area, during)
    SELECT e.owner, e.id, box(point(x.east, x.north), point(x.west, x.south)),
           tstzrange(to_timestamp(x.first), to_timestamp(x.last), '[]')
      FROM jsonb_to_recordset(%s::jsonb) AS x(event uuid, west float8, south float8, east float8, north float8,
        first float8, last float8) JOIN deconfliction_event e ON e.id = x.event"""
PIECE = 5_000


def run() -> Iterator[Figure]:
    """Fill a throw-away node with live events, and submit."""
    home = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    home.chmod(0o711)
    os.environ |= {"KEREGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    from kerege.foundation import database

    running = database.prepare(durable=True)
    try:
        import django

        django.setup()
        from tests import cast

        cast.build()
        with running.administrator("kerege") as administrator:
            yield from measured(administrator)
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def measured(database: Any) -> Iterator[Figure]:
    """Fill, then submit: half of the events lie on a live one, which must be found."""
    from kerege.rooms.deconfliction.rules import events

    events.MOST_A_DAY = events.MOST_ALIKE = 10**9  # type: ignore[misc]  # a benchmark submits more than a desk may
    dice = random.Random(SEED)
    begun = time.perf_counter()
    live, boxes = fill(database, dice)
    on = f"{live:,} live events, {boxes:,} boxes"
    yield Figure(what="fill", measured_on=on, ours=time.perf_counter() - begun, unit="s")
    yield from submissions(database, dice, on)


def fill(database: Any, dice: random.Random) -> tuple[int, int]:
    """Write live events for other desks, like those that the door wrote; returns how many, and how many boxes."""
    from kerege.rooms.deconfliction.rules.events import Scope, boxes_of
    from tests.rooms.deconfliction import scenes

    starts = datetime.now(tz=scenes.NOON.tzinfo)
    model = scenes.plan(at=(0.0, 0.0), starts=starts + timedelta(days=20), scope=Scope.ROUTE)
    models = [scenes.submit(name, replace(model, way=moved(model, at))).event for at, name in enumerate(OWNERS)]
    made = 0
    for piece in range(0, LIVE, PIECE):
        rows, covers = [], []
        for _ in range(min(PIECE, LIVE - piece)):
            plan = planned(dice, model)
            identity = UUID(int=dice.getrandbits(128), version=4)
            rows.append(row_of(plan, identity, dice.choice(models)))
            covers += [{"event": str(identity), **asdict(box)} for box in boxes_of(plan)]
        database.execute(COPY_EVENT, [json.dumps(rows)])
        database.execute(COPY_COVER, [json.dumps(covers)])
        made += len(covers)
    database.execute("ANALYZE deconfliction_event")
    database.execute("ANALYZE deconfliction_cover")
    return LIVE, made


def moved(model: "Plan", at: int) -> tuple[tuple[float, float, float, float], ...]:
    """The model's place, moved apart from the other models'."""
    _latitude, _longitude, first, last = model.way[0]
    return ((float(at), 0.0, first, last),)


def row_of(plan: "Plan", identity: UUID, model: UUID) -> dict[str, object]:
    """A live event as the filling statement takes it."""
    return {
        "id": str(identity),
        "model": str(model),
        "way": plan.way,
        "radius_km": plan.radius_km,
        "starts": plan.starts.isoformat(),
        "ends": plan.ends.isoformat(),
    }


def planned(dice: random.Random, model: "Plan") -> "Plan":
    """An invented event around a town, or on a way between two."""
    from kerege.rooms.deconfliction.queries import named_places

    towns = [each.point for each in named_places().values()]
    first = time.time() + dice.uniform(3600, 30 * 86400)
    last = first + dice.uniform(3600, 72 * 3600)
    here, there = dice.sample(towns, 2)
    spot = (here.latitude + dice.gauss(0, 0.15), here.longitude + dice.gauss(0, 0.2))
    if dice.random() < 0.9:
        return replace(model, way=((*spot, first, last),), radius_km=dice.uniform(0.2, 3))
    hours = (last - first) / 2
    way = ((*spot, first, first + hours / 4), (there.latitude, there.longitude, first + hours, last))
    return replace(model, way=way, radius_km=dice.uniform(0.2, 3))


def submissions(database: Any, dice: random.Random, on: str) -> Iterator[Figure]:
    """Time and outcome of submissions: wall time, and processor time of this process and its connections."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.deconfliction import actions
    from kerege.rooms.deconfliction.rules.events import Scope
    from tests.rooms.deconfliction import scenes

    actor, model = scenes.worn("bolat"), scenes.plan(scope=Scope.ROUTE)
    took, busy, missed, told = [], [], 0, 0
    for turn in range(SUBMITTED + WARM):
        planted = turn % 2 == 0
        plan = on_live(database, dice, model) if planted else planned(dice, model)
        begun, worked = time.perf_counter(), time.process_time() + server_time()
        with viewing(actor):
            made = actions.submit(actor=actor, plan=plan)
        if turn >= WARM:
            took.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() + server_time() - worked) * 1000)
        missed += planted and not made.conflicts
        told += made.conflicts
    took.sort()
    busy.sort()
    yield Figure(what="submit, p50", measured_on=on, ours=quantile(took, 0.5), unit="ms")
    yield Figure(what="submit, p99", measured_on=on, ours=quantile(took, 0.99), unit="ms", target=100, at_least=False)
    on_cores = quantile(busy, 0.99)
    yield Figure(what="submit, p99 of processor time of both processes", measured_on=on, ours=on_cores, unit="ms")
    yield Figure(what="planted conflicts missed", measured_on=on, ours=missed, unit="", target=0, at_least=False)
    yield Figure(what="conflicts told a submission", measured_on=on, ours=told / (SUBMITTED + WARM), unit="")


def on_live(database: Any, dice: random.Random, model: "Plan") -> "Plan":
    """An event on the spot and at the time of a live one."""
    pivot = UUID(int=dice.getrandbits(128), version=4)
    (way,) = database.execute(
        "SELECT way FROM deconfliction_event WHERE owner <> %s AND id > %s AND ends > now() ORDER BY id LIMIT 1",
        [owner_of("bolat"), pivot],
    ).fetchone() or ([[43.04, 74.71, time.time() + 3600, time.time() + 7200]],)
    latitude, longitude, first, last = way[0]
    return replace(model, way=((latitude, longitude, first, last),), radius_km=1.0)


def owner_of(name: str) -> UUID:
    """The desk of a member of the cast."""
    from tests import cast

    return cast.viewer(name).desk
