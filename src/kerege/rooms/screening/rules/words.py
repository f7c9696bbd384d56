"""Sentences of screening, as English msgids; faces translate them."""

from collections.abc import Mapping
from typing import Final

from kerege.rooms.screening.rules.course import Stage
from kerege.rooms.screening.rules.terms import Basis, Persons


def N_(text: str) -> str:  # noqa: N802  # the mark that the catalogue tools look for
    """Mark a text for translation."""
    return text


STAGES: Final[Mapping[Stage, str]] = {
    Stage.DRAFTED: N_("drafted, not yet asked"),
    Stage.ASKED: N_("waits for the data protection officer of the asking agency"),
    Stage.SECONDED: N_("waits for the data protection officer of the centre"),
    Stage.APPROVED: N_("approved, about to begin"),
    Stage.RUNNING: N_("running"),
    Stage.DONE: N_("carried out to the end"),
    Stage.REFUSED: N_("refused"),
    Stage.WITHDRAWN: N_("withdrawn"),
    Stage.EXPIRED: N_("expired"),
}
BASES: Final[Mapping[Basis, str]] = {
    Basis.LAW: N_("a provision of law"),
    Basis.TREATY: N_("a treaty or agreement in force"),
    Basis.COURT: N_("a court's decision"),
    Basis.PROSECUTOR: N_("a prosecutor's decision"),
}
PERSONS: Final[Mapping[Persons, str]] = {
    Persons.PASSENGERS: N_("passengers"),
    Persons.PARCELS: N_("senders and recipients of parcels"),
    Persons.VEHICLES: N_("owners and drivers of vehicles"),
    Persons.LICENCES: N_("holders of licences and permits"),
    Persons.SUBSCRIBERS: N_("subscribers and account holders"),
    Persons.SUSPECTS: N_("suspects and convicted persons"),
    Persons.OTHERS: N_("others, named in the legal basis"),
}
NO_ROLE: Final = N_("Only an analyst or a desk officer proposes a screening.")
NO_PARTY: Final = N_("Only members and the centre screen lists; your party does not.")
NEEDS_PURPOSE: Final = N_("A screening needs a purpose other than own work.")
NEEDS_CASE: Final = N_("A screening needs a case number; a reason in words is not enough.")
NEEDS_LIST: Final = N_("Name the list as it is known where it comes from.")
NEEDS_SOURCE: Final = N_("Say whose list it is and how it came to your agency.")
NEEDS_BASIS: Final = N_("Give the legal basis in words: article, treaty or decision, with its date and number.")
NEEDS_PERSONS: Final = N_("Say which persons stand in the list.")
WRONG_REVIEW: Final = N_("The review day must lie between tomorrow and %(most)s days from now.")
NO_ROWS: Final = N_("No row of this list can be screened: each needs a name or a whole identifier.")
TOO_MANY_ROWS: Final = N_("A list has at most %(most)s rows; this one has %(count)s.")
QUOTA: Final = N_(
    "Your party's quota of this month is %(quota)s rows, of which %(left)s are left; this list has %(count)s. "
    "Ask with a shorter list, or next month."
)
WRONG_STEP: Final = N_("This is not possible now. The screening: %(stage)s.")
NOT_YOURS: Final = N_("Only the officer who proposed the screening does this.")
NO_DECISION: Final = N_(
    "You do not decide on this screening: it needs the data protection officers of the asking agency and of the "
    "centre, two persons, neither of whom proposed it."
)
NEEDS_REASON: Final = N_("Give a reason: another officer must be able to follow it.")
NO_OPT_OUT: Final = N_("Only the coordinator or a releasing officer of an agency opts it out of screenings.")
OUT_ALREADY: Final = N_("Your agency is opted out already.")
NOT_OUT: Final = N_("Your agency is not opted out.")
NO_REVEAL: Final = N_("Only a releasing officer or the coordinator lets the other side know.")
NO_ANSWER: Final = N_("Your role does not answer digests.")
ANSWERED: Final = N_("This digest was answered already.")
HAT_ENDED: Final = N_("The proposer's hat ended before the screening did.")
EXPIRED: Final = N_("Nobody decided, or the review day passed, before it could be screened.")
ROW_EMPTY: Final = N_("neither a name nor a whole identifier")
ROW_BIRTH: Final = N_("the date of birth cannot be read")
ROW_COUNTRY: Final = N_("the nationality names no country we know")
ROW_IDENTIFIER: Final = N_("the number cannot be read")
NO_COLUMNS: Final = N_(
    "No column of this list holds a name or an identifier. Name the columns, for example: name, birth date, "
    "nationality, passport, phone."
)
UNREADABLE: Final = N_("The file could not be read within the limits: split it, or save it as CSV.")
NEEDS_ARROW: Final = N_("This node cannot read Parquet files: install Kerege's extra “bulk”, or save the list as CSV.")
NOTHING_LEARNED: Final = N_(
    "Nothing that may be shown to you. This does not mean that nothing is held, and it is not a clearance."
)
