"""Screenings by raw SQL as role app: nobody proposes, leads or ends one as another, nor speaks for another agency."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.screening import actions
from kerege.rooms.screening.actions import conducting, keeping, proposing
from kerege.rooms.screening.models import Run
from kerege.rooms.screening.queries import Answer
from kerege.rooms.screening.rules.course import DECISION_TIME, STEPS, Stage, Step
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.screening import scenes

BY_HIM = {Step.ASK, Step.WITHDRAW, Step.BEGIN, Step.END}
"""Steps that the proposer's own context takes; approval, refusal and expiry come from functions."""


def told(viewer: Viewer, statement: str, *values: object, said: Callable[[], object] = list) -> int:
    """How many rows a statement of role app touches, after `said`; none where it is refused. It is taken back."""
    try:
        with viewing(viewer), transaction.atomic(), connection.cursor() as cursor:
            said()
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def again(table: str) -> str:
    """A statement that inserts a row like another with some columns changed."""
    return f"INSERT INTO {table} SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM {table} r WHERE id = %s"


@pytest.fixture
def run(node: str) -> Iterator[UUID]:
    """A drafted screening of Almaty's."""
    with scenes.read_here():
        made = scenes.drafted(scenes.a_list(3))
    yield made
    keeping.erase(made)


def test_a_screening_is_drafted_in_ones_own_name_and_begins_at_the_beginning(run: UUID) -> None:
    other, now = cast.viewer("aigerim"), chance.now()
    whose = scenes.proposer()
    foreign = cast.viewer("farrukh")
    fresh = chance.new_id()
    with viewing(whose):
        digest = bytes(Run.objects.get(id=run).list_hash)
    read = partial(proposing.vouch_list, fresh, 3, digest)
    assert told(whose, again("screening_run"), json.dumps({"id": str(fresh)}), run, said=read)
    bent: dict[str, object] = {
        "officer": other.officer, "officer_number": "0-0", "hat": other.hat, "agency": foreign.agency,
        "party": foreign.party, "purpose": Purpose.BORDER_CONTROL.value, "case": " ", "done": 1, "matched": 1,
        "trouble": "too_late", "made_at": now - timedelta(days=40), "due_at": now + timedelta(days=15),
        **dict.fromkeys(("asked_at", "began_at", "banked_at", "ended_at", "erased_at"), now),
    }  # fmt: skip
    for column, value in [*bent.items(), *(("stage", each.value) for each in Stage if each is not Stage.DRAFTED)]:
        row = json.dumps({"id": fresh, column: value}, default=str)
        assert not told(whose, again("screening_run"), row, run, said=read), (column, value)
    row = json.dumps({"id": str(fresh)})
    for name in ("aigerim", "gulnora", "daniyar", "farrukh"):
        assert not told(scenes.proposer(name), again("screening_run"), row, run, said=read), name


def stages() -> Iterator[tuple[Stage, UUID]]:
    """Screenings at every stage, each brought there through the doors."""
    with scenes.read_here():
        ran, refused, withdrawn, expired = (scenes.drafted(scenes.a_list(3)) for _ in range(4))
    whose = scenes.proposer()
    yield Stage.DRAFTED, ran
    scenes.ask(ran)
    yield Stage.ASKED, ran
    scenes.decide(ran, "gulnora")
    yield Stage.SECONDED, ran
    scenes.decide(ran, "centre_dpo")
    yield Stage.APPROVED, ran
    with viewing(whose):
        row = Run.objects.get(id=ran)
    conducting.begin(whose, row)
    yield Stage.RUNNING, ran
    conducting.end(whose, ran)
    yield Stage.DONE, ran
    scenes.ask(refused)
    scenes.decide(refused, "gulnora", approve=False)
    yield Stage.REFUSED, refused
    with viewing(whose):
        actions.withdraw(actor=whose, run=withdrawn)
    yield Stage.WITHDRAWN, withdrawn
    chance.advance(DECISION_TIME + timedelta(hours=1))
    conducting.settle(expired)
    yield Stage.EXPIRED, expired
    for each in (ran, refused, withdrawn, expired):
        keeping.erase(each)


