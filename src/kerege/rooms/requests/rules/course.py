"""The course of a thread: its states, the steps between them, whose each step is, and what the asker sees of a state.

`STEPS` is the one declaration: pages, commands and API offer what it allows, the database's own copy of it is generated
from it (`sql/course.sql`), and so is the diagram in the docs.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What is sent."""

    REQUEST = "request"
    INFORMATION = "information"
    LOOK_OUT = "look_out"


class Side(StrEnum):
    """Whose copy of a thread it is, and who acts; `clock` is the node itself."""

    ASKER = "asker"
    ASKER_GATE = "asker_gate"
    ASKED = "asked"
    ASKED_GATE = "asked_gate"
    WATCH = "watch"
    CLOCK = "clock"


class State(StrEnum):
    """How far a thread is, as the asked side knows it."""

    DRAFT = "draft"
    OWN_GATE = "own_gate"
    RETURNED = "returned"
    THEIR_GATE = "their_gate"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    CLARIFYING = "clarifying"
    AUTHORISING = "authorising"
    THIRD_PARTY = "third_party"
    PREPARED = "prepared"
    SEALED = "sealed"
    PARTLY = "partly"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOTHING = "nothing"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a thread."""

    SEND = "send"
    LET_OUT = "let_out"
    RETURN = "return"
    LET_IN = "let_in"
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    ASK_CLARIFICATION = "ask_clarification"
    CLARIFY = "clarify"
    AWAIT_AUTHORISATION = "await_authorisation"
    ASK_THIRD_PARTY = "ask_third_party"
    PREPARE = "prepare"
    SEND_BACK = "send_back"
    ANSWER = "answer"
    ANSWER_PARTLY = "answer_partly"
    REFUSE = "refuse"
    SEAL = "seal"
    UNSEAL = "unseal"
    RUN_ON = "run_on"
    PUT_IN_FORCE = "put_in_force"
    EXPIRE = "expire"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """What came of a thread; the asker is told `nothing` for both of the last two."""

    FULL = "full"
    PARTIAL = "partial"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    NOTHING = "nothing"
    NO_INFORMATION = "no_information"
    WITHHELD = "withheld"


HELD: Final = (State.SENT, State.ACKNOWLEDGED, State.ACCEPTED)
"""With the asked desk, its clock running."""
STANDING: Final = (State.CLARIFYING, State.AUTHORISING, State.THIRD_PARTY)
"""The clock stands still."""
ANSWERABLE: Final = (State.THEIR_GATE, *HELD, State.PARTLY)
ANSWERED: Final = (State.PARTLY, State.ANSWERED, State.REFUSED, State.NOTHING)
ANSWERING_SIDES: Final = dict.fromkeys((*HELD, State.PARTLY), (Side.ASKED,)) | {
    State.THEIR_GATE: (Side.ASKED_GATE,),
    State.PREPARED: (Side.ASKED, Side.ASKED_GATE),
}
"""Who answers: the desk; before it was let in, its coordinator; what was prepared, an approver of either."""
OVER: Final = frozenset({State.RETURNED, State.EXPIRED, State.CLOSED, State.WITHDRAWN})
TICKING: Final = frozenset({State.THEIR_GATE, *HELD, *STANDING, State.PREPARED, State.SEALED})
"""States in which a request has a clock: it runs, or stands still for a reason and a time."""


def moves() -> dict[tuple[Side, State, Step], tuple[State, ...]]:
    """Every move: by which side, from which state, by which step, to which states."""
    made: dict[tuple[Side, State, Step], tuple[State, ...]] = {
        (Side.ASKER, State.DRAFT, Step.SEND): (State.OWN_GATE, State.THEIR_GATE, State.SENT),
        (Side.ASKER_GATE, State.OWN_GATE, Step.LET_OUT): (State.THEIR_GATE, State.SENT),
        (Side.ASKER_GATE, State.OWN_GATE, Step.RETURN): (State.RETURNED,),
        (Side.ASKED_GATE, State.THEIR_GATE, Step.LET_IN): (State.SENT,),
        (Side.ASKED, State.SENT, Step.ACKNOWLEDGE): (State.ACKNOWLEDGED,),
        (Side.ASKED, State.SENT, Step.ACCEPT): (State.ACCEPTED,),
        (Side.ASKED, State.ACKNOWLEDGED, Step.ACCEPT): (State.ACCEPTED,),
        (Side.ASKER, State.CLARIFYING, Step.CLARIFY): (State.ACCEPTED,),
        (Side.CLOCK, State.SEALED, Step.UNSEAL): (State.NOTHING,),
        (Side.ASKED, State.SENT, Step.PUT_IN_FORCE): (State.IN_FORCE,),
        (Side.ASKED, State.ACKNOWLEDGED, Step.PUT_IN_FORCE): (State.IN_FORCE,),
        (Side.CLOCK, State.IN_FORCE, Step.EXPIRE): (State.EXPIRED,),
        (Side.ASKER, State.IN_FORCE, Step.WITHDRAW): (State.WITHDRAWN,),
        (Side.ASKED, State.ACKNOWLEDGED, Step.CLOSE): (State.CLOSED,),
    }
    stops = {
        Step.ASK_CLARIFICATION: State.CLARIFYING,
        Step.AWAIT_AUTHORISATION: State.AUTHORISING,
        Step.ASK_THIRD_PARTY: State.THIRD_PARTY,
    }
    answers = {
        Step.ANSWER: State.ANSWERED,
        Step.ANSWER_PARTLY: State.PARTLY,
        Step.REFUSE: State.REFUSED,
        Step.SEAL: State.SEALED,
        Step.PREPARE: State.PREPARED,
    }
    for state in HELD:
        made |= {(Side.ASKED, state, step): (to,) for step, to in stops.items()}
    for state in STANDING:
        made[Side.CLOCK, state, Step.RUN_ON] = (State.ACCEPTED,)
        made[Side.ASKED, state, Step.ACCEPT] = (State.ACCEPTED,)
    for state in (*ANSWERABLE, State.PREPARED):
        for side in ANSWERING_SIDES[state]:
            made |= {
                (side, state, step): (to,)
                for step, to in answers.items()
                if not (state is State.PARTLY and step in {Step.REFUSE, Step.SEAL})
                and not (state is State.PREPARED and step is Step.PREPARE)
            }
    for side in ANSWERING_SIDES[State.PREPARED]:
        made[side, State.PREPARED, Step.SEND_BACK] = (State.ACCEPTED, State.PARTLY, State.THEIR_GATE)
    for state in ANSWERED:
        made[Side.ASKER, state, Step.CLOSE] = (State.CLOSED,)
    for state in (State.DRAFT, State.OWN_GATE, *sorted(TICKING)):
        made[Side.ASKER, state, Step.WITHDRAW] = (State.WITHDRAWN,)
    return made


STEPS: Final[Mapping[tuple[Side, State, Step], tuple[State, ...]]] = moves()
SHOWN: Final[Mapping[State, State]] = {
    State.THEIR_GATE: State.SENT,
    State.PREPARED: State.ACCEPTED,
    State.SEALED: State.ACCEPTED,
}
"""What the asker sees in place of a state that is the other side's own affair."""
OF_KIND: Final[Mapping[Kind, frozenset[Step]]] = {
    Kind.REQUEST: frozenset(Step) - {Step.PUT_IN_FORCE, Step.EXPIRE},
    Kind.INFORMATION: frozenset(
        {Step.SEND, Step.LET_OUT, Step.RETURN, Step.LET_IN, Step.ACKNOWLEDGE, Step.CLOSE, Step.WITHDRAW}
    ),
    Kind.LOOK_OUT: frozenset(
        {Step.SEND, Step.LET_OUT, Step.RETURN, Step.LET_IN, Step.ACKNOWLEDGE, Step.PUT_IN_FORCE, Step.REFUSE}
        | {Step.EXPIRE, Step.WITHDRAW, Step.CLOSE}
    ),
}


