"""The words of a controlled delivery: stages, acts, answers, grounds, authorities, transport, goods."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a delivery stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    SENT = "sent"
    UNDER_WAY = "under_way"
    CONTACT_LOST = "contact_lost"
    SEIZED = "seized"
    DELIVERED = "delivered"
    STOPPED = "stopped"
    DIVERTED = "diverted"
    LOST = "lost"
    CALLED_OFF = "called_off"
    EXPIRED = "expired"
    CLOSED = "closed"


class Kind(StrEnum):
    """What may be done in a file: each is one step."""

    PLAN = "plan"
    AMEND = "amend"
    CHECK = "check"
    SEND = "send"
    ASSURE = "assure"
    ACCEPT_ASSURANCE = "accept_assurance"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    TAKE_OVER = "take_over"
    GIVE = "give"
    TAKE = "take"
    DECLINE = "decline"
    STOP = "stop"
    LOSE_CONTACT = "lose_contact"
    REGAIN_CONTACT = "regain_contact"
    LOSE_FOR_GOOD = "lose_for_good"
    SUBSTITUTE = "substitute"
    SPLIT = "split"
    SEIZE = "seize"
    DELIVER = "deliver"
    DIVERT = "divert"
    REMOVE = "remove"
    CALL_OFF = "call_off"
    RESULT = "result"
    CLOSE = "close"
    POSITION = "position"
    NOTE = "note"
    LETTER = "letter"


class Who(StrEnum):
    """Whose act it is."""

    REQUESTER = "requester"
    SECOND = "second"
    CENTRE = "centre"
    ASKED = "asked"
    ORIGIN = "origin"
    SOIL = "soil"
    NEXT = "next"
    SOIL_OR_REQUESTER = "soil_or_requester"
    HOLDER = "holder"
    TAKER_PART = "taker_part"


class Answer(StrEnum):
    """What a state answers."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    REFUSE = "refuse"


class Authority(StrEnum):
    """Whose authorisation stands behind a consent."""

    PROSECUTOR = "prosecutor"
    COURT = "court"
    HEAD_OF_SERVICE = "head_of_service"


class Penalty(StrEnum):
    """The highest penalty that those arrested in a state may face."""

    TERM = "term"
    LIFE = "life"
    DEATH = "death"


class Ground(StrEnum):
    """Why a state refuses."""

    HARMS_INVESTIGATION = "harms_investigation"
    SAFETY = "safety"
    SOVEREIGNTY = "sovereignty"
    LAW = "law"
    AUTHORISATION = "authorisation"
    CAPACITY = "capacity"
    DEATH = "death"
    OTHER = "other"


class Transport(StrEnum):
    """How the load goes on a leg."""

    ROAD = "road"
    RAIL = "rail"
    AIR = "air"
    SEA = "sea"
    POST = "post"
    COURIER = "courier"


class Goods(StrEnum):
    """What kind of goods an item is, as far as it decides whether it may travel live."""

    NARCOTIC = "narcotic"
    FENTANYL = "fentanyl"
    NITAZENE = "nitazene"
    EXPLOSIVE = "explosive"
    TOXIC_PRECURSOR = "toxic_precursor"
    PRECURSOR = "precursor"
    OTHER = "other"


class Replacing(StrEnum):
    """What becomes of an item: intact, replaced in part or as a whole, or removed with nothing in its place."""

    NONE = "none"
    PART = "part"
    WHOLE = "whole"
    REMOVED = "removed"


class Consent(StrEnum):
    """How a leg's consent stands at an instant."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    NO_ANSWER = "no_answer"
    VALID = "valid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    NEEDS_ASSURANCE = "needs_assurance"
    NOT_YET = "not_yet"
    RUN_OUT = "run_out"


LETHAL = frozenset({Goods.FENTANYL, Goods.NITAZENE, Goods.EXPLOSIVE, Goods.TOXIC_PRECURSOR})
"""Never sent live: replaced as a whole before the load is taken over, or refused."""

GONE = frozenset({Replacing.WHOLE, Replacing.REMOVED})
"""What leaves nothing live once it is done."""

LETHAL_CLASSES = ("fentanyls", "nitazenes")
"""Classes of the register of substances whose members are lethal whatever they are called."""

LETHAL_NAMES = (
    "fentan",
    "фентан",
    "nitazen",
    "нитазен",
    "tatp",
    "petn",
    "hexogen",
    "гексоген",
    "trotyl",
    "тротил",
    "тэн",
    "phosgene",
    "фосген",
    "cyanide",
    "цианид",
)
"""Parts of names that make an item lethal whatever kind was chosen (fentanyls and nitazenes of UN Schedules I and IV;
common explosives; poisons among precursors)."""
