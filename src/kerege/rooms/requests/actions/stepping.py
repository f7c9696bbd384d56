"""One step of a thread: written to every copy it concerns, told to whom it waits for, noted in the journal."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.requests import policy
from kerege.rooms.requests.actions.refusals import UnableToAskError
from kerege.rooms.requests.models import Copy, Line
from kerege.rooms.requests.queries.cards import NoSuchRequestError
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.course import PRIVATE, Kind, Side, State, Step, WrongStepError, after

STEP = "SELECT request_step(%s, %s, %s, %s, %s, %s, %s)"
HAND = "SELECT scan, giver, holder FROM hand_scans(%s)"
PARTIES_TO = (Side.ASKER, Side.ASKER_GATE, Side.ASKED, Side.ASKED_GATE)
GROUP = {Side.ASKER: 0, Side.ASKER_GATE: 0, Side.ASKED: 1, Side.ASKED_GATE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words that go with a step; `detail` is shown to both sides, `own` to the acting side alone."""

    text: str = ""
    translation: str = ""
    translator: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)


def write(
    thread: UUID,
    side: Side,
    what: str,
    to: State,
    *,
    content: Mapping[str, object] | None = None,
    cards: Iterable[tuple[Side, UUID]] = (),
    said: Said | None = None,
) -> None:
    """Take one step by the database's own law, which works out clocks, outcomes and alarms from the thread itself.

    Raises UnableToAskError when it is not this side's turn, or what is given is not what this step may carry.
    """
    said = said or Said()
    with chance.acting(f"requests:{thread}"):
        made = [{"id": chance.new_id(), "owner": owner, "side": holder.value} for holder, owner in cards]
    lines = [line_of(thread, holder, side, said) for holder in readers(side, what)]
    values = [json.dumps(each, default=str) for each in (dict(content or {}), made, lines)]
    with connection.cursor() as cursor:
        cursor.execute(STEP, [thread, side.value, what, to.value, *values])
        (taken,) = cursor.fetchone()
    if not taken:
        raise UnableToAskError(words.NOT_NOW)
    if made:
        hand_scans(thread)


def hand_scans(thread: UUID) -> None:
    """Bring the scan of the letter by which a party asks to who got a copy of it; one leaf, which both find."""
    with connection.cursor() as cursor:
        cursor.execute(HAND, [thread])
        rows = cursor.fetchall()
    if not rows:
        return
    homes = {entry.id: entry.agency for entry in directory.desks()}
    found = {Touched(desk, homes[desk], scan) for scan, *desks in rows for desk in desks}
    mentions = sorted(found, key=lambda each: (str(each.owner), str(each.record)))
    detail = {"thread": str(thread), "attachments": sorted({str(scan) for scan, *_desks in rows})}
    journal.write_leaf(LeafKind.DISCLOSE, "requests.hand_scans", detail, mentions=mentions, rows=len(rows))


def readers(side: Side, what: str) -> Sequence[Side]:
    """On whose copies a step is written down: on all, or of a private one on those of the acting side."""
    if side is Side.CLOCK:
        return (*PARTIES_TO, Side.WATCH) if what == "escalate" else PARTIES_TO
    private = what in {step.value for step in PRIVATE}
    return [each for each in PARTIES_TO if not private or GROUP[each] == GROUP[side]]


def line_of(thread: UUID, holder: Side, side: Side, said: Said) -> dict[str, object]:
    """One line of history for one holder; its id is drawn apart from those of the other holders."""
    inside = side is not Side.CLOCK and GROUP[holder] == GROUP[side]
    with chance.acting(f"requests:{thread}:{holder.value}"):
        identity = chance.new_id()
    return {
        "id": identity,
        "side": holder.value,
        "text": said.text,
        "translation": said.translation,
        "translator": said.translator,
        "detail": dict(said.detail) | (dict(said.own) if inside else {}),
    }


def from_letter(row: Copy) -> dict[str, str]:
    """The number of the letter that a step is entered from: the last that this side did was to keep it."""
    line = Line.objects.filter(owner=row.owner, thread=row.thread).order_by("-place").first()
    if line is None or line.what != "letter" or GROUP.get(Side(line.by_side)) != GROUP.get(Side(row.side)):
        return {}
    return {"letter": str(line.detail.get("letter", ""))}


def held(actor: Viewer, thread: UUID, *sides: Side) -> Copy:
    """The actor's copy of a thread on one of these sides. Raises NoSuchRequestError, UnableToAskError."""
    if not policy.may_act(actor):
        raise UnableToAskError(words.NOT_YOURS)
    rows = list(Copy.objects.filter(thread=thread))
    if not rows:
        raise NoSuchRequestError(words.NOTHING_HERE)
    for side in sides:
        for row in rows:
            if row.side == side.value:
                return row
    raise UnableToAskError(words.NOT_NOW)


def next_state(side: Side, row: Copy, step: Step, *, to: State | None = None) -> State:
    """Where a step leads. Raises UnableToAskError."""
    try:
        return after(side, State(row.state), step, kind=Kind(row.kind), to=to)
    except WrongStepError as problem:
        raise UnableToAskError(words.NOT_NOW) from problem


def tell(row: Copy, code: str, *desks: UUID) -> None:
    """Put a notice of this thread into inboxes; urgent requests' notices are urgent."""
    urgent = row.urgency in {"now", "hours_8"}
    for desk in dict.fromkeys(desks):
        notices.tell(desk=desk, kind=f"request.{code}", thing=row.thread, urgent=urgent)


def log(kind: LeafKind, door: str, thread: UUID, **detail: object) -> None:
    """The leaf of an act; what was said only as a commitment."""
    journal.write_leaf(kind, f"requests.{door}", {"thread": str(thread), **detail}, rows=1)


def coordinators(party: UUID) -> list[UUID]:
    """The desks at which a party's coordinator sits today."""
    return [entry.id for entry in directory.desks_with(Role.COORDINATOR, party)]
