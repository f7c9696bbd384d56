"""Cards and histories as their holder sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from kerege.foundation import chance, planned
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Handling, Level, Marking, Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests import policy
from kerege.rooms.requests.models import Copy, Line
from kerege.rooms.requests.queries.held import held, mark_of, once
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.acts import Deed, Standing, deeds
from kerege.rooms.requests.rules.clocks import Clock, Stop, Urgency
from kerege.rooms.requests.rules.course import Kind, Outcome, Side, State

MOST = 100
ORDER = (Side.ASKED, Side.ASKER, Side.ASKED_GATE, Side.ASKER_GATE, Side.WATCH)
SHUT_OUT = frozenset({Role.POST, Role.REPRESENTATIVE, Role.AUDITOR, Role.ADMINISTRATOR})


class NoSuchRequestError(LookupError):
    """There is no such request for this viewer: it does not exist, or it is not for him; the two look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thread as its holder sees it."""

    thread: UUID
    request: UUID
    side: Side
    kind: Kind
    number: str
    asker: DeskEntry
    asked: DeskEntry
    officer_number: str
    purpose: str
    reference: str
    basis: str
    urgency: Urgency
    urgent_for: str
    hold_until: datetime | None
    nominal: bool
    question: str
    translation: str
    translator: str
    action: str
    expires_on: date | None
    report: UUID | None
    hit: UUID | None
    handling: tuple[str, ...]
    restriction: str
    level: Level
    printed: str
    """What the asking party prints beside the level for official use."""
    letter_out: str
    letter_in: str
    on_behalf: bool
    by_letter: bool
    watched: tuple[Mapping[str, object], ...]
    made_at: datetime
    state: State
    open: bool
    outcome: Outcome | None
    own_outcome: Outcome | None
    late: bool
    started_at: datetime | None
    due_at: datetime | None
    stop: Stop | None
    stopped_at: datetime | None
    prepared: Mapping[str, object]
    records: tuple[UUID, ...]
    given_under: tuple[str, ...]
    ground: str
    first_answer_at: datetime | None
    closed_at: datetime | None
    useful: str
    used: str
    result: str
    use_waiting: str

    @property
    def marking(self) -> Marking:
        """Under which terms its words are read; with what the sending party prints beside the level."""
        said = f"{self.asker.party_code}: {self.printed}"
        shown = bool(self.printed) and self.level >= Level.OFFICIAL_USE
        return marked(self.handling, self.restriction, self.level, said if shown else "")

    def left(self, moment: datetime) -> timedelta | None:
        """How much of the clock is left; None when none runs for this thread."""
        if self.due_at is None or self.first_answer_at or not self.open:
            return None
        return self.due_at - (self.stopped_at or moment)

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        made: dict[str, object] = {
            "id": str(self.thread),
            "request": str(self.request),
            "number": self.number,
            "side": self.side.value,
            "kind": self.kind.value,
            "asker": {"desk": self.asker.code, "party": self.asker.party_code, "officer": self.officer_number},
            "asked": {"desk": self.asked.code, "party": self.asked.party_code},
            "purpose": self.purpose,
            "case": self.reference,
            "legal_basis": self.basis,
            "urgency": self.urgency.value,
            "urgent_for": self.urgent_for or None,
            "hold_until": self.hold_until.isoformat() if self.hold_until else None,
            "names_persons": self.nominal,
            "action": self.action or None,
            "expires_on": self.expires_on.isoformat() if self.expires_on else None,
            "found_by": [dict(each) for each in self.watched],
            "hit": str(self.hit) if self.hit else None,
            "report": str(self.report) if self.report else None,
            "handling": list(self.handling),
            "level": self.level.name.lower(),
            "restriction": self.restriction or None,
            "question": self.question,
            "translation": self.translation or None,
            "translator": self.translator or None,
            "state": self.state.value,
            "outcome": self.outcome.value if self.outcome else None,
            "late": self.late,
            "stop": self.stop.value if self.stop else None,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "letter_in": self.letter_in or None,
            "letter_out": self.letter_out or None,
            "on_behalf": self.on_behalf,
            "asked_by_letter": self.by_letter,
            "records": [str(each) for each in self.records],
            "given_under": list(self.given_under),
            "ground": self.ground or None,
            "useful": self.useful or None,
            "used": self.used or None,
            "result": self.result or None,
            "made_at": self.made_at.isoformat(),
        }
        return made | ({"own_outcome": self.own_outcome.value} if self.own_outcome else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One line of a history."""

    at: datetime
    place: int
    what: str
    by_side: Side
    by_desk: UUID | None
    by_number: str
    text: str
    translation: str
    translator: str
    detail: Mapping[str, object]

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "at": self.at.isoformat(),
            "place": self.place,
            "what": self.what,
            "by": self.by_side.value,
            "officer": self.by_number or None,
            "text": self.text,
            "translation": self.translation or None,
            "translator": self.translator or None,
            "detail": dict(self.detail),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thread with its history, what this viewer may do next, and the sibling threads of the same request."""

    card: Card
    history: tuple[LineEntry, ...]
    deeds: tuple[Deed, ...]
    siblings: tuple[Card, ...]
    agreed: str = ""
    """The mark of the answer that waits: by it its second approver agrees to this one and to no other."""


def marked(handling: Iterable[str], restriction: str, level: Level, printed: str = "") -> Marking:
    """Terms as the law's marking."""
    return Marking(
        level=level,
        handling=frozenset({Handling.H0, *map(Handling, handling)}),
        restrictions=frozenset(filter(None, [restriction])),
        official_words=frozenset(filter(None, [printed])),
    )


