"""Twin worlds: the asked side holds nothing, or holds something and shares nothing: the asker's bytes are the same."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.requests import actions
from kerege.rooms.requests.queries import Outcome
from tests import cast
from tests.access import twins
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
READERS = ("bolat", "aigerim", "kz_coordinator", "hamid", "duty")


def answers(outcome: Outcome, *, minutes: int, approved: bool, returned: bool) -> dict[str, bytes]:
    """Everything that the asker's side and strangers are shown, before and after the answer, in one world."""
    cache.clear()
    found: dict[str, bytes] = {}
    with transaction.atomic(), chance.seeded("twins", twins.NOON):
        if approved:
            scenes.gate("tj_coordinator", second_approver=True)
        thread = scenes.urgent()
        chance.advance(timedelta(minutes=minutes))
        scenes.answered(thread, outcome)
        if approved and returned:
            scenes.do("tj_coordinator", actions.send_back, thread=thread, reason="EXERCISE: think again")
            scenes.answered(thread, outcome)
        if approved:
            scenes.approved("tj_coordinator", thread)
        for moment in (twins.NOON + timedelta(minutes=119), twins.NOON + timedelta(minutes=121)):
            chance.advance(moment - chance.now())
            actions.wind_all()
            for name in READERS:
                found |= {f"{moment:%H:%M} {name} {where}": said for where, said in shown(name, str(thread))}
        transaction.set_rollback(True)
    return found


def shown(name: str, thread: str) -> Iterator[tuple[str, bytes]]:
    """Every way in which somebody reads requests."""
    client, token = twins.client_of(name, cast.viewer(name, Purpose.INVESTIGATION, case="EX-77"))
    signed = {"Authorization": f"Bearer {token}"}
    for address in (
        "/requests/", "/requests/?tab=mine", "/requests/?tab=all", f"/requests/{thread}/", "/requests/figures/",
        "/requests/list.csv", "/notices/?all=1", "/situation/", "/journal/", "/oversight/acts/",
        f"/requests/{thread}/close/",
    ):  # fmt: skip
        yield address, twins.plain(client.get(address))
    for address in ("/api/requests?side=all&every=true", f"/api/requests/{thread}", "/api/notices?every=true"):
        yield address, twins.plain(client.get(address, headers=signed))
    body = {"text": "EXERCISE: taken back"}
    yield "withdraw", twins.plain(client.get(f"/requests/{thread}/withdraw/", body))


@pytest.mark.parametrize("approved", [False, True])
def test_no_information_and_nothing_we_can_share_are_one_by_words_time_and_trace(approved: bool) -> None:
    nothing = answers(Outcome.NO_INFORMATION, minutes=3, approved=approved, returned=False)
    withheld = answers(Outcome.WITHHELD, minutes=110, approved=approved, returned=approved)
    assert nothing.keys() == withheld.keys()
    told = [where for where, said in nothing.items() if said != withheld[where]]
    assert not told
    assert any(b"neither confirmed" in said or "не отрицается".encode() in said for said in nothing.values())


def test_the_asked_side_sees_which_it_was() -> None:
    """The dual: the worlds do differ for those whose they are."""
    with chance.seeded("twins", twins.NOON):
        thread = scenes.urgent()
        scenes.answered(thread, Outcome.WITHHELD)
        assert scenes.card("farrukh", thread).own_outcome is Outcome.WITHHELD
