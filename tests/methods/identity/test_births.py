"""Two dates of birth compared at the precision both have."""

import pytest

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Birth, birth_level


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1987-03-12", "1987-03-12", Birth.SAME_DAY),
        ("1987-01-01", "1987-01-01", Birth.FILLED_IN),
        ("1987-01-01", "1987-05-17", Birth.SAME_YEAR),
        ("1987-03-12", "1987-12-03", Birth.SLIP),
        ("1987-03-12", "1987-03-21", Birth.SLIP),
        ("1987-03-12", "1988-03-12", Birth.SLIP),
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
