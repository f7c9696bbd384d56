"""Reading a pasted text as a question; keys; grading: pure rules."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel import identifiers
from kerege.kernel.dates import PartialDate
from kerege.rooms.crosscheck.rules import grading, keys
from kerege.rooms.crosscheck.rules.grading import Candidate, Grade, grade
from kerege.rooms.crosscheck.rules.questions import Asked, Question, anchor_of, likeness, pair_of, read_text

NOBODY = UUID(int=0)


def read(text: str) -> Question:
    """The question of a text."""
    return read_text(text, identifiers.detect, latest_year=2026)


@pytest.mark.parametrize(
    ("text", "names", "kinds", "birth", "country"),
    [
        ("Рахимов Фаррух Саидович, 12.03.1987 г.р., Таджикистан", ["Рахимов Фаррух Саидович"], [], "1987-03-12", "TJ"),
        ("RAHIMOV FARRUKH 1987", ["RAHIMOV FARRUKH"], [], "1987", ""),
        ("فرخ رحیموف", ["فرخ رحیموف"], [], "", ""),
        ("+992 918 12 34 56", [], ["phone"], "", ""),
        ("Рахимов Ф., тел. +7 701 123 45 67, 777 ABC 02", ["Рахимов Ф"], ["phone", "plate"], "", ""),
        ("born 1990-05-01; Karimov Bahodir", ["Karimov Bahodir"], [], "1990-05-01", ""),
        ("user@example.org", [], ["email"], "", ""),
        ("12.03.1987", [], [], "", ""),
        ("Иванов Иван 1985-1987", ["Иванов Иван"], [], "~1986", ""),
        ("Иванов Иван 1985–1986 гг. р.", ["Иванов Иван"], [], "~1985", ""),
        ("Хан Ахмад, 15 лет", ["Хан Ахмад"], [], "~2011", ""),
        ("Khan Ahmad, aged 41 years", ["Khan Ahmad"], [], "~1985", ""),
        ("Петров П.П. ок. 1980", ["Петров П.П"], [], "~1980", ""),
        ("Петров Пётр около 1980 г.р.", ["Петров Пётр"], [], "~1980", ""),
        ("محمد رضا ۱۳۶۴", ["محمد رضا"], [], "~1985", ""),
        ("Рахимов Фаррух 1364", ["Рахимов Фаррух"], [], "", ""),
        ("", [], [], "", ""),
    ],
)
def test_a_pasted_text_is_taken_apart(text: str, names: list[str], kinds: list[str], birth: str, country: str) -> None:
    question = read(text)
    assert list(question.names) == names
    assert sorted({each.kind for each in question.identifiers}) == kinds
    assert (question.birth.code() if question.birth else "") == birth
    assert question.country == country


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    question = read(text)
    assert all(name.strip() for name in question.names)
    assert keys.asked_keys(question.names, [(i.kind, i.value) for i in question.identifiers]) is not None


BORN = {
    "{}": "{}", "{} г.р.": "{}", "ок. {}": "~{}", "около {} г.": "~{}", "about {}": "~{}", "ca. {}": "~{}",
}  # fmt: skip
"""How a year of birth is written, and the code of the date."""


@given(
    st.sampled_from(["Рахимов Фаррух", "Rahimov Farrukh", "Петров П.П", "محمد رضا"]),
    st.integers(1930, 2015),
    st.sampled_from(["form", "range", "age", "solar"]),
    st.sampled_from([" ", ", ", "; "]),
    st.data(),
)
def test_whatever_says_when_somebody_was_born_is_his_birth_and_no_part_of_his_name(
    name: str, year: int, way: str, between: str, data: st.DataObject
) -> None:
    if way == "form":
        form = data.draw(st.sampled_from(sorted(BORN)))
        written, expected = form.format(year), BORN[form].format(year)
    elif way == "range":
        wide = data.draw(st.integers(0, 4))
        dash = data.draw(st.sampled_from(["-", "–", " - "]))
        written, expected = f"{year}{dash}{year + wide}", f"~{(2 * year + wide) // 2}"
    elif way == "age":
        word = data.draw(st.sampled_from(["лет", "года", "years old", "years"]))
        written, expected = f"{2026 - year} {word}", f"~{year}"
    else:
        name = "محمد رضا"
        written = "".join(chr(0x6F0 + int(figure)) for figure in str(year - 621))
        expected = f"~{year}"
    question = read(f"{name}{between}{written}")
    assert question.names == (name,)
    assert question.identifiers == ()
    assert question.birth == PartialDate.from_code(expected)


def candidate(
    name: str = "", *, birth: str = "", country: str = "", held: tuple[tuple[str, str], ...] = ()
) -> Candidate:
    """A candidate with these facts."""
    return Candidate(
        entry=NOBODY,
        owner=NOBODY,
        mode=3,
        weight=1.0,
        report=NOBODY,
        number="X",
        kind="person",
        category="suspect",
        names=(name,) if name else (),
        birth=birth,
        country=country,
        identifiers=held,
    )


def asked(name: str = "", *, birth: str = "", country: str = "", phone: str = "") -> Question:
    """A question with these facts."""
    return Question(
        names=(name,) if name else (),
        birth=PartialDate.from_code(birth) if birth else None,
        country=country,
        identifiers=(Asked("phone", phone),) if phone else (),
    )


FULL = "Рахимов Фаррух Саидович"
LATIN = "RAHIMOV FARRUKH SAIDOVICH"


@pytest.mark.parametrize(
    ("question", "held", "expected"),
    [
        (asked(FULL), candidate(LATIN), Grade.POSSIBLE),
        (asked(FULL, country="TJ"), candidate(LATIN, country="TJ"), Grade.POSSIBLE),
        (asked(FULL, birth="1987"), candidate(LATIN, birth="1987"), Grade.POSSIBLE),
        (asked(FULL, birth="1987", country="TJ"), candidate(LATIN, birth="1987-03-12", country="TJ"), Grade.STRONG),
        (asked(FULL, birth="1987-03-12"), candidate(LATIN, birth="1987-03-12"), Grade.STRONG),
        (
            asked(FULL, birth="1987-03-12", country="TJ"),
            candidate(LATIN, birth="1987-03-12", country="UZ"),
            Grade.POSSIBLE,
        ),
        (asked(FULL, birth="1970"), candidate(LATIN, birth="1987"), None),
        (asked(FULL), candidate("Karimov Bahodir"), None),
        (asked(phone="+992918123456"), candidate(held=(("phone", "+992918123456"),)), Grade.STRONG),
        (asked(phone="+992918123456"), candidate(held=(("phone", "918123456"),)), Grade.POSSIBLE),
        (asked(phone="+992918123456"), candidate(held=(("phone", "+998918123456"),)), None),
    ],
)
def test_a_name_alone_is_possible_and_strong_needs_two_independent_agreements(
    question: Question, held: Candidate, expected: Grade | None
) -> None:
    found = grade(question, held)
    assert (found.grade if found else None) is expected


@given(st.text(min_size=2, max_size=40))
def test_a_name_alone_is_never_strong(name: str) -> None:
    found = grade(asked(name), candidate(name))
    assert found is None or (found.grade is Grade.POSSIBLE and found.name_alone)


@pytest.mark.parametrize(
    ("birth", "held", "fields"),
    [
        ("1987-03-12", "1987-03-12", ("name", "birth")),
        ("1987-03-12", "1987-12-03", ("name", "birth")),
        ("1987", "1987-03-12", ("name", "birth")),
        ("1987-03-12", "1988-03-12", ("name",)),
        ("1987", "1988", ("name",)),
    ],
)
def test_a_birth_is_told_as_agreeing_from_the_year_on(birth: str, held: str, fields: tuple[str, ...]) -> None:
    found = grade(asked(FULL, birth=birth), candidate(LATIN, birth=held))
    assert found is not None
    assert found.fields == fields


@pytest.mark.parametrize(
    ("question", "held", "expected"),
    [
        (asked(FULL, phone="+992918123456"), "Рахимов Саид Фаррухович", Grade.POSSIBLE),
        (asked(FULL, phone="+992918123456"), "Рахимов Фирдавс Саидович", Grade.POSSIBLE),
        (asked(FULL, phone="+992918123456"), LATIN, Grade.STRONG),
    ],
)
def test_a_telephone_of_a_household_is_strong_only_where_no_other_name_speaks_against_it(
    question: Question, held: str, expected: Grade
) -> None:
    found = grade(question, candidate(held, held=(("phone", "+992918123456"),)))
    assert found is not None
    assert found.grade is expected


def test_father_and_son_are_not_told_as_one_name() -> None:
    assert grade(asked(FULL), candidate("Рахимов Саид Фаррухович")) is None


@given(st.uuids(), st.uuids())
def test_a_pair_is_the_same_from_both_sides(one: UUID, other: UUID) -> None:
    assert pair_of(one, other) == pair_of(other, one)


def test_an_anchor_depends_on_agency_and_content_and_not_on_spacing_or_order() -> None:
    one = asked("Rahimov  FARRUKH", phone="+992918123456")
    other = asked("rahimov farrukh", phone="+992918123456")
    assert anchor_of(NOBODY, one) == anchor_of(NOBODY, other)
    assert anchor_of(UUID(int=1), one) != anchor_of(NOBODY, one)
    assert anchor_of(NOBODY, asked("rahimov farrukh")) != anchor_of(NOBODY, one)


def test_nearly_equal_questions_share_marks() -> None:
    assert set(likeness(asked(phone="+992918123456"))) & set(likeness(asked(phone="+992918123499")))
    assert set(likeness(asked("Rahimov Farrukh"))) & set(likeness(asked("Rahimov Farruh", birth="1990")))
    assert not set(likeness(asked("Rahimov Farrukh"))) & set(likeness(asked("Karimov Bahodir")))


def test_every_code_of_a_reason_has_its_words() -> None:
    from kerege.rooms.crosscheck.rules import words

    found = grade(
        asked(FULL, birth="1987", country="TJ", phone="+992918123456"),
        candidate(LATIN, birth="1988", country="UZ", held=(("phone", "+992918123456"), ("phone", "8123456"))),
    )
    assert found is not None
    assert {reason.code for reason in found.reasons} <= set(words.REASONS) | {"name"}
    assert all(code in words.FIELDS for code in [*identifiers.IdentifierKind, *grading.WEAK_ALONE])
