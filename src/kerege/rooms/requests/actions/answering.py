"""The asked side: receive, take up, stop the clock, answer, refuse, approve, agree to further use."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS, exchanges_nominal
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests import policy
from kerege.rooms.requests.actions import watching
from kerege.rooms.requests.actions.asking import given, running_again
from kerege.rooms.requests.actions.refusals import IncompleteError, UnableToAskError
from kerege.rooms.requests.actions.releasing import loosen_releases, release_records
from kerege.rooms.requests.actions.stepping import Said, from_letter, held, log, next_state, tell, write
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries.cards import clock_of
from kerege.rooms.requests.queries.held import mark_of
from kerege.rooms.requests.queries.settings import gate
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.answers import STEP_OF, Answer, Ground, faults
from kerege.rooms.requests.rules.clocks import Stop
from kerege.rooms.requests.rules.course import Kind, Outcome, Side, State, Step

STOPPING = {
    Stop.CLARIFICATION: Step.ASK_CLARIFICATION,
    Stop.AUTHORISATION: Step.AWAIT_AUTHORISATION,
    Stop.THIRD_PARTY: Step.ASK_THIRD_PARTY,
}


def let_in(*, actor: Viewer, thread: UUID) -> None:
    """The coordinator of the asked party lets a request reach the asked desk; its clock has run since it was sent."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED_GATE, Side.ASKED)
    to = next_state(Side.ASKED_GATE, row, Step.LET_IN)
    write(thread, Side.ASKED_GATE, Step.LET_IN.value, to, cards=[(Side.ASKED, row.asked_desk)])
    tell(row, "received", row.asked_desk)
    log(LeafKind.DISCLOSE, "let_in", thread)


def acknowledge(*, actor: Viewer, thread: UUID) -> None:
    """Say that it reached the desk."""
    plain_step(actor, thread, Step.ACKNOWLEDGE)


def accept(*, actor: Viewer, thread: UUID) -> None:
    """Take a request up, or go on with it after a wait; a look-out comes into force in the whole state by this."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED)
    if row.kind == Kind.LOOK_OUT.value:
        if not policy.may_approve(actor):
            raise UnableToAskError(words.NEEDS_APPROVER)
        plain_step(actor, thread, Step.PUT_IN_FORCE)
        watching.begin(row)
        tell(row, "look_out_accepted", row.asker_desk)
        return
    plain_step(actor, thread, Step.ACCEPT)


def plain_step(actor: Viewer, thread: UUID, step: Step) -> None:
    """A step without words; a clock that stood still runs again."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED)
    to = next_state(Side.ASKED, row, step)
    write(thread, Side.ASKED, step.value, to, content=running_again(row))
    log(LeafKind.DISCLOSE, step.value, thread)


def stop(
    *, actor: Viewer, thread: UUID, why: Stop, text: str, translation: str = "", translator: str = ""
) -> None:  # fmt: skip
    """Stop the clock, with a reason: a question back, a judge or prosecutor who must agree, a third party asked."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED)
    step = STOPPING[why]
    to = next_state(Side.ASKED, row, step)
    clock = clock_of(row)
    if clock is None or not clock.runs:
        raise UnableToAskError(words.NOT_NOW)
    said = Said(text=given(text, "text"), translation=translation, translator=translator)
    write(thread, Side.ASKED, step.value, to, said=said)
    if why is Stop.CLARIFICATION:
        tell(row, "clarification", row.asker_desk)
    log(LeafKind.DISCLOSE, step.value, thread)


def answer(*, actor: Viewer, thread: UUID, content: Answer) -> State:
    """Answer, refuse, or say that there is nothing: at once, or after a second approver where that is needed.

    "No information" and "nothing we can share" take the same way and reach the asker as the same word at the same
    moment. Returns the state on the asked side. Raises UnableToAskError, IncompleteError, UnableToReleaseError.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED, Side.ASKED_GATE)
    side = gate_or_desk(actor, row)
    if found := faults(content):
        raise IncompleteError(found)
    next_state(side, row, STEP_OF[content.outcome])
    refuse_lethal(actor, row, content)
    if needs_approver(actor, row, content):
        to = next_state(side, row, Step.PREPARE)
        prepared = {"prepared": kept(content) | {"by": actor.officer_number}}
        write(thread, side, Step.PREPARE.value, to, content=prepared, said=own_words(content))
        tell(row, "approval", row.owner)
        log(LeafKind.ALTER, "prepare", thread)
        return to
    return give(actor, row, side, content)


def gate_or_desk(actor: Viewer, row: Copy) -> Side:
    """Whether the actor answers as the desk or, before it was let in, as the coordinator. Raises UnableToAskError."""
    if row.state != State.THEIR_GATE.value:
        if row.side != Side.ASKED.value:
            raise UnableToAskError(words.NOT_NOW)
        return Side.ASKED
    if actor.role is not Role.COORDINATOR:
        raise UnableToAskError(words.NOT_NOW)
    return Side.ASKED_GATE


def needs_approver(actor: Viewer, row: Copy, content: Answer) -> bool:
    """Whether a second officer must agree: as the party wants it, under an assurance, for records without the role."""
    if row.kind == Kind.LOOK_OUT.value:
        return False
    unable = bool(content.records) and Act.RELEASE not in ROLE_ACTS[actor.role]
    return gate(row.asked_party, Kind(row.kind)).second_approver or bool(content.assurance) or unable


