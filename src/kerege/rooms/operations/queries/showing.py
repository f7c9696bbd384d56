"""What a viewer is shown of a delivery: all of it, or the legs of his own state with the borders to its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.law import Viewer
from kerege.rooms.deconfliction import queries as deconfliction
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.models import Delivery, DeliveryStep
from kerege.rooms.operations.queries.courses import Unfollowed
from kerege.rooms.operations.queries.files import Loaded, by_of, load
from kerege.rooms.operations.queries.signing import is_former, is_sound
from kerege.rooms.operations.rules.course import RUNNING
from kerege.rooms.operations.rules.file import BEFORE, MOVING, Answered, By, File, Offered, consent_of, hold_point
from kerege.rooms.operations.rules.plan import Leg, Plan, Point
from kerege.rooms.operations.rules.steps import may_stop, open_to
from kerege.rooms.operations.rules.ways import leg_id
from kerege.rooms.operations.rules.words import Consent, Kind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """One leg as far as it concerns the viewer; `leg` is None for a neighbour's."""

    at: int
    number: int
    """As it is shown: on the whole route, or among those that the viewer sees."""
    party: str
    enters: Point
    leaves: Point | None
    leg: Leg | None
    consent: Consent
    answer: Answered | None
    terms: str
    own: bool
    here: bool
    passed: bool = False
    """Whether the load has left it, as far as the viewer is told: its consent has had its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One step as the viewer may read it."""

    place: int
    """Its place among those that the viewer may read."""
    kind: Kind
    at: datetime
    party: str
    agency: str
    officer_number: str
    words: str
    given: dict[str, Any]
    sound: bool
    """Whether the node's signature holds over what is shown."""
    former: bool = False
    """Whether it was signed in the first format, without its officer, and whether he was of the centre."""
    goods: str = ""
    """Of a step about some of the goods: what they were called, where the viewer's plan still holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A body that takes part, as the requester or its own state sees it."""

    party: str
    member: UUID
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """A delivery as far as it concerns the viewer."""

    id: UUID
    number: str
    title: str
    requester: str
    requester_agency: str
    whole: bool
    requesting: bool
    stage: Stage
    plan: Plan
    """Whole, or with the viewer's own legs alone: for the texts that every state reads, and the goods."""
    legs: tuple[LegView, ...]
    held: Point | None
    """The hold point, where it concerns the viewer."""
    load_with: str | None
    offered: Offered | None
    open: tuple[Kind, ...]
    log: tuple[LogLine, ...]
    unfollowed: tuple[Unfollowed, ...]
    """The steps without which the rest was made: they do not bear the node's signature."""
    seats: tuple[Seat, ...]
    assurances: tuple[tuple[str, str, bool], ...]
    answer_by: datetime | None
    results: dict[str, Any]
    missing: tuple[str, ...]
    parent: UUID | None
    parts: tuple[str, ...]
    called: Mapping[str, str]
    """The numbers of those of these files that the viewer may read, by their id."""
    party: str
    letters: tuple[str, ...]
    """The numbers of the letters that the viewer's state keeps."""
    in_deconfliction: bool | None
    """Whether the live leg stands there; None where there is none on the soil of the viewer's state."""

    @property
    def asked(self) -> tuple[LegView, ...]:
        """The viewer's own legs that it has not answered, or has to answer anew."""
        return tuple(each for each in self.legs if each.own and each.consent in UNANSWERED)

    @property
    def zone(self) -> str:
        """The zone by whose clocks the viewer's own border goes; of one who has none, the first point's."""
        own = [each for each in self.legs if each.own] or list(self.legs)
        return own[0].enters.zone if own else "UTC"


KINDS = frozenset(kind.value for kind in Kind)
UNANSWERED = frozenset({Consent.WAITING, Consent.NO_ANSWER, Consent.REOPENED})


def needed_of(file: File, by: By, now: datetime) -> tuple[Kind, ...]:
    """What waits for somebody's state in a delivery."""
    open_now = open_to(file, by, now)
    legs = file.plan.legs_of(by.party)
    waits = {
        Kind.CHECK: True,
        Kind.ANSWER: any(consent_of(file, leg, now) in UNANSWERED for leg in legs),
        Kind.TAKE: file.offered is not None,
        Kind.ACCEPT_ASSURANCE: any(not given.accepted for given in file.assurances.values()),
        Kind.RESULT: by.party in file.held_by and by.party not in file.results,
    }
    return tuple(kind for kind, waiting in waits.items() if waiting and kind in open_now)


