"""Terms of what is sent, only ever stricter; records of unasked information; feedback; gates by kind; figures."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Level, Part, Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.records.actions import UnableToReleaseError
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Action, Kind, Outcome, Result, State, Used, Useful
from kerege.rooms.requests.queries.letters import document_of
from kerege.rooms.requests.rules.answers import Feedback, wrong_feedback
from kerege.rooms.requests.rules.drafts import HANDLING, wrong_terms
from tests import cast
from tests.rooms.crosscheck import scenes as checks
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
ALONE = "EXERCISE: for the head of the desk alone"


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A repeatable clock."""
    with chance.seeded("terms"):
        yield


def told(**content: Any) -> UUID:
    """Unasked information that was sent."""
    return scenes.asked(kind=Kind.INFORMATION, basis="", **content)


def offered() -> UUID:
    """A report of Almaty's whose facts part is offered."""
    return checks.report("aigerim", checks.person("EXERCISE TOLD"))


def released(report: UUID) -> list[tuple[Part, list[str], str]]:
    """The releases of a report: which part, under which codes, under which number."""
    owner = scenes.viewer("aigerim")
    with viewing(owner):
        found = access.releases_of(viewer=owner, report=report)
    return [(each.part, sorted(each.handling), each.reason) for each in found]


def test_what_is_restricted_in_words_says_so_to_whoever_reads_it() -> None:
    """Banner, letter, JSON; a look-out under H3 is found by people alone, and their list says why."""
    thread = scenes.asked(handling=("H1", "H3"), restriction=ALONE, level=Level.OPEN)
    card = scenes.card("farrukh", thread)
    assert (card.wire()["handling"], card.wire()["restriction"], card.wire()["level"]) == (["H1", "H3"], ALONE, "open")
    assert (card.marking.level, card.marking.restrictions) == (Level.OPEN, {ALONE})
    reader = scenes.viewer("farrukh")
    with viewing(reader), translation.override("en"):
        printed = document_of(queries.detail(viewer=reader, thread=thread), "en")
    assert printed["banner"] == f"Only to prevent and combat crime. · H1 · H3 · {ALONE}"
    watched = scenes.asked(
        kind=Kind.LOOK_OUT, question="EXERCISE 777ABC02", action=Action.CALL, handling=("H3",), restriction=ALONE,
        expires_on=chance.today() + timedelta(days=9),
    )  # fmt: skip
    scenes.do("farrukh", actions.accept, thread=watched)
    assert scenes.card("farrukh", watched).watched == ()
    with viewing(reader):
        [found] = queries.look_outs(viewer=reader)
    assert found.marking.restrictions == {ALONE}


CODES = st.lists(st.sampled_from(HANDLING), unique=True).map(tuple)


@given(codes=CODES, said=st.sampled_from(["", ALONE]), level=st.sampled_from(list(Level)))
def test_terms_are_whole_or_refused(codes: tuple[str, ...], said: str, level: Level) -> None:
    found = dict(wrong_terms(codes, said, level))
    assert ("restriction" in found) == (("H3" in codes) != bool(said))
    assert ("level" in found) == (level is Level.CLASSIFIED)


@settings(max_examples=6, deadline=None)
@given(chain=st.lists(st.tuples(CODES, st.sampled_from([Level.OPEN, Level.OFFICIAL_USE])), min_size=1, max_size=3))
def test_terms_of_what_was_sent_only_become_stricter(chain: list[tuple[tuple[str, ...], Level]]) -> None:
    """Whatever is asked for in whatever order: no code, level or word is ever taken away, on no copy."""
    thread = scenes.asked(handling=(), level=Level.OPEN)
    for codes, level in chain:
        before = scenes.card("farrukh", thread).marking
        said = f"EXERCISE {len(before.restrictions)}" if "H3" in codes else ""
        try:
            scenes.do("bolat", actions.tighten, thread=thread, handling=codes, restriction=said, level=level)
        except actions.IncompleteError:
            assert set(codes) <= {code.value for code in before.handling}
            assert level <= before.level
            assert not said
        for name in ("bolat", "farrukh"):
            after = scenes.card(name, thread).marking
            assert after.handling >= before.handling | {*codes}
            assert after.level >= max(before.level, level)
            assert said in "".join(after.restrictions)
    with viewing(scenes.viewer("farrukh")), connection.cursor() as cursor:
        for side in ("asker", "asked"):
            cursor.execute("SELECT tighten_request(%s, %s, '[\"H1\"]', '', 1, '[]')", [thread, side])
            assert cursor.fetchone() == (False,), "the sender's side alone"


def test_a_look_out_that_becomes_restricted_in_words_is_met_by_nothing_any_more() -> None:
    thread = scenes.asked(
        kind=Kind.LOOK_OUT, question="EXERCISE 777ABC02", action=Action.CALL,
        expires_on=chance.today() + timedelta(days=9),
    )  # fmt: skip
    scenes.do("farrukh", actions.accept, thread=thread)
    assert scenes.card("farrukh", thread).watched
    scenes.do("bolat", actions.tighten, thread=thread, handling=("H3",), restriction=ALONE, level=Level.OPEN)
    assert scenes.card("farrukh", thread).watched == ()
    assert scenes.happened("farrukh", thread)[-1] == "tighten"


