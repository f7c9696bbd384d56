"""Screening in bulk: rows a second and processor time by size of the list, workers and engine; equal files throughout.

`KEREGE_BENCH_LISTS=100000,300000,1000000` names the sizes of the lists, `KEREGE_BENCH_BANK` the size of the bank,
`KEREGE_BENCH_WORKERS` the numbers of workers.
Spark is measured where Java and its packages are.
"""

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from benchmarks import travellers
from benchmarks.measure import Figure
from kerege.methods.screening import Bank, build_bank, screen

LISTS = tuple(int(size) for size in os.environ.get("KEREGE_BENCH_LISTS", "100000").split(","))
BANK = int(os.environ.get("KEREGE_BENCH_BANK", "100000"))
WORKERS = tuple(int(count) for count in os.environ.get("KEREGE_BENCH_WORKERS", "1,2").split(","))
TARGET = 6000
MEGABYTE = 1024.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock and of all processors, pairs, and a digest of the file."""

    seconds: float
    processor: float
    pairs: int
    digest: str


def run() -> Iterator[Figure]:
    """Build the bank, then the curve of each engine."""
    folder = Path(tempfile.mkdtemp(prefix="kerege-bench-"))
    try:
        begun = time.perf_counter()
        bank = build_bank(travellers.batches(travellers.bank(BANK)), folder / "bank")
        on = f"bank of {BANK:,}"
        yield Figure(
            what="screening, build the bank", measured_on=on, ours=BANK / (time.perf_counter() - begun), unit="/s"
        )
        size = sum(path.stat().st_size for path in bank.folder.rglob("*") if path.is_file())
        yield Figure(what="screening, bank on disk", measured_on=on, ours=size / BANK, unit="bytes a subject")
        for rows in LISTS:
            yield from curve(bank, folder, rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def curve(bank: Bank, folder: Path, rows: int) -> Iterator[Figure]:
    """The figures of one list: each engine with each number of workers. Raises AssertionError where files differ."""
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
    for engine in ("local", "spark") if has_spark() else ("local",):
        for workers in WORKERS:
            measured = once(bank, folder, listed, engine, workers)
            digests.add(measured.digest)
            on = f"{rows:,} rows x {BANK:,}, {engine}, {workers} worker{'s' if workers > 1 else ''}"
            target = TARGET if engine == "local" and workers == max(WORKERS) else None
            rate = rows / measured.seconds
            yield Figure(what="screening, speed", measured_on=on, ours=rate, unit="rows/s", target=target)
            if engine == "local":  # what Spark's own processes spend is not ours to ask
                cost = measured.processor / rows * 1e6
                yield Figure(what="screening, processor", measured_on=on, ours=cost, unit="s a million rows")
    if len(digests) != 1:
        raise AssertionError(f"engines or workers gave {len(digests)} different files")
    yield Figure(
        what="screening, pairs told", measured_on=f"{rows:,} rows x {BANK:,}", ours=measured.pairs, unit="pairs"
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    yield Figure(what="screening, largest process", measured_on=f"{rows:,} rows x {BANK:,}", ours=peak, unit="MB")


def once(bank: Bank, folder: Path, listed: Path, engine: str, workers: int) -> Run:
    """One run from a file to a file."""
    out = folder / "pairs.arrow"
    reader = pa.ipc.open_file(pa.memory_map(str(listed)))
    batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
    master = f"local-cluster[{workers},1,1024]"
    clock, processor = time.perf_counter(), spent()
    found = screen(batches, bank, out=out, engine=engine, master=master, workers=workers)
    seconds, processor = time.perf_counter() - clock, spent() - processor
    return Run(seconds, processor, found.pairs, blake2b(out.read_bytes(), digest_size=8).hexdigest())


def spent() -> float:
    """Seconds of processor time of this process and of those it waited for."""
    whole = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in whole)


def has_spark() -> bool:
    """Whether Spark can be started here."""
    try:
        import pyspark
    except ImportError:
        return False
    return bool(pyspark.__version__) and shutil.which("java") is not None
