"""Scenes of the proof `triggers` beside those of the rooms: raw SQL by those whom triggers tell apart, and erasures."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.rules import keys as scheme_keys
from kerege.rooms.deconfliction import actions as deconfliction
from kerege.rooms.deconfliction.queries import Kind, Step
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.operations.actions import joint, taking
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries import Phase
from kerege.rooms.records import actions as records
from kerege.rooms.retention import actions as forgetting
from kerege.rooms.retention import queries as forgotten_of
from kerege.rooms.retention.queries import Answer, Ground, Wish
from tests import cast
from tests.access import ids
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.crosscheck import test_renewing as renewing
from tests.rooms.deconfliction import scenes as events
from tests.rooms.operations import scenes as deliveries
from tests.rooms.operations import test_joint as operations
from tests.rooms.operations import test_letters as letters
from tests.rooms.permissions import scenes as permissions
from tests.rooms.retention import scenes as retention

COPY = 'INSERT INTO "{table}" SELECT (jsonb_populate_record(NULL::"{table}", %s::jsonb)).*'


@contextmanager
def administrator() -> Iterator[Any]:
    """The server's administrator on the scene's own database."""
    name = str(connection.settings_dict["NAME"])
    with server.ensure_server(durable=False).administrator(name) as database:
        yield database


def by(
    viewer: Viewer,
    statement: str,
    *values: object,
    told: str = "",
    said: Callable[[], object] = list,
    still: bool = False,
) -> None:
    """A statement as role app under somebody's context; it is tried for each of those whom `told` tells apart.

    `said` is done before it: what the node's process vouches for.
    """
    with suppress(DatabaseError), viewing(viewer, still=still), transaction.atomic(), connection.cursor() as cursor:
        said()
        cursor.execute(f"{statement} -- {told or viewer.role} {viewer.officer_number}", values)


def keys() -> None:
    """Every report and request has a key, as after a backup."""
    with administrator() as database:
        for table in ("records_report", "retention_inquiry"):
            database.execute(
                "INSERT INTO retention_record_key (id, record, key)"
                f" SELECT gen_random_uuid(), id, sha256(id::text::bytea) FROM {table} ON CONFLICT DO NOTHING"
            )


def forgotten() -> None:
    """Persons ask about themselves, owners answer, requests are closed, one of two records is erased."""
    for phone in (checking.PHONE, "+992 918 00 00 77"):
        checking.report("aigerim", checking.person(checking.RAHIMOV, phone=phone))
        asker = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
        with viewing(asker):
            question = checks.read_question(phone)
            forgetting.inquire(actor=asker, question=question, wish=Wish.ACCESS, reference="EX-REQ")
    forgetting.ask_owners()
    owner = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(owner):
        waiting = forgotten_of.consultations(viewer=owner)
        for each in waiting:
            forgetting.answer(actor=owner, consultation=each.id, word=Answer.KEPT, reason="EXERCISE reason")
    keys()
    asker = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    by(asker, "UPDATE retention_inquiry SET closed_by = %s", asker.officer)
    for _inquiry in (1, 2):
        chance.advance(timedelta(days=20))
        with viewing(asker), suppress(PermissionError, IndexError):
            open_still = [each for each in forgotten_of.inquiries(viewer=asker) if each.closed_at is None]
            forgetting.close(actor=asker, inquiry=open_still[-1].id)
    retention.erase(waiting[0].report)


def opened_and_erased() -> None:
    """Two hits whose content was opened and asked for; the record of one is erased."""
    permissions.hits()
    permissions.opened()
    with administrator() as database:
        database.execute("UPDATE permissions_opening SET review_words = 'EXERCISE', refusal = 'EXERCISE'")
        other = {"id": str(UUID(int=5)), "report": str(UUID(int=6))}
        database.execute(
            "INSERT INTO permissions_opening SELECT (jsonb_populate_record(o, %s::jsonb)).* FROM permissions_opening o",
            [json.dumps(other)],
        )
        [(report,)] = database.execute("SELECT report FROM records_nominal").fetchall()
        asking = {"part": "facts", "act": "onward", "words": "EXERCISE", "state": "asked", "answer_words": "EXERCISE"}
        for at, of_report in ((41, report), (42, UUID(int=6))):
            database.execute(
                "INSERT INTO permissions_asking SELECT (jsonb_populate_record(NULL::permissions_asking, to_jsonb(o)"
                " || %s::jsonb || jsonb_build_object('answer_number', ''))).* FROM permissions_opening o LIMIT 1",
                [json.dumps(asking | {"id": str(UUID(int=at)), "report": str(of_report)})],
            )
    officer = appointed("kz-customs", Role.DATA_PROTECTION)
    with viewing(officer):
        forgetting.erase(actor=officer, report=report, ground=Ground.UNLAWFUL, reason="EXERCISE reason")


def appointed(code: str, role: Role) -> Viewer:
    """Somebody who is not of the cast, in a role at a desk."""
    with viewing(queries.system_viewer("found-node")):
        desk = queries.desk_by_code(code)
        officer = directory.add_officer(agency=desk.agency, name="EXERCISE", number=f"EX-{code}")
        hat = directory.appoint(officer=officer, desk=desk.id, role=role, since=cast.SINCE)
    return queries.viewer_for(hat, purpose=Purpose.OWN_WORK)


def rows(table: str, where: str = "true") -> list[dict[str, Any]]:
    """Rows of a table as they stand."""
    with administrator() as database:
        return [row for (row,) in database.execute(f'SELECT to_jsonb(t) FROM "{table}" t WHERE {where}').fetchall()]


def written_by_hand() -> None:
    """Steps, files and entries written by raw SQL: by others than who may, in others' names, after the closing."""
    first, second = deliveries.under_way(), deliveries.drafted()
    steps = rows("operations_delivery_step", f"delivery = '{first}'")
    last = max(steps, key=lambda each: int(each["place"]))
    now = {"at": (chance.now() + timedelta(seconds=1)).isoformat(), "made_at": chance.now().isoformat()}
    for name in ("farrukh", "tj_analyst", "tj_coordinator"):
        writer = deliveries.viewer(name)
        for kind, given in (("note", {}), ("answer", {}), ("answer", {"letter": "EX"}), ("send", {})):
            row = last | now | mine(writer) | {"kind": kind, "given": given, "place": int(last["place"]) + 1}
            stepped(writer, row, f"{name} {kind} {given}")
    bearer = letters.liaison()
    for at, given in enumerate(({}, {"letter": "EX"})):
        row = last | now | mine(bearer) | {"kind": "answer", "given": given, "place": int(last["place"]) + 1}
        stepped(bearer, row, f"letter {at}")
    file = rows("operations_delivery", f"id = '{second}'")[0] | {"number": "CD-EX-9"}
    new = {"id": str(UUID(int=21)), "everyone": str(UUID(int=22))}
    maker = deliveries.viewer("farrukh")
    for at, bent in enumerate(
        ({}, {"agency": str(cast.viewer("hamid").agency)}, {"id": str(UUID(int=23)), "everyone": str(UUID(int=23))})
    ):
        by(maker, COPY.format(table="operations_delivery"), json.dumps(file | new | bent), told=f"file {at}")
    ended("farrukh")
    for table, row in (("operations_delivery", file | new), ("operations_delivery_step", last | now | mine(maker)
                        | {"kind": "note", "given": {}, "place": int(last["place"]) + 1})):  # fmt: skip
        made = row | {"id": str(UUID(int=23))}
        said = step_taken(made) if "given" in made else list
        by(maker, COPY.format(table=table), json.dumps(made), told="ended", said=said)


