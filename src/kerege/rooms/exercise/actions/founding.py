"""Founding the exercise's node: parties, agencies, desks, officers, agreements, accounts with their second factors."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as directory_queries
from kerege.rooms.exercise import queries
from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.cast import MARK_EN, MARK_RU, OfficerSpec
from kerege.rooms.exercise.rules.plan import Plan

YEARS_BEFORE = 3
SOURCE = "EXERCISE: invented for the exercise"
OFFICIAL_WORDS = "Для служебного пользования"
"""What every party of the exercise prints beside the level."""


def founding_day(plan: Plan) -> date:
    """The day since which the exercise's parties take part."""
    return date(plan.first_day.year - YEARS_BEFORE, 1, 1)


def found(plan: Plan) -> dict[str, str]:
    """Write the directory in one transaction; returns each hat by desk and role."""
    since = founding_day(plan)
    at = datetime.combine(since, time(6), tzinfo=UTC)
    with chance.seeded(f"exercise|{plan.seed}|founding", at), viewing(directory_queries.system_viewer("found-node")):
        parties = add_parties(since)
        add_agreements(parties, since)
        agencies = add_agencies(parties)
        desks = add_desks(agencies)
        return add_officers(plan, agencies, desks, since)


def add_parties(since: date) -> dict[str, UUID]:
    """The parties and, of invented observers, what the Council granted and what their law says."""
    made: dict[str, UUID] = {}
    for party in cast.PARTIES:
        made[party.code] = directory.add_party(
            code=party.code,
            party_class=party.party_class,
            name_en=f"{party.english} ({MARK_EN})",
            name_ru=f"{party.russian} ({MARK_RU})",
            since=since,
            gate_nominal=party.gate_nominal,
            official_use_words=OFFICIAL_WORDS,
        )
        facts = {
            directory.PartyFact.READS_FACTS: party.reads_facts,
            directory.PartyFact.DEATH_PENALTY: party.imposes_death,
        }
        for fact in (each for each, holds in facts.items() if holds):
            directory.state_fact(party=made[party.code], fact=fact, since=since, source=SOURCE)
    return made


def add_agreements(parties: dict[str, UUID], since: date) -> None:
    """The agreement on the exchange of nominal data and one on controlled deliveries, with each party's standing."""
    exchange = directory.add_agreement(
        code="EX-EXCHANGE",
        name_en=f"{MARK_EN}: agreement on the exchange of nominal data",
        name_ru=f"{MARK_RU}: соглашение об обмене именными данными",
        permits=[directory.Permission.NOMINAL_EXCHANGE],
    )
    delivery = directory.add_agreement(
        code="EX-DELIVERY",
        name_en=f"{MARK_EN}: agreement on controlled deliveries",
        name_ru=f"{MARK_RU}: соглашение о контролируемых поставках",
        permits=[directory.Permission.CONTROLLED_DELIVERY],
    )
    for party in cast.PARTIES:
        if not party.exchange:
            continue
        state = directory.AgreementState(party.exchange)
        directory.state_agreement(
            agreement=exchange, party=parties[party.code], state=state, since=since, source=SOURCE
        )
        if party.code in {"KZ", "KG", "TJ", "UZ", "RU"}:
            directory.state_agreement(
                agreement=delivery, party=parties[party.code], state=state, since=since, source=SOURCE
            )


def add_agencies(parties: dict[str, UUID]) -> dict[str, UUID]:
    """The agencies; the first of each party coordinates."""
    made: dict[str, UUID] = {}
    named: set[str] = set()
    for agency in cast.agencies():
        made[agency.code] = directory.add_agency(
            party=parties[agency.party],
            code=agency.code,
            kind=directory.AgencyKind(agency.kind),
            name_en=f"{agency.english} ({MARK_EN}, {agency.party})",
            name_ru=f"{agency.russian} ({MARK_RU}, {agency.party})",
        )
        if agency.party not in named:
            directory.name_coordinator(party=parties[agency.party], agency=made[agency.code])
            named.add(agency.party)
    return made


def add_desks(agencies: dict[str, UUID]) -> dict[str, UUID]:
    """The desks; their telephones are of no plan."""
    return {
        desk.code: directory.add_desk(
            agency=agencies[desk.agency],
            code=desk.code,
            kind=directory.DeskKind(desk.kind),
            name_en=f"{desk.english[:1].upper()}{desk.english[1:]} ({MARK_EN}, {desk.party})",
            name_ru=f"{desk.russian[:1].upper()}{desk.russian[1:]} ({MARK_RU}, {desk.party})",
            telephone=f"+000 00 {at:03d}",
        )
        for at, desk in enumerate(cast.desks())
    }


def add_officers(plan: Plan, agencies: dict[str, UUID], desks: dict[str, UUID], since: date) -> dict[str, str]:
    """The officers with their hats; accounts for those who sign in."""
    hats: dict[str, str] = {}
    for spec in cast.officers():
        account = add_account(spec) if spec.username else None
        officer = directory.add_officer(
            agency=agencies[spec.agency],
            name=f"{MARK_EN} {spec.username or spec.number}",
            number=spec.number,
            account=account,
        )
        if any(desk == "centre-liaison" for desk, _ in spec.hats):
            until = date(plan.last_day.year + 3, 12, 31)
            directory.accredit(officer=officer, since=since, until=until, reference=f"{MARK_EN} 1")
        for desk, role in spec.hats:
            hat = directory.appoint(officer=officer, desk=desks[desk], role=role, since=since)
            hats[hat_key(desk, role)] = str(hat)
    return hats


def hat_key(desk: str, role: Role) -> str:
    """Under which a hat is kept."""
    return f"{desk}|{role.value}"


def add_account(spec: OfficerSpec) -> UUID:
    """An account, with a second factor where one of the hats needs it."""
    account = directory.make_account(username=spec.username, password=queries.password(), language=spec.language)
    if any(role in directory.MFA_ROLES for _, role in spec.hats):
        TOTP.activate(get_user_model()(id=account), queries.totp_secret(spec.username))
    return account
