"""That a report repeats another is nobody's to learn who may not see that other: two worlds, each door that counts."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.records import actions, queries
from tests import cast
from tests.access import twins
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
FIRST, SECOND, THEIRS = (bytes([at]) * 32 for at in (1, 2, 3))
DOORS = (
    *("/", "/records/", "/records/export.csv", "/statistics/", "/statistics/export.csv"),
    *("/api/reports", "/api/statistics/seizures?since=2025-06-01&until=2026-12-31", "/records/?own=on"),
)


def kept(name: str, *prepared: actions.Prepared) -> None:
    """Rows of a file of somebody's desk."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        actions.report_many(actor=viewer, prepared=prepared)


def seizure(**more: object) -> queries.Claim:
    """One event as two rows of a file tell it, word for word."""
    return desk.claim(
        desk.facts_only(occurred=str(chance.today() - timedelta(days=3)), country="KZ", region="KZ-75", **more)
    )


def closed_to_the_reader() -> None:
    """The first row names the reader's party as one that must not be told."""
    kept("bolat", actions.Prepared(seizure(not_to_parties=["TJ"]), FIRST))


def closed_in_words() -> None:
    """The first row bears words of H3."""
    kept("bolat", actions.Prepared(seizure(handling="H3", restriction="EXERCISE"), FIRST))


def nothing() -> None:
    """There is no first row."""


HIDDEN: tuple[Callable[[], None], ...] = (closed_to_the_reader, closed_in_words)


def told(hidden: Callable[[], None]) -> dict[str, bytes]:
    """What the reader is told of the second row by every door, after a file of his own that tells the same."""
    with transaction.atomic(), chance.seeded("repeats"):
        hidden()
        kept("aigerim", actions.Prepared(seizure(), SECOND, FIRST))
        chance.advance(timedelta(minutes=1))
        since = chance.now()
        kept("farrukh", actions.Prepared(seizure(), THEIRS))
        client, token = twins.client_of("farrukh", viewer := cast.viewer("farrukh", Purpose.ANALYSIS))
        said = dict(asked(client, token))
        with viewing(viewer):
            alike = queries.probable_duplicates(viewer=viewer, since=since, until=chance.now() + timedelta(hours=1))
            said["duplicates"] = repr(alike).encode()
            said["facts"] = repr(
                queries.dated_facts(viewer=viewer, since=date(2025, 1, 1), until=date(2027, 1, 1), kinds=("seizure",))
            ).encode()
        transaction.set_rollback(True)
    return said


def asked(client: Client, token: str) -> Iterator[tuple[str, bytes]]:
    """The answers of all doors."""
    for address in DOORS:
        headers = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        yield address, twins.plain(answer)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_repeat_of_what_is_hidden_is_a_report_like_any_other(hidden: Callable[[], None]) -> None:
    plain, also = told(nothing), told(hidden)
    assert b"total=1" in plain["duplicates"]
    assert {door for door, said in plain.items() if also[door] != said} == set()


def test_a_repeat_of_what_may_be_seen_is_called_one_and_counts_once() -> None:
    """The dual: the proof above would also hold if nothing were called a repeat."""
    open_first = told(lambda: kept("bolat", actions.Prepared(seizure(), FIRST)))
    alone = told(nothing)
    assert open_first["/records/"] != alone["/records/"]
    assert open_first["/api/statistics/seizures?since=2025-06-01&until=2026-12-31"].count(b'"reports":3') == 0
