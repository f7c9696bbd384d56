"""Grading one candidate: which submitted fields agree, how strongly, why; and what contradicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from kerege.kernel.dates import PartialDate
from kerege.methods.names import Comparison, compare
from kerege.methods.names import Reason as NameReason
from kerege.rooms.crosscheck.rules.keys import is_whole, phone_tail
from kerege.rooms.crosscheck.rules.questions import Asked, Question

NAME_ALONE: Final = 0.9
NAME_SUPPORTED: Final = 0.6
NAME_STRONG: Final = 0.93
IDENTIFIER_SCORE: Final = 0.98
TAIL_SCORE: Final = 0.5
NEAR_YEARS: Final = 2
LEAST_HANDLE: Final = 6
PART_AGREES: Final = 0.8
OF_ONE_PERSON: Final = frozenset({"passport", "national_number"})
WEAK_ALONE: Final = frozenset({"name", "country"})


class Grade(StrEnum):
    """How much a finding is worth; more than "strong" there is not: a hit is a lead."""

    STRONG = "strong"
    POSSIBLE = "possible"


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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate was found: a code of `words.REASONS` with values, or one reason of the name comparison."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    name: NameReason | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """A candidate worth telling of."""

    candidate: Candidate
    grade: Grade
    fields: tuple[str, ...]
    reasons: tuple[Reason, ...]
    score: float

    @property
    def name_alone(self) -> bool:
        """Whether nothing but a name (and a nationality) agrees: never shown to a post officer."""
        return set(self.fields) <= WEAK_ALONE


class Birth(StrEnum):
    """How two dates of birth stand to each other."""

    UNKNOWN = "unknown"
    SAME_DAY = "same_day"
    SAME_YEAR = "same_year"
    NEAR = "near"
    DIFFERS = "differs"


def compare_birth(asked: PartialDate | None, held: PartialDate | None) -> Birth:
    """Compare two dates of birth at the precision both have; one or two years apart is near.

    Two full dates may differ by one slip (one part, or day and month changed about); by more they are two people's.
    """
    if asked is None or held is None:
        return Birth.UNKNOWN
    exact = asked.precision == held.precision == "day" and not (asked.about or held.about)
    if exact and not one_slip(asked, held):
        return Birth.DIFFERS
    apart = abs(asked.year - held.year)
    if apart == 0:
        return Birth.SAME_DAY if exact and asked == held else Birth.SAME_YEAR
    allowed = 2 * NEAR_YEARS if asked.about or held.about else NEAR_YEARS
    return Birth.NEAR if apart <= allowed else Birth.DIFFERS


def one_slip(one: PartialDate, other: PartialDate) -> bool:
    """Whether two full dates are equal, differ in one part only, or have day and month changed about."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    parts = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return sum(mine != theirs for mine, theirs in parts) <= 1


