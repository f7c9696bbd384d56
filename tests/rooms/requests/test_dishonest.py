"""A dishonest process with a signed viewer of one side: every step, every state, whatever it gives, by raw SQL."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.requests import actions
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries import Gating, Kind, Outcome, Side, State, Stop
from kerege.rooms.requests.rules.course import NOTES, PRIVATE, SHOWN, STEPS, Step, of_kind
from tests import cast
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
TAKE = "SELECT request_step(%s, %s, %s, %s, %s, %s, %s)"
FAR = "2031-01-01T00:00:00+00:00"
FORGED: Mapping[str, object] = {
    "due_at": FAR, "started_at": FAR, "first_answer_at": FAR, "slot_at": FAR, "closed_at": FAR, "stopped_at": FAR,
    "stop_ends_at": FAR, "outcome": "full", "own_outcome": "withheld", "late": False, "rung": 3, "ground": "safety",
    "useful": "useful", "use": "onward", "use_waiting": "", "prepared": {"by": "EX-FORGED"}, "question": "EX-FORGED",
    "reference": "EX-FORGED", "state": "closed", "open": False, "letter": "EX-FORGED", "on_behalf": True,
    "officer_number": "EX-FORGED",
}  # fmt: skip
ACTORS = ("bolat", "kz_coordinator", "farrukh", "tj_coordinator", "tj_analyst", "duty", "erlan")
GROUP = {Side.ASKER: 0, Side.ASKER_GATE: 0, Side.ASKED: 1, Side.ASKED_GATE: 1}
OWN_SIDES: Mapping[str, tuple[Side, ...]] = {
    "bolat": (Side.ASKER,),
    "kz_coordinator": (Side.ASKER_GATE, Side.ASKER),
    "farrukh": (Side.ASKED,),
    "tj_coordinator": (Side.ASKED_GATE, Side.ASKED),
    "tj_analyst": (Side.ASKED,),
}
"""Sides whose every step is tried; of the others a few: they are refused before anything is looked at."""
FEW = 4
UNTOUCHED = ("question", "reference", "basis", "officer_number", "number", "made_at", "asker_desk", "asked_desk")
CLOCKS = ("started_at", "due_at", "slot_at", "stop_ends_at", "stopped_at", "closed_at", "first_answer_at")


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("dishonest"):
        yield


def after(*acts: Callable[[UUID], Any], **content: Any) -> UUID:
    """An urgent request after some acts."""
    thread = scenes.urgent(**content)
    for act in acts:
        act(thread)
    return thread


def step(name: str, act: Any, **given: Any) -> Callable[[UUID], Any]:
    """One honest act."""
    return lambda thread: scenes.do(name, act, thread=thread, **given)


def gated(**gates: Any) -> None:
    """Both coordinators set their gates."""
    scenes.gate("kz_coordinator", **{k: v for k, v in gates.items() if k == "outgoing"})
    scenes.gate("tj_coordinator", **{k: v for k, v in gates.items() if k != "outgoing"})


def prepared() -> UUID:
    """An answer that waits for its second approver."""
    gated(second_approver=True)
    return after(lambda thread: scenes.answered(thread, Outcome.FULL, text="EXERCISE"))


def at_gate(**gates: Any) -> UUID:
    """A request that waits at a gate."""
    gated(**gates)
    return scenes.urgent()


CLARIFY = step("farrukh", actions.stop, why=Stop.CLARIFICATION, text="EXERCISE")
PLACES: Mapping[str, Callable[[], UUID]] = {
    "draft": lambda: scenes.drafted()[0],
    "own gate": lambda: at_gate(outgoing=Gating.THROUGH),
    "their gate": lambda: at_gate(incoming=Gating.THROUGH),
    "sent": scenes.urgent,
    "sent, two approvers": lambda: at_gate(second_approver=True),
    "days": scenes.asked,
    "acknowledged": lambda: after(step("farrukh", actions.acknowledge)),
    "clarifying": lambda: after(CLARIFY),
    "prepared": prepared,
    "sealed": lambda: after(lambda thread: scenes.answered(thread, Outcome.WITHHELD)),
    "partly": lambda: after(lambda thread: scenes.answered(thread, Outcome.PARTIAL, text="EXERCISE")),
    "answered": lambda: after(lambda thread: scenes.answered(thread, Outcome.FULL, text="EXERCISE")),
    "information": lambda: scenes.asked(kind=Kind.INFORMATION),
}


def copies(thread: UUID, readers: Sequence[Viewer]) -> list[Copy]:
    """Every copy of a thread, each as its own side reads it."""
    found: dict[UUID, Copy] = {}
    for reader in readers:
        with viewing(reader):
            found |= {row.id: row for row in Copy.objects.filter(thread=thread)}
    return sorted(found.values(), key=lambda row: (row.side, row.id))


def take(
    thread: UUID,
    side: Side,
    what: str | None,
    to: State | None,
    given: Mapping[str, object] | None,
    *,
    cards: Sequence[object] = (),
    written: bool = True,
) -> bool:
    """One step by raw SQL as role app; `written` with lines for every history."""
    lines = [{"id": str(chance.new_id()), "side": each.value, "what": "answer", "text": "EX-FORGED"} for each in GROUP]
    said = None if given is None else json.dumps(given, default=str)
    values = [said, json.dumps(list(cards), default=str), json.dumps(lines if written else [], default=str)]
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [thread, side.value, what, to and to.value, *values])
        return bool(cursor.fetchone()[0])


def lawful(rows: list[Copy], side: Side, what: str, to: State) -> bool:
    """Whether the rules let this side take this step from what it sees to there."""
    if what in NOTES.get(side, ()):
        return True
    mine = [row for row in rows if GROUP[Side(row.side)] == GROUP[side]]
    if not mine or what not in set(Step):
        return False
    state, one = State(mine[0].state), Step(what)
    leads = STEPS.get((side, state, one), ())
    return of_kind(Kind(mine[0].kind), side, state, one) and (to in leads or one is Step.SEND_BACK)


def plain(row: Copy) -> dict[str, object]:
    """The columns of a copy."""
    return {field.attname: getattr(row, field.attname) for field in Copy._meta.concrete_fields}


def no_harm(before: list[Copy], now: list[Copy], side: Side, what: str, moment: datetime) -> None:
    """What a step that was taken may not have done."""
    known = {row.id: row for row in before}
    for row in now:
        former = known.get(row.id)
        if Side(row.side) in {Side.ASKER, Side.ASKER_GATE}:
            assert (row.own_outcome, row.slot_at, row.prepared) == ("", None, {}), (what, row.side)
            assert row.state not in {state.value for state in SHOWN}
            if former is not None and what in {each.value for each in PRIVATE}:
                assert plain(row) == plain(former), what
        for name in CLOCKS:
            value = getattr(row, name)
            assert value is None or value < moment + timedelta(days=40), (what, name, value)
        if former is None:
            continue
        assert [getattr(row, name) for name in UNTOUCHED] == [getattr(former, name) for name in UNTOUCHED], what
        if row.due_at != former.due_at:
            assert what in {"send", "let_out", "accept", "clarify"}, what
        if row.outcome != former.outcome:
            said = {"answer": "full", "answer_partly": "partial", "refuse": "refused"}
            assert row.outcome == said[what]
            assert GROUP[side] == 1
        if row.state == State.CLOSED.value != former.state:
            assert row.first_answer_at or row.kind == Kind.INFORMATION.value, what


def tries(drawn: random.Random, name: str, side: Side) -> Iterator[tuple[str, State]]:
    """Steps with where they would lead: all where the actor may have a turn, a few elsewhere."""
    words = sorted({each.value for each in Step} | {each for found in NOTES.values() for each in found})
    own = side in OWN_SIDES.get(name, ())
    for what in words if own else drawn.sample(words, FEW):
        leads = {to for (by, _, one), found in STEPS.items() if one.value == what and by is side for to in found}
        yield from ((what, to) for to in sorted(leads if own else ()) or [drawn.choice(list(State))])
        if own and drawn.random() < 1 / 3:
            yield what, drawn.choice(list(State))


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_side_goes_beyond_its_turn_whatever_it_gives(place: str) -> None:
    """Every actor, side and step, from every place: taken only where the rules say so, and to no other effect."""
    thread = PLACES[place]()
    drawn = random.Random(place)
    seen = {name: scenes.viewer(name) for name in ACTORS}
    readers = (seen["bolat"], seen["farrukh"])
    before, taken = copies(thread, readers), 0
    for name, actor in seen.items():
        for side in (*GROUP, Side.CLOCK):
            for what, to in tries(drawn, name, side):
                with viewing(actor):
                    mark = transaction.savepoint()
                    if take(thread, side, what, to, FORGED):
                        taken += 1
                        assert side is not Side.CLOCK
                        assert lawful(before, side, what, to), (name, side, what, to)
                        no_harm(before, copies(thread, readers), side, what, chance.now())
                    transaction.savepoint_rollback(mark)
    assert taken, place


@pytest.mark.parametrize("place", sorted(PLACES))
def test_no_step_goes_past_its_checks_by_being_none(place: str) -> None:
    """A step without a name once led from a draft past both gates, without a line in any history."""
    thread = PLACES[place]()
    leads = {(side, what.value, to) for (side, _, what), found in STEPS.items() for to in found}
    with viewing(scenes.viewer("bolat")):
        desk = Copy.objects.filter(thread=thread)[0].asked_desk
    card = {"id": str(chance.new_id()), "owner": str(desk), "side": Side.ASKED.value}
    for name, sides in OWN_SIDES.items():
        with viewing(scenes.viewer(name)):
            before = [plain(row) for row in Copy.objects.filter(thread=thread).order_by("side", "id")]
            for side, what, to in sorted(leads):
                if side in sides:
                    for bent in ((None, to, FORGED), (what, None, FORGED), (what, to, None)):
                        assert not take(thread, side, *bent, cards=[card], written=False), (name, side, bent)
            assert before == [plain(row) for row in Copy.objects.filter(thread=thread).order_by("side", "id")]


@pytest.mark.parametrize("place", ["sealed", "prepared", "sent"])
def test_nobody_draws_a_copy_of_the_other_sides_deliberation(place: str) -> None:
    """An asker who wrote a note with new copies beside it once got the asked side's words with them."""
    thread = PLACES[place]()
    sides = (Side.ASKER_GATE, Side.ASKED_GATE, Side.ASKED, Side.WATCH)
    for name, own in (("bolat", Side.ASKER), ("farrukh", Side.ASKED)):
        with viewing(scenes.viewer(name)):
            for desk in [entry.id for entry in directory.desks()]:
                cards = [{"id": str(chance.new_id()), "owner": str(desk), "side": side.value} for side in sides]
                for card in cards:
                    assert not take(thread, own, "letter", State.SENT, FORGED, cards=[card]), (name, card["side"])
                    assert not take(thread, own, "withdraw", State.WITHDRAWN, FORGED, cards=[card]), name