def test_a_screening_goes_from_stage_to_stage_as_its_course_says_by_its_proposer_alone(node: str) -> None:
    """Stages × stages × officers: what the course does not know, and whoever did not propose it, is refused."""
    whose, met = scenes.proposer(), set()
    for before, run in stages():
        met.add(before)
        for after in set(Stage) - {before}:
            known = any(STEPS.get((before, step)) is after for step in BY_HIM)
            change = f"UPDATE screening_run SET stage = %s, {WITH.get(after, 'ended_at = %s')} WHERE id = %s"
            values = (after.value, chance.now(), run)
            held = partial(proposing.vouch_quota, run, 9)
            assert bool(told(whose, change, *values, said=held)) is known, (before, after)
            for name in ("aigerim", "gulnora", "kz_coordinator") if known else ():
                assert not told(cast.viewer(name), change, *values, said=held), (name, before, after)
        for column, value in WRITTEN.items():
            change = f"UPDATE screening_run SET {column} = %s WHERE id = %s"
            written = told(whose, change, value, run)
            assert bool(written) is (before is Stage.RUNNING and column in {"done", "matched"}), (before, column)
    assert met == set(Stage)


WITH = {Stage.ASKED: "asked_at = %s", Stage.RUNNING: "began_at = %s"}
WRITTEN: dict[str, object] = {
    "asked_at": "2026-01-01", "due_at": "2036-01-01", "began_at": "2026-01-01", "ended_at": "2026-01-01",
    "done": 3, "matched": 3, "trouble": "hat_ended", "banked_at": "2026-01-01",
}  # fmt: skip
"""Columns of the course that role app may write, each with what nobody may write there by itself."""


def test_an_agency_opts_out_and_in_by_its_own_word_and_once(node: str) -> None:
    whose = cast.viewer("kz_coordinator")
    with viewing(whose):
        out = actions.opt_out(actor=whose, reason="EXERCISE reason")
    foreign, now = cast.viewer("farrukh"), chance.now()
    fresh = {"id": str(chance.new_id())}
    assert told(whose, again("screening_opt_out"), json.dumps(fresh), out)
    late = now - timedelta(days=9)
    for column, value in (
        *(("agency", foreign.agency), ("made_by", foreign.officer)),
        *(("made_at", late), ("withdrawn_at", now)),
    ):
        bent = json.dumps(fresh | {column: value}, default=str)
        assert not told(whose, again("screening_opt_out"), bent, out), column
    take_back = "UPDATE screening_opt_out SET withdrawn_at = %s, withdrawn_by = %s WHERE id = %s"
    for name in ("aigerim", "bolat", "gulnora", "daniyar", "farrukh"):
        viewer = cast.viewer(name)
        own = fresh | {"made_by": str(viewer.officer), "owner": str(viewer.desk)}
        may = name == "aigerim"
        assert bool(told(viewer, take_back, now, viewer.officer, out)) is may, name
        assert bool(told(viewer, again("screening_opt_out"), json.dumps(own), out)) is may, name
    assert not told(whose, take_back, now - timedelta(days=9), whose.officer, out)
    with viewing(whose):
        actions.opt_in(actor=whose)
    for at in (now, None):
        assert not told(whose, take_back, at, whose.officer, out)


def test_a_digest_is_answered_once_by_who_may_and_revealed_by_the_call_alone(node: str) -> None:
    checking.report("farrukh", checking.person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    scenes.screened(scenes.a_list(3, ["P-CONTACT,Naqlov Parviz,,TJ,,+992 918 00 01 03"]))
    [digest] = scenes.digests("farrukh")
    answer = "UPDATE screening_digest SET answer = %s, answered_at = %s, answered_by = %s WHERE id = %s"
    now = chance.now()

    def answered(name: str, word: str, at: object = now) -> int:
        viewer = cast.viewer(name)
        return told(viewer, answer, word, at, viewer.officer, digest.id)

    assert answered("farrukh", "stay_silent")
    assert not answered("farrukh", "reveal"), "the asker was not told"
    for word, at in (("", now), ("open", now), ("ask", None), ("ask", now - timedelta(days=9))):
        assert not answered("farrukh", word, at), (word, at)
    assert not answered("tj_dpo", "ask")
    owner = cast.viewer("farrukh")
    with viewing(owner):
        actions.answer_digest(actor=owner, digest=digest.id, answer=Answer.ASK)
    assert not answered("farrukh", "stay_silent")
