"""The same plan on Apache Spark: rows go out as Arrow, the bank is shipped once and mapped by every worker."""

from __future__ import annotations

import gc
import shutil
import sys
import tarfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyspark import SparkContext, SparkFiles
from pyspark.find_spark_home import _find_spark_home
from pyspark.sql import SparkSession

from kerege.methods.screening.bank import Bank
from kerege.methods.screening.engines import Piece
from kerege.methods.screening.matching import pairs_of
from kerege.methods.screening.schema import PAIR_SCHEMA
from kerege.methods.screening.worker import SOURCE

AT: Final = "list_row"
PIECES_OF_A_CORE: Final = 4
"""Pieces that each core is given in one wave: what a cut costs, and how often the cluster waits for its driver."""
PAIRS: Final = (
    "list_id string, bank_id string, probability double, grade string, fields array<string>, reasons array<string>, "
    "list_row bigint"
)


class Spark:
    """The plan on a cluster, wave by wave; what comes back are the same pieces as of any other engine.

    The workers need this package and the extra `bulk` in their Python; the list stays where the run is called.
    """

    def __init__(self, master: str | None) -> None:
        """Use the cluster of a master's address; without one, this machine's cores."""
        self._master = master or "local[*]"

    def run(self, pieces: Iterable[Piece], bank: Bank, least: float) -> Iterator[tuple[Piece, pa.Table]]:
        """Screen waves of pieces; the cluster is started for the run and let go after it."""
        waiting = iter(pieces)
        wave = list(islice(waiting, 1))
        if not wave:
            return
        session = _session(self._master)
        try:
            with TemporaryDirectory(prefix="kerege-bank-") as folder:  # the driver serves the bank from there
                name = _shipped(session.sparkContext, bank, Path(folder))
                most = PIECES_OF_A_CORE * session.sparkContext.defaultParallelism
                wave += islice(waiting, most - 1)
                while wave:
                    pairs = _screened(session, wave, name, least)
                    for piece in wave:
                        yield piece, _of(pairs, piece)
                    wave = list(islice(waiting, most))
        finally:
            application = str(session.sparkContext.applicationId)
            session.stop()
            if self._master.startswith("local-cluster"):  # its workers leave the bank they fetched beside Spark
                shutil.rmtree(Path(_find_spark_home()) / "work" / application, ignore_errors=True)


def _session(master: str) -> SparkSession:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "2500",
    }
    if master.startswith("local"):  # workers of this machine: nothing listens outside, and they find this source
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.executorEnv.PYTHONPATH": str(SOURCE),
        }
    builder = SparkSession.builder.master(master).appName("kerege screen")
    for name, setting in settings.items():
        builder = builder.config(name, setting)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    if master.startswith("local"):
        session.sparkContext.pythonExec = sys.executable
    return session


def _shipped(context: SparkContext, bank: Bank, folder: Path) -> str:
    """Have every worker fetch the bank's folder as an archive; return the name of the folder there."""
    name = f"bank-{bank.digest}"
    archive = folder / f"{name}.tar"
    with tarfile.open(archive, "w") as packed:
        for path in sorted(bank.folder.rglob("*")):
            packed.add(path, arcname=str(path.relative_to(bank.folder)), recursive=False)
    context.addArchive(f"{archive}#{name}")
    return name


@lru_cache(maxsize=1)
def _bank(name: str) -> Bank:
    """Return the bank that was shipped to this worker, opened once for its process."""
    opened = Bank.open(Path(SparkFiles.get(name)))
    gc.freeze()
    return opened


def _screened(session: SparkSession, wave: list[Piece], name: str, least: float) -> pa.Table:
    rows = pa.concat_tables([p.rows.append_column(AT, pa.array(p.numbers, pa.int64())) for p in wave])

    def screened(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            table = pa.Table.from_batches([batch])
            found = pairs_of(_bank(name), table.drop_columns([AT]), numbers=table[AT].to_pylist(), least=least)
            yield from found.to_batches()

    return session.createDataFrame(rows).mapInArrow(screened, PAIRS).toArrow().cast(PAIR_SCHEMA)


def _of(pairs: pa.Table, piece: Piece) -> pa.Table:
    """Return the pairs of one piece."""
    first, last = pa.scalar(piece.first, pa.int64()), pa.scalar(piece.first + len(piece.rows), pa.int64())
    within = pc.and_(pc.greater_equal(pairs[AT], first), pc.less(pairs[AT], last))
    return pairs.filter(within).combine_chunks()
