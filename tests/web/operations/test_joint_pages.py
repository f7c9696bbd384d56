"""Pages, API and terminal of joint operations: founding, inviting, accepting, releasing, sheets, in two sessions."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from tests import cast
from tests.access import twins
from tests.rooms.operations.test_joint import viewer
from tests.rooms.operations.test_sharing import kept
from tests.steady import steady

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("joint-pages"):
        yield


def begun(visitor: Visitor) -> tuple[Client, Client, str]:
    """An operation that Almaty founded and Tashkent joined; the two sessions and its address."""
    lead = visitor("aigerim", Purpose.JOINT_OPERATION, case="EX-1")
    guest = visitor("hamid", Purpose.JOINT_OPERATION, case="EX-1")
    made = lead.post("/operations/", {"title": "EXERCISE REFLEX", "template": "post"})
    address = made.headers["Location"]
    assert guest.get(address).status_code == 404
    assert guest.post(f"{address}accept/").status_code == 404
    invited = {"invited": "UZ-CUSTOMS", "message": "EXERCISE words"}
    assert lead.post(f"{address}do/invite/", invited).status_code == 302
    page = guest.get("/operations/").content.decode()
    assert "/accept/" in page
    assert "EXERCISE words" in page
    assert guest.post(f"{address}accept/").status_code == 302
    return lead, guest, address


def test_an_operation_is_founded_joined_and_worked_in_by_pages(visitor: Visitor) -> None:
    lead, guest, address = begun(visitor)
    for entry in ("phase", "scope", "invite", "remove", "assessment"):
        assert guest.get(f"{address}do/{entry}/").status_code == 404, "the lead's"
    chance.advance(timedelta(minutes=1))
    days = {"since": chance.today().isoformat(), "until": (chance.today() + timedelta(days=9)).isoformat()}
    assert lead.post(f"{address}do/scope/", days | {"countries": ["UZ"]}).status_code == 302
    again = lead.get(f"{address}do/scope/").content.decode()
    assert re.search(r'value="UZ"[^>]*checked', again), "who changes one thing keeps the rest"
    assert 'name="since" value="' in again
    assert lead.post(f"{address}do/scope/", days).status_code == 302
    officer = {"name": "EXERCISE officer", "role": "duty", "telephone": "+998 90 000 00 00", "under": ""}
    assert guest.post(f"{address}do/contact/", officer).status_code == 302
    assert "tel:+998900000000" in lead.get(f"{address}contacts/").content.decode()
    for _phase in range(2):
        chance.advance(timedelta(minutes=1))
        assert lead.post(f"{address}do/phase/").status_code == 302
    sent = {"measure": "seized", "substance": "heroin", "base": "kg", "value": "900", "reference": "S-1"}
    said = guest.post(f"{address}do/result/", sent)
    assert said.status_code == 302, re.findall(r'class="summary"(?s:.*?)</div>', said.content.decode())
    assert guest.post(f"{address}do/result/", {**sent, "value": "many"}).status_code == 422
    corrected = {"figure": "seized|heroin|kg", "value": "850", "words": "EXERCISE: weighed again"}
    assert guest.post(f"{address}do/correction/", corrected).status_code == 302
    results = steady(lead.get(f"{address}results/"))
    assert "850" in results
    assert "-50" in results or "−50" in results, "the difference is shown"
    for page in ("", "records/", "results/", "contacts/", "log/", "do/task/", "do/sheet/"):
        assert guest.get(address + page).status_code == 200
    assert guest.post(f"{address}do/leave/", {}).status_code == 302
    for page in ("", "records/", "results/", "contacts/", "log/", "do/task/"):
        assert guest.get(address + page).status_code == 404


def test_a_record_is_released_by_page_and_read_by_the_other_side_alone(visitor: Visitor) -> None:
    lead, guest, address = begun(visitor)
    report = kept("aigerim")
    cast.confirm(lead)
    form = {"report": str(report), "part": "facts", "answered": "on", "last_day": ""}
    written = {
        "find": "no such place",
        "look": "1",
        "why": "EXERCISE words",
        "handling": ["H1"],
        "last_day": "31.12.2026",
    }
    looked = lead.post(f"{address}records/release/", form | written).content.decode()
    for value in (str(report), "H1"):
        assert re.search(rf'value="{value}"[^>]*checked', looked), value
    assert "EXERCISE words" in looked
    assert 'value="31.12.2026"' in looked
    assert str(report) not in guest.get(f"{address}records/").content.decode(), "looking releases nothing"
    assert lead.post(f"{address}records/release/", form).status_code == 302
    page = guest.get(f"{address}records/").content.decode()
    assert f"/records/{report}/" in page
    assert "<circle" in page, "it stands on the map"
    assert guest.get(f"/records/{report}/").status_code == 200
    stranger = visitor("farrukh", Purpose.JOINT_OPERATION, case="EX-1")
    assert stranger.get(f"/records/{report}/").status_code == 404
    plain = visitor("hamid", Purpose.ANALYSIS, reason="EXERCISE")
    assert plain.get(f"/records/{report}/").status_code == 404
    again = lead.post(f"{address}records/release/", {**form, "report": "KZ-NOTHING-1"})
    assert again.status_code == 422


def test_a_record_is_opened_to_who_joined_later_by_page_when_its_restriction_is_answered(visitor: Visitor) -> None:
    lead, _guest, address = begun(visitor)
    report = kept("aigerim")
    cast.confirm(lead)
    form = {"report": str(report), "part": "facts", "answered": "on", "last_day": ""}
    assert lead.post(f"{address}records/release/", form).status_code == 302
    lead.post(f"{address}do/invite/", {"invited": "KZ-CUSTOMS", "message": "EXERCISE words"})
    late = visitor("erlan", Purpose.JOINT_OPERATION, case="EX-1")
    assert late.post(f"{address}accept/", {"officer_numbers": ""}).status_code == 302
    asked = lead.post(f"{address}records/release/", {"widen": str(report)})
    assert asked.status_code == 422
    assert f'name="widen" value="{report}"' in asked.content.decode()
    assert lead.post(f"{address}records/release/", {"widen": "no id"}).status_code == 422
    assert late.get(f"/records/{report}/").status_code == 404
    assert lead.post(f"{address}records/release/", {"widen": str(report), "answered": "on"}).status_code == 302
    assert late.get(f"/records/{report}/").status_code == 200


def call(name: str, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    """One call of the API as somebody."""
    _client, token = twins.client_of(name, viewer(name))
    said = Client().generic(
        method,
        f"/api{address}",
        json.dumps(body) if body is not None else "",
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Kerege-Purpose": Purpose.JOINT_OPERATION.value,
            "Kerege-Case": "EX-1",
        },
    )
    return said.status_code, json.loads(said.content) if said.content else None


def test_an_invitation_is_declined_by_page_and_api_and_made_anew(visitor: Visitor) -> None:
    lead = visitor("aigerim", Purpose.JOINT_OPERATION, case="EX-1")
    guest = visitor("hamid", Purpose.JOINT_OPERATION, case="EX-1")
    address = lead.post("/operations/", {"title": "EXERCISE REFLEX", "template": "post"}).headers["Location"]
    entries = f"{address}entries"
    for way in ("page", "api"):
        chance.advance(timedelta(minutes=1))
        assert lead.post(f"{address}do/invite/", {"invited": "UZ-CUSTOMS", "message": ""}).status_code == 302
        assert 'value="decline"' in guest.get("/operations/").content.decode()
        assert 'value="decline"' in guest.get(f"{address}accept/").content.decode()
        chance.advance(timedelta(minutes=1))
        words = f"EXERCISE no officers ({way})"
        if way == "page":
            said = guest.post(f"{address}accept/", {"deed": "decline", "words": words})
            assert said.headers["Location"] == "/operations/"
        else:
            assert call("hamid", "POST", entries, {"kind": "decline", "words": words})[0] == 204
        assert "/accept/" not in guest.get("/operations/").content.decode()
        assert guest.post(f"{address}accept/", {"deed": "decline"}).status_code == 404
        assert words in lead.get(address).content.decode()
        assert words in lead.get(f"{address}log/").content.decode()
    shown = call("aigerim", "GET", address.rstrip("/"))[1]
    assert [each["words"] for each in shown["declined"]] == [f"EXERCISE no officers ({way})" for way in ("page", "api")]


def test_the_api_does_what_the_pages_do() -> None:
    status, made = call("aigerim", "POST", "/operations", {"title": "EXERCISE", "template": "border"})
    assert status == 201
    address = f"/operations/{made['id']}"
    entries = f"{address}/entries"
    assert call("aigerim", "POST", entries, {"kind": "invite", "given": {"agency": "UZ-CUSTOMS"}})[0] == 204
    assert call("hamid", "GET", address)[0] == 404
    assert [each["phase"] for each in call("hamid", "GET", "/operations")[1]] == [None]
    assert call("hamid", "POST", entries, {"kind": "accept"})[0] == 204
    report = kept("aigerim")
    given = {"given": {"report": str(report), "part": "facts", "answered": "yes"}}
    assert call("aigerim", "POST", f"{address}/records", given)[0] == 204
    assert [each["report"] for each in call("hamid", "GET", f"{address}/records")[1]] == [str(report)]
    chance.advance(timedelta(minutes=1))
    days = {"since": chance.today().isoformat(), "until": chance.today().isoformat()}
    assert call("aigerim", "POST", entries, {"kind": "scope", "given": days})[0] == 204
    assert len(call("aigerim", "GET", f"{address}/sheet")[1]["left_out"]) == 1
    status, said = call("hamid", "POST", entries, {"kind": "release"})
    assert status == 422
    assert said["error"]
    status, said = call("hamid", "POST", entries, {"kind": "fly", "words": "EXERCISE"})
    assert status == 422
    shown = call("hamid", "GET", address)[1]
    assert [each["party"] for each in shown["members"]] == ["KZ", "UZ"]
    assert shown["scope"]["since"]
    named = {"kind": "name", "given": {"officer": viewer("hamid").officer_number, "role": "liaison"}}
    assert call("hamid", "POST", entries, named)[0] == 204
    assert call("aigerim", "POST", entries, named)[0] == 422, "a foreign officer"
    [officer] = call("aigerim", "GET", f"{address}/officers")[1]["officers"]
    assert (officer["officer"], officer["holds"], officer["own"]) == (viewer("hamid").officer_number, True, False)
    assert call("erlan", "GET", f"{address}/officers")[0] == 404
    assert call("hamid", "POST", entries, {"kind": "leave"})[0] == 204
    assert call("hamid", "GET", f"{address}/records")[0] == 404


def declines_and_is_invited_anew(run: Callable[..., str], made: str) -> None:
    """Tashkent declines in the terminal, Almaty reads why and invites again."""
    run("hamid", "decline", made, "--words", "EXERCISE no officers")
    assert made not in run("hamid", "list")
    assert "EXERCISE no officers" in run("aigerim", "show", made)
    chance.advance(timedelta(minutes=1))
    run("aigerim", "invite", made, "--set", "agency=UZ-CUSTOMS")


def each_set(*pairs: str) -> list[str]:
    """Options of a command that state these."""
    return [word for pair in pairs for word in ("--set", pair)]


def test_the_terminal_does_what_the_pages_do(capsys: pytest.CaptureFixture[str]) -> None:
    from kerege.cli.joint import run_operation
    from kerege.cli.main import parser
    from kerege.cli.terminal import CommandError, Terminal

    tokens = {name: twins.client_of(name, viewer(name))[1] for name in ("aigerim", "hamid")}
    with pytest.MonkeyPatch.context() as patch:

        def run(name: str, *words: str) -> str:
            patch.setenv("KEREGE_TOKEN", tokens[name])
            arguments = parser().parse_args(["operation", *words, "--case", "EX-1"])
            assert run_operation(arguments, Terminal(arguments)) == 0
            return capsys.readouterr().out

        made = run("aigerim", "found", "--title", "EXERCISE", "--template", "post").strip()
        run("aigerim", "invite", made, "--set", "agency=UZ-CUSTOMS")
        declines_and_is_invited_anew(run, made)
        assert made in run("hamid", "list")
        run("hamid", "accept", made)
        report = kept("aigerim")
        assert "seizure" in run("aigerim", "release", made, "--set", f"report={report}", "--set", "answered=yes")
        assert "seizure" in run("hamid", "records", made)
        names = ("title=EXERCISE officer", "role=liaison", "telephone=+998 90 000 00 00")
        run("hamid", "contact", made, *(part for name in names for part in ("--set", name)))
        assert "+998 90 000 00 00" in run("aigerim", "contacts", made)
        chance.advance(timedelta(minutes=1))
        today = chance.today().isoformat()
        assert f"({today} – {today})" in run("aigerim", "scope", made, *each_set(f"since={today}", f"until={today}"))
        with pytest.raises(CommandError, match="phase=exchange"):
            run("aigerim", "phase", made)
        assert "H3" in run("aigerim", "preview", made), "a record restricted in words stays out, and its owner is told"
        assert "stateDiagram" in run("aigerim", "diagram")
        number = viewer("hamid").officer_number
        assert f"UZ  {number}" in run("hamid", "name", made, "--set", f"officer={number}", "--set", "role=duty")
        assert number in run("aigerim", "officers", made)
        assert number not in run("hamid", "unname", made, "--set", f"officer={number}")
        run("hamid", "open", made)
        run("hamid", "leave", made)
        assert made not in run("hamid", "list")


def dushanbe(visitor: Visitor, name: str) -> Client:
    """The session of an officer of Dushanbe."""
    return visitor(name, Purpose.JOINT_OPERATION, case="EX-1")


def test_an_invitation_is_accepted_by_named_officers_and_nobody_else_of_the_agency_reads_it(visitor: Visitor) -> None:
    lead, guest, address = begun(visitor)
    assert lead.post(f"{address}do/invite/", {"invited": "TJ-DCA"}).status_code == 302
    page, officer = f"{address}officers/", viewer("tj_analyst").officer_number
    offered = {"deed": "propose", "agency": "TJ-DCA", "number": officer, "role": "analyst"}
    assert lead.post(page, offered).status_code == 302
    assert officer in lead.get(page).content.decode()
    names, analyst = dushanbe(visitor, "farrukh"), dushanbe(visitor, "tj_analyst")
    assert names.get(page).status_code == 404, "only invited yet"
    accepting = names.get(f"{address}accept/").content.decode()
    assert re.search(rf'value="{officer}"[^>]*checked', accepting), "whom the lead proposes is marked"
    assert visitor("erlan", Purpose.JOINT_OPERATION, case="EX-1").get(f"{address}accept/").status_code == 302
    assert names.post(f"{address}accept/", {"deed": "officers", "role": "analyst"}).status_code == 422
    chosen = {"deed": "officers", "officers": [officer], "role": "analyst"}
    assert names.post(f"{address}accept/", chosen).headers["Location"] == page
    assert names.get(address).status_code == 404, "who names is none of them"
    assert analyst.get(address).status_code == 200
    assert officer in guest.get(address).content.decode()
    assert "EXERCISE tj_analyst" in names.get(page).content.decode(), "his own agency reads his name"
    assert "EXERCISE tj_analyst" not in guest.get(page).content.decode()
    assert page in names.get("/operations/").content.decode()


def test_officers_are_named_and_ended_by_page(visitor: Visitor) -> None:
    lead, guest, address = begun(visitor)
    assert lead.post(f"{address}do/invite/", {"invited": "TJ-DCA"}).status_code == 302
    page, officer = f"{address}officers/", viewer("tj_analyst").officer_number
    names, analyst = dushanbe(visitor, "farrukh"), dushanbe(visitor, "tj_analyst")
    assert names.post(f"{address}accept/").status_code == 302
    assert names.post(page, {"deed": "name", "officer": officer, "role": "lead", "myself": "on"}).status_code == 422
    assert names.post(page, {"deed": "name", "officer": officer, "role": "field", "myself": "on"}).status_code == 302
    assert names.get(address).status_code == 200, "he named himself too"
    contact = {"officer": officer, "name": "EXERCISE", "role": "duty", "telephone": "+992 1", "under": ""}
    assert officer in lead.get(f"{address}contacts/").content.decode(), "without a telephone"
    assert analyst.post(f"{address}do/contact/", contact).status_code == 302
    assert "+992 1" in lead.get(f"{address}contacts/").content.decode()
    assert 'value="unname"' in analyst.get(f"{page}?end={officer}").content.decode()
    assert 'value="unname"' not in guest.get(f"{page}?end={officer}").content.decode()
    assert analyst.post(page, {"deed": "unname", "officer": officer}).headers["Location"] == "/operations/"
    for where in ("", "officers/", "contacts/", "log/"):
        assert analyst.get(address + where).status_code == 404
    assert "+992 1" not in lead.get(f"{address}contacts/").content.decode()
    assert 'value="open"' in names.get(f"{page}?open=1").content.decode()
    assert names.post(page, {"deed": "open"}).status_code == 302
    assert analyst.get(address).status_code == 200
    assert guest.post(page, {"deed": "name", "officer": officer, "role": "field"}).status_code == 422
    assert visitor("erlan", Purpose.JOINT_OPERATION, case="EX-1").get(page).status_code == 404
