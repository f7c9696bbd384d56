"""Preparing rows for the database: reading them into claims, beside the writing where more than one process may work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kerege.kernel.law import Viewer
from kerege.rooms.intake.rules.plans import Plan, Surveyed
from kerege.rooms.intake.rules.preparing import Refused, Waiting, claim_of
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.survey import Survey
from kerege.rooms.records.actions import Prepared
from kerege.rooms.records.queries import Reader
from kerege.rooms.substances import queries as substances

Outcome = Prepared | Refused


@dataclass(slots=True)
class Preparation:
    """Everything that turns a row into a claim; the same for every row of a run."""

    plan: Plan
    width: int
    surveyed: Surveyed
    reader: Reader

    @classmethod
    def of(cls, plan: Plan, width: int, surveyed: Surveyed, actor: Viewer) -> "Preparation":
        """With the substance register of this node and the actor's day."""
        return cls(plan, width, surveyed, Reader(substance=code_of, day=actor.day))

    def outcome(self, row: Waiting) -> Outcome:
        """A row ready to be kept, or refused."""
        made = claim_of(self.plan, row, self.width, self.surveyed, self.reader)
        return made if isinstance(made, Refused) else Prepared(made, row.key, row.repeats)


def code_of(text: str) -> str:
    """The register's entry of a written substance; empty where it has none."""
    return substances.resolver().resolve(text).code or ""


@dataclass(slots=True)
class Batch:
    """Consecutive rows of a file that are kept together."""

    first: int
    rows: list[Waiting] = field(default_factory=list)


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


def outcomes(preparation: Preparation, rows: Sequence[Waiting]) -> list[Outcome]:
    """Prepare rows in this process."""
    return [preparation.outcome(row) for row in rows]
