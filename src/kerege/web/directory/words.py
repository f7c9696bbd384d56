"""Words of the directory."""

from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Gate
from kerege.rooms.directory.queries import (
    AgencyKind,
    AgreementState,
    DeskKind,
    Direction,
    PartyFact,
    PartyLevel,
    Permission,
)
from kerege.web.shell.words import Words

PARTS = {
    "parties": _("Parties"),
    "agreements": _("Agreements"),
    "desks": _("Agencies and desks"),
    "officers": _("Officers and hats"),
    "groups": _("Groups"),
}
"""The parts of the directory under which changes are listed."""

NAMES: Words = [
    (AgencyKind.POLICE, _("Police")),
    (AgencyKind.DRUG_CONTROL, _("Drug control")),
    (AgencyKind.CUSTOMS, _("Customs")),
    (AgencyKind.BORDER_GUARD, _("Border guard")),
    (AgencyKind.SECURITY, _("Security service")),
    (AgencyKind.FINANCIAL_INTELLIGENCE, _("Financial intelligence")),
    (AgencyKind.LABORATORY, _("Laboratory")),
    (AgencyKind.PRECURSOR_REGULATOR, _("Precursor regulator")),
    (AgencyKind.POST, _("Postal service")),
    (AgencyKind.CENTRE, _("The centre")),
    (AgencyKind.OTHER, _("Other agency")),
    (DeskKind.POST, _("Post")),
    (DeskKind.UNIT, _("Unit")),
    (DeskKind.ANALYSIS, _("Analysts")),
    (DeskKind.LABORATORY, _("Laboratory")),
    (DeskKind.LIAISON, _("Liaison")),
    (DeskKind.DUTY, _("Duty")),
    (DeskKind.COORDINATION, _("Coordination")),
    (DeskKind.ADMINISTRATION, _("Administration")),
    (AgreementState.SIGNED, _("signed")),
    (AgreementState.RATIFIED, _("ratified")),
    (AgreementState.IN_FORCE, _("in force")),
    (AgreementState.SUSPENDED, _("suspended")),
    (AgreementState.DENOUNCED, _("denounced")),
    (Permission.NOMINAL_EXCHANGE, _("exchange of data of persons")),
    (Permission.CLASSIFIED_EXCHANGE, _("exchange of classified information")),
    (Permission.CONTROLLED_DELIVERY, _("controlled deliveries")),
    (PartyFact.DEATH_PENALTY, _("may impose death for drug offences")),
    (PartyFact.READS_FACTS, _("the Council granted facts")),
    (PartyFact.ASSURANCE_AGREEMENT, _("agreement on assurances")),
    (PartyLevel.OPEN, _("open reports alone")),
    (PartyLevel.OFFICIAL_USE, _("reports for official use too")),
    (Gate.AUTOMATIC, _("automatic")),
    (Gate.DESK, _("releasing officer")),
    (Gate.COORDINATOR, _("coordinating agency")),
    (Direction.TO, _("what we give")),
    (Direction.FROM, _("what we receive")),
    (Direction.BOTH, _("both ways")),
]
