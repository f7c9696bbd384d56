"""What a comparison tells agrees with what it decides: crossed names agree in nothing, a probability has a ground."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.methods.identity import Naming, decision
from kerege.methods.identity.namings import named
from kerege.rooms.crosscheck import queries
from kerege.rooms.crosscheck.queries import Explained, question
from kerege.rooms.crosscheck.rules.comparing import aligned, of_questions
from kerege.rooms.crosscheck.rules.words import COUNTED

STEMS = ("Ахмед", "Карим", "Рустам", "Анвар", "Салим", "Мурад", "Хасан", "Азамат")
THREE = st.lists(st.sampled_from(STEMS), min_size=3, max_size=3, unique=True)
NUMBERS = st.sampled_from(
    [
        ("url", "shop-a.example/item/1"),
        ("url", "shop-b.example/item/1"),
        ("phone", "+77010001122"),
        ("plate", "123ABC02"),
        ("handle", "uchebnyi_uchet"),
    ]
)
CROSSINGS = (
    ("{0}ов {1} {2}ович", "{0}ов {2} {1}ович"),
    ("{0}ов {1} {2}ович", "{2}ов {0} {1}ович"),
    ("{1} {2}ович {0}ов", "{0}ов {2} {1}ович"),
)


def compared(one: str, other: str) -> Explained:
    return queries.compared(one, other)


@given(stems=THREE, crossing=st.sampled_from(CROSSINGS), birth=st.sampled_from(("", " 02.01.1980")))
def test_names_that_are_crossed_are_told_to_agree_in_nothing_that_is_crossed(
    stems: list[str], crossing: tuple[str, str], birth: str
) -> None:
    """Father and son, and whoever else bears the same words: line, parts and reasons say what the decision says."""
    one, other = (form.format(*stems) for form in crossing)
    assert named(one, other).level is Naming.CROSSED
    found = compared(one + birth, other + birth)
    assert [line.says for line in found.lines if line.field == "name"] == ["crossed"]
    assert {part.agreement for part in found.aligned if part.verdict == "crossed"} == {0.0}
    assert all(part.mine == part.theirs for part in found.aligned if part.verdict != "crossed")
    for_it = [reason.name for reason in found.reasons if reason.name and reason.weight > 0]
    assert all(reason.left == reason.right or not reason.right for reason in for_it if reason)
    assert found.reasons[0].code == "name_crossed"


@given(stems=THREE, first=st.booleans())
def test_the_names_laid_side_by_side_are_those_that_the_decision_rests_on(stems: list[str], first: bool) -> None:
    """A name that agrees in two parts stands before one that is crossed, though that may score more."""
    own = f"{stems[0]}ов {stems[1]} {stems[2]}ович"
    crossed, agreeing = f"{stems[2]}ов {stems[0]} {stems[1]}ович", f"{stems[0]}ов {stems[1]}"
    both = (crossed, agreeing) if first else (agreeing, crossed)
    rows = aligned((own,), both, crossed=False)
    assert {(row.mine, row.theirs) for row in rows if row.theirs} == {(stems[0] + "ов",) * 2, (stems[1],) * 2}
    told = of_questions(question(names=[own]), question(names=list(both)))
    assert "name_crossed" not in {reason.code for reason in told.reasons}


@given(one=NUMBERS, other=NUMBERS, names=st.tuples(st.booleans(), st.booleans()))
def test_each_probability_says_on_what_it_was_counted(
    one: tuple[str, str], other: tuple[str, str], names: tuple[bool, bool]
) -> None:
    asked = [
        question(names=["Учебный Ахмед"] if has else [], identifiers=[pair])
        for has, pair in zip(names, (one, other), strict=True)
    ]
    told = of_questions(*asked).wire("en", lambda text: text)["counted_on"]
    assert ("invented persons" in str(told)) == any(names)
    assert told == COUNTED["persons" if any(names) else "rule"]


def test_the_rule_that_sets_what_things_are_worth_is_told_as_it_is() -> None:
    rules = (
        decision.NUMBER_ALONE,
        decision.SHORT_NUMBER_ALONE,
        decision.NEAR_NUMBER_ALONE,
        decision.PART_NUMBER_ALONE,
        decision.NAME_ALONE_MOST,
    )
    assert [int(number) / 100 for number in re.findall(r"\d+", COUNTED["rule"])] == pytest.approx(rules)
