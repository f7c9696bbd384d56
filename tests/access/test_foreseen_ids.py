"""Ids of notices by raw SQL as role app: who foresees one takes no place in an inbox and learns of none."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.notices import queries as notices
from tests import cast
from tests.rooms.crosscheck import scenes
from tests.rooms.permissions import scenes as permissions

PHONE = "+7 700 000 77 01"
ASK = "SELECT permission_ask(%s, %s, 'nominal', 'onward', %s, 'EXERCISE', %s)"
SUBJECT = "deconfliction.subject"
BY_MD5 = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosrc LIKE '%md5(%' ORDER BY 1"
NO_NOTICES = {"retention_consult", "set_fences"}
"""Functions whose ids may be worked out: owners are asked by the node's process alone, whose word is asked for; a fence
is a number of the index, which no role reads."""


@pytest.fixture(autouse=True)
def node(own_clone: str) -> Iterator[None]:
    """A database of this test alone."""
    with chance.seeded("foreseen ids"):
        yield


def reported(who: str, name: str, **given: Any) -> UUID:
    """A report that was compared as it was saved."""
    made = scenes.report(who, scenes.person(name, phone=PHONE), **given)
    while crosscheck.check_waiting():
        pass
    return made


def inbox(who: str) -> list[notices.NoticeEntry]:
    """What stands in somebody's inbox."""
    viewer = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(viewer):
        return list(notices.inbox(viewer=viewer, waiting=False))


def foreseen(owner: UUID, report: UUID, day: date) -> list[UUID]:
    """The ids that whoever knows a report and its desk works out for a notice of it on a day, and for its telling."""
    mark = f"{owner}|{SUBJECT}|{report}|{day}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT md5('notice|' || %s)::uuid, md5('telling|' || %s)::uuid", [mark, mark])
        return list(cursor.fetchone())


def asked(report: UUID, ids: list[UUID | None]) -> bool:
    """Whether the database lets a reader of a report ask its originator something, with these ids for the notice."""
    try:
        viewer = permissions.seen_as("farrukh")
        with viewing(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM directory_party WHERE code = 'UZ'")
            cursor.execute(ASK, [chance.new_id(), report, cursor.fetchone()[0], ids])
            return True
    except DatabaseError:
        return False


def test_whoever_reads_a_report_neither_learns_that_it_was_met_nor_hides_that_it_is() -> None:
    """A foreseen id given to another notice of the same inbox, before a match and after it."""
    known = {met: permissions.a_record(phone=PHONE if met else "+7 700 000 77 09") for met in (False, True)}
    owner = cast.viewer("erlan").desk
    ids = foreseen(owner, known[True], chance.today())
    assert asked(known[True], list(ids))
    reported("hamid", "УЧЕБНЫЙ Другой Тимур")
    assert [each.kind for each in inbox("erlan")].count(SUBJECT) == 1
    taken = [each.id for each in inbox("erlan")]
    assert not set(ids) & set(taken)


def test_what_is_asked_looks_alike_whether_a_notice_of_that_id_stands_or_not() -> None:
    met, other = (permissions.a_record(phone=each) for each in (PHONE, "+7 700 000 77 09"))
    reported("hamid", "УЧЕБНЫЙ Другой Тимур")
    owner, day = cast.viewer("erlan").desk, chance.today()
    assert asked(met, list(foreseen(owner, met, day))) is asked(other, list(foreseen(owner, other, day))) is True


@pytest.mark.parametrize("which", ["none", "nothing", "what stands"])
def test_the_owner_is_told_whatever_ids_the_asker_gives(which: str) -> None:
    first, second = (permissions.a_record(phone=each) for each in (PHONE, "+7 700 000 77 09"))
    assert asked(first, [chance.new_id(), chance.new_id()])
    [standing] = [each.id for each in inbox("erlan")]
    given: dict[str, list[UUID | None]] = {"none": [], "nothing": [None, None], "what stands": [standing, standing]}
    assert asked(second, given[which])
    assert len(inbox("erlan")) == 2


def test_no_function_makes_the_id_of_a_notice_of_what_its_caller_knows(own_clone: str) -> None:
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        assert {name for (name,) in database.execute(BY_MD5)} == NO_NOTICES
