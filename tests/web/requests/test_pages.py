"""Both sides of a request by pages: asking, answering, closing; empty states, refusals, the duty desk, export."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.requests.queries import Outcome, State
from tests.rooms.crosscheck import scenes as checks
from tests.rooms.requests import scenes

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]
DRAFT = {
    "kind": "request",
    "desks": "tj-dushanbe",
    "question": "EXERCISE: whose car is it?\nA second line",
    "basis": "EXERCISE act",
    "urgency": "days_3",
    "nominal": "on",
}


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("request-pages"):
        yield


def enter(visitor: Visitor, name: str) -> "Client":
    """Somebody with a case."""
    return visitor(name, Purpose.INVESTIGATION, case="EX-9")


def test_a_request_goes_its_whole_way_by_pages(visitor: Visitor) -> None:
    asker, asked = enter(visitor, "bolat"), enter(visitor, "farrukh")
    assert "Nothing waits for your desk" in asked.get("/requests/").content.decode()
    made = asker.post("/requests/new/", DRAFT | {"send": "1"})
    assert made.status_code == 302
    address = made["Location"]
    listed = asked.get("/requests/").content.decode()
    assert "EXERCISE: whose car is it?" in listed
    assert "days left" in listed or "hours left" in listed
    shown = asked.get(address).content.decode()
    assert "Confirm receipt" in shown
    assert asked.post(f"{address}acknowledge/").status_code == 302
    form = asked.get(f"{address}answer/").content.decode()
    assert "nothing we can share" in form
    answer = {"outcome": "full", "text": "EXERCISE: a hauler's", "translation": "УЧЕБНОЕ", "translator": "EX-1"}
    assert asked.post(f"{address}answer/", answer).status_code == 302
    seen = asker.get(address).content.decode()
    assert "EXERCISE: a hauler&#39;s" in seen
    assert "Translated by EX-1" in seen
    assert asker.post(f"{address}close/", {"useful": "useful", "text": "EXERCISE"}).status_code == 302
    assert "Nothing waits for your desk" in asked.get("/requests/").content.decode()
    assert "useful" in asked.get(address).content.decode()


def test_what_is_missing_stands_at_its_field_and_what_was_written_stays(visitor: Visitor) -> None:
    asker = enter(visitor, "bolat")
    said = asker.post("/requests/new/", DRAFT | {"basis": "", "urgency": "now"})
    assert said.status_code == 422
    page = said.content.decode()
    assert "Give the legal basis." in page
    assert "Say until when the person or load is held" in page
    assert "EXERCISE: whose car is it?" in page
    assert page.count('<details class="picks" open>') == 1
    assert 'value="tj-dushanbe" checked' in page


def test_a_refused_sending_leaves_no_request_behind(visitor: Visitor) -> None:
    asker = enter(visitor, "bolat")
    said = asker.post("/requests/new/", DRAFT | {"desks": "ru-omsk", "send": "1"})
    assert said.status_code == 422
    assert "agreement on nominal exchange" in said.content.decode()
    assert "No requests yet" in asker.get("/requests/?tab=mine").content.decode()


def test_what_a_deed_needs_is_not_called_optional(visitor: Visitor) -> None:
    """Words are asked of every deed that is refused without them, and of no other."""
    thread = scenes.asked()
    address, asked = f"/requests/{thread}", enter(visitor, "farrukh")
    for deed, needed in (("ask_clarification", True), ("ask_third_party", True), ("answer", False)):
        page = asked.get(f"{address}/{deed}/").content.decode()
        area = re.search(r'<textarea[^>]*name="text"[^>]*>', page)
        assert area is not None
        assert ("required" in area[0]) is needed, deed
    refused = asked.post(f"{address}/ask_clarification/", {"text": " "})
    assert refused.status_code == 422
    assert scenes.card("farrukh", thread).state is State.SENT


def test_a_deed_that_is_not_offered_has_no_page(visitor: Visitor) -> None:
    thread = scenes.asked()
    asker = enter(visitor, "bolat")
    assert asker.get(f"/requests/{thread}/answer/").status_code == 404
    assert asker.post(f"/requests/{thread}/acknowledge/").status_code == 404
    assert enter(visitor, "hamid").get(f"/requests/{thread}/").status_code == 404


@pytest.mark.parametrize("outcome", [Outcome.NO_INFORMATION, Outcome.WITHHELD])
def test_an_empty_answer_says_its_one_sentence(visitor: Visitor, outcome: Outcome) -> None:
    thread = scenes.urgent()
    scenes.answered(thread, outcome)
    scenes.later(hours=2)
    page = enter(visitor, "bolat").get(f"/requests/{thread}/").content.decode()
    assert "neither confirmed nor denied" in page
    own = enter(visitor, "farrukh").get(f"/requests/{thread}/").content.decode()
    assert "What was really answered" in own


def test_the_duty_desk_sees_two_desks_and_no_content(visitor: Visitor) -> None:
    thread = scenes.urgent(question="EXERCISE: a name that is secret")
    scenes.later(hours=8)
    scenes.later(hours=2)
    page = enter(visitor, "duty").get(f"/requests/{thread}/").content.decode()
    assert "Two desks have not come together in time" in page
    assert "a name that is secret" not in page
    assert "EX-77" not in page


def test_the_list_is_taken_along_with_inert_cells(visitor: Visitor) -> None:
    scenes.asked(question="=EXERCISE()")
    taken = enter(visitor, "bolat").get("/requests/list.csv")
    text = taken.content.decode("utf-8-sig")
    assert "kz-almaty" in text
    assert not re.search(r'(?m)(^|,)"?=EXERCISE', text)


def test_a_coordinator_sets_the_gate_and_others_read_it(visitor: Visitor) -> None:
    sent = {"outgoing": "through", "incoming": "copy", "second_approver": "on"}
    assert enter(visitor, "kz_coordinator").post("/requests/settings/", sent).status_code == 302
    page = enter(visitor, "bolat").get("/requests/settings/").content.decode()
    assert "through the coordinator" in page
    assert enter(visitor, "bolat").post("/requests/settings/", sent).status_code == 403


def test_figures_show_both_sides(visitor: Visitor) -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    scenes.closed(thread)
    page = enter(visitor, "bolat").get("/requests/figures/").content.decode()
    assert "What we asked" in page
    assert "full answer" in page


def test_opening_a_request_reads_its_notices(visitor: Visitor) -> None:
    thread = scenes.asked()
    asked = enter(visitor, "farrukh")
    assert "A request reached your desk" in asked.get("/notices/").content.decode()
    asked.get(f"/requests/{thread}/")
    assert "A request reached your desk" not in asked.get("/notices/").content.decode()


def test_a_draft_is_changed_by_page_and_a_former_version_taken_back(visitor: Visitor) -> None:
    asker = enter(visitor, "bolat")
    address = asker.post("/requests/new/", DRAFT | {"keep": "1"})["Location"]
    assert "Change the draft" in asker.get(address).content.decode()
    form = asker.get(f"{address}edit/").content.decode()
    assert "EXERCISE: whose car is it?" in form
    changed = {"question": "EXERCISE: better words", "basis": "EXERCISE act", "urgency": "days_7", "nominal": "on"}
    assert asker.post(f"{address}edit/", changed | {"basis": ""}).status_code == 422
    assert asker.post(f"{address}edit/", changed).status_code == 302
    page = asker.get(f"{address}edit/").content.decode()
    assert "EXERCISE: better words" in page
    assert "Former versions" in page
    assert asker.post(f"{address}edit/", {"restore": "0"}).status_code == 302
    assert "EXERCISE: whose car is it?" in asker.get(address).content.decode()
    assert asker.post(f"{address}send/").status_code == 302
    assert asker.get(f"{address}edit/").status_code == 404


def test_records_are_found_and_marked_and_what_was_written_stays(visitor: Visitor) -> None:
    """The officer looks for a record by number; no id is typed."""
    report = checks.report("farrukh", checks.person("EXERCISE PICKED"))
    asker, asked = enter(visitor, "bolat"), enter(visitor, "farrukh")
    address = asker.post("/requests/new/", DRAFT | {"send": "1"})["Location"]
    page = asked.get(f"{address}answer/").content.decode()
    assert str(report) in page
    words = {"outcome": "full", "text": "EXERCISE: see the record", "records": str(report), "find": "no such place"}
    found = asked.post(f"{address}answer/", words | {"look": "1"}).content.decode()
    assert "EXERCISE: see the record" in found
    assert re.search(rf'value="{report}"[^>]*checked', found)
    assert asked.post(f"{address}answer/", words).status_code == 302
    shown = asker.get(address).content.decode()
    assert str(report) in shown
    assert "H1, H2, ask first" in shown
    foreign = checks.report("hamid", checks.person("EXERCISE OTHER"))
    again = asker.post("/requests/new/", DRAFT | {"send": "1"})["Location"]
    assert str(foreign) not in asked.get(f"{again}answer/").content.decode()
    assert asked.post(f"{again}answer/", words | {"records": str(foreign)}).status_code == 422


def test_information_goes_with_a_record_under_terms_that_only_become_stricter(visitor: Visitor) -> None:
    """Restricted in words, with a record of one's own; made stricter; its receiver says how it was used."""
    report = checks.report("aigerim", checks.person("EXERCISE TOLD"))
    sender, receiver = enter(visitor, "aigerim"), enter(visitor, "farrukh")
    told = DRAFT | {"kind": "information", "handling": ["H2", "H3"], "records": str(report), "nominal": ""}
    refused = sender.post("/requests/new/", told | {"send": "1"}).content.decode()
    assert "H3 needs its restriction in words." in refused
    told |= {"restriction": "EXERCISE: for the head of the desk", "level": "open"}
    looked = sender.post("/requests/new/", told | {"look": "1", "find": "no such place"}).content.decode()
    assert re.search(rf'value="{report}"[^>]*checked', looked)
    assert "EXERCISE: for the head of the desk" in looked
    address = sender.post("/requests/new/", told | {"send": "1"})["Location"]
    shown = receiver.get(address).content.decode()
    assert shown.count("EXERCISE: for the head of the desk") >= 2, "in the banner and in words"
    assert str(report) in shown
    stricter = {"handling": ["H1"], "level": "official_use"}
    assert sender.post(f"{address}tighten/", stricter).status_code == 302
    assert sender.post(f"{address}tighten/", stricter).status_code == 422
    assert "the terms became stricter" in receiver.get(address).content.decode()
    assert receiver.post(f"{address}acknowledge/").status_code == 302
    said = {"useful": "useful", "used": "evidence", "result": "seizure", "text": ""}
    assert "It is given under H1" in receiver.post(f"{address}close/", said).content.decode()
    assert receiver.post(f"{address}close/", said | {"used": "control"}).status_code == 302
    figures = enter(visitor, "kz_coordinator").get("/requests/figures/").content.decode()
    assert "What our party asked" in figures
    assert "in a control at the border or on the road" in figures
    assert "Republic of Tajikistan" in figures


