"""A claim in memory: what one report says, typed, in its two parts; and what is wrong with one that is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Condition, FindingMode, Handling, Level, PersonCategory


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, a stable code, and a sentence (English; faces translate) with its values."""

    path: str
    code: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The sentence in English."""
        return self.message % dict(self.values)


class ClaimRefusedError(ValueError):
    """The claim cannot be kept as it stands; `faults` say what, where and what to do."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep every fault."""
        super().__init__("; ".join(f"{fault.path}: {fault.text()}" for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class ItemClaim:
    """One seized item: substance and quantity as given, and as the register and the factors read them."""

    substance_given: str
    substance: str = ""
    quantity_given: str = ""
    quantity_state: str = "not_reported"
    amount: Decimal | None = None
    upper: Decimal | None = None
    approximate: bool = False
    unit: str = ""
    base_amount: Decimal | None = None
    base: str = ""
    purity: Decimal | None = None
    form: str = ""
    packaging: str = ""
    mark: str = ""

    def content(self) -> dict[str, object]:
        """Its part of the canonical facts."""
        made: dict[str, object] = {
            "substance_given": self.substance_given,
            "quantity_given": self.quantity_given,
            "quantity_state": self.quantity_state,
        }
        for name in ("substance", "unit", "base", "form", "packaging", "mark"):
            if value := getattr(self, name):
                made[name] = value
        for name in ("amount", "upper", "base_amount", "purity"):
            if (number := getattr(self, name)) is not None:
                made[name] = format(number, "f")
        if self.approximate:
            made["approximate"] = True
        return made


@dataclass(slots=True)
class LegClaim:
    """One leg of a route."""

    from_country: str = ""
    from_place: str = ""
    to_country: str = ""
    to_place: str = ""
    assessed: bool = False
    transport: str = ""

    def content(self) -> dict[str, object]:
        """Its part of the canonical facts."""
        texts = ("from_country", "from_place", "to_country", "to_place", "transport")
        made: dict[str, object] = {name: value for name in texts if (value := getattr(self, name))}
        return made | {"assessed": self.assessed}


@dataclass(slots=True)
class IdentifierClaim:
    """One identifier of a subject, as given and normalised."""

    kind: str
    value: str
    given: str
    country: str = ""
    valid: bool | None = None
    partial: bool = False
    note: str = ""

    def content(self) -> dict[str, object]:
        """Its part of the canonical nominal content."""
        return {"kind": self.kind, "value": self.value, "given": self.given, "country": self.country}


@dataclass(slots=True)
class SubjectClaim:
    """A person or thing of the nominal part."""

    kind: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    category: PersonCategory | None = None
    birth: PartialDate | None = None
    sex: str = ""
    nationality: str = ""
    covert: bool = False
    integrity: bool = False
    details: dict[str, str] = field(default_factory=dict)
    identifiers: list[IdentifierClaim] = field(default_factory=list)

    def content(self) -> dict[str, object]:
        """Its part of the canonical nominal content."""
        return {
            "kind": self.kind,
            "name": self.name,
            "aliases": list(self.aliases),
            "category": self.category.value if self.category else "",
            "birth": self.birth.code() if self.birth else "",
            "sex": self.sex,
            "nationality": self.nationality,
            "covert": self.covert,
            "integrity": self.integrity,
            "details": dict(self.details),
            "identifiers": [each.content() for each in self.identifiers],
        }


@dataclass(slots=True)
class LinkClaim:
    """A link between two subjects, by their positions."""

    from_position: int
    to_position: int
    role: str
    evidence: str

    def content(self) -> dict[str, object]:
        """Its part of the canonical nominal content."""
        return {"from": self.from_position, "to": self.to_position, "role": self.role, "evidence": self.evidence}


@dataclass(slots=True)
class NominalClaim:
    """The nominal part: exact place, case, narrative, subjects, links."""

    texts: dict[str, str] = field(default_factory=dict)
    subjects: list[SubjectClaim] = field(default_factory=list)
    links: list[LinkClaim] = field(default_factory=list)

    def content(self) -> dict[str, object]:
        """The canonical nominal content."""
        return {
            **self.texts,
            "subjects": [each.content() for each in self.subjects],
            "links": [each.content() for each in self.links],
        }


@dataclass(slots=True)
class Terms:
    """How the owner lets the report be handled; the same for both parts unless a release tightens it."""

    grading: tuple[str, str, str] = ("", "", "")
    handling: frozenset[Handling] = frozenset({Handling.H0})
    conditions: frozenset[Condition] = frozenset()
    restriction: str = ""
    level: Level = Level.OPEN
    forbidden_codes: tuple[str, ...] = ()
    """Codes of parties that must not see or be told."""
    language: str = ""
    closest_mode: FindingMode = FindingMode.HIT
    """The most that others may learn of the nominal part; tighter than the table's default, never wider."""
    mode_reason: str = ""


@dataclass(slots=True)
class Claim:
    """One report's content, typed and checked."""

    kind: str
    occurred: PartialDate | None
    country: str
    region: str = ""
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    persons_count: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    items: list[ItemClaim] = field(default_factory=list)
    legs: list[LegClaim] = field(default_factory=list)
    nominal: NominalClaim | None = None
    terms: Terms = field(default_factory=Terms)

    def facts_content(self) -> dict[str, object]:
        """The canonical content of the facts part; what is left out was not reported."""
        made: dict[str, object] = {
            "kind": self.kind,
            "occurred": self.occurred.code() if self.occurred else "",
            "country": self.country,
        }
        for name in ("region", "place"):
            if value := getattr(self, name):
                made[name] = value
        if self.latitude is not None and self.longitude is not None:
            made["latitude"], made["longitude"] = str(self.latitude), str(self.longitude)
        if self.persons_count is not None:
            made["persons_count"] = self.persons_count
        made.update(self.details)
        made["items"] = [each.content() for each in self.items]
        made["legs"] = [each.content() for each in self.legs]
        return made