def step_taken(row: dict[str, Any]) -> Callable[[], object]:
    """What the node's process says of a step that it took."""
    said = ("id", "delivery", "place", "kind", "label", "words", "given")
    return partial(taking.vouch_step, DeliveryStep(**{name: row[name] for name in said}))


def stepped(writer: Viewer, row: dict[str, Any], told: str) -> None:
    """A step by raw SQL that the node's process took."""
    by(writer, COPY.format(table="operations_delivery_step"), json.dumps(row), told=told, said=step_taken(row))


def mine(writer: Viewer) -> dict[str, object]:
    """What a row says of its writer."""
    with viewing(writer):
        agency = next(each.code for each in queries.agencies() if each.id == writer.agency)
    return {
        "id": str(chance.new_id()), "owner": str(writer.desk), "officer": str(writer.officer),
        "agency": str(writer.agency), "agency_code": agency, "party_code": writer.party_code,
        "officer_number": writer.officer_number, "centre": writer.party_code == "CENTRE",
    }  # fmt: skip


def ended(name: str) -> None:
    """Somebody's hats ended yesterday."""
    viewer = cast.viewer(name)
    with administrator() as database:
        database.execute(
            "UPDATE directory_appointment SET until = %s WHERE officer = %s",
            [viewer.day - timedelta(days=1), viewer.officer],
        )


