"""A page that shows something of several records joins their terms: a narrower one among them is seen on top."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.bulletins import actions as bulletins
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.operations.actions import joint
from kerege.rooms.requests.queries import Outcome
from kerege.rooms.statistics.queries import Step, period_of
from tests import cast
from tests.access import twins
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.crosscheck.nodes import cloned, emptied
from tests.rooms.operations import test_joint as operations
from tests.rooms.permissions import scenes as released
from tests.rooms.records import desk
from tests.rooms.requests import scenes as requests
from tests.rooms.screening import scenes as screening

Scene = Iterator[tuple[str, str]]
"""Whose page, and where, once with plain records and once with a narrower one among them."""
WEB = Path(__file__).parents[2] / "src/kerege/web"
NARROW: dict[str, Any] = {"conditions": ["intelligence_only"]}
PHONES = ("+992 918 00 00 01", "+992 918 00 00 02")
ELSEWHERE = {
    "records/views/listing.py": "tests/web/records/test_marked.py",
    "statistics/views.py": "tests/web/records/test_marked.py",
    "situation/views.py": "tests/web/records/test_marked.py",
    "records/views/showing.py": "tests/web/records/test_record.py",
    "records/views/approving.py": "tests/web/records/test_approvals.py",
}
"""Files whose pages another test looks at in the same way."""


def offers() -> Scene:
    """What waits to be offered."""
    desk.report("daniyar")
    yield "aigerim", "/records/offers/"
    desk.report("daniyar", desk.raw(**NARROW))
    yield "aigerim", "/records/offers/"


def known_by_phone(to: str) -> Iterator[str]:
    """The phone of a record that a party may read; the second record is the narrower."""
    for phone, terms in zip(PHONES, ({}, NARROW), strict=True):
        released.a_record(to=to, name="УЧЕБНЫЙ Отмечаев Тимур", phone=phone, **terms)
        yield phone


def screened(page: str = "") -> Callable[[], Scene]:
    """What a list met, on a page of the screening."""

    def scene() -> Scene:
        with screening.read_here():
            for phone in known_by_phone("KZ"):
                run = screening.screened(screening.a_list(4, [f"P1,УЧЕБНЫЙ Отмечаев Тимур,,TJ,,{phone}"]))
                yield "bolat", f"/screening/{run}/{page}"

    return scene


def hits() -> Scene:
    """The inbox of the cross-check."""
    for phone in known_by_phone("TJ"):
        checking.ask("farrukh", phone)
        yield "farrukh", "/hits/?side=asker"


def subjects() -> Scene:
    """Subjects that stand in another desk's case too."""
    for phone, terms in zip(PHONES, ({}, NARROW), strict=True):
        checking.report("farrukh", checking.person("УЧЕБНЫЙ Отмечаев Тимур", phone=phone))
        checking.report("aigerim", checking.person("УЧЕБНЫЙ Отмечаев Тимур", phone=phone), **terms)
        while crosscheck.check_waiting():
            pass
        yield "aigerim", "/deconfliction/subjects/"


def an_operation() -> UUID:
    """Almaty leads, Tashkent takes part."""
    lead, guest = operations.viewer("aigerim"), operations.viewer("hamid")
    with viewing(lead):
        made = joint.found(actor=lead, title="EXERCISE REFLEX", template="post")
        joint.invite(actor=lead, operation=made, agency="UZ-CUSTOMS", words="EXERCISE")
    with viewing(guest):
        joint.accept(actor=guest, operation=made)
    return made


def shared_records() -> Scene:
    """Records that were released to an operation."""
    operation = an_operation()
    owner = operations.viewer("hamid")
    for terms in ({}, NARROW):
        report = desk.report("hamid", desk.facts_only(**terms)).report
        with viewing(owner):
            joint.release(actor=owner, operation=operation, given={"report": str(report), "answered": "yes"})
        yield "aigerim", f"/operations/{operation}/records/"


