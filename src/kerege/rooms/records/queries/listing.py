"""Lists of reports: newest first, by cursor, each row under its label; counts are capped and never over hidden rows."""

import base64
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.canonical import content_hash
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import State, Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import models
from kerege.rooms.records.queries.entries import ItemEntry, ListedReport
from kerege.rooms.records.queries.one import FACT_WORDS, item_entry

COUNT_LIMIT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; empty means everything."""

    kind: str = ""
    country: str = ""
    substance: str = ""
    since: date | None = None
    until: date | None = None
    own: bool = False
    text: str = ""

    def words(self) -> dict[str, Any]:
        """The filters as the journal commits to them."""
        return {name: str(getattr(self, name) or "") for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: rows, the cursor of the next page ("" at the end), the count (capped)."""

    rows: tuple[ListedReport, ...]
    next_cursor: str
    count: int
    count_is_capped: bool


def latest(*, viewer: Viewer, filters: Filters | None = None, cursor: str = "", limit: int = 50) -> Page:
    """The newest reports this viewer may see, by the day they happened; one leaf for the page."""
    require_viewer(viewer)
    chosen = filters or Filters()
    found = keys_of(viewer, chosen, cursor, limit + 1)
    with connection.cursor() as database:
        database.execute(named("records", "count_latest"), bounds_of(viewer, chosen, cursor, limit + 1))
        counted = database.fetchone()[0]
    shown = found[:limit]
    rows = read_rows([(owner, report) for _, report, owner in shown])
    after = write_cursor(shown[-1][0], shown[-1][1]) if len(found) > limit else ""
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.latest",
        {"filters": chosen.words(), "ids": content_hash([str(report) for _, report, _ in shown]).hex()},
        rows=len(shown),
    )
    return Page(
        rows=tuple(rows), next_cursor=after, count=min(counted, COUNT_LIMIT), count_is_capped=counted > COUNT_LIMIT
    )


def bounds_of(viewer: Viewer, chosen: Filters, cursor: str, limit: int) -> dict[str, Any]:
    """The values that the list's statements take."""
    audiences = sorted(viewer.own_audiences | viewer.standing.audiences | {viewer.party})
    return {
        "audiences": sorted(viewer.own_audiences) if chosen.own else audiences,
        "kind": chosen.kind,
        "country": chosen.country,
        "substance": chosen.substance,
        "since": chosen.since,
        "until": chosen.until,
        "text": f"%{escaped(chosen.text)}%" if chosen.text else "",
        "limit": limit,
        "cap": COUNT_LIMIT + 1,
        **read_cursor(cursor),
    }


def keys_of(viewer: Viewer, chosen: Filters, cursor: str, limit: int) -> list[tuple[date, UUID, UUID]]:
    """The keys (day, report, owner) of one page, newest first."""
    with connection.cursor() as database:
        database.execute(named("records", "latest"), bounds_of(viewer, chosen, cursor, limit))
        found: list[tuple[date, UUID, UUID]] = database.fetchall()
    return found


def waiting_offers(*, viewer: Viewer, limit: int = 100) -> list[ListedReport]:
    """Reports of the viewer's agency of which a part waits at the national gate."""
    require_viewer(viewer)
    with connection.cursor() as database:
        database.execute(
            named("records", "waiting_offers"), {"audiences": sorted(viewer.own_audiences), "limit": limit}
        )
        found = database.fetchall()
    journal.write_leaf(LeafKind.CONSULT, "records.waiting_offers", {"state": State.DESK.value}, rows=len(found))
    return read_rows([(owner, report) for report, owner in found])


def read_rows(keys: list[tuple[UUID, UUID]]) -> list[ListedReport]:
    """The rows of a list in the order of their keys (owner, report)."""
    owners = [owner for owner, _ in keys]
    ids = [report for _, report in keys]
    heads = {r.id: r for r in models.Report.objects.filter(owner__in=owners, id__in=ids)}
    facts = {f.report: f for f in models.Facts.objects.filter(owner__in=owners, report__in=ids, current=True)}
    items: dict[UUID, list[ItemEntry]] = {}
    for row in models.Item.objects.filter(owner__in=owners, report__in=ids, current=True).order_by("position"):
        items.setdefault(row.report, []).append(item_entry(row))
    return [listed(heads[i], facts[i], items.get(i, [])) for i in ids if i in heads and i in facts]


def listed(head: models.Report, facts: models.Facts, items: list[ItemEntry]) -> ListedReport:
    """One line of a list."""
    return ListedReport(
        id=head.id,
        owner=head.owner,
        number=head.number,
        kind=head.kind,
        occurred=PartialDate.from_code(facts.occurred) if facts.occurred else None,
        country=facts.country,
        region=facts.region,
        place=facts.place,
        persons_count=facts.persons_count,
        items=tuple(items),
        retracted=head.retracted,
        repeats=head.repeats is not None,
        facts_state=head.facts_state,
        nominal_state=head.nominal_state,
        latitude=facts.latitude,
        longitude=facts.longitude,
        summary=str(facts.content.get("summary", "")),
        details={k: str(v) for k, v in facts.content.items() if k not in FACT_WORDS},
    )


def escaped(text: str) -> str:
    """A search text in which % and _ mean themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def write_cursor(day: date | None, report: UUID) -> str:
    """A cursor that says where the next page begins."""
    return base64.urlsafe_b64encode(f"{day or ''}|{report}".encode()).decode()


def read_cursor(cursor: str) -> dict[str, Any]:
    """The position of a cursor; one that is not ours reads as the beginning."""
    try:
        day, _, report = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return {
            "after": True,
            "after_day": date.fromisoformat(day) if day else date.min,
            "after_report": UUID(report),
        }
    except (ValueError, UnicodeError):
        return {"after": False, "after_day": date.max, "after_report": UUID(int=0)}