def closed() -> None:
    """Two operations, of which one is closed; entries into both by raw SQL."""
    over, going = operations.founded(), operations.founded()
    phases = (Phase.EXCHANGE, Phase.ACTIVE, Phase.REPORTING, Phase.CLOSED)
    operations.advance_to(going, *phases[:2])
    model = rows("operations_entry", f"operation = '{going}' AND kind = 'phase'")[-1]
    operations.advance_to(over, *phases)
    writer = operations.viewer("aigerim")
    for operation in (going, over):
        for kind in ("scope", "log", "left", "record_off", "named"):
            given = {"phase": "closed"} if kind == "scope" else {}
            bent = {"id": str(chance.new_id()), "operation": str(operation), "kind": kind, "given": given}
            row = json.dumps(model | bent | {"at": chance.now().isoformat()})
            by(writer, COPY.format(table="operations_entry"), row, told=f"{kind} {operation == over}")
    draft = rows("operations_delivery", f"id = '{deliveries.drafted()}'")[0]
    group = rows("directory_membership")[0]["audience"]
    for at, audience in enumerate((group, str(over), draft["id"], draft["everyone"])):
        by(writer, "SELECT form_circle(%s, %s)", str(going), audience, told=f"circle {at}")
    with viewing(writer):
        seated = next(each for each in queries.agencies() if each.code == "KZ-CUSTOMS").id
    circle = rows("operations_member", f"file = '{over}' AND audience <> file")[0]["audience"]
    for at, audience in enumerate((group, circle, str(over), draft["id"], draft["everyone"])):
        by(writer, "SELECT seat_member(%s, %s, %s, %s, %s, %s)", str(going), UUID(int=50 + at), audience, seated, "KZ",
           False, told=f"seat {at}")  # fmt: skip
    maker = operations.viewer("farrukh")
    by(maker, "SELECT seat_member(%s, %s, %s, %s, %s, %s)", draft["id"], UUID(int=60), circle, maker.agency, "TJ",
       False, told="seat of a delivery")  # fmt: skip
    with viewing(maker):
        own = joint.found(actor=maker, title="EXERCISE OWN", template="post")
    [founded] = rows("operations_operation", f"id = '{own}'")
    second = COPY.format(table="operations_operation")
    for at, other in enumerate((str(going), draft["id"], circle)):
        by(maker, second, json.dumps(founded | {"id": other}), told=f"second {at}")
    for column in ("owner", "agency", "party"):
        bent = {"id": str(chance.new_id()), column: str(getattr(writer, "desk" if column == "owner" else column))}
        by(maker, second, json.dumps(founded | bent), told=f"another's {column}")


def crossed() -> None:
    """A crossing that nobody answers: its clocks run out, one stage after the other."""
    for name, kind in (("aigerim", Kind.RAID), ("iskender", Kind.SURVEILLANCE), ("erlan", Kind.RAID)):
        events.submit(name, events.plan(kind, starts=chance.now() + 20 * events.HOUR))
    for step in (Step.CALL, Step.TELL, Step.PART, Step.ACKNOWLEDGE, Step.ACKNOWLEDGE_LAST, Step.SETTLE):
        for keeper in ("duty", "kz_coordinator"):
            for crossing in events.crossings(keeper):
                with suppress(DatabaseError, PermissionError, ValueError):
                    events.step(keeper, crossing.id, step)
        chance.advance(timedelta(hours=4))
        deconfliction.tend()


