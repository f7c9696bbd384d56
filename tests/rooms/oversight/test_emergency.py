"""Danger to life gives the owner's contact and nothing else: no record opens, the owner is told, it is journalled."""

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.notices import queries as notices
from kerege.rooms.oversight import actions
from kerege.rooms.oversight.actions import UnableToRaiseError
from kerege.rooms.records import queries as records
from tests import cast
from tests.rooms.crosscheck.scenes import person, report

DANGER = "EXERCISE: the courier was threatened with death"


def raised(who: str, desk: str = "kz-almaty", danger: str = DANGER) -> list[actions.Contact]:
    """Somebody says that a life is in danger."""
    actor = cast.viewer(who, Purpose.INVESTIGATION, case="EX-1")
    with viewing(actor):
        return actions.danger_to_life(actor=actor, desk=desk, reference="EX-HIT-1", danger=danger)


def test_the_contact_is_given_and_no_record_opens(node: str) -> None:
    hidden = report("aigerim", person("Тайнов Тимур"), handling="H3", restriction="EXERCISE")
    [contact] = raised("farrukh")
    assert (contact.code, contact.telephone) == ("kz-almaty", "+7 700 000 00 00")
    reader = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EX-1")
    with viewing(reader), pytest.raises(records.NoSuchReportError):
        records.report(viewer=reader, report_id=hidden)


def test_the_owner_is_told_at_once_and_sees_who_asked_but_not_why(node: str) -> None:
    raised("farrukh")
    owner = cast.viewer("aigerim", Purpose.OWN_WORK)
    with viewing(owner):
        told = notices.inbox(viewer=owner, waiting=True)
        [reading] = journal.readings(viewer=owner)
    assert [each.urgent for each in told] == [True]
    assert reading.officer_number == cast.viewer("farrukh").officer_number
    assert reading.by_desk == directory_desk("tj-dushanbe")
    assert "threatened" not in repr((told, reading))


def directory_desk(code: str) -> object:
    """The id of a desk."""
    with viewing(cast.viewer("aigerim")):
        return directory.desk_by_code(code).id


@pytest.mark.parametrize("danger", ["", "danger"])
def test_without_words_no_contact(node: str, danger: str) -> None:
    with pytest.raises(UnableToRaiseError):
        raised("farrukh", danger=danger)


@pytest.mark.parametrize("who", ["admin", "gulnora", "kz_coordinator"])
def test_who_may_not_look_for_records_gets_no_contact(node: str, who: str) -> None:
    with pytest.raises(PermissionError):
        raised(who)


def test_a_desk_that_is_none_gives_nothing(node: str) -> None:
    with pytest.raises(directory.NoSuchDeskError):
        raised("farrukh", desk="no-such-desk")
