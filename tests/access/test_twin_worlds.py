"""Proof: what a viewer sees is the same, byte for byte, whether or not a record exists that he may not see."""

import os

import pytest
from pytest_django import DjangoDbBlocker

from tests.access import twins
from tests.conftest import fresh_clone

PAIRS = int(os.environ.get("KEREGE_PAIRS", "14"))
SEED = os.environ.get("KEREGE_SEED", "twins")


@pytest.mark.parametrize("at", range(PAIRS))
def test_hidden_records_leave_no_trace(
    at: int, django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> None:
    """A failure names the seed and the address; KEREGE_PAIRS and KEREGE_SEED replay and widen it."""
    name = twins.VIEWERS[at % len(twins.VIEWERS)]
    seed = f"{SEED}-{at}"
    said = []
    with django_db_blocker.unblock():
        for with_hidden in (False, True):
            with fresh_clone(worker_id):
                said.append(twins.play(seed, name, with_hidden=with_hidden, share=at + at // 7, shares=twins.SHARES))
    assert said[0].keys() == said[1].keys(), f"seed {seed}: other addresses"
    for address, one in said[0].items():
        assert one == said[1][address], f"seed {seed}, viewer {name}: {address} tells that something is hidden"


def test_a_record_that_may_be_seen_is_seen(
    django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> None:
    """The dual: the proof above would also hold for a node that shows nothing, so one that may be seen must show."""
    with django_db_blocker.unblock(), fresh_clone(worker_id):
        before = twins.play("dual", "farrukh", with_hidden=False)
    with django_db_blocker.unblock(), fresh_clone(worker_id):
        after = twins.play("dual", "farrukh", with_hidden=False, also=twins.an_open_hit)
    told = {address for address, answer in after.items() if before.get(address) != answer}
    for address in ("/records/", "/api/reports", "/records/export.csv", f"check {twins.NAME}", f"check {twins.PHONE}"):
        assert address in told, f"{address} does not show what may be seen"
