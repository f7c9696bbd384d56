"""Pages of the served node under load, and what the row policies cost of them.

Reports go through the door for many, from every core, for twenty agencies; one in eight names a person. The node is
then served as `kerege serve` serves it, and signed-in officers of the twenty agencies ask 50 times a second: lists by
kind, country, substance and words, and single reports. A request's time runs from the moment it was due, so that a
server that falls behind is not spared. KEREGE_BENCH_RECORDS, _RATE and _SECONDS give other sizes; KEREGE_BENCH_HOME
names a folder in which the node stays, and is filled further the next time.
"""

import http.client
import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from benchmarks import bank
from benchmarks.import_ids import Peak, command, environment_of, family, share, spent
from benchmarks.measure import Figure, quantile, quick
from benchmarks.policies import one_of_each, shares

RECORDS = int(os.environ.get("KEREGE_BENCH_RECORDS", "100000"))
RATE = int(os.environ.get("KEREGE_BENCH_RATE", "50"))
SECONDS = int(os.environ.get("KEREGE_BENCH_SECONDS", "60"))
BATCH = 2_000
THREADS = 16
SEED = "pages-1"
OK = 200
SIZES_APART = True
KINDS_OF_LIST = ("newest", "kind", "country", "substance", "words")
SUBSTANCES = {"heroin": 5, "opium": 4, "hashish": 4, "methamphetamine": 3, "mephedrone": 3, "cocaine": 1}
COUNTRIES = ("KZ", "TJ", "UZ", "KG", "RU", "AF", "IR", "TR")
DAYS = (date.today() - date(2012, 1, 1)).days  # noqa: DTZ011 - reports lie in the past of this machine
PLACES = ("Korday", "Dustlik", "Chernyayevka", "Akzhol", "Nizhny Panj", "Termez", "Osh", "Khorgos", "Semey", "Aktau")


@dataclass(frozen=True)
class Asked:
    """One request that is due: what kind of page, which address, whose session, and when."""

    page: str
    address: str
    cookie: str
    due: float


