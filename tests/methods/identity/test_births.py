"""Two dates of birth compared at the precision both have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.dates import DateError, PartialDate
from kerege.methods.identity import Birth, birth_level
from kerege.methods.identity.births import one_slip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1987-03-12", "1987-03-12", Birth.SAME_DAY),
        ("1987-01-01", "1987-01-01", Birth.FILLED_IN),
        ("1987-01-01", "1987-05-17", Birth.SAME_YEAR),
        ("1987-03-12", "1987-12-03", Birth.SLIP),
        ("1987-03-12", "1987-03-21", Birth.SLIP),
        ("1987-03-12", "1988-03-12", Birth.SLIP),
        ("1987-03-12", "1978-03-12", Birth.SLIP),
        ("1987-10-12", "1987-11-12", Birth.SLIP),
        ("1987-03-12", "1953-03-12", Birth.ONE_PART),
        ("1987-03-12", "1987-03-29", Birth.ONE_PART),
        ("1987-03-12", "1987-12-12", Birth.ONE_PART),
        ("1905-03-12", "2005-03-12", Birth.ONE_PART),
        ("1987-03-12", "1987-07-25", Birth.DIFFERS),
        ("1987-03-12", "1988-07-12", Birth.DIFFERS),
        ("1987", "1987-03-12", Birth.SAME_YEAR),
        ("1987-03", "1987-03-12", Birth.SAME_MONTH),
        ("1987-03", "1987-04-12", Birth.PART_DIFFERS),
        ("1987", "1988", Birth.NEAR),
        ("~1987", "1990", Birth.NEAR),
        ("1987", "1993", Birth.YEARS_APART),
        ("1987", "", Birth.UNKNOWN),
    ],
)
def test_dates_of_birth_are_compared_at_the_precision_both_have(one: str, other: str, expected: Birth) -> None:
    found = [PartialDate.from_code(code) if code else None for code in (one, other)]
    assert birth_level(*found) is expected
    assert birth_level(*reversed(found)) is expected


@given(
    st.builds(PartialDate, st.integers(1930, 2015), st.integers(1, 12), st.integers(1, 28)),
    st.integers(2, 7),
    st.integers(2, 6),
    st.sampled_from("0123456789"),
)
def test_one_figure_mistyped_or_two_changed_about_is_a_slip_and_nothing_further(
    born: PartialDate, at: int, turned: int, figure: str
) -> None:
    written = f"{born.year:04}{born.month:02}{born.day:02}"
    mistyped = written[:at] + figure + written[at + 1 :]
    exchanged = written[:turned] + written[turned + 1] + written[turned] + written[turned + 2 :]
    for other in (mistyped, exchanged):
        try:
            read = PartialDate(int(other[:4]), int(other[4:6]), int(other[6:]))
        except DateError:
            continue
        apart = sum(mine != theirs for mine, theirs in zip(written, other, strict=True))
        if other is mistyped or turned in {2, 4, 6}:
            assert one_slip(born, read)
        if apart > 1 and turned not in {2, 4, 6}:
            assert not one_slip(born, read) or (born.month, born.day) == (read.day, read.month)
