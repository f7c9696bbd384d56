"""Names as levels: what is mistyped is no contradiction, what begins otherwise is; initials of another name are."""

import pytest

from kerege.methods.identity import Naming
from kerege.methods.identity.namings import named


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sample Green", "Sample Gree n", Naming.SLIPPED),
        ("Sample Huddy", "Sample Hudyd", Naming.SLIPPED),
        ("Каримов Азиз", "Салимов Азиз", Naming.CONTRADICTED),
        ("Алекперов Бахтиёр Айбекович", "Алекперов С. Айбекович", Naming.CONTRADICTED),
        ("Иванов И.П.", "Иванов Иван", Naming.PART),
        ("Рахимов Х.", "Rahimov Khurshed", Naming.PART),
    ],
)
def test_a_slip_is_no_contradiction_and_another_initial_is(one: str, other: str, expected: Naming) -> None:
    assert named(one, other).level is expected
    assert named(other, one).level is expected
