"""Scenes of the proof `triggers` about what one officer enters and another decides, and about what comes by letter."""

import json
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.access import actions as access
from kerege.rooms.access.models import Release
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import actions as directory
from kerege.rooms.operations.actions import joint
from kerege.rooms.requests import actions as request_actions
from kerege.rooms.requests.queries import Action, Gating, Kind
from kerege.rooms.retention import actions as forgetting
from kerege.rooms.retention.queries import Wish
from tests import cast
from tests.proofs.attempts import COPY, appointed, by, rows
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.crosscheck import test_look_outs as look_outs
from tests.rooms.files import pictures
from tests.rooms.operations import test_joint as operations
from tests.rooms.records import desk
from tests.rooms.requests import scenes as requests
from tests.rooms.retention import scenes as retention

CHALLENGES = "retention_challenge"
SETTLE = """
    UPDATE retention_challenge SET verdict = 'upheld', verdict_reason = 'EXERCISE', settled_at = %s, settled_by = %s
     WHERE id = %s"""
LIFT = "UPDATE retention_hold SET lifted_at = %s, lifted_by = %s, lifted_reference = %s"


def added(
    viewer: Viewer, table: str, row: dict[str, Any], told: str, said: Callable[[], object] = list, **bent: object
) -> None:
    """A row added by somebody in his own name, some of it bent, under an id of its own; `said` is done before."""
    given = {"id": str(chance.new_id()), "made_by": str(viewer.officer), "made_at": chance.now().isoformat()}
    made = row | given | {name: None if value is None else str(value) for name, value in bent.items()}
    by(viewer, COPY.format(table=table), json.dumps(made), told=f"{told} {viewer.officer_number}", said=said)


def two_persons(who: str = "aigerim", **given: Any) -> UUID:
    """A record of two persons and a thing."""
    persons = (checking.person(checking.RAHIMOV, phone=checking.PHONE), checking.person("УЧЕБНЫЙ Второй Назар"))
    return checking.report(who, *persons, checking.thing("vehicle", "plate", "01 EX 777"), **given)


def subjects(report: UUID, where: str = "current") -> list[dict[str, Any]]:
    """Subjects of a record, persons first."""
    return sorted(rows("records_subject", f"report = '{report}' AND {where}"), key=lambda each: str(each["kind"]))


def also(name: str, role: Role) -> Viewer:
    """An officer of the cast under a further hat at his desk."""
    viewer = cast.viewer(name)
    system = cast.queries.system_viewer("found-node")
    with viewing(system):
        hat = directory.appoint(officer=viewer.officer, desk=viewer.desk, role=role, since=cast.SINCE)
    return cast.queries.viewer_for(hat, purpose=Purpose.ANALYSIS, reason="EXERCISE")


def challenged() -> None:
    """Persons of two records challenge them; others enter and decide what may not stand."""
    first, other = two_persons(), two_persons("bolat")
    retention.released(first)
    checking.ask("hamid", checking.PHONE)
    made, apart = retention.challenge(first), retention.challenge(other)
    entering, deciding = cast.viewer("gulnora"), cast.viewer("kz_coordinator")
    writing, second = also("bolat", Role.COORDINATOR), appointed("kz-almaty", Role.DATA_PROTECTION)
    [row] = rows(CHALLENGES, f"id = '{made}'")
    person, spare, thing = (each["id"] for each in [*subjects(first)][:3])
    free = row | {"subject": spare if row["subject"] == person else person}
    for viewer in (entering, deciding, cast.viewer("bolat")):
        added(viewer, CHALLENGES, free, "entered")
    added(entering, CHALLENGES, free, "settled", settled_at=chance.now())
    added(entering, CHALLENGES, free, "decided", verdict="upheld")
    for told, subject in (("a thing", thing), ("another's", subjects(other)[0]["id"]), ("nobody", UUID(int=7))):
        added(entering, CHALLENGES, free, told, subject=subject)
    for viewer in (entering, cast.viewer("bolat"), writing):
        settle(viewer, apart, "decides")
    by(deciding, SETTLE, None, deciding.officer, made, told="no instant")
    by(deciding, SETTLE, chance.now(), None, made, told="nobody's")
    settle(writing, made, "wrote another")
    settle(second, made, "once more")


def settle(viewer: Viewer, challenge: UUID, told: str) -> None:
    """A challenge decided in somebody's own name."""
    by(viewer, SETTLE, chance.now(), viewer.officer, challenge, told=told)


