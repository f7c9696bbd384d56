"""Hats, status, succession, suspension: each act of the directory takes effect at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import translation

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, Role, Viewer
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.actions import UnableToAppointError, UnableToSuspendError
from kerege.rooms.directory.rules import DeskKind, Direction, role_fits
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from tests import cast

pytestmark = pytest.mark.django_db
RAW = {
    "kind": "seizure",
    "occurred": "2025-12-01",
    "country": "KZ",
    "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
}


def a_report(officer: Viewer) -> UUID:
    """One offered report of an officer."""
    claim = reports.read_claim(RAW, reports.Reader(substance=lambda text: "heroin", day=chance.today()))
    with viewing(officer):
        return records.report(actor=officer, claim=claim).report


def sees(officer: Viewer, report: UUID) -> bool:
    """Whether an officer sees a report now."""
    with viewing(officer):
        try:
            reports.report(viewer=officer, report_id=report)
        except reports.NoSuchReportError:
            return False
        return True


def as_admin() -> Viewer:
    """The administrator of the cast."""
    return cast.viewer("admin", Purpose.OWN_WORK)


def test_a_hat_that_ended_opens_nothing_even_for_a_viewer_made_before() -> None:
    """Role changes hold for the next statement."""
    report = a_report(cast.viewer("aigerim"))
    reader = cast.viewer("farrukh")
    assert sees(reader, report)
    with viewing(as_admin()):
        actions.end_hat(hat=reader.hat, last_day=chance.today() - timedelta(days=1))
    assert not sees(reader, report)
    with pytest.raises(queries.NoSuchHatError):
        queries.viewer_for(reader.hat)


def test_a_party_whose_status_ended_sees_nothing_more() -> None:
    """Its class audience closes with it."""
    report = a_report(cast.viewer("aigerim"))
    reader = cast.viewer("iskender")
    assert sees(reader, report)
    with viewing(as_admin()):
        actions.end_status(party=reader.party, last_day=chance.today() - timedelta(days=1))
    assert not sees(reader, report)


def test_an_abolished_agencys_records_pass_to_its_successor() -> None:
    """Succession: the successor's officers hold them as their own."""
    kept = reports.read_claim(RAW, reports.Reader(substance=lambda text: "heroin", day=chance.today()))
    old, new = cast.viewer("erlan"), cast.viewer("aigerim")
    with viewing(old):
        report = records.report(actor=old, claim=kept, send=False).report
    assert not sees(new, report)
    with viewing(old):
        records.offer(actor=old, report_id=report, part=Part.FACTS)
    with viewing(cast.viewer("kz_coordinator", Purpose.OWN_WORK)):
        actions.succeed(abolished=old.agency, successor=new.agency, day=chance.today())
    heir = cast.viewer("aigerim")
    assert sees(heir, report)
    with viewing(heir):
        assert reports.report(viewer=heir, report_id=report).own


def test_a_coordinator_closes_and_opens_every_release_in_one_act() -> None:
    """Suspend all, then lift."""
    report = a_report(cast.viewer("aigerim"))
    reader, coordinator = cast.viewer("farrukh"), cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with viewing(coordinator):
        closed = actions.suspend_all(actor=coordinator, towards=reader.party, direction=Direction.TO, reason="EXERCISE")
    assert not sees(reader, report)
    assert sees(cast.viewer("hamid"), report)
    with viewing(coordinator):
        actions.lift_suspension(actor=coordinator, suspension=closed)
    assert sees(reader, report)


def test_nobody_but_a_coordinator_suspends() -> None:
    """And nobody lifts another party's suspension."""
    officer = cast.viewer("aigerim")
    with viewing(officer), pytest.raises(UnableToSuspendError):
        actions.suspend_all(actor=officer, reason="EXERCISE")
    coordinator = cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with viewing(coordinator):
        closed = actions.suspend_all(actor=coordinator, reason="EXERCISE")
    other = cast.viewer("tj_coordinator", Purpose.OVERSIGHT)
    with viewing(other), pytest.raises(UnableToSuspendError):
        actions.lift_suspension(actor=other, suspension=closed)


def test_a_role_that_does_not_belong_at_a_desk_is_refused_with_the_reason() -> None:
    """A post has no coordinator."""
    refused = pytest.raises(UnableToAppointError, match="coordinator does not belong")
    with translation.override("en"), viewing(as_admin()), refused:
        actions.appoint(
            officer=cast.viewer("daniyar").officer,
            desk=queries.desk_by_code("kz-korday").id,
            role=Role.COORDINATOR,
            since=chance.today(),
        )


def test_every_kind_of_desk_has_a_role_that_fits() -> None:
    """No desk is without officers by rule."""
    assert all(any(role_fits(role, kind) for role in Role) for kind in DeskKind)


def test_names_of_officers_stay_inside_their_agency() -> None:
    """Across agencies only the number is known."""
    from kerege.rooms.directory.models import Officer

    with viewing(cast.viewer("bolat")):
        names = {officer.name for officer in Officer.objects.all()}
    assert "EXERCISE aigerim" in names
    assert "EXERCISE farrukh" not in names


def test_an_unknown_party_is_refused_with_the_list_of_those_there_are() -> None:
    """The error says what to do."""
    with viewing(cast.viewer("bolat")), pytest.raises(queries.NoSuchPartyError, match="KG, KZ"):
        queries.party("XX")


def first_hat(name: str) -> UUID:
    """The first hat of somebody, as whoever signs in is shown it."""
    return queries.hats_of(queries.account_id(name))[0].id


@pytest.mark.parametrize("name", cast.OFFICERS)
def test_a_viewer_of_the_cast_wears_the_first_hat_that_is_shown_at_sign_in(name: str) -> None:
    """Also once another hat stands before it, and once that one has ended."""
    assert cast.viewer(name) == queries.viewer_for(first_hat(name), purpose=Purpose.ANALYSIS, reason="EXERCISE")
    own, before = first_hat(name), cast.viewer(name)
    with viewing(queries.system_viewer("found-node")):
        kind = DeskKind(queries.desk(before.desk).kind)
        early = actions.add_desk(
            agency=before.agency, code="aa-early", kind=kind, name_en="EXERCISE", name_ru="УЧЕБНЫЙ", telephone=""
        )
        hat = actions.appoint(officer=before.officer, desk=early, role=before.role, since=before.day)
    assert cast.viewer(name).hat == first_hat(name) == hat
    with viewing(queries.system_viewer("found-node")):
        actions.end_hat(hat=hat, last_day=before.day - timedelta(days=1))
    assert cast.viewer(name).hat == first_hat(name) == own
