"""Labels of persons by raw SQL as role app: they open to nobody but by releases of their own record, past no gate."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import CLASS_AUDIENCES, Grant, Label, Part, PartyClass, Purpose, State, Viewer
from kerege.rooms.access import actions as access
from kerege.rooms.access.models import Release
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records
from kerege.rooms.records.policy import gates
from tests import cast
from tests.rooms.crosscheck import scenes
from tests.rooms.retention import scenes as retention

pytestmark = pytest.mark.django_db
TABLES = ("records_nominal", "records_subject", "records_identifier", "crosscheck_entry")
COPY = "INSERT INTO {table} SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM {table} r WHERE report = %s LIMIT 1"
EVERY = frozenset(Purpose)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A repeatable clock."""
    with retention.clock():
        yield


def own(actor: Viewer, *grants: Grant, **given: object) -> Label:
    """A label of persons of one's own agency."""
    label = Label(
        owner_audience=actor.agency, owner_party=actor.party, part=Part.NOMINAL, grants=frozenset(grants), shielded=True
    )
    return replace(label, **given)


def done(who: str, statement: str, *values: object) -> bool:
    """Whether role app does it for somebody; it is taken back."""
    try:
        with viewing(cast.viewer(who)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return bool(cursor.rowcount)
    except DatabaseError:
        return False


def labelled(who: str, report: UUID, label: Label) -> set[str]:
    """The tables whose rows of a record somebody puts under a label by SQL, rows that stand and rows that he adds."""
    wire = canonical_bytes(label.wire()).decode()
    with viewing(cast.viewer(who)), connection.cursor() as cursor:
        cursor.execute("SELECT intern_label(%s)", [wire])
        (number,) = cursor.fetchone()
    fresh = json.dumps({"id": str(chance.new_id()), "version": str(chance.new_id()), "label": number})
    told = {table for table in TABLES if done(who, f"UPDATE {table} SET label = %s WHERE report = %s", number, report)}
    return told | {f"added {each}" for each in TABLES[:3] if done(who, COPY.format(table=each), fresh, report)}


def wider(actor: Viewer, tj: UUID, kg: UUID, day: date) -> dict[str, Label]:
    """Labels that open more than a release to a party, for analysis, until a day."""
    analysis, members = frozenset({Purpose.ANALYSIS}), CLASS_AUDIENCES[PartyClass.MEMBER]
    lawful = Grant(tj, analysis, day)
    return {
        "to all members": own(actor, lawful, Grant(members, analysis, day)),
        "to another": own(actor, Grant(kg, analysis, day)),
        "for every purpose": own(actor, Grant(tj, EVERY, day)),
        "a day longer": own(actor, Grant(tj, analysis, day + timedelta(days=1))),
        "for ever": own(actor, Grant(tj, analysis)),
        "as assured": own(actor, replace(lawful, assured=True)),
        "without the shield": own(actor, lawful, shielded=False),
        "to whom the owner leaves out": own(actor, lawful, forbidden=frozenset()),
        "as facts": own(actor, lawful, part=Part.FACTS),
    }


def test_persons_open_by_no_sql_wider_than_their_releases() -> None:
    """Before any release nothing opens; after one to a party what it says, and no step more."""
    actor = cast.viewer("aigerim")
    with viewing(actor):
        tj, kg, ru = (directory.party(code).id for code in ("TJ", "KG", "RU"))
    report = scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE), not_to_parties=["RU"])
    day = chance.today() + timedelta(days=30)
    lawful = own(actor, Grant(tj, frozenset({Purpose.ANALYSIS}), day), forbidden=frozenset({ru}))
    cases = {
        name: label if name == "to whom the owner leaves out" else replace(label, forbidden=frozenset({ru}))
        for name, label in wider(actor, tj, kg, day).items()
    }
    for name, label in {"before": lawful, **cases}.items():
        assert not labelled("aigerim", report, label), name
    with viewing(actor):
        records.release(
            actor=actor, report_id=report, part=Part.NOMINAL, audience=tj, audience_kind="party",
            purposes=[Purpose.ANALYSIS], last_day=day,
        )  # fmt: skip
    for who in ("aigerim", "bolat", "kz_coordinator"):
        for name, label in cases.items():
            assert not labelled(who, report, label), (who, name)
    sooner = own(actor, Grant(tj, frozenset({Purpose.ANALYSIS}), day - timedelta(days=1)), forbidden=frozenset({ru}))
    assert labelled("aigerim", report, sooner) == {*TABLES, *(f"added {each}" for each in TABLES[:3])}
    other = scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone="+992 918 00 00 77"))
    assert not labelled("aigerim", other, lawful), "a release is of one record"


