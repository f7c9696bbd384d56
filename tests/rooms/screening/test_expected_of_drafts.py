"""What a draft says of the bank: neither leaving out nor records of one's own tell how much another desk holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck.models import Hit
from kerege.rooms.screening.rules.expectation import LEAST_SAID, bank_size, rounded
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.screening import scenes

HOLDERS = {"farrukh": "TJ", "hamid": "UZ", "iskender": "KG", "erlan": "kz-customs"}
"""Who holds records that may be found, and the code by which a list leaves him out."""
COUNTS = st.integers(0, 3_000_000)


@given(own=COUNTS, more=COUNTS, others=COUNTS)
def test_no_number_of_own_records_moves_what_is_said_of_others(own: int, more: int, others: int) -> None:
    one, other = bank_size(own, others), bank_size(own + more, others)
    assert one.said - own == other.said - (own + more) == rounded(others)
    assert one.least - own == other.least - (own + more)
    assert one.least <= own + others <= one.said


@given(others=COUNTS)
def test_how_few_there_may_be_tells_no_more_than_what_is_said(others: int) -> None:
    said, least = rounded(others), bank_size(0, others).least
    assert least == bank_size(0, said).least
    assert least == 0 if said == LEAST_SAID else rounded(least) == least < rounded(least + 1) == said


@given(others=COUNTS)
def test_one_record_of_others_more_or_less_is_not_told(others: int) -> None:
    """Below a thousand nothing is; above, a step is at least as wide as what lies below it."""
    said = rounded(others)
    assert said >= max(others, LEAST_SAID)
    assert rounded(said) == said
    assert all(rounded(each) == said for each in (said // 2 + 1, *range(others, min(others + 3, said + 1))))


def said(content: bytes, left_out: list[str]) -> tuple[int, float, int, int]:
    """What a draft of a list answers."""
    run = scenes.shown(scenes.drafted(content, left_out=tuple(left_out))).run
    return run.expected_low, run.expected, run.expected_high, run.findable


@pytest.mark.usefixtures("read_here")
def test_a_draft_tells_nothing_of_what_a_desk_holds(node: str) -> None:
    """Each holder in turn enters persons; asked with everybody, with him alone, and without him: the same each time."""
    content = scenes.a_list(1, ["P1,Shohnamunov Karim,,TJ,,"] * 40)
    told = {said(content, [])}
    for at, (holder, code) in enumerate(HOLDERS.items()):
        for each in range(at + 1):
            report(holder, person("Shohnamunov Karim" if each else "Somebody Elsewhere"))
        others = [other for other in HOLDERS.values() if other != code]
        told |= {said(content, left_out) for left_out in ([], others, [code])}
    assert len(told) == 1
    with viewing(scenes.proposer()):
        assert not Hit.objects.exists()
    for own in range(1, 4):
        report("aigerim", person(f"Uchebnikov {'АБВ'[own - 1]}"))
        assert said(content, [])[3] == LEAST_SAID + own == said(content, [*HOLDERS.values()])[3]
