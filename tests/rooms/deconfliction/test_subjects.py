"""Subjects in two cases: both sides hear by finding mode; what either side takes back is no match any more."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import queries as hits
from kerege.rooms.crosscheck.rules.entries import addresses_of
from kerege.rooms.deconfliction import queries
from kerege.rooms.notices import queries as notices
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from tests import cast
from tests.rooms.crosscheck import scenes
from tests.rooms.crosscheck.nodes import cloned, emptied

KIND = "deconfliction.subject"
PHONE = "+7 700 000 77 01"
YARD = {"kind": "premises", "name": "Шымкент, ул. Учебная, д. 18"}
SAME_YARD = {"kind": "premises", "name": "warehouse; Shymkent, Uchebnaya street 18"}


@pytest.fixture(scope="module")
def module_clone(django_db_setup: None, worker_id: str) -> str:
    """One clone for the module."""
    return cloned(worker_id)


@pytest.fixture(autouse=True)
def node(module_clone: str, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A committed node with nothing in it but the cast."""
    with django_db_blocker.unblock(), chance.seeded("subjects"):
        yield from emptied(module_clone, worker_id)


def reported(who: str, *subjects: dict[str, Any], **more: Any) -> UUID:
    """A report that was compared as it was saved."""
    made = scenes.report(who, *subjects, **more)
    while crosscheck.check_waiting():
        pass
    return made


def known(who: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, finding and agreeing fields of each subject that somebody is told of."""
    viewer = cast.viewer(who, Purpose.INVESTIGATION)
    with viewing(viewer):
        return sorted((m.kind, m.hit.finding, m.hit.fields) for m in queries.subject_matches(viewer=viewer))


def told(who: str) -> int:
    """How many notices of subjects stand in somebody's inbox."""
    viewer = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(viewer):
        return sum(each.kind == KIND for each in notices.inbox(viewer=viewer, waiting=False))


def test_a_person_a_phone_a_vehicle_and_premises_in_two_cases_are_told_to_both() -> None:
    """Premises by their address, in whichever script it is written."""
    plate = scenes.thing("vehicle", "plate", "777 AAA 01") | {"identifiers": [
        {"kind": "plate", "value": "777 AAA 01", "country": "KZ"}]}  # fmt: skip
    reported("aigerim", scenes.person("УЧЕБНЫЙ Пересекаев Тимур", phone=PHONE), plate, YARD)
    reported("farrukh", scenes.person("EXERCISE Peresekaev Timur", phone=PHONE))
    reported("farrukh", plate, SAME_YARD)
    assert {kind for kind, _finding, _fields in known("aigerim")} == {"person", "vehicle", "premises"}
    assert {kind for kind, _finding, _fields in known("farrukh")} == {"person", "vehicle", "premises"}
    assert ("premises", "hit", ("address",)) in known("hamid") + known("aigerim") + known("farrukh")
    assert (told("aigerim"), told("farrukh"), told("hamid")) == (1, 2, 0)


@pytest.mark.parametrize(("category", "holder"), [("suspect", 1), ("contact", 1), ("victim", 0)])
def test_each_side_hears_by_the_finding_mode_of_the_others_record(category: str, holder: int) -> None:
    """A silent one is told to its owner alone, with his clock; of a hidden one nobody hears."""
    reported("aigerim", scenes.person("УЧЕБНЫЙ Тихонов Тимур", category=category, phone=PHONE), handling="H3",
             restriction="EXERCISE")  # fmt: skip
    reported("farrukh", scenes.person("EXERCISE Tikhonov Timur", phone=PHONE))
    asker = int(category == "suspect")
    assert (len(known("aigerim")), len(known("farrukh"))) == (holder, asker)
    assert (told("aigerim"), told("farrukh")) == (holder, asker)
    if category == "contact":
        viewer = cast.viewer("aigerim", Purpose.INVESTIGATION)
        with viewing(viewer):
            [match] = queries.subject_matches(viewer=viewer)
        assert match.wire()["due_at"] is not None
        assert match.wire()["finding"] == "silent"


def test_what_one_side_retracts_or_hides_vanishes_from_the_others_list() -> None:
    """The hit remains in the journal of both; the list says what stands now."""
    ours = reported("aigerim", scenes.person("УЧЕБНЫЙ Пересекаев Тимур", phone=PHONE))
    theirs = reported("farrukh", scenes.person("EXERCISE Peresekaev Timur", phone=PHONE))
    assert (len(known("aigerim")), len(known("farrukh"))) == (1, 1)
    actor = cast.viewer("farrukh")
    with viewing(actor):
        records.retract(actor=actor, report_id=theirs, expected=1, reason="EXERCISE: dropped")
    assert (known("aigerim"), known("farrukh")) == ([], [])
    reported("hamid", scenes.person("EXERCISE Peresekaev T.", phone=PHONE))
    assert (len(known("aigerim")), len(known("hamid"))) == (1, 1)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        reader = reports.Reader(substance=lambda text: None, day=chance.today())
        raw = {"kind": "seizure", "occurred": "2026-01-03", "country": "KZ", "case_reference": "EX-1",
               "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}], "finding_mode": "none",
               "mode_reason": "EXERCISE",
               "subjects": [scenes.person("УЧЕБНЫЙ Пересекаев Тимур", phone=PHONE)]}  # fmt: skip
        records.correct(
            actor=actor, report_id=ours, claim=reports.read_claim(raw, reader), expected=1,
            reason="EXERCISE: covert now",
        )  # fmt: skip
    assert known("hamid") == []
    assert len(known("aigerim")) == 1


def test_a_pair_judged_not_the_same_is_no_match_and_one_agency_is_not_told_of_its_own() -> None:
    """Two records of one agency are its own affair: no notice."""
    reported("aigerim", scenes.person("УЧЕБНЫЙ Пересекаев Тимур", phone=PHONE))
    reported("bolat", scenes.person("УЧЕБНЫЙ Пересекаев Т.", phone=PHONE))
    assert told("aigerim") == 0
    reported("farrukh", scenes.person("EXERCISE Peresekaev Timur", phone=PHONE))
    actor = cast.viewer("farrukh")
    with viewing(actor):
        for match in queries.subject_matches(viewer=actor):
            crosscheck.judge(
                actor=actor, hit_id=match.hit.id, verdict=hits.Verdict.NOT_SAME, reason="EXERCISE: another person"
            )
    assert known("farrukh") == []


@pytest.mark.parametrize(
    ("written", "told_by"),
    [
        ("Хорог, ул. Ленина, д. 7", True),
        ("склад на окраине", False),
        ("ул. Ленина, д. 7", False),
        ("Хорог, ул. Ленина", False),
        ("77", False),
    ],
)
def test_premises_are_told_by_a_whole_address_alone(written: str, told_by: bool) -> None:
    assert bool(addresses_of("premises", [written])) is told_by
    assert addresses_of("person", [written]) == []
