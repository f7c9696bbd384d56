"""What standing instructions are compared with: a question or a reported subject, and what may be told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kerege.rooms.crosscheck.rules.grading import Candidate, Graded, grade
from kerege.rooms.crosscheck.rules.keys import PRESENT, asked_keys, entry_keys
from kerege.rooms.crosscheck.rules.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is asked or reported, and what may be told of it."""

    question: Question
    finding: int | None = None
    """Of a reported subject: its findability, which says whom a match of it may be told."""
    report: UUID | None = None
    untold: frozenset[UUID] = frozenset()
    """Desks that learn nothing of it."""
    silent: bool = False
    """Whether nobody learns of it."""


def kept_marks(question: Question) -> frozenset[int]:
    """The keys under which what is watched for is found."""
    return frozenset(entry_keys(question.names, pairs(question)))


def asked_marks(question: Question) -> frozenset[int]:
    """The keys by which a question finds what is watched for."""
    return frozenset(asked_keys(question.names, pairs(question), (PRESENT,)))


def pairs(question: Question) -> Sequence[tuple[str, str]]:
    """The identifiers of a question with their kinds."""
    return [(each.kind, each.value) for each in question.identifiers]


def agreement(question: Question, watched: Question, *, thread: UUID, owner: UUID) -> Graded | None:
    """How far a question agrees with what is watched for; None when it is not worth telling."""
    held = Candidate(
        entry=thread,
        owner=owner,
        mode=3,
        weight=0.0,
        report=thread,
        number="",
        kind="person",
        category="",
        names=watched.names,
        birth=watched.birth.code() if watched.birth else "",
        country=watched.country,
        identifiers=tuple(pairs(watched)),
    )
    return grade(question, held)
