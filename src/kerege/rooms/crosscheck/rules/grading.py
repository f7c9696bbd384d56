"""Grading one candidate: which submitted fields agree, how strongly, why; and what contradicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from uuid import UUID

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import PersonCategory
from kerege.methods.identity import (
    BIRTH_AGAINST,
    BIRTH_AGREES,
    Birth,
    Decision,
    Described,
    Grade,
    Levels,
    Naming,
    Reason,
    birth_level,
    decide,
)
from kerege.methods.identity.namings import name_together
from kerege.methods.identity.places import Place
from kerege.rooms.crosscheck.rules.entries import ADDRESS
from kerege.rooms.crosscheck.rules.questions import Question

__all__ = ["Candidate", "Grade", "Graded", "Reason", "agreed_reasons", "birth_of", "grade", "grade_all", "sides"]

NUMBER: Final = "number"
NAME_ALONE: Final = 0.9
NAME_SUPPORTED: Final = 0.55
NAME_STRONG: Final = 0.93
OF_ONE_PERSON: Final = frozenset({"passport", "national_number"})
WEAK_ALONE: Final = frozenset({"name", "sex", "country", "place"})
MISUSED: Final = "misused"
"""Told beside the fields that agree: the identity is recorded as misused by others, and nothing about it is strong."""
BY_DAY: Final = frozenset({Birth.SAME_DAY})
BY_YEAR: Final = frozenset({Birth.FILLED_IN, Birth.SAME_MONTH, Birth.SAME_YEAR, Birth.SLIP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that shares keys with a question, as the search hands it over."""

    entry: UUID
    owner: UUID
    mode: int
    weight: float
    report: UUID
    number: str
    kind: str
    category: str
    names: tuple[str, ...]
    birth: str
    country: str
    identifiers: tuple[tuple[str, str], ...]
    sex: str = ""
    company: tuple[int, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def described(self) -> Described:
        """What is held, as the decision takes it."""
        return Described(
            kind=self.kind,
            names=self.names,
            birth=birth_of(self.birth),
            sex=self.sex,
            nationality=self.country,
            identifiers=self.identifiers,
            company=frozenset(map(str, self.company)),
            places=self.places,
        )


@dataclass(frozen=True, slots=True)
class Graded:
    """A candidate worth telling of."""

    candidate: Candidate
    grade: Grade
    fields: tuple[str, ...]
    decision: Decision
    of_one: bool = False
    """Whether as much agrees as of one person, whatever grade is told."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, for who may see them in full."""
        return self.decision.reasons

    @property
    def score(self) -> float:
        """The probability, for sorting what may be shown in full."""
        return round(self.decision.probability, 4)

    @property
    def name_alone(self) -> bool:
        """Whether nothing but a name (and a nationality, a place) agrees: never shown to a post officer."""
        return weak_alone(self.fields)

    @property
    def is_spared(self) -> bool:
        """Whether whoever bears this identity may be its rightful bearer, and not the person sought."""
        return MISUSED in self.fields


@lru_cache(maxsize=50_000)
def birth_of(code: str) -> PartialDate | None:
    """A date of birth from its code."""
    return PartialDate.from_code(code) if code else None


def described(question: Question, kind: str) -> Described:
    """What was asked, as the decision takes it; a question does not say of what kind its subject is."""
    return Described(
        kind=kind,
        names=question.names,
        birth=question.birth,
        sex=question.sex,
        nationality=question.country,
        identifiers=tuple((each.kind, each.value) for each in question.identifiers),
        company=frozenset(map(str, question.company)),
        places=question.places,
    )


def sides(question: Question, candidate: Candidate) -> tuple[Described, Described]:
    """Both sides as the decision takes them; where nothing but numbers is asked, only numbers are compared."""
    held = candidate.described
    if question.names or question.birth is not None:
        return described(question, candidate.kind), held
    return described(question, NUMBER), replace(held, kind=NUMBER, names=(), birth=None, sex="", places=())


def grade_all(question: Question, candidates: Sequence[Candidate]) -> list[Graded]:
    """Those of many candidates that are worth telling, graded; their names are compared with those asked together."""
    name_together((mine, theirs) for each in candidates for mine in question.names for theirs in each.names)
    return [graded for each in candidates if (graded := grade(question, each)) is not None]


def grade(question: Question, candidate: Candidate) -> Graded | None:
    """What agrees between a question and a candidate, or None when it is not worth telling."""
    asked, held = sides(question, candidate)
    if is_hopeless(asked, held):
        return None
    decision = decide(asked, held)
    levels = decision.levels
    named = name_agrees(levels, same_year=is_same_year(asked, held))
    exact = bool(levels.numbers.same or levels.numbers.short)
    if not (named or exact or levels.numbers.tails or levels.numbers.mirrors):
        return None
    if not exact and (levels.birth in BIRTH_AGAINST or decision.grade is None):
        return None
    strong = decision.grade is Grade.STRONG and is_strong(levels, named=named)
    told = fields_of(levels, named=named, born=is_same_year(asked, held), of_sex=bool(asked.sex))
    made = Graded(candidate, Grade.STRONG if strong else Grade.POSSIBLE, told, decision, strong)
    return spared(made) if candidate.category == PersonCategory.MISUSED else made


def spared(found: Graded) -> Graded:
    """The same, possible at most, with the word that the identity is misused by others."""
    if found.is_spared:
        return found
    return replace(found, grade=Grade.POSSIBLE, fields=(*found.fields, MISUSED))


def weak_alone(fields: Iterable[str]) -> bool:
    """Whether nothing but a name (and a nationality, a place) agrees."""
    return set(fields) - {MISUSED} <= WEAK_ALONE


def is_hopeless(asked: Described, held: Described) -> bool:
    """Whether two births contradict and no identifier is the same: then names need not be compared."""
    if birth_level(asked.birth, held.birth) not in BIRTH_AGAINST:
        return False
    return not set(asked.identifiers) & set(held.identifiers)


def is_same_year(asked: Described, held: Described) -> bool:
    """Whether two dates of birth agree at least in the year."""
    level = birth_level(asked.birth, held.birth)
    if level is Birth.SLIP and asked.birth is not None and held.birth is not None:
        return asked.birth.year == held.birth.year
    return level in BIRTH_AGREES


def name_agrees(levels: Levels, *, same_year: bool) -> bool:
    """Whether the names agree; from a lower score on when something else agrees too."""
    if levels.name.level in {Naming.UNKNOWN, Naming.CROSSED}:
        return False
    supported = levels.numbers.same or levels.numbers.short or levels.numbers.tails or same_year
    return levels.name.score >= (NAME_SUPPORTED if supported else NAME_ALONE)


def is_strong(levels: Levels, *, named: bool) -> bool:
    """The least that "strong" asks for: one whole identifier, or a name with two independent agreements."""
    kinds = {kind for kind, _ in levels.numbers.same} - {ADDRESS}
    if kinds:
        of_person = kinds <= OF_ONE_PERSON
        return not (of_person and levels.birth in BIRTH_AGAINST)
    if not named or levels.name.score < NAME_STRONG or levels.country == "country_differs":
        return False
    if levels.birth in BY_DAY:
        return levels.name.parts >= 2
    further = levels.country == "country_same" or bool(levels.numbers.tails)
    return levels.birth in BY_YEAR and further and levels.name.parts >= 3


def fields_of(levels: Levels, *, named: bool, born: bool, of_sex: bool) -> tuple[str, ...]:
    """The codes of the submitted fields that agree, in a fixed order; sex where it was submitted (`of_sex`) itself."""
    found = ["name"] if named else []
    found += ["birth"] if born else []
    found += ["sex"] if of_sex and levels.sex == "sex_same" else []
    found += ["country"] if levels.country == "country_same" else []
    found += ["place"] if levels.place is Place.SAME else []
    numbers = levels.numbers
    told = (*numbers.same, *numbers.short, *numbers.tails, *numbers.mirrors)
    return tuple(found + sorted({kind for kind, _ in told}))


def agreed_reasons(fields: Sequence[str]) -> tuple[Reason, ...]:
    """All that a hit tells: which of the submitted fields agree."""
    agreeing = tuple(Reason("agrees", {"field": code}) for code in fields if code != MISUSED)
    return (*agreeing, Reason(MISUSED, {})) if MISUSED in fields else agreeing
