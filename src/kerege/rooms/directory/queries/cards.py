"""What the law looks at, as faces show it: parties with gates and facts, agreements with states, suspensions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from kerege.kernel.law import Gate, Level, PartyClass
from kerege.rooms.directory.models import (
    Agreement,
    AgreementPermission,
    AgreementStatus,
    PartyFactRow,
    Suspension,
)
from kerege.rooms.directory.queries.entries import PartyEntry, party_rows
from kerege.rooms.directory.rules import AgreementState, Direction, PartyFact, PartyLevel, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCard:
    """A party with what the law looks at: status, gates, dated facts."""

    party: PartyEntry
    since: date
    until: date | None
    gate_facts: Gate
    gate_nominal: Gate
    level: PartyLevel
    words: str
    """What it prints beside the level of its reports; empty where it has said nothing."""
    facts: tuple[tuple[PartyFact, date, date | None, str], ...]
    """Fact, first day, last day, source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """An agreement, what it permits, and where each party stands with it (the newest state)."""

    id: UUID
    code: str
    name_en: str
    name_ru: str
    permits: tuple[Permission, ...]
    states: dict[UUID, tuple[AgreementState, date, str]]
    """By party: state, since, source."""

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionEntry:
    """Releases between two parties closed in one act; `towards` None means towards all."""

    id: UUID
    by_party: UUID
    towards: UUID | None
    direction: Direction
    since: datetime
    lifted_at: datetime | None
    reason: str


def official_words() -> dict[UUID, str]:
    """What each party prints beside the level, as “code: words”, by party; parties that said nothing are left out."""
    return {row.id: f"{row.code}: {row.official_use_words}" for row in party_rows() if row.official_use_words}


def party_cards() -> list[PartyCard]:
    """All parties with their gates and dated facts."""
    facts: dict[UUID, list[tuple[PartyFact, date, date | None, str]]] = {}
    for row in PartyFactRow.objects.order_by("since", "id"):
        facts.setdefault(row.party, []).append((PartyFact(row.fact), row.since, row.until, row.source))
    return [
        PartyCard(
            party=PartyEntry(p.id, p.code, PartyClass(p.party_class), p.name_en, p.name_ru),
            since=p.since,
            until=p.until,
            gate_facts=Gate(p.gate_facts),
            gate_nominal=Gate(p.gate_nominal),
            level=PartyLevel.OFFICIAL_USE if p.level >= Level.OFFICIAL_USE else PartyLevel.OPEN,
            words=p.official_use_words,
            facts=tuple(facts.get(p.id, ())),
        )
        for p in party_rows()
    ]


def agreements() -> list[AgreementEntry]:
    """All agreements with the newest state of each party."""
    states: dict[UUID, dict[UUID, tuple[AgreementState, date, str]]] = {}
    for row in AgreementStatus.objects.order_by("since", "recorded_at", "id"):
        states.setdefault(row.agreement, {})[row.party] = (AgreementState(row.state), row.since, row.source)
    permits: dict[UUID, list[Permission]] = {}
    for given in AgreementPermission.objects.order_by("permission"):
        permits.setdefault(given.agreement, []).append(Permission(given.permission))
    return [
        AgreementEntry(
            id=a.id,
            code=a.code,
            name_en=a.name_en,
            name_ru=a.name_ru,
            permits=tuple(permits.get(a.id, ())),
            states=states.get(a.id, {}),
        )
        for a in Agreement.objects.order_by("code")
    ]


def suspensions() -> list[SuspensionEntry]:
    """All suspensions, those in force first, the newest first; every viewer may read them, both sides are told."""
    return [
        SuspensionEntry(
            id=s.id,
            by_party=s.by_party,
            towards=s.towards,
            direction=Direction(s.direction),
            since=s.since,
            lifted_at=s.lifted_at,
            reason=s.reason,
        )
        for s in Suspension.objects.order_by(F("lifted_at").desc(nulls_first=True), "-since", "id")
    ]