def test_records_go_with_unasked_information_when_it_is_sent() -> None:
    report = offered()
    [thread] = scenes.drafted("aigerim", kind=Kind.INFORMATION, basis="", nominal=False, records=(report,))
    assert released(report) == []
    scenes.do("aigerim", actions.send, thread=thread)
    card = scenes.card("farrukh", thread)
    assert released(report) == [(Part.FACTS, ["H1", "H2"], card.number)]
    assert card.records == (report,)
    scenes.do("farrukh", actions.acknowledge, thread=thread)
    with pytest.raises(actions.IncompleteError, match="H1"):
        scenes.closed(thread, name="farrukh", used=Used.EVIDENCE)
    scenes.closed(thread, name="farrukh", used=Used.LEAD, result=Result.DETENTION)
    sent = scenes.card("aigerim", thread)
    assert (sent.useful, sent.used, sent.result, sent.state) == ("useful", "lead", "detention", State.CLOSED)


def test_records_go_by_who_may_release_them_for_a_purpose_and_with_information_alone() -> None:
    report = offered()
    with pytest.raises(actions.IncompleteError):
        scenes.drafted("aigerim", records=(report,))
    [thread] = scenes.drafted("bolat", kind=Kind.INFORMATION, basis="", nominal=False, records=(report,))
    with pytest.raises(UnableToReleaseError):
        scenes.do("bolat", actions.send, thread=thread)
    assert (scenes.card("bolat", thread).state, released(report)) == (State.DRAFT, [])
    scenes.do("aigerim", actions.send, thread=thread)
    assert len(released(report)) == 1
    own_work = cast.viewer("aigerim", Purpose.OWN_WORK)
    content = queries.Draft(kind=Kind.INFORMATION, desks=("tj-dushanbe",), question="EXERCISE", records=(report,))
    with viewing(own_work), pytest.raises(actions.UnableToAskError):
        actions.draft(actor=own_work, content=content)


def test_a_gate_holds_for_the_kind_that_it_was_set_for() -> None:
    scenes.gate("tj_coordinator", incoming=scenes.THROUGH)
    chance.advance(timedelta(minutes=1))
    scenes.gate("tj_coordinator", Kind.INFORMATION)
    states = []
    for kind in Kind:
        more = (
            {"action": Action.CALL, "expires_on": chance.today() + timedelta(days=9)} if kind is Kind.LOOK_OUT else {}
        )
        [thread] = scenes.drafted(kind=kind, **more)
        states.append(scenes.do("bolat", actions.send, thread=thread))
    assert states == [State.THEIR_GATE, State.SENT, State.THEIR_GATE]


def test_a_coordinator_counts_his_whole_party_and_sees_no_thread_of_another_agency() -> None:
    chance.advance(timedelta(minutes=1))
    thread = scenes.asked("erlan")
    chance.advance(timedelta(hours=6))
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    scenes.closed(thread, name="erlan", used=Used.CHECKED, result=Result.IDENTIFIED)
    coordinator = scenes.viewer("kz_coordinator")
    span = {"since": chance.START, "until": chance.now()}
    with viewing(coordinator):
        whole = queries.figures(viewer=coordinator, whole=True, **span)[queries.Side.ASKER]
        own = queries.figures(viewer=coordinator, **span)[queries.Side.ASKER]
        with pytest.raises(queries.NoSuchRequestError):
            queries.detail(viewer=coordinator, thread=thread)
    assert (whole.threads, whole.used, whole.results, own.threads) == (1, {"checked": 1}, {"identified": 1}, 0)
    assert whole.parties["TJ"].median_first_answer == timedelta(hours=6)
    other = scenes.viewer("bolat")
    with viewing(other), connection.cursor() as cursor:
        with pytest.raises(queries.NotACoordinatorError):
            queries.figures(viewer=other, whole=True, **span)
        cursor.execute("SELECT count(*) FROM request_figures(%s, %s)", [chance.START, chance.now()])
        assert cursor.fetchone() == (0,)


@given(
    useful=st.sampled_from([None, *Useful]),
    used=st.sampled_from([None, *Used]),
    result=st.sampled_from([None, *Result]),
    under=st.sets(st.sampled_from(["H1", "H2", "ask_first"])),
)
def test_feedback_is_refused_where_it_contradicts_itself_or_its_terms(
    useful: Useful | None, used: Used | None, result: Result | None, under: set[str]
) -> None:
    found = dict(wrong_feedback(Feedback(useful=useful, used=used, result=result), under))
    assert ("useful" in found) == (useful is None)
    assert ("used" in found) == (used is Used.EVIDENCE and "H1" in under)
    assert ("result" in found) == (used is Used.NOT_USED and result not in {None, Result.NONE})
