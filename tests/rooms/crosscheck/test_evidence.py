"""Sex and company in the running system: what they change, and that they rest on nobody who may not be found."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.crosscheck import queries
from kerege.rooms.crosscheck.models import Entry
from kerege.rooms.crosscheck.rules import entries, words
from kerege.rooms.crosscheck.rules.grading import Candidate, Grade, Graded, grade
from kerege.rooms.crosscheck.rules.questions import Question, anchor_of, from_kept
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, inbox, person, report, thing
from tests.rooms.crosscheck.test_reading import FULL, LATIN, NOBODY, asked, candidate

CAR = "01KG123ABC"
COMPANION = "Тагаймурадов Шералихон Бегмуродович"
COMMON = "Иванов Иван"
PHONE_HELD = (("phone", "+992918123456"),)


def graded(question: Question, held: Candidate) -> Graded:
    """The grading of two that are worth telling of."""
    found = grade(question, held)
    assert found is not None
    return found


# -- what they change --------------------------------------------------------------------------------------------------


def test_the_same_name_year_and_country_with_another_sex_is_not_told_as_strong() -> None:
    question, held = asked(FULL, birth="1987", country="TJ"), candidate(LATIN, birth="1987", country="TJ")
    assert graded(question, held).grade is Grade.STRONG
    same = graded(replace(question, sex="m"), replace(held, sex="m"))
    assert same.grade is Grade.STRONG
    assert "sex" in same.fields
    other = graded(replace(question, sex="m"), replace(held, sex="f"))
    assert other.grade is Grade.POSSIBLE
    assert "sex" not in other.fields
    assert other.score < same.score
    assert "sex_differs" in {each.code for each in other.reasons}


def test_sex_is_named_as_agreeing_only_where_it_was_submitted() -> None:
    assert "sex" not in graded(asked(FULL, birth="1987"), replace(candidate(LATIN, birth="1987"), sex="m")).fields
    assert Question(names=("X",), sex="f").fields == ("name", "sex")


def test_a_name_and_a_sex_are_still_a_name_alone() -> None:
    assert graded(replace(asked(FULL), sex="m"), replace(candidate(LATIN), sex="m")).name_alone


def test_shared_company_makes_a_possible_one_more_probable_and_names_no_field() -> None:
    question, held = asked(COMMON, birth="1987"), candidate("Ivanov Ivan", birth="1987")
    alone = graded(question, held)
    together = graded(replace(question, company=(7,)), replace(held, company=(7, 9)))
    assert alone.grade is Grade.POSSIBLE
    assert together.score > alone.score
    assert together.fields == alone.fields
    assert "company_shared" in {each.code for each in together.reasons}


def test_another_company_changes_nothing() -> None:
    question, held = asked(COMMON, phone=PHONE_HELD[0][1]), candidate("Ivanov Ivan", held=PHONE_HELD)
    assert graded(replace(question, company=(7,)), replace(held, company=(9,))).score == graded(question, held).score


def test_the_reasons_of_sex_and_company_have_their_words() -> None:
    assert {"sex_same", "sex_differs", "company_shared"} <= words.REASONS.keys()
    assert "sex" in words.FIELDS


def test_a_question_without_a_sex_keeps_the_anchor_it_had_and_one_with_it_is_kept() -> None:
    plain = Question(names=("EXERCISE Person",), country="TJ")
    assert "sex" not in plain.content()
    assert "sex" not in plain.kept()
    assert from_kept(replace(plain, sex="f").kept()).sex == "f"
    assert anchor_of(NOBODY, plain) != anchor_of(NOBODY, replace(plain, sex="f"))
    assert anchor_of(NOBODY, plain) == anchor_of(NOBODY, replace(plain, company=(1, 2)))


# -- marks -------------------------------------------------------------------------------------------------------------


def test_a_telling_name_is_one_mark_in_any_order_and_script_and_a_common_one_is_none() -> None:
    mark = entries.mark_of([COMPANION], [])
    assert mark is not None
    assert mark == entries.mark_of(["Шералихон Бегмуродович Тагаймурадов"], [("phone", "+992900000001")])
    assert mark == entries.mark_of(["TAGAYMURADOV SHERALIKHON BEGMURODOVICH"], [])
    assert entries.mark_of(["Иван"], []) is None
    assert entries.mark_of([], [("phone", "?????23456")]) is None


@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.none(), max_size=80))
def test_company_is_bounded_and_in_one_order(others: Sequence[int | None]) -> None:
    made = entries.company_of([], others)
    assert len(made) <= entries.MOST_COMPANY
    assert made == sorted(set(made)) == entries.company_of([], list(reversed(others)))


def test_an_identifier_of_ones_own_is_no_company() -> None:
    phone = entries.mark_of([], PHONE_HELD)
    assert entries.company_of(PHONE_HELD, [phone]) == []
    assert entries.company_of([], [phone]) == [phone]


# -- in the system -----------------------------------------------------------------------------------------------------


def entries_of(who: str, report_id: UUID) -> dict[str, Entry]:
    """The entries of somebody's own report, by category and kind."""
    with viewing(cast.viewer(who)):
        return {each.category or each.kind: each for each in Entry.objects.filter(report=report_id)}


