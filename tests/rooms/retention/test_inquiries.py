"""A person asks about himself: owners are consulted whoever may find their records, the reply says nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing, vouched
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.rules.keys import PRESENT, asked_keys
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices import queries as notices
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.actions import inquiring
from kerege.rooms.retention.models import InquiryWaiting
from kerege.rooms.retention.queries import Answer, Wish
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes

WHO = f"{checking.RAHIMOV} {checking.PHONE}"


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def inquire(text: str = WHO, who: str = "centre_dpo") -> UUID:
    """A request taken in."""
    actor = cast.viewer(who)
    with viewing(actor):
        made = actions.inquire(actor=actor, question=checks.read_question(text), wish=Wish.ACCESS, reference="EX-REQ-1")
    actions.ask_owners()
    return made


def consulted(who: str) -> list[queries.ConsultationEntry]:
    """What somebody's agency is asked."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return queries.consultations(viewer=viewer)


def shown(who: str = "centre_dpo") -> list[dict[str, object]]:
    """The requests as their officer sees them, without ids."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return [{k: v for k, v in each.wire().items() if k != "id"} for each in queries.inquiries(viewer=viewer)]


def test_every_owner_is_asked_even_of_what_nobody_may_find(own_clone: str) -> None:
    plain = scenes.kept()
    covert = checking.report("hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE, covert="yes"))
    victim = checking.report("farrukh", checking.person(checking.RAHIMOV, category="victim"))
    checking.report("erlan", checking.person("УЧЕБНЫЙ Иной Человек", phone="+998 90 000 11 22"))
    inquire()
    assert [each.report for each in consulted("aigerim")] == [plain]
    assert [each.report for each in consulted("hamid")] == [covert]
    assert [each.report for each in consulted("farrukh")] == [victim]
    assert consulted("erlan") == []
    viewer = cast.viewer("hamid")
    with viewing(viewer):
        assert "retention.consultation" in {each.kind for each in notices.inbox(viewer=viewer)}


def test_a_record_past_its_review_day_is_asked_about_too(own_clone: str) -> None:
    report = scenes.kept()
    scenes.later(scenes.DUE_IN + 5)
    assert not checking.ask("hamid", checking.PHONE).hits
    inquire()
    assert [each.report for each in consulted("aigerim")] == [report]


def test_the_reply_its_clock_and_the_journal_are_the_same_whether_anything_was_found(own_clone: str) -> None:
    inquire("УЧЕБНЫЙ Никто Неведомый 1971")
    nobody = shown()
    scenes.kept()
    inquire()
    assert shown()[0] == nobody[0] == shown()[1]
    with viewing(cast.viewer("centre_dpo")), connection.cursor() as cursor:
        cursor.execute("SELECT rows FROM journal_leaf WHERE door = 'retention.inquire'")
        assert cursor.fetchall() == [(1,), (1,)]
        cursor.execute(
            "SELECT count(*) FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf"
            " WHERE l.door = 'retention.inquire'"
        )
        assert cursor.fetchone() == (0,)


def test_the_reply_waits_for_the_consultation_and_then_forgets_who_asked(own_clone: str) -> None:
    inquiry = inquire()
    actor = cast.viewer("centre_dpo")
    with pytest.raises(actions.UnableToInquireError, match="time of consultation"), viewing(actor):
        actions.close(actor=actor, inquiry=inquiry)
    chance.advance(timedelta(days=14))
    actor = cast.viewer("centre_dpo")
    with viewing(actor):
        actions.close(actor=actor, inquiry=inquiry)
        [entry] = queries.inquiries(viewer=actor)
    assert entry.names == ()
    assert entry.closed_at is not None
    with viewing(actor), connection.cursor() as cursor:
        cursor.execute("SELECT asked::text FROM retention_inquiry")
        assert cursor.fetchone() == ("{}",)


def test_an_owner_answers_and_the_asker_learns_nothing_of_it(own_clone: str) -> None:
    scenes.kept()
    inquire()
    before = shown()
    [held] = consulted("aigerim")
    for who, reason in (("hamid", scenes.REASON), ("bolat", scenes.REASON), ("aigerim", "no")):
        actor = cast.viewer(who)
        with pytest.raises(actions.UnableToInquireError), viewing(actor):
            actions.answer(actor=actor, consultation=held.id, word=Answer.KEPT, reason=reason)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        actions.answer(actor=actor, consultation=held.id, word=Answer.KEPT, reason=scenes.REASON)
    assert [each.answer for each in consulted("aigerim")] == [Answer.KEPT]
    assert consulted("centre_dpo") == []
    assert shown() == before
    scenes.erase(held.report)
    assert [each.answer_reason for each in consulted("aigerim")] == [""]


@pytest.mark.parametrize("who", ["aigerim", "bolat", "director", "kz_coordinator"])
def test_nobody_else_takes_requests_in_or_sees_them(own_clone: str, who: str) -> None:
    scenes.kept()
    actor = cast.viewer(who)
    with pytest.raises(actions.UnableToInquireError):
        inquire(who=who)
    with pytest.raises(PermissionError), viewing(actor):
        queries.inquiries(viewer=actor)
    assert consulted("aigerim") == []


def test_another_agencys_officer_sees_no_request_of_this_one(own_clone: str) -> None:
    inquire()
    assert shown("tj_dpo") == []


def test_the_database_asks_owners_for_an_open_request_of_the_officers_own_alone(own_clone: str) -> None:
    report = scenes.kept()
    inquiry = inquire("УЧЕБНЫЙ Никто Неведомый 1971")
    pairs = f'[{{"owner": "{cast.viewer("aigerim").desk}", "report": "{report}"}}]'
    for who in ("tj_dpo", "aigerim"):
        with pytest.raises(DatabaseError), viewing(cast.viewer(who)), connection.cursor() as cursor:
            cursor.execute(actions.inquiring.CONSULT, [inquiry, pairs, [], [], []])
    with pytest.raises(DatabaseError), viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("INSERT INTO retention_consultation SELECT * FROM retention_consultation")


def work_of_asking(text: str) -> tuple[list[str], int, int]:
    """What taking a request in makes the database do: its statements, the rows that it reads, how it asks as search."""
    said: list[str] = []
    searched: list[str] = []
    actor = cast.viewer("centre_dpo")
    with viewing(actor), ExitStack() as held:
        before = rows_touched()
        held.enter_context(connection.execute_wrapper(noted(said)))
        held.enter_context(connections["search"].execute_wrapper(noted(searched)))
        actions.inquire(actor=actor, question=checks.read_question(text), wish=Wish.ACCESS, reference="EX-REQ-1")
        rows = rows_touched() - before
    return said, rows, len(searched)


def rows_touched() -> int:
    """How many rows of the rooms concerned this connection has read and written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd)"
            " FROM pg_stat_xact_user_tables WHERE relname ~ '^(records|crosscheck|retention|notices)_'"
        )
        return int(cursor.fetchone()[0])