PRIVATE: Final = frozenset({Step.PREPARE, Step.SEAL, Step.SEND_BACK, Step.LET_IN})
"""Steps of the asked side that leave the asker's copy as it is: he sees neither that they were taken nor when."""
NOTES: Final[Mapping[Side, frozenset[str]]] = {
    Side.ASKER: frozenset({"ask_use", "letter"}),
    Side.ASKER_GATE: frozenset({"letter"}),
    Side.ASKED: frozenset({"grant_use", "refuse_use", "letter"}),
    Side.ASKED_GATE: frozenset({"letter"}),
    Side.CLOCK: frozenset({"remind", "run_out", "escalate"}),
}
"""What is written into the history without leaving the state."""


class WrongStepError(ValueError):
    """The thread is not in a state from which this side may take this step."""


def of_kind(kind: Kind, side: Side, state: State, step: Step) -> bool:
    """Whether a step belongs to this kind: its receiver closes information, its sender what was answered."""
    if step not in OF_KIND[kind]:
        return False
    if kind is Kind.INFORMATION:
        return not (side is Side.ASKER and state is State.ACKNOWLEDGED)
    return not (side is Side.ASKED and step is Step.CLOSE)


def after(side: Side, state: State, step: Step, *, kind: Kind = Kind.REQUEST, to: State | None = None) -> State:
    """The state that a step leads to; `to` chooses among several. Raises WrongStepError."""
    found = STEPS.get((side, state, step), ())
    if not of_kind(kind, side, state, step) or not found or (to is not None and to not in found):
        raise WrongStepError(f"{side.value}: {step.value} at {state.value}")
    return to or found[0]


def steps_of(side: Side, state: State, kind: Kind) -> list[Step]:
    """The steps that a side may take now, in the order of their declaration."""
    allowed = {step for (by, at, step) in STEPS if by is side and at is state and of_kind(kind, side, state, step)}
    return [step for step in Step if step in allowed]


def shown(state: State, step: Step, *, before: State) -> State:
    """What the asker's copy shows after a step that led to `state`; `before` is what it showed."""
    return before if step in PRIVATE else SHOWN.get(state, state)
