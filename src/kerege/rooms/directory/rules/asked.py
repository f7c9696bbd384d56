"""What a change of the directory asks for: who may make it, and the fields that many changes share."""

from dataclasses import dataclass
from enum import StrEnum

from kerege.rooms.directory.rules import AgencyKind, DeskKind


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


class Power(StrEnum):
    """Who may make a change."""

    REGISTRY = "registry"
    """The centre's administrator."""
    KEEPER = "keeper"
    """The administrator of the party; the centre's where the party has none in office."""
    COORDINATOR = "coordinator"
    """The national coordinator, for his own party."""


class Ask(StrEnum):
    """What a field of a change asks for; a thing of the directory is named by its code."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    YES = "yes"
    WORD = "word"
    WORDS = "words"
    PARTY = "party"
    AGENCY = "agency"
    DESK = "desk"
    OFFICER = "officer"
    HAT = "hat"
    AGREEMENT = "agreement"
    FACT = "fact"
    ACCREDITATION = "accreditation"
    """A party, an agency or a desk."""
    MEMBERSHIP = "membership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of a change; `private` fields never reach the public list of changes."""

    name: str
    label: str
    ask: Ask = Ask.LINE
    words: tuple[StrEnum, ...] = ()
    required: bool = True
    hint: str = ""
    private: bool = False
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredChange:
    """One change: its code is the word of the command and of the address."""

    code: str
    title: str
    lead: str
    part: str
    powers: frozenset[Power]
    asked: tuple[Asked, ...]


REGISTRY = frozenset({Power.REGISTRY})
KEEPER = frozenset({Power.KEEPER})
COORDINATOR = frozenset({Power.COORDINATOR})
CODE = Asked(name="code", label=N_("Code"), most=12, hint=N_("Latin letters, digits and hyphens; it never changes."))
LONG_CODE = Asked(name="code", label=N_("Code"), most=40, hint=CODE.hint)
NAME_EN = Asked(name="name_en", label=N_("Name in English"))
NAME_RU = Asked(name="name_ru", label=N_("Name in Russian"))
PARTY = Asked(name="party", label=N_("Party"), ask=Ask.PARTY)
AGENCY = Asked(name="agency", label=N_("Agency"), ask=Ask.AGENCY)
DESK = Asked(name="desk", label=N_("Desk"), ask=Ask.DESK)
OFFICER = Asked(name="officer", label=N_("Officer"), ask=Ask.OFFICER)
HAT = Asked(name="hat", label=N_("Hat"), ask=Ask.HAT)
SINCE = Asked(name="since", label=N_("From day"), ask=Ask.DAY)
UNTIL = Asked(name="until", label=N_("Until"), ask=Ask.DAY)
OPEN_END = Asked(name="until", label=N_("Until"), ask=Ask.DAY, required=False)
LAST_DAY = Asked(name="last_day", label=N_("Last day"), ask=Ask.DAY)
SOURCE = Asked(
    name="source",
    label=N_("Source"),
    most=500,
    hint=N_("The decision, letter or published act this rests on, with its number and day."),
)
REFERENCE = Asked(name="reference", label=N_("Reference of the accreditation"), most=120)
KINDS_OF_AGENCIES = Asked(name="kind", label=N_("Kind"), ask=Ask.WORD, words=tuple(AgencyKind))
KINDS_OF_DESKS = Asked(name="kind", label=N_("Kind"), ask=Ask.WORD, words=tuple(DeskKind))
