"""Control on a day and the size of an amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.substances.rules import (
    Confidence,
    ControlState,
    SinceKind,
    Size,
    SizeLimits,
    UnknownSubstanceError,
    control_on,
    shipped_register,
    size_on,
)

REGISTER = shipped_register()
TODAY = date(2026, 11, 22)


def state(code: str, day: date, jurisdiction: str = "UN") -> ControlState:
    return control_on(REGISTER, code, jurisdiction, day).state


def test_heroin_is_controlled_since_the_convention_and_not_before() -> None:
    assert state("heroin", date(1964, 12, 12)) is ControlState.NOT_LISTED
    assert state("heroin", date(1964, 12, 13)) is ControlState.CONTROLLED


def test_a_recommendation_is_not_a_control_and_a_fresh_decision_is_not_yet_one() -> None:
    assert state("4-cmc", date(2019, 11, 30)) is ControlState.NOT_LISTED
    assert state("4-cmc", date(2020, 1, 15)) is ControlState.RECOMMENDED
    assert state("4-cmc", date(2020, 4, 1)) is ControlState.DECIDED
    assert state("4-cmc", TODAY) is ControlState.CONTROLLED


def test_dates_of_the_shared_timeline_keep_saying_what_they_are_dates_of() -> None:
    kinds = {row.since_kind for row in REGISTER.controls if row.confidence is Confidence.PUBLISHED and row.since}
    assert kinds == {SinceKind.RECOMMENDATION, SinceKind.DECISION}
    brorphine = [row for row in REGISTER.controls_by_code["brorphine"] if row.confidence is Confidence.PUBLISHED]
    assert [(row.since_kind, str(row.since and row.since.code())) for row in brorphine] == [
        (SinceKind.RECOMMENDATION, "2022-02-15")
    ]


def test_listed_without_a_date_says_so() -> None:
    assert state("diazepam", TODAY) is ControlState.LISTED_DATE_NOT_KNOWN


def test_cannabis_left_schedule_iv_in_december_2020() -> None:
    before = control_on(REGISTER, "cannabis-herb", "UN", date(2020, 12, 1))
    after = control_on(REGISTER, "cannabis-herb", "UN", date(2022, 12, 2))
    assert [row.schedule for row in before.controls] == ["I and IV"]
    assert [row.schedule for row in after.controls] == ["I"]
    assert after.state is ControlState.CONTROLLED


def test_a_form_follows_the_control_of_its_base() -> None:
    assert state("crack", TODAY) is state("cocaine", TODAY) is ControlState.CONTROLLED


def test_jurisdictions_are_kept_apart_and_not_listed_is_no_verdict() -> None:
    assert state("heroin", TODAY, "KZ") is ControlState.NOT_LISTED
    assert state("acetic-anhydride", TODAY, "RU") is ControlState.LISTED_DATE_NOT_KNOWN


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(UnknownSubstanceError, match="no-such-thing"):
        state("no-such-thing", TODAY)


@pytest.mark.parametrize(
    ("grams", "size"),
    [
        ("0", Size.BELOW),
        ("0.5", Size.BELOW),
        ("0.51", Size.SIGNIFICANT),
        ("2.5", Size.SIGNIFICANT),
        ("2.501", Size.LARGE),
        ("1000", Size.LARGE),
        ("1000.001", Size.ESPECIALLY_LARGE),
    ],
)
def test_sizes_of_heroin_in_russia_begin_above_their_limit(grams: str, size: Size) -> None:
    found = size_on(REGISTER, "heroin", "RU", TODAY, Decimal(grams))
    assert found is not None
    assert (found.size, found.limits.confidence) == (size, Confidence.PUBLISHED)
    assert "1002" in found.limits.source


def test_what_was_recalled_is_shown_as_recalled() -> None:
    found = size_on(REGISTER, "cocaine", "RU", TODAY, Decimal(10))
    assert found is not None
    assert found.limits.confidence is Confidence.RECALLED


def test_without_limits_there_is_no_size() -> None:
    assert size_on(REGISTER, "heroin", "TJ", TODAY, Decimal(10)) is None
    assert size_on(REGISTER, "heroin", "RU", date(2012, 12, 31), Decimal(10)) is None


def test_an_amount_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        size_on(REGISTER, "heroin", "RU", TODAY, Decimal(-1))


@given(st.sampled_from(REGISTER.sizes), st.decimals(0, 10**7, places=4), st.decimals(0, 10**7, places=4))
def test_more_is_never_a_smaller_size(limits: SizeLimits, one: Decimal, other: Decimal) -> None:
    order = list(Size)
    smaller, larger = (size_on(REGISTER, limits.code, "RU", TODAY, grams) for grams in sorted((one, other)))
    assert smaller is not None
    assert larger is not None
    assert order.index(smaller.size) <= order.index(larger.size)


@given(st.sampled_from(sorted(REGISTER.by_code)), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_the_state_says_no_more_than_its_rows(code: str, day: date) -> None:
    found = control_on(REGISTER, code, "UN", day)
    assert (found.state is ControlState.NOT_LISTED) == (found.controls == ())


def test_limits_whose_first_day_is_not_known_are_shown_and_do_not_decide() -> None:
    found = size_on(REGISTER, "mephedrone", "RU", TODAY, Decimal(2))
    assert found is not None
    assert (found.size, found.limits.large) == (Size.SIGNIFICANT, Decimal("2.5"))
    assert [limits.large for limits in found.also] == [Decimal(1)]