def corrected() -> None:
    """Records with a challenge that is open, or over, are corrected; one with another is erased."""
    people = [desk.PERSON, checking.person("УЧЕБНЫЙ Второй Назар"), checking.thing("vehicle", "plate", "01 EX 777")]
    given, other = desk.raw(place="EXERCISE", subjects=people), two_persons()
    entering, deciding = cast.viewer("gulnora"), cast.viewer("kz_coordinator")
    saved, calm = desk.report("aigerim", given), desk.report("aigerim", given)
    [row] = rows(CHALLENGES, f"id = '{retention.challenge(saved.report)}'")
    ended, apart = retention.challenge(calm.report), retention.challenge(other)
    settle(deciding, ended, "before a correction")
    gone = subjects(saved.report)[0]["id"]
    for each in (saved, calm):
        desk.correct("aigerim", each, given | {"place": "EXERCISE 2"})
    added(entering, CHALLENGES, row, "of a former version", report=saved.report, subject=gone)
    added(entering, CHALLENGES, row, "beside it", report=saved.report, subject=subjects(saved.report)[0]["id"])
    settle(deciding, UUID(row["id"]), "at last")
    retention.erase(calm.report)
    retention.erase(other)
    free = two_persons()
    added(cast.viewer("bolat"), CHALLENGES, row, "after an erasure", report=free, subject=subjects(free)[1]["id"])
    settle(deciding, apart, "after it")


def calmed() -> None:
    """A record is corrected after its challenge was decided."""
    saved, deciding = desk.report("aigerim"), cast.viewer("kz_coordinator")
    settle(deciding, retention.challenge(saved.report), "before a correction")
    desk.correct("aigerim", saved, desk.raw(place="EXERCISE 2"))


def held() -> None:
    """Orders of an authority, placed and lifted by others than who may, without words, twice."""
    report, other = retention.kept(), retention.kept()
    retention.hold(report)
    retention.hold(other)
    [row] = rows("retention_hold", f"report = '{report}'")
    officer, analyst, second = (
        cast.viewer("gulnora"),
        cast.viewer("bolat"),
        appointed("kz-almaty", Role.DATA_PROTECTION),
    )
    for viewer in (officer, analyst):
        added(viewer, "retention_hold", row, "placed", report=UUID(int=7))
    added(officer, "retention_hold", row, "lifted", lifted_at=chance.now())
    where = " WHERE report = %s"
    by(analyst, LIFT + where, chance.now(), analyst.officer, "EX-19/26", report)
    by(officer, LIFT + where, None, officer.officer, "EX-19/26", report, told="never")
    by(officer, LIFT + where, chance.now(), None, "EX-19/26", report, told="by nobody")
    by(officer, LIFT + where, chance.now(), officer.officer, " E ", report, told="without an order")
    by(officer, LIFT + where, chance.now(), officer.officer, "EX-19/26", report, told="by an order")
    by(second, LIFT + where, chance.now() + timedelta(hours=1), second.officer, "EX-20/26", report, told="once more")


def let_out(row: dict[str, Any]) -> Callable[[], object]:
    """What the node's process says of a release that the law was asked about."""
    said = ("id", "owner", "report", "part", "audience", "purposes", "lifted", "assured")
    last = date.fromisoformat(row["last_day"]) if row["last_day"] else None
    return partial(access.vouch_release, Release(last_day=last, **{name: row[name] for name in said}))


def seconded() -> None:
    """Releases under an assurance: agreed to by who made them, by who may not, twice, too late; ends taken back."""
    report = retention.kept()
    retention.released(report)
    [row] = rows("access_release", f"report = '{report}'")
    maker, analyst, second = cast.viewer("aigerim"), cast.viewer("bolat"), cast.viewer("kz_coordinator")
    third, made = appointed("kz-almaty", Role.RELEASING), {name: chance.new_id() for name in ("assured", "over")}
    for name, identity in made.items():
        given = row | {"id": str(identity), "assured": True, "made_at": chance.now().isoformat()}
        by(maker, COPY.format(table="access_release"), json.dumps(given), told=name, said=let_out(given))
    for told, bent in {
        "agreed to": {"approved_by": str(maker.officer), "assured": True},
        "ended": {"withdrawn_at": chance.now().isoformat()},
        "not asked about": {},
    }.items():
        given = row | {"id": str(chance.new_id()), "made_at": chance.now().isoformat()} | bent
        said = let_out(given) if bent else list
        by(maker, COPY.format(table="access_release"), json.dumps(given), told=told, said=said)
    agree, end = (f"UPDATE access_release SET {what} WHERE id = %s" for what in
                  ("approved_by = %s", "withdrawn_at = %s, withdrawn_by = %s"))  # fmt: skip
    for viewer in (maker, analyst):
        by(viewer, agree, viewer.officer, made["assured"], told=f"agrees {viewer.role}")
    by(second, agree, second.officer, row["id"], told="nothing waits")
    by(maker, end, chance.now(), maker.officer, made["over"], told="ends")
    by(second, agree, second.officer, made["over"], told="too late")
    for at, instant in enumerate((None, chance.now() + timedelta(hours=1))):
        by(maker, end, instant, maker.officer, made["over"], told=f"once more {at}")
    by(maker, "UPDATE access_release SET withdrawn_at = withdrawn_at WHERE id = %s", made["over"], told="as it is")
    by(second, agree, second.officer, made["assured"], told="second")
    by(third, agree, third.officer, made["assured"], told="third")


