"""What shows something of several reports carries the join of the terms of those that the reader sees, and no more."""

import random
import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Condition, Handling, Level, Marking, Purpose, joined
from kerege.rooms.bulletins import actions as bulletins
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as officers
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries
from kerege.rooms.statistics.queries import Step, period_of
from kerege.web.shell.words import word
from tests import cast
from tests.rooms.records import desk

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]
READER = "director"
OWNERS = ("farrukh", "aigerim", "hamid", "erlan")
FORMS = ("csv", "xlsx")


def terms(dice: random.Random) -> dict[str, Any]:
    """Terms of one report; each code and condition with odds of one in four."""
    handling = [code.value for code in (Handling.H1, Handling.H2) if dice.random() < 0.25]
    conditions = [each.value for each in Condition if dice.random() < 0.25]
    return {"handling": handling, "conditions": conditions, "level": dice.choice(["open", "official_use"])}


def world(seed: int) -> list[records.Saved]:
    """Six reports of yesterday under terms of their own, and two under every term that the reader may not see."""
    dice = random.Random(seed)
    yesterday = {"occurred": str(chance.today() - chance.timedelta(days=1))}
    shown = [desk.report(dice.choice(OWNERS), desk.facts_only(**yesterday, **terms(dice))) for _ in range(6)]
    every = {"handling": ["H1", "H2"], "conditions": [each.value for each in Condition], "level": "official_use"}
    desk.report("farrukh", desk.facts_only(**yesterday, **every, not_to_parties="CENTRE"))
    desk.report("daniyar", desk.facts_only(**yesterday, **every), send=False)
    return shown


def held(name: str, saved: list[records.Saved]) -> Marking:
    """The join of what single reports say of themselves to a reader, put together here."""
    made = []
    for each in saved:
        entry = desk.read(name, each, Purpose.ANALYSIS)
        assert entry is not None
        version = entry.version
        made.append(
            Marking(
                level=Level(version.level),
                handling=frozenset({Handling.H0, *(Handling(code) for code in version.handling)}),
                conditions=frozenset(Condition(code) for code in version.conditions),
                restrictions=frozenset(filter(None, [version.restriction])),
                official_words=frozenset(filter(None, [entry.official_words if version.level else ""])),
            )
        )
    return joined(made)


def on_page(content: str) -> tuple[set[str], set[str]]:
    """Codes and conditions of the banner of a page."""
    banner = unescape(content.partition('role="note"')[2].partition("</div>")[0])
    with translation.override("en"):
        return set(re.findall(r">(H\d)<", banner)), {each.value for each in Condition if f"{word(each)}<" in banner}


def in_file(content: bytes) -> tuple[set[str], set[str]]:
    """Codes and conditions in the notes of a file."""
    lines = {line.strip('"') for line in content.decode().splitlines()}
    with translation.override("en"):
        codes = {code.value for code in Handling if f"{code.value}: {word(code)}" in lines}
        return codes, {each.value for each in Condition if str(word(each)) in lines}


def told(marking: Marking) -> tuple[set[str], set[str]]:
    """Codes and conditions of a marking."""
    return {code.value for code in marking.handling}, {each.value for each in marking.conditions}


def caller() -> "Client":
    """A client with the reader's token."""
    from django.test import Client

    account = officers.account_id(READER)
    token, _ = directory.make_token(
        account=account,
        hat=officers.hats_of(account)[0].id,
        name="test",
        days=7,
        acts=(Act.READ,),
        purpose=Purpose.ANALYSIS,
        reason="EXERCISE",
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pages_files_and_the_api_carry_the_join_of_what_the_reader_sees(visitor: Visitor, db: None, seed: int) -> None:
    marking = held(READER, world(seed))
    client = visitor(READER)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for address in ("/", "/records/", "/statistics/", "/statistics/?by=country"):
        assert on_page(client.get(address).content.decode()) == told(marking), address
    cast.confirm(client)
    for address in ("/records/export.csv", "/statistics/export.csv"):
        assert in_file(client.get(address).content) == told(marking), address
    today = chance.today()
    span = f"since={today - chance.timedelta(days=30)}&until={today}"
    for address in ("/api/reports", f"/api/statistics/seizures?{span}"):
        assert caller().get(address).json()["marking"] == marking.wire(), address


def test_a_page_with_nothing_on_it_stands_under_what_every_page_carries(visitor: Visitor, db: None) -> None:
    world(1)
    client = visitor(READER)
    for address in ("/records/?country=AF", "/statistics/?country=AF"):
        assert on_page(client.get(address, headers={"Accept-Language": "en"}).content.decode()) == ({"H0"}, set())


def test_a_draft_of_a_bulletin_carries_the_join_of_its_sources_and_of_its_open_questions(
    visitor: Visitor, db: None
) -> None:
    week = period_of(chance.today(), Step.WEEK).before()
    when = {"occurred": str(week.last_day)}
    listed = desk.report("farrukh", desk.facts_only(**when, conditions=["intelligence_only"]))
    asked = desk.report("hamid", desk.facts_only(**when, conditions=["ask_first"]))
    viewer = cast.viewer(READER, Purpose.ANALYSIS)
    with viewing(viewer):
        edition = bulletins.compose(actor=viewer, week=week)
    client = visitor(READER)
    for address in (f"/bulletins/{edition}/", f"/bulletins/weekly/{week.code}/"):
        page = client.get(address, headers={"Accept-Language": "en"})
        assert page.status_code == 200, address
        assert on_page(page.content.decode()) == told(held(READER, [listed, asked])), address
    answer = caller().get(f"/api/bulletins/{edition}").json()
    assert answer["marking"] == held(READER, [listed]).wire()


def test_words_of_restrictions_are_told_to_the_third_and_then_counted(visitor: Visitor, db: None) -> None:
    for number in range(5):
        desk.report("aigerim", desk.facts_only(handling=["H3"], restriction=f"EXERCISE words {number}"))
    page = visitor("aigerim").get("/records/", headers={"Accept-Language": "en"}).content.decode()
    banner = page.partition('role="note"')[2].partition("</div>")[0]
    assert [f"EXERCISE words {number}" in banner for number in range(5)] == [True] * 3 + [False] * 2
    assert "further restrictions in words: 2" in banner
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        assert len(queries.latest(viewer=viewer).marking.restrictions) == 5
