"""The law of persons: what a person in a record needs, and what is never recorded."""

from collections.abc import Iterable, Mapping
from datetime import date

from kerege.kernel.law import FindingMode, PersonCategory
from kerege.rooms.records.rules.claims import Fault, NominalClaim, SubjectClaim
from kerege.rooms.records.rules.fields import N_

ADULT = 18
REVIEW_YEARS_DEFAULT = 3
REVIEW_YEARS_MOST = 5
"""INTERPOL's Rules on the Processing of Data keep a record five years at most before it is justified anew."""
REVIEW_YEARS: Mapping[str, int] = {
    "convicted": 5,
    "suspect": 3,
    "contact": 1,
    "unwitting": 1,
    "victim": 1,
    "witness": 1,
    "misused": 1,
    "": 3,
}
"""After how many years a nominal part is reviewed, by the category of its persons ("": things alone): the profile a
party starts from. Its own rules may say otherwise, between one year and five."""


def person_faults(path: str, subject: SubjectClaim, *, case_reference: str, day: date) -> Iterable[Fault]:
    """What a person's record lacks: name, category, offence, stated fact, case number, a reason for a minor."""
    if subject.kind != "person":
        return
    if not subject.name:
        yield Fault(f"{path}.name", "required", N_("Enter the name as written in the source, or “not known”."))
    needs = (
        (
            "category",
            subject.category,
            N_("Choose a category: a person is recorded only as what the case makes of him."),
        ),
        (
            "offence",
            subject.details.get("offence"),
            N_("Choose the drug offence; people who only use drugs are never recorded."),
        ),
        ("stated_fact", subject.details.get("stated_fact"), N_("State one fact that the category rests on.")),
    )
    for name, value, message in needs:
        if not value:
            yield Fault(f"{path}.{name}", "required", message)
    if subject.category is PersonCategory.MISUSED and not subject.details.get("consent"):
        said = N_(
            "Whose identity is misused is recorded with his consent alone: enter when and before whom he gave it."
        )
        yield Fault(f"{path}.consent", "required", said)
    if not case_reference:
        yield Fault("case_reference", "required", N_("Enter the case number: a person is recorded only within a case."))
    if under_age(subject, day) and not subject.details.get("minor_reason"):
        yield Fault(f"{path}.minor_reason", "minor", N_("This person is under 18: a supervisor's reason is needed."))


def under_age(subject: SubjectClaim, day: date) -> bool:
    """Whether the person may be under 18 on a day, by the latest birth day the claim allows."""
    if subject.birth is None:
        return False
    youngest = subject.birth.last_day
    return (day.year - youngest.year - ((day.month, day.day) < (youngest.month, youngest.day))) < ADULT


def categories(nominal: NominalClaim) -> list[PersonCategory | None]:
    """The categories of all subjects; things have none."""
    return [subject.category for subject in nominal.subjects]


def review_years(words: Iterable[str], rules: Mapping[str, int]) -> int:
    """After how many years a nominal part with subjects of these categories is reviewed: the shortest of them holds."""
    known = {**REVIEW_YEARS, **rules}
    persons = [known.get(word, REVIEW_YEARS_DEFAULT) for word in words if word]
    return min(persons, default=known[""])


def review_day(made: date, years: int = REVIEW_YEARS_DEFAULT) -> date:
    """The day by which the nominal part is justified again or erased: three years by default, at most five."""
    years = min(max(years, 1), REVIEW_YEARS_MOST)
    try:
        return made.replace(year=made.year + years)
    except ValueError:
        return made.replace(year=made.year + years, day=28)


def tightened(default: FindingMode, closest: FindingMode) -> FindingMode:
    """An owner may only tighten the table's finding mode."""
    return min(default, closest)
