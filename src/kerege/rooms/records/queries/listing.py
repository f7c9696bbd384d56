"""Lists of reports: newest first, by cursor, each row under its label; counts are capped and never over hidden rows."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation.statements import asked, named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Marking, State, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.queries.entries import ListedReport
from kerege.rooms.records.queries.joining import joined_terms
from kerege.rooms.records.queries.lines import read_lines, read_rows

COUNT_LIMIT = 10_000
LOOKED_THROUGH = 10_000
"""How many of the newest reports one page looks through for a substance or words; the next looks on behind them."""
FIRST_LOOK = 1_500
"""How many it looks through at first: where these fill the page, as with most substances, it looks no further."""
UNKNOWN_DAY = date.min
ASKED_FOR = ("kind", "country", "substance", "since", "until", "text", "after")
ABSENT = re.compile(r"\((?:NOT %\(\w+\)s|%\(\w+\)s(?:::date IS NULL| = ''))(?= OR )")
"""How the list's statements say that something is not asked for."""


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

    @property
    def seeks(self) -> bool:
        """Whether reports are looked through for what they hold, and not only listed."""
        return bool(self.substance or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list: rows, the cursor of the next page ("" at the end), the count (capped).

    Where reports are looked through for a substance or words, the count is of those looked through for this page:
    capped where they filled the page and older ones were not looked at. `looked_back_to` says how far back a page
    looked that they did not fill; None where nothing older is left.
    """

    rows: tuple[ListedReport, ...]
    next_cursor: str
    count: int
    count_is_capped: bool
    looked_back_to: date | None = None
    marking: Marking
    """The join of the terms of the rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """Keys (day, report, owner) of a page, newest first; how many there are, or more; where the next page begins."""

    keys: list[tuple[date, UUID, UUID]]
    count: int
    beyond: tuple[date, UUID] | None
    looked_back_to: date | None = None
    capped: bool = False


def latest(
    *, viewer: Viewer, filters: Filters | None = None, cursor: str = "", limit: int = 50, counts: bool = True
) -> Page:
    """The newest reports this viewer may see, by the day they happened; one leaf for the page.

    Without `counts` a list counts no further than the page itself.
    """
    require_viewer(viewer)
    chosen = filters or Filters()
    if chosen.seeks:
        found = sought(viewer, chosen, cursor, limit)
    else:
        found = listed_keys(viewer, chosen, cursor, limit, counts=counts)
    lines = read_lines([(owner, report) for _, report, owner in found.keys])
    terms = joined_terms({line.row.id: line.terms for line in lines})
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.latest",
        {"filters": chosen.words(), "ids": content_hash([str(report) for _, report, _ in found.keys]).hex()},
        rows=len(found.keys),
    )
    return Page(
        rows=tuple(line.row for line in lines),
        next_cursor=write_cursor(*found.beyond) if found.beyond else "",
        count=found.count,
        count_is_capped=found.capped,
        looked_back_to=found.looked_back_to,
        marking=terms,
    )


def listed_keys(viewer: Viewer, chosen: Filters, cursor: str, limit: int, *, counts: bool = True) -> Found:
    """One page of a list, and how many there are in all, or on it."""
    bounds = bounds_of(viewer, chosen, cursor, limit + 1)
    found: list[tuple[date, UUID, UUID]] = [row[:3] for row in rows_of("latest", bounds | {"window": limit + 1})]
    shown = found[:limit]
    counted = rows_of("count_latest", bounds)[0][0] if counts else len(shown)
    beyond = shown[-1][:2] if len(found) > limit else None
    return Found(shown, min(counted, COUNT_LIMIT), beyond, capped=counted > COUNT_LIMIT)


def rows_of(name: str, bounds: dict[str, Any]) -> list[Any]:
    """What one of the list's statements finds; where nothing is asked for, it is the same for everybody, and kept."""
    if not any(bounds[each] for each in ASKED_FOR):
        return asked(unasked(named("records", name)), bounds)
    with connection.cursor() as database:
        database.execute(named("records", name), bounds)
        found: list[Any] = database.fetchall()
    return found


@cache
def unasked(statement: str) -> str:
    """A statement of the list whose conditions have all fallen away."""
    return ABSENT.sub("(true", statement)


def sought(viewer: Viewer, chosen: Filters, cursor: str, limit: int) -> Found:
    """What holds a substance or words among the newest behind the cursor; the page after it looks on behind them."""
    bounds = bounds_of(viewer, chosen, cursor, limit + 1)
    found = looked_through(bounds, limit, min(FIRST_LOOK, LOOKED_THROUGH))
    if found.looked_back_to is None or FIRST_LOOK >= LOOKED_THROUGH:
        return found
    return looked_through(bounds, limit, LOOKED_THROUGH)


