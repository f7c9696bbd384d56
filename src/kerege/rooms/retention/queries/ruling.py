"""After how many years a party reviews persons of each category."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.records.queries import REVIEW_YEARS
from kerege.rooms.retention import rules
from kerege.rooms.retention.models import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """One category: the years that hold, the years a party starts from, and since when and why they differ."""

    category: str
    years: int
    start: int
    since: datetime | None = None
    reason: str = ""


def years_of(party: UUID) -> dict[str, int]:
    """The party's own rules by category; a category without one is left out."""
    return {row.category: row.years for row in newest(party)}


def newest(party: UUID) -> list[Rule]:
    """The rules that hold, oldest category first."""
    require_viewer()
    return list(Rule.objects.filter(party=party).order_by("category", "-made_at", "-id").distinct("category"))


def furthest(party: UUID, categories: Iterable[str]) -> date:
    """The furthest day to which a review of parts with these categories may be set today."""
    own = years_of(party)
    years = [own.get(each, REVIEW_YEARS.get(each, 1)) for each in categories]
    return rules.latest_review(chance.today(), min(years, default=rules.LEAST_YEARS))


def rules_of(*, viewer: Viewer) -> list[RuleEntry]:
    """Every category with the years that hold for the viewer's party."""
    require_viewer(viewer)
    own = {row.category: row for row in newest(viewer.party)}
    return [
        RuleEntry(category=category, years=row.years, start=start, since=row.made_at, reason=row.reason)
        if (row := own.get(category)) is not None
        else RuleEntry(category=category, years=start, start=start)
        for category, start in REVIEW_YEARS.items()
    ]
