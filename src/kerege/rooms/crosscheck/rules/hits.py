"""What one side is shown of a match, now: its own record or question, the other side's as far as it may be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kerege.kernel.law import Marking
from kerege.rooms.crosscheck.rules.comparing import Aligned, Explained
from kerege.rooms.crosscheck.rules.grading import Grade, Reason
from kerege.rooms.crosscheck.rules.results import Call, Shown, Translate
from kerege.rooms.crosscheck.rules.words import CALL_YOUR_DESK, N_

SHORTEST_REASON = 3


class Side(StrEnum):
    """Which side of a match a row is."""

    ASKER = "asker"
    OWNER = "owner"


class Verdict(StrEnum):
    """What an officer says of a pair."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNDECIDED = "undecided"


class Answer(StrEnum):
    """What the owner of a silent match does within its clock."""

    REVEAL = "reveal"
    ASK = "ask"
    STAY_SILENT = "stay_silent"


VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.SAME: N_("the same"),
    Verdict.NOT_SAME: N_("not the same"),
    Verdict.UNDECIDED: N_("undecided"),
}
ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.REVEAL: N_("let them know that we hold a match"),
    Answer.ASK: N_("ask them ourselves"),
    Answer.STAY_SILENT: N_("stay silent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementEntry:
    """One judgement of the viewer's agency."""

    id: UUID
    verdict: Verdict
    reason: str
    made_at: datetime
    made_by: UUID
    withdrawn_at: datetime | None

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": str(self.id),
            "verdict": self.verdict.value,
            "reason": self.reason,
            "made_at": self.made_at.isoformat(),
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
        }


def waits(side: Side, mode: str, answer: str, verdict: Verdict | None) -> bool:
    """Whether a side should act: on a silent match that it has not answered, on any other that it has not judged."""
    if mode == "silent" and side is Side.OWNER:
        return not answer
    return verdict is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitEntry:
    """One line of the inbox. `near` counts how often the other side's desk met this record of ours in 24 hours."""

    id: UUID
    side: Side
    mode: str
    grade: Grade
    fields: tuple[str, ...]
    purpose: str
    made_at: datetime
    last_at: datetime
    times: int
    near: int
    due_at: datetime | None
    answer: str
    answer_reason: str
    answered_at: datetime | None
    call: Call | None
    other_party: UUID
    mine: Shown | None
    asked: Mapping[str, object] | None
    theirs: Shown | None
    verdict: Verdict | None
    marking: Marking
    """The join of the terms of the records that are shown of both sides."""
    recorded: bool = False
    """Whether both sides hold a record: two cases met, not a question and a case."""

    @property
    def finding(self) -> str:
        """Open when the other side's record may be read now; else what it was: a hit, or silent."""
        return "open" if self.theirs is not None else ("hit" if self.mode == "open" else self.mode)

    @property
    def waits(self) -> bool:
        """Whether this side should act: a silent match without an answer, or a match without a judgement."""
        return waits(self.side, self.mode, self.answer, self.verdict)

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it; the other side's record only when it is open."""
        return {
            "id": str(self.id),
            "side": self.side.value,
            "finding": self.finding,
            "grade": self.grade.value,
            "fields": list(self.fields),
            "purpose": self.purpose,
            "made_at": self.made_at.isoformat(),
            "last_at": self.last_at.isoformat(),
            "times": self.times,
            "near": self.near,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "answer": self.answer or None,
            "call": self.call.wire(language) if self.call else translate(CALL_YOUR_DESK),
            "mine": self.mine.wire() if self.mine else (dict(self.asked) if self.asked else None),
            "theirs": self.theirs.wire() if self.theirs else None,
            "verdict": self.verdict.value if self.verdict else None,
            "marking": self.marking.wire(),
        }

    def left(self, moment: datetime) -> timedelta | None:
        """How much of the silent match's clock is left; negative when it ran out; None without a clock."""
        return None if self.due_at is None or self.answer else self.due_at - moment


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDetail:
    """One match in full, as far as it may be shown: reasons and names side by side only when it is open."""

    hit: HitEntry
    reasons: tuple[Reason, ...]
    score: float | None
    aligned: tuple[Aligned, ...]
    explained: Explained | None
    judgements: tuple[JudgementEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What this viewer may see of one subject: its entries by way of judgements he may see, and those judgements."""

    entries: tuple[Shown, ...]
    judgements: tuple[JudgementEntry, ...]
    marking: Marking
    """The join of the terms of the records that are shown."""
