"""The requests of the exercise: one of each outcome, played through the doors, and what the asker was told of each."""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.kernel.law import State as LawState
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.directory import queries as directory
from kerege.rooms.exercise.actions.founding import hat_key
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import (
    Action,
    Answer,
    Draft,
    Feedback,
    Ground,
    Kind,
    Outcome,
    Result,
    Side,
    Stop,
    Urgency,
    UrgentFor,
    Use,
    Used,
    Useful,
)

ASKER, ASKED, WRITER = "kz-analysis", "tj-analysis", "tm-analysis"
"""Who asks, who is asked, and whose party has no accounts here: its liaison officer enters what its letters say."""
MORNING, DAYS_BEFORE = time(3), 16
LETTER = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAQAQAAAAAkX4I4AAAAHklEQVR42mP8z8DAxIDADAcYmBn/4+YzHWRiQOYDANmFBl7tK2XZAAAAAElF"
    "TkSuQmCC"
)
"""A small picture, for the scan of a letter."""
TRANSLATOR = "УЧЕБНЫЙ переводчик"
SEARCHED = Feedback(useful=Useful.USEFUL, used=Used.LEAD, result=Result.SEIZURE, text="УЧЕБНОЕ: проведён обыск")
MAPPED = Feedback(useful=Useful.USEFUL, used=Used.ANALYSIS, result=Result.ROUTE, text="УЧЕБНОЕ: новый маршрут")
Turn = Callable[["Play", UUID], None]


class Play:
    """One request of the exercise, played by both sides."""

    def __init__(self, exercise: Node, key: str) -> None:
        """Keep who plays which."""
        self.exercise, self.key = exercise, key

    def do(self, desk: str, role: Role, act: Callable[..., Any], **given: Any) -> Any:
        """One act, in a transaction of its own."""
        hat = UUID(self.exercise.hats[hat_key(desk, role)])
        actor = directory.viewer_for(hat, purpose=Purpose.EXERCISE, case=self.key, reason="EXERCISE")
        with viewing(actor):
            return act(actor=actor, **given)

    def ask(self, content: Mapping[str, Any]) -> UUID:
        """Draft and send: to the asked desk, or to whoever holds the newest hit of the asker; or by a letter."""
        asker = WRITER if self.by_letter else ASKER
        [thread] = self.do(asker, Role.ANALYST, actions.draft, content=self.drafted(content))
        if self.by_letter:
            letter = {"number": "ЭКЗ-17/4", "name": "pismo.png", "content": LETTER}
            self.do(asker, Role.ANALYST, actions.keep_scan, thread=thread, **letter)
        self.do(asker, Role.ANALYST, actions.send, thread=thread)
        return UUID(str(thread))

    @property
    def by_letter(self) -> bool:
        """Whether a party without accounts asks."""
        return self.key == "EX-letters"

    def drafted(self, content: Mapping[str, Any]) -> Draft:
        """What is asked, of whom."""
        hit = self.held_hit() if self.key == "EX-hit" else None
        desks = () if hit else (ASKER if self.by_letter else ASKED,)
        return Draft(
            desks=desks,
            hit=hit,
            basis="УЧЕБНОЕ: закон об оперативно-розыскной деятельности, статья 7",
            nominal=False,
            **content,
        )

    def held_hit(self) -> UUID | None:
        """The newest hit of the asker whose holder, another party, he may call; none in a bank without persons."""
        viewer = self.exercise.viewer(ASKER, Role.ANALYST)
        with viewing(viewer):
            found = crosscheck.inbox(viewer=viewer)
        answering = {key.split("|")[0] for key in self.exercise.hats if key.endswith(f"|{Role.RELEASING.value}")}
        held_by_others = (
            each.id
            for each in found
            if each.call and each.call.party != viewer.party_code and each.call.code in answering
        )
        return next(held_by_others, None)

    def own_record(self) -> UUID:
        """The newest record of the asked desk that has passed the gate and is restricted by nothing in words."""
        viewer = self.exercise.viewer(ASKED, Role.ANALYST)
        with viewing(viewer):
            page = records.latest(viewer=viewer, filters=records.Filters(own=True), limit=100)
            rows = [each.id for each in page.rows if each.facts_state == LawState.OFFERED and not each.retracted]
            terms = records.markings_of(viewer=viewer, reports=rows)
        return next(each for each in rows if not terms[each].restrictions)

    def answer(self, thread: UUID, outcome: Outcome, **content: Any) -> None:
        """The asked desk answers."""
        self.do(ASKED, Role.RELEASING, actions.answer, thread=thread, content=Answer(outcome=outcome, **content))

    def later(self, **span: float) -> None:
        """Time passes, and clocks do what they have come to."""
        chance.advance(timedelta(**span))
        while actions.wind_all():
            pass


