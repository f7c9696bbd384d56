"""Intake: sending rows as a list, imports with their counters, rows in quarantine and mending them."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field as SchemaField

from kerege.api.face import door, viewer_of
from kerege.foundation.saying import said
from kerege.kernel.law import Act
from kerege.rooms.intake import actions, queries

router = Router()


class Span(Schema):
    """Which part of a list."""

    limit: int = SchemaField(50, ge=1, le=1000)
    offset: int = SchemaField(0, ge=0, le=1_000_000)


class WaitingSpan(Span):
    """Which part of the rows that wait, of all imports or of one."""

    import_id: UUID | None = None


class ImportOut(Schema):
    """One import: `accepted + duplicates + quarantined` are the rows done."""

    id: UUID
    file_name: str
    format: str
    kind: str
    state: str
    rows: int
    done: int
    accepted: int
    duplicates: int
    quarantined: int
    findings: dict[str, Any]


class QuarantineOut(Schema):
    """A row that waits: its cells by column, and the reasons in English."""

    id: UUID
    import_id: UUID
    row: int
    cells: dict[str, str]
    reasons: list[str]


class MendedRow(Schema):
    """A waiting row with its mended cells; columns that are left out keep what they held."""

    id: UUID
    cells: dict[str, str] = SchemaField(max_length=500)


class MendedOut(Schema):
    """What became of mended rows."""

    accepted: int
    duplicates: int
    still_waiting: int
    not_waiting: int
    edits_kept: int
    """Rows that still wait, whose new cells are kept: they are what you read there next."""


@router.get("/imports", response=list[ImportOut], operation_id="imports")
@door(Act.REPORT)
def imports(request: HttpRequest, span: Query[Span]) -> list[dict[str, Any]]:
    """The imports of your agency, newest first."""
    found = queries.imports(viewer=viewer_of(request), limit=span.limit, offset=span.offset)
    return [asdict(each) for each in found]


@router.get("/imports/{import_id}", response=ImportOut, operation_id="import")
@door(Act.REPORT)
def one_import(request: HttpRequest, import_id: UUID) -> dict[str, Any]:
    """One import."""
    try:
        return asdict(queries.import_of(viewer=viewer_of(request), import_id=import_id))
    except queries.NoSuchImportError as problem:
        raise HttpError(404, said(problem)) from problem


@router.get("/quarantine", response=list[QuarantineOut], operation_id="quarantine")
@door(Act.REPORT)
def quarantine(request: HttpRequest, response: HttpResponse, asked: Query[WaitingSpan]) -> list[dict[str, Any]]:
    """Rows of your agency that wait to be mended; `Kerege-Parts` says in how many files a page hands them out."""
    response["Kerege-Parts"] = str(queries.quarantine_parts(viewer=viewer_of(request), import_id=asked.import_id))
    found = queries.quarantine(
        viewer=viewer_of(request), import_id=asked.import_id, limit=asked.limit, offset=asked.offset
    )
    return [
        {
            "id": each.id,
            "import_id": each.import_id,
            "row": each.row,
            "cells": dict(zip(each.columns, each.cells, strict=False)),
            "reasons": [queries.sentence(fault) for fault in each.faults],
        }
        for each in found
    ]


@router.post("/quarantine/mend", response=MendedOut, operation_id="mend")
@door(Act.REPORT)
def mend(request: HttpRequest, rows: list[MendedRow]) -> dict[str, int]:
    """Read waiting rows again with mended cells; a row that is right leaves quarantine, once."""
    if len(rows) > 1000:
        raise HttpError(422, gettext_noop("At most 1,000 rows at a time."))
    result = actions.mend(actor=viewer_of(request), cells={row.id: row.cells for row in rows})
    return {
        "accepted": result.accepted,
        "duplicates": result.duplicates,
        "still_waiting": result.still_waiting,
        "not_waiting": result.not_waiting,
        "edits_kept": result.edits_kept,
    }
