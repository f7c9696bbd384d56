"""Pure decisions of the directory: kinds, what a hat needs to be valid, what succession and status changes mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kerege.kernel.law import Level, PartyClass, Role

ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "-": "", "_": ""})
"""Signs that a reader takes for each other, and those that he passes over."""


def look_of(code: str) -> str:
    """A code as a hasty reader sees it: of two codes that look alike one is not given."""
    return code.casefold().translate(ALIKE).replace("rn", "m").replace("vv", "w")


class AgencyKind(StrEnum):
    """Kinds of agencies that report."""

    POLICE = "police"
    DRUG_CONTROL = "drug_control"
    CUSTOMS = "customs"
    BORDER_GUARD = "border_guard"
    SECURITY = "security"
    FINANCIAL_INTELLIGENCE = "financial_intelligence"
    LABORATORY = "laboratory"
    PRECURSOR_REGULATOR = "precursor_regulator"
    POST = "post"
    CENTRE = "centre"
    OTHER = "other"


class DeskKind(StrEnum):
    """Kinds of desks; a post answers "call your desk" where a desk of analysts sees the other side."""

    POST = "post"
    UNIT = "unit"
    ANALYSIS = "analysis"
    LABORATORY = "laboratory"
    LIAISON = "liaison"
    DUTY = "duty"
    COORDINATION = "coordination"
    ADMINISTRATION = "administration"


class AgreementState(StrEnum):
    """How far a party has come with an agreement."""

    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    DENOUNCED = "denounced"


class Permission(StrEnum):
    """What an agreement in force permits between parties."""

    NOMINAL_EXCHANGE = "nominal_exchange"
    CLASSIFIED_EXCHANGE = "classified_exchange"
    CONTROLLED_DELIVERY = "controlled_delivery"


class PartyFact(StrEnum):
    """Dated, sourced facts about a party that the law looks at."""

    DEATH_PENALTY = "death_penalty_for_drug_offences"
    READS_FACTS = "council_granted_facts"
    ASSURANCE_AGREEMENT = "assurance_agreement"


class PartyLevel(StrEnum):
    """Up to which level a party reads; classified content is never kept here."""

    OPEN = "open"
    OFFICIAL_USE = "official_use"


LEVELS = {PartyLevel.OPEN: Level.OPEN, PartyLevel.OFFICIAL_USE: Level.OFFICIAL_USE}


class Direction(StrEnum):
    """Which way a suspension closes releases."""

    TO = "to"
    FROM = "from"
    BOTH = "both"


ROLES_OF_DESKS: dict[DeskKind, frozenset[Role]] = {
    DeskKind.POST: frozenset({Role.POST, Role.DESK}),
    DeskKind.UNIT: frozenset({Role.DESK, Role.RELEASING, Role.ANALYST, Role.DATA_PROTECTION}),
    DeskKind.ANALYSIS: frozenset(
        {Role.ANALYST, Role.RELEASING, Role.DESK, Role.DATA_PROTECTION, Role.COORDINATOR, Role.REPRESENTATIVE}
        | {Role.ADMINISTRATOR, Role.AUDITOR, Role.LIAISON, Role.CHEMIST, Role.DUTY, Role.POST}
    ),
    DeskKind.LABORATORY: frozenset({Role.CHEMIST, Role.RELEASING, Role.DESK}),
    DeskKind.LIAISON: frozenset({Role.LIAISON, Role.REPRESENTATIVE}),
    DeskKind.DUTY: frozenset({Role.DUTY}),
    DeskKind.COORDINATION: frozenset({Role.COORDINATOR, Role.RELEASING, Role.DATA_PROTECTION, Role.AUDITOR}),
    DeskKind.ADMINISTRATION: frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION}),
}
MFA_ROLES = frozenset({Role.RELEASING, Role.ADMINISTRATOR, Role.COORDINATOR, Role.DATA_PROTECTION})


@dataclass(frozen=True, slots=True)
class Validity:
    """A span of days; an open end is None."""

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies inside, ends included."""
        return self.since <= day and (self.until is None or day <= self.until)


def role_fits(role: Role, desk: DeskKind) -> bool:
    """Whether a hat of this role may hang at a desk of this kind."""
    return role in ROLES_OF_DESKS[desk]


def needs_accreditation(role: Role, party_class: PartyClass) -> bool:
    """A liaison officer seated in the centre needs the centre's accreditation."""
    return role is Role.LIAISON and party_class is PartyClass.CENTRE


MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("AZ", "Republic of Azerbaijan", "Азербайджанская Республика"),
    ("KZ", "Republic of Kazakhstan", "Республика Казахстан"),
    ("KG", "Kyrgyz Republic", "Кыргызская Республика"),
    ("RU", "Russian Federation", "Российская Федерация"),
    ("TJ", "Republic of Tajikistan", "Республика Таджикистан"),
    ("TM", "Turkmenistan", "Туркменистан"),
    ("UZ", "Republic of Uzbekistan", "Республика Узбекистан"),
)
"""The seven member states of the Agreement."""
