"""The shapes of a bulk run: rows of a list or a bank, pairs found, and the version of the plan that finds them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from kerege.kernel.dates import DateError, PartialDate
from kerege.kernel.saying import N_, SaidError
from kerege.methods.identity import Described

PLAN_VERSION: Final = 5
"""Goes up with every change that may change the pairs of the same list and bank: pieces of an older plan are redone."""

_IDENTIFIER: Final = pa.struct([("kind", pa.string()), ("value", pa.string())])
LIST_SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("names", pa.list_(pa.string())),
        ("birth", pa.string()),
        ("sex", pa.string()),
        ("nationality", pa.string()),
        ("places", pa.list_(pa.string())),
        ("identifiers", pa.list_(_IDENTIFIER)),
    ]
)
"""One row is one subject: `birth` is the code of a PartialDate, `sex` "m" or "f", `nationality` ISO 3166-1 alpha-2,
`identifiers` pairs of a kind and its normal form as `kernel.identifiers` gives them; what is not known is empty.
A column `kind` may stand besides ("person" where it is absent)."""

KIND: Final = pa.field("kind", pa.string())
PAIR_SCHEMA: Final = pa.schema(
    [
        ("list_id", pa.string()),
        ("bank_id", pa.string()),
        ("probability", pa.float64()),
        ("grade", pa.string()),
        ("fields", pa.list_(pa.string())),
        ("reasons", pa.list_(pa.string())),
        ("list_row", pa.int64()),
    ]
)
"""One row is one pair: `fields` that agree and the codes of the reasons; `list_row` counts the list's rows from 0."""
ORDER: Final = [("list_id", "ascending"), ("bank_id", "ascending"), ("list_row", "ascending")]


class ShapeError(SaidError):
    """A table that is no list: says which column is missing or of which type it is."""


def shaped(rows: pa.RecordBatch | pa.Table) -> pa.Table:
    """Return rows with the columns of a list in their order, and `kind`. Raises ShapeError."""
    table = pa.table(rows) if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])
    columns = []
    for field in LIST_SCHEMA:
        if field.name not in table.column_names:
            raise ShapeError(N_("the list has no column “%(column)s”"), column=field.name)
        try:
            columns.append(table.column(field.name).cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
            held = table.schema.field(field.name).type
            raise ShapeError(
                N_("the column “%(column)s” holds %(held)s, not %(type)s"),
                column=field.name,
                held=held,
                type=field.type,
            ) from problem
    kinds = table.column("kind").cast(pa.string()) if "kind" in table.column_names else _persons(len(table))
    return pa.table([*columns, kinds], schema=LIST_SCHEMA.append(KIND))


def _persons(count: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar("person"), count)])


@lru_cache(maxsize=50_000)
def birth_of(code: str | None) -> PartialDate | None:
    """Return the date of birth of a code; None where there is none or it cannot be read."""
    try:
        return PartialDate.from_code(code) if code else None
    except DateError:
        return None


def described(row: dict[str, Any]) -> Described:
    """Return a row of a list as the decision takes it."""
    given = row["identifiers"]
    pairs = {(each["kind"] or "", each["value"] or "") for each in given if each} if given else ()
    return Described(
        kind=row.get("kind") or "person",
        names=tuple(name for name in row["names"] or () if name),
        birth=birth_of(row["birth"]),
        sex=row["sex"] or "",
        nationality=row["nationality"] or "",
        places=tuple(place for place in row["places"] or () if place),
        identifiers=tuple(sorted(pair for pair in pairs if all(pair))),
    )