def noted(into: list[str]) -> Callable[..., Any]:
    """Write the text of each statement down."""

    def wrapper(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        into.append(sql)
        return execute(sql, *given)

    return wrapper


def test_the_work_of_a_request_is_the_same_however_many_records_agree(own_clone: str) -> None:
    work_of_asking(WHO)
    nobody = work_of_asking(WHO)
    for count in (1, 20):
        for at in range(count):
            checking.report(
                "hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE, covert="yes"), place=f"{at}"
            )
        actions.ask_owners()
        assert work_of_asking(WHO) == nobody
    assert nobody[2] == 0
    actions.ask_owners()
    assert len(consulted("hamid")) == 2 + 21 + 21


def test_a_request_whose_officer_left_waits_and_stops_no_other(own_clone: str) -> None:
    actor = cast.viewer("tj_dpo")
    with viewing(actor):
        actions.inquire(actor=actor, question=checks.read_question(WHO), wish=Wish.ACCESS, reference="EX-REQ-2")
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        database.execute("UPDATE retention_inquiry_waiting SET hat = %s", [UUID(int=1)])
    report = scenes.kept()
    inquire()
    assert [each.report for each in consulted("aigerim")] == [report]
    with viewing(directory.system_viewer("inquiries")):
        assert [each.refused for each in InquiryWaiting.objects.all()] == [True]
    assert actions.ask_owners() == 0


def test_nothing_is_searched_everywhere_but_behind_an_open_request_of_ones_own(own_clone: str) -> None:
    """Officers × requests: of another, of nobody, asked about before: a fresh one of his own alone is searched for."""
    scenes.kept()
    question = checks.read_question(WHO)
    fresh, asked = {}, inquire()
    for name in ("centre_dpo", "tj_dpo"):
        actor = cast.viewer(name)
        with viewing(actor):
            fresh[name] = actions.inquire(actor=actor, question=question, wish=Wish.ACCESS, reference="EX-REQ-2")
    for name in ("centre_dpo", "centre_dpo_2", "tj_dpo", "gulnora", "aigerim"):
        actor = cast.viewer(name)
        for inquiry in (asked, UUID(int=7), *fresh.values()):
            try:
                with viewing(actor):
                    found = bool(crosscheck.find_subject(actor=actor, inquiry=inquiry, question=question))
            except DatabaseError:
                found = False
            assert found == (fresh.get(name) == inquiry), (name, inquiry)


def test_nobody_chooses_the_keys_that_a_request_is_searched_by(own_clone: str) -> None:
    """By raw SQL in the role that searches, under a fresh request of one's own: other keys, more rows."""
    scenes.kept()
    actor = cast.viewer("centre_dpo")
    with viewing(actor):
        question = checks.read_question("УЧЕБНЫЙ Никто Неведомый 1971")
        mine = actions.inquire(actor=actor, question=question, wish=Wish.ACCESS, reference="EX-REQ-3")
    keys = ",".join(f"{key}:1.0" for key in asked_keys([checking.RAHIMOV], [], (PRESENT,)))
    good = vouched(f"subject|{mine}|{keys}|9")
    bent = {"no word": (keys, 9, b""), "another's": (keys, 9, vouched(f"subject|{UUID(int=7)}|{keys}|9"))}
    bent |= {"fewer keys": (keys.partition(",")[0], 9, good), "more rows": (keys, 10, good)}
    for (asked, most, word), sound in [*((each, False) for each in bent.values()), ((keys, 9, good), True)]:
        with viewing(actor), matcher.searching(actor), connections["search"].cursor() as cursor:
            if sound:
                cursor.execute(matcher.EVERYWHERE, [mine, asked, most, word])
                assert cursor.fetchall()
                continue
            with pytest.raises(DatabaseError, match="does not vouch"), transaction.atomic(using="search"):
                cursor.execute(matcher.EVERYWHERE, [mine, asked, most, word])


def test_a_request_stays_about_the_person_it_was_taken_in_for(own_clone: str) -> None:
    inquiry = inquire()
    for change in ("asked = '{}'", 'asked = \'{"names": ["EXERCISE"]}\'', "asked = '[]', closed_at = made_at"):
        refused = pytest.raises(DatabaseError, match="taken in for")
        with refused, viewing(cast.viewer("centre_dpo")), connection.cursor() as cursor:
            cursor.execute(f"UPDATE retention_inquiry SET {change} WHERE id = %s", [inquiry])


def test_nobody_has_an_owner_examine_what_was_not_found(own_clone: str) -> None:
    """By raw SQL, under a fresh request of one's own: by the law's function, or the door's with another's word."""
    report, actor = scenes.kept(), cast.viewer("centre_dpo")
    with viewing(actor):
        question = checks.read_question("УЧЕБНЫЙ Никто Неведомый 1971")
        mine = actions.inquire(actor=actor, question=question, wish=Wish.ACCESS, reference="EX-REQ-4")
    pairs = json.dumps([{"owner": str(cast.viewer("aigerim").desk), "report": str(report)}])
    fresh = [UUID(int=300 + at) for at in range(3)]
    tries = [("SELECT retention_consult(%s, %s::jsonb, %s::text[], %s::text[], %s)", [mine, pairs, [], [], fresh])]
    words = (b"", vouched(f"consult|{mine}|[]||"), vouched(f"consult|{UUID(int=7)}|{pairs}||"))
    tries += [(inquiring.CONSULT, [mine, pairs, [], [], fresh, word]) for word in words]
    for statement, values in tries:
        refused = pytest.raises(DatabaseError, match=r"does not vouch|permission denied")
        with viewing(actor), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute(statement, values)
    assert consulted("aigerim") == []
    with viewing(actor), connection.cursor() as cursor:
        cursor.execute(inquiring.CONSULT, [mine, pairs, [], [], fresh, vouched(f"consult|{mine}|{pairs}||")])
    assert [each.report for each in consulted("aigerim")] == [report]
