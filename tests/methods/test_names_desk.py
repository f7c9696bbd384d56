"""A compiled search finds every array where its desk says it lies."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from kerege.methods.names import compiled_desk as d
from kerege.methods.names.packed import TABLES, known_of, parsed

NAMES = ("Рустам Каримов", "Rustam Karimow", "محمد کریم")


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> d.Desk:
    """A desk; what is compiled of how it is laid runs as Python here."""
    monkeypatch.setattr(d, "_pointer", lambda address: ctypes.c_void_p(int(address)))
    for name, found in list(vars(d).items()):
        if name.startswith("_") and hasattr(found, "py_func"):
            monkeypatch.setattr(d, name, found.py_func)
    return d.desk(known_of(parsed(NAMES)), TABLES)


def _laid(at: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[object, ...]:
    return d._known(at), d._tables(at), d._room(at), d._answer(at)


def _are_one(told: object, held: object) -> None:
    for number, (one, other) in enumerate(zip(d._arrays(told), d._arrays(held), strict=True)):
        assert one.ctypes.data == other.ctypes.data, number
        assert (one.dtype, one.shape) == (other.dtype, other.shape), number
        assert other.flags.c_contiguous, number


def test_every_array_is_read_where_the_desk_says_it_lies_and_as_it_is(lent: d.Desk) -> None:
    assert 2 * len(list(d._arrays(lent[:4]))) == len(lent.addresses)
    _are_one(_laid(lent.addresses), lent[:4])


@pytest.mark.parametrize(("names", "most"), [(3, 24), (1, 7), (0, 24)])
def test_another_answer_stands_in_place_of_the_desks_own(lent: d.Desk, names: int, most: int) -> None:
    shape, counts = (names, most), np.zeros(names, np.int64)
    starts = np.zeros(names + 1, np.int64)
    other = d.Answer(np.zeros(50, np.uint8), starts, np.zeros(shape, np.int32), np.zeros(shape), counts)
    laid = _laid(d.addresses_with(lent, other))
    _are_one(laid[:3], lent[:3])
    if names:
        _are_one(laid[3], other)
    else:
        assert laid[3].counts.shape == (0,)  # type: ignore[attr-defined]


def test_fields_of_what_a_desk_holds_stand_in_the_order_in_which_they_are_laid(lent: d.Desk) -> None:
    for one, other in zip(_laid(lent.addresses), lent[:4], strict=True):
        assert one._fields == other._fields  # type: ignore[attr-defined]
        assert np.array_equal(next(d._arrays(one)), next(d._arrays(other)))
