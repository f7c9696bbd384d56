"""Words of the directory's closed lists, in English; faces translate them where they are shown."""

from enum import Enum

from kerege.kernel.law import Gate, PartyClass
from kerege.rooms.directory.rules import (
    AgencyKind,
    AgreementState,
    DeskKind,
    Direction,
    PartyFact,
    PartyLevel,
    Permission,
)
from kerege.rooms.directory.rules.asked import N_

WORDS: tuple[tuple[Enum, str], ...] = (
    (PartyClass.MEMBER, N_("Member state")),
    (PartyClass.OBSERVER_STATE, N_("Observer state")),
    (PartyClass.OBSERVER_ORGANISATION, N_("Observer organisation")),
    (PartyClass.ORGANISATION, N_("International organisation")),
    (PartyClass.CENTRE, N_("The centre")),
    (PartyClass.CORRESPONDENT, N_("Correspondent")),
    (PartyClass.INVITED, N_("Invited partner")),
    (AgencyKind.POLICE, N_("Police")),
    (AgencyKind.DRUG_CONTROL, N_("Drug control")),
    (AgencyKind.CUSTOMS, N_("Customs")),
    (AgencyKind.BORDER_GUARD, N_("Border guard")),
    (AgencyKind.SECURITY, N_("Security service")),
    (AgencyKind.FINANCIAL_INTELLIGENCE, N_("Financial intelligence")),
    (AgencyKind.LABORATORY, N_("Laboratory")),
    (AgencyKind.PRECURSOR_REGULATOR, N_("Precursor regulator")),
    (AgencyKind.POST, N_("Postal service")),
    (AgencyKind.CENTRE, N_("The centre")),
    (AgencyKind.OTHER, N_("Other agency")),
    (DeskKind.POST, N_("Post")),
    (DeskKind.UNIT, N_("Unit")),
    (DeskKind.ANALYSIS, N_("Analysts")),
    (DeskKind.LABORATORY, N_("Laboratory")),
    (DeskKind.LIAISON, N_("Liaison")),
    (DeskKind.DUTY, N_("Duty")),
    (DeskKind.COORDINATION, N_("Coordination")),
    (DeskKind.ADMINISTRATION, N_("Administration")),
    (AgreementState.SIGNED, N_("signed")),
    (AgreementState.RATIFIED, N_("ratified")),
    (AgreementState.IN_FORCE, N_("in force")),
    (AgreementState.SUSPENDED, N_("suspended")),
    (AgreementState.DENOUNCED, N_("denounced")),
    (Permission.NOMINAL_EXCHANGE, N_("exchange of data of persons")),
    (Permission.CLASSIFIED_EXCHANGE, N_("exchange of classified information")),
    (Permission.CONTROLLED_DELIVERY, N_("controlled deliveries")),
    (PartyFact.DEATH_PENALTY, N_("may impose death for drug offences")),
    (PartyFact.READS_FACTS, N_("the Council granted facts")),
    (PartyFact.ASSURANCE_AGREEMENT, N_("agreement on assurances")),
    (PartyLevel.OPEN, N_("open reports alone")),
    (PartyLevel.OFFICIAL_USE, N_("official use too")),
    (Gate.AUTOMATIC, N_("automatic")),
    (Gate.DESK, N_("releasing officer")),
    (Gate.COORDINATOR, N_("coordinating agency")),
    (Direction.TO, N_("what we give")),
    (Direction.FROM, N_("what we receive")),
    (Direction.BOTH, N_("both ways")),
)
"""Pairs, no mapping: members of different lists may be the same text, `post` the agency and `post` the desk."""


def word_of(value: Enum) -> str:
    """The English words of one value."""
    return next(words for each, words in WORDS if each is value)
