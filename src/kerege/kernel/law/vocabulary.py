"""The words of the law, each an enumeration; the exhaustive proof multiplies them."""

from enum import IntEnum, StrEnum


class Act(StrEnum):
    """What a viewer may want to do with a record."""

    FIND = "find"
    READ = "read"
    REPORT = "report"
    CORRECT = "correct"
    RETRACT = "retract"
    OFFER = "offer"
    RELEASE = "release"
    JUDGE = "judge"
    ONWARD = "onward"
    EXPORT = "export"
    USE_AS_EVIDENCE = "use_as_evidence"
    ERASE = "erase"
    ACCOUNT_FOR = "account_for"
    ADMINISTER = "administer"


class Role(StrEnum):
    """The hat's role at its desk."""

    POST = "post"
    DESK = "desk"
    RELEASING = "releasing"
    ANALYST = "analyst"
    CHEMIST = "chemist"
    LIAISON = "liaison"
    DUTY = "duty"
    COORDINATOR = "coordinator"
    DATA_PROTECTION = "data_protection"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    REPRESENTATIVE = "representative"


class Purpose(StrEnum):
    """Why this visit happens; all but own work need a case or a reason."""

    OWN_WORK = "own_work"
    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    BORDER_CONTROL = "border_control"
    JOINT_OPERATION = "joint_operation"
    CONTROLLED_DELIVERY = "controlled_delivery"
    ANALYSIS = "analysis"
    WARNING = "warning"
    OVERSIGHT = "oversight"
    EXERCISE = "exercise"


class Level(IntEnum):
    """Confidentiality; classified items are referred to, never carried."""

    OPEN = 0
    OFFICIAL_USE = 1
    CLASSIFIED = 2


class Handling(StrEnum):
    """Handling codes: a set, not a ladder."""

    H0 = "H0"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"


class Condition(StrEnum):
    """Conditions a provider may add; they only tighten when data moves on."""

    INTELLIGENCE_ONLY = "intelligence_only"
    NO_ONWARD = "no_onward"
    ASK_FIRST = "ask_first"
    NOT_WHERE_DEATH = "not_where_death"
    NOT_FOR_EXTRADITION = "not_for_extradition"


class PersonCategory(StrEnum):
    """Why a person stands in a record; a source or informant is never recorded."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    CONTACT = "contact"
    UNWITTING = "unwitting"
    VICTIM = "victim"
    WITNESS = "witness"
    MISUSED = "misused"
    """Others use his identity; he consents to be recorded, so that he is not taken for them."""


class FindingMode(IntEnum):
    """What somebody without a release learns of a matching part, least first."""

    NONE = 0
    SILENT = 1
    HIT = 2
    OPEN = 3


class Part(StrEnum):
    """The two parts of a report, each with its own release, finding mode and retention."""

    FACTS = "facts"
    NOMINAL = "nominal"


class PartyClass(StrEnum):
    """Classes of parties; a class is an audience."""

    MEMBER = "member"
    OBSERVER_STATE = "observer_state"
    OBSERVER_ORGANISATION = "observer_organisation"
    ORGANISATION = "organisation"
    CENTRE = "centre"
    CORRESPONDENT = "correspondent"
    INVITED = "invited"


class State(StrEnum):
    """How far a report has gone on its way out: own unit, desk (the agency), offered."""

    UNIT = "unit"
    DESK = "desk"
    OFFERED = "offered"


class Gate(StrEnum):
    """Who approves an offer or a release in a party."""

    AUTOMATIC = "automatic"
    DESK = "desk"
    COORDINATOR = "coordinator"


class Guard(StrEnum):
    """What fences a table: every model declares one."""

    OWNED = "owned"
    DERIVED = "derived"
    DIRECTORY = "directory"
    PUBLIC = "public"
    FRAMEWORK = "framework"
