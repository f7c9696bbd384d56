"""One value shared by very many: read up to a cap within what the asker may find, and said so; and keys at once."""

import argparse
from uuid import UUID

import pytest
from django.db import connections
from django.utils import translation

from benchmarks import bank
from kerege.cli.crosscheck import result_lines
from kerege.cli.terminal import Terminal
from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.rules import keys
from kerege.web.crosscheck.lines import answer_of
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, person, report

CAP = 20
NUMBER = "+992918123456"
AT_HAND = 4
"""Pages by which the way down a grown index may differ; a thousand entries that are read take more."""


@pytest.fixture
def small_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most twenty rows of one key, a hundred in all."""
    monkeypatch.setattr(matcher, "MOST_OF_ONE_KEY", CAP)
    monkeypatch.setattr(matcher, "MOST_ROWS", 100)


def many(node: str, who: str, category: str, count: int, *, number: str = NUMBER, start: int = 0) -> None:
    """So many persons of an officer's desk with the same number, kept the bulk way after one that the door wrote."""
    first = report(who, person("Первый Первак", category=category, phone=PHONE))
    with server.ensure_server().administrator(node) as database:
        row = database.execute(bank.PATTERN, [first]).fetchone()
        assert row is not None
        pattern = bank.Pattern(*row)  # type: ignore[arg-type]  # as selected
        bank.fill(
            database, {mode: [pattern] for mode in bank.MODES}, range(start, start + count - 1), phone=number, workers=1
        )


@pytest.mark.parametrize(("count", "capped"), [(CAP - 1, False), (CAP + 1, True), (300, True)])
def test_more_than_were_compared_is_said_in_page_command_and_api(
    node: str, small_cap: None, count: int, capped: bool
) -> None:
    many(node, "farrukh", "suspect", count)
    result = ask("bolat", PHONE)
    assert len(result.hits) == 1
    assert result.capped is capped
    assert result.wire("en", str)["capped"] is capped
    assert answer_of(result).capped is capped
    with translation.override("en"):
        lines = result_lines(result, terminal())
    assert any("More may agree" in line for line in lines) is capped


def terminal() -> Terminal:
    """A terminal that reads English."""
    return Terminal(argparse.Namespace(json=False, language="en"))


def test_the_right_person_is_found_among_thousands_who_share_his_number(node: str, small_cap: None) -> None:
    many(node, "farrukh", "suspect", 2_000)
    report("hamid", person(RAHIMOV, phone=PHONE, birth_date="1987"))
    result = ask("bolat", f"Rahimov Farrukh 1987, {PHONE}")
    desks = {hit.call.code: hit.grade.value for hit in result.hits if hit.call}
    assert desks["uz-tashkent"] == "strong"


def test_hidden_ones_who_share_a_number_neither_cap_nor_take_a_place(node: str, small_cap: None) -> None:
    report("hamid", person(RAHIMOV, phone=PHONE, birth_date="1987"))
    before = ask("bolat", PHONE)
    many(node, "farrukh", "victim", 300)
    after = ask("bolat", PHONE)
    assert not after.capped
    assert [(hit.finding, hit.fields) for hit in after.hits] == [(hit.finding, hit.fields) for hit in before.hits]


def test_no_more_rows_are_read_whatever_is_hidden(node: str) -> None:
    """The index jumps over what the viewer may not find: pages read do not grow with it."""
    report("hamid", person(RAHIMOV, phone=PHONE))
    many(node, "farrukh", "victim", 3_000, number="+992900000001")
    few = pages_read(node)
    many(node, "farrukh", "victim", 3_000, start=3_000)
    assert pages_read(node) <= few + AT_HAND
    many(node, "farrukh", "suspect", 3_000, start=6_000)
    assert pages_read(node) > few + AT_HAND


def pages_read(node: str) -> int:
    """How many pages of the key index one search reads, as its own transaction counts them.

    On a new connection: what was planned before the tables were filled is no measure.
    """
    connections["search"].close()
    viewer = cast.viewer("bolat", Purpose.INVESTIGATION, case="EX-7")
    asked = keys.asked_keys([], [("phone", NUMBER)])
    bounds = [list(asked), list(asked.values()), list(asked), [], 1000, 3000, 100]
    with viewing(viewer), matcher.searching(viewer), connections["search"].cursor() as cursor:
        cursor.execute(matcher.SEARCH, bounds)
        cursor.fetchall()
        cursor.execute("SELECT pg_stat_get_xact_blocks_fetched('crosscheck_key_pkey'::regclass)")
        return int(cursor.fetchone()[0])


COPIED = bank.COLUMNS.replace("id, ", "", 1)
COPY = "INSERT INTO crosscheck_entry (id, {0}) SELECT %s, {0} FROM crosscheck_entry RETURNING cardinality(keys)"
KEPT = "SELECT count(*) FROM crosscheck_key WHERE entry = half_anchor(%s)"


def test_keys_are_there_in_the_transaction_of_their_record_and_go_with_it(node: str) -> None:
    report("farrukh", person("Каримов Баходир"))
    another = UUID(int=77, version=4)
    running = server.ensure_server()
    with running.administrator(node) as writer, running.administrator(node) as other:
        with writer.transaction(force_rollback=True):
            made = writer.execute(COPY.format(COPIED), [another]).fetchone()
            assert writer.execute(KEPT, [another]).fetchone() == made != (0,)
            assert other.execute(KEPT, [another]).fetchone() == (0,)
        assert writer.execute(KEPT, [another]).fetchone() == (0,)
        writer.execute(COPY.format(COPIED), [another])
        assert other.execute(KEPT, [another]).fetchone() == made
