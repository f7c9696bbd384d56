"""Import the UNODC file the whole way into a fresh node: rows a second, peak memory, and again with no change.

On a shared machine read the figure "by processor time": rows divided by the processor time that everything took
(database server and making the node included), times the cores.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, shared

ROOT = Path(__file__).resolve().parents[1]
ROWS_A_SECOND, MEGABYTES = 4000, 1024


def run(file: Path | None = None) -> Iterator[Figure]:
    """Import twice into a node of its own, which is removed."""
    chosen = file or shared("unodc_ids", "ids_2011_2016.zip")
    home = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    home.chmod(0o711)
    try:
        first, peak = imported(home, chosen)
        used = processor_seconds(home)
        again, _ = imported(home, chosen)
    finally:
        subprocess.run(command("database", "stop"), env=environment_of(home), check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)
    rows, seconds = first["rows"], first["seconds"]
    on = f"{rows:,.0f} IDS rows"
    counted = sum(first[name] for name in ("accepted", "duplicates", "quarantined"))
    yield figure("import, whole way", on, rows / seconds, "rows/s", ROWS_A_SECOND)
    cores = os.cpu_count() or 1
    yield figure(f"import, by processor time on {cores} cores", on, rows * cores / used, "rows/s", ROWS_A_SECOND)
    yield figure("import, peak memory of its processes", on, peak / 1024, "MB", MEGABYTES, at_least=False)
    yield figure("import, rows not accounted for", on, abs(rows - counted), "", 0, at_least=False)
    yield figure("import again, rows accepted", on, again["accepted"], "", 0, at_least=False)
    yield figure("import again", on, again["rows"] / again["seconds"], "rows/s", None)


def figure(what: str, on: str, ours: float, unit: str, target: float | None, *, at_least: bool = True) -> Figure:
    """One figure of this benchmark."""
    return Figure(what=what, measured_on=on, ours=round(ours, 1), unit=unit, target=target, at_least=at_least)


def imported(home: Path, file: Path) -> tuple[dict[str, float], int]:
    """Import once; the counters and seconds of the answer, and the peak memory of its processes in kilobytes."""
    started = subprocess.Popen(
        command("import", str(file), "--format", "ids", "--json"), env=environment_of(home), stdout=subprocess.PIPE
    )
    peak = Peak(started.pid)
    out, _ = started.communicate()
    if started.returncode:
        raise SystemExit(f"the import failed with exit code {started.returncode}")
    answer = json.loads(out)
    names = ("rows", "accepted", "duplicates", "quarantined", "seconds")
    return {name: float(answer[name]) for name in names}, peak.stop()


def command(*words: str) -> list[str]:
    """The command line of Kerege."""
    return [sys.executable, "-m", "kerege.cli.main", *words]


def environment_of(home: Path) -> dict[str, str]:
    """The environment of a command of that node."""
    return os.environ | {
        "KEREGE_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "kerege.config.settings",
    }


class Peak(threading.Thread):
    """The most memory that a process and its children hold together (proportional share of each)."""

    def __init__(self, pid: int) -> None:
        """Start looking, four times a second."""
        super().__init__(daemon=True)
        self.pid, self.most, self.over = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        """Look until stopped."""
        while not self.over.wait(0.25):
            self.most = max(self.most, sum(share(each) for each in family(self.pid)))

    def stop(self) -> int:
        """The peak in kilobytes."""
        self.over.set()
        return self.most


def family(pid: int) -> list[int]:
    """A process and its descendants, by whichever of its threads they were started."""
    listed = [child for each in Path(f"/proc/{pid}/task").glob("*/children") for child in read_or_nothing(each).split()]
    return [pid, *(each for child in listed for each in family(int(child)))]


def read_or_nothing(file: Path) -> str:
    """What a file of a process says; nothing where the process or the thread is gone."""
    try:
        return file.read_text()
    except OSError:
        return ""


def share(pid: int) -> int:
    """The proportional set size of a process in kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def processor_seconds(home: Path) -> float:
    """Processor time of this process's ended children and of the node's database server, so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = used.ru_utime + used.ru_stime
    try:
        master = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError):
        return ours
    return ours + sum(spent(each) for each in family(master))


def spent(pid: int) -> float:
    """User and system seconds of a process, with those of its ended children."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(word) for word in words[11:15]) / os.sysconf("SC_CLK_TCK")
