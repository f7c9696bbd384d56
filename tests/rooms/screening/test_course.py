"""The rules of the course: who may decide, what a step leads to, quota; by cases and by a random walk."""

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kerege.kernel.law import PartyClass, Purpose, Role, Standing, Viewer
from kerege.rooms.screening.rules import course
from kerege.rooms.screening.rules.course import OVER, DecidedBy, Stage, Step, WrongStepError

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
AGENCY, CENTRE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
PROPOSER, ASKER_DPO, CENTRE_DPO = UUID(int=11), UUID(int=12), UUID(int=13)


def viewer(
    officer: UUID = PROPOSER, role: Role = Role.ANALYST, agency: UUID = AGENCY, party: PartyClass = PartyClass.MEMBER
) -> Viewer:
    """An officer with a purpose and a case."""
    return Viewer(
        officer=officer,
        hat=officer,
        desk=UUID(int=agency.int + 100),
        agency=agency,
        party=UUID(int=agency.int + 200),
        party_class=party,
        role=role,
        day=NOW.date(),
        purpose=Purpose.INVESTIGATION,
        case="EX-1",
    )


def run(stage: Stage = Stage.ASKED, *deciders: UUID) -> course.Standing:
    """A screening of the agency's."""
    return course.Standing(
        stage=stage,
        officer=PROPOSER,
        agency=AGENCY,
        deciders=deciders,
        due_at=NOW + timedelta(days=1),
        review_day=date(2026, 7, 1),
    )


OWN_DPO = viewer(ASKER_DPO, Role.DATA_PROTECTION)
THEIR_DPO = viewer(CENTRE_DPO, Role.DATA_PROTECTION, CENTRE, PartyClass.CENTRE)


@pytest.mark.parametrize("party", list(PartyClass))
@pytest.mark.parametrize("role", list(Role))
def test_analysts_and_desk_officers_of_members_and_the_centre_propose_and_nobody_else(
    role: Role, party: PartyClass
) -> None:
    allowed = role in {Role.ANALYST, Role.DESK} and party in {PartyClass.MEMBER, PartyClass.CENTRE}
    assert course.may_propose(viewer(role=role, party=party)) is allowed


def test_a_party_that_left_proposes_and_decides_nothing() -> None:
    gone = Standing(active=False)
    assert not course.may_propose(replace(viewer(), standing=gone))
    assert course.decides_for(replace(OWN_DPO, standing=gone), run(), NOW) is None


def test_a_screening_needs_a_case_and_a_purpose_beyond_own_work() -> None:
    assert course.has_grounds(viewer())
    assert not course.has_grounds(replace(viewer(), case="", reason="EXERCISE"))
    assert not course.has_grounds(replace(viewer(), purpose=Purpose.OWN_WORK))


def test_the_askers_officer_decides_first_and_the_centres_then() -> None:
    assert course.decides_for(OWN_DPO, run(), NOW) is DecidedBy.ASKER
    assert course.decides_for(THEIR_DPO, run(), NOW) is None
    assert course.decides_for(THEIR_DPO, run(Stage.SECONDED, ASKER_DPO), NOW) is DecidedBy.CENTRE
    assert course.decides_for(OWN_DPO, run(Stage.SECONDED, ASKER_DPO), NOW) is None


def test_no_other_role_or_agency_decides() -> None:
    for role in set(Role) - {Role.DATA_PROTECTION}:
        assert course.decides_for(replace(OWN_DPO, role=role), run(), NOW) is None
        assert course.decides_for(replace(THEIR_DPO, role=role), run(Stage.SECONDED, ASKER_DPO), NOW) is None
    stranger = viewer(UUID(int=14), Role.DATA_PROTECTION, OTHER)
    assert course.decides_for(stranger, run(), NOW) is None
    assert course.decides_for(stranger, run(Stage.SECONDED, ASKER_DPO), NOW) is None


