"""One check in the running system: index in PostgreSQL, law applied, hits delivered, journal written; and pages."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, quantile, timings

SUBJECTS = int(os.environ.get("KEREGE_BENCH_SUBJECTS", "100000"))
CHECKS = 400
BATCH = 2000
SEED = "check-1"
GIVEN = ("Tadrisjon", "Sinovbek", "Machqali", "Uchebdin", "Probniyor", "Testmurod", "Namunajon", "Oquvbek", "Zhattbek")
STEMS = ("tadris", "sinov", "machq", "ucheb", "probn", "namun", "oquv", "zhatt", "trenin", "primer")
ENDS = ("ov", "ev", "zoda", "iy", "uulu", "bekov", "murodov", "jonov", "aliyev")


def a_name(dice: random.Random) -> str:
    """An invented name that is nobody's."""
    middle = "".join(dice.choice("aeiou") + dice.choice("bdghklmnrstvz") for _ in range(dice.choice([1, 2, 3])))
    return f"{(dice.choice(STEMS) + middle + dice.choice(ENDS)).title()} {dice.choice(GIVEN)}"


def run() -> Iterator[Figure]:
    """Fill a throw-away node, then ask."""
    home = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    home.chmod(0o711)
    os.environ |= {"KEREGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    from kerege.foundation import database

    running = database.prepare(durable=True)
    try:
        import django

        django.setup()
        yield from measured()
    finally:
        running.stop()
        shutil.rmtree(home, ignore_errors=True)


def measured() -> Iterator[Figure]:
    """Checks by name and by phone of 20 desks' bank, a page of the newest, one record."""
    import time

    from kerege.foundation.viewing import viewing
    from kerege.rooms.crosscheck import actions as crosscheck
    from kerege.rooms.crosscheck import queries as checks
    from kerege.rooms.records import queries as records
    from tests import cast

    cast.build()
    dice = random.Random(SEED)
    begun = time.perf_counter()
    kept = fill(dice)
    filling = SUBJECTS / (time.perf_counter() - begun)
    asker = cast.viewer("iskender", cast.Purpose.INVESTIGATION, case="EXERCISE")
    questions = iter([*(dice.choice(kept) for _ in range(CHECKS // 2)), *(a_name(dice) for _ in range(CHECKS))])
    crosscheck_limit(crosscheck)

    def ask() -> None:
        with viewing(asker):
            crosscheck.check(actor=asker, question=checks.read_question(next(questions)))

    def newest() -> None:
        with viewing(asker):
            records.latest(viewer=asker)

    took, lists = timings(ask, CHECKS), timings(newest, 60)
    on = f"{SUBJECTS:,} subjects"
    yield Figure(what="keep and index subjects", measured_on=on, ours=filling, unit="/s")
    yield Figure(what="check, p50", measured_on=on, ours=quantile(took, 0.5), unit="ms", target=10, at_least=False)
    yield Figure(what="check, p99", measured_on=on, ours=quantile(took, 0.99), unit="ms", target=50, at_least=False)
    yield Figure(
        what="newest reports, p99", measured_on=on, ours=quantile(lists, 0.99), unit="ms", target=300, at_least=False
    )


def crosscheck_limit(crosscheck: object) -> None:
    """Lift the daily ration of one desk for the measurement."""
    from kerege.rooms.crosscheck.actions import checking

    checking.MOST_A_DAY = 10**9


def fill(dice: random.Random) -> list[str]:
    """Keep one report with one person for each subject, by the desks of the cast in turn; returns what to ask for."""
    from hashlib import sha256

    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.rooms.records import actions as records
    from kerege.rooms.records import queries as reports
    from tests import cast

    reader = reports.Reader(substance=lambda text: "heroin", day=chance.today())
    owners = [cast.viewer(name) for name in ("aigerim", "farrukh", "hamid", "erlan")]
    asked: list[str] = []
    for start in range(0, SUBJECTS, BATCH):
        owner = owners[(start // BATCH) % len(owners)]
        prepared = []
        for at in range(start, min(start + BATCH, SUBJECTS)):
            name, phone = a_name(dice), f"+7 70{at % 10} {at // 10000 % 1000:03d} {at % 10000:04d}"
            raw = {
                "kind": "subject_note",
                "occurred": "2026-01",
                "country": "KZ",
                "case_reference": "EXERCISE",
                "subjects": [
                    {
                        "kind": "person",
                        "name": name,
                        "category": "suspect",
                        "offence": "smuggling",
                        "stated_fact": "EXERCISE",
                        "birth_date": str(1950 + at % 55),
                        "identifiers": [{"kind": "phone", "value": phone}],
                    }
                ],
            }
            prepared.append(records.Prepared(reports.read_claim(raw, reader), sha256(str(at).encode()).digest()))
            if at % 50 == 0:
                asked += [name, phone]
        with viewing(owner):
            records.report_many(actor=owner, prepared=prepared)
    return asked