def in_full(play: Play, thread: UUID) -> None:
    """Received, taken up, answered with a translation, closed with feedback."""
    play.do(ASKED, Role.ANALYST, actions.acknowledge, thread=thread)
    play.do(ASKED, Role.ANALYST, actions.accept, thread=thread)
    play.later(hours=20)
    text = "УЧЕБНЫЕ ДАННЫЕ: владелец — перевозчик, дважды проезжал в мае"
    translation = "EXERCISE: the owner is a haulier who passed twice in May"
    play.answer(thread, Outcome.FULL, text=text, translation=translation, translator=TRANSLATOR)
    play.do(ASKER, Role.ANALYST, actions.close, thread=thread, feedback=SEARCHED)


def approved(play: Play, thread: UUID) -> None:
    """An analyst attaches a record, which he may not release: a second officer lets the answer out."""
    content = Answer(outcome=Outcome.FULL, text="УЧЕБНОЕ: см. запись", records=(play.own_record(),))
    play.do(ASKED, Role.ANALYST, actions.answer, thread=thread, content=content)
    play.later(hours=2)
    play.do(ASKED, Role.RELEASING, let_out, thread=thread)


def let_out(*, actor: Viewer, thread: UUID) -> None:
    """A second officer reads what was prepared and agrees to it."""
    actions.approve(actor=actor, thread=thread, agreed=queries.detail(viewer=actor, thread=thread).agreed)


def held(play: Play, thread: UUID) -> None:
    """Whoever holds the hit answers, whichever desk it is."""
    asker = play.exercise.viewer(ASKER, Role.ANALYST)
    with viewing(asker):
        desk = queries.detail(viewer=asker, thread=thread).card.asked.code
    content = Answer(outcome=Outcome.FULL, text="УЧЕБНОЕ: держим с весны, звоните")
    play.do(desk, Role.RELEASING, actions.answer, thread=thread, content=content)


def used(play: Play, thread: UUID) -> None:
    """Use as evidence is asked for under a reference, agreed to, and told of at the end."""
    play.answer(thread, Outcome.FULL, text="УЧЕБНОЕ: машина проходила 4 мая")
    asked = {"text": "УЧЕБНОЕ: для суда", "reference": "УЧЕБНОЕ поручение 12/7"}
    play.do(ASKER, Role.ANALYST, actions.ask_use, thread=thread, use=Use.EVIDENCE, **asked)
    play.later(hours=5)
    play.do(ASKED, Role.RELEASING, actions.answer_use, thread=thread, agree=True, text="УЧЕБНОЕ: по этому делу")
    told = Feedback(useful=Useful.USEFUL, used=Used.EVIDENCE, result=Result.CASE)
    play.do(ASKER, Role.ANALYST, actions.close, thread=thread, feedback=told)


def by_letters(play: Play, thread: UUID) -> None:
    """A party without accounts asked by its letter; the answer goes to it as a letter, with a number of its own."""
    play.do(ASKER, Role.ANALYST, actions.accept, thread=thread)
    content = Answer(outcome=Outcome.FULL, text="УЧЕБНОЕ: владелец установлен, ответ письмом")
    play.do(ASKER, Role.ANALYST, actions.number_letter, thread=thread, number="ИСХ-44")
    play.do(ASKER, Role.RELEASING, actions.answer, thread=thread, content=content)
    told = Feedback(useful=Useful.USEFUL, used=Used.CHECKED, result=Result.CONFIRMED, text="УЧЕБНОЕ: по письму")
    play.do(WRITER, Role.ANALYST, actions.close, thread=thread, feedback=told)


def in_part(play: Play, thread: UUID) -> None:
    """A part now, the rest later."""
    play.answer(thread, Outcome.PARTIAL, text="УЧЕБНОЕ: телефон нам известен, имя устанавливаем")


def empty(outcome: Outcome) -> Turn:
    """Nothing, for one of two reasons."""

    def turn(play: Play, thread: UUID) -> None:
        play.later(minutes=30)
        play.answer(thread, outcome)
        play.later(hours=3)

    return turn


def refused(play: Play, thread: UUID) -> None:
    """With its ground."""
    play.answer(thread, Outcome.REFUSED, ground=Ground.DISPROPORTIONATE, text="УЧЕБНОЕ: опишите дело подробнее")


def unanswered(play: Play, thread: UUID) -> None:
    """The clock ends by itself; coordinator, then duty desk."""
    play.later(hours=7)
    play.later(hours=4)


