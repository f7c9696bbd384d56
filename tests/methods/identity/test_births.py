"""Two dates of birth compared at the precision both have."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kerege.kernel.dates import DateError, PartialDate
from kerege.methods.identity import Birth, birth_level
from kerege.methods.identity.births import BIRTH_IMPOSSIBLE, one_slip
from kerege.methods.identity.weights import weights

FULL = st.builds(PartialDate, st.integers(1930, 2015), st.integers(1, 12), st.integers(1, 28))


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
        ("1987-03-12", "1953-03-12", Birth.DIFFERS),
        ("1957-03-12", "2006-03-12", Birth.DIFFERS),
        ("1957-03-12", "1975-03-12", Birth.SLIP),
        ("1985-03-12", "1995-03-12", Birth.SLIP),
        ("1989-03-12", "1990-03-12", Birth.NEAR),
        ("1999-03-12", "2001-03-12", Birth.NEAR),
        ("1999-03-12", "2002-03-12", Birth.DIFFERS),
        ("1987-03-12", "1987-03-29", Birth.ONE_PART),
        ("1987-03-12", "1987-12-12", Birth.ONE_PART),
        ("1905-03-12", "2005-03-12", Birth.DIFFERS),
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


@st.composite
def two_days(draw: st.DrawFn) -> tuple[PartialDate, PartialDate]:
    """Two different full dates, as often as not of one day and month, or of one year."""
    one, other = draw(FULL), draw(FULL)
    parts = [(one.year, one.month, one.day), (other.year, other.month, other.day)]
    kept = draw(st.sampled_from([(), (1, 2), (1, 2), (0,), (0, 1), (0, 2)]))
    made = PartialDate(*(parts[0][at] if at in kept else parts[1][at] for at in range(3)))
    assume(made != one)
    return one, made


@given(two_days())
def test_full_dates_that_are_no_slip_never_say_more_for_one_person_than_their_years_alone(
    pair: tuple[PartialDate, PartialDate],
) -> None:
    whole, years = birth_level(*pair), birth_level(*(each.at_precision("year") for each in pair))
    if not one_slip(*pair):
        assert weights()[whole] <= weights()[years]
        assert whole in BIRTH_IMPOSSIBLE or years not in BIRTH_IMPOSSIBLE


@given(
    FULL,
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
