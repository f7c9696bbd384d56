"""Persons identified are drafted from records: each once, suspects and convicted alone, how many and never who."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.queries import EntryKind, Figure, Measure
from kerege.rooms.operations.rules.joint import Scope
from kerege.rooms.operations.rules.sheets import Reported, draft
from tests import cast
from tests.rooms.crosscheck import scenes as checks
from tests.steady import steady

IDENTIFIED = Figure(Measure.IDENTIFIED)
DAY = date(2026, 1, 3)
SCOPE = Scope(since=DAY, until=DAY)


@pytest.fixture
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("identified"):
        yield


@given(st.lists(st.sets(st.sampled_from("abcdef")), max_size=8))
def test_each_person_counts_once_whatever_the_order_of_records(named: list[set[str]]) -> None:
    reported = [
        Reported(
            report=str(at), reference=f"EX-{at}", kind="subject_note", day=DAY, country="KZ", persons=None,
            identified=frozenset(marks),
        )
        for at, marks in enumerate(named)
    ]  # fmt: skip
    found = [line.value for line in draft(reported, SCOPE, party="KZ", agency="x") if line.figure == IDENTIFIED]
    assert sum(filter(None, found), Decimal(0)) == len(set().union(*named))
    assert all(found), "a record that names nobody new has no line"


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_sheet_counts_whom_the_agencys_own_records_name_and_says_no_name() -> None:
    one, two = checks.person("EXERCISE ALPHA", birth_date="1980"), checks.person("ALPHA exercise", birth_date="1980")
    checks.report("aigerim", one, checks.person("EXERCISE BETA", category="convicted"))
    checks.report("aigerim", two, checks.person("EXERCISE GAMMA", category="contact"))
    checks.report("aigerim", checks.person("EXERCISE DELTA", covert="yes"))
    checks.report("farrukh", checks.person("EXERCISE EPSILON"))
    lead = cast.viewer("aigerim", Purpose.JOINT_OPERATION, case="EXERCISE")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE")
        scope = {"since": "2026-01-01", "until": "2026-01-31", "substances": "", "countries": ""}
        joint.enter(actor=lead, operation=operation, kind=EntryKind.SCOPE.value, given=scope)
        lines = joint.sheet_preview(actor=lead, operation=operation).lines
    assert sum((line.value or 0) for line in lines if line.figure == IDENTIFIED) == 2
    assert "ALPHA" not in steady(repr(lines))
