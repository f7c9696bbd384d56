"""Words beside a record go with it: requests that began from it, answers that carried it; others after their time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.files.models import Attachment
from kerege.rooms.files.queries import path_of
from kerege.rooms.operations import actions as operations
from kerege.rooms.operations.actions import joint
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests import queries as asked_queries
from kerege.rooms.requests.queries import Draft, Outcome
from kerege.rooms.retention import actions
from kerege.rooms.retention.queries import Ground
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.deconfliction import scenes as meeting
from tests.rooms.files import pictures
from tests.rooms.operations import scenes as delivering
from tests.rooms.requests import scenes as asking
from tests.rooms.retention import scenes

MARK = "ZQWORD"
TABLES = """
    SELECT format('SELECT %%L FROM %%I x WHERE x::text ~ %%L LIMIT 1', c.relname, c.relname, %s::text)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'"""


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def marked(database: str, mark: str = MARK) -> set[str]:
    """Tables in which a planted word stands, past all fences."""
    found: set[str] = set()
    with server.ensure_server(durable=False).administrator(database) as held:
        for (statement,) in held.execute(TABLES, [mark]).fetchall():
            found |= {str(row[0]) for row in held.execute(str(statement).encode()).fetchall()}
    return found


def begun(report: UUID | None, name: str = "aigerim", **more: Any) -> UUID:
    """A request that began from a report, sent to Dushanbe."""
    actor = cast.viewer(name, Purpose.INVESTIGATION, case=f"{MARK}-7")
    draft = Draft(desks=("tj-dushanbe",), question=f"{MARK} who?", basis=f"{MARK} act", report=report, **more)
    with viewing(actor):
        threads = requests.draft(actor=actor, content=draft)
        for thread in threads:
            requests.send(actor=actor, thread=thread)
    return threads[0]


def test_a_request_that_began_from_the_record_loses_its_words_in_every_copy(own_clone: str) -> None:
    report, other = scenes.kept(), scenes.kept()
    thread, kept = begun(report), begun(other)
    asking.answered(thread, Outcome.PARTIAL, text=f"{MARK} he is known here")
    asking.do("farrukh", requests.keep_scan, thread=thread, number="7", name=f"{MARK}.jpg", content=pictures.jpeg())
    scenes.erase(report)
    for name in ("aigerim", "farrukh"):
        card = asking.card(name, thread)
        assert (card.question, card.basis, card.reference, card.open) == ("", "", "", False)
        assert [line.text for line in asking.seen(name, thread).history if line.text] == []
        assert asking.card(name, kept).question.startswith(MARK)
    assert asking.card("farrukh", thread).state is asked_queries.State.WITHDRAWN
    with pytest.raises(requests.UnableToAskError):
        asking.answered(thread, Outcome.FULL, text=f"{MARK} again")
    scenes.erase(other)
    assert marked(own_clone) == set()
    assert actions.sweep() == 0


def test_information_goes_with_the_record_it_carried_and_so_does_the_scan_that_both_sides_have(own_clone: str) -> None:
    report = scenes.kept()
    told = {"kind": asked_queries.Kind.INFORMATION, "question": f"{MARK} he is back", "nominal": False}
    under = {"handling": ("H3",), "restriction": f"{MARK} alone"}
    [thread] = asking.drafted("aigerim", basis="", records=(report,), **told, **under)
    letter = {"number": "5", "name": f"{MARK}.jpg", "content": pictures.jpeg()}
    asking.do("aigerim", requests.keep_scan, thread=thread, **letter)
    asking.do("aigerim", requests.send, thread=thread)
    reader = asking.viewer("farrukh")
    with viewing(reader):
        [row] = Attachment.objects.filter(report=thread)
    assert path_of(row.stored_name).exists()
    assert marked(own_clone) == {"requests_copy", "files_attachment"}
    scenes.erase(report)
    assert marked(own_clone) == set()
    assert not path_of(row.stored_name).exists()


