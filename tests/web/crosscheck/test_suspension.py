"""Closing all releases holds at once on every face, for what was seen before too; lifting opens the same again."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory.queries import Direction
from kerege.rooms.records import queries as records
from tests import cast
from tests.api.crosscheck.test_checks import call
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, inbox, person, report

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("db")
Visitor = Callable[..., "Client"]
READER = "tj_analyst"
ASKED = f"Rahimov Farrukh {PHONE}"


def number_of(made: UUID) -> str:
    """The reference of a report."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        return records.report(viewer=viewer, report_id=made).number


def seen(visitor: Visitor, made: UUID, number: str) -> dict[str, bool]:
    """Face by face, whether the reader learns anything of the report."""
    client = visitor(READER)
    viewer = cast.viewer(READER, Purpose.ANALYSIS)
    with viewing(viewer):
        found = records.latest(viewer=viewer)
    totals = call(READER, "get", "/statistics/seizures?since=2026-01-01&until=2026-12-31").json()["total"]
    return {
        "list of the room": any(row.id == made for row in found.rows),
        "count of the list": found.count > 0,
        "list page": number in text(client, "/records/"),
        "record page": client.get(f"/records/{made}/").status_code == 200,
        "older version": client.get(f"/records/{made}/versions/1/").status_code == 200,
        "jump to a reference": client.get("/records/find/", {"number": number}).status_code == 302,
        "statistics": bool(totals and totals["reports"]),
        "api list": str(made) in call(READER, "get", "/reports").content.decode(),
        "api record": call(READER, "get", f"/reports/{made}").status_code == 200,
        "check": bool(ask(READER, ASKED).hits),
        "api check": bool(call(READER, "post", "/checks", {"text": ASKED}).json()["hits"]),
    }


def text(client: "Client", path: str) -> str:
    """A page as text."""
    return client.get(path).content.decode()


def test_suspend_all_holds_at_once_on_every_face_and_lifting_opens_the_same(visitor: Visitor) -> None:
    made = report("aigerim", person(RAHIMOV, phone=PHONE))
    number = number_of(made)
    before = seen(visitor, made, number)
    assert all(before.values()), before
    coordinator = cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with viewing(coordinator):
        closed = directory.suspend_all(actor=coordinator, direction=Direction.BOTH, reason="EXERCISE")
    during = seen(visitor, made, number)
    assert not any(during.values()), during
    with viewing(coordinator):
        directory.lift_suspension(actor=coordinator, suspension=closed)
    after = seen(visitor, made, number)
    assert all(after.values()), after


def test_a_party_that_closed_all_is_told_of_no_new_silent_match() -> None:
    report("aigerim", person(RAHIMOV, category="contact", phone=PHONE))
    coordinator = cast.viewer("kz_coordinator", Purpose.OVERSIGHT)
    with viewing(coordinator):
        directory.suspend_all(actor=coordinator, direction=Direction.BOTH, reason="EXERCISE")
    assert ask(READER, ASKED).hits == ()
    assert inbox("bolat") == []
