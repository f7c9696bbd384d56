"""The lines of lists: what each report says, its terms with it, read in one statement off facts and head version."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from kerege.foundation.statements import asked, named
from kerege.kernel.dates import PartialDate
from kerege.rooms.records.queries.entries import ItemEntry, ListedReport
from kerege.rooms.records.queries.joining import OwnTerms
from kerege.rooms.records.queries.one import FACT_WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list and the terms that its owner set."""

    row: ListedReport
    terms: OwnTerms


def read_lines(keys: Sequence[tuple[UUID, UUID]]) -> list[Line]:
    """The lines of the reports of these keys (owner, report), in their order."""
    if not keys:
        return []
    bounds = {"owners": [owner for owner, _ in keys], "reports": [report for _, report in keys]}
    return [Line(listed(row), OwnTerms(row[1], *row[15:])) for row in asked(named("records", "listed_rows"), bounds)]


def read_rows(keys: Sequence[tuple[UUID, UUID]]) -> list[ListedReport]:
    """The rows of a list in the order of their keys (owner, report)."""
    return [line.row for line in read_lines(keys)]


def listed(row: Sequence[Any]) -> ListedReport:
    """One line of a list."""
    content = orjson.loads(row[14])
    return ListedReport(
        id=row[0],
        owner=row[1],
        number=row[2],
        kind=row[3],
        retracted=row[4],
        repeats=row[5],
        facts_state=row[6],
        occurred=PartialDate.from_code(row[7]) if row[7] else None,
        country=row[8],
        region=row[9],
        place=row[10],
        persons_count=row[11],
        latitude=row[12],
        longitude=row[13],
        items=tuple(said_item(each) for each in content.get("items", ())),
        summary=str(content.get("summary", "")),
        details={k: str(v) for k, v in content.items() if k not in FACT_WORDS},
    )


def said_item(content: dict[str, Any]) -> ItemEntry:
    """One item as the content of the facts says it; its row holds the same."""
    return ItemEntry(
        substance=content.get("substance", ""),
        substance_given=content["substance_given"],
        quantity_given=content["quantity_given"],
        quantity_state=content["quantity_state"],
        amount=decimal(content.get("amount")),
        unit=content.get("unit", ""),
        base_amount=decimal(content.get("base_amount")),
        base=content.get("base", ""),
        purity=decimal(content.get("purity")),
        form=content.get("form", ""),
        packaging=content.get("packaging", ""),
        mark=content.get("mark", ""),
    )


def decimal(text: str | None) -> Decimal | None:
    """A number as the canonical facts write it."""
    return Decimal(text) if text else None
