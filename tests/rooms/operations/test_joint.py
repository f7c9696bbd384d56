"""Joint operations: closed work files, phases, result sheets with the difference shown, totals that count once."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.operations import queries
from kerege.rooms.operations.actions import RefusedStepError, joint
from kerege.rooms.operations.models import OperationEntry
from kerege.rooms.operations.queries import EntryKind, Measure, NoSuchOperationError, OperationView, Phase
from kerege.rooms.operations.rules.joint import Entry, once, sheet, totals
from tests import cast

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
    """Through the phases."""
    for phase in phases:
        enter("aigerim", operation, EntryKind.PHASE, phase=phase.value)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_five_parties_work_through_the_phases_to_totals_that_count_a_shared_seizure_once() -> None:
    operation = founded()
    assert len(shown("hamid", operation).open_tasks) == 3
    with pytest.raises(RefusedStepError, match="active"):
        enter("hamid", operation, EntryKind.RESULT, measure="seized", value="900", reference="S-1")
    advance_to(operation, Phase.EXCHANGE, Phase.ACTIVE)
    enter("hamid", operation, EntryKind.RESULT, measure="seized", value="900", reference="S-1")
    enter("iskender", operation, EntryKind.RESULT, measure="seized", value="1000", reference="s-1 ")
    enter("ksenia", operation, EntryKind.RESULT, measure="seized", value="50", reference="S-2")
    enter("ksenia", operation, EntryKind.CORRECTION, measure="seized", value="45")
    view = shown("farrukh", operation)
    assert view.totals[Measure.SEIZED] == 1045
    cell = view.sheets["RU"][Measure.SEIZED]
    assert (cell.drafted, cell.value, cell.difference) == (50, 45, -5)
    advance_to(operation, Phase.REPORTING, Phase.CLOSED)
    with pytest.raises(RefusedStepError, match="closed"):
        enter("hamid", operation, EntryKind.LOG, "EXERCISE")


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_nothing_is_open_before_accepting_and_nothing_after_leaving_or_removal() -> None:
    lead = viewer("aigerim")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE REFLEX")
        joint.invite(actor=lead, operation=operation, agency="UZ-CUSTOMS")
        joint.enter(actor=lead, operation=operation, kind="log", given={}, words="EXERCISE secret")
    guest, stranger = viewer("hamid"), viewer("farrukh")
    with viewing(guest):
        [line] = queries.operations(viewer=guest)
        assert (line.id, line.phase) == (operation, None)
        assert not OperationEntry.objects.filter(operation=operation).exists()
        with pytest.raises(NoSuchOperationError):
            queries.operation(viewer=guest, operation_id=operation)
    with viewing(stranger), pytest.raises(NoSuchOperationError):
        joint.accept(actor=stranger, operation=operation)
    for end in ("leave", "remove"):
        with viewing(guest):
            joint.accept(actor=guest, operation=operation)
            assert queries.operation(viewer=guest, operation_id=operation).entries
        if end == "leave":
            with viewing(guest):
                joint.leave(actor=guest, operation=operation)
        else:
            with viewing(lead):
                joint.remove(actor=lead, operation=operation, agency="UZ-CUSTOMS")
        with viewing(guest):
            assert not OperationEntry.objects.filter(operation=operation).exists()
            with pytest.raises(NoSuchOperationError):
                queries.operation(viewer=guest, operation_id=operation)
    with viewing(guest), pytest.raises(NoSuchOperationError):
        joint.accept(actor=guest, operation=operation)


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


FIGURES = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("12345"), st.integers(0, 1000)), max_size=30)


@given(FIGURES)
def test_a_total_is_never_more_than_the_sheets_and_counts_each_reference_once(
    rows: list[tuple[str, str, int]],
) -> None:
    entries = [
        Entry(
            kind=EntryKind.RESULT,
            at=chance.START,
            party=party,
            agency="",
            officer="",
            given={"measure": "seized", "value": str(grams), "reference": reference},
        )
        for party, reference, grams in rows
    ]
    total = totals(entries).get(Measure.SEIZED, Decimal(0))
    expected = sum(max(g for _p, r, g in rows if r == reference) for reference in {r for _p, r, _g in rows})
    assert total == expected
    sheets = [sheet(entries, party).get(Measure.SEIZED) for party in "ABC"]
    assert total <= sum((cell.value for cell in sheets if cell), Decimal(0))
    assert len(once(entries, Measure.SEIZED)) == len({r for _p, r, _g in rows})
