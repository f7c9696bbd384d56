"""Import the UNODC file the whole way into a fresh node: rows a second, peak memory, twice and no change.

`python -m benchmarks.import_ids [--file FILE] [--home DIR]`; writes benchmarks/results/import_ids.json. On a shared
machine read `rows_a_second_of_free_cores`: rows by the processor time that everything took (migrating included).
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "unodc_ids" / "ids_2011_2016.zip"
RESULT = ROOT / "benchmarks" / "results" / "import_ids.json"
TARGET_ROWS, TARGET_MEGABYTES = 4000, 1024


def run(home: Path, file: Path) -> tuple[dict[str, object], float, int]:
    """Import once; the answer, seconds of the whole command, and the peak memory of its processes in kilobytes."""
    environment = os.environ | {
        "KEREGE_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "kerege.config.settings",
    }
    began = monotonic()
    command = [sys.executable, "-m", "kerege.cli.main", "import", str(file), "--format", "ids", "--json"]
    started = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    peak = Peak(started.pid)
    out, _ = started.communicate()
    if started.returncode:
        raise SystemExit(f"the import failed with exit code {started.returncode}")
    return json.loads(out), monotonic() - began, peak.stop()


class Peak(threading.Thread):
    """The most memory that a process and its children hold together (proportional share of each)."""

    def __init__(self, pid: int) -> None:
        """Start looking."""
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
    """A process and its descendants."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in listed for each in family(int(child)))]


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


def main() -> int:
    """Measure, print one table, keep the result."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--file", type=Path, default=SHARED)
    options.add_argument("--home", type=Path, default=None)
    chosen = options.parse_args()
    if not chosen.file.exists():
        print("skipped: shared data not found")
        return 0
    home = chosen.home or Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    load = os.getloadavg()[0]
    first, seconds, peak = run(home, chosen.file)
    used = processor_seconds(home)
    again, _, _ = run(home, chosen.file)
    rows = int(str(first["rows"]))
    taken = float(str(first["seconds"]))
    measured = {
        "what": "import, whole way",
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
        "load_before": round(load, 2),
        "commit": commit(),
        "rows": rows,
        "seconds": taken,
        "command_seconds": round(seconds, 1),
        "rows_a_second": round(rows / taken),
        "processor_seconds": round(used, 1),
        "rows_a_second_of_free_cores": round(rows * (os.cpu_count() or 1) / used),
        "peak_megabytes": round(peak / 1024),
        "accepted": first["accepted"],
        "duplicates": first["duplicates"],
        "quarantined": first["quarantined"],
        "again": {name: again[name] for name in ("accepted", "duplicates", "quarantined", "seconds")},
        "targets": {"rows_a_second": TARGET_ROWS, "peak_megabytes": TARGET_MEGABYTES},
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    for name, value in measured.items():
        print(f"{name:16} {value}")
    stop = [sys.executable, "-m", "kerege.cli.main", "database", "stop"]
    subprocess.run(stop, env=os.environ | {"KEREGE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}, check=False)
    return 0


def commit() -> str:
    """The commit that was measured."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "not known"


if __name__ == "__main__":
    sys.exit(main())
