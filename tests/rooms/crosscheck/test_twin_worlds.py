"""Two worlds that differ in what the asker may not learn: his answers, inbox and acts are the same byte for byte."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.journal import queries as journal
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.queries import Action, Kind
from tests import cast
from tests.conftest import STARTED_HOME, clone, point_to
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, inbox, person, report, wire
from tests.rooms.requests import scenes

OTHER_PHONE = "+998 90 123 45 67"
TEXTS = (f"Rahimov Farrukh 1987, {PHONE}", "فرخ رحیموف", PHONE, OTHER_PHONE, "Karimov Bahodir 1990")
Change = Callable[[], None]
SEEN: dict[str, str] = {}


@pytest.fixture
def worlds(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Callable[[Change], None]]:
    """`worlds(change)`: enter a fresh world in which the common past, then the change, has happened."""
    home = Path(os.environ[STARTED_HOME])
    name = f"kerege_{worker_id}_own"

    from django.db import connections

    def enter(change: Change) -> None:
        connections.close_all()
        clone(name, home)
        point_to(name)
        with chance.seeded("past"):
            common_past()
            change()

    with django_db_blocker.unblock():
        yield enter
        connections.close_all()
        point_to(f"kerege_{worker_id}")


def common_past() -> None:
    """What both worlds share: an own record of the asker's, a hit, and a silent one."""
    report("aigerim", person(RAHIMOV, birth_date="1987"))
    report("hamid", person("Rahimov Farrukh", phone=PHONE))
    report("iskender", person("Каримов Баходир", category="contact"))


def seen_by(who: str) -> str:
    """Everything the cross-check lets somebody see after the same acts: answers, inbox, details, own acts, refusals."""
    with chance.seeded("now"):
        answers = [wire(ask(who, text)) for text in TEXTS]
        answers += [wire(ask(who, TEXTS[0], exclude=["UZ"]))]
        viewer = cast.viewer(who, Purpose.INVESTIGATION, case="EX-7", reason="")
        with viewing(viewer):
            many = actions.check_list(actor=viewer, questions=queries.read_lines("\n".join(TEXTS)))
        answers += [wire(each) for each in many]
        lines = inbox(who, purpose=Purpose.INVESTIGATION)
        listed = [line.wire("en", str) for line in lines]
        with viewing(viewer):
            details = [repr(queries.hit(viewer=viewer, hit_id=line.id)) for line in lines]
            acts = [repr(act) for act in journal.own_acts(viewer=viewer)]
            told = repr(queries.who_will_be_told(viewer=viewer))
            count = queries.waiting_count(viewer=viewer)
    return json.dumps([answers, listed, details, acts, told, count], ensure_ascii=False, default=str)


def nothing() -> None:
    """The first world."""