class Desks:
    """The directory's desks by id, read once for a call."""

    def __init__(self) -> None:
        """Read them."""
        self.known = {entry.id: entry for entry in directory.desks()}

    @cached_property
    def printed(self) -> dict[UUID, str]:
        """What parties print beside the level for official use."""
        return directory.official_words()

    def of_agency(self, viewer: Viewer) -> list[UUID]:
        """The desks of the viewer's agency and of those it succeeded."""
        return [identity for identity, entry in self.known.items() if entry.agency in viewer.own_audiences]


def card_of(row: Copy, desks: Desks) -> Card:
    """A copy's row as a card."""
    return Card(
        thread=row.thread,
        request=row.request,
        side=Side(row.side),
        kind=Kind(row.kind),
        number=row.number,
        asker=desks.known[row.asker_desk],
        asked=desks.known[row.asked_desk],
        officer_number=row.officer_number,
        purpose=row.purpose,
        reference=row.reference,
        basis=row.basis,
        urgency=Urgency(row.urgency),
        urgent_for=row.urgent_for,
        hold_until=row.hold_until,
        nominal=row.nominal,
        question=row.question,
        translation=row.translation,
        translator=row.translator,
        action=row.action,
        expires_on=row.expires_on,
        report=row.report,
        hit=row.hit,
        handling=tuple(str(each) for each in row.handling),
        restriction=row.restriction,
        level=Level(row.level),
        printed=desks.printed.get(row.asker_party, ""),
        letter_out=row.letter_out,
        letter_in=row.letter_in,
        on_behalf=row.on_behalf,
        by_letter=row.by_letter,
        watched=tuple(row.watched),
        made_at=row.made_at,
        state=State(row.state),
        open=row.open,
        outcome=Outcome(row.outcome) if row.outcome else None,
        own_outcome=Outcome(row.own_outcome) if row.own_outcome else None,
        late=row.late,
        started_at=row.started_at,
        due_at=row.due_at,
        stop=Stop(row.stop) if row.stop else None,
        stopped_at=row.stopped_at,
        prepared=row.prepared,
        records=tuple(UUID(str(each)) for each in row.records),
        given_under=tuple(str(each) for each in row.given_under),
        ground=row.ground,
        first_answer_at=row.first_answer_at,
        closed_at=row.closed_at,
        useful=row.useful,
        used=row.used,
        result=row.result,
        use_waiting=row.use_waiting,
    )


def clock_of(row: Copy) -> Clock | None:
    """A copy's clock, once it was sent."""
    if row.started_at is None or row.due_at is None:
        return None
    return Clock(
        urgency=Urgency(row.urgency),
        zone=settings.TIME_ZONE,
        started_at=row.started_at,
        due_at=row.due_at,
        stop=Stop(row.stop) if row.stop else None,
        stopped_at=row.stopped_at,
        stop_ends_at=row.stop_ends_at,
    )


def waiting_order(sides: list[str]) -> tuple[str | OrderBy, ...]:
    """The clock that ends first first; on the asker's own list what is answered and waits to be closed comes after."""
    if sides and set(sides) <= {Side.ASKER.value, Side.ASKER_GATE.value}:
        return F("first_answer_at").asc(nulls_first=True), "due_at", "id"
    return "due_at", "id"