@pytest.mark.parametrize("words", ["", "EXERCISE"])
@pytest.mark.parametrize("codes", [None, "[]", '["H1"]', '["H3"]', '["H1", "H2", "H3"]'])
@pytest.mark.parametrize("level", [None, 0, 1])
def test_terms_are_only_tightened_whatever_is_given(words: str, codes: str | None, level: int | None) -> None:
    thread = scenes.urgent(handling=("H1", "H3"), restriction="EXERCISE: by telephone alone")
    with viewing(scenes.viewer("bolat")):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT tighten_request(%s, 'asker', %s, %s, %s, '[]')", [thread, codes, words, level])
        row = Copy.objects.get(thread=thread)
    assert {"H1", "H3"} <= set(row.handling)
    assert row.restriction.startswith("EXERCISE: by telephone alone")
    assert row.level >= 1


ALARMS = (
    "INSERT INTO requests_tick (id, thread, next_at) VALUES ('{0}', '{0}', '2020-01-01')",
    "UPDATE requests_tick SET next_at = '2031-01-01'",
    "UPDATE requests_tick SET next_at = '2020-01-01' WHERE thread = '{0}'",
    "DELETE FROM requests_tick",
)


@pytest.mark.parametrize("name", [*ACTORS, "the node"])
@pytest.mark.parametrize("statement", ALARMS)
def test_nobody_parks_or_forces_an_alarm(name: str, statement: str) -> None:
    """Not the officers, and not the node's own process but by the step itself."""
    thread = scenes.urgent()
    actor = directory.system_viewer("requests") if name == "the node" else scenes.viewer(name)
    touched = 0
    try:
        with viewing(actor), connection.cursor() as cursor:
            cursor.execute(statement.format(thread))
            touched = cursor.rowcount
    except DatabaseError:
        touched = 0
    assert touched == 0
    scenes.later(hours=6)
    assert scenes.happened("bolat", thread) == ["send", "remind"]


