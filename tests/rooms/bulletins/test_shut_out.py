"""Who is shut out of one source is shut out of every number that it is counted in, wherever it stands."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as parties
from tests import cast
from tests.rooms.bulletins.test_editions import compose, release, seen, seize

pytestmark = pytest.mark.django_db
PLACES = {
    "listed": ("2026-03-18", True),
    "dated to the month, listed apart": ("2026-03", True),
    "the week before, in the totals": ("2026-03-11", True),
    "the first of the weeks before": ("2025-12-23", True),
    "before all weeks that are counted": ("2025-12-10", False),
}
"""Days of a source, and whether some number of the edition is counted over it."""
READERS = {"UZ": "hamid", "KZ": "bolat", "KG": "iskender", "RU": "ksenia"}


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week."""
    with chance.seeded("shut out", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)):
        yield


def named_by_the_report(day: str, shut: str) -> None:
    """The report itself says who must not be told."""
    seize("farrukh", "TJ", occurred=day, not_to_parties=shut)


def closed_by_the_owners_party(day: str, shut: str) -> None:
    """The party of its owner closed its releases."""
    seize("farrukh", "TJ", occurred=day)
    coordinator = cast.viewer("tj_coordinator")
    with viewing(coordinator):
        directory.suspend_all(actor=coordinator, towards=parties.party(shut).id, reason="EXERCISE")


@pytest.mark.parametrize("shut_out", [named_by_the_report, closed_by_the_owners_party])
@pytest.mark.parametrize("place", PLACES)
def test_who_is_shut_out_of_a_source_reads_no_number_over_it(shut_out: Callable[[str, str], None], place: str) -> None:
    """Beside a source that everybody may read: each party that is shut out, and no other, misses the edition."""
    day, counted = PLACES[place]
    shut = sorted(READERS)[sorted(PLACES).index(place) % len(READERS)]
    seize("aigerim", "KZ")
    shut_out(day, shut)
    edition = compose()
    release(edition)
    missed = {code for code, name in READERS.items() if edition not in seen(name)}
    assert missed == ({shut} if counted else set())
