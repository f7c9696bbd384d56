"""The pages, operations and commands of an opening, played by three officers; and of a permission."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from kerege.cli import main as terminal
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Part, Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.permissions import actions, queries
from tests import cast
from tests.access import twins
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.permissions import scenes

pytestmark = pytest.mark.usefixtures("own_clone")


class Officer:
    """Somebody of the cast at the pages and at the API."""

    def __init__(self, name: str, purpose: Purpose = scenes.WORKS) -> None:
        """Signed in, with a token."""
        self.client, token = twins.client_of(name, cast.viewer(name, purpose, case="EX-7"))
        self.headers = {"Authorization": f"Bearer {token}"}

    def page(self, address: str) -> str:
        """A page as text."""
        return self.client.get(address, headers={"Accept-Language": "en"}).content.decode()

    def status(self, address: str) -> int:
        """How a page answers."""
        return self.client.get(address).status_code

    def send(self, address: str, **given: object) -> int:
        """Send a form."""
        return self.client.post(address, given).status_code

    def call(self, address: str, given: dict[str, Any] | None = None) -> tuple[int, Any]:
        """An operation of the API."""
        if given is None:
            said = Client().get(f"/api/{address}", headers=self.headers)
        else:
            said = Client().post(
                f"/api/{address}", json.dumps(given), content_type="application/json", headers=self.headers
            )
        return said.status_code, json.loads(said.content)


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    cache.clear()


def test_three_officers_play_an_opening_on_pages_and_the_owner_reviews_it() -> None:
    with chance.seeded("pages", twins.NOON):
        scenes.hits()
        hit = scenes.hit_of("tj_analyst")
        asker, first, second, owner = map(Officer, ("tj_analyst", "farrukh", "kz_coordinator", "erlan"))
        assert f"/openings/ask/{hit}/" in asker.page(f"/hits/{hit}/")
        assert asker.send(f"/openings/ask/{hit}/", danger="short") == 422
        assert asker.send(f"/openings/ask/{hit}/", danger=scenes.DANGER) == 302
        viewer = scenes.seen_as("tj_analyst")
        with viewing(viewer):
            [opening] = queries.openings(viewer=viewer)
        place = f"/openings/{opening.id}/"
        assert asker.status(f"{place}shown/") == 404
        assert asker.send(f"{place}step/", step="vouch") == 403
        assert second.send(f"{place}step/", step="open", hours=4) == 422
        assert 'value="vouch"' in first.page(place)
        assert first.send(f"{place}step/", step="vouch") == 302
        assert 'value="open"' not in first.page(place)
        assert first.send(f"{place}step/", step="open", hours=4) == 422
        assert second.send(f"{place}step/", step="open", hours=25) == 422
        assert second.send(f"{place}step/", step="open", hours=4) == 302
        shown = asker.page(f"{place}shown/")
        assert scenes.NAME in shown
        assert checking.PHONE in shown
        assert scenes.NAME not in asker.page(place)
        for name in ("kz_coordinator", "hamid", "director", "tj_dpo"):
            assert scenes.NAME not in Officer(name).page(f"{place}shown/"), name
        assert "open now" in owner.page("/permissions/")
    with chance.seeded("pages-late", twins.NOON + timedelta(hours=5)):
        asker, owner = Officer("tj_analyst"), Officer("erlan")
        assert asker.status(f"{place}shown/") == 404
        assert 'name="justified"' in owner.page(place)
        assert owner.send(f"{place}review/", justified="no", words="EXERCISE reason") == 302
        assert "EXERCISE reason" in asker.page(place)


def test_the_same_by_the_api() -> None:
    scenes.hits()
    hit = scenes.hit_of("tj_analyst")
    asker, first, second, owner = map(Officer, ("tj_analyst", "farrukh", "kz_coordinator", "erlan"))
    status, made = asker.call("openings", {"hit": str(hit), "danger": scenes.DANGER})
    assert status == 201
    place = f"openings/{made['id']}"
    assert first.call(f"{place}/step", {"step": "open", "hours": 3})[0] == 409
    assert first.call(f"{place}/step", {"step": "vouch"}) == (200, {"done": True})
    assert second.call(f"{place}/step", {"step": "open", "hours": 3}) == (200, {"done": True})
    assert asker.call(f"{place}/shown")[1]["subjects"][0]["name"] == scenes.NAME
    assert Officer("hamid").call(f"{place}/shown")[0] == 404
    assert owner.call(f"{place}/step", {"step": "end"}) == (200, {"done": True})
    assert asker.call(f"{place}/shown")[0] == 404
    assert owner.call(f"{place}/review", {"justified": True, "words": "EXERCISE"}) == (200, {"reviewed": True})
    assert [each["reads"] for each in asker.call("openings")[1]] == [1]


def command(who: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """A command of somebody's, answered as JSON."""
    from kerege.rooms.directory import actions as directory_actions

    account = directory.account_id(who)
    hat = directory.hats_of(account)[0].id
    token, _ = directory_actions.make_token(
        account=account, hat=hat, name=chance.new_id().hex[:8], purpose=scenes.WORKS, reason="EXERCISE"
    )
    monkeypatch.setenv("KEREGE_TOKEN", token)
    capsys.readouterr()
    code = terminal.main([*words, "--json", "--purpose", scenes.WORKS.value, "--case", "EX-7"])
    said = capsys.readouterr().out
    return code, json.loads(said) if said else None


