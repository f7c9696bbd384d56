"""Door for reading: entries, names, what a written name means, control on a day, the size of an amount.

The register is public reference data: no viewer is needed. It is read from the tables once in a process and then kept,
so these calls touch the database only the first time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext_noop

from kerege.kernel.dates import PartialDate
from kerege.rooms.substances import models
from kerege.rooms.substances.rules import (
    Batch,
    Confidence,
    Control,
    ControlOn,
    ControlState,
    Entry,
    Hint,
    Kind,
    Name,
    NameKind,
    Reason,
    Register,
    Resolution,
    Resolver,
    SinceKind,
    Size,
    SizeLimits,
    SizeOn,
    Source,
    Suggestion,
    UnknownSubstanceError,
    instrument,
    label,
    shipped_register,
    size_on,
)
from kerege.rooms.substances.rules import (
    control_on as control_by,
)
from kerege.rooms.substances.rules import page as page_rules

__all__ = [
    "Card",
    "Confidence",
    "Control",
    "ControlOn",
    "ControlState",
    "Entry",
    "Kind",
    "Name",
    "NameKind",
    "Reason",
    "Register",
    "RegisterEmptyError",
    "Resolution",
    "Resolver",
    "SinceKind",
    "Size",
    "SizeLimits",
    "SizeOn",
    "Suggestion",
    "Title",
    "UnknownSubstanceError",
    "batch",
    "control_on",
    "forget_register",
    "instrument",
    "label",
    "members",
    "names",
    "page",
    "register",
    "resolve",
    "resolver",
    "size_class",
    "substance",
    "titles",
]


class RegisterEmptyError(RuntimeError):
    """The tables of the register hold nothing: the database was not made ready."""


@dataclass(frozen=True, slots=True)
class Title:
    """An entry as lists and drop-downs show it."""

    code: str
    title: str
    kind: Kind
    class_code: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the register holds on one entry; `classes` are the narrowest first."""

    entry: Entry
    classes: tuple[Entry, ...]
    names: tuple[Name, ...]
    controls: tuple[Control, ...]
    sizes: tuple[SizeLimits, ...]

    @property
    def code(self) -> str:
        """The code of the entry."""
        return self.entry.code


def substance(code: str) -> Card:
    """The card of an entry (a form shows the control and sizes of its base); raises `UnknownSubstanceError`."""
    held = register()
    entry, base = held.entry(code), held.base(code)
    return Card(
        entry=entry,
        classes=tuple(each for each in held.classes_of(code) if each.code != code),
        names=held.names_by_code.get(code, ()),
        controls=held.controls_by_code.get(code) or held.controls_by_code.get(base.code, ()),
        sizes=held.sizes_by_code.get(code) or held.sizes_by_code.get(base.code, ()),
    )


def resolve(text: str) -> Resolution:
    """What a written name means, worked out for each call: no time tells what others asked (files: `batch`)."""
    return resolver().resolve(text)


def batch() -> Batch:
    """What answers the names of one file, each worked out once; kept by the caller, for him alone."""
    return Batch(resolver())


def names(lang: str) -> tuple[Title, ...]:
    """Every entry with its common name in Russian ("ru") or English, in the order of the register."""
    return titles(lang)


def titles(lang: str, kinds: Sequence[Kind] = tuple(Kind)) -> tuple[Title, ...]:
    """Entries of these kinds with their common names, in the order of the register."""
    return tuple(
        Title(entry.code, entry.title(lang), entry.kind, entry.class_code)
        for entry in register().entries
        if entry.kind in kinds
    )


def members(class_code: str) -> tuple[Entry, ...]:
    """Entries of a class and of the classes within it; raises `UnknownSubstanceError`."""
    return register().members(class_code)


def control_on(code: str, jurisdiction: str, day: date) -> ControlOn:
    """Control of an entry in a jurisdiction ("UN", "RU", …) on a day, with the rows and their sources."""
    return control_by(register(), code, jurisdiction, day)


def size_class(code: str, jurisdiction: str, day: date, grams: Decimal) -> SizeOn | None:
    """The size of an amount of bulk weight in grams, or None where no limits are held for that place and day."""
    return size_on(register(), code, jurisdiction, day, grams)


def page(reported: Mapping[str, int]) -> str:
    """The page of the docs on the shipped register; `reported` are the drug names of the IDS file with their rows."""
    return page_rules.page(shipped_register(), reported)


@cache
def resolver() -> Resolver:
    """The resolver of this process: tables of names, no answers."""
    return Resolver(register())


@cache
def register() -> Register:
    """The register as the tables hold it; read once. Raises `RegisterEmptyError` when nothing is loaded."""
    held = Register(
        entries=tuple(_entry(row) for row in models.Substance.objects.order_by("place")),
        names=tuple(_name(row) for row in models.Name.objects.order_by("place")),
        controls=tuple(_control(row) for row in models.ControlStatus.objects.order_by("place")),
        sizes=tuple(_sizes(row) for row in models.SizeClass.objects.order_by("place")),
        hints=tuple(
            Hint(row.text, row.code, row.score, Reason(row.why_en, row.why_ru))
            for row in models.Hint.objects.order_by("place")
        ),
        sources=tuple(Source(r.key, r.title, r.licence) for r in models.NameSource.objects.order_by("place")),
    )
    if not held.entries:
        raise RegisterEmptyError(
            gettext_noop("the register of substances is empty: migrate the database, which loads it")
        )
    return held


def forget_register() -> None:
    """Read the register anew at the next call; for the process that has just loaded it."""
    resolver.cache_clear()
    register.cache_clear()


def _entry(row: models.Substance) -> Entry:
    return Entry(
        code=row.code,
        kind=Kind(row.kind),
        class_code=row.class_code,
        form_of=row.form_of,
        en=row.name_en,
        ru=row.name_ru,
        formula=row.formula,
        cas=row.cas,
        inchikey=row.inchikey,
        smiles=row.smiles,
    )


def _name(row: models.Name) -> Name:
    return Name(row.code, row.lang, NameKind(row.kind), row.text, row.source)


def _control(row: models.ControlStatus) -> Control:
    return Control(
        code=row.code,
        jurisdiction=row.jurisdiction,
        instrument=row.instrument,
        schedule=row.schedule,
        since=PartialDate.from_code(row.since) if row.since else None,
        since_kind=SinceKind(row.since_kind),
        until=row.until,
        source=row.source,
        confidence=Confidence(row.confidence),
    )


def _sizes(row: models.SizeClass) -> SizeLimits:
    return SizeLimits(
        code=row.code,
        jurisdiction=row.jurisdiction,
        significant=_plain(row.significant),
        large=_plain(row.large),
        especially_large=_plain(row.especially_large),
        since=row.since,
        until=row.until,
        source=row.source,
        confidence=Confidence(row.confidence),
    )


def _plain(amount: Decimal) -> Decimal:
    """Without the zeros that the column adds: 2.500000 is 2.5, 1000.000000 is 1000."""
    short = amount.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