def test_clocks_are_adopted_by_two_persons_by_page(visitor: Visitor) -> None:
    admin, coordinator = visitor("admin"), enter(visitor, "kz_coordinator")
    given = {"step": "adopt", "profile": "unhurried", "decision": "EXERCISE decision 7"}
    assert admin.post("/requests/clocks/", given | {"decision": ""}).status_code == 422
    assert admin.post("/requests/clocks/", given).status_code == 302
    page = coordinator.get("/requests/clocks/").content.decode()
    assert "EXERCISE decision 7" in page
    entry = re.search(r'name="entry" value="([^"]+)"', page)
    assert entry
    assert 'name="entry"' not in enter(visitor, "bolat").get("/requests/clocks/").content.decode()
    assert enter(visitor, "bolat").post("/requests/clocks/", {"step": "confirm", "entry": entry[1]}).status_code == 403
    assert coordinator.post("/requests/clocks/", {"step": "confirm", "entry": entry[1]}).status_code == 302
    assert "Waits for a coordinator" not in coordinator.get("/requests/clocks/").content.decode()


def test_figures_of_a_span_are_shown_and_taken_along(visitor: Visitor) -> None:
    from tests.cast import confirm

    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    asker = enter(visitor, "bolat")
    page = asker.get("/requests/figures/").content.decode()
    assert "full answer" in page
    empty = asker.get("/requests/figures/?since=2001-01-01&until=2001-02-01").content.decode()
    assert "full answer" not in empty
    confirm(asker)
    taken = asker.get("/requests/figures.csv")
    assert taken.status_code == 200
    lines = taken.content.decode("utf-8-sig")
    assert "Hours to the first answer" in lines
    assert "full answer" in lines


