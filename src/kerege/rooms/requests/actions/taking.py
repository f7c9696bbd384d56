"""One door by name for every deed: pages, commands and API give its code and fields."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.kernel.law import Level, Viewer
from kerege.rooms.requests.actions import answering, asking, tightening
from kerege.rooms.requests.actions.refusals import IncompleteError, UnableToAskError
from kerege.rooms.requests.rules.answers import Answer, Feedback, Ground, Result, Use, Used, Useful
from kerege.rooms.requests.rules.clocks import Stop
from kerege.rooms.requests.rules.course import Outcome
from kerege.rooms.requests.rules.drafts import LEVELS

E = TypeVar("E", bound=StrEnum)
Fields = Mapping[str, str]
YES = frozenset({"on", "yes", "true", "1"})


def take(*, actor: Viewer, thread: UUID, deed: str, fields: Fields) -> None:
    """Do one deed of a thread. Raises UnableToAskError, IncompleteError, NoSuchRequestError, UnableToReleaseError."""
    act = DOORS.get(deed)
    if act is None:
        raise UnableToAskError(gettext_noop("there is no such thing to do with a request"))
    act(actor, thread, fields)


def word_of(kind: type[E], fields: Fields, name: str, fault: str) -> E:
    """A word of a closed list. Raises IncompleteError."""
    try:
        return kind(fields.get(name, ""))
    except ValueError as problem:
        raise IncompleteError([(name, fault)]) from problem


def answer_of(fields: Fields) -> Answer:
    """An answer from fields. Raises IncompleteError."""
    ground = fields.get("ground", "")
    return Answer(
        outcome=word_of(Outcome, fields, "outcome", "not_given"),
        text=fields.get("text", "").strip(),
        translation=fields.get("translation", "").strip(),
        translator=fields.get("translator", "").strip(),
        ground=word_of(Ground, fields, "ground", "needs_ground") if ground else None,
        records=ids_of(fields.get("records", "")),
        nominal=fields.get("nominal", "") in YES,
        assurance=fields.get("assurance", "").strip(),
    )


def feedback_of(fields: Fields) -> Feedback:
    """Feedback from fields; how it was used and what came of it may be left out. Raises IncompleteError."""
    return Feedback(
        useful=word_of(Useful, fields, "useful", "needs_useful"),
        used=word_of(Used, fields, "used", "not_a_word") if fields.get("used") else None,
        result=word_of(Result, fields, "result", "not_a_word") if fields.get("result") else None,
        text=fields.get("text", "").strip(),
    )


def level_of(fields: Fields) -> Level:
    """A level by name; where none is given, the lowest, which raises nothing. Raises IncompleteError."""
    name = fields.get("level") or "open"
    if name not in LEVELS:
        raise IncompleteError([("level", "classified")])
    return LEVELS[name]


def ids_of(text: str) -> tuple[UUID, ...]:
    """Ids with spaces or commas between. Raises IncompleteError."""
    try:
        return tuple(UUID(word) for word in text.replace(",", " ").split())
    except ValueError as problem:
        raise IncompleteError([("records", "not_ids")]) from problem


def words(fields: Fields) -> dict[str, str]:
    """Text, translation and translator."""
    return {name: fields.get(name, "").strip() for name in ("text", "translation", "translator")}


def stopping(why: Stop) -> "Callable[[Viewer, UUID, Fields], object]":
    """The door that stops a clock for one reason."""
    return lambda actor, thread, fields: answering.stop(actor=actor, thread=thread, why=why, **words(fields))


DOORS: Mapping[str, Callable[[Viewer, UUID, Fields], object]] = {
    "send": lambda actor, thread, _: asking.send(actor=actor, thread=thread),
    "let_out": lambda actor, thread, _: asking.let_out(actor=actor, thread=thread),
    "return": lambda actor, thread, f: asking.return_draft(actor=actor, thread=thread, reason=f.get("text", "")),
    "let_in": lambda actor, thread, _: answering.let_in(actor=actor, thread=thread),
    "acknowledge": lambda actor, thread, _: answering.acknowledge(actor=actor, thread=thread),
    "accept": lambda actor, thread, _: answering.accept(actor=actor, thread=thread),
    "put_in_force": lambda actor, thread, _: answering.accept(actor=actor, thread=thread),
    "ask_clarification": stopping(Stop.CLARIFICATION),
    "await_authorisation": stopping(Stop.AUTHORISATION),
    "ask_third_party": stopping(Stop.THIRD_PARTY),
    "clarify": lambda actor, thread, f: asking.clarify(actor=actor, thread=thread, **words(f)),
    "answer": lambda actor, thread, f: answering.answer(actor=actor, thread=thread, content=answer_of(f)),
    "approve": lambda actor, thread, f: answering.approve(actor=actor, thread=thread, agreed=f.get("agreed", "")),
    "send_back": lambda actor, thread, f: answering.send_back(actor=actor, thread=thread, reason=f.get("text", "")),
    "close": lambda actor, thread, f: asking.close(actor=actor, thread=thread, feedback=feedback_of(f)),
    "tighten": lambda actor, thread, f: tightening.tighten(
        actor=actor,
        thread=thread,
        handling=f.get("handling", "").replace(",", " ").split(),
        restriction=f.get("restriction", ""),
        level=level_of(f),
    ),
    "ask_use": lambda actor, thread, f: asking.ask_use(
        actor=actor,
        thread=thread,
        use=word_of(Use, f, "use", "needs_use"),
        text=f.get("text", ""),
        reference=f.get("reference", ""),
    ),
    "answer_use": lambda actor, thread, f: answering.answer_use(
        actor=actor, thread=thread, agree=f.get("agree", "") in YES, text=f.get("text", "")
    ),
    "withdraw": lambda actor, thread, f: asking.withdraw(actor=actor, thread=thread, reason=f.get("text", "")),
}
