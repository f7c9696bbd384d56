"""Door for reading: questions from text, who will be told, the inbox of hits, one hit, profiles."""

from kerege.rooms.crosscheck.queries.asking import Told, compared, question, read_lines, read_question, who_will_be_told
from kerege.rooms.crosscheck.queries.desks import Desks
from kerege.rooms.crosscheck.queries.inbox import MOST_LISTED, NoSuchHitError, hit, hits_named, inbox, waiting_count
from kerege.rooms.crosscheck.queries.profiles import profile
from kerege.rooms.crosscheck.queries.proposals import proposals
from kerege.rooms.crosscheck.queries.subjects import questions_of
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
from kerege.rooms.crosscheck.rules.proposals import Member, Pair, ProposalEntry, Proposals
from kerege.rooms.crosscheck.rules.questions import Asked, Question, from_kept
from kerege.rooms.crosscheck.rules.results import Call, CheckResult, Found, Met, Shown, reason_line
from kerege.rooms.crosscheck.rules.watching import Watched, agreement, asked_marks, kept_marks
from kerege.rooms.crosscheck.rules.words import CHANGES, COMPARED, CONTRADICTIONS, COUNTED, FIELDS, LIMITS, PARTS, SAYS

__all__ = [
    "ADDRESS",
    "ANSWER_WORDS",
    "CHANGES",
    "COMPARED",
    "CONTRADICTIONS",
    "COUNTED",
    "FIELDS",
    "LIMITS",
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
    "Desks",
    "Explained",
    "FieldLine",
    "Found",
    "Grade",
    "HitDetail",
    "HitEntry",
    "JudgementEntry",
    "ListBank",
    "Member",
    "Met",
    "NoSuchHitError",
    "Pair",
    "Profile",
    "ProposalEntry",
    "Proposals",
    "Question",
    "Reason",
    "Shown",
    "Side",
    "Told",
    "Verdict",
    "Watched",
    "agreement",
    "asked_marks",
    "compared",
    "from_kept",
    "hit",
    "hits_named",
    "inbox",
    "kept_marks",
    "profile",
    "proposals",
    "question",
    "questions_of",
    "read_lines",
    "read_question",
    "reason_line",
    "waiting_count",
    "who_will_be_told",
]
