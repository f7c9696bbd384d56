"""What the journal costs an import: the same kind of sheet with leaves and without, in turn, in one run on one node.

A sequencer of a process of its own gives positions meanwhile, as the worker does. What leaves take is measured inside
the imports that write them, waiting for the database included, so that load inflates both sides of the ratio alike.
The two kinds of import against each other include the sequencer, but differ by the machine's load too.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.import_ids import command, environment_of, family, spent
from benchmarks.measure import Figure, quick

ROWS, TURNS = 8000, 4
SLOWER_PERCENT = 15
WORK = """
import json, sys, time
import django
django.setup()
from kerege.rooms.journal import actions as journal
true, inside = journal.write_leaf, [0.0]
def timed(*given, **named):
    begun = time.perf_counter()
    try:
        return true(*given, **named)
    finally:
        inside[0] += time.perf_counter() - begun
journal.write_leaf = timed if sys.argv[2] == "with" else lambda *given, **named: None
from kerege.cli import main
begun = time.perf_counter(), time.process_time()
code = main.main(["import", sys.argv[1], "--kind", "seizure", "--json"])
made = {"wall": time.perf_counter() - begun[0], "processor": time.process_time() - begun[1], "leaves": inside[0]}
print(json.dumps(made))
sys.exit(code)
"""
"""An import whose leaves are not written where it is told so; everything else is the same."""
SEQUENCE = """
import time
import django
django.setup()
from kerege.rooms.journal import actions as journal
while True:
    journal.sequence()
    time.sleep(1)
"""


def run() -> Iterator[Figure]:
    """Import sheets with leaves and without, by turns: what leaves took of an import, and one against the other."""
    home = Path(tempfile.mkdtemp(prefix="kerege-journal-"))
    home.chmod(0o711)
    rows = ROWS // 8 if quick() else ROWS
    made: dict[str, list[dict[str, float]]] = {"with": [], "without": []}
    try:
        subprocess.run(command("database", "prepare"), env=environment_of(home), check=True, stdout=subprocess.DEVNULL)
        with sequencing(home) as sequencer:
            imported(home, sheet(home, -1, rows // 4), "with", sequencer)
            for turn in range(2 * TURNS):
                how = ("with", "without")[(turn + turn // 2) % 2]
                made[how].append(imported(home, sheet(home, turn, rows), how, sequencer))
        leaves = counted(home)
    finally:
        subprocess.run(command("database", "stop"), env=environment_of(home), check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)
    on = f"{TURNS} sheets of {rows:,} seizures with leaves, {TURNS} without, by turns"
    slowed = statistics.median(each["leaves"] / (each["wall"] - each["leaves"]) for each in made["with"])
    yield figure("journal, import slowed by its leaves, in the same run", on, 100 * slowed, "%", SLOWER_PERCENT)
    for name in ("processor", "wall"):
        one, other = (min(each[name] for each in made[how]) for how in ("with", "without"))
        yield figure(f"journal, least import with against without, {name}", on, 100 * (one / other - 1), "%", None)
    yield figure("journal, leaves written by these imports", on, leaves, "leaves", None)


def figure(what: str, on: str, ours: float, unit: str, target: float | None) -> Figure:
    """One figure; less is better where there is a target."""
    return Figure(what=what, measured_on=on, ours=round(ours, 1), unit=unit, target=target, at_least=False)


def sheet(home: Path, turn: int, rows: int) -> Path:
    """Seizures of nobody, none of which stands in another sheet."""
    path = home / f"sheet-{turn}.csv"
    lines = (f"2026-01-{1 + at % 28:02d};KZ;EXERCISE {turn} {at};heroin;{1 + at};kg\n" for at in range(rows))
    path.write_text("occurred;country;place;substance;quantity;unit\n" + "".join(lines), encoding="utf-8")
    return path


def imported(home: Path, path: Path, how: str, sequencer: int) -> dict[str, float]:
    """Seconds of one import: on the wall, and of the processor, the database's and the sequencer's included."""
    before = others(home, sequencer)
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(path), how],
        env=environment_of(home),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"the import failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    own = json.loads(done.stdout.strip().splitlines()[-1])
    return {
        "wall": own["wall"],
        "leaves": own["leaves"],
        "processor": own["processor"] + others(home, sequencer) - before,
    }


def others(home: Path, sequencer: int) -> float:
    """Processor time of the node's database server and of its sequencer so far."""
    try:
        master = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError):
        return 0.0
    return sum(spent(each) for each in (*family(master), sequencer))


@contextmanager
def sequencing(home: Path) -> Iterator[int]:
    """A sequencer of its own for the block; its process."""
    started = subprocess.Popen([sys.executable, "-c", SEQUENCE], env=environment_of(home))
    try:
        yield started.pid
    finally:
        started.kill()
        started.wait()


def counted(home: Path) -> float:
    """How many leaves the journal holds, all of them in their places: the check says so."""
    subprocess.run(command("worker", "--once"), env=environment_of(home), check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        command("journal", "verify", "--json"), env=environment_of(home), check=False, capture_output=True, text=True
    )
    answer = json.loads(done.stdout)
    if not answer["whole"]:
        sys.exit("the journal is not whole")
    return float(answer["leaves"])


if __name__ == "__main__":
    os.environ.setdefault("KEREGE_BENCH_QUICK", "1")
    for each in run():
        print(each.row())
