"""Joint operations: closed work files, phases, result sheets with the difference shown, totals that count once."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PartyClass, Purpose, Role, Viewer
from kerege.rooms.directory import actions as founding
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import AgencyKind, DeskKind
from kerege.rooms.notices.queries import inbox
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, UnableToActError, joint
from kerege.rooms.operations.models import OperationEntry
from kerege.rooms.operations.queries import (
    Entry,
    EntryKind,
    Figure,
    Measure,
    NoSuchOperationError,
    OperationView,
    Phase,
)
from kerege.rooms.operations.rules.sheets import groups, lines_of, once, sheet, totals
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.queries import Draft
from tests import cast

HEROIN = Figure(Measure.SEIZED, "heroin", "kg")
MEMBERS = {"hamid": "UZ-CUSTOMS", "iskender": "KG-POLICE", "farrukh": "TJ-DCA", "ksenia": "RU-POLICE"}


def viewer(name: str) -> Viewer:
    """Somebody in an operation."""
    return cast.viewer(name, Purpose.JOINT_OPERATION, case="EX-JO", reason="")


def founded(template: str = "post") -> UUID:
    """Almaty founds, four others accept."""
    lead = viewer("aigerim")
    with viewing(lead):
        made = joint.found(actor=lead, title="EXERCISE REFLEX", template=template)
        for agency in MEMBERS.values():
            joint.invite(actor=lead, operation=made, agency=agency, words="EXERCISE")
    for name in MEMBERS:
        with viewing(viewer(name)):
            joint.accept(actor=viewer(name), operation=made)
    return made


def enter(name: str, operation: UUID, kind: EntryKind, words: str = "", **content: str) -> None:
    """An entry of somebody."""
    chance.advance(timedelta(minutes=1))
    who = viewer(name)
    with viewing(who):
        joint.enter(actor=who, operation=operation, kind=kind.value, given=content, words=words)


def shown(name: str, operation: UUID) -> OperationView:
    """The work file as somebody sees it."""
    who = viewer(name)
    with viewing(who):
        return queries.operation(viewer=who, operation_id=operation)


def advance_to(operation: UUID, *phases: Phase) -> None:
    """Through the phases; the scope and the assessment are written before the phases that need them."""
    for phase in phases:
        if phase is Phase.ACTIVE:
            enter("aigerim", operation, EntryKind.SCOPE, since="2026-01-01", until="2026-12-31")
        if phase is Phase.CLOSED:
            enter("aigerim", operation, EntryKind.ASSESSMENT, "EXERCISE: went as planned")
        enter("aigerim", operation, EntryKind.PHASE, phase=phase.value)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_five_parties_work_through_the_phases_to_totals_that_count_a_shared_seizure_once() -> None:
    operation = founded()
    assert len(shown("hamid", operation).open_tasks) == 3
    with pytest.raises(RefusedStepError, match="active"):
        enter("hamid", operation, EntryKind.RESULT, measure="seized", substance="heroin", value="900", reference="S-1")
    advance_to(operation, Phase.EXCHANGE, Phase.ACTIVE)
    enter("hamid", operation, EntryKind.RESULT, measure="seized", substance="heroin", value="900", reference="S-1")
    enter("iskender", operation, EntryKind.RESULT, measure="seized", substance="heroin", value="1000", reference="s-1 ")
    enter("ksenia", operation, EntryKind.RESULT, measure="seized", substance="heroin", value="50", reference="S-2")
    enter("ksenia", operation, EntryKind.CORRECTION, measure="seized", substance="heroin", value="45")
    view = shown("farrukh", operation)
    assert view.totals[HEROIN].value == 1045
    cell = view.sheets["RU"][HEROIN]
    assert (cell.drafted, cell.value, cell.difference) == (50, 45, -5)
    advance_to(operation, Phase.REPORTING, Phase.CLOSED)
    with pytest.raises(RefusedStepError, match="closed"):
        enter("hamid", operation, EntryKind.LOG, "EXERCISE")


def with_a_secret() -> UUID:
    """An operation that Tashkent is invited to, with an entry that it must not read before it accepts."""
    lead = viewer("aigerim")
    with viewing(lead):
        made = joint.found(actor=lead, title="EXERCISE REFLEX")
        joint.invite(actor=lead, operation=made, agency="UZ-CUSTOMS")
        joint.enter(actor=lead, operation=made, kind="log", given={}, words="EXERCISE secret")
    return made


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_nothing_is_open_before_accepting_and_a_stranger_cannot_accept() -> None:
    operation, guest, stranger = with_a_secret(), viewer("hamid"), viewer("farrukh")
    with viewing(guest):
        [line] = queries.operations(viewer=guest)
        assert (line.id, line.phase) == (operation, None)
        assert not OperationEntry.objects.filter(operation=operation).exists()
        with pytest.raises(NoSuchOperationError):
            queries.operation(viewer=guest, operation_id=operation)
    with viewing(stranger), pytest.raises(NoSuchOperationError):
        joint.accept(actor=stranger, operation=operation)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("way", ["leave", "remove"])
def test_nothing_is_open_after_leaving_or_removal_and_coming_back_needs_a_new_invitation(way: str) -> None:
    operation, lead, guest = with_a_secret(), viewer("aigerim"), viewer("hamid")
    with viewing(guest):
        joint.accept(actor=guest, operation=operation)
        assert queries.operation(viewer=guest, operation_id=operation).entries
    chance.advance(timedelta(minutes=1))
    ender = guest if way == "leave" else lead
    with viewing(ender):
        given = {} if way == "leave" else {"agency": "UZ-CUSTOMS"}
        joint.do(actor=ender, operation=operation, kind=way, given=given)
    with viewing(guest):
        left = OperationEntry.objects.filter(operation=operation)
        assert {row.agency_code for row in left} == {"UZ-CUSTOMS"}, "what it wrote itself stays its own"
        assert queries.operations(viewer=guest) == []
        with pytest.raises(NoSuchOperationError):
            queries.operation(viewer=guest, operation_id=operation)
        with pytest.raises(NoSuchOperationError):
            joint.accept(actor=guest, operation=operation)
    chance.advance(timedelta(minutes=1))
    with viewing(lead):
        assert queries.operation(viewer=lead, operation_id=operation).asked == (), "who was in has answered"
        joint.invite(actor=lead, operation=operation, agency="UZ-CUSTOMS")
        assert len(queries.operation(viewer=lead, operation_id=operation).asked) == 1
    with viewing(guest):
        joint.accept(actor=guest, operation=operation)
        assert queries.operation(viewer=guest, operation_id=operation).entries


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_who_declines_reads_nothing_the_lead_reads_why_and_may_invite_anew() -> None:
    operation, lead, guest, stranger = with_a_secret(), viewer("aigerim"), viewer("hamid"), viewer("farrukh")
    with viewing(stranger), pytest.raises(NoSuchOperationError):
        joint.decline(actor=stranger, operation=operation)
    with viewing(lead), pytest.raises(NoSuchOperationError):
        joint.decline(actor=lead, operation=operation)
    chance.advance(timedelta(minutes=1))
    with viewing(guest):
        joint.do(actor=guest, operation=operation, kind="decline", given={}, words="EXERCISE no officers")
        assert queries.operations(viewer=guest) == []
        assert not OperationEntry.objects.filter(operation=operation).exists()
        for answer in (joint.accept, joint.decline):
            with pytest.raises(NoSuchOperationError):
                answer(actor=guest, operation=operation)
    with viewing(lead):
        view = queries.operation(viewer=lead, operation_id=operation)
        [declined] = view.declined
        assert (declined.party, declined.words, view.asked) == ("UZ", "EXERCISE no officers", ())
        assert [each.words for each in view.of(EntryKind.DECLINED)] == ["EXERCISE no officers"]
        assert [each.kind for each in inbox(viewer=lead)] == ["operation_declined"]
        chance.advance(timedelta(minutes=1))
        joint.invite(actor=lead, operation=operation, agency="UZ-CUSTOMS")
        view = queries.operation(viewer=lead, operation_id=operation)
        assert (len(view.asked), view.declined) == (1, ()), "who is asked anew has not declined"
    with viewing(guest):
        joint.accept(actor=guest, operation=operation)
        view = queries.operation(viewer=guest, operation_id=operation)
        assert view.entries
        assert not view.of(EntryKind.DECLINED), "members do not read who was invited beside them"
        with pytest.raises(NoSuchOperationError):
            joint.decline(actor=guest, operation=operation)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_nobody_else_of_the_agency_declines_for_it() -> None:
    operation, lead, analyst, releasing = with_a_secret(), viewer("aigerim"), viewer("tj_analyst"), viewer("farrukh")
    with viewing(lead):
        joint.invite(actor=lead, operation=operation, agency="TJ-DCA")
    with viewing(analyst):
        with pytest.raises(UnableToActError):
            joint.decline(actor=analyst, operation=operation)
        with connection.cursor() as cursor:
            cursor.execute("SELECT decline_invitation(%s, '')", [operation])
            assert cursor.fetchall() == [], "nor past the door, by raw SQL"
    with viewing(releasing):
        assert len(queries.operations(viewer=releasing)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_closed_operation_invites_nobody_and_lets_nobody_in() -> None:
    operation, lead, invited = founded(), viewer("aigerim"), viewer("erlan")
    with viewing(lead):
        joint.invite(actor=lead, operation=operation, agency="KZ-CUSTOMS")
    advance_to(operation, Phase.EXCHANGE, Phase.ACTIVE, Phase.REPORTING, Phase.CLOSED)
    with viewing(lead), pytest.raises(RefusedStepError, match="closed"):
        joint.invite(actor=lead, operation=operation, agency="CENTRE-IAU")
    with viewing(invited):
        assert queries.operations(viewer=invited) == []
        with pytest.raises(NoSuchOperationError):
            joint.accept(actor=invited, operation=operation)
    assert shown("hamid", operation).phase is Phase.CLOSED, "who took part reads on"


def guest() -> Viewer:
    """A releasing officer of a partner outside membership."""
    with viewing(directory.system_viewer("found-node")):
        party = founding.add_party(
            code="EXG", party_class=PartyClass.INVITED, name_en="EXERCISE", name_ru="УЧЕБНОЕ", since=cast.SINCE
        )
        agency = founding.add_agency(
            party=party, code="EXG-POLICE", kind=AgencyKind.POLICE, name_en="EXERCISE", name_ru="УЧЕБНОЕ"
        )
        desk = founding.add_desk(
            agency=agency, code="exg-desk", kind=DeskKind.ANALYSIS, name_en="EXERCISE", name_ru="УЧЕБНОЕ"
        )
        officer = founding.add_officer(agency=agency, name="EXERCISE guest", number="EX-G1")
        hat = founding.appoint(officer=officer, desk=desk, role=Role.RELEASING, since=cast.SINCE)
    return directory.viewer_for(hat, purpose=Purpose.JOINT_OPERATION, case="EXERCISE", reason="EXERCISE")


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_partner_outside_membership_takes_part_in_one_operation_and_founds_none() -> None:
    first, second, lead, partner = founded(), founded(), viewer("aigerim"), guest()
    with viewing(lead):
        for operation in (first, second):
            joint.invite(actor=lead, operation=operation, agency="EXG-POLICE")
    with viewing(partner):
        joint.accept(actor=partner, operation=first)
        with pytest.raises(RefusedStepError, match="one joint operation"):
            joint.accept(actor=partner, operation=second)
        with pytest.raises(RefusedStepError, match="founds no operation"):
            joint.found(actor=partner, title="EXERCISE")
        with connection.cursor() as cursor:
            cursor.execute("SELECT accept_invitation(%s, %s, %s)", [second, chance.new_id(), chance.new_id()])
            assert cursor.fetchone() == (False,), "nor past the door, by raw SQL"
        joint.leave(actor=partner, operation=first)
        joint.accept(actor=partner, operation=second)
        with pytest.raises(requests.UnableToAskError, match="nothing else"):
            requests.draft(actor=partner, content=Draft(desks=("kz-almaty",), question="EXERCISE", basis="EXERCISE"))
    with viewing(lead), pytest.raises(requests.UnableToAskError, match="nothing else"):
        requests.draft(actor=lead, content=Draft(desks=("exg-desk",), question="EXERCISE", basis="EXERCISE"))
    assert "EXG" in {party for party, _agency in shown("aigerim", second).members}


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_only_the_founding_agency_leads() -> None:
    operation = founded()
    with pytest.raises(RefusedStepError, match="founded"):
        enter("hamid", operation, EntryKind.PHASE, phase="exchange")
    with viewing(viewer("hamid")), pytest.raises(RefusedStepError, match="founded"):
        joint.invite(actor=viewer("hamid"), operation=operation, agency="KZ-CUSTOMS")
    with pytest.raises(RefusedStepError, match="next phase"):
        enter("aigerim", operation, EntryKind.PHASE, phase="active")


ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("12345"), st.integers(0, 1000)), max_size=30)
SAID = st.lists(st.tuples(st.booleans(), st.sampled_from("12345"), st.sampled_from("12345")), max_size=8)
BY_HAND = st.dictionaries(st.sampled_from("ABC"), st.integers(0, 5000))


def entry(kind: EntryKind, party: str, **content: str) -> Entry:
    """An entry of a party."""
    return Entry(kind=kind, at=chance.START, party=party, agency=party, officer="", given=content)


def seizures_of(said: list[tuple[bool, str, str]]) -> list[set[str]]:
    """An oracle of its own: walk from reference to reference over what was said last of each pair."""
    last = {frozenset((one, other)): same for same, one, other in said if one != other}
    made: list[set[str]] = []
    for reference in "12345":
        if any(reference in known for known in made):
            continue
        reached, new = {reference}, {reference}
        while new:
            new = {x for pair, same in last.items() if same and pair & reached for x in pair} - reached
            reached |= new
        made.append(reached)
    return made


@given(ROWS, SAID, BY_HAND)
def test_a_total_counts_each_shared_seizure_once_and_shows_what_was_corrected(
    rows: list[tuple[str, str, int]], said: list[tuple[bool, str, str]], by_hand: dict[str, int]
) -> None:
    entries = [
        entry(EntryKind.RESULT, party, measure="seized", substance="heroin", value=str(amount), reference=reference)
        for party, reference, amount in rows
    ]
    entries += [
        entry(EntryKind.SHARED if same else EntryKind.APART, "A", references=f"{one}; {other}")
        for same, one, other in said
        if one != other
    ]
    seizures = seizures_of(said)
    expected = sum(max([g for _p, r, g in rows if r in seizure], default=0) for seizure in seizures)
    total = totals(entries).get(HEROIN)
    assert (total.value if total else 0) == expected
    sheets = [cells[HEROIN] for party in "ABC" if HEROIN in (cells := sheet(entries, party))]
    assert max([cell.value for cell in sheets], default=0) <= expected <= sum(cell.value for cell in sheets)
    counted = once(lines_of(entries), HEROIN, groups(entries))
    assert len(counted) == sum(any(r in seizure for _p, r, _g in rows) for seizure in seizures)
    entries += [
        entry(EntryKind.CORRECTION, party, measure="seized", substance="heroin", value=str(value))
        for party, value in by_hand.items()
    ]
    corrected = [sheet(entries, party).get(HEROIN) for party in "ABC"]
    difference = sum((cell.difference for cell in corrected if cell), Decimal(0))
    assert (totals(entries)[HEROIN].value if by_hand or rows else 0) == expected + difference
