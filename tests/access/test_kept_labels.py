"""Labels kept for a transaction are those that the law gives now: none forged, borrowed, or older than a change."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Level, Part, Purpose, State, Viewer
from kerege.rooms.access import actions, queries
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as parties
from tests import cast
from tests.rooms.records import desk
from tests.rooms.retention import scenes as retention

LAW = "kerege_law"
SUSPENDED = (
    "INSERT INTO directory_suspension (id, by_party, direction, reason, since)"
    " SELECT p.id, p.id, 'both', 'EXERCISE', '2026-01-01' FROM directory_party p WHERE p.code = 'TJ'"
)
CHANGES = (
    "UPDATE access_grant SET purposes = '{}'",
    "DELETE FROM access_grant",
    "UPDATE access_grant SET last_day = '2020-01-01'",
    "UPDATE access_label SET forbidden = (SELECT array_agg(id) FROM directory_party)",
    "UPDATE access_label SET level = 2",
    "UPDATE directory_membership SET until = '2020-01-02'",
    "DELETE FROM directory_membership",
    "UPDATE directory_appointment SET until = '2020-01-02'",
    "UPDATE directory_party SET until = '2020-01-02'",
    "UPDATE directory_agreement_status SET state = 'withdrawn'",
    "DELETE FROM directory_agreement_permission",
    SUSPENDED,
)
"""What an owner, a coordinator or a registrar may do between two statements of somebody else."""


def told(statement: str, *values: object) -> Any:
    """What the database says, in the open context."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def held() -> set[int]:
    """The labels as the row policies take them."""
    return set(told("SELECT held_labels()"))


