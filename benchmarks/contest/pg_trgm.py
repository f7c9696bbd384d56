"""PostgreSQL's pg_trgm over names romanised by anyascii, on the embedded server: GIN index, similarity as score."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from anyascii import anyascii

from benchmarks.contest.turn import Candidates, Found, Named
from kerege.foundation import server

LEAST_SIMILARITY = 0.3
SEARCH = """
    SELECT id, similarity(name, %(name)s) AS near FROM names WHERE name %% %(name)s
    ORDER BY near DESC, id LIMIT %(limit)s
"""
PAIRS = (
    "SELECT similarity(one, other) FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS p(one, other, n) ORDER BY n"
)
MEMORY = ("SET work_mem = '256MB'", "SET maintenance_work_mem = '512MB'")


def plain(name: str) -> str:
    """A name in ASCII letters."""
    return anyascii(name).lower()


class Table:
    """A table of names on a throw-away server, indexed by trigrams."""

    def __init__(self, corpus: list[Named]) -> None:
        """Start the server, copy the names, build the index."""
        home = Path(tempfile.mkdtemp(prefix="kerege-trgm-"))
        home.chmod(0o711)
        running = server.ensure_server(home, durable=False)
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        atexit.register(running.stop)
        self.connection = running.administrator()
        self.process = self.connection.info.backend_pid
        for statement in ("CREATE EXTENSION pg_trgm", "CREATE TABLE names (id text, name text)", *MEMORY):
            self.connection.execute(statement)
        with self.connection.cursor().copy("COPY names FROM STDIN") as copy:
            for identity, name in corpus:
                copy.write_row((identity, plain(name)))
        self.connection.execute("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
        self.connection.execute("VACUUM ANALYZE names")
        self.connection.execute(f"SET pg_trgm.similarity_threshold = {LEAST_SIMILARITY}")

    def one(self, asked: Named, limit: int) -> Found:
        """Search one name."""
        rows = self.connection.execute(SEARCH, {"name": plain(asked[1]), "limit": limit}, prepare=True)
        return [(str(identity), float(str(near))) for identity, near in rows]

    def outside(self) -> float:
        """Seconds of processor that the server's process for us has taken."""
        cells = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")

    def outside_memory(self) -> float:
        """The most memory the server's process for us has held, its share of the buffers included, MB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def searcher(corpus: list[Named], _candidates: Candidates) -> Table:
    """A table with its index."""
    return Table(corpus)


def pair_scores(pairs: list[Named]) -> list[float]:
    """The similarity of each pair of names."""
    columns = [[plain(pair[side]) for pair in pairs] for side in (0, 1)]
    return [float(str(row[0])) for row in Table([]).connection.execute(PAIRS, columns)]
