"""The pages of screening: proposing, both decisions, results, digests, opting out; who sees none of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.screening import actions
from tests.rooms.crosscheck.scenes import person, report
from tests.rooms.screening import scenes
from tests.steady import steady

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

Visitor = Callable[..., "Client"]
pytestmark = pytest.mark.usefixtures("db")


def english(client: "Client") -> "Client":
    """The client reads English."""
    from kerege.web.shell.middleware import LANGUAGE_COOKIE

    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


def words_of(answer: "HttpResponse") -> str:
    """A page without its tokens and the names of its files, in which any letters may stand."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"/static/built/[^"]*"', "", answer.content.decode())


def body(content: bytes, **more: object) -> dict[str, object]:
    """A form that nothing is wrong with."""
    return {
        "file": SimpleUploadedFile("passengers.csv", content),
        "list_name": "EXERCISE passengers",
        "source": "EXERCISE carrier",
        "persons": ["passengers"],
        "basis": "law",
        "basis_text": "EXERCISE law on operational search, article 11",
        "review_day": (chance.today() + timedelta(days=20)).isoformat(),
        **more,
    }


def test_a_screening_goes_the_whole_way_by_page(visitor: Visitor) -> None:
    report("farrukh", person("Shohnamunov Karim", phone="+992 918 00 01 01"))
    report("farrukh", person("Naqlov Parviz", category="contact", phone="+992 918 00 01 03"))
    planted = ["P1,Shohnamunov Karim,,TJ,,+992 918 00 01 01", "P2,Naqlov Parviz,,TJ,,+992 918 00 01 03"]
    analyst = english(visitor("bolat", Purpose.INVESTIGATION))
    made = analyst.post("/screening/new/", body(scenes.a_list(20, planted), parties=["KG"]))
    assert made.status_code == 302
    place = made["Location"]
    draft = analyst.get(place).content.decode()
    assert "false hits are to be expected among 22 rows" in draft
    assert "Left out: KG" in draft
    assert analyst.post(f"{place}ask/").status_code == 302
    own, centre = (
        english(visitor("gulnora", Purpose.OVERSIGHT)),
        english(visitor("centre_dpo", Purpose.OVERSIGHT, case="", reason="EXERCISE")),
    )
    assert centre.get(place).status_code == 404
    assert "You decide" in own.get(place).content.decode()
    told = "screening that waits for your decision"
    assert [told in each.get("/").content.decode() for each in (analyst, own, centre)] == [False, True, False]
    word = {"word": "approve", "reason": "EXERCISE reason"}
    assert own.post(f"{place}decide/", word).status_code == 302
    assert [told in each.get("/").content.decode() for each in (analyst, own, centre)] == [False, False, True]
    seen = steady(centre.get(place))
    assert "You decide" in seen
    for hidden in ("EX-1", "KG", "officer EX-"):
        assert hidden not in seen
    assert "For the centre to decide" in centre.get("/screening/").content.decode()
    assert centre.post(f"{place}decide/", word).status_code == 302
    actions.work_waiting()
    result = steady(analyst.get(place))
    assert "1 row of 22 found something." in result
    assert "P1" in result
    assert "P2" not in result
    owner_answers(english(visitor("farrukh", Purpose.OWN_WORK)))
    assert "asks you to call about this list: EXERCISE desk tj-dushanbe" in analyst.get(place).content.decode()


def owner_answers(owner: "Client") -> None:
    """The owner of the silent record reads the digest, in which nothing of the list stands, and lets the asker know."""
    listed = owner.get("/screening/digests/").content.decode()
    assert "1 of your records" in listed
    address = listed.split('href="/screening/digests/')[-1].split('"')[0]
    assert "met your silent records: answer" in words_of(owner.get("/"))
    digest = steady(owner.get(f"/screening/digests/{address}"))
    assert "P2" not in digest
    assert "Naqlov" not in digest
    assert owner.post(f"/screening/digests/{address}", {"answer": "stay_silent"}).status_code == 422
    assert owner.post(f"/screening/digests/{address}", {"answer": "reveal"}).status_code == 302
    assert "met your silent records: answer" not in words_of(owner.get("/"))


def test_a_form_with_faults_says_each_in_its_field(visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION))
    given = body(b"remarks\nnothing\n", basis_text="short")
    assert "Give the legal basis in words" in client.post("/screening/new/", given).content.decode()
    wrong = client.post("/screening/new/", body(b"remarks\nnothing\n"))
    assert wrong.status_code == 422
    assert "No column of this list holds a name" in wrong.content.decode()


