"""Numbers of parcels and vehicles on a leg: what counts as one, and its one spelling."""

from dataclasses import replace

import pytest

from kerege.rooms.operations.rules.carriers import one_spelling
from kerege.rooms.operations.rules.lacking import lacks
from kerege.rooms.operations.rules.words import Transport
from tests.rooms.operations import plans


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        ("RA 123 456 785 KZ", True),
        ("ra123456785kz; EX000000014KZ", True),
        ("RA 123 456 784 KZ", False),
        ("EXERCISE 1", False),
        ("", True),
    ],
)
def test_a_parcel_has_a_number_of_a_post(number: str, counts: bool) -> None:
    plan = plans.road()
    legs = (replace(plan.legs[0], transport=Transport.POST, vehicle=number), *plan.legs[1:])
    found = lacks(replace(plan, legs=legs))
    assert [each.part for each in found] == ([] if counts else ["legs"])
    assert lacks(replace(plan, legs=legs, covering=1)) == []


@pytest.mark.parametrize(
    ("transport", "given", "kept"),
    [
        (Transport.ROAD, "123 авс 02", "123ABC02"),
        (Transport.ROAD, "EXERCISE lorry, blue", "EXERCISE lorry, blue"),
        (Transport.POST, "ra 123 456 785 kz", "RA123456785KZ"),
        (Transport.SEA, "IMO 9074729", "9074729"),
        (Transport.COURIER, "a 1", "a 1"),
    ],
)
def test_numbers_of_vehicles_and_parcels_have_one_spelling(transport: Transport, given: str, kept: str) -> None:
    assert one_spelling(transport, given) == kept
    assert one_spelling(transport, kept) == kept
