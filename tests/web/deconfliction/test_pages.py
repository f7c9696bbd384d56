"""The pages of deconfliction: reading back, both sides' conflicts, the duty desk by telephone; who sees none of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.requests.queries import Outcome
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.deconfliction import scenes
from tests.rooms.requests import scenes as asking
from tests.steady import steady

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]
pytestmark = pytest.mark.usefixtures("db")


def english(client: "Client") -> "Client":
    """The client reads English."""
    from kerege.web.shell.middleware import LANGUAGE_COOKIE

    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


def body(**more: object) -> dict[str, Any]:
    """A form that nothing is wrong with."""
    starts = chance.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=30)
    given = {
        "kind": "raid",
        "place": "Korday, EXERCISE yard",
        "point": "43,04; 74,71",
        "radius_km": "1",
        "starts": f"{starts:%Y-%m-%dT%H:%M}",
        "ends": f"{starts + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "zone": "Asia/Almaty",
        "scope": "border",
        "scope_note": "KG",
        "belt_km": "4",
        "case": "EXERCISE-7",
        "supervisor": "EXERCISE supervisor",
        "telephone": "+7 700 000 00 01",
    }
    return {**given, **more}


def mark(page: str) -> str:
    """The mark of what was read back."""
    found = re.search(r'name="read" value="(\w+)"', page)
    assert found is not None
    return found[1]


def kept(client: "Client", address: str, given: dict[str, Any]) -> Any:
    """Fill in, have it read back, keep."""
    page = client.post(address, given).content.decode()
    assert "Read it back" in page
    return client.post(address, {**given, "read": mark(page)})


def test_an_event_is_read_back_before_it_is_kept_and_again_when_it_was_changed(visitor: Visitor) -> None:
    """With times on the clock of the place."""
    client = english(visitor("aigerim"))
    page = client.post("/deconfliction/new/", body()).content.decode()
    assert "UTC+5)" in page
    assert "EXERCISE-7" in page
    changed = client.post("/deconfliction/new/", body(case="EXERCISE-8", read=mark(page)))
    assert changed.status_code == 200
    assert "EXERCISE-8" in changed.content.decode()
    assert kept(client, "/deconfliction/new/", body())["Location"] == "/deconfliction/events/"
    assert "Korday, EXERCISE yard" in client.get("/deconfliction/events/").content.decode()


def test_both_sides_acknowledge_and_settle_by_page(visitor: Visitor) -> None:
    """Each sees whom to call and nothing of the other."""
    ours, theirs = english(visitor("aigerim")), english(visitor("iskender"))
    kept(ours, "/deconfliction/new/", body())
    assert (
        kept(theirs, "/deconfliction/new/", body(case="EXERCISE-9", place="Osh yard"))["Location"] == "/deconfliction/"
    )
    page = ours.get("/deconfliction/").content.decode()
    assert "kg-osh" in page
    assert "EXERCISE-9" not in page
    assert "Osh yard" not in page
    address = re.search(r'action="(/deconfliction/crossings/[\w-]+/step/)"', page)
    assert address is not None
    for client in (ours, theirs):
        assert client.post(address[1], {"taken": "acknowledge"}).status_code == 302
    assert "both have acknowledged" in theirs.get("/deconfliction/").content.decode()
    assert theirs.post(address[1], {"taken": "settle"}).status_code == 302
    assert theirs.post(address[1], {"taken": "review"}).status_code == 422


def test_the_duty_desk_enters_by_telephone_and_mediates_on_one_page(visitor: Visitor) -> None:
    """Without JavaScript; never a word of the content in the list."""
    kept(english(visitor("aigerim")), "/deconfliction/new/", body(kind="surveillance"))
    duty = english(visitor("duty", Purpose.OWN_WORK))
    called = body(desk="kg-osh", caller="EX-010", called_back="on", place="Osh yard")
    for lacks, said in (("called_back", "Call the desk back"), ("belt_km", "give the distance")):
        refused = duty.post("/deconfliction/desk/", {**called, lacks: ""}).content.decode()
        assert said in refused
        assert 'name="read"' not in refused
    assert kept(duty, "/deconfliction/desk/", called)["Location"] == "/deconfliction/desk/"
    page = duty.get("/deconfliction/desk/").content.decode()
    assert "kz-almaty" in page
    assert "EXERCISE-7" not in page
    assert "yard" not in steady(page)
    address = re.search(r'action="(/deconfliction/crossings/[\w-]+/step/)"', page)
    assert address is not None
    assert duty.post(address[1], {"taken": "call", "reason": "", "from": "desk"}).status_code in {403, 422}
    assert duty.post(address[1], {"taken": "call", "reason": "called Almaty", "from": "desk"}).status_code == 302
    assert duty.post(address[1], {"taken": "tell", "from": "desk"})["Location"] == "/deconfliction/desk/"
    assert "kz-almaty" in english(visitor("iskender")).get("/deconfliction/").content.decode()


def test_requests_that_nobody_answered_stand_among_what_waits_for_the_duty_desk(visitor: Visitor) -> None:
    """On the one page, the oldest clock first, reached by the same key; which two desks, no word of the question."""
    with chance.seeded("duty"):
        thread = asking.urgent(question="EXERCISE-QUESTION: of whom is this plate?")
        asking.later(hours=8)
        asking.later(hours=2)
        for name in ("aigerim", "iskender"):
            kept(english(visitor(name)), "/deconfliction/new/", body(kind="surveillance"))
        page = english(visitor("duty", Purpose.OWN_WORK)).get("/deconfliction/desk/").content.decode()
        assert page.index(f"/requests/{thread}/") < page.index("/deconfliction/crossings/"), "the oldest clock first"
        assert "EXERCISE-QUESTION" not in page
        assert page.count('data-key="n"') == 2, "one key goes through both"
        assert "tj-dushanbe" in page
        asking.answered(thread, Outcome.FULL, text="EXERCISE")
        after = english(visitor("duty", Purpose.OWN_WORK)).get("/deconfliction/desk/").content.decode()
        assert f"/requests/{thread}/" not in after


def test_an_event_is_called_off_with_a_reason(visitor: Visitor) -> None:
    """And then stands as called off."""
    client = english(visitor("aigerim"))
    kept(client, "/deconfliction/new/", body())
    page = client.get("/deconfliction/events/").content.decode()
    address = re.search(r'href="(/deconfliction/events/[\w-]+/)"', page)
    assert address is not None
    assert client.post(f"{address[1]}withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{address[1]}withdraw/", {"reason": "EXERCISE"}).status_code == 302
    assert "called off" in client.get(address[1]).content.decode()


@pytest.mark.parametrize("name", ["bolat", "farrukh", "observer", "director"])
def test_nobody_else_has_a_duty_desk(visitor: Visitor, name: str) -> None:
    """For them there is no such page."""
    assert visitor(name).get("/deconfliction/desk/").status_code == 404


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("point", "nowhere"), ("starts", "soon"), ("belt_km", "80"), ("radius_km", "9"), ("way", "Osh")],
)
def test_what_is_wrong_is_said_at_its_field(visitor: Visitor, field: str, wrong: str) -> None:
    """One summary, one field."""
    client = english(visitor("aigerim"))
    answer = client.post("/deconfliction/new/", body(**{field: wrong}))
    if answer.status_code == 200:
        answer = client.post("/deconfliction/new/", body(**{field: wrong, "read": mark(answer.content.decode())}))
    assert answer.status_code == 422
    assert f'id="field-{field}"' in answer.content.decode()
    assert "wrong" in answer.content.decode()


def test_one_person_in_two_cases_stands_in_the_list_of_both(visitor: Visitor) -> None:
    """As the cross-check told both by finding mode; a mere question of somebody's is no second case."""
    from tests.rooms.crosscheck.scenes import ask

    report("aigerim", person("УЧЕБНЫЙ Пересекаев Тимур", phone="+7 700 000 77 01"))
    for _twice in range(2):
        report("farrukh", person("EXERCISE Peresekaev Timur", phone="+7 700 000 77 01"))
    report("farrukh", person("EXERCISE Odinochkin Rustam", phone="+7 700 000 77 02"))
    ask("aigerim", "+7 700 000 77 02")
    ours = english(visitor("aigerim")).get("/deconfliction/subjects/").content.decode()
    theirs = english(visitor("farrukh")).get("/deconfliction/subjects/").content.decode()
    assert ours.count("tj-dushanbe") == theirs.count("kz-almaty") - 1 == 1, "a desk stands once on a line"
    assert ("More records of that desk" in ours, "More records of that desk" in theirs) == (True, False)
    assert "Пересекаев" in ours
    assert "Peresekaev" in theirs
    assert "Odinochkin" not in theirs


def test_a_conflict_is_noticed_without_content(visitor: Visitor) -> None:
    """Both desks and nobody else hear of it."""
    scenes_now = body()
    kept(english(visitor("aigerim")), "/deconfliction/new/", scenes_now)
    kept(english(visitor("iskender")), "/deconfliction/new/", scenes_now)
    for name, told in (("aigerim", True), ("iskender", True), ("farrukh", False), ("duty", False)):
        page = english(visitor(name)).get("/notices/").content.decode()
        assert ("A planned event of your desk crosses another" in page) is told, name
        assert "yard" not in steady(page)
    assert scenes.crossings()
