"""What a field of a change may be: things of the directory by their codes, within what the viewer's changes reach."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory.models import Agreement
from kerege.rooms.directory.queries.entries import agencies, desks, parties
from kerege.rooms.directory.queries.groups import groups
from kerege.rooms.directory.queries.standing import accreditations, facts_in_force, hats, officers, reach
from kerege.rooms.directory.rules.asked import Ask, Asked, DeclaredChange
from kerege.rooms.directory.rules.changes import NOBODYS

FROM_ANYWHERE = frozenset({"appoint", "hand-over"})
"""Changes whose officer may be another party's: a liaison officer is seconded by his state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that may be chosen: its code, its id, its party, its names."""

    code: str
    id: UUID
    party: UUID
    name_en: str
    name_ru: str

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


def choices(*, viewer: Viewer, change: DeclaredChange, asked: Asked) -> list[Choice]:
    """What the field may be for this viewer, by code; empty for fields that are written freely."""
    find = FINDERS.get(asked.ask)
    if find is None:
        return []
    everywhere = asked.ask in NOBODYS or (asked.ask is Ask.OFFICER and change.code in FROM_ANYWHERE)
    within = reach(viewer, change)
    return [each for each in find(change) if everywhere or each.party in within]


def party_choices(change: DeclaredChange) -> list[Choice]:
    """Parties."""
    return [Choice(code=p.code, id=p.id, party=p.id, name_en=p.name_en, name_ru=p.name_ru) for p in parties()]


def agency_choices(change: DeclaredChange) -> list[Choice]:
    """Agencies that stand; for undoing a succession those that were abolished."""
    gone = change.code == "undo-succession"
    return [
        Choice(code=a.code, id=a.id, party=a.party, name_en=a.name_en, name_ru=a.name_ru)
        for a in agencies()
        if (a.successor is not None) == gone
    ]


def desk_choices(change: DeclaredChange) -> list[Choice]:
    """Desks that are open; for opening again those that are closed."""
    closed = change.code == "reopen-desk"
    return [
        Choice(code=d.code, id=d.id, party=d.party, name_en=d.name_en, name_ru=d.name_ru)
        for d in desks()
        if (d.closed_on is not None) == closed
    ]


def officer_choices(change: DeclaredChange) -> list[Choice]:
    """Officers by number."""
    return [
        Choice(
            code=o.number,
            id=o.id,
            party=o.party,
            name_en=f"{o.name} · {o.agency_code}",
            name_ru=f"{o.name} · {o.agency_code}",
        )
        for o in officers()
    ]


def hat_choices(change: DeclaredChange) -> list[Choice]:
    """Hats worn today or later; for a hand-over those of liaison officers."""
    names = {entry.id: entry.name for entry in officers()}
    return [
        Choice(code=h.code, id=h.id, party=h.desk.party, name_en=names[h.officer], name_ru=names[h.officer])
        for h in hats(at=chance.today())
        if change.code != "hand-over" or h.role is Role.LIAISON
    ]


def agreement_choices(change: DeclaredChange) -> list[Choice]:
    """Agreements; they are nobody's."""
    rows = Agreement.objects.order_by("code")
    return [Choice(code=a.code, id=a.id, party=a.id, name_en=a.name_en, name_ru=a.name_ru) for a in rows]


def fact_choices(change: DeclaredChange) -> list[Choice]:
    """Facts that have not ended."""
    known = {entry.id: entry for entry in parties()}
    return [
        Choice(
            code=f"{known[party].code}:{fact.value}:{since.isoformat()}",
            id=identity,
            party=party,
            name_en=known[party].name_en,
            name_ru=known[party].name_ru,
        )
        for identity, party, fact, since in facts_in_force(chance.today())
    ]


def accreditation_choices(change: DeclaredChange) -> list[Choice]:
    """Accreditations that have not ended."""
    homes = {entry.id: entry.party for entry in officers()}
    return [
        Choice(code=a.code, id=a.id, party=homes[a.officer], name_en=a.reference, name_ru=a.reference)
        for a in accreditations()
        if a.until >= chance.today()
    ]


def membership_choices(change: DeclaredChange) -> list[Choice]:
    """Who stands in which group, as far as it has not ended."""
    return [
        Choice(
            code=f"{group.code}:{member.code}:{member.since.isoformat()}",
            id=member.membership,
            party=member.party,
            name_en=member.name_en,
            name_ru=member.name_ru,
        )
        for group in groups()
        for member in group.members
        if member.until is None or member.until >= chance.today()
    ]


FINDERS: dict[Ask, Callable[[DeclaredChange], list[Choice]]] = {
    Ask.PARTY: party_choices,
    Ask.AGENCY: agency_choices,
    Ask.DESK: desk_choices,
    Ask.OFFICER: officer_choices,
    Ask.HAT: hat_choices,
    Ask.AGREEMENT: agreement_choices,
    Ask.FACT: fact_choices,
    Ask.ACCREDITATION: accreditation_choices,
    Ask.MEMBERSHIP: membership_choices,
}
