"""An identity that others misuse: nothing about it is strong, and whoever checks is told why."""

import random
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import PersonCategory
from kerege.rooms.crosscheck import actions
from kerege.rooms.crosscheck.models import Entry
from kerege.rooms.crosscheck.queries import Grade
from kerege.rooms.crosscheck.rules import results, words
from kerege.rooms.crosscheck.rules.grading import MISUSED, Candidate, grade, weak_alone
from tests import cast
from tests.rooms.crosscheck import scenes
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, findings, inbox, person, report
from tests.rooms.records import desk

CONSENT = "EXERCISE: 3 January, before the investigator"


def bearer(**given: Any) -> dict[str, Any]:
    """The rightful bearer, as a desk records him with his consent."""
    return person(RAHIMOV, category="misused", consent=CONSENT, phone=PHONE, **given)


def candidate(category: str, **given: Any) -> Candidate:
    """What a desk holds of him."""
    fixed: dict[str, Any] = {
        "entry": UUID(int=1),
        "owner": UUID(int=2),
        "mode": 2,
        "weight": 1.0,
        "report": UUID(int=3),
    }
    fixed |= {"number": "EX-1", "kind": "person", "names": (RAHIMOV,), "birth": "", "country": ""}
    return Candidate(**fixed | {"category": category, "identifiers": (("phone", PHONE.replace(" ", "")),)} | given)


@pytest.mark.parametrize("category", list(PersonCategory))
def test_a_misused_identity_is_possible_at_most_and_says_so(category: PersonCategory) -> None:
    question = scenes.queries.read_question(f"{RAHIMOV} {PHONE}")
    found = grade(question, candidate(category.value))
    assert found is not None
    assert found.of_one
    spared = category is PersonCategory.MISUSED
    assert (found.grade is Grade.STRONG, found.is_spared) == (not spared, spared)
    told = results.finding(found, UUID(int=9), None)
    assert (MISUSED in {each.code for each in told.reasons}) == spared
    assert set(told.fields) - {MISUSED} == {"name", "phone"}


def test_the_word_makes_no_name_more_than_a_name() -> None:
    assert weak_alone(("name", MISUSED))
    assert not weak_alone(("name", "phone", MISUSED))


def test_the_bearer_and_whoever_uses_his_name_are_told_apart_by_nobody_on_this_alone(own_clone: str) -> None:
    """The asker's answer calls nothing strong; the desk of the suspect's record is told of its own match as ever."""
    report("farrukh", bearer())
    report("hamid", person(RAHIMOV, phone=PHONE))
    answer = ask("aigerim", f"{RAHIMOV} {PHONE}")
    assert sorted(findings(answer)) == [("hit", "possible", "tj-dushanbe"), ("hit", "possible", "uz-tashkent")]
    assert all(MISUSED in hit.fields for hit in answer.hits)
    said = str(answer.wire("en", str))
    assert said.count(words.REASONS["misused"]) == 2
    assert {(each.grade, MISUSED in each.fields) for each in inbox("aigerim")} == {("possible", True)}
    asking = cast.viewer("aigerim").party
    for owner, fields in (("farrukh", True), ("hamid", False)):
        [told] = [each for each in inbox(owner) if each.other_party == asking]
        assert (MISUSED in told.fields) == fields
        assert told.grade == ("possible" if fields else "strong")


def test_a_bearer_whom_the_asker_may_not_find_spares_nobody(own_clone: str) -> None:
    report("farrukh", bearer(covert="yes"))
    report("hamid", person(RAHIMOV, phone=PHONE))
    assert findings(ask("aigerim", f"{RAHIMOV} {PHONE}")) == [("hit", "strong", "uz-tashkent")]


def test_a_bearer_of_the_same_name_alone_spares_nobody(own_clone: str) -> None:
    report("farrukh", person(RAHIMOV, category="misused", consent=CONSENT))
    report("hamid", person(RAHIMOV, phone=PHONE))
    graded = {desk: (mode, value) for mode, value, desk in findings(ask("aigerim", f"{RAHIMOV} {PHONE}"))}
    assert graded["uz-tashkent"] == ("hit", "strong")


def test_the_bearer_as_he_is_recorded_meets_nobody_strongly(own_clone: str) -> None:
    report("hamid", person(RAHIMOV, phone=PHONE))
    report("farrukh", bearer())
    actions.check_waiting()
    assert {(each.grade, MISUSED in each.fields) for who in ("farrukh", "hamid") for each in inbox(who)} == {
        ("possible", True)
    }


@pytest.mark.parametrize("seed", ["one", "other"])
def test_what_a_correction_says_of_a_person_holds_in_the_search(own_clone: str, seed: str) -> None:
    """Through every category in an order drawn: the entry is the same, under the category of the newest version."""
    course = [PersonCategory.SUSPECT, *random.Random(seed).sample(list(PersonCategory), len(PersonCategory))]
    given = [
        desk.raw(subjects=[bearer() if each is PersonCategory.MISUSED else person(RAHIMOV, category=each, phone=PHONE)])
        for each in course
    ]
    saved, owner = desk.report("farrukh", given[0]), cast.viewer("farrukh")
    with viewing(owner):
        first = Entry.objects.get(report=saved.report)
    for turn, (category, raw) in enumerate(zip(course[1:], given[1:], strict=True), 1):
        if raw == given[turn - 1]:
            continue
        saved = desk.correct("farrukh", saved, raw, expected=saved.version_number)
        with viewing(owner):
            held = Entry.objects.get(report=saved.report)
        assert (held.id, held.category) == (first.id, category.value)
        hits = ask("aigerim", f"{RAHIMOV} {PHONE}").hits
        assert all((MISUSED in hit.fields) == (category is PersonCategory.MISUSED) for hit in hits)
        assert hits or category is not PersonCategory.MISUSED
