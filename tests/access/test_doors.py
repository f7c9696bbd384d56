"""Every page and operation asks for the act that the list says; a missing check on any of them is noticed."""

import pytest

from tests.access import doors

pytestmark = pytest.mark.django_db


def test_every_door_asks_for_what_the_list_says() -> None:
    """A door that asks for another act, or a new one that asks for none, is written into doors.txt by its author."""
    assert doors.loosened(doors.lines()) == set()
    gone = {line.rsplit(": ", 1)[0] for line in doors.listed()} - {line.rsplit(": ", 1)[0] for line in doors.lines()}
    assert gone == set()
    assert len(doors.listed()) > 150


def test_every_door_refuses_every_role_that_does_not_do_its_act() -> None:
    viewers = doors.everybody()
    faults = [doors.page_fault(address, served, viewers) for address, served in doors.pages()]
    faults += [doors.operation_fault(address, each.view_func, viewers) for address, each in doors.operations()]
    assert [fault for fault in faults if fault] == []


def test_a_missing_check_planted_on_each_door_is_noticed() -> None:
    """All of them, each in two ways."""
    viewers = doors.everybody()
    planted = list(doors.planted())
    assert len(planted) > 200
    assert [name for name, look in planted if not look(viewers)] == []


def test_every_door_stands_in_the_list_and_nothing_else_does(db: None) -> None:
    """A new page or operation fails here until its author has written beside its address which act it asks for."""
    assert doors.lines() ^ doors.listed() == set()
