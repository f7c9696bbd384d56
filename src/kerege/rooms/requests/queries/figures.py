"""Both sides' figures: what was asked and what was given, how soon, refused why, was it useful, how it was used."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db import connection

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries.cards import SHUT_OUT, Desks
from kerege.rooms.requests.rules.course import Outcome, Side, State

OF_PARTY = """
SELECT side, kind, other, seconds, late, outcome, ground, useful, used, result FROM request_figures(%s, %s)
"""
UNSENT = (State.DRAFT.value, State.OWN_GATE.value)


class NotACoordinatorError(PermissionError):
    """The figures of a whole party are its coordinator's."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one thread counts for; no word and no number of it."""

    side: Side
    kind: str
    other: UUID
    seconds: float | None
    """From when it was sent to its first answer."""
    late: bool
    outcome: str
    ground: str
    useful: str
    used: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One side's figures over a span: how many, how soon, what came of them, whether it was useful."""

    threads: int
    answered: int
    median_first_answer: timedelta | None
    late: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    grounds: Mapping[str, int] = field(default_factory=dict)
    useful: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, int] = field(default_factory=dict)
    parties: "Mapping[str, Figures]" = field(default_factory=dict)
    """The same by the party on the other side, by its code."""

    @property
    def refused(self) -> int:
        """How many were refused."""
        return self.outcomes.get(Outcome.REFUSED.value, 0)

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        seconds = self.median_first_answer
        made: dict[str, object] = {
            "threads": self.threads,
            "answered": self.answered,
            "median_first_answer_hours": round(seconds.total_seconds() / 3600, 1) if seconds is not None else None,
            "late": self.late,
            "kinds": dict(self.kinds),
            "outcomes": dict(self.outcomes),
            "grounds": dict(self.grounds),
            "useful": dict(self.useful),
            "used": dict(self.used),
            "results": dict(self.results),
        }
        return made | ({"parties": {code: each.wire() for code, each in self.parties.items()}} if self.parties else {})


def figures(*, viewer: Viewer, since: datetime, until: datetime, whole: bool = False) -> dict[Side, Figures]:
    """What the viewer's agency asked and was asked, each side over its own copies alone; `whole`: his whole party.

    Raises NotACoordinatorError: the figures of a party are counted for its coordinator, without a thread of it.
    """
    require_viewer(viewer)
    if whole and viewer.role is not Role.COORDINATOR:
        raise NotACoordinatorError(N_("the figures of the whole party are its coordinator's"))
    if viewer.role in SHUT_OUT:
        return {}
    rows = of_party(since, until) if whole else of_agency(viewer, since, until)
    codes = {entry.id: entry.code for entry in directory.parties()}
    journal.write_leaf(LeafKind.CONSULT, "requests.figures", {"whole": whole}, rows=len(rows))
    return {side: sided([row for row in rows if row.side is side], codes) for side in (Side.ASKER, Side.ASKED)}


def of_party(since: datetime, until: datetime) -> list[Counted]:
    """The coordinator's: of every agency of his party, counted by the database."""
    with connection.cursor() as cursor:
        cursor.execute(OF_PARTY, [since, until])
        return [Counted(Side(side), *rest) for side, *rest in cursor.fetchall()]


def of_agency(viewer: Viewer, since: datetime, until: datetime) -> list[Counted]:
    """Of the viewer's agency, from its own copies."""
    rows = Copy.objects.filter(
        owner__in=Desks().of_agency(viewer),
        side__in=[Side.ASKER.value, Side.ASKED.value],
        made_at__gte=since,
        made_at__lt=until,
    ).exclude(state__in=UNSENT)
    return [
        Counted(
            Side(row.side),
            row.kind,
            row.asked_party if row.side == Side.ASKER.value else row.asker_party,
            (row.first_answer_at - row.started_at).total_seconds() if row.first_answer_at and row.started_at else None,
            row.late,
            row.outcome,
            row.ground,
            row.useful,
            row.used,
            row.result,
        )
        for row in rows.order_by("made_at", "id")
    ]


def sided(rows: list[Counted], codes: Mapping[UUID, str]) -> Figures:
    """The figures of one side, and the same by the other party."""
    others = {codes[row.other]: row.other for row in rows}
    parts = {code: counted([row for row in rows if row.other == others[code]]) for code in sorted(others)}
    return counted(rows, parts)


def counted(rows: list[Counted], parties: Mapping[str, Figures] | None = None) -> Figures:
    """The figures of these threads."""
    spans = [row.seconds for row in rows if row.seconds is not None]
    return Figures(
        threads=len(rows),
        answered=len(spans),
        median_first_answer=timedelta(seconds=median(spans)) if spans else None,
        late=sum(row.late for row in rows),
        kinds=tally(row.kind for row in rows),
        outcomes=tally(row.outcome for row in rows),
        grounds=tally(row.ground for row in rows),
        useful=tally(row.useful for row in rows),
        used=tally(row.used for row in rows),
        results=tally(row.result for row in rows),
        parties=parties or {},
    )


def tally(words: Iterable[str]) -> dict[str, int]:
    """How often each word was said."""
    return dict(sorted(Counter(word for word in words if word).items()))
