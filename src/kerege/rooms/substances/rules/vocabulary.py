"""Reads the shipped vocabulary (`vocabulary/*.csv`) into a register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from kerege.kernel.dates import PartialDate
from kerege.rooms.substances.rules.entries import (
    Confidence,
    Control,
    Entry,
    Hint,
    Kind,
    Name,
    NameKind,
    SinceKind,
    SizeLimits,
    Source,
)
from kerege.rooms.substances.rules.reasons import Reason
from kerege.rooms.substances.rules.register import Register
from kerege.rooms.substances.rules.tables import rows

T = TypeVar("T")
Row = dict[str, str]


@cache
def shipped_register() -> Register:
    """The register as shipped; read once."""
    return Register(
        entries=(*_read("classes", _class), *_read("substances", _substance)),
        names=_read("names", _name),
        controls=_read("control", _control),
        sizes=_read("sizes", _sizes),
        hints=_read(
            "hints", lambda row: Hint(row["text"], row["code"], float(row["score"]), Reason(row["why"], row["why_ru"]))
        ),
        sources=_read("sources", lambda row: Source(row["key"], row["title"], row["licence"])),
    )


def _read(table: str, made: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(made(row) for row in rows(table))


def _class(row: Row) -> Entry:
    return Entry(row["code"], Kind.CLASS, row["parent"], "", row["en"], row["ru"])


def _substance(row: Row) -> Entry:
    return Entry(
        code=row["code"],
        kind=Kind(row["kind"]),
        class_code=row["class"],
        form_of=row["form_of"],
        en=row["en"],
        ru=row["ru"],
        formula=row["formula"],
        cas=row["cas"],
        inchikey=row["inchikey"],
        smiles=row["smiles"],
    )


def _name(row: Row) -> Name:
    return Name(row["code"], row["lang"], NameKind(row["kind"]), row["text"], row["source"])


def _control(row: Row) -> Control:
    return Control(
        code=row["code"],
        jurisdiction=row["jurisdiction"],
        instrument=row["instrument"],
        schedule=row["schedule"],
        since=PartialDate.from_code(row["since"]) if row["since"] else None,
        since_kind=SinceKind(row["since_kind"]),
        until=_day(row["until"]),
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )


def _sizes(row: Row) -> SizeLimits:
    return SizeLimits(
        code=row["code"],
        jurisdiction=row["jurisdiction"],
        significant=Decimal(row["significant"]),
        large=Decimal(row["large"]),
        especially_large=Decimal(row["especially_large"]),
        since=_day(row["since"]),
        until=_day(row["until"]),
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
