"""Door for reading: parties, agencies, desks, hats, and the viewer that a hat makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext, gettext_noop

from kerege.foundation import chance, planned
from kerege.foundation.statements import asked, named
from kerege.foundation.viewing import current_viewer, once, viewing
from kerege.kernel.law import Gate, PartyClass, Purpose, Role, Standing, Viewer
from kerege.kernel.law.viewer import NOBODY
from kerege.rooms.directory import rules
from kerege.rooms.directory.models import (
    Account,
    Agency,
    Appointment,
    Membership,
    Officer,
    Party,
)
from kerege.rooms.directory.queries.audiences import HeldAudiences

AgencyKind = rules.AgencyKind
AgreementState = rules.AgreementState
DeskKind = rules.DeskKind
Direction = rules.Direction
PartyFact = rules.PartyFact
PartyLevel = rules.PartyLevel
Permission = rules.Permission


class NoSuchHatError(LookupError):
    """There is no such hat, it is not this account's, or it is not valid today."""


class NoSuchPartyError(LookupError):
    """No party has this code; the text lists those there are."""


class NoSuchChangeError(LookupError):
    """The directory knows no change of this code."""


class NoSuchDeskError(LookupError):
    """No desk has this code; the text lists the officer's own desks."""


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A party as faces show it."""

    id: UUID
    code: str
    party_class: PartyClass
    name_en: str
    name_ru: str

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """An agency as faces show it."""

    id: UUID
    party: UUID
    code: str
    kind: str
    name_en: str
    name_ru: str
    abolished_on: date | None = None
    successor: UUID | None = None

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A desk with its agency and party."""

    id: UUID
    code: str
    kind: str
    name_en: str
    name_ru: str
    telephone: str
    agency: UUID
    party: UUID
    party_code: str
    closed_on: date | None = None

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True)
class Hat:
    """One hat of an officer: a role at a desk."""

    id: UUID
    role: Role
    desk: DeskEntry

    @property
    def needs_second_factor(self) -> bool:
        """Whether this hat is worn only by an account with a second factor."""
        return self.role in rules.MFA_ROLES


def system_viewer(act: str) -> Viewer:
    """The viewer of node work before anybody is known: signing in, founding a node; it reads no content."""
    return Viewer(
        officer=NOBODY,
        hat=NOBODY,
        desk=NOBODY,
        agency=NOBODY,
        party=NOBODY,
        party_class=PartyClass.CENTRE,
        role=Role.ADMINISTRATOR,
        day=chance.today(),
        system=act,
        officer_number="node",
    )


def is_founded() -> bool:
    """Whether this node has a party at all."""
    with viewing(system_viewer("sign-in")):
        return Party.objects.exists()


def parties() -> list[PartyEntry]:
    """All parties by code."""
    return [PartyEntry(p.id, p.code, PartyClass(p.party_class), p.name_en, p.name_ru) for p in party_rows()]


def party_rows() -> list[Party]:
    """The rows of all parties by code."""
    return once("parties", lambda: planned.rows(Party, {}, ("code",)))


def party(code: str) -> PartyEntry:
    """One party by its code. Raises NoSuchPartyError listing the codes there are."""
    known = {entry.code: entry for entry in parties()}
    if code.upper() not in known:
        sentence = gettext("there is no party “%(code)s”; the parties are: %(known)s")
        raise NoSuchPartyError(sentence % {"code": code, "known": ", ".join(known)})
    return known[code.upper()]


def coordinating_agency(party_id: UUID) -> UUID | None:
    """The agency that coordinates for a party, where it named one."""
    return Party.objects.get(id=party_id).coordinating_agency


def gates(party_id: UUID) -> tuple[Gate, Gate]:
    """A party's national gates for the facts part and the nominal part."""
    row = Party.objects.get(id=party_id)
    return Gate(row.gate_facts), Gate(row.gate_nominal)


def desk_by_code(code: str) -> DeskEntry:
    """One desk by its code. Raises NoSuchDeskError."""
    for entry in desks():
        if entry.code.casefold() == code.casefold():
            return entry
    raise NoSuchDeskError(gettext("there is no desk “%(code)s”") % {"code": code})


