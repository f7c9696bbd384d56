"""Scenes of raw SQL for the proof `triggers`: rows bent one value at a time, each wrong in one thing alone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.rules import keys as scheme_keys
from kerege.rooms.operations.actions import delivering, joint
from kerege.rooms.operations.queries import Kind
from kerege.rooms.retention import actions as forgetting
from kerege.rooms.screening import actions
from kerege.rooms.screening.actions import conducting, proposing
from kerege.rooms.screening.models import Run
from kerege.rooms.screening.queries import Answer
from tests import cast
from tests.proofs.attempts import COPY, administrator, appointed, by, ended, mine, rows, stepped
from tests.proofs.seconding import added, also, subjects
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.crosscheck import test_renewing as renewing
from tests.rooms.operations import scenes as deliveries
from tests.rooms.operations import test_joint as operations
from tests.rooms.operations.test_officers import act
from tests.rooms.records import desk
from tests.rooms.retention import scenes as retention
from tests.rooms.screening import scenes

TWINS = [5 << 32, (5 << 32) + 1]
"""Two keys with one half."""
NAMELESS = "UPDATE {table} SET {what} WHERE id = %s"


def proposed() -> None:
    """Screenings drafted by raw SQL, each wrong in one value; by who may not; by somebody whose hat has ended."""
    with scenes.read_here():
        [row] = rows("screening_run", f"id = '{scenes.drafted(scenes.a_list(3))}'")
    fresh, digest = chance.new_id(), bytes.fromhex(str(row["list_hash"])[2:])
    whose, other, foreign, now = scenes.proposer(), cast.viewer("aigerim"), cast.viewer("farrukh"), chance.now()
    read = partial(proposing.vouch_list, fresh, 3, digest)
    draft: dict[str, Any] = {"table": "screening_run", "row": row, "said": read, "id": fresh}
    late: dict[str, object] = {
        "officer": other.officer, "officer_number": "0-0", "hat": other.hat, "party": foreign.party,
        "owner": foreign.desk, "agency": foreign.agency, "case": " ",
        "done": 1, "matched": 1, "due_at": now + timedelta(days=15),
        "ended_at": now,
    }  # fmt: skip
    for column, value in late.items():
        added(whose, **draft, told=column, **{column: value})
    added(whose, **draft, told="made_at", made_at=now - timedelta(days=40))
    added(cast.viewer("bolat", Purpose.OWN_WORK), **draft, told="own work", purpose=Purpose.OWN_WORK.value)
    of_state = appointed("obs-desk", Role.DESK)
    for viewer in (
        scenes.proposer("gulnora"),
        cast.queries.viewer_for(of_state.hat, purpose=Purpose.INVESTIGATION, case="EX"),
    ):
        added(viewer, **draft, told=f"own name {viewer.role}", **his(viewer))
    added(whose, **{**draft, "said": list}, told="not read")
    ended("bolat")
    added(whose, **draft, told="ended")


def his(viewer: Viewer) -> dict[str, object]:
    """What a screening says of its proposer."""
    return {
        "owner": viewer.desk, "officer": viewer.officer, "officer_number": viewer.officer_number, "hat": viewer.hat,
        "agency": viewer.agency, "party": viewer.party, "purpose": viewer.purpose.value,
    }  # fmt: skip


def led() -> None:
    """The course of a screening written by raw SQL, each time wrong in one thing; under another hat of its proposer."""
    with scenes.read_here():
        run, later = (scenes.drafted(scenes.a_list(3)) for _ in range(2))
    whose, now = scenes.proposer(), chance.now()

    def set_to(told: str, viewer: Viewer = whose, of: UUID = run, **given: object) -> None:
        """Some columns of it set."""
        what, held = ", ".join(f"{column} = %s" for column in given), partial(proposing.vouch_quota, of, 9)
        by(viewer, NAMELESS.format(table="screening_run", what=what), *given.values(), of, told=told, said=held)

    for column, value in {"done": 3, "matched": 3, "trouble": "hat_ended", "due_at": now, "banked_at": now}.items():
        set_to(f"drafted {column}", **{column: value})
    set_to("asked at no time", stage="asked")
    set_to("asked for too long", stage="asked", asked_at=now, due_at=now + timedelta(days=15))
    set_to("asked for less", of=later, stage="asked", asked_at=now, due_at=now + timedelta(days=9))
    set_to("asked by another hat", also("bolat", Role.COORDINATOR), stage="asked", asked_at=now)
    scenes.ask(run)
    scenes.decide(run, "gulnora")
    scenes.decide(run, "centre_dpo")
    with viewing(whose):
        conducting.begin(whose, Run.objects.get(id=run))
    set_to("goes on", done=3)
    set_to("goes back", done=1)
    with viewing(whose):
        conducting.end(whose, run)
    set_to("after its end", matched=2)


def past_the_quota() -> None:
    """A screening asked for by raw SQL without the node's word, past what it said, over what stood before."""
    with scenes.read_here():
        first, other = (scenes.drafted(scenes.a_list(3)) for _ in range(2))
    whose, what = scenes.proposer(), NAMELESS.format(table="screening_run", what="stage = 'asked', asked_at = %s")
    held: dict[str, Callable[[], object]] = {
        "no word": list, "another's word": partial(proposing.vouch_quota, other, 9),
        "past it": partial(proposing.vouch_quota, first, 2),
    }  # fmt: skip
    for told, said in held.items():
        by(whose, what, chance.now(), first, told=told, said=said)
    by(whose, what, chance.now(), first, told="still", said=partial(proposing.vouch_quota, first, 9), still=True)


