"""What personal numbers say of their holders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.identifiers.national_facts import national_facts


@pytest.mark.parametrize(
    ("number", "scheme", "birth", "sex"),
    [
        ("870312300036", "KZ IIN", "1987-03-12", "m"),
        ("21203198700123", "KG PIN", "1987-03-12", "m"),
        ("11203198700123", "KG PIN", "1987-03-12", "f"),
    ],
)
def test_birth_and_sex_are_read_from_the_make_up_of_a_number(number: str, scheme: str, birth: str, sex: str) -> None:
    facts = national_facts(number)
    assert (facts.scheme, str(facts.birth), facts.sex) == (scheme, birth, sex)


def test_a_number_that_fits_several_schemes_says_nothing() -> None:
    assert national_facts("300000007").scheme == ""


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    national_facts(text)