def test_an_entry_holds_sex_and_the_marks_of_the_others_of_its_report(node: str) -> None:
    made = report("aigerim", person(RAHIMOV, sex="male"), thing("vehicle", "plate", CAR))
    held = entries_of("aigerim", made)
    assert held["suspect"].sex == "m"
    assert held["suspect"].company == [entries.mark_of([], held["vehicle"].identifiers)]
    assert held["vehicle"].company == [entries.mark_of([RAHIMOV], [])]
    assert held["vehicle"].sex == ""


@pytest.mark.parametrize("hidden", [{"category": "victim"}, {"category": "contact"}, {"integrity": "yes"}], ids=str)
def test_company_rests_on_nobody_who_is_found_by_fewer(node: str, hidden: dict[str, Any]) -> None:
    made = report("farrukh", person(RAHIMOV), person(COMPANION, **hidden))
    with viewing(cast.viewer("farrukh")):
        assert [each.company for each in Entry.objects.filter(report=made)] == [[], []]


def test_a_companion_added_or_a_sex_corrected_later_is_written_on_the_same_anchor(node: str) -> None:
    made = report("aigerim", person(RAHIMOV))
    before = entries_of("aigerim", made)["suspect"]
    viewer = cast.viewer("aigerim")
    raw = {
        "kind": "seizure",
        "occurred": "2026-01-03",
        "country": "KZ",
        "case_reference": "EX-1",
        "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
        "subjects": [person(RAHIMOV, sex="male"), thing("vehicle", "plate", CAR)],
    }
    with viewing(viewer):
        claim = records.read_claim(raw, records.Reader(substance=lambda text: None, day=chance.today()))
        records_actions.correct(actor=viewer, report_id=made, claim=claim, expected=1, reason="EXERCISE")
    after = entries_of("aigerim", made)["suspect"]
    assert before.id == after.id
    assert (before.sex, before.company) == ("", [])
    assert after.sex == "m"
    assert len(after.company) == 1


def test_an_open_record_shows_why_and_never_its_marks(node: str) -> None:
    made = report("farrukh", person(RAHIMOV, sex="male", phone=PHONE), thing("vehicle", "plate", CAR))
    owner = cast.viewer("farrukh")
    with viewing(owner):
        records_actions.release(
            actor=owner,
            report_id=made,
            part=Part.NOMINAL,
            audience=directory.party("KZ").id,
            audience_kind="party",
            purposes=[Purpose.INVESTIGATION],
        )
    report("aigerim", person(RAHIMOV, sex="male", phone=PHONE), thing("vehicle", "plate", CAR))
    (line,) = [each for each in inbox("aigerim", purpose=Purpose.INVESTIGATION) if "name" in each.fields]
    assert line.theirs is not None
    assert line.theirs.company
    assert "company" not in line.theirs.wire()
    with viewing(cast.viewer("aigerim", Purpose.INVESTIGATION)) as viewer:
        told = queries.hit(viewer=viewer, hit_id=line.id)
    assert {"sex_same", "company_shared"} <= {each.code for each in told.reasons}
    assert "sex" in line.fields
