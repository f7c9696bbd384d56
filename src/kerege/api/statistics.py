"""Statistics: what was reported of seizures, by country, substance and period; null is “not reported”."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field as SchemaField

from kerege.api.face import MarkingOut, door, viewer_of
from kerege.foundation.saying import said
from kerege.kernel.law import Act
from kerege.rooms.statistics import queries
from kerege.rooms.statistics.queries import Sorting, Step

router = Router()


class Asked(Schema):
    """What a table is asked for."""

    since: date
    until: date
    step: Step = Step.MONTH
    by: Sorting = Sorting.SUBSTANCE
    country: str = SchemaField("", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2")
    substance: str = SchemaField("", max_length=60, description="code of a substance or a class of the register")


class CellOut(Schema):
    """Reports, amounts by measure (decimals as text), and items without an amount."""

    reports: int
    amounts: dict[str, str]
    unquantified: int


class LineOut(Schema):
    """One line; a cell that is null was not reported."""

    key: str
    total: CellOut
    cells: list[CellOut | None]


class TableOut(Schema):
    """A table with its warnings and questions, under the join of the terms of all that was counted."""

    periods: list[str]
    unplaced: int
    total: CellOut
    lines: list[LineOut]
    warnings: list[dict[str, str]]
    outliers: list[dict[str, str]]
    marking: MarkingOut


def cell(held: queries.Cell | None) -> dict[str, Any] | None:
    """A cell as it is sent."""
    if held is None:
        return None
    amounts = {measure: str(amount) for measure, amount in held.amounts.items()}
    return {"reports": held.reports, "amounts": amounts, "unquantified": held.unquantified}


@router.get("/statistics/seizures", response=TableOut, summary="Seizures by country, substance and period")
@door(Act.READ)
def seizures(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Counted over what this token's officer may see, each report once; kilograms and pieces are never added."""
    try:
        table = queries.seizures(viewer=viewer_of(request), **asked.dict())
    except queries.SpanError as problem:
        raise HttpError(422, said(problem)) from problem
    return {
        "periods": [period.code for period in table.counted.periods],
        "unplaced": table.counted.unplaced,
        "total": cell(table.counted.total.total),
        "lines": [
            {"key": line.key, "total": cell(line.total), "cells": [cell(each) for each in line.cells]}
            for line in table.counted.lines
        ],
        "warnings": [
            {"code": each.code, "country": each.country, "text": each.message % dict(each.values)}
            for each in table.warnings
        ],
        "outliers": [
            {
                "report": str(each.report),
                "country": each.country,
                "substance": each.substance,
                "measure": each.measure,
                "amount": str(each.amount),
                "usual": str(each.usual),
            }
            for each in table.outliers
        ],
        "marking": table.marking.wire(),
    }
