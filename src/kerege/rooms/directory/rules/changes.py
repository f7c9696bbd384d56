"""The changes of the directory, each declared once: pages, commands and API calls follow from here."""

from dataclasses import dataclass
from enum import StrEnum

from kerege.kernel.law import Gate, PartyClass, Role
from kerege.rooms.directory.rules import AgencyKind, AgreementState, DeskKind, PartyFact, Permission


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


class Power(StrEnum):
    """Who may make a change."""

    REGISTRY = "registry"
    """The centre's administrator."""
    KEEPER = "keeper"
    """The administrator of the party; the centre's where the party has none in office."""
    COORDINATOR = "coordinator"
    """The national coordinator, for his own party."""


class Ask(StrEnum):
    """What a field of a change asks for; a thing of the directory is named by its code."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    YES = "yes"
    WORD = "word"
    WORDS = "words"
    PARTY = "party"
    AGENCY = "agency"
    DESK = "desk"
    OFFICER = "officer"
    HAT = "hat"
    AGREEMENT = "agreement"
    FACT = "fact"
    ACCREDITATION = "accreditation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of a change; `private` fields never reach the public list of changes."""

    name: str
    label: str
    ask: Ask = Ask.LINE
    words: tuple[StrEnum, ...] = ()
    required: bool = True
    hint: str = ""
    private: bool = False
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredChange:
    """One change: its code is the word of the command and of the address."""

    code: str
    title: str
    lead: str
    part: str
    powers: frozenset[Power]
    asked: tuple[Asked, ...]


REGISTRY = frozenset({Power.REGISTRY})
KEEPER = frozenset({Power.KEEPER})
COORDINATOR = frozenset({Power.COORDINATOR})
CODE = Asked(name="code", label=N_("Code"), most=12, hint=N_("Latin letters, digits and hyphens; it never changes."))
LONG_CODE = Asked(name="code", label=N_("Code"), most=40, hint=CODE.hint)
NAME_EN = Asked(name="name_en", label=N_("Name in English"))
NAME_RU = Asked(name="name_ru", label=N_("Name in Russian"))
PARTY = Asked(name="party", label=N_("Party"), ask=Ask.PARTY)
AGENCY = Asked(name="agency", label=N_("Agency"), ask=Ask.AGENCY)
DESK = Asked(name="desk", label=N_("Desk"), ask=Ask.DESK)
OFFICER = Asked(name="officer", label=N_("Officer"), ask=Ask.OFFICER)
HAT = Asked(name="hat", label=N_("Hat"), ask=Ask.HAT)
SINCE = Asked(name="since", label=N_("From day"), ask=Ask.DAY)
UNTIL = Asked(name="until", label=N_("Until"), ask=Ask.DAY)
OPEN_END = Asked(name="until", label=N_("Until"), ask=Ask.DAY, required=False)
LAST_DAY = Asked(name="last_day", label=N_("Last day"), ask=Ask.DAY)
SOURCE = Asked(
    name="source",
    label=N_("Source"),
    most=500,
    hint=N_("The decision, letter or published act this rests on, with its number and day."),
)
REFERENCE = Asked(name="reference", label=N_("Reference of the accreditation"), most=120)
KINDS_OF_AGENCIES = Asked(name="kind", label=N_("Kind"), ask=Ask.WORD, words=tuple(AgencyKind))
KINDS_OF_DESKS = Asked(name="kind", label=N_("Kind"), ask=Ask.WORD, words=tuple(DeskKind))