def test_nobody_releases_by_sql_what_the_law_was_not_asked_about() -> None:
    """A row like another's, to another party, for another record: the node's word is of one release as it is."""
    first, second = retention.kept(), scenes.report("aigerim", scenes.person("УЧЕБНЫЙ Второй Назар"))
    retention.released(first)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        kg = directory.party("KG").id
        [row] = Release.objects.filter(report=first)
        assert not row.assured
    add = (
        "INSERT INTO access_release SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM access_release r WHERE id = %s"
    )
    row_id, row.id = row.id, chance.new_id()
    bent: dict[str, object] = {
        "report": second, "audience": kg, "purposes": sorted(EVERY), "lifted": ["H2"], "assured": True, "part": "facts",
        "last_day": "2027-01-01", "id": chance.new_id(),
    }  # fmt: skip
    vouched = dict.fromkeys(bent, False) | {"as it is": True}
    for name in vouched:
        fresh = json.dumps({"id": row.id, **({name: bent[name]} if name in bent else {})}, default=str)
        assert not done("aigerim", add, fresh, row_id), name
        with viewing(actor), transaction.atomic(), connection.cursor() as cursor:
            access.vouch_release(row)
            try:
                with transaction.atomic():
                    cursor.execute(add, [fresh, row_id])
                    vouched[name] = True
            except DatabaseError:
                vouched[name] = False
            transaction.set_rollback(True)
    assert vouched == dict.fromkeys(bent, False) | {"as it is": True}


@pytest.mark.parametrize("column", ["facts_state", "nominal_state"])
def test_nothing_is_offered_by_sql_past_the_gate_of_its_party(column: str) -> None:
    """Every officer of the agency, a report that waits at the desk: those alone whose word the gate asks for."""
    made = {who: scenes.report(who, scenes.person("УЧЕБНЫЙ Ждущий Тимур")) for who in ("bolat", "iskender")}
    offered = f"UPDATE records_report SET {column} = 'offered' WHERE id = %s AND {column} <> 'offered'"
    part = Part.FACTS if column == "facts_state" else Part.NOMINAL
    for who, report in made.items():
        with viewing(cast.viewer(who)):
            connection.cursor().execute("UPDATE records_report SET facts_state = 'desk' WHERE id = %s", [report])
            connection.cursor().execute("UPDATE records_report SET nominal_state = 'desk' WHERE id = %s", [report])
        colleagues = [each for each in cast.OFFICERS if cast.viewer(each).agency == cast.viewer(who).agency]
        may = {each for each in colleagues if done(each, offered, report)}
        with viewing(cast.viewer(who)):
            expected = {each for each in colleagues if gates.may_offer(cast.viewer(each), part)}
        assert may <= expected, who
        assert may or not expected, who


def test_no_report_is_added_as_offered_past_the_gate() -> None:
    report = scenes.report("bolat", scenes.person("УЧЕБНЫЙ Ждущий Тимур"))
    add = (
        "INSERT INTO records_report SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM records_report r WHERE id = %s"
    )
    fresh = chance.new_id()
    for state in State:
        row = json.dumps(
            {"id": fresh, "number": "KZ-ALMATY-ABCDEFGH", "nominal_state": state, "source_key": None}, default=str
        )
        assert done("bolat", add, row, report) is (state is not State.OFFERED), state
