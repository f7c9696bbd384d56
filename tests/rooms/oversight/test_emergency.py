"""Danger to life gives the owner's contact and nothing else: no record opens, the owner is told, it is journalled."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.notices import queries as notices
from kerege.rooms.oversight import actions
from kerege.rooms.oversight.actions import UnableToRaiseError
from kerege.rooms.oversight.actions.emergency import MOST_A_DAY
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


@pytest.mark.parametrize("desks", [("kz-almaty",), ("kz-almaty", "kg-osh", "uz-tashkent", "tj-dushanbe")])
def test_contacts_are_rationed_by_the_officers_own(node: str, desks: tuple[str, ...]) -> None:
    """Whatever desk and danger he names, and however his asking ends; a day later and for others it is free again."""
    for turn in range(MOST_A_DAY):
        with pytest.raises(UnableToRaiseError):
            raised("farrukh", danger="short")
        assert raised("farrukh", desks[turn % len(desks)], f"{DANGER} {turn}")
        chance.advance(timedelta(minutes=1))
    told = waiting("aigerim")
    for desk in (*desks, "no-such-desk"):
        with pytest.raises(UnableToRaiseError, match="duty desk"):
            raised("farrukh", desk)
    assert waiting("aigerim") == told >= MOST_A_DAY // len(desks)
    assert raised("tj_analyst")
    chance.advance(timedelta(hours=24) - timedelta(minutes=MOST_A_DAY + 1))
    with pytest.raises(UnableToRaiseError):
        raised("farrukh")
    chance.advance(timedelta(minutes=1))
    assert raised("farrukh")
    with pytest.raises(UnableToRaiseError):
        raised("farrukh")


def waiting(name: str) -> int:
    """How many notices wait for somebody."""
    owner = cast.viewer(name, Purpose.OWN_WORK)
    with viewing(owner):
        return len(notices.inbox(viewer=owner, waiting=True))


def test_of_two_at_once_the_second_waits_for_the_first(node: str) -> None:
    """The last contact of a day is given once."""
    for _turn in range(MOST_A_DAY - 1):
        raised("farrukh")
    given: list[bool] = []
    moment = chance.now()

    def ask() -> None:
        try:
            with chance.seeded("second", moment):
                given.append(bool(raised("farrukh")))
        except UnableToRaiseError:
            given.append(False)
        finally:
            connection.close()

    actor = cast.viewer("farrukh", Purpose.INVESTIGATION, case="EX-1")
    second = Thread(target=ask)
    with viewing(actor):
        assert actions.danger_to_life(actor=actor, desk="kz-almaty", reference="EX-HIT-1", danger=DANGER)
        second.start()
        second.join(1.0)
        assert second.is_alive(), "it waits until the first is kept"
    second.join(60)
    assert given == [False]
