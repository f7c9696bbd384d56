"""One comparison explained: field by field and part by part, what agrees, what does not, what would change it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kerege.methods.identity import Change, Decision, Described, Grade, Naming, Reason, decide
from kerege.methods.identity.described import PERSON
from kerege.methods.identity.explaining import SAME_ROOT, best_comparison
from kerege.rooms.crosscheck.rules import words
from kerege.rooms.crosscheck.rules.entries import ADDRESS
from kerege.rooms.crosscheck.rules.questions import Question
from kerege.rooms.crosscheck.rules.results import Translate, reason_texts, shown_value

AGREES, NEARLY, DIFFERS, UNKNOWN, CROSSED = "agrees", "nearly", "differs", "unknown", "crossed"
LEVELS: Final = {
    "same": AGREES, "whole": AGREES, "two": AGREES, "same_day": AGREES, "same_month": AGREES, "same_year": AGREES,
    "filled_in": NEARLY, "slip": NEARLY, "near": NEARLY, "alike": NEARLY, "part": NEARLY, "partly": NEARLY,
    "unknown": UNKNOWN,
}  # fmt: skip
"""What a level says in one word; every other one differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """One line of two names laid side by side: `verdict` is a code of the name method, or "crossed".

    Parts of one root in names that are crossed agree in nothing that tells one person: a father's name is his son's.
    """

    mine: str
    theirs: str
    agreement: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One field of two subjects side by side; `says` is agrees, nearly, differs, unknown or, of names, crossed."""

    field: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One comparison, laid out for a person to check in five seconds."""

    probability: float
    grade: Grade | None
    counted: str
    """On what the probability was counted: "persons", or "rule" where a rule sets it."""
    lines: tuple[FieldLine, ...]
    aligned: tuple[Aligned, ...]
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "probability": round(self.probability, 4),
            "grade": self.grade.value if self.grade else None,
            "counted_on": translate(words.COUNTED[self.counted]),
            "fields": [
                {"field": each.field, "one": list(each.mine), "other": list(each.theirs), "says": each.says}
                for each in self.lines
            ],
            "parts": [
                {"one": part.mine, "other": part.theirs, "agreement": part.agreement, "verdict": part.verdict}
                for part in self.aligned
            ],
            "reasons": reason_texts(self.reasons, language, translate),
            "would_change": [
                {"what": translate(words.CHANGES[each.code]), "probability": round(each.probability, 4)}
                for each in self.changes
            ],
            "sentence": translate(words.HIT_SENTENCE),
        }


def explain(one: Described, other: Described) -> Explained:
    """Two subjects compared and laid out."""
    decision = decide(one, other)
    return Explained(
        probability=decision.probability,
        grade=decision.grade,
        counted=counted_on(one, other),
        lines=tuple(_lines(decision)),
        aligned=aligned(one.names, other.names, crossed=decision.levels.name.level is Naming.CROSSED),
        reasons=decision.reasons,
        changes=decision.would_change,
    )


def counted_on(one: Described, other: Described) -> str:
    """On what the probability of two subjects was counted; of things nothing was, a rule sets it."""
    return "persons" if one.kind == other.kind == PERSON else "rule"


def of_questions(one: Question, other: Question) -> Explained:
    """Two readings compared: persons where either has a name, else things that their identifiers tell."""
    kind = "person" if one.names or other.names else "thing"
    return explain(_described(one, kind), _described(other, kind))


def _described(question: Question, kind: str) -> Described:
    return Described(
        kind=kind,
        names=question.names,
        birth=question.birth,
        sex=question.sex,
        nationality=question.country,
        identifiers=tuple((each.kind, each.value) for each in question.identifiers),
        places=question.places,
    )


def aligned(mine: tuple[str, ...], theirs: tuple[str, ...], *, crossed: bool) -> tuple[Aligned, ...]:
    """The two names that the decision rests on, laid side by side."""
    best = best_comparison(mine, theirs)
    rows = best.aligned if best is not None else ()
    return tuple(
        Aligned(mine=row.left, theirs=row.right, agreement=0.0, verdict=CROSSED)
        if crossed and row.verdict == SAME_ROOT
        else Aligned(mine=row.left, theirs=row.right, agreement=row.agreement, verdict=row.verdict)
        for row in rows
    )


def _lines(decision: Decision) -> list[FieldLine]:
    one, other, levels = decision.one, decision.other, decision.levels
    told: list[tuple[str, Callable[[Described], tuple[str, ...]], str]] = [
        ("name", lambda each: each.names, _name_says(levels.name.level)),
        ("birth", lambda each: (each.birth.code(),) if each.birth else (), _says(levels.birth)),
        ("sex", lambda each: (each.sex,) if each.sex else (), _says(levels.sex)),
        ("country", lambda each: (each.nationality,) if each.nationality else (), _says(levels.country)),
        ("place", lambda each: each.places, _says(levels.place)),
    ]
    made = [FieldLine(field=field, mine=of(one), theirs=of(other), says=says) for field, of, says in told]
    kinds = {kind for kind, _ in (*one.identifiers, *other.identifiers)} - {ADDRESS}
    made += [_number_line(decision, kind) for kind in sorted(kinds)]
    return [each for each in made if each.mine or each.theirs]


def _says(level: str) -> str:
    return LEVELS.get(level.partition("_")[2], DIFFERS)


def _name_says(level: Naming) -> str:
    return CROSSED if level is Naming.CROSSED else _says(level)


def _number_line(decision: Decision, kind: str) -> FieldLine:
    mine, theirs = (
        tuple(shown_value(kind, value) for also, value in each.identifiers if also == kind)
        for each in (decision.one, decision.other)
    )
    return FieldLine(field=kind, mine=mine, theirs=theirs, says=_number_says(decision, kind))


def _number_says(decision: Decision, kind: str) -> str:
    numbers = decision.levels.numbers
    if any(kind == each for each, _ in (*numbers.same, *numbers.short)):
        return AGREES
    if any(kind == each for each, _ in (*numbers.near, *numbers.tails, *numbers.mirrors)):
        return NEARLY
    both = all(any(kind == each for each, _ in side.identifiers) for side in (decision.one, decision.other))
    return DIFFERS if both else UNKNOWN
