"""Answers, grounds of refusal, use, feedback: what each needs, and what of it the asker may learn."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kerege.rooms.requests.rules.course import Outcome, Step


class Ground(StrEnum):
    """Why a request is refused."""

    HARM_INVESTIGATION = "harm_investigation"
    SAFETY = "safety"
    SOVEREIGNTY = "sovereignty"
    DISPROPORTIONATE = "disproportionate"
    NOT_ALLOWED = "not_allowed"
    NOT_AN_OFFENCE = "not_an_offence"
    MINOR_OFFENCE = "minor_offence"
    AUTHORISATION_REFUSED = "authorisation_refused"
    THIRD_PARTY_REFUSED = "third_party_refused"
    DEATH = "death"
    POLITICAL = "political"
    CLASSIFIED = "classified"


REVEALING = frozenset({Ground.HARM_INVESTIGATION, Ground.SAFETY, Ground.CLASSIFIED, Ground.THIRD_PARTY_REFUSED})
"""Grounds that would tell that something is held: "nothing we can share" is offered in their place first."""


class Use(StrEnum):
    """What the asker may want to do with an answer beyond reading it."""

    ONWARD = "onward"
    EVIDENCE = "evidence"


class Useful(StrEnum):
    """Feedback at the end."""

    USEFUL = "useful"
    PARTLY = "partly"
    NOT_USEFUL = "not_useful"


class Used(StrEnum):
    """Feedback at the end: how it was used."""

    LEAD = "lead"
    CHECKED = "checked"
    CONTROL = "control"
    OPERATION = "operation"
    EVIDENCE = "evidence"
    WARNING = "warning"
    ANALYSIS = "analysis"
    NOT_USED = "not_used"


class Result(StrEnum):
    """Feedback at the end: what came of it."""

    SEIZURE = "seizure"
    DETENTION = "detention"
    CASE = "case"
    IDENTIFIED = "identified"
    ROUTE = "route"
    CONFIRMED = "confirmed"
    PENDING = "pending"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a receiver says at the end: whether it was useful, how it was used, what came of it, in words."""

    useful: Useful | None
    used: Used | None = None
    result: Result | None = None
    text: str = ""

    def wire(self) -> dict[str, str]:
        """The words of the closed lists that were given."""
        found = {"useful": self.useful, "used": self.used, "result": self.result}
        return {name: word.value for name, word in found.items() if word is not None}


def wrong_feedback(said: Feedback, under: Collection[str]) -> list[tuple[str, str]]:
    """What is wrong with feedback on what is read under these codes: H1 must be lifted before it serves as evidence."""
    checks = [
        ("useful", "needs_useful", said.useful is None),
        ("used", "not_as_evidence", said.used is Used.EVIDENCE and "H1" in under),
        ("result", "not_used", said.used is Used.NOT_USED and said.result not in {None, Result.NONE}),
    ]
    return [(path, code) for path, code, wrong in checks if wrong]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as the asked side gives it; `records` are its own reports, released with it."""

    outcome: Outcome
    text: str = ""
    translation: str = ""
    translator: str = ""
    ground: Ground | None = None
    records: tuple[UUID, ...] = ()
    nominal: bool = False
    """Whether it names persons: then the law on nominal parts applies to its text too."""
    assurance: str = ""
    """Reference of a written assurance, where the asker's party may impose death."""


STEP_OF = {
    Outcome.FULL: Step.ANSWER,
    Outcome.PARTIAL: Step.ANSWER_PARTLY,
    Outcome.REFUSED: Step.REFUSE,
    Outcome.NO_INFORMATION: Step.SEAL,
    Outcome.WITHHELD: Step.SEAL,
}
GIVEN = frozenset(STEP_OF)
"""Outcomes that an officer gives; the others happen."""


def faults(answer: Answer) -> list[tuple[str, str]]:
    """Pairs of field and code of what is wrong."""
    found = []
    if answer.outcome not in GIVEN:
        found.append(("outcome", "not_given"))
    if answer.outcome in {Outcome.FULL, Outcome.PARTIAL} and not (answer.text or answer.records):
        found.append(("text", "needs_text"))
    if answer.outcome is Outcome.REFUSED and answer.ground is None:
        found.append(("ground", "needs_ground"))
    if answer.outcome in {Outcome.NO_INFORMATION, Outcome.WITHHELD} and (answer.text or answer.records):
        found.append(("text", "must_be_empty"))
    if answer.translation and not answer.translator:
        found.append(("translator", "needs_translator"))
    return found


def told(outcome: Outcome) -> Outcome:
    """What the asker is told: for "no information" and "nothing we can share" the same word."""
    return Outcome.NOTHING if outcome in {Outcome.NO_INFORMATION, Outcome.WITHHELD} else outcome