def delivery(*, viewer: Viewer, delivery_id: UUID) -> DeliveryView:
    """One delivery, with the leaf that its owner finds. Raises NoSuchDeliveryError.

    Everything is read before the leaf is written: until then the labels that the viewer holds are worked out once.
    """
    found = load(viewer=viewer, delivery=delivery_id)
    made = view_of(found, viewer, chance.now())
    touched = [Touched(found.owner, found.agency, found.id)]
    journal.write_leaf(LeafKind.CONSULT, "operations.delivery", {"delivery": str(found.id)}, mentions=touched, rows=1)
    return made


def view_of(found: Loaded, viewer: Viewer, now: datetime) -> DeliveryView:
    """A loaded delivery as far as it concerns a viewer."""
    by, file = by_of(viewer), found.file
    requesting, whole = viewer.agency == found.agency, found.sees_whole(viewer)
    near = near_legs(file, by.party, whole=whole)
    stage = file.stage_at(now)
    hold = hold_point(file, now) if stage in MOVING | {Stage.SENT} else None
    rows = list(DeliveryStep.objects.filter(delivery=found.id).order_by("-place"))
    log = log_of(found, rows)
    holder = None if file.soil is None or file.soil not in near else file.holder
    return DeliveryView(
        id=found.id,
        number=found.number,
        title=found.title,
        requester=file.requester.party,
        requester_agency=file.requester.agency,
        whole=whole,
        requesting=requesting,
        stage=stage,
        plan=file.plan if whole else own_part(file.plan, by.party),
        legs=legs_shown(file, by.party, now, whole=whole),
        held=None if hold is None or hold not in near else file.plan.points[hold],
        load_with=holder,
        offered=file.offered if whole or by.party in sides_of(file) else None,
        open=open_in(found, by, now),
        log=log,
        unfollowed=unfollowed_of(found, rows, log),
        seats=tuple(Seat(party=p.party, member=p.member, whole=p.whole) for p in seats_of(found, by, requesting)),
        assurances=tuple((s, a.reference, a.accepted) for s, a in file.assurances.items() if whole or s == by.party),
        answer_by=file.answer_by,
        results={party: dict(each) for party, each in file.results.items() if whole or party == by.party},
        missing=tuple(party for party in file.held_by if party not in file.results and (whole or party == by.party)),
        parent=found.parent if requesting else None,
        parts=file.parts if whole else (),
        called=called(found, log, requesting=requesting, whole=whole),
        party=by.party,
        letters=file.letters.get(by.party, ()),
        in_deconfliction=stands(found, by.party, now),
    )


def open_in(found: Loaded, by: By, now: datetime) -> tuple[Kind, ...]:
    """The kinds of steps that may be taken now; while steps are not followed, a stop by all on whose soil it may be."""
    made = open_to(found.file, by, now)
    if not found.unfollowed or found.file.stage_at(now) not in RUNNING or not may_stop(found.file, by, found.seats):
        return made
    return tuple(dict.fromkeys((*made, Kind.STOP)))


def stands(found: Loaded, party: str, now: datetime) -> bool | None:
    """Whether the leg on which the load is stands in deconfliction; None unless it is on the soil of this state."""
    file = found.file
    if file.soil is None or file.holder != party or file.stage_at(now) not in MOVING:
        return None
    leg = leg_id(found.id, file.plan, file.soil)
    return leg in deconfliction.standing_legs([leg])


def near_legs(file: File, party: str, *, whole: bool) -> tuple[int, ...]:
    """The legs that somebody sees: all, or his state's own and those that border on them."""
    legs = range(len(file.plan.legs))
    if whole:
        return tuple(legs)
    own = set(file.plan.legs_of(party))
    return tuple(at for at in legs if {at - 1, at, at + 1} & own)


def own_part(plan: Plan, party: str) -> Plan:
    """The plan without the points and legs of other states, prosecutors and costs."""
    own = plan.legs_of(party)
    points = sorted({at for leg in own for at in (leg, leg + 1)})
    return replace(
        plan,
        legs=tuple(plan.legs[leg] for leg in own),
        points=tuple(plan.points[at] for at in points),
        prosecutors="",
        costs="",
    )