@pytest.mark.parametrize("what", ["remind", "run_out", "escalate", "unseal", "run_on", "expire"])
@pytest.mark.parametrize("place", ["sent", "sealed", "clarifying"])
def test_an_alarm_rings_neither_early_nor_out_of_turn(place: str, what: str) -> None:
    """The node's own context, before anything is due."""
    thread = PLACES[place]()
    with viewing(directory.system_viewer("requests")):
        assert not take(thread, Side.CLOCK, what, State.ACCEPTED, {"due_at": FAR})


def test_a_draft_carries_nothing_that_only_a_step_gives() -> None:
    """A process that drafts with an answer, a clock and another officer's number in it."""
    [thread] = scenes.drafted()
    with viewing(scenes.viewer("bolat")):
        honest = Copy.objects.get(thread=thread)
    row = {
        **FORGED, "id": str(chance.new_id()), "request": str(chance.new_id()), "thread": str(chance.new_id()),
        "number": "KZ-26-ABCDEFGH", "asked_desk": str(honest.asked_desk), "urgency": "hours_8", "kind": "request",
        "purpose": "",
        "basis": "", "urgent_for": "life", "nominal": True, "translation": "", "translator": "", "handling": [],
        "action": "", "side": "asked", "owner": str(honest.asked_desk), "officer_number": "EX-FORGED",
        "made_at": FAR, "asker_party": str(honest.asked_party),
    }  # fmt: skip
    with viewing(scenes.viewer("bolat")):
        with connection.cursor() as cursor:
            cursor.execute("SELECT request_draft(%s, %s)", [json.dumps(row), chance.new_id()])
            assert cursor.fetchone() == (True,)
        made = Copy.objects.get(thread=UUID(str(row["thread"])))
    assert (made.side, made.state, made.asker_party) == ("asker", "draft", honest.asker_party)
    assert [getattr(made, name) for name in CLOCKS] == [None] * len(CLOCKS)
    assert (made.outcome, made.own_outcome, made.prepared, made.rung, made.late) == ("", "", {}, 0, False)
    assert made.officer_number == cast.viewer("bolat").officer_number
    assert made.made_at < chance.now() + timedelta(minutes=1)
