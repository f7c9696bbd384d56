"""Facts of a span of days for bulletins: what each report says, and the terms under which it may be used."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Condition, Handling, Level, State, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import models
from kerege.rooms.records.queries.one import FACT_WORDS
from kerege.rooms.records.queries.told import ReadUnder, read_under


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedItem:
    """One item as said and as normalised; a quantity that is not known has no amount."""

    substance: str
    substance_given: str
    quantity_given: str
    quantity_state: str
    amount: Decimal | None
    upper: Decimal | None
    unit: str
    base: str
    base_amount: Decimal | None
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFacts:
    """The facts part of one current report and its terms: of its head version, and of the releases it is read by."""

    report: UUID
    owner: UUID
    number: str
    kind: str
    occurred: PartialDate | None
    published: PartialDate | None
    """When an open source was published."""
    country: str
    region: str
    place: str
    latitude: Decimal | None
    longitude: Decimal | None
    persons_count: int | None
    details: dict[str, str]
    items: tuple[DatedItem, ...]
    state: State
    made_at: datetime
    version: int
    version_made_at: datetime
    handling: frozenset[Handling]
    conditions: frozenset[Condition]
    restriction: str
    level: Level
    forbidden: frozenset[UUID]
    grading: tuple[str, str, str]
    language: str


def dated_facts(*, viewer: Viewer, since: date, until: date, kinds: tuple[str, ...]) -> list[DatedFacts]:
    """Every current facts part this viewer may see whose date meets the span, by date and number; one leaf.

    Open sources published in the span come too, whatever their event's date. A date of a month or a year meets every
    span that it overlaps: the caller decides whether it stands in it.
    """
    require_viewer(viewer)
    with connection.cursor() as database:
        database.execute(named("records", "dated_facts"), {"since": since, "until": until, "kinds": list(kinds)})
        found = [dated(row) for row in database.fetchall()]
    under = read_under([each.report for each in found]) if found else {}
    found = [tightened(each, under.get(each.report, ())) for each in found]
    journal.write_leaf(
        LeafKind.COMBINE, "records.dated_facts", {"since": str(since), "until": str(until)}, rows=len(found)
    )
    return found


def tightened(facts: DatedFacts, releases: Collection[ReadUnder]) -> DatedFacts:
    """Facts under the codes of the releases by which they are read too; what was lifted for one reader stays."""
    return replace(
        facts,
        handling=facts.handling.union(Handling(code) for each in releases for code in each.handling),
        conditions=facts.conditions.union(Condition(word) for each in releases for word in each.conditions),
    )


def dated(row: Sequence[Any]) -> DatedFacts:
    """One row as facts."""
    content = orjson.loads(row[11])
    return DatedFacts(
        report=row[0],
        owner=row[1],
        number=row[2],
        kind=row[3],
        occurred=PartialDate.from_code(row[4]) if row[4] else None,
        published=PartialDate.from_code(content["published"]) if content.get("published") else None,
        country=row[5],
        region=row[6],
        place=row[7],
        latitude=row[8],
        longitude=row[9],
        persons_count=row[10],
        details={k: str(v) for k, v in content.items() if k not in FACT_WORDS},
        items=tuple(dated_item(each) for each in content.get("items", ())),
        state=State(row[12]),
        made_at=row[13],
        version=row[14],
        version_made_at=row[15],
        handling=frozenset(Handling(code) for code in row[16]),
        conditions=frozenset(Condition(word) for word in row[17]),
        restriction=models.restriction_said(row[16], row[18]),
        level=Level(row[19]),
        forbidden=frozenset(row[20]),
        grading=(row[21], row[22], row[23]),
        language=row[24],
    )


def dated_item(content: dict[str, Any]) -> DatedItem:
    """One item of the canonical facts."""
    return DatedItem(
        substance=content.get("substance", ""),
        substance_given=content["substance_given"],
        quantity_given=content["quantity_given"],
        quantity_state=content["quantity_state"],
        amount=decimal(content.get("amount")),
        upper=decimal(content.get("upper")),
        unit=content.get("unit", ""),
        base=content.get("base", ""),
        base_amount=decimal(content.get("base_amount")),
        approximate=bool(content.get("approximate", False)),
    )


def decimal(text: str | None) -> Decimal | None:
    """A number as the canonical facts write it."""
    return Decimal(text) if text else None