def sheets(tab: str) -> Callable[[], Scene]:
    """Result sheets, kept or before they are kept."""

    def scene() -> Scene:
        operation = an_operation()
        operations.advance_to(operation, operations.Phase.EXCHANGE, operations.Phase.ACTIVE)
        owner = operations.viewer("hamid")
        for terms in ({}, NARROW):
            desk.report("hamid", desk.facts_only(**terms))
            with viewing(owner):
                joint.do(actor=owner, operation=operation, kind="sheet", given={})
            yield "hamid", f"/operations/{operation}/{tab}"

    return scene


def asked_about(address: str) -> Callable[[], Scene]:
    """Requests that were answered with records."""

    def scene() -> Scene:
        for terms in ({}, NARROW):
            report = desk.report("farrukh", desk.facts_only(**terms)).report
            thread = requests.asked()
            requests.answered(thread, Outcome.FULL, records=(report,), text="EXERCISE")
            yield "bolat", address.format(thread=thread)

    return scene


def editions() -> Scene:
    """Released bulletins, one after the other of the same week."""
    week = period_of(chance.today(), Step.WEEK).before()
    composer = cast.viewer("director", Purpose.ANALYSIS)
    for terms in ({}, NARROW):
        desk.report("farrukh", desk.facts_only(occurred=str(week.last_day), **terms))
        with viewing(composer):
            edition = bulletins.compose(actor=composer, week=week)
            bulletins.release(actor=composer, edition_id=edition)
        yield "director", "/bulletins/"


SCENES: dict[str, Callable[[], Scene]] = {
    "records/views/acting.py": offers,
    "screening/views.py": screened(),
    "screening/proposals.py": screened("proposals/"),
    "crosscheck/views.py": hits,
    "deconfliction/views.py": subjects,
    "operations/joint.py": shared_records,
    "operations/joint.py results": sheets("results/"),
    "operations/joint.py preview": sheets("do/sheet/"),
    "requests/views.py": asked_about("/requests/?tab=all"),
    "requests/views.py show": asked_about("/requests/{thread}/"),
    "requests/views.py export": asked_about("/requests/list.csv"),
    "bulletins/views.py": editions,
}


@pytest.fixture(scope="module")
def module_clone(django_db_setup: None, worker_id: str) -> str:
    """One clone for the module."""
    return cloned(worker_id)


@pytest.fixture
def node(module_clone: str, django_db_blocker: Any, worker_id: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A committed node with nothing in it but the cast; no scene draws the ids of another."""
    cache.clear()
    with django_db_blocker.unblock(), chance.seeded(request.node.name):
        yield from emptied(module_clone, worker_id)


def says(who: str, address: str) -> bool:
    """Whether a page's banner, or a file's notes, say the narrower condition."""
    purpose = Purpose.JOINT_OPERATION if "/operations/" in address else Purpose.INVESTIGATION
    client, _token = twins.client_of(who, cast.viewer(who, purpose))
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, (address, answer.status_code)
    page = answer.content.decode()
    top = unescape(page.partition('role="note"')[2].partition("</div>")[0]) if "<html" in page else page
    return "ntelligence only" in top


@pytest.mark.parametrize("shown", sorted(SCENES))
def test_a_page_joins_the_terms_of_a_narrower_record_among_the_others(node: str, shown: str) -> None:
    scene = SCENES[shown]()
    assert not says(*next(scene))
    chance.advance(timedelta(minutes=1))
    assert says(*next(scene))


def test_no_file_of_pages_makes_a_joined_marking_that_nobody_looks_at() -> None:
    made = re.compile(r"\b(?:banner_of|join_markings|marking_of_reports|noted)\(")
    found = {
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.py")
        if made.search(path.read_text(encoding="utf-8")) and path.name not in {"marking.py", "marked.py"}
    }
    assert found == {name.partition(" ")[0] for name in SCENES} | ELSEWHERE.keys()
    assert all((WEB.parents[2] / test).exists() for test in ELSEWHERE.values())
