"""What the row policies cost of a page: each page by turns with them and without, in one process.

Two connections stand open at once: that of the served application, and one of the database's administrator, whom no
row policy binds and who so reads what they hide, too. A turn asks one address of both, in an order that is drawn, and
counts the processor time of this process and of both connections in the server. So whatever else the machine does in
a minute meets both alike; in blocks of many pages one after the other it is taken for the policies. Told is the mean
of the turns' shares without the tenth that is largest and the tenth that is smallest, and the bounds in which it stands
for 95 of 100 samples that are drawn anew from the turns.
"""

import math
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from benchmarks.check import server_time
from benchmarks.measure import Figure, quick

TURNS = int(os.environ.get("KEREGE_BENCH_TURNS", "200"))
WARM = 12
"""Turns that are not counted: what a process and a connection make once is made in them."""
SAMPLES = 400
SEED = "policies-1"


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of processor time of one page."""

    python: float
    server: float

    @property
    def both(self) -> float:
        """Of both processes."""
        return self.python + self.server


Turn = tuple[Spent, Spent]
"""One page with the policies, and without."""


def shares(database: Any, opened: Callable[[str], None], pages: dict[str, list[str]], on: str) -> Iterator[Figure]:
    """Processor time of each kind of page, and the policies' share of it."""
    from django.db import connections

    bound, free = connections["default"], unbound(connections, database)
    drawn = random.Random(SEED)
    for what, addresses in pages.items():
        turns = []
        for at in range(WARM + (20 if quick() else TURNS)):
            spent = {}
            for each in drawn.sample([bound, free], 2):
                connections["default"] = each
                spent[each] = busy(opened, addresses[at % len(addresses)])
            turns.append((spent[bound], spent[free]))
        connections["default"] = bound
        yield from told(what, turns[WARM:], on, drawn)
    free.close()


def unbound(connections: Any, database: Any) -> Any:
    """A second connection, as the administrator."""
    free = connections.create_connection("default")
    free.settings_dict = {
        **connections["default"].settings_dict, "USER": database.info.user, "PASSWORD": database.info.password,
    }  # fmt: skip
    return free


def busy(opened: Callable[[str], None], address: str) -> Spent:
    """Milliseconds of processor time that a page takes, in this process and in the server."""
    python, server = time.process_time(), server_time()
    opened(address)
    return Spent((time.process_time() - python) * 1000, (server_time() - server) * 1000)


def told(what: str, turns: Sequence[Turn], on: str, drawn: random.Random) -> Iterator[Figure]:
    """The figures of one kind of page."""
    with_policies, without = (trimmed([turn[at].both for turn in turns]) for at in (0, 1))
    python, server = trimmed([turn[0].python for turn in turns]), trimmed([turn[0].server for turn in turns])
    yield Figure(what=f"{what}, processor time", measured_on=on, ours=with_policies, unit="ms",
                 peer=f"{without:.3g} ms without row policies; Python {python:.3g}, server {server:.3g}")  # fmt: skip
    low, high = bounds([share(drawn.choices(turns, k=len(turns))) for _ in range(SAMPLES)])
    yield Figure(what=f"{what}, share of the row policies", measured_on=on, unit="%", target=10, at_least=False,
                 ours=share(turns), peer=f"95 of 100: {low:.1f} to {high:.1f}")  # fmt: skip


def share(turns: Sequence[Turn]) -> float:
    """How much of a page with the policies is theirs, in per cent: turn by turn, as the machine was at that moment."""
    return 100 * (1 - math.exp(-trimmed([math.log(turn[0].both / turn[1].both) for turn in turns])))


def trimmed(values: Sequence[float]) -> float:
    """The mean without the tenth that is largest and the tenth that is smallest."""
    kept = sorted(values)[len(values) // 10 : len(values) - len(values) // 10]
    return sum(kept) / len(kept)


def bounds(samples: Sequence[float]) -> tuple[float, float]:
    """Where 95 of 100 lie."""
    ordered = sorted(samples)
    return ordered[len(ordered) // 40], ordered[-1 - len(ordered) // 40]


def one_of_each(reports: Sequence[Any], substances: Sequence[str], countries: Sequence[str]) -> dict[str, list[str]]:
    """Addresses by kind of page, as the load asks them."""
    return {
        "first page": ["/"],
        "list: newest": ["/records/"],
        "list: kind": [f"/records/?kind=seizure&since={year}-01-01" for year in range(2012, 2026)],
        "list: country": [f"/records/?country={each}" for each in countries],
        "list: substance": [f"/records/?substance={each}" for each in substances],
        "list: words": [f"/records/?text={quote(f'seizure {number} at')}" for number in range(7, 99_000, 911)],
        "one report": [f"/records/{each}/" for each in reports],
    }