def cards(
    *, viewer: Viewer, sides: Iterable[Side] = (), open_only: bool = True, kinds: Iterable[Kind] = (), offset: int = 0,
    limit: int = MOST,
) -> list[Card]:  # fmt: skip
    """The threads that the viewer's agency holds: the clock that ends first comes first, or, with all, the newest."""
    require_viewer(viewer)
    if viewer.role in SHUT_OUT:
        return []
    desks = Desks()
    rows = held(desks.of_agency(viewer))
    if wanted := [side.value for side in sides]:
        rows = rows.filter(side__in=wanted)
    if carried := [kind.value for kind in kinds]:
        rows = rows.filter(kind__in=carried)
    rows = rows.filter(open=True).order_by(*waiting_order(wanted)) if open_only else rows.order_by("-made_at", "id")
    found = [card_of(row, desks) for row in rows[offset : offset + limit]]
    journal.write_leaf(LeafKind.CONSULT, "requests.cards", {"open": open_only}, rows=len(found))
    return found


def waiting_count(*, viewer: Viewer) -> tuple[int, int]:
    """How many requests wait at the viewer's agency, and how many of them are past their time; without a leaf."""
    require_viewer(viewer)
    if not policy.may_act(viewer):
        return 0, 0
    flags = planned.values(asked_of, Desks().of_agency(viewer))
    return len(flags), sum(late or outcome == Outcome.NO_ANSWER for late, outcome in flags)


def asked_of(desks: Sequence[UUID]) -> "QuerySet[Copy, tuple[bool, str]]":
    """Of the requests that wait at these desks: which are late, and how they ended."""
    rows = held(desks).filter(open=True, side__in=[Side.ASKED.value, Side.ASKED_GATE.value])
    return rows.exclude(state=State.IN_FORCE.value).values_list("late", "outcome")[:1001]


def detail(*, viewer: Viewer, thread: UUID) -> Detail:
    """One thread with its history. Raises NoSuchRequestError."""
    require_viewer(viewer)
    desks = Desks()
    rows = [] if viewer.role in SHUT_OUT else list(Copy.objects.filter(thread=thread))
    row = next((row for side in ORDER for row in rows if row.side == side.value), None)
    if row is None:
        raise NoSuchRequestError(words.NOTHING_HERE)
    card = card_of(row, desks)
    lines = Line.objects.filter(owner=row.owner, thread=thread).order_by("place", "id")
    journal.write_leaf(LeafKind.CONSULT, "requests.detail", {"thread": str(thread)}, rows=1)
    return Detail(
        card=card,
        history=tuple(line_entry(line) for line in once(lines)),
        deeds=tuple(deeds(standing_of(viewer, card))),
        siblings=tuple(siblings(row, desks)) if card.side is Side.ASKER else (),
        agreed=mark_of(row) if card.state is State.PREPARED else "",
    )


def standing_of(viewer: Viewer, card: Card) -> Standing:
    """What decides which deeds this viewer is offered."""
    return Standing(
        side=card.side,
        state=card.state,
        kind=card.kind,
        coordinates=viewer.role is Role.COORDINATOR,
        approves=policy.may_approve(viewer) and card.prepared.get("by") != viewer.officer_number,
        use_waiting=bool(card.use_waiting),
        worded=bool(card.question),
        fenced_in=not policy.may_act(viewer),
    )


def siblings(row: Copy, desks: Desks) -> list[Card]:
    """The other threads of a request to several desks, for the asker."""
    others = Copy.objects.filter(request=row.request, side=Side.ASKER.value).exclude(thread=row.thread)
    return [card_of(each, desks) for each in others.order_by("number", "id")]


def line_entry(line: Line) -> LineEntry:
    """A line's row as an entry."""
    return LineEntry(
        at=line.at,
        place=line.place,
        what=line.what,
        by_side=Side(line.by_side),
        by_desk=line.by_desk,
        by_number=line.by_number,
        text=line.text,
        translation=line.translation,
        translator=line.translator,
        detail=line.detail,
    )


def is_late(card: Card) -> bool:
    """Whether the time of a card has passed without an answer."""
    left = card.left(chance.now())
    return left is not None and left < timedelta(0)
