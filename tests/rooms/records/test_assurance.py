"""A release towards a party that may impose death: only under a written assurance, and only after a second approver."""

from collections.abc import Callable
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions, queries
from kerege.rooms.records.actions import RefusedByLawError
from tests import cast
from tests.access import twins
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def a_report() -> UUID:
    """A suspect's report of KZ, offered."""
    actor = cast.viewer("aigerim")
    claim = queries.read_claim(
        twins.raw(3, **twins.nominal("suspect"), occurred="2026-01-05"),
        queries.Reader(substance=lambda text: "heroin", day=chance.today()),
    )
    with viewing(actor):
        return actions.report(actor=actor, claim=claim).report


def release(report: UUID, assurance: str) -> UUID:
    """Release the nominal part to the party that may impose death."""
    actor = cast.viewer("aigerim")
    with viewing(actor):
        return actions.release(
            actor=actor,
            report_id=report,
            part=Part.NOMINAL,
            audience=directory.party("OBS").id,
            audience_kind="party",
            purposes=[Purpose.ANALYSIS],
            assurance=assurance,
        )


def reads_names(report: UUID) -> bool:
    """Whether the observer's representative reads the nominal part."""
    reader = cast.viewer("observer")
    with viewing(reader):
        try:
            return queries.report(viewer=reader, report_id=report).nominal is not None
        except queries.NoSuchReportError:
            return False


def test_without_an_assurance_the_law_refuses() -> None:
    with pytest.raises(RefusedByLawError):
        release(a_report(), "")


def test_under_an_assurance_it_opens_nothing_before_another_officer_agrees() -> None:
    report = a_report()
    made = release(report, "EXERCISE assurance 1/2026")
    assert not reads_names(report)
    owner = cast.viewer("aigerim")
    with viewing(owner), pytest.raises(PermissionError, match="another officer"):
        actions.approve_release(actor=owner, release_id=made)
    analyst = cast.viewer("bolat")
    with viewing(analyst), pytest.raises(PermissionError):
        actions.approve_release(actor=analyst, release_id=made)
    second = cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with viewing(second):
        actions.approve_release(actor=second, release_id=made)
    assert reads_names(report)


def test_another_partys_officer_approves_nothing() -> None:
    made = release(a_report(), "EXERCISE assurance 2/2026")
    other = cast.viewer("farrukh")
    with viewing(other), pytest.raises(PermissionError):
        actions.approve_release(actor=other, release_id=made)


SECOND = {**desk.PERSON, "name": "УЧЕБНЫЙ Второй Человек", "identifiers": []}
OTHERS: dict[str, list[dict[str, object]]] = {
    "added": [desk.PERSON, SECOND],
    "in his place": [SECOND],
    "under another name": [{**desk.PERSON, "name": "УЧЕБНЫЙ Сабиров Қанат"}],
    "in another category": [{**desk.PERSON, "category": "convicted"}],
    "twice": [desk.PERSON, desk.PERSON],
}
SAME: dict[str, dict[str, object]] = {"place": {"place": "Курдай"}, "nobody": {"subjects": []}}


def assured() -> actions.Saved:
    """A report of one suspect, released under an assurance and agreed to."""
    saved = desk.report("aigerim")
    made = release(saved.report, "EX-1")
    second = cast.viewer("kz_coordinator")
    with viewing(second):
        actions.approve_release(actor=second, release_id=made)
    assert reads_names(saved.report)
    return saved


def waiting() -> actions.Saved:
    """The same, which the second approver reads and to which he has not agreed yet."""
    saved = desk.report("aigerim")
    release(saved.report, "EX-1")
    return saved


@pytest.mark.parametrize("given", [assured, waiting])
@pytest.mark.parametrize("who", OTHERS)
def test_an_assurance_is_for_the_persons_whom_it_was_given_for(who: str, given: Callable[[], actions.Saved]) -> None:
    """Whoever corrects, also one who may release nothing: a person named later goes nowhere under it.

    Nor does an approver open him who agrees to what he read a moment before.
    """
    saved = given()
    desk.correct("bolat", saved, desk.raw(subjects=OTHERS[who]))
    second = cast.viewer("kz_coordinator")
    with viewing(second):
        for each in access.releases_of(viewer=second, report=saved.report):
            with pytest.raises(actions.UnableToReleaseError):
                actions.approve_release(actor=second, release_id=each.id)
    assert not reads_names(saved.report)
    owner = cast.viewer("aigerim")
    with viewing(owner):
        (ended,) = access.releases_of(viewer=owner, report=saved.report)
    assert ended.withdrawn_at is not None


@pytest.mark.parametrize("given", [assured, waiting])
@pytest.mark.parametrize("what", SAME)
def test_a_correction_that_names_nobody_else_leaves_it(what: str, given: Callable[[], actions.Saved]) -> None:
    saved = given()
    desk.correct("bolat", saved, desk.raw(**SAME[what]))
    owner = cast.viewer("aigerim")
    with viewing(owner):
        (held,) = access.releases_of(viewer=owner, report=saved.report)
    assert held.withdrawn_at is None
