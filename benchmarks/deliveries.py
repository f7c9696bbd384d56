"""Deliveries in the running system: a state takes part in 10,000, and how long its list and one of them take.

One delivery is carried through the doors until every state is asked; the others are its copies with audiences, labels
and places of their own, so that a viewer holds as many labels as he would. KEREGE_BENCH_DELIVERIES is another number.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.measure import Figure, quantile, quick, timings

OPEN = int(os.environ.get("KEREGE_BENCH_DELIVERIES", "10000"))
ASKED = 100
OK = 200
WARM = 5
PURPOSE = "controlled_delivery"
COPY = r"""
    CREATE TEMP TABLE copied AS SELECT g AS n, gen_random_uuid() AS delivery FROM generate_series(1, %(many)s) g;
    CREATE TEMP TABLE audiences AS
    SELECT c.n, a.audience AS former,
           CASE WHEN a.audience = %(model)s THEN c.delivery ELSE gen_random_uuid() END AS made
      FROM copied c CROSS JOIN (SELECT DISTINCT audience FROM operations_member WHERE file = %(model)s) a;
    CREATE TEMP TABLE labels AS
    SELECT c.n, l.label AS former, m.most + row_number() OVER () AS made
      FROM copied c CROSS JOIN (SELECT max(id) AS most FROM access_label) m CROSS JOIN (
        SELECT label FROM operations_delivery WHERE id = %(model)s
        UNION SELECT label FROM operations_delivery_step WHERE delivery = %(model)s
        UNION SELECT label FROM operations_member WHERE file = %(model)s) l;
    CREATE INDEX ON audiences (n, former);
    CREATE INDEX ON labels (n, former);
    INSERT INTO access_label SELECT (jsonb_populate_record(l, jsonb_build_object('id', x.made,
        'digest', '\x' || encode(sha256(x.made::text::bytea), 'hex')))).*
      FROM labels x JOIN access_label l ON l.id = x.former;
    INSERT INTO access_grant SELECT (jsonb_populate_record(g, jsonb_build_object('id', gen_random_uuid(),
        'label', x.made, 'audience', coalesce(a.made, g.audience)))).*
      FROM labels x JOIN access_grant g ON g.label = x.former
      LEFT JOIN audiences a ON a.n = x.n AND a.former = g.audience;
    INSERT INTO operations_delivery SELECT (jsonb_populate_record(d, jsonb_build_object('id', c.delivery,
        'label', x.made, 'number', 'CD-B' || c.n, 'everyone', a.made,
        'made_at', d.made_at - c.n * interval '1 minute'))).*
      FROM copied c JOIN operations_delivery d ON d.id = %(model)s JOIN labels x ON x.n = c.n AND x.former = d.label
      JOIN audiences a ON a.n = c.n AND a.former = d.everyone;
    INSERT INTO operations_delivery_step SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(),
        'delivery', c.delivery, 'label', x.made))).*
      FROM copied c JOIN operations_delivery_step s ON s.delivery = %(model)s
      JOIN labels x ON x.n = c.n AND x.former = s.label;
    INSERT INTO operations_member SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(),
        'file', c.delivery, 'audience', a.made, 'label', x.made))).*
      FROM copied c JOIN operations_member m ON m.file = %(model)s JOIN labels x ON x.n = c.n AND x.former = m.label
      JOIN audiences a ON a.n = c.n AND a.former = m.audience;
    INSERT INTO operations_standing SELECT (jsonb_populate_record(s, jsonb_build_object('delivery', c.delivery))).*
      FROM copied c JOIN operations_standing s ON s.delivery = %(model)s"""


def run() -> Iterator[Figure]:
    """Fill a throw-away node with deliveries that a state takes part in, and open its pages."""
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
    """The list and one delivery, by the door and as pages, of a state that is asked."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.operations import queries
    from tests.rooms.operations import scenes

    model = fill(database)
    viewer = scenes.viewer("ksenia")

    def listed() -> None:
        with viewing(viewer):
            queries.listed(viewer=viewer)

    def one() -> None:
        with viewing(viewer):
            queries.delivery(viewer=viewer, delivery_id=model)

    page = pages()
    for what, call in (
        ("the list's first hundred, by the door", listed),
        ("one delivery, by the door", one),
        ("the page of the list, whole", lambda: page("/deliveries/")),
        ("the page of one delivery, whole", lambda: page(f"/deliveries/{model}/")),
    ):
        yield from figures(what, call)


def figures(what: str, call: Callable[[], None]) -> Iterator[Figure]:
    """Median, 99th percentile, and this process's own time of one call."""
    on = f"{OPEN:,} deliveries that a state takes part in"
    timings(call, WARM)
    before = time.process_time()
    took = timings(call, 20 if quick() else ASKED)
    own = (time.process_time() - before) / len(took) * 1_000
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        yield Figure(what=f"{what}, {name}", measured_on=on, ours=quantile(took, share), unit="ms")
    yield Figure(what=f"{what}, processor time of Python", measured_on=on, ours=own, unit="ms")


def fill(database: Any) -> UUID:
    """The deliveries; the id of the one that went through the doors."""
    from tests.rooms.operations import scenes

    model = scenes.sent()
    database.execute("SET session_replication_role = replica")
    for statement in (COPY % {"many": OPEN - 1, "model": f"'{model}'::uuid"}).split(";"):
        database.execute(statement)
    database.execute("SET session_replication_role = origin")
    database.execute("ANALYZE")
    return model


def pages() -> Callable[[str], None]:
    """Open a page as a signed-in officer of that state."""
    from tests.access import twins
    from tests.rooms.operations import scenes

    client, _token = twins.client_of("ksenia", scenes.viewer("ksenia"))

    def opened(address: str) -> None:
        if client.get(address, HTTP_HOST="localhost").status_code != OK:
            raise RuntimeError("the page was not shown")

    return opened
