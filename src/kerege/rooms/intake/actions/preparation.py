"""Preparing rows for the database: reading, hashing, signing; beside the writing where the file is worth it."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections

from kerege.foundation import seal
from kerege.kernel.law import Viewer
from kerege.rooms.intake.rules.plans import Plan, Surveyed
from kerege.rooms.intake.rules.preparing import Refused, Waiting, claim_of
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.survey import Survey
from kerege.rooms.records.actions import PackedReport, Packer, Prepared
from kerege.rooms.records.queries import Reader
from kerege.rooms.substances import queries as substances

Outcome = PackedReport | Prepared | Refused
"""A row packed, or read but of terms that only the database can seal, or refused."""
WORTH_HELPERS = 6_000
"""Rows from which on other processes help; below it starting them takes longer than the work."""
PARENT_CHECK = 2.0


@dataclass(slots=True)
class Preparation:
    """Everything that turns a row into lines of COPY; the same for every row of a run."""

    plan: Plan
    width: int
    surveyed: Surveyed
    reader: Reader
    packer: Packer | None = None

    @classmethod
    def of(cls, plan: Plan, width: int, surveyed: Surveyed, actor: Viewer, packer: Packer | None) -> "Preparation":
        """With the substance register of this node and the actor's day; without a packer rows are only read."""
        return cls(plan, width, surveyed, Reader(substance=substances.batch().code, day=actor.day), packer)

    def outcome(self, row: Waiting) -> Outcome:
        """A row ready to be kept, or refused."""
        made = claim_of(self.plan, row, self.width, self.surveyed, self.reader)
        if isinstance(made, Refused):
            return made
        packed = self.packer.pack(made, row.key, row.repeats) if self.packer is not None else None
        return packed or Prepared(made, row.key, row.repeats)

    def outcomes(self, rows: Sequence[Waiting]) -> list[Outcome]:
        """Prepare rows in this process."""
        return [self.outcome(row) for row in rows]


@dataclass(slots=True)
class Batch:
    """Consecutive rows of a file that are kept together, and what becomes of those that are new."""

    first: int
    rows: list[Waiting] = field(default_factory=list)
    fresh: Callable[[], list[Outcome]] = list


def batches(sheet: Sheet, made: Survey, *, skip: int, size: int) -> Iterator[Batch]:
    """The rows of a sheet after the first `skip`, with their identities, in batches."""
    batch = Batch(skip)
    rows = zip(sheet.rows(), made.identities(), strict=True)
    for at, ((number, cells), (key, repeats)) in enumerate(rows):
        if at < skip:
            continue
        batch.rows.append(Waiting(number, cells, key, repeats))
        if len(batch.rows) == size:
            yield batch
            batch = Batch(at + 1)
    if batch.rows:
        yield batch


@contextmanager
def helpers(preparation: Preparation, rows: int) -> Iterator[ProcessPoolExecutor | None]:
    """Processes that prepare rows while this one writes; none for a small file or a machine with one core.

    They are copies of this process with its register and key, and never touch the database.
    """
    count = min(os.cpu_count() or 1, 3)
    if rows < WORTH_HELPERS or count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield None
        return
    substances.resolver()
    seal.node_key()
    connections.close_all()
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("fork"), initializer=_begin, initargs=(preparation, os.getpid())
    )
    try:
        pool.submit(int).result()
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def prepared(
    pool: ProcessPoolExecutor | None,
    preparation: Preparation,
    batches_: Iterable[Batch],
    new: Callable[[Batch], list[Waiting]],
) -> Iterator[Batch]:
    """Each batch with its new rows prepared, in order; a few batches are ahead of the writing, never all."""
    if pool is None:
        for batch in batches_:
            done = preparation.outcomes(new(batch))
            yield Batch(batch.first, batch.rows, lambda done=done: done)  # type: ignore[misc]
        return
    ahead: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
    for batch in batches_:
        ahead.append((batch, pool.submit(_outcomes, new(batch))))
        if len(ahead) > 4:
            yield _settled(*ahead.popleft())
    while ahead:
        yield _settled(*ahead.popleft())


def _settled(batch: Batch, future: "Future[list[Outcome]]") -> Batch:
    return Batch(batch.first, batch.rows, future.result)


_own: list[Preparation] = []


def _begin(preparation: Preparation, parent: int) -> None:
    """Keep the preparation in a helper, and end with the parent even when that one was killed."""
    _own[:] = [preparation]
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(PARENT_CHECK)
    os._exit(1)


def _outcomes(rows: Sequence[Waiting]) -> list[Outcome]:
    return _own[0].outcomes(rows)