def looked_through(bounds: dict[str, Any], limit: int, window: int) -> Found:
    """What so many of the newest hold of what is sought; how far back that was, where it fills no page."""
    rows = rows_of("latest", bounds | {"window": window})
    if not rows:
        return Found([], 0, None)
    found = [row[:3] for row in rows if row[1] is not None]
    looked, holding, *ended = rows[0][3:]
    if len(found) > limit:
        return Found(found[:limit], holding, found[limit - 1][:2], capped=looked == window)
    if looked < window:
        return Found(found, holding, None)
    return Found(found, holding, (ended[0], ended[1]), ended[0])


def bounds_of(viewer: Viewer, chosen: Filters, cursor: str, limit: int) -> dict[str, Any]:
    """The values that the list's statements take."""
    shared = sorted((viewer.standing.audiences | {viewer.party}) - viewer.own_audiences)
    return {
        "audiences": ([] if chosen.own else shared) + sorted(viewer.own_audiences),
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


def keys_of(viewer: Viewer, chosen: Filters, most: int) -> list[tuple[date, UUID, UUID]]:
    """The keys (day, report, owner) of a whole list, newest first, up to so many."""
    made: list[tuple[date, UUID, UUID]] = []
    cursor = ""
    while True:
        found = (sought if chosen.seeks else listed_keys)(viewer, chosen, cursor, most - len(made))
        made += found.keys
        if found.beyond is None or len(made) >= most:
            return made
        cursor = write_cursor(*found.beyond)


def waiting_offers(*, viewer: Viewer, limit: int = 100) -> list[ListedReport]:
    """Reports of the viewer's agency of which a part waits at the national gate."""
    require_viewer(viewer)
    audiences = sorted(viewer.own_audiences)
    owners = [each.id for each in directory.desks() if each.agency in viewer.own_audiences]
    bounds = {"audiences": audiences, "owners": owners, "limit": limit}
    found = asked(named("records", "waiting_offers"), bounds)
    journal.write_leaf(LeafKind.CONSULT, "records.waiting_offers", {"state": State.DESK.value}, rows=len(found))
    return read_rows([(owner, report) for report, owner in found])


def listed_reports(*, viewer: Viewer, reports: Sequence[UUID]) -> list[ListedReport]:
    """Those of some reports that this viewer may read and that were not retracted, in their order; one leaf."""
    require_viewer(viewer)
    heads = {r.id: r.owner for r in models.Report.objects.filter(id__in=reports, retracted=False)}
    rows = read_rows([(heads[each], each) for each in reports if each in heads])
    agencies = {entry.id: entry.agency for entry in directory.desks()}
    touched = [Touched(row.owner, agencies[row.owner], row.id) for row in rows]
    detail = {"ids": content_hash([str(row.id) for row in rows]).hex()}
    journal.write_leaf(LeafKind.CONSULT, "records.listed_reports", detail, mentions=touched, rows=len(rows))
    return rows


def case_references(*, viewer: Viewer, reports: Sequence[UUID]) -> dict[UUID, str]:
    """The case references of those of some reports whose nominal part this viewer may read; the caller logs the act."""
    require_viewer(viewer)
    rows = models.Nominal.objects.filter(report__in=reports, current=True)
    return {row.report: str(row.content.get("case_reference") or "") for row in rows}


IDENTIFIED = ("suspect", "convicted")
"""Categories of persons whose being named is a result: never a victim, a witness, a contact, an unwitting person."""


def identified_persons(*, viewer: Viewer, reports: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """Of those of some reports whose offered nominal part this viewer may read: who is named as suspect or convicted.

    Each person is a mark: his name in one spelling of case and order, with his birth. Covert and integrity cases and
    challenged persons are left out. The caller logs the act.
    """
    require_viewer(viewer)
    offered = models.Report.objects.filter(id__in=reports, nominal_state=State.OFFERED.value, retracted=False)
    rows = models.Subject.objects.filter(
        report__in=list(offered.values_list("id", flat=True)),
        current=True,
        kind="person",
        category__in=IDENTIFIED,
        challenged=False,
    ).exclude(name="")
    found: dict[UUID, set[str]] = {}
    for row in rows:
        if not (row.content.get("covert") or row.content.get("integrity")):
            mark = f"{' '.join(sorted(row.name.casefold().split()))}|{row.birth}"
            found.setdefault(row.report, set()).add(mark)
    return {report: frozenset(marks) for report, marks in found.items()}


def escaped(text: str) -> str:
    """A search text in which % and _ mean themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def write_cursor(day: date, report: UUID) -> str:
    """A cursor that says where the next page begins."""
    return base64.urlsafe_b64encode(f"{day}|{report}".encode()).decode()


def read_cursor(cursor: str) -> dict[str, Any]:
    """The position of a cursor; one that is not ours reads as the beginning."""
    try:
        day, _, report = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return {"after": True, "after_day": date.fromisoformat(day), "after_report": UUID(report)}
    except (ValueError, UnicodeError):
        return {"after": False, "after_day": UNKNOWN_DAY, "after_report": UUID(int=0)}
