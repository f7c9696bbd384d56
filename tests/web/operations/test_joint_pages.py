"""Pages, API and terminal of joint operations: founding, inviting, accepting, entering, in two sessions."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Purpose

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("joint-pages"):
        yield


def test_an_operation_is_founded_joined_and_worked_in_by_pages(visitor: Visitor) -> None:
    lead = visitor("aigerim", Purpose.JOINT_OPERATION, case="EX-1")
    guest = visitor("hamid", Purpose.JOINT_OPERATION, case="EX-1")
    made = lead.post("/operations/", {"title": "EXERCISE REFLEX", "template": "post"})
    address = made.headers["Location"]
    assert guest.get(address).status_code == 404
    assert guest.post(f"{address}accept/").status_code == 404
    assert lead.post(address, {"kind": "invite", "agency": "UZ-CUSTOMS", "measure": "seized"}).status_code == 302
    assert "/accept/" in guest.get("/operations/").content.decode()
    assert guest.post(f"{address}accept/").status_code == 302
    for _phase in range(2):
        chance.advance(timedelta(minutes=1))
        assert lead.post(address, {"kind": "phase", "measure": "seized"}).status_code == 302
    sent = {"kind": "result", "measure": "seized", "value": "900", "reference": "S-1"}
    assert guest.post(address, sent).status_code == 302
    assert guest.post(address, {**sent, "value": "many"}).status_code == 422
    assert "900" in lead.get(address).content.decode()
    assert guest.post(address, {"kind": "phase", "measure": "seized"}).status_code == 422
    assert guest.post(address, {"kind": "leave", "measure": "seized"}).status_code == 302
    assert guest.get(address).status_code == 404
