"""Gradings keep their scheme; a conversion is cautious and tells what it loses."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.grading_words import INFORMATION, SOURCES
from kerege.kernel.gradings import (
    NOT_GRADED,
    Grading,
    GradingError,
    Scheme,
    convert,
    default_grading,
    may_alert,
)

EVERY = [
    Grading(scheme, source, information)
    for scheme in Scheme
    for source in SOURCES[scheme]
    for information in INFORMATION[scheme]
]
GOOD = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}


@pytest.mark.parametrize("grading", EVERY, ids=lambda grading: f"{grading.scheme} {grading.code}")
@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_grading_converts_to_every_scheme_and_tells_its_loss(grading: Grading, scheme: Scheme) -> None:
    converted, loss = convert(grading, scheme)
    assert converted.scheme is scheme
    assert bool(loss) == (scheme is not grading.scheme)
    assert convert(grading, scheme, lang="ru")[0] == converted


@pytest.mark.parametrize("grading", [grading for grading in EVERY if grading.scheme is Scheme.ADMIRALTY])
@pytest.mark.parametrize("scheme", [Scheme.EUROPOL, Scheme.UK])
def test_there_and_back_never_makes_a_judged_source_more_reliable(grading: Grading, scheme: Scheme) -> None:
    back, _ = convert(convert(grading, scheme)[0], Scheme.ADMIRALTY)
    assert GOOD[back.source or "F"] >= GOOD[grading.source or "F"] or grading.source == "E"
    if grading.source == "E":
        assert back.source in ("D", "E")


@pytest.mark.parametrize("grading", EVERY, ids=lambda grading: f"{grading.scheme} {grading.code}")
@pytest.mark.parametrize("scheme", list(Scheme))
def test_what_may_not_alert_may_not_alert_after_conversion(grading: Grading, scheme: Scheme) -> None:
    assert may_alert(grading) or not may_alert(convert(grading, scheme)[0])


def test_information_believed_untrue_keeps_its_warning_in_words() -> None:
    _, loss = convert(Grading(Scheme.UK, "1", "E"), Scheme.EUROPOL)
    assert "believed to be untrue" in loss
    _, loss = convert(Grading(Scheme.ADMIRALTY, "A", "5"), Scheme.EUROPOL, lang="ru")
    assert "считают неверными" in loss


def test_conditions_of_handling_are_told_as_lost() -> None:
    _, loss = convert(Grading.from_code("1AC", Scheme.UK), Scheme.ADMIRALTY)
    assert "state the conditions" in loss


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("own_seizure", ["A1", "A1", "1A"]),
        ("own_arrest", ["A1", "A1", "1A"]),
        ("laboratory_result", ["A1", "A1", "1A"]),
        ("press", ["F6", "X4", "2D"]),
        ("other", ["", "", ""]),
    ],
)
def test_a_kind_of_report_begins_with_its_default(kind: str, codes: list[str]) -> None:
    assert [default_grading(kind, scheme).code for scheme in Scheme] == codes  # type: ignore[arg-type]  # listed kinds


def test_below_c3_nothing_leaves_as_an_alert_and_not_graded_counts_as_untested() -> None:
    allowed = [grading.code for grading in EVERY if grading.scheme is Scheme.ADMIRALTY and may_alert(grading)]
    assert allowed == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3"]
    assert not may_alert(NOT_GRADED)
    assert not may_alert(default_grading("press", Scheme.EUROPOL))


def test_not_graded_is_a_value_that_stays_itself() -> None:
    assert convert(NOT_GRADED, Scheme.UK) == (NOT_GRADED, "")
    assert not NOT_GRADED.graded
    assert NOT_GRADED.text("ru") == "не оценено (считается непроверенным)"


@given(st.sampled_from(EVERY))
def test_a_code_reads_back_as_the_same_grading(grading: Grading) -> None:
    assert grading.scheme is not None
    assert Grading.from_code(f" {grading.code.lower()} ", grading.scheme) == grading
    assert grading.code in grading.text()


def test_cyrillic_letters_that_look_alike_are_read() -> None:
    assert Grading.from_code("В2", Scheme.ADMIRALTY) == Grading(Scheme.ADMIRALTY, "B", "2")


@pytest.mark.parametrize("code", ["G1", "A7", "A", "A12", "1A", "AAAA"])
def test_a_code_of_another_scheme_is_refused(code: str) -> None:
    with pytest.raises(GradingError):
        Grading.from_code(code, Scheme.ADMIRALTY)
    with pytest.raises(GradingError):
        Grading(None, "A", "1")
    with pytest.raises(GradingError):
        Grading(Scheme.EUROPOL, "A", "1", "P")


@given(st.text(max_size=5), st.sampled_from(Scheme))
def test_any_text_is_a_grading_or_a_grading_error(text: str, scheme: Scheme) -> None:
    with contextlib.suppress(GradingError):
        assert Grading.from_code(text, scheme).scheme in (None, scheme)