def invited() -> None:
    """Invitations to a work file: what they say of themselves, of a state that may impose death, who agrees."""
    operation = operations.founded()
    maker, member, stranger = (operations.viewer(name) for name in ("aigerim", "bolat", "hamid"))
    second, customs = operations.viewer("kz_coordinator"), operations.viewer("erlan")
    with viewing(maker):
        joint.invite(actor=maker, operation=operation, agency="OBS-POLICE", assurance="EXERCISE 1/2026")
        other = joint.found(actor=maker, title="EXERCISE OTHER", template="post")
    state = operations.viewer("observer").agency
    [waiting] = rows("operations_invitation", f"operation = '{operation}' AND agency = '{state}'")
    plain = rows("operations_invitation", f"operation = '{operation}' AND NOT assured")[0]
    own = plain | {"agency": str(customs.agency), "party_code": customs.party_code, "approved_by": None}
    table = "operations_invitation"
    for viewer in (maker, member, stranger):
        added(viewer, table, own, f"invites {viewer.party_code}")
    for column in ("withdrawn_at", "declined_at"):
        added(maker, table, own, column, **{column: chance.now()})
    for column in ("approved_by", "declined_by"):
        added(maker, table, own, column, **{column: maker.officer})
    added(maker, table, own, "own agency", agency=maker.agency, party_code=maker.party_code)
    for at, file in enumerate((UUID(int=7), other)):
        added(maker, table, own, f"no such file {at}", operation=file)
    added(customs, table, own, "a colleague's", owner=customs.desk)
    added(maker, table, own, "another's", owner=customs.desk)
    added(maker, table, waiting, "assured")
    added(maker, table, waiting, "not assured", assured="false")
    agree = "UPDATE operations_invitation SET approved_by = %s WHERE id = %s"
    for viewer, whose in ((maker, maker), (member, member), (second, member), (customs, customs)):
        by(viewer, agree, whose.officer, waiting["id"], told=f"agrees {whose.officer_number}")
    by(second, agree, second.officer, plain["id"], told="nothing waits")
    by(second, agree, second.officer, waiting["id"], told="second")
    by(second, agree, None, waiting["id"], told="takes it back")


def written_to() -> None:
    """Requests that come by letter, to a desk and to a state's gate; one grows urgent; look-outs that end."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        patch.setattr("kerege.rooms.files.queries.path_of", lambda name: Path(folder) / "files" / name[:2] / name)
        try:
            requests.asked("tj_analyst", desks=("kz-almaty",))
            sent_by_letter("IN-55")
            requests.gate("tj_coordinator", incoming=Gating.THROUGH)
            sent_by_letter("IN-66")
        finally:
            patch.undo()
    look_outs.in_force()
    requests.later(days=31)


def sent_by_letter(number: str) -> None:
    """A request of a party that writes letters."""
    [thread] = requests.drafted()
    scan = {"number": number, "name": "ask.jpg", "content": pictures.jpeg()}
    requests.do("bolat", request_actions.keep_scan, thread=thread, **scan)
    requests.do("bolat", request_actions.send, thread=thread)


def restricted() -> None:
    """What is restricted in words: a request that nobody answers, until the duty desk sees it; a look-out in force."""
    terms: dict[str, Any] = {"handling": ("H3",), "restriction": "EXERCISE: by hand alone"}
    requests.urgent(**terms)
    for hours in (8, 2):
        requests.later(hours=hours)
    order = {"kind": Kind.LOOK_OUT, "action": Action.STOP, "expires_on": chance.today() + timedelta(days=30)}
    thread = requests.asked("tj_analyst", desks=("kz-almaty",), question=look_outs.WORDS, **order, **terms)
    requests.do("aigerim", request_actions.accept, thread=thread)


def asked_about() -> None:
    """A person's request stays one about him."""
    asker = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    with viewing(asker):
        question = checks.read_question(checking.PHONE)
        inquiry = forgetting.inquire(actor=asker, question=question, wish=Wish.ACCESS, reference="EX-REQ")
    change = "UPDATE retention_inquiry SET asked = %s::jsonb, closed_at = %s WHERE id = %s"
    for at, (asked, closed) in enumerate((("{}", None), ('{"names": ["EX"]}', chance.now()), ("{}", chance.now()))):
        by(asker, change, asked, closed, inquiry, told=str(at))


SCENES: tuple[Callable[[], None], ...] = (
    challenged,
    corrected,
    calmed,
    held,
    seconded,
    invited,
    written_to,
    restricted,
    asked_about,
)
