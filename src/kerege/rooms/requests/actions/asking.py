"""The asker's side: send, clarify, withdraw, close with feedback, ask for further use."""

from uuid import UUID

from django.conf import settings
from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.kernel.law.decision import exchanges_nominal, fenced_party
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.refusals import IncompleteError, UnableToAskError
from kerege.rooms.requests.actions.releasing import release_told
from kerege.rooms.requests.actions.stepping import Said, coordinators, from_letter, held, log, next_state, tell, write
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries.cards import NoSuchRequestError, clock_of
from kerege.rooms.requests.queries.settings import gate, profile
from kerege.rooms.requests.rules import clocks, words
from kerege.rooms.requests.rules.answers import Feedback, Use, wrong_feedback
from kerege.rooms.requests.rules.course import ANSWERED, Kind, Side, State, Step
from kerege.rooms.requests.rules.words import Gating


def send(*, actor: Viewer, thread: UUID) -> State:
    """Send a draft: to the asked desk, or to a coordinator's gate on the way. Returns where it is now.

    Records that go with unasked information are released when it leaves the party. Raises NoSuchRequestError,
    UnableToAskError (suspension, missing agreement, no coordinator), UnableToReleaseError.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER)
    refuse_unlawful(actor, row)
    refuse_ungrounded(actor, row)
    outgoing = gate(row.asker_party, Kind(row.kind)).outgoing
    if outgoing is Gating.THROUGH and actor.role is not Role.COORDINATOR and row.asked_party != row.asker_party:
        next_state(Side.ASKER, row, Step.SEND, to=State.OWN_GATE)
        at_gate = needed(coordinators(row.asker_party))
        away = outside(at_gate, row.owner)
        if row.records and len(away) == len(at_gate):
            raise UnableToAskError(words.RECORDS_AT_GATE)
        own = [(Side.ASKER_GATE, desk) for desk in away]
        write(thread, Side.ASKER, Step.SEND.value, State.OWN_GATE, cards=own, said=Said(detail=from_letter(row)))
        tell(row, "gate", *at_gate)
        log(LeafKind.DISCLOSE, "send", thread, to="own gate")
        return State.OWN_GATE
    copies = coordinators(row.asker_party) if outgoing is Gating.COPY and row.asked_party != row.asker_party else []
    return reach(actor, row, Side.ASKER, Step.SEND, copies=outside(copies, row.owner))


def refuse_ungrounded(actor: Viewer, row: Copy) -> None:
    """Records are released for a purpose: own work is none for who receives them. Raises UnableToAskError."""
    if row.records and (row.purpose == Purpose.OWN_WORK.value or actor.purpose is Purpose.OWN_WORK):
        raise UnableToAskError(words.NEEDS_PURPOSE)


def reach(actor: Viewer, row: Copy, side: Side, step: Step, *, copies: list[UUID]) -> State:
    """Bring a thread to the asked desk, or to the gate of its party, with its records; its clock starts now."""
    with transaction.atomic():
        release_told(actor, row)
        return written(row, side, step, copies=copies)


def written(row: Copy, side: Side, step: Step, *, copies: list[UUID]) -> State:
    """Write that a thread reached the other party, and tell who shall act."""
    incoming = gate(row.asked_party, Kind(row.kind)).incoming if row.asked_party != row.asker_party else Gating.DIRECT
    theirs = coordinators(row.asked_party) if incoming is not Gating.DIRECT else []
    to = State.THEIR_GATE if incoming is Gating.THROUGH else State.SENT
    next_state(side, row, step, to=to)
    cards = [(Side.ASKER_GATE, desk) for desk in copies]
    if incoming is Gating.THROUGH:
        cards += [(Side.ASKED_GATE, desk) for desk in needed(theirs)]
    else:
        cards += [(Side.ASKED, row.asked_desk), *((Side.ASKED_GATE, d) for d in outside(theirs, row.asked_desk))]
    detail = from_letter(row) | ({"records": list(row.records)} if row.records else {})
    write(row.thread, side, step.value, to, content=begun(row), cards=cards, said=Said(detail=detail))
    if incoming is Gating.THROUGH:
        tell(row, "gate", *theirs)
    else:
        tell(row, RECEIVED[Kind(row.kind)], row.asked_desk)
    log(LeafKind.DISCLOSE, step.value, row.thread, to=to.value)
    return to


RECEIVED = {Kind.REQUEST: "received", Kind.INFORMATION: "information", Kind.LOOK_OUT: "look_out"}


def begun(row: Copy) -> dict[str, object]:
    """When the clock of a request ends that starts now; other kinds have none. Raises IncompleteError."""
    if row.kind != Kind.REQUEST.value:
        return {}
    try:
        clock = clocks.started(
            profile(), clocks.Urgency(row.urgency), moment=chance.now(), zone=settings.TIME_ZONE,
            hold_until=row.hold_until,
        )  # fmt: skip
    except clocks.WrongHoldError as problem:
        raise IncompleteError([("hold_until", "needs_hold")]) from problem
    return {"due_at": clock.due_at}


def needed(desks: list[UUID]) -> list[UUID]:
    """Coordinators that must be there. Raises UnableToAskError."""
    if not desks:
        raise UnableToAskError(words.NO_COORDINATOR)
    return desks


def outside(desks: list[UUID], of: UUID) -> list[UUID]:
    """Those of these desks that another agency than this desk's has: the same agency reads its copy already."""
    home = directory.desk(of).agency
    return [desk for desk in desks if directory.desk(desk).agency != home]


