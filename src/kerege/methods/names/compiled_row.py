"""One row of edit costs in machine code: sixteen costs side by side in one register, each step for all at once."""
# ruff: noqa: PLR0917 - a compiled function takes its arrays one by one

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from kerege.methods.names.compiled import Shorts

LANES = 16
HALF = LANES // 2
BEYOND = 16_000  # more than any cost: a part has at most 60 phones of at most 250 hundredths, those asked at most 15
_COST = ir.IntType(16)
_ROW = ir.VectorType(_COST, LANES)


def _place(context: Any, builder: Any, kind: Any, array: Any, at: Any) -> Any:
    """Return the address of sixteen costs in an array, from a place on."""
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [at]), ir.PointerType(_ROW))


def _held(context: Any, builder: Any, signature: Any, values: Any, array: int) -> Any:
    """Return the sixteen costs that stand in an array given, from the place given next to it."""
    place = _place(context, builder, signature.args[array], values[array], values[array + 1])
    return builder.load(place, align=2, typ=_ROW)


def _spread(builder: Any, value: Any) -> Any:
    """Return a row that holds one value everywhere."""
    short = builder.trunc(value, _COST)
    one = builder.insert_element(ir.Constant(_ROW, ir.Undefined), short, ir.Constant(ir.IntType(32), 0))
    everywhere = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(_ROW, ir.Undefined), everywhere)


def _moved(builder: Any, row: Any, places: int) -> Any:
    """Return a row moved on by some places, with costs beyond all in front."""
    front = ir.Constant(_ROW, [BEYOND] * LANES)
    chosen = [LANES + n if n < places else n - places for n in range(LANES)]
    return builder.shuffle_vector(row, front, ir.Constant(ir.VectorType(ir.IntType(32), LANES), chosen))


def _moved_in_half(builder: Any, row: Any, places: int) -> Any:
    """Return a row whose halves are each moved on by some places, with costs beyond all in front of either half."""
    front = ir.Constant(_ROW, [BEYOND] * LANES)
    chosen = [LANES + n if n % HALF < places else n - places for n in range(LANES)]
    return builder.shuffle_vector(row, front, ir.Constant(ir.VectorType(ir.IntType(32), LANES), chosen))


def _carried(builder: Any, row: Any) -> Any:
    """Return a row whose second half is all the last cost of the first half, with costs beyond all in the first."""
    front = ir.Constant(_ROW, [BEYOND] * LANES)
    chosen = [LANES + n if n < HALF else HALF - 1 for n in range(LANES)]
    return builder.shuffle_vector(row, front, ir.Constant(ir.VectorType(ir.IntType(32), LANES), chosen))


def _least(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.icmp_signed("<", one, other), one, other)


def _any_near(builder: Any, row: Any, lost: Any, most: Any) -> Any:
    near = builder.icmp_signed("<=", builder.add(row, lost), _spread(builder, most))
    return builder.icmp_unsigned("!=", builder.bitcast(near, ir.IntType(LANES)), ir.IntType(LANES)(0))


def _within(typing: Any, rows: Any, at: Any, lost: Any, head: Any, most: Any) -> Any:
    """Say whether a cost of the row at `rows[at]` is `most` at most; the words are those of `step`."""

    def made(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        row = _held(context, builder, signature, values, 0)
        return _any_near(builder, row, _held(context, builder, signature, values, 2), values[4])

    return types.boolean(rows, types.int64, lost, types.int64, types.int64), made


def _step(typing: Any, rows: Any, at: Any, swaps: Any, swap: Any, gone: Any, lost: Any, head: Any, most: Any) -> Any:
    """Write the row of costs below that at `rows[at]`; say whether a cost in it is `most` at most.

    A row holds, for each number of phones asked, the least cost less what leaving these phones out costs: so what is
    left out is the least so far from the left, found in three doublings within either half, where costs need not cross
    the register, and one step from the first half to the second. `swaps[swap]` holds what the phone of the row
    costs against each phone asked, less what that one costs to leave out; `lost[head]` what all before cost to leave
    out; `gone` is what the phone of the row costs to leave out.
    """

    def made(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        row, swapped, lost = (_held(context, builder, signature, values, array) for array in (0, 2, 5))
        best = _least(
            builder, builder.add(row, _spread(builder, values[4])), builder.add(_moved(builder, row, 1), swapped)
        )
        for places in (1, 2, 4):
            best = _least(builder, best, _moved_in_half(builder, best, places))
        best = _least(builder, best, _carried(builder, best))
        below = builder.add(values[1], values[1].type(LANES))
        builder.store(best, _place(context, builder, signature.args[0], values[0], below), align=2)
        return _any_near(builder, best, lost, values[7])

    whole = types.int64
    told = types.boolean(rows, whole, swaps, whole, whole, lost, whole, whole)
    return told, made


within: Callable[[Shorts, int, Shorts, int, int], bool] = cast(Any, intrinsic(_within))
step: Callable[[Shorts, int, Shorts, int, int, Shorts, int, int], bool] = cast(Any, intrinsic(_step))
