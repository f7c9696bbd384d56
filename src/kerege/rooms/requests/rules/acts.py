"""What an officer may do with a thread, by name: each with its button and the fields it asks; forms follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kerege.kernel.saying import N_
from kerege.rooms.requests.rules.course import ANSWERED, Kind, Side, State, Step, steps_of

WORDS: Final = ("text", "translation", "translator")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do: its code, the words on its button, the fields it asks, whether it ends something."""

    code: str
    button: str
    fields: tuple[str, ...] = ()
    grave: bool = False

    @property
    def worded(self) -> bool:
        """Whether it is not taken without words."""
        return self.code in WORDED


WORDED: Final = frozenset(
    {"return", "ask_clarification", "await_authorisation", "ask_third_party", "clarify", "send_back"}
    | {"ask_use", "answer_use"}
)
DEEDS: Final[Mapping[str, Deed]] = {
    each.code: each
    for each in (
        Deed("send", N_("Send")),
        Deed("let_out", N_("Let it go out")),
        Deed("return", N_("Return it"), ("text",), grave=True),
        Deed("let_in", N_("Let it in")),
        Deed("acknowledge", N_("Confirm receipt")),
        Deed("accept", N_("Take it up")),
        Deed("put_in_force", N_("Accept: put in force here")),
        Deed("ask_clarification", N_("Ask back"), WORDS),
        Deed("await_authorisation", N_("Wait for a judge or prosecutor"), WORDS),
        Deed("ask_third_party", N_("Ask a third party"), WORDS),
        Deed("clarify", N_("Clarify"), WORDS),
        Deed(
            "answer",
            N_("Answer"),
            ("outcome", "text", "translation", "translator", "ground", "records", "nominal", "assurance"),
        ),
        Deed("approve", N_("Agree: let the answer out"), ("agreed",)),
        Deed("send_back", N_("Send the answer back"), ("text",)),
        Deed("close", N_("Close with feedback"), ("useful", "used", "result", "text")),
        Deed("ask_use", N_("Ask for further use"), ("use", "text", "reference")),
        Deed("answer_use", N_("Answer about further use"), ("agree", "text")),
        Deed("tighten", N_("Make the terms stricter"), ("handling", "restriction", "level")),
        Deed("withdraw", N_("Withdraw"), ("text",), grave=True),
    )
}
STEPS_OF_DEEDS: Final[Mapping[str, Step]] = {
    "send": Step.SEND,
    "let_out": Step.LET_OUT,
    "return": Step.RETURN,
    "let_in": Step.LET_IN,
    "acknowledge": Step.ACKNOWLEDGE,
    "accept": Step.ACCEPT,
    "put_in_force": Step.PUT_IN_FORCE,
    "ask_clarification": Step.ASK_CLARIFICATION,
    "await_authorisation": Step.AWAIT_AUTHORISATION,
    "ask_third_party": Step.ASK_THIRD_PARTY,
    "clarify": Step.CLARIFY,
    "close": Step.CLOSE,
    "withdraw": Step.WITHDRAW,
}
ANSWERING: Final = frozenset({Step.ANSWER, Step.ANSWER_PARTLY, Step.REFUSE, Step.SEAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides which deeds are offered: the holder's side and state, and who looks."""

    side: Side
    state: State
    kind: Kind
    coordinates: bool
    approves: bool
    use_waiting: bool
    worded: bool = True
    """Whether its words are still there."""
    fenced_in: bool = False
    """Whether the viewer may not act at all."""


def deeds(standing: Standing) -> list[Deed]:
    """The deeds that are offered now, in the order of their declaration."""
    if standing.fenced_in:
        return []
    side = standing.side
    steps = set(steps_of(side, standing.state, standing.kind))
    if standing.coordinates:
        gates = {Side.ASKER: Side.ASKER_GATE, Side.ASKED: Side.ASKED_GATE}
        steps |= set(steps_of(gates.get(side, side), standing.state, standing.kind))
    elif side in {Side.ASKER_GATE, Side.ASKED_GATE}:
        steps = set()
    found = {code for code, step in STEPS_OF_DEEDS.items() if step in steps}
    if steps & ANSWERING and standing.state is not State.PREPARED:
        found.add("answer")
    if standing.state is State.PREPARED and standing.approves and side in {Side.ASKED, Side.ASKED_GATE}:
        found |= {"approve", "send_back"}
    if side is Side.ASKER and standing.state in {*ANSWERED, State.CLOSED} and not standing.use_waiting:
        found |= {"ask_use"} if standing.kind is Kind.REQUEST else set()
    sends = side is Side.ASKER or (side is Side.ASKER_GATE and standing.coordinates)
    if sends and standing.state is not State.DRAFT and standing.worded:
        found.add("tighten")
    if side is Side.ASKED and standing.use_waiting and standing.approves:
        found.add("answer_use")
    if standing.kind is Kind.LOOK_OUT and not standing.approves:
        found.discard("put_in_force")
    return [deed for code, deed in DEEDS.items() if code in found]