def recipients(audience: UUID, *, like: Viewer, also: Iterable[UUID] = ()) -> list[Viewer]:
    """One viewer for each party an audience reaches, with that party's standing, for the law to judge a release.

    `also` are agencies and desks that stand in it by the word of a room above.
    """
    standing = Membership.objects.filter(audience=audience).exclude(until__lt=like.day)
    reached = set(standing.values_list("member", flat=True)) | set(also)
    reached.add(audience)
    entries = {entry.id: entry for entry in desks()}
    owners = {entry.id: entry.party for entry in agencies()}
    made = []
    for party_entry in parties():
        inside = {party_entry.id}
        inside |= {identity for identity, owner in owners.items() if owner == party_entry.id}
        inside |= {entry.id for entry in entries.values() if entry.party == party_entry.id}
        if inside & reached:
            made.append(party_viewer(party_entry, like))
    return made


def imposes_death(party: UUID, like: Viewer) -> bool:
    """Whether a party may impose death for drug offences on the day of a visit."""
    entry = next(each for each in parties() if each.id == party)
    return party_viewer(entry, like).standing.imposes_death


def party_viewer(party_entry: PartyEntry, like: Viewer) -> Viewer:
    """A nameless viewer of a party with its standing today: what the law judges a recipient by."""
    with connection.cursor() as cursor:
        cursor.execute(named("directory", "standing"), {"party": party_entry.id, "day": like.day})
        estranged, nominal, death, active, level = cursor.fetchone()
    return Viewer(
        officer=NOBODY,
        hat=NOBODY,
        desk=NOBODY,
        agency=NOBODY,
        party=party_entry.id,
        party_class=party_entry.party_class,
        role=Role.ANALYST,
        level=level,
        day=like.day,
        party_code=party_entry.code,
        standing=Standing(
            estranged=frozenset(estranged), nominal_parties=frozenset(nominal), imposes_death=death, active=active
        ),
    )


def desk_viewers(desk: UUID, like: Viewer) -> list[Viewer]:
    """One nameless viewer for each role worn at a desk on the day of `like`, with its standing; purpose own work."""
    with connection.cursor() as cursor:
        cursor.execute(named("directory", "desk_viewers"), {"desk": desk, "day": like.day})
        rows = cursor.fetchall()
    return [
        Viewer(
            officer=NOBODY,
            hat=NOBODY,
            desk=row[1],
            agency=row[2],
            party=row[3],
            party_class=PartyClass(row[4]),
            role=Role(row[0]),
            level=row[5],
            day=like.day,
            party_code=row[6],
            desk_code=row[7],
            standing=Standing(
                audiences=frozenset(row[9]),
                predecessors=frozenset(row[10]),
                estranged=frozenset(row[11]),
                nominal_parties=frozenset(row[12]),
                imposes_death=row[13],
                active=row[8],
            ),
        )
        for row in rows
    ]


def agencies() -> list[AgencyEntry]:
    """All agencies by code."""
    return [
        AgencyEntry(a.id, a.party, a.code, a.kind, a.name_en, a.name_ru, a.abolished_on, a.successor)
        for a in once("agencies", lambda: planned.rows(Agency, {}, ("code",)))
    ]


def desks() -> list[DeskEntry]:
    """All desks by code, each with its agency and party."""
    return list(once("desks", partial(read_desks, [], every=True)))


def read_desks(identities: list[UUID], *, every: bool = False) -> list[DeskEntry]:
    """The desks of these ids, or every one, by code."""
    return [DeskEntry(*row) for row in asked(named("directory", "desks"), {"every": every, "ids": identities})]


def desk(identity: UUID) -> DeskEntry:
    """One desk by its id. Raises NoSuchDeskError."""
    found = once(("desk", identity), partial(read_desks, [identity]))
    if not found:
        raise NoSuchDeskError(str(identity))
    return found[0]


def account_id(username: str) -> UUID:
    """An account's id by its user name. Raises LookupError."""
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise LookupError(gettext("there is no account “%(name)s”") % {"name": username})
    return found.id


