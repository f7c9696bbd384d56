"""What the register holds: entries, names, controls, size limits, hints; and what resolving a name answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from kerege.kernel.dates import PartialDate
from kerege.rooms.substances.rules.reasons import NONE, Reason

How = Literal["exact", "synonym", "normalised", "unresolved"]


class Kind(StrEnum):
    """What sort of thing an entry is."""

    SUBSTANCE = "substance"
    FORM = "form"
    PRODUCT = "product"
    PLANT = "plant"
    CLASS = "class"


class NameKind(StrEnum):
    """How far a name may be trusted: an ambiguous one is only ever suggested."""

    SYNONYM = "synonym"
    STREET = "street"
    AMBIGUOUS = "ambiguous"


class SinceKind(StrEnum):
    """What the date of a control row is the date of."""

    IN_FORCE = "in_force"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    NOT_KNOWN = "not_known"


class Confidence(StrEnum):
    """Whether the row was read in the source it names, or recalled and still to be checked against it."""

    PUBLISHED = "published"
    RECALLED = "recalled"


class Size(StrEnum):
    """The size of an amount in criminal law (in Russian: значительный, крупный, особо крупный)."""

    BELOW = "below_significant"
    SIGNIFICANT = "significant"
    LARGE = "large"
    ESPECIALLY_LARGE = "especially_large"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a substance (salts follow the base), a form of one, a product, a plant, or a whole class.

    `class_code` is the class it belongs to (for a class: the wider class, or empty); `form_of` the substance whose
    control and sizes a form follows. Formula (Hill order), CAS number, InChIKey and SMILES are empty where not certain.
    """

    code: str
    kind: Kind
    class_code: str
    form_of: str
    en: str
    ru: str
    formula: str = ""
    cas: str = ""
    inchikey: str = ""
    smiles: str = ""

    def title(self, lang: str) -> str:
        """The common name in Russian for "ru", in English otherwise."""
        return self.ru if lang == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of an entry; `source` is a key of the sources."""

    code: str
    lang: str
    kind: NameKind
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Control:
    """That an instrument of a jurisdiction lists a substance; `since` is the date of what `since_kind` says."""

    code: str
    jurisdiction: str
    instrument: str
    schedule: str
    since: PartialDate | None
    since_kind: SinceKind
    until: date | None
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Amounts in grams of the whole mixture above which a size begins, in a jurisdiction, from a day on.

    `since` is None where the source does not say from which day: such a row never decides, it is shown beside.
    """

    code: str
    jurisdiction: str
    significant: Decimal
    large: Decimal
    especially_large: Decimal
    since: date | None
    until: date | None
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Hint:
    """What a written text may mean, put to a person and never done by itself."""

    text: str
    code: str
    score: float
    why: Reason


@dataclass(frozen=True, slots=True)
class Source:
    """Where names of the register come from."""

    key: str
    title: str
    licence: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry a person may choose for a text; `score` between 0 and 1, `why` in words of both languages."""

    code: str
    score: float
    why: Reason


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written name was taken for: the entry or None, how it was found, why, and what else it may be."""

    code: str | None
    how: How
    note: Reason = NONE
    suggestions: tuple[Suggestion, ...] = ()
