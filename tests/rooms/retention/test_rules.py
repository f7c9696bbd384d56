"""Days of review: stages, years by category, what a party may rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.law import Role
from kerege.rooms.records.rules.persons import REVIEW_YEARS, REVIEW_YEARS_MOST, review_years
from kerege.rooms.retention import rules
from kerege.rooms.retention.rules import Stage

DAY = date(2026, 6, 15)
CATEGORIES = st.sampled_from(sorted(REVIEW_YEARS))


@pytest.mark.parametrize(
    ("late", "stage"),
    [
        (-61, Stage.CURRENT),
        (-60, Stage.DUE),
        (0, Stage.DUE),
        (1, Stage.OVERDUE),
        (7, Stage.OVERDUE),
        (8, Stage.ESCALATED),
        (30, Stage.ESCALATED),
        (31, Stage.LAPSED),
    ],
)
def test_a_review_is_due_then_overdue_then_escalated_then_lapsed(late: int, stage: Stage) -> None:
    assert rules.stage_on(DAY - timedelta(days=late), DAY) is stage


@given(st.integers(-4000, 4000))
def test_a_part_is_kept_until_its_last_day_and_never_longer(late: int) -> None:
    review_on = DAY - timedelta(days=late)
    assert (rules.stage_on(review_on, DAY) is Stage.LAPSED) == (rules.erased_after(review_on) < DAY)


@given(st.lists(CATEGORIES, max_size=6), st.dictionaries(CATEGORIES, st.integers(1, 5)))
def test_one_more_person_never_keeps_a_part_longer(words: list[str], own: dict[str, int]) -> None:
    before = review_years(words, own)
    assert 1 <= before <= REVIEW_YEARS_MOST
    for more in REVIEW_YEARS:
        if any(words):
            assert review_years([*words, more], own) <= before


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-3, 40))
def test_no_review_is_set_further_off_than_five_years(today: date, years: int) -> None:
    assert today < rules.latest_review(today, years) <= date(today.year + 5, 12, 31)


def test_who_may_retract_justifies_and_data_protection_only_looks() -> None:
    assert {role for role in Role if rules.may_justify(role)} == {Role.DESK, Role.RELEASING, Role.CHEMIST}
    looking = {role for role in Role if rules.may_look(role)}
    assert looking == {Role.DESK, Role.RELEASING, Role.CHEMIST, Role.DATA_PROTECTION, Role.COORDINATOR}