def test_the_same_at_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    scenes.hits()
    hit = scenes.hit_of("tj_analyst")

    def run(who: str, *words: str) -> Any:
        return command(who, monkeypatch, capsys, "opening", *words)

    code, made = run("tj_analyst", "ask", str(hit), "--danger", scenes.DANGER)
    assert code == 0
    opening = made["id"]
    assert run("farrukh", "open", opening, "--hours", "2")[0] != 0
    assert run("farrukh", "vouch", opening)[0] == 0
    assert run("kz_coordinator", "open", opening, "--hours", "2")[0] == 0
    assert run("tj_analyst", "show", opening)[1]["subjects"][0]["name"] == scenes.NAME
    assert run("hamid", "show", opening)[0] != 0
    assert run("erlan", "end", opening)[0] == 0
    assert run("erlan", "review", opening, "--because", "EXERCISE reason", "--justified")[0] == 0
    assert [each["standing"] for each in run("tj_analyst", "list")[1]["openings"]] == ["reviewed"]


def test_a_permission_is_asked_and_granted_on_pages_by_api_and_at_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = scenes.a_record(handling="H2")
    asker, owner = Officer("farrukh"), Officer("erlan")
    assert f"/permissions/ask/{report}/" in asker.page(f"/records/{report}/")
    assert f"/permissions/ask/{report}/" not in owner.page(f"/records/{report}/")
    towards = {code: str(party_of(code)) for code in ("UZ", "KG")}
    given = {"act": "onward", "part": "nominal", "words": "EXERCISE: for a case in court"}
    assert asker.send(f"/permissions/ask/{report}/", **given) == 422
    assert asker.send(f"/permissions/ask/{report}/", **given, towards=towards["UZ"]) == 302
    asking = asker.call("permissions")[1][0]["id"]
    assert 'value="grant"' in owner.page(f"/permissions/{asking}/")
    assert 'value="grant"' not in asker.page(f"/permissions/{asking}/")
    assert owner.send(f"/permissions/{asking}/answer/", answer="refuse", words="") == 422
    assert Officer("hamid").status(f"/permissions/{asking}/") == 404
    assert owner.send(f"/permissions/{asking}/answer/", answer="grant", words="EXERCISE", last_day="2030-01-01") == 302
    assert scenes.NAME in Officer("hamid").page(f"/records/{report}/")

    status, made = asker.call(
        "permissions", {**given, "report": str(report), "towards": towards["KG"], "act": Act.ONWARD.value}
    )
    assert status == 201
    assert owner.call(f"permissions/{made['id']}/answer", {"grant": False, "words": "EXERCISE reason"})[0] == 200
    assert asker.call(f"permissions/{made['id']}")[1]["state"] == "refused"

    code, made = command(
        "farrukh", monkeypatch, capsys, "permission", "ask", number_of(report), "--to", "KG", "--for", "EXERCISE again"
    )
    assert code == 0
    assert command("erlan", monkeypatch, capsys, "permission", "answer", made["id"], "--grant")[0] == 0
    assert command("farrukh", monkeypatch, capsys, "permission", "list")[1]["askings"][0]["state"] == "granted"


def party_of(code: str) -> UUID:
    with viewing(scenes.seen_as("farrukh")):
        return directory.party(code).id


def number_of(report: UUID) -> str:
    from kerege.rooms.records import queries as records

    viewer = scenes.seen_as("farrukh")
    with viewing(viewer):
        return records.report(viewer=viewer, report_id=report).number


def test_a_restriction_in_words_stops_a_grant_until_the_owner_answers_for_it() -> None:
    report = scenes.a_record(handling="H3", conditions="ask_first", restriction="EXERCISE: only to Dushanbe")
    actor = scenes.seen_as("farrukh")
    with viewing(actor):
        asking = actions.ask(
            actor=actor,
            report=report,
            part=Part.NOMINAL,
            act=Act.ONWARD,
            towards=directory.party("UZ").id,
            words=scenes.DANGER,
        )
    owner = Officer("erlan")
    assert owner.send(f"/permissions/{asking}/answer/", answer="grant") == 422
    assert owner.send(f"/permissions/{asking}/answer/", answer="grant", answered="on") == 302