def test_without_a_case_nothing_is_drafted(visitor: Visitor) -> None:
    client = english(visitor("bolat", Purpose.INVESTIGATION, case="", reason="EXERCISE"))
    assert "needs a case number" in client.post("/screening/new/", body(scenes.a_list())).content.decode()


@pytest.mark.parametrize("who", ["tj_analyst", "hamid", "centre_dpo", "director", "daniyar", "org_analyst", "tj_dpo"])
def test_strangers_see_the_one_page_for_nothing(visitor: Visitor, who: str) -> None:
    with scenes.read_here():
        run = scenes.asked()
    client = visitor(who, Purpose.INVESTIGATION)
    for address in (f"/screening/{run}/", f"/screening/{run}/ask/", f"/screening/{run}/withdraw/"):
        assert client.get(address).status_code == 404
    assert str(run) not in client.get("/screening/").content.decode()


def test_opting_out_and_in_by_page(visitor: Visitor) -> None:
    owner = english(visitor("kz_coordinator", Purpose.OWN_WORK))
    assert owner.post("/screening/owner/", {"step": "out", "reason": "EXERCISE reason"}).status_code == 302
    assert "Your agency is opted out." in owner.get("/screening/owner/").content.decode()
    assert owner.post("/screening/owner/", {"step": "in"}).status_code == 302
    assert visitor("bolat", Purpose.INVESTIGATION).get("/screening/owner/").status_code == 403


def test_who_may_be_one_is_proposed_decided_and_taken_back_by_page(visitor: Visitor) -> None:
    run = scenes.of_namesakes()
    analyst = english(visitor("bolat", Purpose.OWN_WORK))
    place = f"/screening/{run}/proposals/"
    assert place in analyst.get(f"/screening/{run}/").content.decode()
    seen = words_of(analyst.get(place))
    assert "4 may be one" in seen
    assert "two dates of birth that cannot be one person" in seen
    assert "TJ" not in steady(seen)
    assert "Only a part of the hits" not in seen
    [form] = set(re.findall(rf'action="({place}[^"]+/)"', seen))
    named = "p" + form.split("/")[-2]
    pairs = re.findall(r'name="pair" value="([^"]+)" checked', seen)
    assert len(pairs) == 3
    wordless = analyst.post(form, {f"{named}-verdict": "same", "pair": pairs})
    assert wordless.status_code == 422
    none = analyst.post(form, {f"{named}-verdict": "same", f"{named}-reason": "EXERCISE seen"}, follow=True)
    assert "Choose one pair at least." in words_of(none)
    said = {f"{named}-verdict": "same", f"{named}-reason": "EXERCISE seen", "pair": pairs}
    kept = words_of(analyst.post(form, said, follow=True))
    assert "Your judgement is kept" in kept
    assert "accepted" in kept
    back = f"{place}take-back/"
    assert all(pair in words_of(analyst.get(back, {"pair": pairs})) for pair in pairs)
    assert "taken back" in words_of(analyst.post(back, {"pair": pairs}, follow=True))
    refused = {**said, f"{named}-verdict": "not_same", "pair": pairs[-1]}
    assert "Said not to be one" in words_of(analyst.post(form, refused, follow=True))
    stale = words_of(analyst.post(form, said, follow=True))
    assert "no longer as you saw it" in stale
    for who in ("farrukh", "daniyar"):
        assert english(visitor(who, Purpose.OWN_WORK)).get(place).status_code in {403, 404}