def renewed() -> None:
    """Persons of one desk who share a number: one record is released, all get later keys, then it is taken out."""
    report = checking.report(
        "aigerim", *(checking.person(name, phone=checking.PHONE) for name in renewing.OTHERS[:2]), handling="H2"
    )
    kept = checking.report("aigerim", checking.person(renewing.OTHERS[2], phone=checking.PHONE), handling="H2")
    retention.released(report)
    draft = checking.report("aigerim", checking.person(renewing.OTHERS[3], phone=checking.PHONE), send=False)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        records.send(actor=actor, report_id=draft)
    entries = "owner = %s AND report = %s"
    owner = cast.viewer("aigerim")
    for other in (report, kept):
        by(owner, f"UPDATE crosscheck_entry SET sex = 'm' WHERE {entries}", owner.desk, other, told=f"sex {other}")
    hidden = checking.report("aigerim", checking.person(renewing.OTHERS[4], phone=checking.PHONE), send=False)
    [narrow] = rows("crosscheck_entry", f"report = '{hidden}'")
    for column in ("label", "finding"):
        by(owner, f"UPDATE crosscheck_entry SET {column} = %s WHERE {entries}", narrow[column], owner.desk, kept)
    patch = pytest.MonkeyPatch()
    try:
        patch.setattr(scheme_keys, "PRESENT", renewing.LATER)
        patch.setattr(scheme_keys, "KNOWN", [renewing.LATER, renewing.PRESENT])
        patch.setattr(scheme_keys.entry_keys, "__defaults__", ((renewing.LATER,),))
        while crosscheck.renew_keys():
            pass
    finally:
        patch.undo()
    by(owner, f"DELETE FROM crosscheck_entry WHERE {entries}", owner.desk, report)


def met() -> None:
    """Records that meet: by number, by name alone, at two desks of one agency."""
    for who, phone in (
        ("aigerim", checking.PHONE),
        ("daniyar", checking.PHONE),
        ("farrukh", checking.PHONE),
        ("hamid", ""),
    ):
        checking.report(who, checking.person(checking.RAHIMOV, phone=phone, birth_date="1987"))
        while crosscheck.check_waiting():
            pass


def quarantined() -> None:
    """Rows of a dirty sheet that became no report; one of them has waited too long."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        try:
            ids.files_in(Path(folder), patch)
            ids.add_import(ids.Stage(), Path(folder))
        finally:
            patch.undo()
    with administrator() as database:
        database.execute(
            "INSERT INTO retention_record_key (id, record, key) SELECT gen_random_uuid(), x, sha256(x::text::bytea)"
            " FROM (SELECT id FROM intake_quarantined_row UNION SELECT %s) AS r(x)",
            [UUID(int=31)],
        )
    chance.advance(timedelta(days=200))
    forgetting.forget_uncategorised()


def outlived() -> None:
    """Two deliveries of which one is long over: what stands of it goes with it, and of it alone."""
    first = deliveries.drafted()
    chance.advance(timedelta(days=20 * 365))
    second = deliveries.drafted()
    with administrator() as database:
        database.execute("DELETE FROM operations_standing")
        for each in (first, second):
            database.execute(
                "INSERT INTO operations_standing (delivery, acts_for, stage, made_at, requester, requester_officer,"
                " needed, needed_expired) VALUES (%s, 'requester', 'draft', %s, 'TJ', %s, '{}', '{}')",
                [each, chance.now(), UUID(int=3)],
            )
    forgetting.forget_words()


SCENES: tuple[Callable[[], None], ...] = (
    *(crossed, closed, written_by_hand, forgotten, opened_and_erased, renewed, met, quarantined, outlived),
)
