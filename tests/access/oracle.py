"""A naive oracle of the law, written apart from the prose of the access page; slow, and sharing no code with it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.access.worlds import DAY, DEATH, World


def in_span(since: date, until: date | None) -> bool:
    """Whether DAY lies in a span."""
    if since > DAY:
        return False
    return not (until is not None and until < DAY)


class Oracle:
    """What one hat may read and find in a world."""

    def __init__(self, world: World, hat: UUID, purpose: str, reason: str = "EXERCISE") -> None:
        """Look the hat up by hand."""
        self.world = world
        self.purpose = purpose
        self.hat = hat
        row = world.hats[hat]
        self.role = str(row["role"])
        self.desk = row["desk"]
        self.agency = world.desks[self.desk]
        self.party = world.agencies[self.agency]["party"]
        about = world.parties[self.party]
        self.party_class = str(about["class"])
        self.level = about["level"]
        self.in_office = in_span(row["since"], row["until"]) and in_span(about["since"], about["until"])
        on_shift = self.role == "post" and purpose == "border_control"
        self.plausible = purpose == "own_work" or on_shift or reason.strip() != ""
        if self.role == "liaison" and self.party_class == "centre":
            papers = [1 for officer, a, b in world.accreditations if officer == row["officer"] and a <= DAY <= b]
            self.in_office = self.in_office and bool(papers)

    def mine(self) -> set[UUID]:
        """Desk, agency, and whatever agency ended in mine."""
        found: set[Any] = {self.desk, self.agency}
        while True:
            more = {a for a, about in self.world.agencies.items() if about["successor"] in found} - found
            if not more:
                return found
            found |= more

    def circles(self) -> set[UUID]:
        """Every audience I stand in."""
        me: set[Any] = self.mine() | {self.party}
        places = [
            (f, a, limited) for f, a, who, ended, limited in self.world.places if who in self.mine() and not ended
        ]
        for file, audience, _limited in places:
            if self.is_named(file) or not any(limited for where, _, limited in places if where == file):
                me.add(audience)
        return me | {a for a, member, s, u in self.world.memberships if member in me and in_span(s, u)}

    def is_named(self, file: UUID) -> bool:
        """Whether I was named, under the hat that I wear, for a place of mine in a file."""
        for where, whose, hats, ended in self.world.named:
            if where == file and whose in self.mine() and not ended and self.hat in hats:
                return True
        return False

    def quarrel(self, other: UUID) -> bool:
        """Whether releases from the other party to mine are closed."""
        if other == self.party:
            return False
        for by, towards, direction, lifted in self.world.suspensions:
            if lifted:
                continue
            if by == other and towards in (None, self.party) and direction != "from":
                return True
            if by == self.party and towards in (None, other) and direction != "to":
                return True
        return False

    def exchanges(self, party: UUID) -> bool:
        """Whether the party's newest standing with an agreement that permits nominal exchange is: in force."""
        for agreement, permission in self.world.permissions:
            rows = [(s, st) for a, p, st, s in self.world.statuses if a == agreement and p == party and s <= DAY]
            if permission == "nominal_exchange" and rows and max(rows)[1] == "in_force":
                return True
        return False

    def kills(self) -> bool:
        """Whether my party may impose death for the offence."""
        return any(p == self.party and fact == DEATH and in_span(s, u) for p, fact, s, u in self.world.facts)

    def may_read(self, label: object) -> bool:
        """The page's sentences, one after the other."""
        if not self.in_office or self.role in {"administrator", "auditor"} or int(label.level) == 2:
            return False
        if not self.plausible:
            return False
        if label.owner_audience in self.mine():
            return True
        abroad = label.owner_party != self.party
        if self.purpose == "own_work" or int(label.level) > self.level or self.party in label.forbidden:
            return False
        if self.quarrel(label.owner_party):
            return False
        if self.party_class.startswith("observer") and self.role != "representative":
            return False
        parties = {self.party, label.owner_party}
        if label.part.value == "nominal" and abroad and not all(self.exchanges(party) for party in parties):
            return False
        for grant in label.grants:
            ended = grant.last_day is not None and grant.last_day + timedelta(days=1) <= DAY
            fits = grant.audience in self.circles() and self.purpose in {p.value for p in grant.purposes}
            deadly = label.shielded and abroad and self.kills() and not grant.assured
            if fits and not ended and not deadly:
                return True
        return False

    def learns(self, found: object) -> int:
        """How much I learn of a part I may not read: 0 nothing, 1 silent, 2 hit, 3 open."""
        seekers = {"post", "desk", "releasing", "analyst", "chemist", "liaison", "duty", "representative"}
        if not self.in_office or not self.plausible or self.purpose == "own_work" or self.role not in seekers:
            return 0
        abroad = found.owner_party != self.party
        if self.party in found.forbidden or self.quarrel(found.owner_party):
            return 0
        if abroad and not (self.exchanges(self.party) and self.exchanges(found.owner_party)):
            return 0
        if abroad and found.shielded and self.kills():
            return 0
        if self.party_class in {"member", "centre"}:
            return int(found.members)
        if self.party_class.startswith("observer"):
            return int(found.observers) if self.role == "representative" else 0
        return int(found.organisations) if self.party_class == "organisation" else 0