def refuse_unlawful(actor: Viewer, row: Copy) -> None:
    """What the law between parties forbids: a suspension, persons without an agreement or where death may follow.

    Raises UnableToAskError.
    """
    if row.asked_party == actor.party:
        return
    if fenced_party(actor, row.asked_party) or row.asked_party in actor.standing.estranged:
        raise UnableToAskError(words.SUSPENDED)
    if row.nominal and not exchanges_nominal(actor, row.asked_party):
        raise UnableToAskError(words.NO_AGREEMENT)
    if row.nominal and directory.imposes_death(row.asked_party, actor):
        raise UnableToAskError(words.NO_NAMES_THERE)


def let_out(*, actor: Viewer, thread: UUID) -> State:
    """The asker's coordinator lets a request go on. Raises UnableToAskError."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER_GATE, Side.ASKER)
    refuse_unlawful(actor, row)
    return reach(actor, row, Side.ASKER_GATE, Step.LET_OUT, copies=[])


def return_draft(*, actor: Viewer, thread: UUID, reason: str) -> None:
    """The asker's coordinator returns a request with a reason; it never left the party."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER_GATE, Side.ASKER)
    to = next_state(Side.ASKER_GATE, row, Step.RETURN)
    write(thread, Side.ASKER_GATE, Step.RETURN.value, to, said=Said(text=given(reason, "text")))
    tell(row, "returned", row.asker_desk)
    log(LeafKind.ALTER, "return", thread)


def clarify(*, actor: Viewer, thread: UUID, text: str, translation: str = "", translator: str = "") -> None:
    """Answer the asked desk's question; the clock runs again with what was left of it."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER)
    to = next_state(Side.ASKER, row, Step.CLARIFY)
    said = Said(text=given(text, "text"), translation=translation, translator=translator)
    write(thread, Side.ASKER, Step.CLARIFY.value, to, content=running_again(row), said=said)
    tell(row, "clarified", row.asked_desk)
    log(LeafKind.DISCLOSE, "clarify", thread)


def running_again(row: Copy) -> dict[str, object]:
    """When the clock of a copy ends if it runs again from now."""
    clock = clock_of(row)
    if clock is None or clock.runs:
        return {}
    return {"due_at": clocks.resumed(clock, moment=chance.now()).due_at}


def withdraw(*, actor: Viewer, thread: UUID, reason: str = "") -> None:
    """Take a request, information or look-out back, with a reason if it was sent."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER)
    sent = row.state not in {State.DRAFT.value, State.OWN_GATE.value}
    to = next_state(Side.ASKER, row, Step.WITHDRAW)
    text = given(reason, "text") if sent else reason
    write(thread, Side.ASKER, Step.WITHDRAW.value, to, said=Said(text=text))
    if sent:
        tell(row, "withdrawn", row.asked_desk)
    log(LeafKind.ALTER, "withdraw", thread)


def close(*, actor: Viewer, thread: UUID, feedback: Feedback) -> None:
    """Close what was answered, or information that was received: useful or not, how it was used, what came of it.

    Raises IncompleteError, UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED if is_information(thread) else Side.ASKER)
    side = Side(row.side)
    to = next_state(side, row, Step.CLOSE)
    if found := wrong_feedback(feedback, row.handling if side is Side.ASKED else row.given_under):
        raise IncompleteError(found)
    said = Said(text=feedback.text.strip(), detail=feedback.wire())
    write(thread, side, Step.CLOSE.value, to, content=feedback.wire(), said=said)
    tell(row, "feedback", row.asked_desk if side is Side.ASKER else row.asker_desk)
    log(LeafKind.DISCLOSE, "close", thread)


def is_information(thread: UUID) -> bool:
    """Whether a thread carries unasked information: then its receiver closes it."""
    row = Copy.objects.filter(thread=thread).first()
    if row is None:
        raise NoSuchRequestError(words.NOTHING_HERE)
    return row.kind == Kind.INFORMATION.value


def ask_use(*, actor: Viewer, thread: UUID, use: Use, text: str, reference: str = "") -> None:
    """Ask the asked desk whether its answer may be passed on, or used as evidence under a reference."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER)
    if State(row.state) not in {*ANSWERED, State.CLOSED} or row.use_waiting:
        raise UnableToAskError(words.NOT_NOW)
    if use is Use.EVIDENCE and not reference.strip():
        raise IncompleteError([("reference", "needs_reference")])
    said = Said(text=given(text, "text"), detail={"use": use.value, "reference": reference.strip()})
    write(thread, Side.ASKER, "ask_use", State(row.state), content={"use": use.value}, said=said)
    tell(row, "use", row.asked_desk)
    log(LeafKind.DISCLOSE, "ask_use", thread)


def given(text: str, path: str) -> str:
    """Words that another officer can follow. Raises IncompleteError."""
    if not text.strip():
        raise IncompleteError([(path, "needs_text")])
    return text.strip()
