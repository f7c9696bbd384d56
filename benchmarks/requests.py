"""Requests in the running system: 10,000 open ones at a desk, and how long its page takes.

One request is sent through the door; the others are its copies for both sides with clocks of their own and a history of
four lines each. KEREGE_BENCH_REQUESTS gives another number.
"""

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.measure import Figure, quantile, quick, timings

OPEN = int(os.environ.get("KEREGE_BENCH_REQUESTS", "10000"))
ASKED = 300
SEED = "requests-1"
PIECE = 2_000
OK = 200
WARM = 20
COPIES = """
    INSERT INTO requests_copy
    SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen.id, 'thread', gen.thread, 'request', gen.thread,
        'number', gen.number, 'made_at', gen.made, 'started_at', gen.made, 'due_at', gen.due))).*
      FROM jsonb_to_recordset(%s::jsonb) AS gen(side text, id uuid, thread uuid, number text, made timestamptz,
        due timestamptz) JOIN requests_copy c ON c.thread = %s AND c.side = gen.side"""
LINES = """
    INSERT INTO requests_line
    SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen.id, 'thread', gen.thread, 'place', gen.place))).*
      FROM jsonb_to_recordset(%s::jsonb) AS gen(side text, id uuid, thread uuid, place int)
      JOIN requests_copy c ON c.thread = %s AND c.side = gen.side
      JOIN requests_line l ON l.thread = c.thread AND l.owner = c.owner AND l.place = 0"""


def run() -> Iterator[Figure]:
    """Fill a throw-away node with open requests to one desk, and open its pages."""
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
    """The desk's page, one request, the first page's counts; by the door and as pages."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.requests import queries
    from tests import cast

    threads = fill(database)
    on = f"{OPEN:,} open requests at one desk"
    viewer = cast.viewer("farrukh", cast.Purpose.INVESTIGATION, case="EXERCISE")
    chosen = iter(random.Random(SEED).choices(threads, k=10_000))

    def listed() -> None:
        with viewing(viewer):
            queries.cards(viewer=viewer, sides=[queries.Side.ASKED, queries.Side.ASKED_GATE])

    def one() -> None:
        with viewing(viewer):
            queries.detail(viewer=viewer, thread=next(chosen))

    def counted() -> None:
        with viewing(viewer):
            queries.waiting_count(viewer=viewer)

    page, another = pages()
    for what, call, target in (
        ("the desk's list, by the door", listed, None),
        ("one request with its history, by the door", one, None),
        ("what the first page counts", counted, None),
        ("the desk's page of requests, whole", page, 300),
        ("the page of one request, whole", lambda: another(next(chosen)), 300),
    ):
        timings(call, WARM)
        took = timings(call, 60 if quick() else ASKED)
        yield Figure(what=f"{what}, p50", measured_on=on, ours=quantile(took, 0.5), unit="ms")
        yield Figure(
            what=f"{what}, p99", measured_on=on, ours=quantile(took, 0.99), unit="ms", target=target, at_least=False
        )


def fill(database: Any) -> list[UUID]:
    """The open requests; the ids of their threads."""
    from kerege.foundation import chance
    from tests.rooms.requests import scenes

    model = scenes.asked()
    drawn = random.Random(SEED)
    now = chance.now()
    threads = [UUID(int=drawn.getrandbits(128), version=4) for _ in range(OPEN - 1)]
    for first in range(0, len(threads), PIECE):
        copies, lines = [], []
        for thread in threads[first : first + PIECE]:
            made = now - timedelta(minutes=drawn.randrange(60 * 24 * 6))
            due = made + timedelta(minutes=drawn.randrange(480, 60 * 24 * 8))
            number = f"KZ-26-{drawn.getrandbits(40):010X}"
            for side in ("asker", "asked"):
                new = {"side": side, "thread": str(thread)}
                copies.append(
                    new | {"id": str(UUID(int=drawn.getrandbits(128), version=4)), "number": number}
                    | {"made": made.isoformat(), "due": due.isoformat()}
                )  # fmt: skip
                lines += [
                    new | {"id": str(UUID(int=drawn.getrandbits(128), version=4)), "place": place} for place in range(4)
                ]
        database.execute(COPIES, [json.dumps(copies), model])
        database.execute(LINES, [json.dumps(lines), model])
    database.execute("ANALYZE requests_copy, requests_line")
    return threads


def pages() -> Any:
    """Calls that open the desk's page, and one request's, as a signed-in officer's browser does."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from kerege.kernel.law import Purpose
    from kerege.rooms.directory import queries
    from kerege.web.shell import visit

    client = Client()
    client.force_login(
        get_user_model().objects.get(username="farrukh"), backend="kerege.web.account.backends.AuthenticationBackend"
    )
    hat = queries.hats_of(queries.account_id("farrukh"))[0]
    session = client.session
    visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), Purpose.INVESTIGATION, "EXERCISE", ""))
    session.save()

    def opened(address: str) -> None:
        if client.get(address, HTTP_HOST="localhost").status_code != OK:
            raise RuntimeError("the page was not shown")

    def desk() -> None:
        opened("/requests/")

    def one(thread: UUID) -> None:
        opened(f"/requests/{thread}/")

    return desk, one
