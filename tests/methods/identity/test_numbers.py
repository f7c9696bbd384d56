"""Two numbers of one kind: near by one slip, nothing to tell by two, another's beyond."""

import pytest

from kerege.methods.identity.numbers import relation_of


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        ("national_number", "1234567", "1234576", "near"),
        ("national_number", "1234567", "1324576", ""),
        ("national_number", "1234567", "7654321", "differs"),
        ("passport", "N1234567", "N1324576", "differs"),
    ],
)
def test_a_number_mistyped_twice_neither_agrees_nor_contradicts(kind: str, one: str, other: str, expected: str) -> None:
    assert relation_of(kind, one, other) == relation_of(kind, other, one) == expected