def refuse_lethal(actor: Viewer, row: Copy, content: Answer) -> None:
    """An answer that names persons: an agreement, and towards a party that may impose death an assurance."""
    if row.asker_party == row.asked_party or not (content.nominal or content.records):
        return
    if content.nominal and not exchanges_nominal(actor, row.asker_party):
        raise UnableToAskError(words.NO_AGREEMENT)
    if content.nominal and not content.assurance and directory.imposes_death(row.asker_party, actor):
        raise UnableToAskError(words.NO_ASSURANCE)


def kept(content: Answer) -> dict[str, Any]:
    """An answer as it waits."""
    return {
        "outcome": content.outcome.value,
        "text": content.text,
        "translation": content.translation,
        "translator": content.translator,
        "ground": content.ground.value if content.ground else "",
        "records": [str(each) for each in content.records],
        "nominal": content.nominal,
        "assurance": content.assurance,
    }


def read_kept(prepared: Mapping[str, Any]) -> Answer:
    """An answer that waited."""
    return Answer(
        outcome=Outcome(prepared["outcome"]),
        text=prepared["text"],
        translation=prepared["translation"],
        translator=prepared["translator"],
        ground=Ground(prepared["ground"]) if prepared["ground"] else None,
        records=tuple(UUID(each) for each in prepared["records"]),
        nominal=prepared["nominal"],
        assurance=prepared["assurance"],
    )


def own_words(content: Answer) -> Said:
    """What the asked side's history says of an answer that has not left it."""
    return Said(
        text=content.text,
        translation=content.translation,
        translator=content.translator,
        own={"outcome": content.outcome.value, "ground": content.ground.value if content.ground else ""},
    )


def approve(*, actor: Viewer, thread: UUID, agreed: str) -> State:
    """The second approver agrees to what he read: the answer leaves, or waits for its moment. Raises UnableToAskError.

    `agreed` is the mark of the answer that he was shown (`Detail.agreed`); another one may wait by now.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED, Side.ASKED_GATE)
    refuse_approver(actor, row)
    if agreed.strip() != mark_of(row):
        raise UnableToAskError(words.OTHER_ANSWER)
    return give(actor, row, Side(row.side), read_kept(row.prepared), agreed.strip())


def send_back(*, actor: Viewer, thread: UUID, reason: str) -> None:
    """The second approver does not agree, and says why; the asker sees nothing of it."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED, Side.ASKED_GATE)
    refuse_approver(actor, row)
    to = next_state(Side(row.side), row, Step.SEND_BACK)
    write(thread, Side(row.side), Step.SEND_BACK.value, to, said=Said(text=given(reason, "text")))
    tell(row, "sent_back", row.owner)
    log(LeafKind.ALTER, "send_back", thread)


def refuse_approver(actor: Viewer, row: Copy) -> None:
    """A releasing officer or coordinator who did not prepare the answer. Raises UnableToAskError."""
    if row.state != State.PREPARED.value:
        raise UnableToAskError(words.NOT_NOW)
    if not policy.may_approve(actor) or row.prepared.get("by") == actor.officer_number:
        raise UnableToAskError(words.NEEDS_APPROVER)


def give(actor: Viewer, row: Copy, side: Side, content: Answer, agreed: str = "") -> State:
    """Let an answer out: its records are released in the same transaction."""
    step = STEP_OF[content.outcome]
    to = next_state(side, row, step)
    if step is Step.SEAL:
        return seal(row, side, content, agreed)
    refuse_suspended(actor, row, step)
    refuse_lethal(actor, row, content)
    detail = {"ground": content.ground.value if content.ground else "", "records": [str(r) for r in content.records]}
    detail |= from_letter(row)
    said = Said(text=content.text, translation=content.translation, translator=content.translator, detail=detail)
    with transaction.atomic():
        release_records(actor, row, content)
        write(row.thread, side, step.value, to, content=detail | {"agreed": agreed}, said=said)
    tell(row, "answered", row.asker_desk)
    log(LeafKind.DISCLOSE, step.value, row.thread, outcome=content.outcome.value)
    return to


def seal(row: Copy, side: Side, content: Answer, agreed: str) -> State:
    """Keep an answer that must not tell why it is empty until the next quarter of the clock."""
    to = next_state(side, row, Step.SEAL)
    if clock_of(row) is None:
        raise UnableToAskError(words.NOT_NOW)
    own = {"own_outcome": content.outcome.value, "agreed": agreed}
    write(row.thread, side, Step.SEAL.value, to, content=own, said=Said(own={"outcome": content.outcome.value}))
    log(LeafKind.ALTER, "seal", row.thread)
    return to


def refuse_suspended(actor: Viewer, row: Copy, step: Step) -> None:
    """While a suspension stands between the parties no answer with content goes out; a refusal may. Raises."""
    closed = row.asker_party != actor.party and row.asker_party in actor.standing.estranged
    if closed and step in {Step.ANSWER, Step.ANSWER_PARTLY}:
        raise UnableToAskError(words.SUSPENDED)


def answer_use(*, actor: Viewer, thread: UUID, agree: bool, text: str) -> None:
    """Say whether an answer may be passed on, or used as evidence: that lifts H1 for this case, under a reference."""
    require_viewer(actor)
    row = held(actor, thread, Side.ASKED)
    if not row.use_waiting or not policy.may_approve(actor):
        raise UnableToAskError(words.NOT_NOW if not row.use_waiting else words.NEEDS_APPROVER)
    said = Said(text=given(text, "text"), detail={"use": row.use_waiting})
    what = "grant_use" if agree else "refuse_use"
    write(thread, Side.ASKED, what, State(row.state), said=said)
    if agree:
        loosen_releases(actor, row)
    tell(row, "use_answered", row.asker_desk)
    log(LeafKind.DISCLOSE, what, thread)
