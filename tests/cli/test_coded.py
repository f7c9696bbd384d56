"""Lines for people bear words, not codes; a file that cannot be read says what to do, in the reader's language."""

import errno
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kerege.cli.coded import FINDINGS, GRADES, ROLES, choice_word, decimal_text, finding_words, role_word, unreadable
from kerege.cli.record_lines import amount_text
from kerege.cli.screening_act import match_text
from kerege.kernel.law import FindingMode, Role
from kerege.kernel.units import units
from kerege.rooms.crosscheck.queries import FIELDS, Grade
from kerege.rooms.records.queries import KINDS

CHOSEN = [f"subjects.0.{name}" for name in ("kind", "category", "identifiers.0.kind")]
CODES = [(path, each.code) for path in CHOSEN for each in KINDS["seizure"].paths()[path].choices]


def cyrillic(text: str) -> bool:
    """Whether a text holds a Cyrillic letter."""
    return any("а" <= letter <= "я" for letter in text.lower())


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_word(role: Role) -> None:
    with translation.override("ru"):
        assert cyrillic(role_word(role))
    assert len(ROLES) == len(Role)


@pytest.mark.parametrize("finding", [each.name.lower() for each in FindingMode if each is not FindingMode.NONE])
@pytest.mark.parametrize("grade", GRADES)
def test_every_finding_and_grade_has_its_words(finding: str, grade: str) -> None:
    assert finding in FINDINGS
    with translation.override("ru"):
        found, agreed = finding_words(finding, grade).rsplit(", ", 1)
    assert cyrillic(found)
    assert cyrillic(agreed)


@pytest.mark.parametrize(("path", "code"), CODES)
def test_every_choice_of_a_subject_has_its_word(path: str, code: str) -> None:
    with translation.override("ru"):
        assert choice_word(path, code) != code


@pytest.mark.parametrize("problem", [errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR])
def test_a_file_that_cannot_be_read_says_so_in_the_readers_language(problem: int) -> None:
    with translation.override("ru"):
        told = str(unreadable(Path("EXERCISE.csv"), OSError(problem, "Said by the system")))
    assert told.startswith("EXERCISE.csv: ")
    assert "Said by the system" not in told
    assert cyrillic(told)


@given(value=st.floats(0, 10**6))
def test_a_number_of_a_line_reads_back_in_both_languages(value: float) -> None:
    with translation.override("ru"):
        russian = decimal_text(value)
    with translation.override("en"):
        assert float(decimal_text(value)) == value
    assert "." not in russian
    assert float(russian.replace(",", ".")) == value


@pytest.mark.parametrize("fields", [("name",), ("name", "birth"), ("phone",)])
@pytest.mark.parametrize("finding", FINDINGS)
@pytest.mark.parametrize("grade", Grade)
def test_a_row_that_found_something_says_what_agrees_and_whom_to_call(
    fields: tuple[str, ...], finding: str, grade: Grade
) -> None:
    call = SimpleNamespace(code="tj-dushanbe", telephone="+000 00 024")
    found = SimpleNamespace(finding=finding, grade=grade, fields=fields, call=call)
    row = SimpleNamespace(row=3, reference="P1", hit="EXERCISE", found=found)
    with translation.override("en"):
        told = match_text(cast(Any, row))
    named = ", ".join(FIELDS[each] for each in fields)
    assert told == f"3  P1  EXERCISE  {FINDINGS[finding]}, {grade.value}: {named}  [tj-dushanbe +000 00 024]"


@given(
    amount=st.decimals(min_value=0, max_value=10**6, places=3), unit=st.sampled_from([each.code for each in units()])
)
def test_a_quantity_reads_as_its_language_writes_it(amount: Decimal, unit: str) -> None:
    russian, english = (amount_text(amount, unit, language).split(" ", 1)[0] for language in ("ru", "en"))
    assert "." not in russian
    assert russian.replace(",", ".") == english
    assert Decimal(english) == amount
