"""Words of the law as people read them: one translated name, and where needed one explanation, for each value."""

from collections.abc import Sequence
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerege.kernel.law import Act, Condition, FindingMode, Handling, Level, PersonCategory, Purpose, Role
from kerege.kernel.law.vocabulary import State
from kerege.rooms.directory.queries import WORDS

Words = Sequence[tuple[Enum, str | Promise]]

NAMES: Words = [
    (Role.POST, _("Reporting officer")),
    (Role.DESK, _("Desk officer")),
    (Role.RELEASING, _("Releasing officer")),
    (Role.ANALYST, _("Analyst")),
    (Role.CHEMIST, _("Chemist")),
    (Role.LIAISON, _("Liaison officer")),
    (Role.DUTY, _("Duty officer")),
    (Role.COORDINATOR, _("National coordinator")),
    (Role.DATA_PROTECTION, _("Data protection officer")),
    (Role.AUDITOR, _("Auditor")),
    (Role.ADMINISTRATOR, _("Administrator")),
    (Role.REPRESENTATIVE, _("Observer's representative")),
    (Purpose.OWN_WORK, _("Own work")),
    (Purpose.PREVENTION, _("Prevention")),
    (Purpose.INVESTIGATION, _("Investigation")),
    (Purpose.BORDER_CONTROL, _("Border control")),
    (Purpose.JOINT_OPERATION, _("Joint operation")),
    (Purpose.CONTROLLED_DELIVERY, _("Controlled delivery")),
    (Purpose.ANALYSIS, _("Analysis")),
    (Purpose.WARNING, _("Early warning")),
    (Purpose.OVERSIGHT, _("Oversight")),
    (Purpose.EXERCISE, _("Exercise")),
    (Level.OPEN, pgettext_lazy("confidentiality level", "Open")),
    (Level.OFFICIAL_USE, _("For official use")),
    (Level.CLASSIFIED, _("Classified: reference only")),
    (Handling.H0, _("Only to prevent and combat crime")),
    (Handling.H1, _("Not in judicial proceedings without the provider's permission")),
    (Handling.H2, _("Not to be passed on without the provider's permission")),
    (Handling.H3, _("Other restriction, in words")),
    (Condition.INTELLIGENCE_ONLY, _("Intelligence only")),
    (Condition.NO_ONWARD, _("Not to be passed on")),
    (Condition.ASK_FIRST, _("Ask first")),
    (Condition.NOT_WHERE_DEATH, _("Not where death or ill-treatment may follow")),
    (Condition.NOT_FOR_EXTRADITION, _("Not for extradition or return")),
    (PersonCategory.SUSPECT, _("Suspect")),
    (PersonCategory.CONVICTED, _("Convicted")),
    (PersonCategory.CONTACT, _("Contact or associate")),
    (PersonCategory.UNWITTING, _("Unwitting owner or consignee")),
    (PersonCategory.VICTIM, _("Victim")),
    (PersonCategory.WITNESS, _("Witness")),
    (PersonCategory.MISUSED, _("Bearer of a misused identity")),
    (FindingMode.NONE, _("nobody learns of it")),
    (FindingMode.SILENT, _("only the owner learns of a match")),
    (FindingMode.HIT, _("they learn that a match is held, and whom to call")),
    (FindingMode.OPEN, _("shown")),
    (State.UNIT, _("Own unit")),
    (State.DESK, _("Own agency")),
    (State.OFFERED, _("Offered")),
    (Act.FIND, _("find")),
    (Act.READ, _("read")),
    (Act.REPORT, _("report")),
    (Act.CORRECT, _("correct")),
    (Act.RETRACT, _("retract")),
    (Act.OFFER, _("offer")),
    (Act.RELEASE, _("release")),
    (Act.JUDGE, _("judge")),
    (Act.ONWARD, _("pass on")),
    (Act.EXPORT, _("export")),
    (Act.USE_AS_EVIDENCE, _("use as evidence")),
    (Act.ERASE, _("erase")),
    (Act.ACCOUNT_FOR, _("see who read what")),
    (Act.ADMINISTER, _("administer")),
    *((each, _(words)) for each, words in WORDS),
]

EXPLANATIONS: Words = [
    (Purpose.OWN_WORK, _("Your own desk's records and inboxes, and what others released to you.")),
    (Purpose.PREVENTION, _("To prevent an offence that is feared.")),
    (Purpose.INVESTIGATION, _("A criminal case or an inquiry before one.")),
    (Purpose.BORDER_CONTROL, _("Persons, vehicles and goods at a crossing point.")),
    (Purpose.JOINT_OPERATION, _("An operation your agency takes part in.")),
    (Purpose.CONTROLLED_DELIVERY, _("A delivery under watch, agreed by every state on its route.")),
    (Purpose.ANALYSIS, _("Trends, routes and methods; persons only where the owner allows analysis.")),
    (Purpose.WARNING, _("New substances and dangers.")),
    (Purpose.OVERSIGHT, _("To review who read what, and why.")),
    (Purpose.EXERCISE, _("Training with invented records.")),
]


def key_of(value: Enum) -> str:
    """What a value's words are kept under: two enumerations may hold equal numbers."""
    return f"{type(value).__name__}.{value.name}"


def keyed(words: Words) -> dict[str, str | Promise]:
    """Words by their keys."""
    return {key_of(value): text for value, text in words}


names = keyed(NAMES)
explanations = keyed(EXPLANATIONS)


def word(value: Enum) -> str:
    """The translated name of a value of the law in the reader's language; its code when it has none here."""
    return str(names.get(key_of(value), value.value))


def explanation(value: Enum) -> str:
    """One sentence on what a value means, or nothing."""
    return str(explanations.get(key_of(value), ""))


def teach(new: Words) -> None:
    """Add the words of a room's own enumerations; a room's pages call this once, where they are defined."""
    names.update(keyed(new))
