"""From a row to a claim ready to be kept, or to the faults for which it waits in quarantine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kerege.rooms.intake.rules.limits import N_
from kerege.rooms.intake.rules.plans import Plan, Surveyed
from kerege.rooms.records.queries import Claim, ClaimRefusedError, Fault, Reader, read_claim


class Waiting(NamedTuple):
    """One row of the file on its way: its number, its cells, its identity. A tuple is soon sent to another process."""

    number: int
    cells: Sequence[str]
    key: bytes
    repeats: bytes | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not become a claim, with every fault."""

    row: Waiting
    faults: list[Fault]


def claim_of(plan: Plan, row: Waiting, width: int, surveyed: Surveyed, reader: Reader) -> Claim | Refused:
    """The claim of a row, or what is wrong with it."""
    if len(row.cells) > width:
        values = {"cells": str(len(row.cells)), "columns": str(width)}
        wide = Fault(
            "", "width", N_("The row has %(cells)s cells, the heading %(columns)s: a separator too many?"), values
        )
        return Refused(row, [wide])
    read = plan.read(row.cells, surveyed)
    try:
        claim = read_claim(read.raw, reader)
    except ClaimRefusedError as problem:
        return Refused(row, read.faults + problem.faults)
    faults = read.faults + zero_faults(claim)
    return Refused(row, faults) if faults else claim


def zero_faults(claim: Claim) -> list[Fault]:
    """An amount of zero says nothing was seized: it is asked about, never counted."""
    return [
        Fault(f"items.{at}.quantity", "zero", N_("The amount is zero: give the amount, or “not known”."))
        for at, item in enumerate(claim.items)
        if item.amount is not None and item.amount == 0
    ]


def kept_faults(plan: Plan, faults: Sequence[Fault]) -> list[dict[str, object]]:
    """Faults as they are kept: with the column each came from."""
    return [
        {
            "path": fault.path,
            "column": plan.column_of(fault.path),
            "code": fault.code,
            "message": fault.message,
            "values": dict(fault.values),
        }
        for fault in faults
    ]