def run() -> Iterator[Figure]:
    """Fill a node, measure what policies cost, then serve it and ask."""
    stays = os.environ.get("KEREGE_BENCH_HOME", "")
    home = Path(stays or tempfile.mkdtemp(prefix="kerege-bench-"))
    home.mkdir(exist_ok=True)
    home.chmod(0o711)
    os.environ |= {"KEREGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    from kerege.foundation import database

    running = database.prepare(durable=True)
    try:
        import django

        django.setup()
        from kerege.rooms.directory import queries

        if not bank.is_account(queries, "bank-00"):
            bank.found()
        with running.administrator("kerege") as administrator:
            yield from measured(administrator, home)
    finally:
        running.stop()
        if not stays:
            shutil.rmtree(home, ignore_errors=True)


def measured(database: Any, home: Path) -> Iterator[Figure]:
    """The fill, the share of the policies, and the load."""
    begun, held = time.perf_counter(), held_by(database)
    fill(held)
    took = time.perf_counter() - begun
    on = f"{max(held, RECORDS):,} reports, 20 agencies"
    if held < RECORDS:
        database.execute("VACUUM ANALYZE")
        yield Figure(
            what="reports kept by the door for many", measured_on=on, ours=(RECORDS - held) / took, unit="rows/s"
        )
    drawn = random.Random(SEED)
    reports = [row[0] for row in database.execute("SELECT id FROM records_report ORDER BY id LIMIT 20000").fetchall()]
    drawn.shuffle(reports)
    yield from shares(database, as_browser("bolat"), one_of_each(own_reports(reports), [*SUBSTANCES], COUNTRIES), on)
    yield from load(home, reports, drawn, on)


# -- the records -------------------------------------------------------------------------------------------------------


def held_by(database: Any) -> int:
    """How many reports a node holds already."""
    return int(database.execute("SELECT count(*) FROM records_report").fetchone()[0])


def fill(held: int) -> None:
    """Keep the reports that are not held, a share of them by each agency's officer."""
    from django.db import connections

    whose = bank.reporters()
    batches = range(held, RECORDS, BATCH)
    connections.close_all()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("fork")) as pool:
        list(pool.map(keep, [whose[at // BATCH % len(whose)] for at in batches], batches))


def keep(who: str, start: int) -> None:
    """Keep one batch of an officer's reports."""
    from django.db import transaction

    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records import actions, queries
    from tests import cast

    actor = cast.viewer(who)
    with viewing(actor), transaction.atomic():
        reader = queries.usual_reader()
        with chance.seeded(f"pages|{start}"):
            prepared = [
                actions.Prepared(queries.read_claim(raw(number), reader), sha256(b"%d" % number).digest())
                for number in range(start, min(start + BATCH, RECORDS))
            ]
        actions.report_many(actor=actor, prepared=prepared)


def raw(number: int) -> dict[str, object]:
    """An invented seizure as a form gives it; one in eight names a person."""
    drawn = random.Random(f"pages|{number}")
    substance = drawn.choices(list(SUBSTANCES), weights=list(SUBSTANCES.values()))[0]
    given: dict[str, object] = {
        "kind": "seizure",
        "occurred": str(date(2012, 1, 1) + timedelta(days=drawn.randrange(DAYS))),
        "country": drawn.choice(COUNTRIES),
        "place": f"EXERCISE {drawn.choice(PLACES)} {drawn.randrange(1, 400)}",
        "summary": f"EXERCISE seizure {drawn.randrange(1, 100_000)} at {drawn.choice(PLACES)}",
        "items": [{"substance": substance, "quantity": str(drawn.randrange(1, 900) / 10), "unit": "kg"}],
    }
    if number % 8 == 0:
        given["case_reference"] = "EXERCISE"
        given["subjects"] = [bank.raw_report("suspect", bank.invented(number))["subjects"][0]]  # type: ignore[index]
    return given


# -- who asks ----------------------------------------------------------------------------------------------------------


def own_reports(reports: list[UUID]) -> list[UUID]:
    """Those of the reports that the asker may open."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records import queries
    from tests import cast

    viewer = cast.viewer("bolat", cast.Purpose.INVESTIGATION, case="EXERCISE")
    with viewing(viewer):
        shown = queries.numbers_of(viewer=viewer, reports=reports[:400])
    return [each for each in reports[:400] if each in shown]


def as_browser(name: str) -> Callable[[str], None]:
    """A call that opens pages as a signed-in officer's browser does."""
    from django.test import Client

    client = Client()
    client.cookies["kerege_session"] = session_of(name)

    def opened(address: str) -> None:
        status = client.get(address, HTTP_HOST="localhost").status_code
        if status != OK:
            raise RuntimeError(f"a page was not shown: {status}")

    return opened


def session_of(name: str) -> str:
    """The key of a session in which an officer wears his first hat."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from kerege.kernel.law import Purpose
    from kerege.rooms.directory import queries
    from kerege.web.shell import visit

    client = Client()
    account = get_user_model().objects.get(username=name)
    client.force_login(account, backend="kerege.web.account.backends.AuthenticationBackend")
    hat = queries.hats_of(queries.account_id(name))[0]
    session = client.session
    visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), Purpose.INVESTIGATION, "EXERCISE", ""))
    session.save()
    return str(session.session_key)


# -- under load --------------------------------------------------------------------------------------------------------


def load(home: Path, reports: list[UUID], drawn: random.Random, on: str) -> Iterator[Figure]:
    """Serve the node, ask at the rate for the time, and tell the times of each kind of page."""
    officers = {session_of(name): name for name in bank.reporters()}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        command("serve", "--port", str(port)), env=environment_of(home), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    peak = Peak(served.pid)
    try:
        wait_for(port, served)
        plan = planned(list(officers), reports, drawn, RATE * (10 if quick() else SECONDS))
        ask(port, planned(list(officers), reports, drawn, RATE * 5))
        busy, begun = used(served.pid, home), time.perf_counter()
        took, refused = ask(port, plan)
        seconds, busy = time.perf_counter() - begun, used(served.pid, home) - busy
        database = sum(share(each) for each in family(postmaster(home)))
    finally:
        served.terminate()
        served.wait(30)
    under = f"{on}, {RATE} requests/s"
    lists = [(f"list: {kind}", 300.0) for kind in KINDS_OF_LIST]
    for page, target in [*lists, ("one report", 50.0), ("first page", None)]:
        times = sorted(took[page])
        yield Figure(what=f"{page}, p50", measured_on=under, ours=quantile(times, 0.5), unit="ms")
        yield Figure(what=f"{page}, p95", measured_on=under, ours=quantile(times, 0.95), unit="ms")
        yield Figure(what=f"{page}, p99", measured_on=under, ours=quantile(times, 0.99), unit="ms", target=target,
                     at_least=False)  # fmt: skip
    yield Figure(what="answers a second", measured_on=under, ours=len(plan) / seconds)
    yield Figure(
        what="processor time an answer, all processes", measured_on=under, ours=1000 * busy / len(plan), unit="ms"
    )
    yield Figure(what="answers that were no page", measured_on=under, ours=refused, target=0, at_least=False)
    yield Figure(what="memory of pages, worker and database", measured_on=under, unit="MB",
                 ours=(peak.stop() + database) / 1024, target=4096, at_least=False)  # fmt: skip


def used(pid: int, home: Path) -> float:
    """Seconds of processor time of the served node and its database, so far."""
    return sum(spent(each) for root in (pid, postmaster(home)) for each in family(root))


def planned(sessions: list[str], reports: list[UUID], drawn: random.Random, count: int) -> list[tuple[str, str, str]]:
    """What will be asked: page, address and session of each."""
    made = []
    for _ in range(count):
        cookie = drawn.choice(sessions)
        if drawn.random() < 0.4:
            made.append(("one report", f"/records/{drawn.choice(reports)}/", cookie))
            continue
        if drawn.random() < 0.1:
            made.append(("first page", "/", cookie))
            continue
        kind = drawn.choice(KINDS_OF_LIST)
        terms = {
            "newest": {},
            "kind": {"kind": "seizure", "since": f"{drawn.randrange(2012, 2026)}-01-01"},
            "country": {"country": drawn.choice(COUNTRIES)},
            "substance": {"substance": drawn.choice(list(SUBSTANCES))},
            "words": {"text": drawn.choice([f"seizure {drawn.randrange(1, 100_000)} at", drawn.choice(PLACES)])},
        }[kind]
        made.append((f"list: {kind}", f"/records/?{urlencode(terms)}", cookie))
    return made


def ask(port: int, plan: list[tuple[str, str, str]]) -> tuple[dict[str, list[float]], int]:
    """Send each request when it is due; milliseconds from then to the last byte by kind of page, and other answers."""
    waiting: SimpleQueue[Asked | None] = SimpleQueue()
    took: dict[str, list[float]] = {page: [] for page, _, _ in plan}
    refused: list[int] = []
    begun = time.perf_counter() + 0.5
    for at, (page, address, cookie) in enumerate(plan):
        waiting.put(Asked(page, address, cookie, begun + at / RATE))
    for _ in range(THREADS):
        waiting.put(None)
    lock = threading.Lock()
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(THREADS):
            pool.submit(serve_queue, port, waiting, took, refused, lock)
    return took, len(refused)


def serve_queue(
    port: int, waiting: "SimpleQueue[Asked | None]", took: dict[str, list[float]], refused: list[int],
    lock: threading.Lock,
) -> None:  # fmt: skip
    """One browser's connection: takes the next request that is due until none is left."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while (asked := waiting.get()) is not None:
        time.sleep(max(0.0, asked.due - time.perf_counter()))
        connection.request("GET", asked.address, headers={"Cookie": f"kerege_session={asked.cookie}"})
        answer = connection.getresponse()
        answer.read()
        spent = (time.perf_counter() - asked.due) * 1000
        with lock:
            took[asked.page].append(spent)
            if answer.status not in {OK, 404}:
                refused.append(answer.status)


def wait_for(port: int, served: "subprocess.Popen[bytes]") -> None:
    """Wait until the node answers, however busy the machine is. Raises RuntimeError where it ended instead."""
    while served.poll() is None:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the node ended before it answered")


def postmaster(home: Path) -> int:
    """The process of the node's database server."""
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])
