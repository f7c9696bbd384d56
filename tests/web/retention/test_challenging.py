"""Pages of challenges: entered for a person, decided by another; the mark wherever the record is read."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from kerege.kernel.law import Purpose
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes
from tests.rooms.retention.test_challenges import decide, persons
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def given(report: UUID, **changes: str) -> dict[str, str]:
    """What a form of a challenge sends."""
    fixed = {"subject": str(persons(report)[0].id), "ground": "misused_identity", "reference": "EX-C-1"}
    return {**fixed, "reason": scenes.REASON, **changes}


def test_a_challenge_is_entered_by_page_and_decided_by_another(visitor: Visitor) -> None:
    report = scenes.kept()
    officer, coordinator = english(visitor("gulnora")), english(visitor("kz_coordinator"))
    address = f"/reviews/{report}/challenge/"
    assert checking.RAHIMOV in words(officer.get(address))
    for wrong in ({"reason": "no"}, {"reference": " "}, {"subject": str(UUID(int=7))}, {"ground": "dislike"}):
        assert officer.post(address, given(report, **wrong)).status_code == 422, wrong
    assert "Nothing is challenged" in words(officer.get("/reviews/challenges/"))
    assert officer.post(address, given(report)).status_code == 302
    refused = officer.post(address, given(report))
    assert (refused.status_code, "open already" in words(refused)) == (422, True)
    [held] = scenes.challenges("gulnora")
    page = f"/reviews/challenges/{held.id}/"
    assert page in officer.get("/reviews/challenges/").content.decode()
    decision = {"verdict": "upheld", "reason": scenes.REASON}
    assert "nobody who entered the challenge" in words(officer.get(page))
    read = words(coordinator.get(page))
    assert checking.RAHIMOV in read
    assert "bearer of a misused identity" in read
    own = officer.post(page, decision)
    assert (own.status_code, "nobody who entered the challenge" in words(own)) == (422, True)
    assert coordinator.post(page, {**decision, "verdict": "erased"}).status_code == 422
    assert coordinator.post(page, {**decision, "reason": "no"}).status_code == 422
    assert scenes.challenges("gulnora")[0].settled_at is None
    assert coordinator.post(page, decision).status_code == 302
    assert coordinator.post(page, decision).status_code == 422, "it is decided once"
    assert "The decision" not in words(coordinator.get(page))


@pytest.mark.parametrize(("name", "seen", "entered"), [
    ("hamid", 404, 404), ("tj_dpo", 404, 404), ("bolat", 403, 403), ("kz_coordinator", 200, 422), ("aigerim", 200, 302),
    ("admin", 403, 403),
])  # fmt: skip
def test_others_enter_nothing_and_other_agencies_see_nothing(
    visitor: Visitor, name: str, seen: int, entered: int
) -> None:
    report = scenes.kept()
    client = visitor(name)
    assert client.get(f"/reviews/{report}/challenge/").status_code == seen
    assert client.post(f"/reviews/{report}/challenge/", given(report)).status_code == entered
    if entered != 302:
        held = scenes.challenge(report)
        assert client.get(f"/reviews/challenges/{held}/").status_code == seen
        assert client.post(f"/reviews/challenges/{held}/", {"verdict": "erased"}).status_code in {404, 403, 422}


def test_the_mark_stands_wherever_the_record_is_read_printed_or_taken_along(visitor: Visitor) -> None:
    """The owner and who received it read it on the page, which is what is printed, and in the files of a list."""
    report = scenes.kept()
    scenes.released(report)
    readers = {name: english(visitor(name, Purpose.ANALYSIS)) for name in ("aigerim", "farrukh")}
    stranger = english(visitor("hamid", Purpose.ANALYSIS))
    for marked in (False, True, False):
        if marked:
            held = scenes.challenge(report)
        elif readers and scenes.challenges("gulnora"):
            decide(held)
        for name, client in readers.items():
            page = client.get(f"/records/{report}/").content.decode()
            assert (">challenged<" in page) == marked, name
            assert cells(client) == {"yes" if marked else ""}, name
        assert cells(stranger) == {""}, "who reads no nominal part learns nothing of it"


def cells(client: "Client") -> set[str]:
    """What the list taken along says in its column of challenges."""
    heading, *lines = csv.reader(io.StringIO(client.get("/records/export.csv").content.decode("utf-8-sig")))
    at = heading.index("A person challenges it")
    return {line[at] for line in lines if len(line) == len(heading)}
