"""Parties, agencies, desks, officers, hats, accreditations, agreements, succession: each act as a row."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from kerege.kernel.law import Gate, Level, PartyClass, Role, class_audience
from kerege.kernel.law.label import CLASS_AUDIENCES, OBSERVERS_WITH_FACTS
from kerege.rooms.directory import rules
from kerege.rooms.directory.actions.noting import UnableToAppointError, changed
from kerege.rooms.directory.models import (
    Accreditation,
    Agency,
    Agreement,
    AgreementPermission,
    AgreementStatus,
    Appointment,
    Desk,
    Group,
    Membership,
    Officer,
    Party,
    PartyFactRow,
)
from kerege.rooms.directory.rules import AgreementState, PartyFact, Permission


class LongerError(ValueError):
    """What already ends is not made to last longer by ending it: that would be a new grant without its own decision."""


def not_longer(until: date | None, last_day: date) -> None:
    """Raises LongerError where a last day stands already and the new one lies after it."""
    if until is not None and last_day > until:
        raise LongerError(gettext("It ends on %(until)s already; ending it cannot make it longer.") % {"until": until})


def add_party(
    *,
    code: str,
    party_class: PartyClass,
    name_en: str,
    name_ru: str,
    since: date,
    has_accounts: bool = True,
    level: int = 1,
    gate_nominal: Gate = Gate.DESK,
    gate_facts: Gate = Gate.AUTOMATIC,
    official_use_words: str = "",
) -> UUID:
    """A party takes its status; from that day it stands in the audience of its class."""
    party = Party(
        code=code,
        party_class=party_class.value,
        name_en=name_en,
        name_ru=name_ru,
        since=since,
        has_accounts=has_accounts,
        level=level,
        gate_facts=gate_facts.value,
        gate_nominal=gate_nominal.value,
        official_use_words=official_use_words,
    )
    party.save(force_insert=True)
    Membership(audience=CLASS_AUDIENCES[party_class], member=party.id, since=since).save(force_insert=True)
    changed("directory.add_party", {"party": code})
    return party.id


def end_status(*, party: UUID, last_day: date) -> None:
    """A party's status ends: its row and its place in every audience end on that day."""
    not_longer(Party.objects.get(id=party).until, last_day)
    Party.objects.filter(id=party).update(until=last_day)
    Membership.objects.filter(member=party, until__isnull=True).update(until=last_day)
    changed("directory.end_status", {"party": str(party), "last_day": last_day.isoformat()})


def resume_status(*, party: UUID, since: date) -> None:
    """A party takes its status again, from a day on, and stands in the audience of its class."""
    row = Party.objects.get(id=party)
    Party.objects.filter(id=party).update(until=None)
    audience = CLASS_AUDIENCES[PartyClass(row.party_class)]
    Membership(audience=audience, member=party, since=since).save(force_insert=True)
    changed("directory.resume_status", {"party": str(party), "since": since.isoformat()})


def set_gates(*, party: UUID, gate_facts: Gate, gate_nominal: Gate) -> None:
    """Whose word each part of the party's reports needs."""
    Party.objects.filter(id=party).update(gate_facts=gate_facts.value, gate_nominal=gate_nominal.value)
    changed("directory.set_gates", {"party": str(party), "facts": gate_facts.value, "nominal": gate_nominal.value})


def end_fact(*, fact: UUID, last_day: date) -> None:
    """A dated fact ends; what it opened ends with it."""
    row = PartyFactRow.objects.get(id=fact)
    not_longer(row.until, last_day)
    PartyFactRow.objects.filter(id=fact).update(until=last_day)
    if row.fact == PartyFact.READS_FACTS:
        granted = Membership.objects.filter(audience=OBSERVERS_WITH_FACTS, member=row.party, since=row.since)
        granted.update(until=last_day)
    changed("directory.end_fact", {"fact": str(fact), "last_day": last_day.isoformat()})


