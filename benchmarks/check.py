"""One check in the running system: index in PostgreSQL, law applied, hits delivered, journal written; and pages.

The bank is `benchmarks/bank.py`: 20 agencies of 7 parties. KEREGE_BENCH_SUBJECTS gives sizes (20000,100000 by default).
"""

import os
import random
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks import bank
from benchmarks.measure import Figure, quantile, timings

SIZES = [int(size) for size in os.environ.get("KEREGE_BENCH_SUBJECTS", "20000,100000").split(",")]
CHECKS = 400
WARM = 20
SHARED_BY = int(os.environ.get("KEREGE_BENCH_SHARED", "100000"))
SHARED_PHONE = "+77019990000"
HIDDEN_PHONE = "+77019990001"
DOOR = 400
RENEWED, BATCH = 40_000, 2_000
SEED = "check-1"
SIZES_APART = True
"""A run of one size leaves the figures of others as they were."""


def run() -> Iterator[Figure]:
    """Fill a throw-away node to each size in turn, and ask."""
    home = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    home.chmod(0o711)
    os.environ |= {"KEREGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    from kerege.foundation import database

    running = database.prepare(durable=True)
    try:
        import django

        django.setup()
        bank.found()
        with running.administrator("kerege") as administrator:
            yield from measured(administrator)
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def measured(database: Any) -> Iterator[Figure]:
    """Each size in turn; then one number shared by many, what is hidden, and saving by the door, at the last size."""
    from kerege.rooms.crosscheck.actions import checking

    checking.MOST_A_DAY = checking.MOST_NEAR_EQUAL = 10**9
    patterns, filled = bank.patterns(database), 0
    for size in SIZES:
        begun = time.perf_counter()
        bank.fill(database, patterns, range(filled, size))
        took, filled = time.perf_counter() - begun, size
        on = f"{size:,} subjects, 20 agencies"
        yield Figure(what="fill by COPY", measured_on=on, ours=took, unit="s")
        yield from checks(on, size)
    on = f"{filled:,} subjects, 20 agencies"
    yield from hidden(database, patterns, on, filled)
    yield from shared(database, patterns, on, filled)
    yield from door(on)
    yield from renewing(on, filled)


def asker() -> Any:
    """An analyst of one of the twenty agencies."""
    from tests import cast

    return cast.viewer("bolat", cast.Purpose.INVESTIGATION, case="EXERCISE")


def asking(texts: list[str]) -> Callable[[], object]:
    """A call that asks the next of these texts."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.crosscheck import actions, queries

    viewer, left = asker(), iter([queries.read_question(text) for text in texts])

    def ask() -> object:
        with viewing(viewer):
            return actions.check(actor=viewer, question=next(left))

    return ask


def checks(on: str, size: int) -> Iterator[Figure]:
    """Checks by name and by telephone, half of them of what the bank holds: time, and time of the processor."""
    ask = asking(bank.questions(CHECKS + WARM, size))
    for _ in range(WARM):
        ask()
    begun = time.process_time() + server_time()
    took = timings(ask, CHECKS)
    busy = (time.process_time() + server_time() - begun) * 1000 / CHECKS
    yield Figure(what="check, p50", measured_on=on, ours=quantile(took, 0.5), unit="ms", target=10, at_least=False)
    yield Figure(what="check, p99", measured_on=on, ours=quantile(took, 0.99), unit="ms", target=50, at_least=False)
    yield Figure(what="check, processor time of both processes", measured_on=on, ours=busy, unit="ms")


def server_time() -> float:
    """Seconds of processor time that this process's two connections have used in the server; 0 where unknown."""
    from django.db import connections

    used = 0.0
    for alias in ("default", "search"):
        if connections[alias].connection is None:
            continue
        status = Path(f"/proc/{connections[alias].connection.info.backend_pid}/schedstat")
        used += int(status.read_text().split()[0]) / 1e9 if status.exists() else 0.0
    return used


def hidden(database: Any, patterns: dict[str, list[bank.Pattern]], on: str, filled: int) -> Iterator[Figure]:
    """A question that meets records hidden by mode `none`, against one that meets nothing: asked by turns."""
    nobody = [each for each in patterns["none"] if each.party not in {"KZ"}]
    many = min(2_000, filled // 10)
    bank.fill(database, dict.fromkeys(bank.MODES, nobody), range(filled + 500_000, filled + 500_000 + many),
              phone=HIDDEN_PHONE)  # fmt: skip
    meets, nothing = asking([HIDDEN_PHONE] * (CHECKS + WARM)), asking(["+77019990002"] * (CHECKS + WARM))
    took: dict[bool, list[float]] = {True: [], False: []}
    for at in range(CHECKS + WARM):
        for met in (True, False) if at % 2 else (False, True):
            begun = time.perf_counter()
            (meets if met else nothing)()
            took[met] += [(time.perf_counter() - begun) * 1000] if at >= WARM else []
    apart = statistics.median(took[True]) - statistics.median(took[False])
    spread = statistics.stdev(took[False])
    peer = f"{spread:.2g} ms from one check to the next"
    what = f"time that {many:,} hidden records of the number asked add, median"
    yield Figure(what=what, measured_on=on, ours=apart, unit="ms", peer=peer)


def shared(database: Any, patterns: dict[str, list[bank.Pattern]], on: str, filled: int) -> Iterator[Figure]:
    """One telephone shared by many records: checks, lists, one record saved and a sign-in, as they were before."""
    before = list(flat("+77011010101", f"{on}; a number of its own"))
    begun = time.perf_counter()
    start = filled + 2_000_000
    bank.fill(database, patterns, range(start, start + SHARED_BY), phone=SHARED_PHONE)
    took = (time.perf_counter() - begun) / SHARED_BY * 1_000_000
    yield Figure(what="fill records that share one number", measured_on=on, ours=took, unit="µs a record")
    yield from before
    yield from flat(SHARED_PHONE, f"{on}; a number of {SHARED_BY:,} records")


def flat(phone: str, on: str) -> Iterator[Figure]:
    """What must not grow with the number of records that share a number."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.crosscheck import queries as checks_
    from kerege.rooms.directory import queries as directory
    from kerege.rooms.records import queries as records

    viewer = asker()

    def newest() -> None:
        with viewing(viewer):
            records.latest(viewer=viewer)

    def inbox() -> None:
        with viewing(viewer):
            checks_.inbox(viewer=viewer)

    numbers = iter(range(10_000))

    def save() -> None:
        one = replace(bank.invented(9_000_000 + next(numbers)), phone=phone)
        bank.through_the_door("farrukh", "hit", one)

    def sign_in() -> None:
        directory.hats_of(directory_account())

    for what, call, count in (
        ("check by the number", asking([phone] * 40), 40),
        ("newest reports", newest, 40),
        ("inbox of hits", inbox, 20),
        ("save one more report with its check", save, 20),
        ("hats at sign-in", sign_in, 40),
    ):
        yield Figure(what=f"{what}, p50", measured_on=on, ours=quantile(timings(call, count), 0.5), unit="ms")


def directory_account() -> Any:
    """The analyst's account."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.directory import queries as directory

    with viewing(asker()):
        return directory.account_id("bolat")


def door(on: str) -> Iterator[Figure]:
    """Subjects kept by the door: reports with one person each, in batches, indexed in the same transaction."""
    from hashlib import sha256

    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records import actions, queries
    from tests import cast

    reader = queries.Reader(substance=lambda text: None, day=chance.today())
    dice = random.Random(SEED)
    owner, made = cast.viewer("hamid"), []
    for at in range(DOOR * 5):
        raw = bank.raw_report("suspect", bank.invented(20_000_000 + at))
        key = sha256(f"{dice.random()}|{at}".encode()).digest()
        made.append(actions.Prepared(queries.read_claim(raw, reader), key))
    begun, busy = time.perf_counter(), time.process_time() + server_time()
    for start in range(0, len(made), DOOR):
        with viewing(owner):
            actions.report_many(actor=owner, prepared=made[start : start + DOOR])
    took, busy = time.perf_counter() - begun, time.process_time() + server_time() - busy
    yield Figure(what="keep and index subjects by the door", measured_on=on, ours=len(made) / took, unit="/s")
    yield Figure(what="the same a second of processor time", measured_on=on, ours=len(made) / busy, unit="/s")


def renewing(on: str, filled: int) -> Iterator[Figure]:
    """Keys renewed after their method changed, and checks while that goes on: by the old keys, from another process."""
    from kerege.rooms.crosscheck import actions
    from kerege.rooms.crosscheck.rules import keys

    later = replace(keys.PRESENT, name="bench")
    with (
        patch.object(keys, "PRESENT", later),
        patch.object(keys, "KNOWN", [later, keys.PRESENT]),
        patch.object(keys.entry_keys, "__defaults__", ((later,),)),
    ):
        took = timings(lambda: actions.renew_keys(batch=BATCH), max(2, min(RENEWED, filled // 4) // BATCH))
        yield Figure(what="entries renewed", measured_on=on, ours=BATCH * 1000 / statistics.mean(took), unit="/s")
        apart = statistics.median(took[-5:]) / statistics.median(took[:5])
        yield Figure(what="time of the last batches by that of the first", measured_on=on, ours=apart, unit="×")
        with beside(lambda: actions.renew_keys(batch=BATCH)):
            took = timings(asking(bank.questions(CHECKS, SIZES[-1])), CHECKS)
        for share in (0.5, 0.99):
            what = f"check while keys are renewed, p{share * 100:.0f}"
            yield Figure(what=what, measured_on=on, ours=quantile(took, share), unit="ms")


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """A process of its own that works on and on, on connections of its own, until it is killed."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            while work():
                pass
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