def legs_shown(file: File, party: str, now: datetime, *, whole: bool) -> tuple[LegView, ...]:
    """The legs that somebody sees, numbered among themselves: how many lie before them is not his to know."""
    near = near_legs(file, party, whole=whole)
    return tuple(leg_view(file, at, party, now, number=n, whole=whole) for n, at in enumerate(near, 1))


def leg_view(file: File, at: int, party: str, now: datetime, *, number: int, whole: bool) -> LegView:
    """One leg: in full, or a neighbour's border and consent; of a file that is over as it stood at its last step."""
    leg, own = file.plan.legs[at], file.plan.legs[at].party == party
    seen = whole or own
    before = at + 1 < len(file.plan.legs) and file.plan.legs[at + 1].party == party
    terms = file.plan.terms(at)
    return LegView(
        at=at,
        number=number,
        party=leg.party,
        enters=file.plan.points[at + 1 if before and not seen else at],
        leaves=file.plan.points[at + 1] if seen else None,
        leg=leg if seen else None,
        consent=consent_of(file, at, now if file.stage in BEFORE | MOVING else file.at),
        answer=file.answers.get(terms) if seen else None,
        terms=terms if seen else "",
        own=own,
        passed=(seen or before) and file.soil is not None and at < file.soil,
        here=file.soil == at and file.stage_at(now) in MOVING | {Stage.EXPIRED},
    )


def sides_of(file: File) -> tuple[str, ...]:
    """The two states of the hand-over that is due."""
    return tuple(leg.party for leg in file.plan.legs[max(file.next_leg - 1, 0) : file.next_leg + 1])


def seats_of(found: Loaded, by: By, requesting: bool) -> list[Any]:
    """The bodies that take part: all to the requester, its own to a state."""
    known = {}
    for place in found.places:
        if place.audience != found.everyone and (requesting or place.party == by.party):
            known[(place.party, place.member)] = place
    return [known[key] for key in sorted(known, key=str)]


def called(found: Loaded, log: Sequence[LogLine], *, requesting: bool, whole: bool) -> dict[str, str]:
    """The numbers of the files that this one was split from or into, of those that the viewer may read."""
    known = {str(line.given["child"]) for line in log if line.kind is Kind.SPLIT and line.sound}
    known |= set(found.file.parts) if whole else set()
    known |= {str(found.parent)} if requesting and found.parent else set()
    if not known:
        return {}
    return {str(each): number for each, number in Delivery.objects.filter(id__in=known).values_list("id", "number")}


def goods_then(found: Loaded) -> dict[datetime, str]:
    """What the goods that a step is about were called then, by its instant; only names that the plan still holds."""
    present = {item.name for item in found.file.plan.goods}
    names: list[str] = []
    made = {}
    for step in found.steps:
        if step.kind in {Kind.PLAN, Kind.AMEND}:
            names = [str(each["name"]) for each in step.given["plan"]["goods"]]
        elif step.kind is Kind.SUBSTITUTE and names[int(step.given["item"])] in present:
            made[step.at] = names[int(step.given["item"])]
    return made


def log_of(found: Loaded, rows: Sequence[DeliveryStep]) -> tuple[LogLine, ...]:
    """The steps whose rows the viewer may read, the newest first."""
    goods = goods_then(found)
    return tuple(log_line(row, goods, place=len(rows) - at) for at, row in enumerate(rows))


def log_line(row: DeliveryStep, goods: Mapping[datetime, str], *, place: int) -> LogLine:
    """One row as a line; what does not bear the node's signature may hold anything, and says what can be shown."""
    sound = is_sound(row)
    return LogLine(
        place=place,
        kind=Kind(row.kind) if sound or row.kind in KINDS else Kind.NOTE,
        at=row.at,
        party=row.party_code,
        agency=row.agency_code,
        officer_number=row.officer_number,
        words=row.words,
        given=dict(row.given) if isinstance(row.given, dict) else {},
        sound=sound,
        former=sound and is_former(row),
        goods=goods.get(row.at, "") if sound and row.kind == Kind.SUBSTITUTE else "",
    )


def unfollowed_of(found: Loaded, rows: Sequence[DeliveryStep], log: Sequence[LogLine]) -> tuple[Unfollowed, ...]:
    """The lines that the machine does not follow, the oldest first; one more for all that the viewer does not read."""
    read = [Unfollowed(line.place, line.kind, line.at) for line in reversed(log) if not line.sound]
    unread = set(found.unfollowed) - {row.place for row, line in zip(rows, log, strict=True) if not line.sound}
    return (*read, *([Unfollowed()] if unread else []))
