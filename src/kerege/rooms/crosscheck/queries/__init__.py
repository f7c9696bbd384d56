"""Door for reading: questions from text, who will be told, the inbox of hits, one hit, profiles."""

from kerege.rooms.crosscheck.queries.asking import Told, compared, question, read_lines, read_question, who_will_be_told
from kerege.rooms.crosscheck.queries.inbox import MOST_LISTED, NoSuchHitError, hit, hits_named, inbox, waiting_count
from kerege.rooms.crosscheck.queries.profiles import profile
from kerege.rooms.crosscheck.rules.comparing import Aligned, Explained, FieldLine
from kerege.rooms.crosscheck.rules.entries import ADDRESS
from kerege.rooms.crosscheck.rules.grading import Candidate, Grade, Reason
from kerege.rooms.crosscheck.rules.hits import (
    ANSWER_WORDS,
    VERDICT_WORDS,
    Answer,
    HitDetail,
    HitEntry,
    JudgementEntry,
    Profile,
    Side,
    Verdict,
)
from kerege.rooms.crosscheck.rules.pairing import ListBank
from kerege.rooms.crosscheck.rules.questions import Asked, Question, from_kept
from kerege.rooms.crosscheck.rules.results import Call, CheckResult, Found, Shown, reason_line
from kerege.rooms.crosscheck.rules.words import CHANGES, COMPARED, FIELDS, PARTS, SAYS

__all__ = [
    "ADDRESS",
    "ANSWER_WORDS",
    "CHANGES",
    "COMPARED",
    "FIELDS",
    "MOST_LISTED",
    "PARTS",
    "SAYS",
    "VERDICT_WORDS",
    "Aligned",
    "Answer",
    "Asked",
    "Call",
    "Candidate",
    "CheckResult",
    "Explained",
    "FieldLine",
    "Found",
    "Grade",
    "HitDetail",
    "HitEntry",
    "JudgementEntry",
    "ListBank",
    "NoSuchHitError",
    "Profile",
    "Question",
    "Reason",
    "Shown",
    "Side",
    "Told",
    "Verdict",
    "compared",
    "from_kept",
    "hit",
    "hits_named",
    "inbox",
    "profile",
    "question",
    "read_lines",
    "read_question",
    "reason_line",
    "waiting_count",
    "who_will_be_told",
]