def opted_by_hand() -> None:
    """An agency opts out by raw SQL: as taken back at once, by nobody; by somebody whose hat has ended."""
    whose = cast.viewer("kz_coordinator")
    with viewing(whose):
        out = actions.opt_out(actor=whose, reason="EXERCISE reason")
    [row] = rows("screening_opt_out", f"id = '{out}'")
    added(whose, "screening_opt_out", row, "taken back at once", withdrawn_at=chance.now(), withdrawn_by=whose.officer)
    by(whose, NAMELESS.format(table="screening_opt_out", what="withdrawn_at = %s"), chance.now(), out, told="by nobody")
    ended("kz_coordinator")
    added(whose, "screening_opt_out", row, "ended")


def answered_by_hand() -> None:
    """Digests of two desks and two screenings answered by raw SQL, each time wrong in one thing."""
    for who, name, phone in (("farrukh", "Naqlov Parviz", "03"), ("hamid", "Namunaev Rustam", "04")):
        checking.report(who, checking.person(name, category="contact", phone=f"+992 918 00 01 {phone}"))
    list_of_two = scenes.a_list(
        3, ["P-ONE,Naqlov Parviz,,TJ,,+992 918 00 01 03", "P-TWO,Namunaev Rustam,,TJ,,+992 918 00 01 04"]
    )
    for _screening in (1, 2):
        scenes.screened(list_of_two)
    owner, other, officer = cast.viewer("farrukh"), cast.viewer("hamid"), cast.viewer("tj_dpo")
    first, second = scenes.digests("farrukh")
    whole = "answer = %s, answered_at = %s, answered_by = %s"

    def answers(viewer: Viewer, digest: UUID, word: str, told: str, who: object = "") -> None:
        """One answer."""
        values = (word, chance.now(), viewer.officer if who == "" else who, digest)
        by(viewer, NAMELESS.format(table="screening_digest", what=whole), *values, told=told)

    for word in ("reveal", "open"):
        answers(owner, first.id, word, word)
    answers(owner, first.id, "ask", "by nobody", None)
    answers(officer, first.id, "ask", "who may not")
    with viewing(owner):
        actions.answer_digest(actor=owner, digest=first.id, answer=Answer.REVEAL)
    answers(owner, first.id, "stay_silent", "once more")
    answers(owner, second.id, "reveal", "told of another screening")
    for each in scenes.digests("hamid"):
        answers(other, each.id, "reveal", "told by another desk")