def test_the_proposer_never_decides_under_another_hat() -> None:
    assert course.decides_for(replace(OWN_DPO, officer=PROPOSER), run(), NOW) is None


def test_one_person_never_decides_for_both_sides() -> None:
    centre = replace(run(), agency=CENTRE)
    assert course.decides_for(THEIR_DPO, centre, NOW) is DecidedBy.ASKER
    seconded = replace(centre, stage=Stage.SECONDED, deciders=(CENTRE_DPO,))
    assert course.decides_for(THEIR_DPO, seconded, NOW) is None
    assert course.decides_for(replace(THEIR_DPO, officer=UUID(int=15)), seconded, NOW) is DecidedBy.CENTRE


def test_nobody_decides_after_the_time_is_over() -> None:
    assert course.decides_for(OWN_DPO, run(), NOW + timedelta(days=1)) is None


@pytest.mark.parametrize("stage", sorted(OVER))
@pytest.mark.parametrize("step", list(Step))
def test_what_is_over_stays_over(stage: Stage, step: Step) -> None:
    with pytest.raises(WrongStepError):
        course.after(stage, step)


def test_it_is_overdue_when_nobody_decided_or_its_review_day_passed() -> None:
    late = NOW + timedelta(days=1)
    for stage in (Stage.DRAFTED, Stage.ASKED, Stage.SECONDED):
        assert not course.is_overdue(run(stage), NOW)
        assert course.is_overdue(run(stage), late)
    assert not course.is_overdue(run(Stage.APPROVED), late)
    assert course.is_overdue(run(Stage.APPROVED), datetime(2026, 7, 2, tzinfo=UTC))


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_a_month_holds_its_instant_and_begins_at_its_first(at: datetime) -> None:
    first, following = course.month_of(at)
    assert first <= at < following
    assert (first.day, following.day) == (1, 1)
    assert (following - first).days in {28, 29, 30, 31}


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_quota_is_never_exceeded(quota: int, spent: int, rows: int) -> None:
    if course.within_quota(quota, spent, rows):
        assert rows == 0 or spent + rows <= quota
    assert course.left_of(quota, spent) >= 0


class Walk(RuleBasedStateMachine):
    """Any order of steps by anybody: nothing runs without two different approvers."""

    @initialize()
    def draft(self) -> None:
        """A draft."""
        self.stage, self.approved_by = Stage.DRAFTED, list[UUID]()

    @rule(step=st.sampled_from([s for s in Step if s not in {Step.APPROVE, Step.REFUSE}]))
    def go(self, step: Step) -> None:
        """A step of the proposer or the node."""
        with contextlib.suppress(WrongStepError):
            self.stage = course.after(self.stage, step)

    @rule(
        officer=st.sampled_from([PROPOSER, ASKER_DPO, CENTRE_DPO]),
        role=st.sampled_from([Role.ANALYST, Role.DATA_PROTECTION, Role.COORDINATOR]),
        place=st.sampled_from([(AGENCY, PartyClass.MEMBER), (CENTRE, PartyClass.CENTRE), (OTHER, PartyClass.MEMBER)]),
        step=st.sampled_from([Step.APPROVE, Step.REFUSE]),
    )
    def decide(self, officer: UUID, role: Role, place: tuple[UUID, PartyClass], step: Step) -> None:
        """Somebody tries to decide."""
        someone = viewer(officer, role, *place)
        if course.decides_for(someone, run(self.stage, *self.approved_by), NOW) is None:
            return
        self.stage = course.after(self.stage, step)
        if step is Step.APPROVE:
            self.approved_by.append(officer)

    @invariant()
    def approved_twice_before_it_runs(self) -> None:
        """Two persons, neither the proposer."""
        if getattr(self, "stage", Stage.DRAFTED) in {Stage.APPROVED, Stage.RUNNING, Stage.DONE}:
            assert len(set(self.approved_by)) == 2
            assert PROPOSER not in self.approved_by


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