def desks_with(role: Role, party_id: UUID) -> list[DeskEntry]:
    """The desks of a party at which a hat of this role is worn today, by code."""
    worn = Appointment.objects.filter(role=role.value)
    at = {a.desk for a in worn if rules.Validity(a.since, a.until).covers(chance.today())}
    return [entry for entry in desks() if entry.party == party_id and entry.id in at and entry.closed_on is None]


def accounts_at(desk: UUID, *, officer: UUID | None = None) -> list[UUID]:
    """The accounts whose hats at a desk are valid today and read content (or one officer's): for telling them."""
    with viewing(system_viewer("sign-in")):
        worn = Appointment.objects.filter(desk=desk).exclude(role__in=[Role.ADMINISTRATOR.value, Role.AUDITOR.value])
        worn = worn.filter(officer=officer) if officer is not None else worn
        wearing = {a.officer for a in worn if rules.Validity(a.since, a.until).covers(chance.today())}
        found = Officer.objects.filter(id__in=wearing, account__isnull=False)
        return sorted({each for each in found.values_list("account", flat=True) if each is not None})


def mailboxes(accounts: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Address and language of each of these accounts that is open and has an address."""
    found = Account.objects.filter(id__in=list(accounts), is_active=True).exclude(email="")
    return {row.id: (row.email, row.language) for row in found}


def hats_of(account: UUID) -> list[Hat]:
    """The hats an account may wear today, by desk code and role."""
    with viewing(system_viewer("sign-in")):
        officer = Officer.objects.filter(account=account).first()
        if officer is None:
            return []
        known = {entry.id: entry for entry in desks()}
        worn = Appointment.objects.filter(officer=officer.id)
        valid = [a for a in worn if rules.Validity(a.since, a.until).covers(chance.today())]
        made = [Hat(a.id, Role(a.role), known[a.desk]) for a in valid]
    return sorted(made, key=lambda hat: (hat.desk.code, hat.role))


def viewer_for(
    hat: UUID, *, purpose: Purpose = Purpose.OWN_WORK, case: str = "", reason: str = "", account: UUID | None = None
) -> Viewer:
    """The viewer that a hat makes for a purpose today, with the standing of its party.

    Raises NoSuchHatError when the hat is unknown, another account's, or not valid today.
    """
    if current_viewer() is not None:
        return read_viewer(hat, purpose, case, reason, account)
    with viewing(system_viewer("sign-in")):
        return read_viewer(hat, purpose, case, reason, account)


def held_audiences(hat: UUID, day: date) -> frozenset[UUID]:
    """The audiences of a hat on a day, read in the open context, or in the node's own where none is open."""
    if current_viewer() is None:
        with viewing(system_viewer("sign-in")):
            return held_audiences(hat, day)
    row = next(iter(asked(named("directory", "viewer_audiences"), {"hat": hat, "day": day})), None)
    return frozenset(row[0]) if row else frozenset()


def read_viewer(hat: UUID, purpose: Purpose, case: str, reason: str, account: UUID | None) -> Viewer:
    """Read one viewer inside an open context."""
    day = chance.today()
    row = next(iter(asked(named("directory", "viewer"), {"hat": hat, "day": day})), None)
    if row is None or (account is not None and row[1] != account):
        raise NoSuchHatError(
            gettext_noop("this hat is not yours or is no longer valid; sign in again and choose another")
        )
    standing = Standing(
        audiences=HeldAudiences(partial(held_audiences, hat, day)),
        predecessors=frozenset(row[14]),
        estranged=frozenset(row[15]),
        nominal_parties=frozenset(row[16]),
        imposes_death=row[17],
        active=row[13],
    )
    return Viewer(
        officer=row[0],
        hat=hat,
        desk=row[2],
        agency=row[3],
        party=row[4],
        party_class=PartyClass(row[5]),
        role=Role(row[6]),
        level=row[7],
        purpose=purpose,
        case=case,
        reason=reason,
        day=day,
        officer_number=row[8],
        officer_name=row[9],
        party_code=row[10],
        desk_code=row[11],
        standing=standing,
    )