def state_fact(*, party: UUID, fact: PartyFact, since: date, source: str, until: date | None = None) -> None:
    """Record a dated, sourced fact about a party; a Council's grant of facts opens the observers' audience."""
    PartyFactRow(party=party, fact=fact.value, since=since, until=until, source=source).save(force_insert=True)
    if fact is PartyFact.READS_FACTS:
        Membership(audience=OBSERVERS_WITH_FACTS, member=party, since=since, until=until).save(force_insert=True)
    changed("directory.state_fact", {"party": str(party), "fact": fact.value})


def add_agency(*, party: UUID, code: str, kind: rules.AgencyKind, name_en: str, name_ru: str) -> UUID:
    """A competent body of a party."""
    agency = Agency(party=party, code=code, kind=kind.value, name_en=name_en, name_ru=name_ru)
    agency.save(force_insert=True)
    changed("directory.add_agency", {"agency": code})
    return agency.id


def name_coordinator(*, party: UUID, agency: UUID) -> None:
    """Name a party's coordinating agency."""
    Party.objects.filter(id=party).update(coordinating_agency=agency)
    changed("directory.name_coordinator", {"party": str(party), "agency": str(agency)})


def add_desk(*, agency: UUID, code: str, kind: rules.DeskKind, name_en: str, name_ru: str, telephone: str = "") -> UUID:
    """A unit of an agency that reports and receives."""
    desk = Desk(agency=agency, code=code, kind=kind.value, name_en=name_en, name_ru=name_ru, telephone=telephone)
    desk.save(force_insert=True)
    changed("directory.add_desk", {"desk": code})
    return desk.id


def close_desk(*, desk: UUID, last_day: date) -> None:
    """A desk closes: every hat at it ends on that day; its records stay its agency's."""
    Desk.objects.filter(id=desk).update(closed_on=last_day)
    worn = Appointment.objects.filter(desk=desk)
    worn.filter(Q(until__isnull=True) | Q(until__gt=last_day)).update(until=last_day)
    changed("directory.close_desk", {"desk": str(desk), "last_day": last_day.isoformat()})


def reopen_desk(*, desk: UUID) -> None:
    """A closed desk opens again; ended hats stay ended."""
    Desk.objects.filter(id=desk).update(closed_on=None)
    changed("directory.reopen_desk", {"desk": str(desk)})


def add_officer(*, agency: UUID, name: str, number: str, account: UUID | None = None) -> UUID:
    """A person in service of an agency."""
    officer = Officer(agency=agency, name=name, number=number, account=account)
    officer.save(force_insert=True)
    changed("directory.add_officer", {"number": number})
    return officer.id


def appoint(*, officer: UUID, desk: UUID, role: Role, since: date, until: date | None = None) -> UUID:
    """Give an officer a hat. Raises UnableToAppointError when the role does not belong at such a desk."""
    kind = rules.DeskKind(Desk.objects.get(id=desk).kind)
    if not rules.role_fits(role, kind):
        sentence = gettext("the role %(role)s does not belong at a desk of kind %(kind)s")
        raise UnableToAppointError(sentence % {"role": role.value, "kind": kind.value})
    if until is not None and until < since:
        sentence = gettext("the last day %(until)s lies before the first day %(since)s")
        raise UnableToAppointError(sentence % {"until": until, "since": since})
    hat = Appointment(officer=officer, desk=desk, role=role.value, since=since, until=until)
    hat.save(force_insert=True)
    changed("directory.appoint", {"hat": str(hat.id), "role": role.value})
    return hat.id


def end_hat(*, hat: UUID, last_day: date) -> None:
    """Take a hat off: after that day nobody wears it, and its tokens and sessions open nothing."""
    not_longer(Appointment.objects.get(id=hat).until, last_day)
    Appointment.objects.filter(id=hat).update(until=last_day)
    changed("directory.end_hat", {"hat": str(hat)})


