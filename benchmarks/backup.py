"""The timed drill: a node with people and seizures is backed up and made again in another home.

Both nodes are real ones; the figures are wall time of the commands less the time that a command takes to start, so on a
shared machine they are inflated by its load; processor time (the database server's included, starting too) is not.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.import_ids import command, environment_of, processor_seconds
from benchmarks.measure import Figure, quick

PEOPLE, SEIZURES = 1000, 20_000
RESTORE_MINUTES = 30
"""reference: a restore of a million records within half an hour."""


def run() -> Iterator[Figure]:
    """Fill a node, back it up, restore it into an empty one, compare."""
    folder = Path(tempfile.mkdtemp(prefix="kerege-drill-"))
    folder.chmod(0o711)
    first, second = folder / "first", folder / "second"
    people, seizures = (PEOPLE // 10, SEIZURES // 10) if quick() else (PEOPLE, SEIZURES)
    try:
        for home in (first, second):
            home.mkdir(mode=0o711)
        records = filled(first, folder, people, seizures)
        spent = processor_seconds(first)
        written, backup_seconds = timed(first, "backup", str(folder / "backup"), "--keybook", str(folder / "book"))
        backup_spent = processor_seconds(first) - spent
        (folder / "paper").write_text(str(timed(first, "backup", "--recovery-key")[0]["recovery_key"]))
        timed(second, "database", "prepare")
        start = timed(second, "policy")[1]
        words = ("--keybook", str(folder / "book"), "--recovery-key-file", str(folder / "paper"))
        spent = processor_seconds(second)
        made, restore_seconds = timed(second, "restore", str(folder / "backup"), *words)
        restore_spent = processor_seconds(second) - spent
        size = sum(each.stat().st_size for each in (folder / "backup").rglob("*") if each.is_file())
    finally:
        for home in (first, second):
            stop = command("database", "stop")
            subprocess.run(stop, env=environment_of(home), check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
    on = f"{records:,} records, {people} of them with a person"
    backup_seconds, restore_seconds = max(backup_seconds - start, 0.1), max(restore_seconds - 2 * start, 0.1)
    million = 1_000_000 / records / 60
    yield figure("backup, whole", on, written["rows"] / backup_seconds, "rows/s", None)
    yield figure("restore, journal verified", on, made["rows"] / restore_seconds, "rows/s", None)
    yield figure("restore, at this rate a million records", on, restore_seconds * million, "min", RESTORE_MINUTES)
    yield figure("backup, processor time", on, written["rows"] / backup_spent, "rows/s", None)
    yield figure("restore, a million records, processor time", on, restore_spent * million, "min", RESTORE_MINUTES)
    yield figure("backup, size of a record", on, size / records, "bytes", None)
    yield figure("rows lost or doubled", on, abs(written["rows"] - made["rows"] - made["words"]), "", 0)


def figure(what: str, on: str, ours: float, unit: str, target: float | None) -> Figure:
    """One figure; less is better where there is a target."""
    return Figure(what=what, measured_on=on, ours=round(ours, 2), unit=unit, target=target, at_least=False)


def timed(home: Path, *words: str) -> tuple[dict[str, Any], float]:
    """A command's JSON answer and its seconds."""
    begun = time.perf_counter()
    done = subprocess.run(
        command(*words, "--json"), env=environment_of(home), check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"kerege {words[0]} failed: {done.stdout or done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer, time.perf_counter() - begun


def filled(home: Path, folder: Path, people: int, seizures: int) -> int:
    """Report people one by one and import a sheet of seizures; returns how many records there are."""
    reports = [
        {
            "kind": "seizure",
            "occurred": "2026-01-03",
            "country": "KZ",
            "case_reference": f"EXERCISE-{at}",
            "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
            "subjects": [
                {
                    "kind": "person",
                    "name": f"УЧЕБНЫЙ Человек{at} Номер",
                    "category": "suspect",
                    "offence": "smuggling",
                    "stated_fact": "EXERCISE",
                    "identifiers": [{"kind": "phone", "value": f"+7 701 {at:07d}"}],
                }
            ],
        }
        for at in range(people)
    ]
    (folder / "people.json").write_text(json.dumps(reports, ensure_ascii=False), encoding="utf-8")
    timed(home, "report", "--file", str(folder / "people.json"))
    rows = "".join(f"2026-01-{1 + at % 28:02d};KZ;EXERCISE {at};heroin;{1 + at};kg\n" for at in range(seizures))
    heading = "occurred;country;place;substance;quantity;unit\n"
    (folder / "sheet.csv").write_text(heading + rows, encoding="utf-8")
    answer, _seconds = timed(home, "import", str(folder / "sheet.csv"), "--kind", "seizure")
    return people + int(answer["accepted"]) + int(answer["duplicates"])


if __name__ == "__main__":
    os.environ.setdefault("KEREGE_BENCH_QUICK", "1")
    for each in run():
        print(each.row())
