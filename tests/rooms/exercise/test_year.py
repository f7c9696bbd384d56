"""The invented year: repeatable, valid, marked, without accidental doubles."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.exercise.rules import cast, crossings, persons, reports, subjects
from kerege.rooms.exercise.rules import plan as planning
from kerege.rooms.exercise.rules.plan import Plan, Profile, Size
from kerege.rooms.exercise.rules.tables import table
from kerege.rooms.records.rules.claims import Claim
from kerege.rooms.records.rules.reading import read_claim
from kerege.rooms.records.rules.values import Reader
from kerege.rooms.substances.rules import Resolver, shipped_register

LAST_DAY = date(2026, 11, 22)
SMALL = Plan(Size.SMALL, Profile.FULL, "test", LAST_DAY)
LEVEL_0 = Plan(Size.SMALL, Profile.LEVEL_0, "test", LAST_DAY)
REGION = Plan(Size.REGION, Profile.FULL, "test", LAST_DAY)
days = st.dates(LAST_DAY - timedelta(days=planning.DAYS), LAST_DAY - timedelta(days=1))


def everything(plan: Plan) -> list[dict[str, object]]:
    ordinary = [
        reports.ordinary(plan, desk, number, day)
        for desk in cast.desks()
        for number, day in enumerate(planning.days_of(plan, desk))
    ]
    return ordinary + [side.raw for crossing in crossings.crossings(plan) for side in crossing.sides]


@pytest.fixture(scope="module")
def reader() -> Reader:
    resolver = Resolver(shipped_register())
    known: dict[str, str | None] = {}

    def code(text: str) -> str | None:
        if text not in known:
            known[text] = resolver.resolve(text).code
        return known[text]

    return Reader(substance=code, day=LAST_DAY)


@pytest.fixture(scope="module")
def claims(reader: Reader) -> list[Claim]:
    return [read_claim(raw, reader) for raw in everything(SMALL)]


def test_the_same_seed_gives_the_same_year_and_another_seed_another() -> None:
    other = Plan(Size.SMALL, Profile.FULL, "other", LAST_DAY)
    assert everything(SMALL) == everything(SMALL)
    assert everything(SMALL) != everything(other)


def test_every_report_of_the_year_is_one_that_a_form_would_take(claims: list[Claim]) -> None:
    assert len(claims) > 650
    assert {claim.kind for claim in claims} == set(reports.MAKERS)


def test_every_planted_report_of_the_region_is_one_that_a_form_would_take(reader: Reader) -> None:
    early = Reader(substance=reader.substance, day=REGION.first_day)
    for crossing in crossings.crossings(REGION):
        for side in crossing.sides:
            assert read_claim(side.raw | {"occurred": REGION.first_day.isoformat()}, early)


def test_every_substance_written_in_the_year_is_known_to_the_register(claims: list[Claim]) -> None:
    unknown = {item.substance_given for claim in claims for item in claim.items if not item.substance}
    assert unknown == set()


def test_every_identifier_is_valid_or_of_a_kind_that_has_no_check(claims: list[Claim]) -> None:
    found = [i for claim in claims if claim.nominal for s in claim.nominal.subjects for i in s.identifiers]
    assert found
    assert not [each for each in found if each.valid is False or each.partial]


def test_every_person_is_marked_as_exercise_and_named_by_words_for_it(claims: list[Claim]) -> None:
    named = [s for claim in claims if claim.nominal for s in claim.nominal.subjects if s.kind == "person"]
    assert len(named) > 200
    for subject in named:
        assert subject.details["stated_fact"].startswith((cast.MARK_EN, cast.MARK_RU))
    for language in persons.COUNTRY_OF:
        stems = {row["own"].lower() for row in table("stems") if row["language"] == language and row["meaning"]}
        for surname in persons.surnames(language, female=False):
            assert any(stem in surname.own.lower() for stem in stems)


def test_every_name_stands_in_the_script_and_spelling_of_its_desk(claims: list[Claim]) -> None:
    names = [s.name for claim in claims if claim.nominal for s in claim.nominal.subjects if s.name]
    assert any("\u0600" <= letter <= "\u06ff" for name in names for letter in name)
    assert any(letter in "қғңөұүіә" for name in names for letter in name)
    assert any(letter in "ʻʼ" or letter in "əşçğıý" for name in names for letter in name)
    assert any(name.isascii() for name in names)


@pytest.mark.parametrize("plan", [SMALL, REGION], ids=["small", "region"])
def test_nobody_stands_in_two_ordinary_reports_or_has_a_double_of_nearly_his_age(plan: Plan) -> None:
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    whole: set[tuple[str, int]] = set()
    for desk in cast.desks():
        for number in range(planning.reports_of(plan, desk)):
            for slot in range(subjects.PERSONS_A_REPORT if plan is SMALL else 1):
                one = subjects.citizen(plan, desk, number, slot)
                assert (one.language, one.number) not in whole
                whole.add((one.language, one.number))
                near = years[one.given.own, one.surname.own]
                assert not near & set(range(one.born.year - 2, one.born.year + 3))
                near.add(one.born.year)


def test_level_0_holds_facts_and_open_sources_and_nothing_nominal(reader: Reader) -> None:
    read = [read_claim(raw, reader) for raw in everything(LEVEL_0)]
    assert not [claim for claim in read if claim.nominal]
    assert {claim.kind for claim in read} == set(reports.MAKERS) - reports.NOMINAL_KINDS


@given(days)
def test_a_report_is_entered_after_its_event_and_before_the_end(day: date) -> None:
    for plan in (SMALL, REGION):
        entered = planning.entered_on(plan, planning.batch_of(plan, day))
        assert day <= entered <= plan.last_day


def test_more_is_reported_after_the_harvest() -> None:
    per_month: dict[int, int] = defaultdict(int)
    for desk in cast.desks():
        for day in planning.days_of(REGION, desk):
            per_month[day.month] += 1
    assert per_month[9] > 1.3 * per_month[2]


def test_six_roles_and_more_sign_in_each_at_a_desk_where_the_role_belongs() -> None:
    from kerege.rooms.directory.rules import DeskKind, role_fits

    kinds = {desk.code: DeskKind(desk.kind) for desk in cast.desks()}
    assert len({role for _, _, role, _ in cast.SIGN_INS}) >= 10
    for officer in cast.officers():
        assert all(role_fits(role, kinds[desk]) for desk, role in officer.hats)
