"""A compiled search finds every array where its desk says it lies."""

from __future__ import annotations

import numpy as np

from kerege.methods.names import compiled_desk as d
from kerege.methods.names.packed import TABLES, known_of, parsed

NAMES = ("Рустам Каримов", "Rustam Karimow", "محمد کریم")


def test_every_array_is_read_where_the_desk_says_it_lies_and_as_it_is() -> None:
    lent = d.desk(known_of(parsed(NAMES)), TABLES)
    laid = (d._known(lent.addresses), d._tables(lent.addresses), d._room(lent.addresses), d._answer(lent.addresses))
    told, held = list(d._arrays(laid)), list(d._arrays(lent[:4]))
    assert len(told) == len(held) == len(lent.addresses) // 2
    for number, (one, other) in enumerate(zip(told, held, strict=True)):
        assert one.ctypes.data == other.ctypes.data, number
        assert (one.dtype, one.shape) == (other.dtype, other.shape), number
        assert other.flags.c_contiguous, number


def test_fields_of_what_a_desk_holds_stand_in_the_order_in_which_they_are_laid() -> None:
    lent = d.desk(known_of(parsed(NAMES)), TABLES)
    laid = d._known(lent.addresses), d._tables(lent.addresses), d._room(lent.addresses), d._answer(lent.addresses)
    for one, other in zip(laid, lent[:4], strict=True):
        assert one._fields == other._fields
        assert np.array_equal(next(d._arrays(one)), next(d._arrays(other)))
