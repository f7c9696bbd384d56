"""Further use of what an answer gave: asked, agreed or refused, and the codes under which it is read afterwards."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions
from kerege.rooms.requests.queries import Outcome, Use
from tests import cast
from tests.rooms.crosscheck import scenes as checks
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("requests"):
        yield


def test_further_use_is_asked_and_answered() -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    with pytest.raises(actions.IncompleteError):
        scenes.do("bolat", actions.ask_use, thread=thread, use=Use.EVIDENCE, text="EXERCISE: at court")
    scenes.do("bolat", actions.ask_use, thread=thread, use=Use.EVIDENCE, text="EXERCISE: court", reference="MLA-1")
    with pytest.raises(actions.UnableToAskError):
        scenes.do("tj_analyst", actions.answer_use, thread=thread, agree=True, text="EXERCISE: yes")
    scenes.do("farrukh", actions.answer_use, thread=thread, agree=True, text="EXERCISE: for this case")
    assert scenes.happened("bolat", thread)[-2:] == ["ask_use", "grant_use"]


@pytest.mark.parametrize(
    ("use", "left", "conditions"),
    [(Use.EVIDENCE, ["H2", "ask_first"], ["ask_first"]), (Use.ONWARD, ["H1"], [])],
)
def test_agreed_use_changes_the_codes_of_what_was_given(use: Use, left: list[str], conditions: list[str]) -> None:
    """On both copies and on the releases of attached records: one with fewer codes stands, the former is withdrawn."""
    report = checks.report("farrukh", checks.person("EXERCISE GIVEN"))
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, records=(report,))
    assert scenes.card("bolat", thread).given_under == ("H1", "H2", "ask_first")
    scenes.do("bolat", actions.ask_use, thread=thread, use=use, text="EXERCISE: court", reference="MLA-1")
    scenes.do("farrukh", actions.answer_use, thread=thread, agree=True, text="EXERCISE: for this case")
    for name in ("bolat", "farrukh"):
        assert list(scenes.card(name, thread).given_under) == left
    owner = scenes.viewer("farrukh")
    with viewing(owner):
        found = access.releases_of(viewer=owner, report=report)
    standing = [each for each in found if each.withdrawn_at is None]
    assert [list(each.handling) for each in standing] == [[code for code in left if code != "ask_first"]]
    assert [list(each.conditions) for each in standing] == [conditions]
    assert len(found) == 2


OWN_CODES = {"handling": ["H0", "H1"], "conditions": ["ask_first", "intelligence_only"]}


def read_under(name: str, report: UUID) -> tuple[list[str], list[str], bool]:
    """The codes and conditions under which somebody reads a report, and whether by a release."""
    reader = scenes.viewer(name)
    with viewing(reader):
        entry = records.report(viewer=reader, report_id=report)
        single = records.markings_of(viewer=reader, reports=[report])[report]
        joined = records.joined_marking(viewer=reader, reports=[report])
    assert joined == single
    assert joined.handling == {"H0", *entry.version.handling}
    assert joined.conditions == set(entry.version.conditions)
    return list(entry.version.handling), list(entry.version.conditions), entry.by_release


def agree(thread: UUID, use: Use) -> None:
    """The asker asks for a further use, the asked side agrees."""
    scenes.do("bolat", actions.ask_use, thread=thread, use=use, text="EXERCISE: court", reference="MLA-1")
    scenes.do("farrukh", actions.answer_use, thread=thread, agree=True, text="EXERCISE: for this case")


def test_a_reader_is_told_the_codes_of_the_release_under_which_he_reads() -> None:
    """He was told those of the version: not what the answer added, nor what an agreed use took away."""
    report = checks.report("farrukh", checks.person("EXERCISE GIVEN"), **OWN_CODES)
    stated = (["H0", "H1"], ["ask_first", "intelligence_only"], False)
    assert read_under("bolat", report) == read_under("farrukh", report) == stated
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, records=(report,), text="EXERCISE", nominal=True)
    assert read_under("bolat", report) == (["H0", "H1", "H2"], ["ask_first", "intelligence_only"], True)
    agree(thread, Use.EVIDENCE)
    assert read_under("bolat", report) == (["H0", "H2"], ["ask_first", "intelligence_only"], True)
    agree(thread, Use.ONWARD)
    assert read_under("bolat", report) == (["H0"], ["intelligence_only"], True)
    assert read_under("farrukh", report) == read_under("hamid", report) == stated
    owner = scenes.viewer("farrukh")
    with viewing(owner):
        for held in access.releases_of(viewer=owner, report=report):
            if held.withdrawn_at is None:
                records_actions.withdraw_release(actor=owner, release_id=held.id)
    assert read_under("bolat", report) == stated


def test_what_a_part_without_the_agreed_use_is_under_stays_on_the_report() -> None:
    """The names were released by hand, the facts with an answer: the agreed use lifts nothing off the names."""
    report = checks.report("farrukh", checks.person("EXERCISE GIVEN"), **OWN_CODES)
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, records=(report,), text="EXERCISE")
    owner, audience = scenes.viewer("farrukh"), scenes.viewer("bolat").agency
    with viewing(owner):
        records_actions.release(
            actor=owner,
            report_id=report,
            part=Part.NOMINAL,
            audience=audience,
            audience_kind="agency",
            purposes=[Purpose.INVESTIGATION],
        )
    agree(thread, Use.EVIDENCE)
    assert read_under("bolat", report)[0] == ["H0", "H1", "H2"]


def test_a_release_that_opens_nothing_to_a_reader_tells_him_nothing() -> None:
    """For another purpose, to another agency, or of names that may not reach him: as role app he asks in vain."""
    report = checks.report("farrukh", checks.person("EXERCISE GIVEN"), **OWN_CODES)
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, records=(report,), text="EXERCISE", nominal=True)
    strangers = [
        cast.viewer("bolat", Purpose.ANALYSIS),
        scenes.viewer("hamid"),
        scenes.viewer("admin"),
        scenes.viewer("farrukh"),
    ]
    for stranger in strangers:
        with viewing(stranger), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM release_terms(%s::uuid[])", [[report]])
            assert cursor.fetchall() == []


def test_refused_use_changes_nothing() -> None:
    thread = scenes.asked()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    scenes.do("bolat", actions.ask_use, thread=thread, use=Use.ONWARD, text="EXERCISE")
    scenes.do("farrukh", actions.answer_use, thread=thread, agree=False, text="EXERCISE: no")
    assert scenes.card("bolat", thread).given_under == ("H1", "H2", "ask_first")