def test_a_draft_and_a_request_from_a_hit_go_too(own_clone: str) -> None:
    report = scenes.kept()
    checking.report("hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE))
    [hit] = [each.id for each in checking.inbox("aigerim")]
    draft = Draft(desks=("tj-dushanbe",), question=f"{MARK} draft", basis=f"{MARK}", report=report)
    asking.do("aigerim", requests.draft, content=draft)
    begun(None, hit=hit)
    assert "requests_copy" in marked(own_clone)
    scenes.erase(report)
    assert marked(own_clone) == set()


def test_whom_it_reached_is_told_to_destroy_his_own(own_clone: str) -> None:
    report = scenes.kept()
    begun(report)
    scenes.erase(report)
    [notice] = scenes.purges("farrukh")
    assert (notice.why, notice.genuine) == ("request", True)
    assert [each.why for each in scenes.tombstones()[0].holders] == ["request"]
    assert scenes.purges("hamid") == []


def test_what_was_answered_with_a_record_goes_with_it_and_the_question_stays_its_askers(own_clone: str) -> None:
    theirs = checking.report("farrukh", checking.person(checking.RAHIMOV, phone=checking.PHONE))
    thread = asking.asked("aigerim", question="EXERCISE: what is known of him?")
    asking.answered(thread, Outcome.PARTIAL, text="EXERCISE: this much we say without a record")
    asking.answered(thread, Outcome.FULL, text=f"{MARK} he was seen in Almaty", records=(theirs,))
    assert "requests_line" in marked(own_clone)
    scenes.erase(theirs, "tj_dpo")
    assert marked(own_clone) == set()
    assert asking.card("aigerim", thread).question == "EXERCISE: what is known of him?"
    assert any("this much" in line.text for line in asking.seen("aigerim", thread).history)


def test_an_answer_that_waits_for_its_approver_is_prepared_anew(own_clone: str) -> None:
    theirs = checking.report("farrukh", checking.person(checking.RAHIMOV, phone=checking.PHONE))
    thread = asking.asked("aigerim", question="EXERCISE: what is known of him?")
    asking.do("farrukh", requests.accept, thread=thread)
    asking.answered(thread, Outcome.FULL, "tj_analyst", text=f"{MARK} he was seen", records=(theirs,))
    assert asking.card("farrukh", thread).state is asked_queries.State.PREPARED
    scenes.erase(theirs, "tj_dpo")
    assert marked(own_clone) == set()
    assert asking.card("farrukh", thread).state is asked_queries.State.ACCEPTED
    asking.answered(thread, Outcome.FULL, text="EXERCISE: nothing of records")


def test_nobody_reaches_a_foreign_thread_by_naming_a_foreign_record(own_clone: str) -> None:
    """A request that names somebody else's report keeps its words, and its holders learn nothing when that goes."""
    theirs = checking.report("hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE))
    thread = asking.asked("aigerim", question=f"{MARK} mine")
    with server.ensure_server(durable=False).administrator(own_clone) as held:
        held.execute("UPDATE requests_copy SET report = %s WHERE thread = %s", [theirs, thread])
    with pytest.raises(actions.UnableToEraseError):
        scenes.erase(theirs)
    actor = cast.viewer("hamid")
    chance.advance(timedelta(days=scenes.DUE_IN))
    with viewing(actor):
        actions.erase(actor=actor, report=theirs, ground=Ground.UNLAWFUL, reason=scenes.REASON)
    assert asking.card("aigerim", thread).question == f"{MARK} mine"
    assert scenes.purges("farrukh") == []


def test_words_of_no_record_are_forgotten_after_their_time(own_clone: str) -> None:
    thread = begun(None)
    checking.ask("hamid", f"{MARK} {checking.PHONE}")
    assert {"requests_copy", "crosscheck_check"} <= marked(own_clone)
    chance.advance(timedelta(days=300))
    asking.answered(thread, Outcome.FULL, text=f"{MARK} late")
    assert actions.forget_words() == 0
    chance.advance(timedelta(days=70))
    assert actions.forget_words() >= 1
    assert "crosscheck_check" not in marked(own_clone)
    assert asking.card("farrukh", thread).question.startswith(MARK), "something happened in it since"
    chance.advance(timedelta(days=300))
    assert actions.forget_words() >= 1
    assert marked(own_clone) == set()
    assert actions.forget_words() == 0


def test_a_hold_on_a_record_keeps_the_request_that_began_from_it(own_clone: str) -> None:
    report = scenes.kept()
    thread, other = begun(report), begun(None)
    scenes.hold(report, days=500)
    chance.advance(timedelta(days=400))
    assert actions.forget_words() >= 1
    assert (asking.card("farrukh", thread).question, asking.card("farrukh", other).question) == (f"{MARK} who?", "")
    scenes.lift(report)
    assert actions.forget_words() >= 1
    assert asking.card("farrukh", thread).question == ""


def test_events_go_after_a_year_and_files_with_their_scans_after_five(own_clone: str) -> None:
    """Of whatever is younger, or in which something happened since, nothing goes."""
    meeting.submit("aigerim", meeting.plan(starts=chance.now() + meeting.HOUR, place=f"{MARK} yard"))
    files = [delivering.drafted(given=replace(delivering.plan(), legal_basis=f"{MARK} act")) for _ in range(2)]
    actor, lead = delivering.viewer("farrukh"), cast.viewer("erlan", Purpose.JOINT_OPERATION, case="EXERCISE")
    with viewing(actor):
        for delivery in files:
            operations.keep_letter(
                actor=actor, delivery=delivery, number="7", name=f"{MARK}.jpg", content=pictures.jpeg()
            )
    with viewing(lead):
        joint.found(actor=lead, title=f"{MARK} operation")
    first, second = (scan_of(delivery) for delivery in files)
    kept = {"operations_delivery_step", "operations_operation", "files_attachment"}
    assert marked(own_clone) == kept | {"deconfliction_event"}
    later(370)
    assert marked(own_clone) == kept
    delivering.do("farrukh", files[1], delivering.Kind.NOTE, "EXERCISE: still needed")
    later(4 * 366)
    assert marked(own_clone) == kept - {"operations_operation"}
    assert (first.exists(), second.exists()) == (False, True)
    later(366)
    assert (marked(own_clone), second.exists()) == (set(), False)


def later(days: int) -> None:
    """So long after, the node does its work."""
    chance.advance(timedelta(days=days))
    actions.forget_words()
    actions.sweep()


def scan_of(delivery: UUID) -> Path:
    """Where the scan of a delivery's letter lies."""
    viewer = delivering.viewer("farrukh")
    with viewing(viewer):
        [row] = Attachment.objects.filter(report=delivery)
    path = path_of(row.stored_name)
    assert path.exists()
    return path


def test_a_question_asked_again_since_keeps_its_hits(own_clone: str) -> None:
    scenes.kept()
    assert checking.ask("hamid", checking.PHONE).hits
    chance.advance(timedelta(days=200))
    checking.ask("hamid", checking.PHONE)
    chance.advance(timedelta(days=200))
    actions.forget_words()
    assert len(checking.inbox("hamid")) == 1
    chance.advance(timedelta(days=200))
    actions.forget_words()
    assert checking.inbox("hamid") == []


@pytest.mark.parametrize("who", ["aigerim", "gulnora", "admin", "centre_dpo"])
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM retention_forget_words(9)",
        "SELECT retention_silence('{}', now())",
        "SELECT retention_unsay(gen_random_uuid())",
        "SELECT retention_remind('{}')",
        "SELECT retention_threads(gen_random_uuid(), gen_random_uuid())",
    ],
)
def test_nobody_but_the_node_forgets_words(own_clone: str, who: str, statement: str) -> None:
    with pytest.raises(DatabaseError), viewing(cast.viewer(who)), connection.cursor() as cursor:
        cursor.execute(statement)
