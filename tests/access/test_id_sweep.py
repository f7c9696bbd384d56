"""Proof: an id of what the asker may not see and an id that leads nowhere get the same answer, at every door."""

import re

import pytest

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from tests import cast
from tests.access import ids, twins

STRANGERS = ("farrukh", "tj_dpo", "aigerim", "observer", "org_analyst", "duty", "admin")


@pytest.fixture
def doors(db: None) -> list[ids.Door]:
    """Every door with an id."""
    return [*ids.page_doors(), *ids.api_doors()]


def test_every_id_in_an_address_stands_on_the_stage(doors: list[ids.Door]) -> None:
    """A new page or operation with an id of a new kind fails here until the stage has one."""
    known = {"report", "subject", "attachment", "release", "edition", "hit", "judgement", "upload", "import_id", "row"}
    known |= {
        "thread",
        "run",
        "digest",
        "purge",
        "planned",
        "crossing",
        "delivery",
        "operation",
        "inquiry",
        "consultation",
        "challenge",
        "asking",
        "opening",
        "proposal",
    }
    assert {name for door in doors for name in door.names} - ids.PUBLIC == known
    assert len(doors) > 80


@pytest.mark.parametrize("name", STRANGERS)
def test_a_strangers_guess_and_a_real_id_get_the_same_answer(name: str, stage: ids.Stage) -> None:
    assert told_apart(name, stage) > 40


def told_apart(name: str, stage: ids.Stage, cells: set[str] | None = None) -> int:
    """Ask every door for real ids and for ids that lead nowhere as a stranger; returns how many doors were asked.

    `cells` takes the doors that were asked. Raises AssertionError naming the doors that tell them apart.
    """
    told, asked = [], 0
    with chance.seeded(f"ids-{name}", twins.NOON):
        client, token = twins.client_of(name, cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE"))
        known, nowhere = stage.ids, ids.unknown(stage.ids)
        for door in [*ids.page_doors(), *ids.api_doors()]:
            if set(door.names) & ids.PUBLIC or any(name in stage.insiders[each] for each in door.names):
                continue
            answer = ids.asked(client, token, door, known)
            assert not answer.startswith((b"429 ", b"5")), f"{door} asked nothing: {answer[:300]!r}"
            assert not LED_AWAY.search(answer), f"{door} asked nothing: {answer[:300]!r}"
            asked += 1
            if cells is not None:
                cells.add(f"{'+'.join(door.names)} × {door.method} {door.address} × {name}")
            if answer != ids.asked(client, token, door, nowhere):
                told.append(f"{door.method} {door.address}")
            if len(door.names) > 1 and swapped(client, token, door, stage, name):
                told.append(f"{door.method} {door.address}, under a parent of his own")
    assert not told, f"{name} learns that the id is real: {told}"
    return asked


LED_AWAY = re.compile(rb"'Location': '/(visit|account)")
OWN_REPORT = {"farrukh", "aigerim"}


def swapped(client: object, token: str, door: ids.Door, stage: ids.Stage, name: str) -> bool:
    """Whether a real child under a parent of the asker's own is told from one that leads nowhere."""
    if name not in OWN_REPORT or door.names[0] != "report":
        return False
    own = twins.keep(name, twins.raw(11))
    child = {**stage.ids, "report": own}
    nowhere = {**ids.unknown(stage.ids), "report": own}
    return ids.asked(client, token, door, child) != ids.asked(client, token, door, nowhere)


def test_the_owner_is_shown_what_strangers_are_not(stage: ids.Stage) -> None:
    """The dual: the sweep would also hold if every id led nowhere."""
    with chance.seeded("ids-owner", twins.NOON):
        client, token = twins.client_of(ids.OWNER, cast.viewer(ids.OWNER, Purpose.INVESTIGATION, case="EXERCISE"))
        seen = set()
        for door in [*ids.page_doors(), *ids.api_doors()]:
            if door.method == "GET" and not set(door.names) & ids.PUBLIC:
                told = ids.asked(client, token, door, stage.ids)
                if told != ids.asked(client, token, door, ids.unknown(stage.ids)) and re.match(rb"200 ", told):
                    seen |= set(door.names)
        taken_back = next(door for door in ids.api_doors() if door.method == "DELETE" and door.names == ["judgement"])
        assert ids.asked(client, token, taken_back, stage.ids).startswith(b"204 ")
    assert seen | {"judgement"} == set(stage.ids) - {"run", "inquiry", "proposal"}