HIDDEN: dict[str, Change] = {
    "a victim": lambda: void(report("farrukh", person(RAHIMOV, category="victim", phone=PHONE, birth_date="1987"))),
    "a contact": lambda: void(report("farrukh", person(RAHIMOV, category="contact", phone=PHONE, birth_date="1987"))),
    "a covert case": lambda: void(report("hamid", person(RAHIMOV, phone=OTHER_PHONE, covert="yes"))),
    "an integrity case": lambda: void(report("hamid", person("Karimov Bahodir", integrity="yes", phone=OTHER_PHONE))),
    "one that was not offered": lambda: void(report("tj_analyst", person(RAHIMOV, phone=PHONE, birth_date="1987"))),
    "one of a party without the agreement": lambda: void(report("ksenia", person(RAHIMOV, phone=OTHER_PHONE))),
    "one closed to the asker's party": lambda: void(
        report("farrukh", person(RAHIMOV, phone=PHONE), not_to_parties="KZ")
    ),
    "a hundred hidden ones of one number": lambda: void(
        [
            report("hamid", *(person(f"Сафаров {at}", category="victim", phone=OTHER_PHONE) for at in letters))
            for letters in ("абвгдежзийклмнопрстуфхцчшщэюя", "ABCDEFGHIJKLMNOPQRSTUVWXYZ") * 2
        ]
    ),
    "a look-out that another state accepted": lambda: void(look_out("uz-tashkent", "hamid")),
    "a look-out that nobody of the own state accepted": lambda: void(look_out("kz-customs", "")),
    "one judged the same by others": lambda: void(judged_elsewhere()),
    "one made before there were keys": lambda: void(report("hamid", person("Ким", category="victim", phone=PHONE))),
    "sixty silent ones": lambda: void(
        [
            report("farrukh", *(person(f"{RAHIMOV} {at}", category="contact", phone=PHONE) for at in letters))
            for letters in ("абвгдежзийклмнопрстуфхцчшщэюя", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        ]
    ),
}


def look_out(desk: str, accepted_by: str) -> None:
    """Dushanbe's look-out for what the asker asks about, at one desk; accepted or not."""
    content = {"kind": Kind.LOOK_OUT, "action": Action.STOP, "expires_on": chance.today() + timedelta(days=9)}
    thread = scenes.asked("tj_analyst", desks=(desk,), question=f"{RAHIMOV} 1987, {PHONE}", **content)
    if accepted_by:
        scenes.do(accepted_by, requests.accept, thread=thread)


def judged_elsewhere() -> None:
    """A contact of one party whom another, to whom it is released by nobody, asked for and was told nothing of."""
    report("farrukh", person(RAHIMOV, category="contact", phone=PHONE))
    ask("hamid", PHONE)
    line = next(each for each in inbox("farrukh") if each.finding == "silent")
    owner = cast.viewer("farrukh")
    with viewing(owner):
        actions.judge(actor=owner, hit_id=line.id, verdict=queries.Verdict.SAME, reason="EXERCISE")


def void(_: object) -> None:
    """A change that gives nothing back."""


@pytest.fixture
def plain(worlds: Callable[[Change], None]) -> str:
    """What the asker sees of the first world, which is the same whatever the second will hide."""
    if "plain" not in SEEN:
        worlds(nothing)
        SEEN["plain"] = seen_by("bolat")
    return SEEN["plain"]


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
def test_what_is_hidden_changes_no_byte(worlds: Callable[[Change], None], plain: str, hidden: str) -> None:
    worlds(HIDDEN[hidden])
    assert seen_by("bolat") == plain


def test_the_content_of_a_hit_changes_no_byte(worlds: Callable[[Change], None]) -> None:
    def one() -> None:
        report("farrukh", person(RAHIMOV, phone=PHONE, birth_date="03.05.1987", aliases="Фара; Федя"))

    def other() -> None:
        more = [{"kind": "phone", "value": PHONE}, {"kind": "plate", "value": "777ABC02", "country": "KZ"}]
        report("farrukh", person("RAHIMOV FARRUKH", birth_date="1987", category="convicted", identifiers=more))

    worlds(one)
    first = seen_by("bolat")
    worlds(other)
    assert seen_by("bolat") == first
    assert "tj-dushanbe" in first


def test_an_excluded_party_is_a_viewer_too(worlds: Callable[[Change], None]) -> None:
    def asked() -> None:
        for text in TEXTS:
            ask("farrukh", text, exclude=["KZ"])

    worlds(nothing)
    plain = seen_by("bolat") + readings("aigerim")
    worlds(asked)
    assert seen_by("bolat") + readings("aigerim") == plain


@pytest.mark.parametrize("exclude", ["TJ", "tj-dushanbe"])
def test_what_an_excluded_party_holds_moves_nothing_and_it_learns_nothing(
    worlds: Callable[[Change], None], exclude: str
) -> None:
    """No byte of the list's answer hangs on what the excluded hold; nothing of the asking reaches them."""

    def asked() -> str:
        with chance.seeded("asking"):
            viewer = cast.viewer("bolat", Purpose.INVESTIGATION, case="EX-7", reason="")
            with viewing(viewer):
                questions = queries.read_lines("\n".join(TEXTS))
                found = actions.check_list(actor=viewer, questions=questions, exclude=[exclude])
            lines = inbox("bolat", purpose=Purpose.INVESTIGATION)
            listed = [line.wire("en", str) for line in lines if line.side == "asker"]
        return json.dumps([[wire(each) for each in found], listed], ensure_ascii=False, default=str)

    def learnt() -> str:
        lines = [line.wire("en", str) for line in inbox("farrukh")]
        return readings("farrukh") + json.dumps(lines, default=str)

    worlds(lambda: void([report("farrukh", person(RAHIMOV, phone=PHONE)) for _ in range(3)]))
    before = learnt()
    held = asked()
    assert learnt() == before
    worlds(lambda: void([report("farrukh", person("Другой Человек")) for _ in range(3)]))
    assert asked() == held


def readings(who: str) -> str:
    """What an agency learns of who touched its records."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return repr(journal.readings(viewer=viewer))


def test_what_may_be_found_does_change_the_bytes(worlds: Callable[[Change], None], plain: str) -> None:
    worlds(lambda: void(report("farrukh", person(RAHIMOV, phone=PHONE))))
    assert seen_by("bolat") != plain


def test_the_owner_of_a_silent_match_does_learn(worlds: Callable[[Change], None]) -> None:
    worlds(HIDDEN["a contact"])
    seen_by("bolat")
    assert any(line.finding == "silent" for line in inbox("farrukh"))