def stopped(why: Stop) -> Turn:
    """The clock stands still."""

    def turn(play: Play, thread: UUID) -> None:
        play.do(ASKED, Role.ANALYST, actions.stop, thread=thread, why=why, text="УЧЕБНОЕ: о какой из двух машин речь?")

    return turn


def withdrawn(play: Play, thread: UUID) -> None:
    """Taken back."""
    play.do(ASKER, Role.ANALYST, actions.withdraw, thread=thread, reason="УЧЕБНОЕ: узнали другим путём")


def received(play: Play, thread: UUID) -> None:
    """Unasked information, received and found useful."""
    play.do(ASKED, Role.ANALYST, actions.acknowledge, thread=thread)
    play.do(ASKED, Role.ANALYST, actions.close, thread=thread, feedback=MAPPED)


def in_force(play: Play, thread: UUID) -> None:
    """A look-out that the state accepts."""
    play.do(ASKED, Role.RELEASING, actions.accept, thread=thread)


def waiting(play: Play, thread: UUID) -> None:
    """Nobody has looked at it yet."""


QUESTION = "УЧЕБНОЕ: кому принадлежит машина с этим номером и когда она пересекала границу?"
URGENT = {"urgency": Urgency.HOURS_8, "urgent_for": UrgentFor.MOVING_LOAD, "question": QUESTION}
ORDINARY = {"urgency": Urgency.DAYS_7, "question": QUESTION}
TOLD = {"kind": Kind.INFORMATION, "question": "УЧЕБНОЕ: новый тайник в топливных баках"}
LOOK_OUT = {"kind": Kind.LOOK_OUT, "question": "УЧЕБНОЕ: белый фургон, номер 01 EX 777", "action": Action.OBSERVE}
SCENES: Mapping[str, tuple[Mapping[str, Any], Turn, str, str]] = {
    "approved": (ORDINARY, approved, "answered", "full"),
    "hit": (ORDINARY, held, "answered", "full"),
    "further-use": (ORDINARY, used, "closed", "full"),
    "letters": (ORDINARY, by_letters, "closed", "full"),
    "full": (ORDINARY, in_full, "closed", "full"),
    "partial": (ORDINARY, in_part, "partly", "partial"),
    "no-information": (URGENT, empty(Outcome.NO_INFORMATION), "nothing", "nothing"),
    "withheld": (URGENT, empty(Outcome.WITHHELD), "nothing", "nothing"),
    "refused": (ORDINARY, refused, "refused", "refused"),
    "no-answer": (URGENT, unanswered, "sent", "no_answer"),
    "third-party": (ORDINARY, stopped(Stop.THIRD_PARTY), "third_party", ""),
    "clarification": (ORDINARY, stopped(Stop.CLARIFICATION), "clarifying", ""),
    "withdrawn": (ORDINARY, withdrawn, "withdrawn", ""),
    "information": (TOLD, received, "closed", ""),
    "look-out": (LOOK_OUT, in_force, "in_force", ""),
    "waiting": (ORDINARY, waiting, "sent", ""),
}
"""Content, what follows, and what the asker sees in the end: state and outcome."""


def play(exercise: Node, progress: Progress) -> dict[str, int]:
    """Play every request that is not there yet; how many there are, and how many ended as they had to."""
    there = kept(exercise)
    for number, (key, (content, turn, _state, _outcome)) in enumerate(SCENES.items()):
        if f"EX-{key}" not in there:
            at = datetime.combine(exercise.plan.last_day, MORNING, UTC) - timedelta(days=DAYS_BEFORE - number)
            with chance.seeded(f"exercise|{exercise.plan.seed}|request|{key}", at):
                one = Play(exercise, f"EX-{key}")
                turn(one, one.ask(dated(content)))
        progress(number + 1, len(SCENES), "requests")
    return compared(kept(exercise))


def dated(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """A look-out's last day."""
    ends = content.get("kind") is Kind.LOOK_OUT
    return {**content, "expires_on": chance.today() + timedelta(days=120)} if ends else content


def kept(exercise: Node) -> dict[str, tuple[str, str]]:
    """State and outcome of each request of the exercise that its first desk holds, by its case."""
    viewer = exercise.viewer(ASKER, Role.ANALYST)
    with viewing(viewer):
        found = queries.cards(viewer=viewer, sides=[Side.ASKER, Side.ASKED], open_only=False)
    return {each.reference: (each.state.value, each.outcome.value if each.outcome else "") for each in found}


def compared(there: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """How many there are, and how many the asker sees as he has to."""
    ended = sum(there.get(f"EX-{key}") == (state, outcome) for key, (_c, _t, state, outcome) in SCENES.items())
    return {"requests": len(SCENES), "as_expected": ended}