def birth_of(code: str) -> PartialDate | None:
    """A date of birth from its code."""
    return PartialDate.from_code(code) if code else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agrees between a question and a candidate."""

    exact: Sequence[Asked]
    tails: Sequence[Asked]
    name: Comparison | None
    birth: Birth
    country: bool | None

    @property
    def telling(self) -> list[Asked]:
        """Whole identifiers that tell one person or thing from another; a short handle does not."""
        return [each for each in self.exact if each.kind != "handle" or len(each.value) >= LEAST_HANDLE]


def grade(question: Question, candidate: Candidate) -> Graded | None:
    """What agrees between a question and a candidate, or None when it is not worth telling."""
    agreed = agreement(question, candidate)
    if agreed.name is None and not agreed.exact and not agreed.tails:
        return None
    if not agreed.exact and agreed.birth is Birth.DIFFERS:
        return None
    return Graded(
        candidate, weigh(agreed), fields_of(agreed), reasons_of(question, candidate, agreed), score_of(agreed)
    )


def agreement(question: Question, candidate: Candidate) -> Agreement:
    """Compare field by field; a name counts from a lower score on when something else agrees too."""
    exact, tails = agreeing_identifiers(question.identifiers, candidate.identifiers)
    birth = compare_birth(question.birth, birth_of(candidate.birth))
    best = best_name(question.names, candidate.names)
    supported = bool(exact or tails) or birth in {Birth.SAME_DAY, Birth.SAME_YEAR}
    named = best is not None and best.score >= (NAME_SUPPORTED if supported else NAME_ALONE)
    return Agreement(exact, tails, best if named else None, birth, country_agrees(question.country, candidate.country))


def agreeing_identifiers(asked: Sequence[Asked], held: Sequence[tuple[str, str]]) -> tuple[list[Asked], list[Asked]]:
    """The identifiers that are held too, exactly; and telephone numbers of which only the last digits agree."""
    known = set(held)
    exact = [each for each in asked if (each.kind, each.value) in known and is_whole(each.value)]
    tails = {phone_tail(value) for kind, value in held if kind == "phone"} - {""}
    full = {each.kind for each in exact}
    ends = [e for e in asked if e.kind == "phone" and e.kind not in full and tail_counts(e, held, tails)]
    return exact, ends


def tail_counts(asked: Asked, held: Sequence[tuple[str, str]], tails: set[str]) -> bool:
    """Last digits count only where one of the two numbers lacks its country: two full numbers that differ are two."""
    tail = phone_tail(asked.value)
    if not tail or tail not in tails:
        return False
    return any(
        kind == "phone" and phone_tail(value) == tail and not (value.startswith("+") and asked.value.startswith("+"))
        for kind, value in held
    )


def best_name(asked: Sequence[str], held: Sequence[str]) -> Comparison | None:
    """The best comparison of any name asked with any name held."""
    found = [compare(one, other) for one in asked for other in held]
    return max(found, key=lambda comparison: comparison.score, default=None)


def country_agrees(asked: str, held: str) -> bool | None:
    """Whether two nationalities agree; None when one is not known."""
    return asked == held if asked and held else None


def fields_of(agreed: Agreement) -> tuple[str, ...]:
    """The codes of the submitted fields that agree, in a fixed order."""
    found = ["name"] if agreed.name is not None else []
    found += ["birth"] if agreed.birth in {Birth.SAME_DAY, Birth.SAME_YEAR} else []
    found += ["country"] if agreed.country else []
    return tuple(found + sorted({each.kind for each in (*agreed.exact, *agreed.tails)}))


def weigh(agreed: Agreement) -> Grade:
    """Strong: one whole identifier, or a name with two independent agreements and no contradiction."""
    if agreed.telling:
        of_person = all(each.kind in OF_ONE_PERSON for each in agreed.telling)
        return Grade.POSSIBLE if of_person and agreed.birth is Birth.DIFFERS else Grade.STRONG
    if agreed.name is None or agreed.name.score < NAME_STRONG or agreed.country is False:
        return Grade.POSSIBLE
    parts = sum(row.agreement >= PART_AGREES for row in agreed.name.aligned)
    if agreed.birth is Birth.SAME_DAY:
        return Grade.STRONG if parts >= 2 else Grade.POSSIBLE
    if agreed.birth is Birth.SAME_YEAR and (agreed.country or agreed.tails) and parts >= 3:
        return Grade.STRONG
    return Grade.POSSIBLE


def score_of(agreed: Agreement) -> float:
    """One number for sorting what may be shown in full: how probably what agrees does so for a reason."""
    doubt = 1.0 - agreed.name.score if agreed.name is not None else 1.0
    doubt *= 1.0 - IDENTIFIER_SCORE if agreed.exact else 1.0
    doubt *= 1.0 - TAIL_SCORE if agreed.tails else 1.0
    factor = {Birth.SAME_DAY: 0.2, Birth.SAME_YEAR: 0.5, Birth.NEAR: 1.2, Birth.DIFFERS: 3.0}.get(agreed.birth, 1.0)
    return round(1.0 - min(1.0, doubt * factor), 4)


def reasons_of(question: Question, candidate: Candidate, agreed: Agreement) -> tuple[Reason, ...]:
    """Every reason, for who may see them in full; the weightiest first."""
    made = [Reason("same_identifier", {"field": each.kind, "value": each.value}) for each in agreed.exact]
    made += [Reason("part_of_identifier", {"field": e.kind, "value": phone_tail(e.value)}) for e in agreed.tails]
    made += [Reason("name", name=reason) for reason in agreed.name.reasons] if agreed.name is not None else []
    made += birth_reasons(question.birth, candidate.birth, agreed.birth)
    if agreed.country is not None:
        same = Reason("country_same")
        made.append(same if agreed.country else Reason("country_differs", {"value": candidate.country}))
    return tuple(made)


def birth_reasons(asked: PartialDate | None, held: str, birth: Birth) -> list[Reason]:
    """What the dates of birth say."""
    if birth is Birth.UNKNOWN or asked is None:
        return []
    year = PartialDate.from_code(held).year
    values = {Birth.NEAR: {"years": str(abs(asked.year - year))}, Birth.DIFFERS: {"value": str(year)}}
    return [Reason(f"birth_{birth.value}", values.get(birth, {}))]


def agreed_reasons(fields: Sequence[str]) -> tuple[Reason, ...]:
    """All that a hit tells: which of the submitted fields agree."""
    return tuple(Reason("agrees", {"field": code}) for code in fields)
