"""The pages of the cross-check: prepared before it is sent, findings by grade, hits of both sides, judgements."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.queries import Action, Kind
from kerege.web.crosscheck import lines
from kerege.web.crosscheck.lines import hours_left
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, inbox, person, report
from tests.rooms.requests import scenes

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


def english(client: "Client") -> "Client":
    """The client reads English."""
    from kerege.web.shell.middleware import LANGUAGE_COOKIE

    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


@pytest.fixture
def bank(db: str) -> None:
    """A suspect of Dushanbe, an own record of Almaty, a contact of Tashkent."""
    report("farrukh", person(RAHIMOV, phone=PHONE, birth_date="12.03.1987"))
    report("aigerim", person("Farrukh Rahimov", birth_date="1987"))
    report("hamid", person("فرخ رحیموف", category="contact"))


def test_a_look_out_in_force_stands_above_the_findings_and_on_the_page_of_a_report(
    bank: None, visitor: Visitor
) -> None:
    content = {"kind": Kind.LOOK_OUT, "action": Action.STOP, "expires_on": chance.today() + timedelta(days=9)}
    thread = scenes.asked("tj_analyst", desks=("kz-almaty",), question=f"EXERCISE: a van, {PHONE}", **content)
    scenes.do("aigerim", requests.accept, thread=thread)
    asked = english(visitor("erlan", Purpose.INVESTIGATION))
    text = asked.post("/check/", {"step": "check", "text": PHONE}).content.decode()
    assert "Look-out: stop and call" in text
    made = report("erlan", person("EXERCISE driver", phone=PHONE))
    assert "Look-out: stop and call" in asked.get(f"/records/{made}/").content.decode()
    assert "EXERCISE: a van" in asked.get("/requests/look-outs/").content.decode()
    issuer = english(visitor("tj_analyst", Purpose.INVESTIGATION))
    history = issuer.get(f"/requests/{thread}/").content.decode()
    assert "met by a check or report" in history
    assert "kz-customs" in history
    stranger = english(visitor("hamid", Purpose.INVESTIGATION))
    assert "Look-out:" not in stranger.post("/check/", {"step": "check", "text": PHONE}).content.decode()


def test_a_check_is_prepared_before_anything_is_searched(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    answer = client.post("/check/", {"step": "prepare", "text": f"Rahimov Farrukh 1987, {PHONE}"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Who will be told" in text
    assert "This is what we read" in text
    assert 'id="answers"' not in text
    assert not any(hit.asked for hit in inbox("bolat"))


def test_findings_stand_by_grade_with_the_sentences_of_the_law(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    text = client.post("/check/", {"step": "check", "text": f"Рахимов Фаррух 1987, {PHONE}"}).content.decode()
    assert "A lead, not an identity." in text
    assert text.index("Strong</h2>") < text.index("Possible</h2>")
    assert "EXERCISE desk tj-dushanbe" in text
    assert "phone number agrees" in text
    assert "12 March 1987" not in text


def test_nothing_found_reads_as_no_clearance(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    text = client.post("/check/", {"step": "check", "text": "Zzyzx Qwertov"}).content.decode()
    assert "Nothing that may be shown to you." in text
    assert "not a clearance" in text


def test_the_page_speaks_russian(bank: None, visitor: Visitor) -> None:
    from kerege.web.shell.middleware import LANGUAGE_COOKIE

    client = visitor("bolat", Purpose.INVESTIGATION)
    client.cookies[LANGUAGE_COOKIE] = "ru"
    text = client.post("/check/", {"step": "check", "text": PHONE}).content.decode()
    assert "Это наводка, а не установление личности." in text
    assert "совпадает: номер телефона" in text


def test_own_work_is_told_to_change_the_purpose_and_refused(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.OWN_WORK))
    assert "Change the purpose of this visit" in client.get("/check/").content.decode()
    answer = client.post("/check/", {"step": "check", "text": PHONE})
    assert answer.status_code == 422


def test_a_party_left_out_is_neither_searched_nor_told(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    before = len(inbox("farrukh"))
    text = client.post("/check/", {"step": "check", "text": PHONE, "parties": ["TJ"]}).content.decode()
    assert "Nothing that may be shown to you." in text
    assert len(inbox("farrukh")) == before
    assert client.post("/check/", {"step": "check", "text": PHONE, "desks": "nowhere"}).status_code == 422


def test_a_post_officer_is_told_to_call_his_desk(bank: None, visitor: Visitor) -> None:
    client = english(visitor("daniyar", Purpose.BORDER_CONTROL, reason="shift"))
    text = client.post("/check/", {"step": "check", "text": PHONE}).content.decode()
    assert "Call your desk." in text
    assert "tj-dushanbe" not in text.split('id="answers"')[1].split("<form")[0]


def test_a_list_gives_an_answer_to_each_line(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    given = {"step": "check", "text": f"{PHONE}\n+992 900 00 00 01", "lines": "on"}
    text = client.post("/check/", given).content.decode()
    assert "phone number agrees" in text
    assert "Nothing that may be shown to you." in text


def test_a_hit_is_shown_side_by_side_and_judged_and_taken_back(bank: None, visitor: Visitor) -> None:
    ask("bolat", f"Rahimov Farrukh, {PHONE}")
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    listed = client.get("/hits/").content.decode()
    hit = next(h for h in inbox("bolat") if h.asked is not None and h.grade == "strong")
    assert f"/hits/{hit.id}/" in listed
    assert "not open to you" in client.get(f"/hits/{hit.id}/").content.decode()
    assert client.post(f"/hits/{hit.id}/judge/", {"verdict": "same", "reason": ""}).status_code == 422
    assert client.post(f"/hits/{hit.id}/judge/", {"verdict": "same", "reason": "EXERCISE call"}).status_code == 302
    text = client.get(f"/hits/{hit.id}/").content.decode()
    assert "EXERCISE call" in text
    withdraw = text.split("/withdraw/")[1].split("/")[0]
    assert client.post(f"/hits/{hit.id}/withdraw/{withdraw}/").status_code == 302
    assert "taken back" in client.get(f"/hits/{hit.id}/").content.decode()


def test_the_owner_of_a_silent_match_answers_it(bank: None, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("bolat", "Рахимов Фаррух")
    hit = next(h for h in inbox("hamid") if h.finding == "silent" and h.call and h.call.code == "kz-almaty")
    client = english(visitor("hamid", Purpose.INVESTIGATION))
    assert "Hours left to answer" in client.get(f"/hits/{hit.id}/").content.decode()
    assert "h left" in client.get("/hits/").content.decode()
    with monkeypatch.context() as later:
        later.setattr(lines, "hours_left", lambda hit, moment: hours_left(hit, moment + timedelta(hours=72)))
        assert "Your 72 hours are over" in client.get(f"/hits/{hit.id}/").content.decode()
        assert "your 72 hours are over" in client.get("/hits/").content.decode()
    assert client.post(f"/hits/{hit.id}/answer/", {"answer": "stay_silent"}).status_code == 422
    assert client.post(f"/hits/{hit.id}/answer/", {"answer": "reveal"}).status_code == 302
    assert any(h.call and h.call.code == "uz-tashkent" for h in inbox("bolat"))


def test_a_foreign_hit_and_an_unknown_one_give_the_same_page(bank: None, visitor: Visitor) -> None:
    ask("bolat", PHONE)
    hit = inbox("bolat")[0]
    client = english(visitor("hamid", Purpose.INVESTIGATION))
    foreign = client.get(f"/hits/{hit.id}/")
    unknown = client.get("/hits/00000000-0000-4000-8000-000000000000/")
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content == unknown.content.replace(b"00000000-0000-4000-8000-000000000000", str(hit.id).encode())


def test_a_profile_joins_what_was_judged_the_same(bank: None, visitor: Visitor) -> None:
    report("aigerim", person("RAHIMOV FARRUH SAIDOVICH", birth_date="12.03.1987"))
    first = ask("bolat", "Rahimov Farrukh 1987").hits
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    for found in first:
        if found.record is not None:
            client.post(f"/hits/{found.id}/judge/", {"verdict": "same", "reason": "EXERCISE the same"})
    entry = next(found.record.entry for found in first if found.record is not None)
    text = client.get(f"/profiles/{entry}/").content.decode()
    assert text.count("KZ-ALMATY-") == 2


def test_a_check_states_sex_and_place_and_says_them_back(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    given = {"step": "prepare", "text": "Rahimov Farrukh 1987", "sex": "m", "places": "Dushanbe, Rudaki 12; Khorog"}
    text = client.post("/check/", given).content.decode()
    read = text[text.index("This is what we read") :]
    assert "<dd>male</dd>" in read
    assert "Dushanbe, Rudaki 12</dd>" in read
    assert "Khorog</dd>" in read


def test_a_list_states_no_sex_and_no_place(bank: None, visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    given = {"step": "prepare", "text": "Rahimov\nKarimov", "lines": "on", "places": "Khorog"}
    answer = client.post("/check/", given)
    assert answer.status_code == 422
    assert "A list asks for many" in answer.content.decode()
