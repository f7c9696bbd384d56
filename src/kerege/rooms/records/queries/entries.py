"""What leaves this room: frozen values, fully read."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from kerege.kernel.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """One seized item."""

    substance: str
    substance_given: str
    quantity_given: str
    quantity_state: str
    amount: Decimal | None
    unit: str
    base_amount: Decimal | None
    base: str
    purity: Decimal | None
    form: str
    packaging: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegEntry:
    """One leg of a route."""

    from_country: str
    from_place: str
    to_country: str
    to_place: str
    assessed: bool
    transport: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierEntry:
    """One identifier."""

    id: UUID
    kind: str
    value: str
    given: str
    country: str
    valid: bool | None
    partial: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """One person or thing."""

    id: UUID
    position: int
    kind: str
    category: str
    name: str
    aliases: tuple[str, ...]
    birth: PartialDate | None
    sex: str
    nationality: str
    challenged: bool
    covert: bool
    integrity: bool
    details: dict[str, str]
    identifiers: tuple[IdentifierEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntry:
    """A link between two subjects."""

    from_subject: UUID
    to_subject: UUID
    role: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsEntry:
    """The facts part."""

    kind: str
    occurred: PartialDate | None
    country: str
    region: str
    place: str
    latitude: Decimal | None
    longitude: Decimal | None
    persons_count: int | None
    details: dict[str, str]
    items: tuple[ItemEntry, ...]
    legs: tuple[LegEntry, ...]
    sound: bool = True
    """Whether it is what the node signed with its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominalEntry:
    """The nominal part."""

    texts: dict[str, str]
    review_on: date
    subjects: tuple[SubjectEntry, ...]
    links: tuple[LinkEntry, ...]
    sound: bool = True
    """Whether it is what the node signed with its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """One version in the history."""

    id: UUID
    number: int
    change: str
    made_at: datetime
    reason: str
    grading: tuple[str, str, str]
    handling: tuple[str, ...]
    conditions: tuple[str, ...]
    restriction: str
    level: int
    facts_hash: str
    closest_mode: int
    mode_reason: str
    forbidden: tuple[UUID, ...]
    sound: bool = True
    """Whether it bears the node's signature; looked at where one report is shown, not in lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """One report as this viewer may see it; `nominal` is None when there is none that he may read."""

    id: UUID
    owner: UUID
    number: str
    kind: str
    facts_state: str
    nominal_state: str
    """Empty for who may not read the nominal part: it would tell whether there is one."""
    retracted: bool
    own: bool
    by_release: bool
    """Whether the viewer reads a part by a release: then its codes and conditions stand in the versions."""
    official_words: str
    """What the owner's party prints beside the level, as “code: words”; empty where it said nothing."""
    version: VersionEntry
    versions: tuple[VersionEntry, ...]
    facts: FactsEntry
    nominal: NominalEntry | None
    cut: bool = False
    """Whether the newest version was taken away: the journal tells of more."""

    @property
    def sound(self) -> bool:
        """Whether what holds of it is what the node signed."""
        persons = self.nominal is None or self.nominal.sound
        return self.version.sound and self.facts.sound and persons and not self.cut


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """One line of a list."""

    id: UUID
    owner: UUID
    number: str
    kind: str
    occurred: PartialDate | None
    country: str
    region: str
    place: str
    persons_count: int | None
    items: tuple[ItemEntry, ...]
    retracted: bool
    repeats: bool
    facts_state: str
    latitude: Decimal | None
    longitude: Decimal | None
    summary: str
    details: dict[str, str]