def accredit(*, officer: UUID, since: date, until: date, reference: str) -> None:
    """The centre accredits a liaison officer until a day."""
    Accreditation(officer=officer, since=since, until=until, reference=reference).save(force_insert=True)
    changed("directory.accredit", {"officer": str(officer), "reference": reference})


def add_agreement(*, code: str, name_en: str, name_ru: str, permits: Iterable[Permission]) -> UUID:
    """An agreement and what it permits once in force."""
    agreement = Agreement(code=code, name_en=name_en, name_ru=name_ru)
    agreement.save(force_insert=True)
    for permission in permits:
        AgreementPermission(agreement=agreement.id, permission=permission.value).save(force_insert=True)
    changed("directory.add_agreement", {"agreement": code})
    return agreement.id


def state_agreement(*, agreement: UUID, party: UUID, state: AgreementState, since: date, source: str = "") -> None:
    """Where a party stands with an agreement from a day on; earlier rows stay."""
    AgreementStatus(agreement=agreement, party=party, state=state.value, since=since, source=source).save(
        force_insert=True
    )
    changed("directory.state_agreement", {"party": str(party), "state": state.value})


def end_accreditation(*, accreditation: UUID, last_day: date) -> None:
    """After that day the officer's hat in the centre opens nothing."""
    not_longer(Accreditation.objects.get(id=accreditation).until, last_day)
    Accreditation.objects.filter(id=accreditation).update(until=last_day)
    changed("directory.end_accreditation", {"accreditation": str(accreditation)})


def hand_over(*, hat: UUID, officer: UUID, day: date, until: date, reference: str) -> UUID:
    """A liaison officer rotates: who leaves ends the day before, who comes begins at the same desk, accredited."""
    old = Appointment.objects.get(id=hat)
    last_day = day - timedelta(days=1)
    end_hat(hat=hat, last_day=min(old.until or last_day, last_day))
    for held in Accreditation.objects.filter(officer=old.officer, until__gte=day):
        end_accreditation(accreditation=held.id, last_day=last_day)
    accredit(officer=officer, since=day, until=until, reference=reference)
    return appoint(officer=officer, desk=old.desk, role=Role(old.role), since=day, until=until)


def add_group(*, code: str, name_en: str, name_ru: str, members: Iterable[UUID], since: date) -> UUID:
    """A named audience of parties, agencies or desks; its id is the audience."""
    group = Group(id=class_audience(f"group:{code}"), code=code, name_en=name_en, name_ru=name_ru)
    group.save(force_insert=True)
    for member in members:
        Membership(audience=group.id, member=member, since=since).save(force_insert=True)
    changed("directory.add_group", {"group": code})
    return group.id


def leave_group(*, membership: UUID, last_day: date) -> None:
    """After that day the member reads nothing that was released to the group."""
    not_longer(Membership.objects.get(id=membership).until, last_day)
    Membership.objects.filter(id=membership).update(until=last_day)
    changed("directory.leave_group", {"membership": str(membership), "last_day": last_day.isoformat()})


def set_level(*, party: UUID, level: Level) -> None:
    """Up to which level the party's officers read what others release."""
    Party.objects.filter(id=party).update(level=level.value)
    changed("directory.set_level", {"party": str(party), "level": level.value})


def set_words(*, party: UUID, words: str) -> None:
    """What the party prints beside the level of its reports."""
    Party.objects.filter(id=party).update(official_use_words=words)
    changed("directory.set_words", {"party": str(party), "words": words})


def succeed(*, abolished: UUID, successor: UUID, day: date) -> None:
    """An agency is abolished: records, duties and requests pass to the successor; old versions keep the old name."""
    Agency.objects.filter(id=abolished).update(successor=successor, abolished_on=day)
    changed("directory.succeed", {"abolished": str(abolished), "successor": str(successor)})


def undo_succession(*, abolished: UUID) -> None:
    """The agency stands again; its records are its own alone."""
    Agency.objects.filter(id=abolished).update(successor=None, abolished_on=None)
    changed("directory.undo_succession", {"agency": str(abolished)})
