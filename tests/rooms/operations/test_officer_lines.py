"""Named officers where one agency succeeded another: both places of its line are limited, opened and ended together."""

from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.operations.actions import RefusedStepError, joint
from kerege.rooms.operations.queries import EntryKind
from tests import cast
from tests.rooms.operations.test_joint import enter, founded, viewer
from tests.rooms.operations.test_officers import TABLES, act, name_officer, number, readers

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]
ALMATY = ("aigerim", "bolat", "kz_coordinator")


def with_customs() -> UUID:
    """Almaty's operation, where its customs take part too and write."""
    operation = founded()
    act("aigerim", operation, "invite", agency="KZ-CUSTOMS")
    written_by_customs(operation)
    return operation


def abroad() -> UUID:
    """An operation of Omsk, where police and customs of Almaty take part."""
    lead = viewer("ksenia")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE OMSK")
        for agency in ("KZ-POLICE", "KZ-CUSTOMS"):
            joint.invite(actor=lead, operation=operation, agency=agency)
    act("aigerim", operation, "accept")
    written_by_customs(operation)
    return operation


def written_by_customs(operation: UUID) -> None:
    """The customs accept and enter something."""
    act("erlan", operation, "accept")
    enter("erlan", operation, EntryKind.LOG, "EXERCISE words of the customs")


def succeeded() -> None:
    """The police succeeds the customs."""
    with viewing(cast.viewer("kz_coordinator", Purpose.OWN_WORK)):
        directory.succeed(abolished=cast.viewer("erlan").agency, successor=viewer("aigerim").agency, day=chance.today())


def rows(name: str, purpose: Purpose) -> int:
    """How many rows of work files raw SQL as role app gives somebody."""
    with viewing(cast.viewer(name, purpose, case="EX", reason="")), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in TABLES[:2]))
        return sum(int(count) for (count,) in cursor.fetchall())


def taking_part(operation: UUID) -> set[str]:
    """Who of Almaty reads what others wrote into a work file."""
    found = set()
    for name in ALMATY:
        with viewing(viewer(name)), connection.cursor() as cursor:
            cursor.execute("SELECT takes_part(%s)", [operation])
            part = bool(cursor.fetchone()[0])
            cursor.execute("SELECT count(*) FROM operations_operation WHERE id = %s", [operation])
            assert part == bool(cursor.fetchone()[0]), name
        found |= {name} if part else set()
    return found


def test_an_heir_that_names_an_officer_limits_the_place_that_it_succeeded_to_as_well() -> None:
    operation = with_customs()
    succeeded()
    assert readers(operation, *ALMATY) == set(ALMATY)
    name_officer("aigerim", operation, "bolat", "lead")
    assert readers(operation, *ALMATY, "hamid") == {"bolat", "hamid"}
    for name in ("aigerim", "kz_coordinator"):
        assert [rows(name, purpose) for purpose in Purpose] == [0] * len(Purpose), name
    enter("bolat", operation, EntryKind.LOG, "EXERCISE words of Almaty")
    assert rows("aigerim", Purpose.JOINT_OPERATION) == 0
    with pytest.raises(RefusedStepError, match="keeps one officer"):
        act("kz_coordinator", operation, "unname", officer=number("bolat"))
    name_officer("kz_coordinator", operation, "aigerim")
    assert readers(operation, *ALMATY) == {"bolat", "aigerim"}
    act("aigerim", operation, "unname", officer=number("bolat"))
    assert readers(operation, *ALMATY) == {"aigerim"}
    act("kz_coordinator", operation, "open")
    assert readers(operation, *ALMATY) == set(ALMATY)
    with pytest.raises(RefusedStepError, match="whole already"):
        act("kz_coordinator", operation, "open")


def test_a_place_that_was_limited_before_is_not_opened_by_the_other_of_its_line() -> None:
    """The customs were limited, the police was not: their heir takes no wider part than the narrower of the two."""
    operation = abroad()
    name_officer("erlan", operation, "erlan")
    assert readers(operation, *ALMATY, "erlan") == {*ALMATY, "erlan"}
    succeeded()
    assert taking_part(operation) == set()
    name_officer("aigerim", operation, "bolat")
    assert taking_part(operation) == {"bolat"}
    act("kz_coordinator", operation, "open")
    assert taking_part(operation) == set(ALMATY)
