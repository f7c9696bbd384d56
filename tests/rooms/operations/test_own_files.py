"""Work files against raw SQL as role app: nobody founds, invites, agrees or enters as another or at another time."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.operations.actions import joint
from tests.rooms.operations.test_joint import founded, viewer
from tests.rooms.operations.test_officers import act
from tests.rooms.operations.test_sharing import forge

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]
COPY = "INSERT INTO {table} SELECT (jsonb_populate_record(t, %s::jsonb)).* FROM {table} t WHERE t.id = %s"
LATE = {"a day before": -timedelta(days=1), "a day after": timedelta(days=1)}


def copied(name: str, table: str, row: UUID, **bent: object) -> bool:
    """Whether somebody adds a copy of a row as made now by himself, some of it bent; it is taken back."""
    who = viewer(name)
    fresh = {"id": chance.new_id(), "made_at": chance.now(), "made_by": who.officer}
    given = {each: None if value is None else str(value) for each, value in (fresh | bent).items()}
    return does(name, COPY.format(table=table), json.dumps(given), row)


def does(name: str, statement: str, *values: object) -> bool:
    """Whether a statement of somebody's touches a row; it is taken back."""
    state, touched = "42501", 0
    try:
        with viewing(viewer(name)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            touched = cursor.rowcount
    except DatabaseError as problem:
        state = getattr(problem.__cause__, "sqlstate", "")
    assert state == "42501", state
    return touched > 0


def invitations(name: str) -> dict[UUID, UUID]:
    """The invitations that somebody reads, by agency."""
    with viewing(viewer(name)), connection.cursor() as cursor:
        cursor.execute("SELECT agency, id FROM operations_invitation WHERE withdrawn_at IS NULL")
        return dict(cursor.fetchall())


def test_a_work_file_is_founded_in_ones_own_name_now() -> None:
    operation, other = founded(), viewer("hamid")
    assert copied("aigerim", "operations_operation", operation)
    for column, value in {
        "agency": other.agency,
        "party": other.party,
        "made_by": other.officer,
        "owner": other.desk,
    }.items():
        assert not copied("aigerim", "operations_operation", operation, **{column: value}), column
    for name in ("bolat", "erlan"):
        assert not copied(name, "operations_operation", operation, made_by=viewer("aigerim").officer), name
    for what, shift in LATE.items():
        assert not copied("aigerim", "operations_operation", operation, made_at=chance.now() + shift), what


def test_the_founding_agency_alone_invites_and_says_of_it_what_is_so() -> None:
    operation, customs = founded(), viewer("erlan")
    invited = invitations("aigerim")[viewer("hamid").agency]
    table = "operations_invitation"
    own: dict[str, object] = {"agency": customs.agency, "party_code": customs.party_code}
    assert copied("aigerim", table, invited, **own)
    assert copied("bolat", table, invited, **own), "whoever takes part for it, as the door lets him"
    bent: tuple[tuple[str, object], ...] = (
        *(("made_by", each) for each in (customs.officer, None)), ("approved_by", viewer("bolat").officer),
        *((each, chance.now()) for each in ("withdrawn_at", "declined_at")), ("answer", "EXERCISE no, thank you"),
        ("party_code", "TJ"), ("title", "EXERCISE another"), ("agency", viewer("aigerim").agency),
        *((each, chance.new_id()) for each in ("agency", "operation")), ("owner", customs.desk),
        *(("made_at", chance.now() + shift) for shift in LATE.values()),
    )  # fmt: skip
    for column, value in bent:
        assert not copied("aigerim", table, invited, **(own | {column: value})), column
    assert not copied("hamid", table, invited, **own)
    act("aigerim", operation, "name", officer=viewer("aigerim").officer_number, role="lead")
    assert not copied("bolat", table, invited, **own), "who is not named for a limited place"


def test_a_state_that_may_impose_death_is_invited_under_an_assurance_and_a_second_officer_agrees_once() -> None:
    """By the officer who invited, an analyst, a stranger; in another's name; twice; and nobody takes back an end."""
    operation, state = founded(), viewer("observer")
    with viewing(viewer("aigerim")):
        joint.invite(actor=viewer("aigerim"), operation=operation, agency="OBS-POLICE", assurance="EXERCISE 1/2026")
    waiting = invitations("aigerim")[state.agency]
    assert copied("aigerim", "operations_invitation", waiting)
    assert not copied("aigerim", "operations_invitation", waiting, assured="false")
    agree = "UPDATE operations_invitation SET approved_by = %s WHERE id = %s"
    second = viewer("kz_coordinator")
    for name, whose in (("aigerim", "aigerim"), ("aigerim", "kz_coordinator"), ("bolat", "kz_coordinator"),
                        ("bolat", "bolat"), ("kz_coordinator", "bolat")):  # fmt: skip
        assert not does(name, agree, viewer(whose).officer, waiting), name
    plain = invitations("aigerim")[viewer("hamid").agency]
    assert not does("kz_coordinator", agree, second.officer, plain), "nothing waits there"
    assert does("kz_coordinator", agree, second.officer, waiting)
    with viewing(second):
        joint.approve(actor=second, operation=operation, agency="OBS-POLICE")
    assert not does("kz_coordinator", agree, None, waiting)
    end = "UPDATE operations_invitation SET withdrawn_at = %s WHERE id = %s"
    assert not does("aigerim", end, chance.now() - timedelta(days=1), waiting)
    assert does("aigerim", end, chance.now(), waiting)
    act("aigerim", operation, "remove", agency="OBS-POLICE")
    assert not does("aigerim", end, None, waiting)


@pytest.mark.parametrize("shift", LATE.values(), ids=LATE)
def test_an_entry_is_written_now(shift: timedelta) -> None:
    operation = founded()
    with pytest.raises(DatabaseError, match="written now"):
        forge("hamid", operation, {"at": (chance.now() + shift).isoformat()})
