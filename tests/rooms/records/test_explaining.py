"""Why somebody may or may not read a report: the answer is the database's own, and only the owner's agency asks."""

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import FindingMode, Part, Purpose, Role
from kerege.kernel.law.explanation import Obstacle
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import queries as journal
from kerege.rooms.records import queries
from kerege.rooms.records.actions import Saved
from kerege.rooms.records.queries import HatExplained, PartExplained
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def explained(name: str, saved: Saved, whom: str) -> list[HatExplained]:
    """Ask as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        return queries.explain_access(viewer=viewer, report_id=saved.report, whom=whom)


def nominal(hat: HatExplained) -> PartExplained:
    """What is said of the nominal part."""
    return next(part for part in hat.parts if part.part is Part.NOMINAL)


@pytest.mark.parametrize("state", ["kept", "sent", "released"])
def test_what_it_says_of_every_desk_is_what_the_database_shows(state: str) -> None:
    saved = desk.report("aigerim", send=state != "kept")
    if state == "released":
        desk.release("aigerim", saved, "TJ")
    for name, (place, role) in cast.OFFICERS.items():
        for hat in explained("aigerim", saved, place):
            if hat.role is not role:
                continue
            for purpose in Purpose:
                shown = desk.read(name, saved, purpose)
                for part in hat.parts:
                    held = shown is not None and (part.part is Part.FACTS or shown.nominal is not None)
                    assert held == (purpose in part.explanation.purposes), (name, part.part, purpose)


def test_it_names_the_release_that_opens_and_what_is_needed_where_none_does() -> None:
    saved = desk.report("aigerim")
    release = desk.release("aigerim", saved, "TJ")
    for hat in explained("aigerim", saved, "tj-dushanbe"):
        if hat.role is Role.ANALYST:
            assert [each.release for each in nominal(hat).grants if each.opens] == [release]
            assert nominal(hat).explanation.purposes == {Purpose.INVESTIGATION}
    [far] = [hat for hat in explained("aigerim", saved, "uz-tashkent") if hat.role is Role.RELEASING]
    assert nominal(far).needed == (Obstacle.NO_GRANT,)
    assert nominal(far).explanation.finding is FindingMode.HIT
    [omsk] = [hat for hat in explained("aigerim", saved, "ru-omsk") if hat.role is Role.RELEASING]
    assert Obstacle.NO_AGREEMENT in nominal(omsk).needed


def test_an_officer_of_the_own_agency_is_asked_about_by_number() -> None:
    saved = desk.report("aigerim")
    viewer = cast.viewer("bolat")
    with viewing(cast.viewer("aigerim")):
        assert viewer.officer_number in {each.number for each in directory.officers()}
    [hat] = explained("aigerim", saved, viewer.officer_number)
    assert hat.role is Role.ANALYST
    assert nominal(hat).explanation.own


def test_nobody_else_asks_and_a_foreign_officer_goes_by_no_number() -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    for name in ("farrukh", "hamid", "erlan"):
        with pytest.raises(queries.NoSuchReportError):
            explained(name, saved, "kz-almaty")
    with pytest.raises(queries.NoSuchReaderError) as foreign:
        explained("aigerim", saved, cast.viewer("farrukh").officer_number)
    with pytest.raises(queries.NoSuchReaderError) as invented:
        explained("aigerim", saved, "0000-0000")
    number = cast.viewer("farrukh").officer_number
    assert str(foreign.value).replace(number, "N") == str(invented.value).replace("0000-0000", "N")


def consulted(saved: Saved) -> int:
    """How often the journal tells the owner that his report was consulted."""
    viewer = cast.viewer("gulnora")
    with viewing(viewer):
        found = journal.readings(viewer=viewer, record=saved.report, limit=50)
    return sum(each.kind == "consult" for each in found)


def test_asking_is_journalled() -> None:
    saved = desk.report("aigerim")
    before = consulted(saved)
    explained("aigerim", saved, "tj-dushanbe")
    assert consulted(saved) == before + 1