def test_a_party_without_accounts_goes_through_a_whole_request_by_letters(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By pages alone: the request is printed for it, its paper reply is scanned and entered, the answer printed."""
    monkeypatch.setattr("kerege.rooms.files.queries.path_of", lambda name: tmp_path / "files" / name[:2] / name)
    asker, bridge = enter(visitor, "bolat"), enter(visitor, "farrukh")
    address = asker.post("/requests/new/", DRAFT | {"send": "1"})["Location"]
    outgoing = asker.get(f"{address}letter-ru.pdf")
    assert (outgoing["Content-Type"], outgoing.content[:4]) == ("application/pdf", b"%PDF")
    paper = SimpleUploadedFile("reply.pdf", outgoing.content, content_type="application/pdf")
    scanned = bridge.post(f"{address}scan/", {"number": "EX-17/26", "file": paper})
    assert scanned.status_code == 302, scanned.content.decode()[:3000]
    bridge.post(f"{address}acknowledge/")
    words = {"outcome": "full", "text": "EXERCISE: as the letter says"}
    assert bridge.post(f"{address}answer/", words).status_code == 302
    shown = asker.get(address).content.decode()
    assert "EX-17/26" in shown
    assert "Entered on behalf of the party, from its letter" in shown
    assert "reply.pdf" not in shown, "the scan stays with the side that got it"
    assert "reply.pdf" in bridge.get(address).content.decode()
    assert bridge.get(f"{address}letter-en.pdf").content[:4] == b"%PDF"
    assert asker.post(f"{address}close/", {"useful": "useful"}).status_code == 302