def placed() -> None:
    """A place in a work file limited to named officers: who is not named invites and agrees by raw SQL."""
    operation = operations.founded()
    maker, member, second, customs = (
        operations.viewer(name) for name in ("aigerim", "bolat", "kz_coordinator", "erlan")
    )
    with viewing(maker):
        joint.invite(actor=maker, operation=operation, agency="OBS-POLICE", assurance="EXERCISE 1/2026")
    state = operations.viewer("observer").agency
    [waiting] = rows("operations_invitation", f"operation = '{operation}' AND agency = '{state}'")
    plain = rows("operations_invitation", f"operation = '{operation}' AND NOT assured")[0]
    act("aigerim", operation, "name", officer=maker.officer_number, role="lead")
    own = {"agency": str(customs.agency), "party_code": customs.party_code, "approved_by": None}
    added(member, "operations_invitation", plain | own, "not named")
    agree = NAMELESS.format(table="operations_invitation", what="approved_by = %s")
    by(second, agree, second.officer, waiting["id"], told="not named")


def long_over() -> None:
    """Two operations with named officers, of which one is long over: with it go its officers, and its alone."""
    named = []
    for years in (20, 0):
        operation = operations.founded()
        act("aigerim", operation, "name", officer=operations.viewer("aigerim").officer_number, role="lead")
        named.append(operation)
        chance.advance(timedelta(days=years * 365))
    forgetting.forget_words()


def labelled() -> None:
    """A row under a label of others that its writer holds; one under his own; an entry put under these."""
    report, mine = retention.kept(), retention.kept("farrukh")
    [theirs], [row] = (rows("records_facts", f"report = '{each}'") for each in (report, mine))
    writer = cast.viewer("farrukh", Purpose.ANALYSIS)
    for told, label in (("own", row["label"]), ("another's", theirs["label"])):
        fresh = {"id": str(chance.new_id()), "version": str(chance.new_id())}
        by(writer, COPY.format(table="records_facts"), json.dumps(row | fresh | {"label": label}), told=told)
        by(writer, "UPDATE crosscheck_entry SET label = %s WHERE report = %s", label, mine, told=told)


def opened_wide() -> None:
    """Persons put by raw SQL under labels of one's own: of their release, of another's, of facts, after its end."""
    first = retention.kept()
    other = checking.report("aigerim", checking.person(checking.RAHIMOV, phone="+992 918 00 00 77"))
    retention.released(first)
    owner = cast.viewer("aigerim", Purpose.ANALYSIS)
    [nominal] = rows("records_nominal", f"report = '{first}'")
    [facts] = rows("records_facts", f"report = '{first}'")
    [apart] = rows("records_nominal", f"report = '{other}'")
    relabel = "UPDATE records_nominal SET label = %s WHERE report = %s"
    for told, report, label in (
        ("of another", other, nominal["label"]),
        ("of facts", first, facts["label"]),
        ("closed", first, apart["label"]),
        ("its own", first, nominal["label"]),
    ):
        by(owner, relabel, label, report, told=told)
    for told, row in (("of another", apart), ("its own", nominal)):
        fresh = {"id": str(chance.new_id()), "version": str(chance.new_id()), "label": nominal["label"]}
        by(owner, COPY.format(table="records_nominal"), json.dumps(row | fresh), told=f"added {told}")
    by(cast.viewer("daniyar"), "UPDATE records_report SET nominal_state = 'desk' WHERE id = %s", first)
    for who in ("bolat", "aigerim"):
        by(cast.viewer(who), "UPDATE records_report SET nominal_state = 'offered' WHERE id = %s", other, told=who)


def gated() -> None:
    """Parts offered and drawn back by raw SQL where one's word is enough for one of them alone."""
    report, writer = retention.kept(), cast.viewer("aigerim")
    states = [(facts, persons) for facts in ("desk", "offered") for persons in ("desk", "offered")]
    stand = "UPDATE records_report SET facts_state = %s, nominal_state = %s WHERE id = %s"
    for facts, persons in (("coordinator", "desk"), ("automatic", "coordinator")):
        with administrator() as database:
            gates = "UPDATE directory_party SET gate_facts = %s, gate_nominal = %s WHERE id = %s"
            database.execute(gates, [facts, persons, writer.party])
        [row] = rows("records_report", f"id = '{report}'")
        for one, other in states:
            number = f"{str(row['number'])[:-4]}{chance.salt(2).hex().upper()}"
            fresh = {"number": number, "facts_state": one, "nominal_state": other}
            added(writer, "records_report", row | fresh, f"added {facts} {one} {other}")
        for stood in states:
            for wanted in states:
                with administrator() as database:
                    database.execute(stand, [*stood, report])
                by(writer, stand, *wanted, report, told=f"{facts} {stood} {wanted}")