DECLARED = (
    DeclaredChange(
        code="add-party",
        title=N_("Enter a party"),
        lead=N_("A state or organisation takes its status as the Council decided."),
        part="parties",
        powers=REGISTRY,
        asked=(
            CODE,
            Asked(name="party_class", label=N_("Status"), ask=Ask.WORD, words=tuple(PartyClass)),
            NAME_EN,
            NAME_RU,
            SINCE,
            Asked(
                name="has_accounts",
                label=N_("Its officers sign in (else it corresponds by letters)"),
                ask=Ask.YES,
                required=False,
            ),
            SOURCE,
        ),
    ),
    DeclaredChange(
        code="end-party",
        title=N_("End a party's status"),
        lead=N_("After the last day its officers read nothing of others and it stands in no audience."),
        part="parties",
        powers=REGISTRY,
        asked=(PARTY, LAST_DAY, SOURCE),
    ),
    DeclaredChange(
        code="resume-party",
        title=N_("Give a party its status again"),
        lead=N_("Undoes the end of a status; what was released to the party and not withdrawn holds again."),
        part="parties",
        powers=REGISTRY,
        asked=(PARTY, SINCE, SOURCE),
    ),
    DeclaredChange(
        code="set-gates",
        title=N_("Set your party's gates"),
        lead=N_("Whose word a part of a report needs before others may find or see it."),
        part="parties",
        powers=COORDINATOR,
        asked=(
            Asked(name="gate_facts", label=N_("Gate of the facts part"), ask=Ask.WORD, words=tuple(Gate)),
            Asked(name="gate_nominal", label=N_("Gate of the nominal part"), ask=Ask.WORD, words=tuple(Gate)),
        ),
    ),
    DeclaredChange(
        code="name-coordinator",
        title=N_("Name the coordinating agency"),
        lead=N_("The agency through which a party speaks."),
        part="parties",
        powers=KEEPER | COORDINATOR,
        asked=(AGENCY,),
    ),
    DeclaredChange(
        code="state-fact",
        title=N_("Record a fact about a party"),
        lead=N_("Dated and with its source: the law looks at it from its first day on."),
        part="parties",
        powers=REGISTRY,
        asked=(
            PARTY,
            Asked(name="fact", label=N_("Fact"), ask=Ask.WORD, words=tuple(PartyFact)),
            SINCE,
            OPEN_END,
            SOURCE,
        ),
    ),
    DeclaredChange(
        code="end-fact",
        title=N_("End a fact about a party"),
        lead=N_("After the last day the law no longer looks at it; the line stays with its days."),
        part="parties",
        powers=REGISTRY,
        asked=(Asked(name="fact", label=N_("Fact"), ask=Ask.FACT), LAST_DAY, SOURCE),
    ),
    DeclaredChange(
        code="add-agreement",
        title=N_("Enter an agreement"),
        lead=N_("What it permits holds between two parties once it is in force for both."),
        part="agreements",
        powers=REGISTRY,
        asked=(
            LONG_CODE,
            NAME_EN,
            NAME_RU,
            Asked(name="permits", label=N_("What it permits"), ask=Ask.WORDS, words=tuple(Permission)),
        ),
    ),
    DeclaredChange(
        code="state-agreement",
        title=N_("State where a party stands with an agreement"),
        lead=N_("Earlier states stay in the history. A later state of the same day replaces the earlier one."),
        part="agreements",
        powers=REGISTRY | COORDINATOR,
        asked=(
            Asked(name="agreement", label=N_("Agreement"), ask=Ask.AGREEMENT),
            PARTY,
            Asked(name="state", label=N_("State"), ask=Ask.WORD, words=tuple(AgreementState)),
            SINCE,
            SOURCE,
        ),
    ),
    DeclaredChange(
        code="add-agency",
        title=N_("Enter an agency"),
        lead=N_("A competent body of a party; what its desks report is its own."),
        part="desks",
        powers=KEEPER,
        asked=(PARTY, LONG_CODE, KINDS_OF_AGENCIES, NAME_EN, NAME_RU),
    ),
    DeclaredChange(
        code="succeed",
        title=N_("Record that one agency succeeds another"),
        lead=N_("Records and duties pass to the successor at once; old versions keep the old name."),
        part="desks",
        powers=COORDINATOR,
        asked=(
            Asked(name="abolished", label=N_("Abolished agency"), ask=Ask.AGENCY),
            Asked(name="successor", label=N_("Its successor"), ask=Ask.AGENCY),
            Asked(name="day", label=N_("Day of the succession"), ask=Ask.DAY),
            SOURCE,
        ),
    ),
    DeclaredChange(
        code="undo-succession",
        title=N_("Undo a succession"),
        lead=N_("The successor's officers lose the other agency's records again; what they read stays in the journal."),
        part="desks",
        powers=COORDINATOR,
        asked=(Asked(name="abolished", label=N_("Abolished agency"), ask=Ask.AGENCY), SOURCE),
    ),
    DeclaredChange(
        code="add-desk",
        title=N_("Open a desk"),
        lead=N_("A unit of an agency that reports and receives: a post, a city unit, an analysts' desk."),
        part="desks",
        powers=KEEPER,
        asked=(
            AGENCY,
            Asked(name="code", label=N_("Code"), most=60, hint=CODE.hint),
            KINDS_OF_DESKS,
            NAME_EN,
            NAME_RU,
            Asked(name="telephone", label=N_("Telephone"), required=False, most=40),
        ),
    ),
    DeclaredChange(
        code="close-desk",
        title=N_("Close a desk"),
        lead=N_("Every hat at the desk ends on that day; its records stay its agency's."),
        part="desks",
        powers=KEEPER,
        asked=(DESK, LAST_DAY),
    ),
    DeclaredChange(
        code="reopen-desk",
        title=N_("Open a closed desk again"),
        lead=N_("Hats that ended with it stay ended: give them anew."),
        part="desks",
        powers=KEEPER,
        asked=(DESK,),
    ),
    DeclaredChange(
        code="add-officer",
        title=N_("Enter an officer"),
        lead=N_("A person in service of an agency; other parties only ever see the number."),
        part="officers",
        powers=KEEPER,
        asked=(
            AGENCY,
            Asked(name="number", label=N_("Stable number"), most=20, hint=N_("Shown across parties; never the name.")),
            Asked(name="name", label=N_("Name"), private=True),
            Asked(
                name="username",
                label=N_("User name to sign in with"),
                required=False,
                most=60,
                private=True,
                hint=N_("With one, a first password is made and shown once."),
            ),
        ),
    ),
    DeclaredChange(
        code="new-password",
        title=N_("Give an officer a new password"),
        lead=N_("The old password, open sessions and tokens end at once; the second factor stays."),
        part="officers",
        powers=KEEPER,
        asked=(OFFICER,),
    ),
    DeclaredChange(
        code="close-account",
        title=N_("Close an officer's account"),
        lead=N_("He cannot sign in; his tokens end. His hats and everything he wrote stay."),
        part="officers",
        powers=KEEPER,
        asked=(OFFICER,),
    ),
    DeclaredChange(
        code="open-account",
        title=N_("Open a closed account again"),
        lead=N_("He signs in with his old password; ended tokens stay ended."),
        part="officers",
        powers=KEEPER,
        asked=(OFFICER,),
    ),
    DeclaredChange(
        code="appoint",
        title=N_("Give an officer a hat"),
        lead=N_("A role at a desk, from a day on. Nobody gives himself a hat."),
        part="officers",
        powers=KEEPER,
        asked=(
            OFFICER,
            DESK,
            Asked(name="role", label=N_("Role"), ask=Ask.WORD, words=tuple(Role)),
            SINCE,
            OPEN_END,
        ),
    ),
    DeclaredChange(
        code="end-hat",
        title=N_("Take a hat off"),
        lead=N_("After the last day nobody wears it; its sessions and tokens open nothing."),
        part="officers",
        powers=KEEPER,
        asked=(HAT, LAST_DAY),
    ),
    DeclaredChange(
        code="accredit",
        title=N_("Accredit a liaison officer"),
        lead=N_("The centre's word that he sits in the centre for his state, until a day."),
        part="officers",
        powers=REGISTRY,
        asked=(OFFICER, SINCE, UNTIL, REFERENCE),
    ),
    DeclaredChange(
        code="end-accreditation",
        title=N_("End an accreditation"),
        lead=N_("After the last day his hat in the centre opens nothing. Accredit anew to undo it."),
        part="officers",
        powers=REGISTRY,
        asked=(Asked(name="accreditation", label=N_("Accreditation"), ask=Ask.ACCREDITATION), LAST_DAY, SOURCE),
    ),
    DeclaredChange(
        code="hand-over",
        title=N_("Hand over from one liaison officer to the next"),
        lead=N_("One act: the old hat and accreditation end the day before, the new ones begin at the same desk."),
        part="officers",
        powers=REGISTRY,
        asked=(
            Asked(name="hat", label=N_("Hat of who leaves"), ask=Ask.HAT),
            Asked(name="officer", label=N_("Officer who comes"), ask=Ask.OFFICER),
            Asked(name="day", label=N_("First day of who comes"), ask=Ask.DAY),
            UNTIL,
            REFERENCE,
        ),
    ),
)
CHANGES = {each.code: each for each in DECLARED}
CHOSEN = frozenset({Ask.PARTY, Ask.AGENCY, Ask.DESK, Ask.OFFICER, Ask.HAT, Ask.AGREEMENT, Ask.FACT, Ask.ACCREDITATION})
"""Fields that name a thing of the directory by its code."""
