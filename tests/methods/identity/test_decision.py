"""The decision: symmetric, sure of what is the same, careful with homonyms, fathers and sons, households."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Described, Grade, decide
from kerege.methods.identity.levels import levels_of

PHONE = (("phone", "+992918123456"),)
PASSPORT = (("passport", "400123456"),)
NAMES = st.sampled_from(
    ["Рахимов Фаррух Саидович", "Farrukh Rahimov", "Рахимов Саид Фаррухович", "فرخ رحیموف", "Каримов Б.", "", "Li Wei"]
)
BIRTHS = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1950, 2005), st.none() | st.integers(1, 12), about=st.booleans()),
    st.builds(PartialDate, st.integers(1950, 2005), st.integers(1, 12), st.integers(1, 28)),
)
NUMBERS = st.lists(
    st.sampled_from(
        [
            ("phone", "+992918123456"), ("phone", "918123456"), ("passport", "400123456"), ("passport", "400123457"),
            ("national_number", "850101300015"), ("handle", "abc"), ("email", "a@x.org"), ("phone", "+99291812????"),
        ]
    ),
    max_size=3,
).map(tuple)  # fmt: skip
FACING = st.lists(
    st.sampled_from(
        [
            ("national_number", "850101300015", "850101300015"), ("national_number", "850101300015", "85010130001?"),
            ("passport", "400123456", "400123456"), ("passport", "400123456", "400123457"),
            ("passport", "400123456", "40012????"), ("email", "a@x.org", "a@x.org"),
            ("email", "abcde@x.org", "*@x.org"),
            ("imei", "490154203237518", "490154203237519"), ("handle", "abcdefgh", "abcdef*"), ("handle", "abc", "abc"),
            ("phone", "+992918123456", "918123456"), ("phone", "+992918123456", "+992918123456"),
            ("vin", "XTA21099043576182", "XTA21099043576183"),
        ]
    ),
    max_size=3,
)  # fmt: skip
"""Identifiers of one subject and of another that are the same, nearly, or in part."""
FURTHER = st.sampled_from(
    [
        ("passport", "N12345678"), ("email", "b@x.org"), ("imei", "356938035643809"), ("handle", "zyxwvuts"),
        ("handle", "xyz"), ("phone", "+77011234567"), ("vin", "WVWZZZ1JZXW000001"), ("plate", "777ABC02"),
        ("wallet", "bc1qexercise"),
    ]
)  # fmt: skip
"""Identifiers that tell nothing but themselves; a national number tells a birth too, which may be another."""
SUBJECTS = st.builds(
    Described,
    kind=st.sampled_from(["person", "person", "vehicle"]),
    names=st.lists(NAMES, max_size=2).map(tuple),
    birth=BIRTHS,
    sex=st.sampled_from(["", "m", "f"]),
    nationality=st.sampled_from(["", "TJ", "KZ"]),
    places=st.lists(st.sampled_from(["ул. Рудаки 45, Душанбе", "Rudaki 45 Dushanbe", "Алматы"]), max_size=2).map(tuple),
    identifiers=NUMBERS,
    company=st.frozensets(st.sampled_from(["a", "b", "c"])),
)


def person(name: str, birth: str = "", **known: object) -> Described:
    """A person of one name."""
    born = PartialDate.from_code(birth) if birth else None
    return Described(names=(name,), birth=born, **known)  # type: ignore[arg-type]  # what the test names


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SUBJECTS, SUBJECTS)
def test_a_decision_is_the_same_whichever_side_comes_first(one: Described, other: Described) -> None:
    there, back = decide(one, other), decide(other, one)
    assert (there.probability, there.grade) == (back.probability, back.grade)
    assert sorted(r.code for r in there.reasons) == sorted(r.code for r in back.reasons)
    assert there.codes == tuple(dict.fromkeys(r.code for r in there.reasons))
    assert there.levels == replace(levels_of(one, other, named=False), name=there.levels.name)
    assert 0.0 <= there.probability <= 1.0


@given(SUBJECTS)
def test_a_subject_with_a_document_is_itself(one: Described) -> None:
    subject = Described(names=one.names, birth=one.birth, sex=one.sex, identifiers=PASSPORT)
    assert decide(subject, subject).probability > 0.9


@given(SUBJECTS, SUBJECTS)
def test_one_more_document_that_agrees_never_lowers_the_probability(one: Described, other: Described) -> None:
    more = [
        Described(each.kind, each.names, each.birth, each.sex, each.nationality, each.places,
                  (*each.identifiers, ("passport", "N12345678")), each.company)
        for each in (one, other)
    ]  # fmt: skip
    assert decide(*more).probability >= decide(one, other).probability


@settings(deadline=None)
@given(SUBJECTS, SUBJECTS, FACING, FURTHER)
def test_one_more_identifier_that_agrees_never_lowers_the_probability(
    one: Described, other: Described, facing: list[tuple[str, str, str]], further: tuple[str, str]
) -> None:
    one = replace(one, identifiers=tuple((kind, mine) for kind, mine, _ in facing))
    other = replace(other, identifiers=tuple((kind, theirs) for kind, _, theirs in facing))
    more = (replace(each, identifiers=(*each.identifiers, further)) for each in (one, other))
    assert decide(*more).probability >= decide(one, other).probability


@given(NAMES, NAMES, st.sampled_from(["", "TJ"]))
def test_a_name_alone_never_says_the_same(one: str, other: str, country: str) -> None:
    found = decide(person(one, nationality=country), person(other, nationality=country))
    assert found.probability <= 0.5
    assert found.grade is not Grade.STRONG


def test_a_father_and_his_son_at_one_telephone_are_two() -> None:
    found = decide(
        person("Рахимов Фаррух Саидович", identifiers=PHONE), person("Рахимов Саид Фаррухович", identifiers=PHONE)
    )
    assert found.probability < 0.2
    assert found.grade is Grade.POSSIBLE
    assert {"name_crossed", "same_identifier"} <= {reason.code for reason in found.reasons}


def test_brothers_at_one_address_and_telephone_are_two() -> None:
    home = ("ул. Рудаки 45, Душанбе",)
    one = person("Рахимов Фаррух Саидович", identifiers=PHONE, places=home)
    assert decide(one, person("Рахимов Фирдавс Саидович", identifiers=PHONE, places=home)).probability < 0.3


@pytest.mark.parametrize("other", ["1987-08-30", "1961", "1953-03-12"])
def test_another_birth_is_said_and_keeps_a_finding_from_strong(other: str) -> None:
    found = decide(
        person("Рахимов Фаррух Саидович", "1987-03-12", identifiers=PHONE),
        person("Farrukh Rahimov", other, identifiers=PHONE),
    )
    assert found.grade is Grade.POSSIBLE
    assert any(reason.code.startswith("birth_") and reason.weight < 0 for reason in found.reasons)


def test_a_name_in_two_scripts_with_the_day_of_birth_is_strong_and_says_what_would_change_it() -> None:
    found = decide(person("Рахимов Фаррух Саидович", "1987-03-12"), person("فرخ رحیموف", "1987-03-12"))
    assert found.grade is Grade.STRONG
    assert found.probability > 0.9
    alone = decide(person("Рахимов Фаррух Саидович"), person("Farrukh Rahimov"))
    told = {change.code: change.probability for change in alone.would_change}
    assert told["if_birth_same"] > alone.probability > told["if_birth_differs"]


@pytest.mark.parametrize(
    ("one", "other", "known", "expected"),
    [
        ("Рахимов Фаррух", "Farrukh Rahimov", {}, Grade.POSSIBLE),
        ("Рахимов Фаррух", "Farrukh Rahimov", {"nationality": "TJ"}, Grade.POSSIBLE),
        ("Рахимов Фаррух Саидович", "Farrukh Saidovich Rahimov", {}, Grade.STRONG),
        ("Рахимов Фаррух", "Farrukh Rahimov", {"places": ("ул. Рудаки 45, Душанбе",)}, Grade.STRONG),
    ],
)
def test_a_birth_one_slip_away_is_strong_by_one_thing_more_and_says_so(
    one: str, other: str, known: dict[str, object], expected: Grade
) -> None:
    found = decide(person(one, "1987-03-12", **known), person(other, "1987-03-17", **known))
    codes = {reason.code for reason in found.reasons}
    assert found.grade is expected
    assert "birth_slip" in codes
    assert ("birth_by_chance" in codes) is (expected is Grade.POSSIBLE)


@pytest.mark.parametrize("other", ["1987-12-12", "1987-03-29"])
def test_a_birth_that_differs_in_one_part_by_more_than_a_slip_is_told_and_never_strong(other: str) -> None:
    found = decide(person("Рахимов Фаррух Саидович", "1987-03-12"), person("Farrukh Saidovich Rahimov", other))
    assert found.grade is Grade.POSSIBLE
    assert "birth_one_part" in {reason.code for reason in found.reasons}


def test_birth_and_sex_follow_from_a_personal_number() -> None:
    iin = (("national_number", "870312300036"),)
    found = decide(person("Рахимов Фаррух", identifiers=iin), person("Farrukh Rahimov", "1987-03-12", sex="m"))
    codes = {reason.code for reason in found.reasons}
    assert {"birth_same_day", "birth_follows", "sex_same"} <= codes


def test_things_are_decided_by_their_identifiers() -> None:
    car = Described(kind="vehicle", identifiers=(("plate", "777ABC02"),))
    assert decide(car, car).grade is Grade.STRONG
    other = Described(kind="vehicle", identifiers=(("plate", "778ABC02"),))
    assert decide(car, other).grade is None
