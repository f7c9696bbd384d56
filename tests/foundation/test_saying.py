"""What the kernel refuses is said in the reader's language."""

import re

import pytest
from django.utils import translation

from kerege.foundation.saying import said
from kerege.kernel.dates import parse_date
from kerege.kernel.identifiers import IdentifierKind, normalise
from kerege.kernel.quantities import parse_quantity
from kerege.kernel.saying import SaidError
from kerege.rooms.crosscheck.rules.questions import country_of, of_kind
from kerege.rooms.statistics.rules.periods import read_week

LATIN_WORDS = re.compile(r"[a-z]{3,} [a-z]{2,}")
REFUSED = [
    lambda: parse_date(""),
    lambda: parse_date("31.02.2024"),
    lambda: parse_date("03.04.2024 or so"),
    lambda: parse_date("17 мая"),
    lambda: parse_date("2024-13-01"),
    lambda: parse_date("12.5555"),
    lambda: parse_quantity("2 Bushel"),
    lambda: parse_quantity("many kg"),
    lambda: parse_quantity("2 kg 3 l"),
    lambda: read_week("next"),
    lambda: country_of("Atlantis"),
    lambda: of_kind("horse", "1", None),
    *(lambda kind=kind: normalise(kind, "?", country=None) for kind in IdentifierKind),
]


@pytest.mark.parametrize("refused", REFUSED)
def test_a_russian_reader_reads_russian(refused: object) -> None:
    assert callable(refused)
    with translation.override("ru"), pytest.raises(SaidError) as problem:
        refused()
    with translation.override("ru"):
        text = said(problem.value)
    assert re.search("[а-яё]{2}", text), text
    assert text != str(problem.value)
    with translation.override("en"):
        assert said(problem.value) == str(problem.value)


def test_another_error_is_said_as_it_stands() -> None:
    with translation.override("ru"):
        assert said(ValueError("EXERCISE")) == "EXERCISE"
        assert said(ValueError()) == ""
