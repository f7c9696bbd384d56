"""The law of persons: what a person in a record needs, what others learn of whom, how long it stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import FindingMode, PersonCategory
from kerege.rooms.access.queries import default_modes
from kerege.rooms.records.queries import KINDS, ClaimRefusedError, Kind, Reader, SubjectClaim, read_claim
from kerege.rooms.records.rules.persons import review_day, tightened, under_age
from tests.rooms.records import desk

READER = Reader(substance=lambda text: None, day=desk.DAY)
NEEDED = ("name", "category", "offence", "stated_fact")


def faults(**changes: object) -> set[str]:
    """The paths at which a seizure with this person is refused."""
    person = {**desk.PERSON, **changes}
    try:
        read_claim(desk.raw(subjects=[person]), READER)
    except ClaimRefusedError as refused:
        return {fault.path for fault in refused.faults}
    return set()


def test_a_complete_person_is_taken() -> None:
    assert faults() == set()


@given(missing=st.sets(st.sampled_from(NEEDED), min_size=1))
def test_each_thing_a_person_lacks_is_named(missing: set[str]) -> None:
    assert faults(**dict.fromkeys(missing, "")) == {f"subjects.0.{name}" for name in missing}


def test_a_person_is_recorded_only_within_a_case() -> None:
    with pytest.raises(ClaimRefusedError) as refused:
        read_claim(desk.raw(case_reference=""), READER)
    assert {fault.path for fault in refused.value.faults} == {"case_reference"}


def test_somebody_who_only_uses_drugs_has_no_offence_to_choose() -> None:
    assert faults(offence="use") == {"subjects.0.offence"}


def test_an_informant_has_no_category_to_choose() -> None:
    assert faults(category="source") == {"subjects.0.category"}


@given(born=st.dates(date(1940, 1, 1), date(2025, 12, 31)))
def test_somebody_under_18_needs_a_supervisors_reason(born: date) -> None:
    subject = SubjectClaim(kind="person", birth=PartialDate(born.year, born.month, born.day))
    birthday = date(born.year + 18, born.month, min(born.day, 28) if born.month == 2 else born.day)
    if born.month == 2 and born.day == 29:
        birthday = date(born.year + 18, 3, 1) if (born.year + 18) % 4 else date(born.year + 18, 2, 29)
    assert under_age(subject, desk.DAY) == (birthday > desk.DAY)


def test_a_year_of_birth_is_read_in_favour_of_the_child() -> None:
    assert faults(birth_date="2008") == {"subjects.0.minor_reason"}
    assert faults(birth_date="2008", minor_reason="EXERCISE: the judge's order") == set()
    assert faults(birth_date="2007") == set()


def test_whose_identity_is_misused_is_recorded_with_his_consent_alone() -> None:
    assert faults(category="misused") == {"subjects.0.consent"}
    assert faults(category="misused", consent="EXERCISE: 3 January, before the investigator") == set()
    assert faults(category="suspect") == set()


@given(st.sampled_from(list(PersonCategory)), st.booleans(), st.booleans(), st.sampled_from(list(FindingMode)))
def test_an_owner_only_tightens_what_others_learn(
    category: PersonCategory, covert: bool, integrity: bool, wish: FindingMode
) -> None:
    members, observers = default_modes(category, covert=covert, integrity=integrity)
    assert tightened(members, wish) <= members
    assert observers <= members
    if integrity or category in {PersonCategory.VICTIM, PersonCategory.WITNESS}:
        assert members is FindingMode.NONE


@given(made=st.dates(date(2020, 1, 1), date(2090, 1, 1)), years=st.integers(-3, 60))
def test_a_nominal_part_is_reviewed_within_five_years(made: date, years: int) -> None:
    review = review_day(made, years)
    assert made + timedelta(days=363) <= review <= made + timedelta(days=5 * 366)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.group("subjects")], ids=lambda kind: kind.code
)
def test_every_kind_that_takes_persons_takes_the_case_they_need(kind: Kind) -> None:
    assert "case_reference" in kind.paths()


PLATES = st.builds(
    "{0}{4}{1:03}{4}{2}{4}{3:02}".format,
    st.sampled_from("АВЕКМНОРСТУХABEKMHOPCTYX"),
    st.integers(1, 999),
    st.text(st.sampled_from("АВЕКМНОРСТУХ"), min_size=2, max_size=2),
    st.integers(1, 99),
    st.sampled_from(["", " "]),
)
PHONES = st.builds("+7 701 {:03} {:02} {:02}".format, st.integers(0, 999), st.integers(0, 99), st.integers(0, 99))


def identifiers_of(kind: str, **named: object) -> list[tuple[str, str]]:
    """The identifiers that a thing named so keeps."""
    claim = read_claim(desk.raw(subjects=[{"kind": kind, **named}]), READER)
    assert claim.nominal is not None
    return [(each.kind, each.value) for each in claim.nominal.subjects[0].identifiers]


@given(thing=st.one_of(PLATES.map(lambda it: ("vehicle", "plate", it)), PHONES.map(lambda it: ("phone", "phone", it))))
def test_a_number_written_as_the_name_of_a_thing_is_found_like_one_written_as_its_number(
    thing: tuple[str, str, str],
) -> None:
    kind, identifier, text = thing
    as_number = identifiers_of(kind, identifiers=[{"kind": identifier, "value": text}])
    assert identifiers_of(kind, name=text) == as_number
    assert len(as_number) == 1


@pytest.mark.parametrize("name", ["Toyota Corolla 2020", "белая «Нива»", "Lada 2107", "EXERCISE"])
def test_the_make_of_a_car_is_no_number(name: str) -> None:
    assert identifiers_of("vehicle", name=name) == []


def test_a_number_beside_a_name_stays_the_only_one() -> None:
    both = identifiers_of("vehicle", name="777 ABA 05", identifiers=[{"kind": "plate", "value": "123 ABC 02"}])
    assert both == [("plate", "123ABC02")]


def test_things_without_a_name_need_an_identifier() -> None:
    assert faults(kind="vehicle", name="", category="", offence="", stated_fact="", identifiers=[]) == {
        "subjects.0.name"
    }
