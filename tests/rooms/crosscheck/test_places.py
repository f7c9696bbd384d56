"""Places in the running system: kept with entries, asked with questions, and told only as a field that agrees."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.crosscheck.models import Entry
from kerege.rooms.crosscheck.rules.entries import MOST_PLACES, places_of
from kerege.rooms.crosscheck.rules.grading import grade
from kerege.rooms.crosscheck.rules.questions import Question, from_kept
from tests import cast
from tests.rooms.crosscheck.scenes import RAHIMOV, findings, person, report
from tests.rooms.crosscheck.test_reading import LATIN, asked, candidate

HOME = "Душанбе, ул. Рудаки, д. 12"
HOME_IN_LATIN = "Dushanbe, Rudaki street 12"
ELSEWHERE = "Хорог, ул. Ленина, д. 7"


def ask_living(who: str, text: str, place: str) -> queries.CheckResult:
    """A check of somebody who lives somewhere."""
    viewer = cast.viewer(who, Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer):
        return actions.check(actor=viewer, question=queries.read_question(text, places=[place]))


def test_the_same_place_in_another_script_is_named_as_agreeing_and_another_is_not() -> None:
    held = replace(candidate(LATIN, birth="1987"), places=(HOME,))
    question = asked(RAHIMOV, birth="1987")
    same = grade(replace(question, places=(HOME_IN_LATIN,)), held)
    other = grade(replace(question, places=(ELSEWHERE,)), held)
    assert same is not None
    assert other is not None
    assert "place" in same.fields
    assert "place" not in other.fields
    assert same.score > other.score


def test_a_name_and_a_place_are_still_a_name_alone_for_a_post() -> None:
    found = grade(replace(asked(RAHIMOV), places=(HOME,)), replace(candidate(LATIN), places=(HOME,)))
    assert found is not None
    assert found.name_alone


def test_a_reported_place_is_kept_compared_and_told_as_a_field_without_its_words(node: str) -> None:
    report("farrukh", person(RAHIMOV, birth_date="1987", residence=f"{HOME}; {ELSEWHERE}"))
    with viewing(cast.viewer("farrukh")):
        assert Entry.objects.get().places == [HOME, ELSEWHERE]
    result = ask_living("bolat", "Rahimov Farrukh 1987", HOME_IN_LATIN)
    assert [hit.fields for hit in result.hits] == [("name", "birth", "place")]
    assert "Рудаки" not in str(result.wire("en", str)["hits"])


def test_whether_a_hidden_person_lives_there_changes_no_answer(node: str) -> None:
    report("farrukh", person(RAHIMOV, category="victim", birth_date="1987", residence=HOME))
    at_home = ask_living("bolat", "Rahimov Farrukh 1987", HOME)
    elsewhere = ask_living("bolat", "Rahimov Farrukh 1987", ELSEWHERE)
    assert findings(at_home) == findings(elsewhere) == []


@given(st.lists(st.text(alphabet="абв 12", max_size=9), max_size=12))
def test_places_of_a_text_are_each_there_once_and_not_too_many(stated: list[str]) -> None:
    found = places_of(";".join(stated))
    assert len(found) == len(set(found)) <= MOST_PLACES
    assert all(each == " ".join(each.split()) != "" for each in found)


@pytest.mark.parametrize("places", [(), (HOME,), (HOME, ELSEWHERE)])
def test_a_kept_question_is_asked_again_with_its_places(places: tuple[str, ...]) -> None:
    question = Question(names=("X",), sex="f", places=places)
    assert from_kept(question.kept()).places == places
    assert ("place" in question.fields) is bool(places)
    assert ("places" in question.content()) is bool(places)
