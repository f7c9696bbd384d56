"""Screening in bulk: rows a second and processor time by size of the list, workers and engine; equal files throughout.

`KEREGE_BENCH_LISTS=10000,30000,100000,1000000` names the sizes of the lists, `KEREGE_BENCH_BANK` the size of the bank,
`KEREGE_BENCH_WORKERS` the numbers of workers; lists of more than 300,000 rows are screened by the most workers alone,
and by Spark up to two million. The largest list of 30,000 to 300,000 rows is screened once more by a process that is
killed (SIGKILL) half-way, and then resumed: the same bytes. What list, pieces and pairs take on disk,
and what the largest process takes in memory, is told: it must not grow with the list.
Spark is measured where Java and its packages are. What a run will take is told before it begins.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path

import pyarrow as pa

from benchmarks import report, travellers
from benchmarks.import_ids import family
from benchmarks.measure import ROOT, Figure
from kerege.methods.screening import Bank, Screened, build_bank, screen
from kerege.methods.screening.running import ROWS

LISTS = tuple(int(size) for size in os.environ.get("KEREGE_BENCH_LISTS", "10000,30000,100000").split(","))
SIZES_APART = True
"""A run of some sizes leaves the figures of others as they were."""
BANK = int(os.environ.get("KEREGE_BENCH_BANK", "100000"))
WORKERS = tuple(int(count) for count in os.environ.get("KEREGE_BENCH_WORKERS", "1,2").split(","))
TARGET = 6000
MEGABYTE = 1024.0
LARGE = 300_000
"""Lists of more rows are not screened by fewer than the most workers."""
LONGEST_OF_SPARK = 2_000_000
RATE = {"local": 2_000, "spark": 1_400}
"""Rows a second and worker to expect, for telling how long a run will take."""
START_OF_SPARK = 20.0
SHORTEST_CUT = 3 * ROWS
"""A run over fewer pieces may be over before it is killed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock and of all processors, pairs, and a digest of the file."""

    seconds: float
    processor: float
    pairs: int
    digest: str
    size: int


def run() -> Iterator[Figure]:
    """Build the bank, then the curve of each engine."""
    folder = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    say(f"about {expected() / 60:.0f} minutes on an idle machine")
    try:
        begun = time.perf_counter()
        bank = build_bank(travellers.batches(travellers.bank(BANK)), folder / "bank")
        on = f"bank of {BANK:,}"
        yield Figure(
            what="screening, build the bank", measured_on=on, ours=BANK / (time.perf_counter() - begun), unit="/s"
        )
        size = sum(path.stat().st_size for path in bank.folder.rglob("*") if path.is_file())
        yield Figure(what="screening, bank on disk", measured_on=on, ours=size / BANK, unit="bytes a subject")
        cut = max((rows for rows in LISTS if SHORTEST_CUT <= rows <= LARGE), default=0)
        for rows in LISTS:
            digest = yield from curve(bank, folder, rows)
            if rows == cut:
                yield from cut_off(bank, folder, rows, digest)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def say(text: str) -> None:
    """A line of progress."""
    print(f"  {text}", file=sys.stderr, flush=True)


def engines() -> tuple[str, ...]:
    """The engines that run here."""
    return ("local", "spark") if has_spark() else ("local",)


def engines_of(rows: int) -> tuple[str, ...]:
    """The engines that screen a list of this size."""
    return engines() if rows <= LONGEST_OF_SPARK else ("local",)


def workers_of(rows: int) -> tuple[int, ...]:
    """How many workers screen a list of this size."""
    return WORKERS if rows <= LARGE else (max(WORKERS),)


def expected() -> float:
    """Seconds that the whole run is going to take, more or less."""
    found = BANK / 2_000 + max(LISTS) / (RATE["local"] * max(WORKERS))
    for rows in LISTS:
        found += rows / 20_000
        for engine in engines_of(rows):
            started = START_OF_SPARK if engine == "spark" else 0.0
            found += sum(started + rows / (RATE[engine] * count) for count in workers_of(rows))
    return found


def curve(bank: Bank, folder: Path, rows: int) -> Generator[Figure, None, str]:
    """The figures of one list: each engine with each number of workers. Raises AssertionError where files differ.

    Returns the digest of the file.
    """
    say(f"{rows:,} rows against {BANK:,}")
    listed = folder / "list.arrow"
    schema = None
    with listed.open("wb") as stream:
        for batch in travellers.batches(travellers.travellers(rows, travellers.BY_YEAR)):
            if schema is None:
                schema = batch.schema
                writer = pa.ipc.new_file(stream, schema)
            writer.write_batch(batch)
        writer.close()
    digests = set()
    for engine in engines_of(rows):
        for workers in workers_of(rows):
            say(f"{engine}, {workers} worker{'s' if workers > 1 else ''}")
            measured = once(bank, folder, listed, engine, workers)
            digests.add(measured.digest)
            on = f"{rows:,} rows x {BANK:,}, {engine}, {workers} worker{'s' if workers > 1 else ''}"
            target = TARGET if engine == "local" and workers == max(WORKERS) else None
            rate, cost = rows / measured.seconds, measured.processor / rows * 1e6
            yield Figure(what="screening, speed", measured_on=on, ours=rate, unit="rows/s", target=target)
            yield Figure(what="screening, processor", measured_on=on, ours=cost, unit="s a million rows")
    if len(digests) != 1:
        raise AssertionError(f"engines or workers gave {len(digests)} different files")
    yield Figure(
        what="screening, pairs told", measured_on=f"{rows:,} rows x {BANK:,}", ours=measured.pairs, unit="pairs"
    )
    sizes = (("list", listed.stat().st_size / rows, "row"), ("pairs", measured.size / max(measured.pairs, 1), "pair"))
    for what, size, each in sizes:
        on = f"{rows:,} rows x {BANK:,}"
        yield Figure(what=f"screening, {what} on disk", measured_on=on, ours=size, unit=f"bytes a {each}")
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / MEGABYTE
    yield Figure(what="screening, largest process", measured_on=f"{rows:,} rows x {BANK:,}", ours=peak, unit="MB")
    return measured.digest


def cut_off(bank: Bank, folder: Path, rows: int, digest: str) -> Iterator[Figure]:
    """Kill a local run half-way and run it again. Raises AssertionError where the file is not that of a whole run."""
    say("a local run killed half-way and resumed")
    listed, out, workers = folder / "list.arrow", folder / "cut.arrow", max(WORKERS)
    words = [sys.executable, "-m", "benchmarks.screening", str(bank.folder), str(listed), str(out), str(workers)]
    half = max(1, rows // ROWS // 2)
    begun = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
    while begun.poll() is None and len(list(out.with_name(out.name + ".pieces").glob("piece-*.arrow"))) < half:
        time.sleep(0.05)
    if begun.poll() is not None:
        raise AssertionError("the run ended before it could be killed: take a longer list")
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    again = screened(bank, listed, out, "local", workers)
    if digest_of(out) != digest:
        raise AssertionError("a run that was killed and resumed gave another file")
    on = f"{rows:,} rows x {BANK:,}, local, {workers} workers, killed by SIGKILL"
    yield Figure(what="screening, rows done before that the resumed run took over", measured_on=on, ours=again.resumed)


def once(bank: Bank, folder: Path, listed: Path, engine: str, workers: int) -> Run:
    """One run from a file to a file."""
    out = folder / "pairs.arrow"
    spending = Spending()
    clock, own = time.perf_counter(), time.process_time()
    found = screened(bank, listed, out, engine, workers)
    seconds, processor = time.perf_counter() - clock, time.process_time() - own + spending.stop()
    return Run(seconds, processor, found.pairs, digest_of(out), out.stat().st_size)


def digest_of(path: Path) -> str:
    """A digest of a file of any size."""
    with path.open("rb") as stream:
        return file_digest(stream, lambda: blake2b(digest_size=8)).hexdigest()


def screened(bank: Bank, listed: Path, out: Path, engine: str, workers: int) -> Screened:
    """Screen a list in a file."""
    reader = pa.ipc.open_file(pa.memory_map(str(listed)))
    batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
    master = f"local-cluster[{workers},1,1024]"
    return screen(batches, bank, out=out, engine=engine, master=master, workers=workers)


class Spending(threading.Thread):
    """Seconds of processor time of this process's descendants from now on, Spark's too, which it never waits for."""

    def __init__(self) -> None:
        """Start looking, four times a second."""
        super().__init__(daemon=True)
        self.before = {pid: spent_by(pid) for pid in family(os.getpid())[1:]}
        self.seen: dict[int, float] = {}
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        """Look until stopped."""
        while not self.over.wait(0.25):
            self.look()

    def look(self) -> None:
        """Keep what each has used so far: of one that ends, what it had used when last seen."""
        for pid in family(os.getpid())[1:]:
            self.seen[pid] = max(spent_by(pid), self.seen.get(pid, 0.0))

    def stop(self) -> float:
        """The sum."""
        self.over.set()
        self.join()
        self.look()
        return sum(seconds - self.before.get(pid, 0.0) for pid, seconds in self.seen.items())


def spent_by(pid: int) -> float:
    """Seconds of processor time that a process has used; 0 where it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def publish(kept: dict[str, object]) -> str:
    """The curve, which stands in docs/benchmarks.md as well."""
    report.renew_page()
    return report.bulk(kept["figures"])


def has_spark() -> bool:
    """Whether Spark can be started here."""
    try:
        import pyspark
    except ImportError:
        return False
    return bool(pyspark.__version__) and shutil.which("java") is not None


if __name__ == "__main__":  # the run that is killed
    screened(Bank.open(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]), "local", int(sys.argv[4]))