def met_by_name() -> None:
    """Records of two agencies that meet by their names alone, and others that meet by more."""
    plain: dict[str, Any] = {"birth_date": ""}
    for who in ("aigerim", "farrukh"):
        checking.report(who, checking.person("УЧЕБНЫЙ Сабаков Тимурлан", phone="", **plain))
        while crosscheck.check_waiting():
            pass


def halved() -> None:
    """An entry with two keys of one half loses one of them when its keys are made anew."""
    given = [TWINS]
    patch = pytest.MonkeyPatch()
    try:
        patch.setattr(scheme_keys, "entry_keys", lambda *_about: list(given[0]))
        checking.report("aigerim", checking.person(checking.RAHIMOV, phone=checking.PHONE))
        given[0] = TWINS[1:]
        patch.setattr(scheme_keys, "PRESENT", renewing.LATER)
        patch.setattr(scheme_keys, "KNOWN", [renewing.LATER, renewing.PRESENT])
        while crosscheck.renew_keys():
            pass
    finally:
        patch.undo()


def beside() -> None:
    """Beside a record whose challenged person a correction took away stands another: nobody in it is challenged."""
    given = desk.raw(place="EXERCISE", subjects=[desk.PERSON, checking.person("УЧЕБНЫЙ Второй Назар")])
    first, other = desk.report("aigerim", given), desk.report("aigerim", given)
    [row] = rows("retention_challenge", f"id = '{retention.challenge(first.report)}'")
    desk.correct("aigerim", first, given | {"place": "EXERCISE 2"})
    one, spare = subjects(other.report)
    fresh = {"id": str(chance.new_id()), "version": str(chance.new_id()), "position": 9, "challenged": False}
    by(cast.viewer("aigerim"), COPY.format(table="records_subject"), json.dumps(spare | fresh), told="beside")
    added(cast.viewer("gulnora"), "retention_challenge", row, "of the other", report=other.report, subject=one["id"])


def exposing() -> None:
    """Sendings by raw SQL: of a plan that leads where death may follow, silent about it and not, and of another."""
    plain, writer = deliveries.drafted(), deliveries.viewer("farrukh")
    road = deliveries.plan()
    legs = (*road.legs[:-1], replace(road.legs[-1], party="OBS", agency="OBS-POLICE"))
    deadly = deliveries.drafted(given=replace(road, legs=legs))
    with viewing(writer):
        delivering.amend(actor=writer, delivery=deadly, plan=replace(road, legs=legs, costs="EXERCISE"))
    deliveries.do("farrukh", deadly, Kind.NOTE, "EXERCISE")
    for delivery, exposed in ((plain, []), (deadly, []), (deadly, ["OBS"])):
        last = max(rows("operations_delivery_step", f"delivery = '{delivery}'"), key=lambda each: int(each["place"]))
        now = {"at": chance.now().isoformat(), "kind": "send", "given": {"exposed": exposed}, "words": ""}
        row = last | mine(writer) | now | {"place": int(last["place"]) + 1}
        stepped(writer, row, f"{delivery == deadly} {exposed}")


def far_off() -> None:
    """A row at the last place of all, put there past the doors: the load is stopped at the place behind the others."""
    delivery = deliveries.under_way()
    [last] = rows("operations_delivery_step", f"delivery = '{delivery}' ORDER BY place DESC LIMIT 1")
    far = last | {"id": str(chance.new_id()), "place": 2**31 - 1}
    with administrator() as database:
        database.execute("SET session_replication_role = replica")
        database.execute(COPY.format(table="operations_delivery_step"), [json.dumps(far)])
    deliveries.do("farrukh", delivery, Kind.STOP)


def relisted() -> None:
    """A report whose day is corrected: the lists have it under the new one."""
    saved = desk.report("aigerim", desk.facts_only())
    desk.correct("aigerim", saved, desk.facts_only(occurred="2026-01-02"))


SCENES: tuple[Callable[[], None], ...] = (
    *(
        proposed,
        led,
        past_the_quota,
        opted_by_hand,
        answered_by_hand,
        placed,
        long_over,
        labelled,
        opened_wide,
        gated,
        met_by_name,
        halved,
    ),
    *(beside, exposing, far_off, relisted),
)