def looked() -> tuple[set[int], str]:
    """The labels, and the snapshot of the statement that took them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT held_labels(), pg_current_snapshot()::text")
        labels, snapshot = cursor.fetchone()
    return set(labels), snapshot


def kept_by(before: str, after: str, former: str) -> bool:
    """Whether what is kept is what was kept, where nobody got a number between the snapshots of two statements.

    Anybody on the server may at any moment (another test, the server's own work): then it is signed anew, for the same
    labels.
    """
    return kept() == former if before == after else kept()[64:] == former[64:]


def kept() -> str:
    """What is kept of them."""
    return str(told("SELECT coalesce(current_setting('kerege.labels', true), '')"))


def keep(text: str, taken: str | None = None) -> None:
    """Put back what was kept once, or what somebody made up; perhaps with a word that it was taken before."""
    told("SELECT set_config('kerege.labels', %s, true)", text)
    if taken is not None:
        told("SELECT set_config('kerege.taken', %s, true)", taken)


def taken() -> str:
    """The word that what is kept was found to be this viewer's."""
    return str(told("SELECT coalesce(current_setting('kerege.taken', true), '')"))


def worked_out() -> set[int]:
    """The labels as they are without anything kept."""
    keep("")
    return held()


@contextmanager
def others(name: str) -> Iterator[Any]:
    """Somebody else's connection, whom no policy binds; what he does is committed at once."""
    with server.ensure_server(durable=False).administrator(name) as database:
        database.execute("SET session_replication_role = replica")
        yield database


def test_what_is_kept_is_what_the_law_gives_whoever_looks(own_clone: str) -> None:
    desk.report("farrukh")
    desk.report("erlan", desk.facts_only(not_to_parties="UZ"))
    for name in ("aigerim", "bolat", "hamid", "gulnora", "observer", "org_analyst", "director", "admin"):
        for purpose in (Purpose.OWN_WORK, Purpose.INVESTIGATION):
            with viewing(cast.viewer(name, purpose)):
                (first, before), text, (second, after) = looked(), kept(), looked()
                assert len(text) > 64
                assert kept_by(before, after, text)
                assert first == second == worked_out()


def test_a_forged_word_is_worth_nothing(own_clone: str) -> None:
    desk.report("farrukh")
    with viewing(cast.viewer("hamid", Purpose.INVESTIGATION)):
        sound, again = held(), held()
        own, word = kept(), taken()
        assert sound == again
        assert len(word) == 64
        every = "{" + ",".join(map(str, range(2000))) + "}"
        for text in (
            "0" * 64 + every,
            own[:64] + every,
            every,
            own[:64],
            own[1:],
            "x",
            own[:-1] + ",7}",
            own[:64] + "|",
        ):
            for said in (word, "", "0" * 64, own[:64], text[:64]):
                keep(text, said)
                assert held() == sound, (text, said)


def test_what_was_kept_for_another_viewer_or_purpose_is_not_taken_over(own_clone: str) -> None:
    desk.report("farrukh", desk.facts_only())
    with transaction.atomic():
        with viewing(cast.viewer("farrukh")):
            first = held()
            assert held() == first
            borrowed, word = kept(), taken()
        for name, purpose in (("org_analyst", Purpose.INVESTIGATION), ("farrukh", Purpose.INVESTIGATION)):
            with viewing(cast.viewer(name, purpose)):
                keep(borrowed, word)
                held()
                assert kept() != borrowed
        with viewing(cast.viewer("org_analyst")):
            keep(borrowed, word)
            assert held() != first


def test_what_is_kept_outlasts_a_context_inside_and_no_bent_context_gets_it(own_clone: str) -> None:
    desk.report("farrukh", desk.facts_only())
    viewer = cast.viewer("hamid", Purpose.INVESTIGATION)
    with viewing(viewer):
        (first, before), text = looked(), kept()
        chance.now()
        with viewing(parties.system_viewer("operations")):
            told("SELECT 1")
        second, after = looked()
        assert second == first
        assert kept_by(before, after, text)
        sound = str(told("SELECT current_setting('kerege.viewer')"))
        for bent in (sound.replace("investigation", "analysis"), "0" * 64 + sound[64:], sound[64:], sound[:64], "x"):
            with pytest.raises(DatabaseError, match="not signed"), transaction.atomic():
                told("SELECT held_labels() FROM set_config('kerege.viewer', %s, true) OFFSET 0", bent)
        assert held() == first


def test_what_was_kept_in_another_transaction_is_not_taken_over(own_clone: str) -> None:
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        held()
        held()
        former, word = kept(), taken()
    with viewing(viewer):
        keep(former, word)
        held()
        assert kept()[:64] != former[:64]


@contextmanager
def taken_back(other: Any, change: str) -> Iterator[None]:
    """A change is committed; afterwards its table is as it was."""
    table = next(word for word in change.split() if "_" in word)
    other.execute(f"CREATE TEMP TABLE saved AS TABLE {table}")
    other.execute(change)
    yield
    other.execute(f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM saved; DROP TABLE saved")


def test_what_somebody_else_commits_is_read_by_the_next_statement(own_clone: str) -> None:
    retention.released(desk.report("farrukh").report, to="UZ", by="farrukh")
    desk.report("farrukh", desk.facts_only())
    for change in CHANGES:
        with viewing(cast.viewer("hamid", Purpose.ANALYSIS)), others(own_clone) as other:
            (before, first), former = looked(), kept()
            after, second = looked()
            assert after == before
            assert kept_by(first, second, former)
            with taken_back(other, change):
                keep(former)
                assert held() == worked_out() < before, change
            keep(former)
            assert held() == before


def test_a_withdrawal_is_read_by_the_next_statement_of_who_reads_at_that_moment(own_clone: str) -> None:
    saved = desk.report("farrukh", desk.facts_only())
    seen = "SELECT count(*) FROM records_report"
    with viewing(cast.viewer("hamid", Purpose.INVESTIGATION)), others(own_clone) as other:
        assert (told(seen), told(seen)) == (1, 1)
        former = kept()
        other.execute("BEGIN")
        other.execute("UPDATE access_grant SET last_day = '2020-01-01'")
        assert told(seen) == 1
        other.execute("COMMIT")
        keep(former)
        assert told(seen) == 0
    assert desk.read("hamid", saved) is None


def a_label(actor: Viewer) -> int:
    """A new label of the actor's own."""
    owner = queries.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    forbidden = frozenset({chance.new_id()})
    return actions.intern_label(
        queries.label_for(owner, Part.FACTS, State.OFFERED, forbidden=forbidden, level=Level.OPEN)
    )


def test_once_a_transaction_has_written_nothing_kept_is_taken_in_it(own_clone: str) -> None:
    actor = cast.viewer("aigerim")
    with viewing(actor):
        before, former = held(), kept()
        made = a_label(actor)
        keep(former)
        assert held() - before == {made}
        keep("")
        assert held() - before == {made}
        assert kept() == ""
    desk.report("farrukh", desk.facts_only())
    viewer = cast.viewer("hamid", Purpose.INVESTIGATION)
    coordinator = cast.viewer("tj_coordinator")
    with transaction.atomic():
        with viewing(viewer):
            open_to_him, stale = held(), kept()
        with viewing(coordinator):
            directory.suspend_all(actor=coordinator, towards=parties.party("UZ").id, reason="EXERCISE")
        with viewing(viewer):
            keep(stale)
            assert held() == worked_out() < open_to_him


class Hoarder:
    """Keeps every text that was ever kept, and puts any of them back before any statement."""

    def __init__(self, seed: int, viewer: Viewer, other: Any) -> None:
        """Nothing hoarded yet."""
        self.dice = random.Random(seed)
        self.viewer, self.other = viewer, other
        self.hoard: set[str] = set()
        self.words: set[str] = {""}

    def looks(self) -> None:
        """Whatever is put back, the answer is that of the law now."""
        sound = worked_out()
        self.hoard.add(kept())
        for text in (self.dice.choice(sorted(self.hoard)), *sorted(self.hoard)[:6]):
            for word in (None, self.dice.choice(sorted(self.words))):
                keep(text, word)
                assert held() == sound
                self.hoard.add(kept())
                self.words.add(taken())

    def writes(self) -> None:
        """Makes a label; perhaps in a savepoint that is taken back."""
        with suppress(InterruptedError), transaction.atomic():
            a_label(self.viewer)
            self.looks()
            if self.dice.random() < 0.5:
                raise InterruptedError

    def suffers(self) -> None:
        """Somebody else changes what opens labels to him, and commits."""
        self.other.execute(
            self.dice.choice(
                (
                    "UPDATE access_grant SET purposes = '{}'",
                    "UPDATE access_grant SET purposes = '{investigation}'",
                    "DELETE FROM directory_suspension",
                    SUSPENDED.replace("SELECT p.id", "SELECT gen_random_uuid()"),
                )
            )
        )


@pytest.mark.parametrize("seed", range(2))
def test_no_hoard_of_former_words_and_no_order_of_changes_gives_another_answer(own_clone: str, seed: int) -> None:
    desk.report("farrukh", desk.facts_only())
    viewer = cast.viewer("aigerim", Purpose.INVESTIGATION)
    with others(own_clone) as other:
        hoarder = Hoarder(seed, viewer, other)
        acts: list[Callable[[], None]] = [hoarder.looks, hoarder.suffers] * 6 + [hoarder.writes]
        for _transaction in range(4):
            with viewing(viewer):
                for _act in range(8):
                    hoarder.dice.choice(acts)()
                    hoarder.looks()
        assert len(hoarder.hoard) > 4
        assert len(hoarder.words) > 4


@pytest.mark.django_db
def test_nobody_but_the_law_signs_or_asks_for_fresh_labels() -> None:
    with viewing(cast.viewer("hamid")):
        for function in ("labels_mark(text, text)", "labels_taken(text, text)", "fresh_labels()"):
            for role in ("kerege_app", "kerege_search", "kerege_keeper", "kerege_owner"):
                assert not told("SELECT has_function_privilege(%s, %s, 'EXECUTE')", role, function)
            assert told("SELECT has_function_privilege(%s, %s, 'EXECUTE')", LAW, function)
