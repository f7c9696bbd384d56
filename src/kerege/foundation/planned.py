"""Rows of a table by the values of some columns, and rows put into one: statements planned once a connection.

Django writes each statement, once for a process; what differs from one time to the next is bound by the server.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.sql import InsertQuery

from kerege.foundation.models import GuardedManager
from kerege.foundation.statements import asked
from kerege.foundation.viewing import require_viewer

T = TypeVar("T", bound=models.Model)
Reader = tuple[int, "partial[Any]"]
Equal = tuple[tuple[str, bool | None], ...]
"""Columns by which rows are found, in order; whether one that is true or false is to be true."""
Over = Callable[[Sequence[UUID]], "models.QuerySet[Any, Any]"]
"""What writes a query of values over some ids: the same for as many others."""


def rows(model: type[T], equal: Mapping[str, UUID | str | bool], order: Sequence[str] = ()) -> list[T]:
    """The rows whose columns equal all of this, in this order. Raises NoViewerError for a guarded table without one."""
    if isinstance(model._default_manager, GuardedManager):
        require_viewer()
    names = sorted(equal)
    by = tuple((name, value if isinstance(value := equal[name], bool) else None) for name in names)
    bounds = [equal[name] for name, fixed in by if fixed is None]
    attributes, readers = columns(model)
    found = [list(values) for values in asked(reading(model, by, tuple(order)), bounds)]
    for values in found:
        for at, read in readers:
            values[at] = read(values[at])
    return [model.from_db(connection.alias, attributes, values) for values in found]


def row(model: type[T], equal: Mapping[str, UUID | str | bool]) -> T | None:
    """The row whose columns equal all of this, the first by its id; None where there is none."""
    return next(iter(rows(model, equal, ("pk",))), None)


@cache
def reading(model: type[models.Model], by: Equal, order: tuple[str, ...]) -> str:
    """The statement that reads rows of a table, as Django writes it."""
    equal = {name: UUID(int=0) if fixed is None else fixed for name, fixed in by}
    found = model._default_manager.filter(**equal).order_by(*order)
    statement, bounds = found.query.sql_with_params()
    if len(bounds) != sum(fixed is None for _, fixed in by):
        raise TypeError(f"Django binds other values than {sorted(equal)} of {model.__name__}")
    return str(statement)


@cache
def columns(model: type[models.Model]) -> tuple[list[str], list[Reader]]:
    """The columns of a table as its rows name them, and what reads those that the driver does not."""
    fields = model._meta.concrete_fields
    named = [each.get_col(model._meta.db_table) for each in fields]
    readers = [
        (at, partial(read, expression=column, connection=connection))
        for at, column in enumerate(named)
        for read in [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    ]
    return [each.attname for each in fields], readers


def values(query: Over, ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    """What a query of guarded tables over these ids tells, as the database gives it; nothing where there are no ids."""
    require_viewer()
    if not ids:
        return []
    statement, bounds = over(query, len(ids))
    return asked(statement, [ids[each.int - 1] if isinstance(each, UUID) else each for each in bounds])


@cache
def over(query: Over, many: int) -> tuple[str, tuple[Any, ...]]:
    """The statement of a query over so many ids, as Django writes it; what it binds, each id by its place from 1 on."""
    statement, bounds = query([UUID(int=at + 1) for at in range(many)]).query.sql_with_params()
    return str(statement), tuple(bounds)


def keep(*rows: models.Model) -> None:
    """Put a few new rows into their one table; a statement is planned for each number of them."""
    model = type(rows[0])
    given = [[each.get_db_prep_save(each.pre_save(row, True), connection) for each in written(model)] for row in rows]
    statement, by_columns = writing(model, len(rows))
    asked(statement, [list(each) for each in zip(*given, strict=True)] if by_columns else [*chain(*given)])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def writing(model: type[models.Model], many: int) -> tuple[str, bool]:
    """The statement that puts so many rows into a table, as Django writes it; whether it takes them by columns."""
    query = InsertQuery(model)
    blank = model(**dict.fromkeys(each.attname for each in written(model)))  # draws no id: what is drawn is counted
    query.insert_values(written(model), [blank] * many)
    [(statement, bounds)] = query.get_compiler(connection.alias).as_sql()
    return str(statement), len(bounds) < many * len(written(model))


@cache
def written(model: type[models.Model]) -> list[Any]:
    """The columns of a table that are written, and not made by the database."""
    return [each for each in model._meta.concrete_fields if not each.generated]
