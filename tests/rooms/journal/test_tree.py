"""The tree over the journal: positions, heads, proofs, and every way to bend the tables, which the check finds."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, seal, server
from kerege.foundation.viewing import viewing
from kerege.kernel import heads as notes
from kerege.kernel import journal_check
from kerege.kernel.law import Purpose
from kerege.kernel.sealing import NodeKey
from kerege.rooms.journal import actions, queries
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.journal.actions.sequencing import kept_path
from kerege.rooms.journal.queries import verifying
from tests import cast

Owner = Any


def act(name: str = "aigerim", count: int = 1) -> None:
    """An officer's acts, each telling two owners of a record."""
    viewer, other = cast.viewer(name), cast.viewer("farrukh")
    for number in range(count):
        told = [Touched(each.desk, each.agency, chance.new_id()) for each in (viewer, other)]
        with viewing(viewer):
            actions.write_leaf(LeafKind.CONSULT, "EXERCISE", {"number": number}, mentions=told)


@pytest.fixture
def journal(own_clone: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Owner]:
    """A journal of twelve leaves under two signed heads; the database as its superuser bends it."""
    act(count=7)
    sequence_and_sign()
    act("farrukh", count=5)
    sequence_and_sign()
    with server.ensure_server(durable=False).administrator(own_clone) as database:
        yield database


def sequence_and_sign() -> None:
    """All that waits gets its position, and a head is signed over it."""
    while actions.sequence():
        pass
    actions.sign_head()


def kept() -> list[str]:
    """What was kept outside the database."""
    head = actions.kept_head()
    assert head
    return [head]


def faults(given: list[str] | None = None) -> list[tuple[str, int]]:
    """What the check finds."""
    return [(each.what, each.position) for each in queries.verify_journal(kept() if given is None else given).faults]


def test_a_journal_that_grows_while_it_is_verified_is_whole(journal: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in (verifying.check_nodes, verifying.check_waiting, verifying.check_keys, verifying.check_heads):
        with monkeypatch.context() as patch, ThreadPoolExecutor(1) as beside:

            def after_others(*given: Any, plain: Any = step) -> None:
                beside.submit(grown_beside).result()
                plain(*given)

            patch.setattr(verifying, step.__name__, after_others)
            verdict = queries.verify_journal(kept())
        assert (verdict.is_whole, verdict.waiting) == (True, 0), step


def grown_beside() -> None:
    """What another connection does meanwhile: acts are written, sequenced and signed."""
    try:
        sequence_and_sign()
        act(count=3)
        sequence_and_sign()
    finally:
        connection.close()


def test_committed_leaves_get_positions_and_a_whole_journal_is_found_whole(journal: Owner) -> None:
    verdict = queries.verify_journal(kept())
    assert (verdict.is_whole, verdict.waiting, verdict.given) == (True, 0, 1)
    assert verdict.leaves >= 12
    act()
    assert queries.verify_journal(kept()).waiting == 1


BENDS: dict[str, tuple[str, str]] = {
    "edited": ("UPDATE journal_leaf SET purpose = 'warning' WHERE position = 3", "signature"),
    "officer exchanged": ("UPDATE journal_leaf SET officer_number = 'X-1' WHERE position = 3", "signature"),
    "agency exchanged": ("UPDATE journal_leaf SET agency = party WHERE position = 3", "signature"),
    "salt exchanged": ("UPDATE journal_leaf SET salt = decode('00', 'hex') WHERE position = 3", "salt"),
    "deleted": ("DELETE FROM journal_leaf WHERE position = 3", "missing"),
    "first deleted": ("DELETE FROM journal_leaf WHERE position = 0", "missing"),
    "last deleted": ("DELETE FROM journal_leaf WHERE position = (SELECT max(position) FROM journal_leaf)", "missing"),
    "hash exchanged": ("UPDATE journal_node SET hash = sha256(hash) WHERE level = 0 AND place = 3", "hash"),
    "node exchanged": ("UPDATE journal_node SET hash = sha256(hash) WHERE level = 2 AND place = 0", "node"),
    "node removed": ("DELETE FROM journal_node WHERE level = 1 AND place = 1", "node"),
    "mention edited": (("UPDATE journal_mention SET record = owner WHERE leaf = (SELECT id FROM journal_leaf"
                       " WHERE position = 3)"), "told"),
    "mention deleted": ("DELETE FROM journal_mention WHERE leaf = (SELECT id FROM journal_leaf WHERE position = 3)",
                        "told"),
    "mention moved": (("UPDATE journal_mention SET leaf = (SELECT id FROM journal_leaf WHERE position = 4)"
                      " WHERE leaf = (SELECT id FROM journal_leaf WHERE position = 3)"), "told"),
    "mention of no leaf": (("UPDATE journal_mention SET leaf = owner WHERE leaf = (SELECT id FROM journal_leaf"
                           " WHERE position = 3)"), "told"),
    "head forged": (("UPDATE journal_head SET note = replace(note, '=', 'A') WHERE size = (SELECT max(size)"
                    " FROM journal_head)"), "head"),
    "root exchanged": ("UPDATE journal_head SET root = sha256(root)", "head"),
    "key exchanged": ("UPDATE journal_key SET public = convert_to('Ed25519:', 'UTF8') || sha256(public)", "key"),
    "truncated": ("TRUNCATE journal_leaf, journal_mention, journal_node, journal_head, journal_key", "given"),
    "leaves cut": ("DELETE FROM journal_leaf WHERE position > 4", "missing"),
}  # fmt: skip


@pytest.mark.parametrize("bend", BENDS)
def test_a_bent_row_is_found_and_the_first_wrong_leaf_is_said(journal: Owner, bend: str) -> None:
    statement, what = BENDS[bend]
    spot = journal.execute("SELECT max(position) - 9 FROM journal_leaf").fetchone()[0]
    assert journal.execute(statement.replace("= 3", f"= {spot}").replace("= 4", f"= {spot + 1}")).rowcount != 0
    found = faults()
    assert what in {name for name, _ in found}, found
    if "position = 3" in statement or "place = 3" in statement:
        assert found[0][1] == spot, found


def test_leaves_in_another_order_are_found(journal: Owner) -> None:
    for former, new in ((3, -1), (4, 3), (-1, 4)):
        journal.execute("UPDATE journal_leaf SET position = %s WHERE position = %s", [new, former])
    assert faults()[:2] == [("hash", 3), ("hash", 4)]


def test_a_leaf_put_in_without_the_nodes_signature_gets_no_position_and_is_found(journal: Owner) -> None:
    journal.execute(
        "INSERT INTO journal_leaf SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),"
        " 'position', NULL, 'door', 'FORGED'))).* FROM journal_leaf l WHERE position = 2"
    )
    with pytest.raises(actions.UnsealedLeafError):
        actions.sequence()
    assert ("inserted", queries.verify_journal().leaves) in faults()
    act()
    with pytest.raises(actions.UnsealedLeafError):
        actions.sequence()
    assert queries.verify_journal().waiting == 1, "the honest leaf after it got its place"


def test_an_old_backup_put_back_is_found_and_nothing_is_signed_over_it(journal: Owner) -> None:
    late = kept()
    for table, column in (
        ("journal_leaf", "position"),
        ("journal_node", "place << level"),
        ("journal_head", "size - 1"),
    ):
        journal.execute(f"DELETE FROM {table} WHERE {column} >= 6")
    journal.execute("DELETE FROM journal_mention m WHERE NOT EXISTS (SELECT FROM journal_leaf l WHERE l.id = m.leaf)")
    journal.execute("DELETE FROM journal_node WHERE ((place + 1) << level) > 6")
    assert [what for what, _ in faults([])] == []
    assert [what for what, _ in faults(late)] == ["given"]
    act(count=20)
    with pytest.raises(actions.JournalBehindError):
        sequence_and_sign()


def test_a_journal_written_anew_with_all_the_nodes_keys_is_found_by_a_head_kept_elsewhere(journal: Owner) -> None:
    elsewhere = kept()
    journal.execute("TRUNCATE journal_leaf, journal_mention, journal_node, journal_head")
    kept_path().unlink()
    act(count=30)
    sequence_and_sign()
    assert faults() == []
    assert [what for what, _ in faults(elsewhere)] == ["given"]


def test_a_head_is_signed_each_minute_in_which_something_happened(own_clone: str, django_db_blocker: Any) -> None:
    with chance.seeded("EXERCISE heads"):
        act()
        actions.sequence()
        first = newest()
        actions.sequence()
        act()
        actions.sequence()
        assert newest() == first
        chance.advance(timedelta(seconds=60))
        actions.sequence()
        assert newest() > first
        chance.advance(timedelta(seconds=600))
        last = newest()
        actions.sequence()
        assert newest() == last


def newest() -> int:
    """The size of the newest head."""
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        return queries.newest_head(viewer=viewer).size


def test_keys_change_and_every_head_is_checked_by_the_key_of_its_time(journal: Owner) -> None:
    assert actions.rotate_key() == 2
    act(count=3)
    actions.sequence()
    actions.sign_head()
    assert faults() == []
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        assert check_export(list(queries.export(viewer=viewer))).endswith("all hold")


def check_export(lines: list[str], given: list[str] | None = None) -> str:
    """What the checking file says."""
    return journal_check.check("\n".join(lines), seal.node_key().public[8:], given or [])


def test_the_file_that_stands_apart_checks_an_export_and_finds_every_line_that_was_bent(journal: Owner) -> None:
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        lines = list(queries.export(viewer=viewer))
    assert check_export(lines, kept()).endswith("all hold")
    for at, line in enumerate(lines):
        for bent in ([*lines[:at], *lines[at + 1 :]], bent_line(lines, at, line)):
            if bent != lines and "head" not in json.loads(line):
                with pytest.raises(journal_check.WrongError):
                    check_export(bent, kept())


def bent_line(lines: list[str], at: int, line: str) -> list[str]:
    """One digit of a line exchanged."""
    spot = len(line) // 2
    digit = "0" if line[spot] != "0" else "1"
    return [*lines[:at], line[:spot] + digit + line[spot + 1 :], *lines[at + 1 :]]


def test_a_proof_of_one_leaf_holds_and_only_its_readers_get_it(journal: Owner) -> None:
    leaf = journal.execute("SELECT id, position FROM journal_leaf WHERE door = 'EXERCISE' ORDER BY position").fetchone()
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        proof = json.dumps(queries.inclusion(viewer=viewer, leaf=leaf[0]))
        path = queries.consistency(viewer=viewer, former=3, size=11)
    assert str(leaf[1]) in journal_check.check(proof, seal.node_key().public[8:], kept())
    assert path["path"]
    other = cast.viewer("hamid")
    with viewing(other), pytest.raises(queries.NoSuchLeafError):
        queries.inclusion(viewer=other, leaf=leaf[0])


def test_a_witness_cosigns_what_continues_and_refuses_what_does_not(journal: Owner) -> None:
    witness_key = NodeKey.generate(bytes(32))
    viewer = cast.viewer("tj_dpo", Purpose.OVERSIGHT)
    with viewing(viewer):
        newer, older = (queries.head_note(viewer=viewer, size=each.size) for each in queries.heads(viewer=viewer)[:2])
        former, size = notes.read_head(older)[0], notes.read_head(newer)[0].size
        proof = queries.consistency(viewer=viewer, former=former.size, size=size)
        path = [bytes.fromhex(each) for each in proof["path"]]  # type: ignore[attr-defined]  # a list of texts
        line = actions.witness(newer, former=former, path=path, key=witness_key)
        for _ in range(2):
            actions.keep_cosignature(actor=viewer, size=size, public=witness_key.public, line=line)
        assert [each.key for each in queries.heads(viewer=viewer)[0].cosigners] != []
        with pytest.raises(actions.WitnessError):
            actions.keep_cosignature(actor=viewer, size=former.size, public=witness_key.public, line=line)
    forged = notes.Head(former.origin, former.size, bytes(32))
    with pytest.raises(actions.WitnessError):
        actions.witness(newer, former=forged, path=path, key=witness_key)


def test_two_sequencers_give_each_leaf_one_position(own_clone: str, django_db_blocker: Any) -> None:
    import threading

    from django.db import connections

    act(count=40)
    problems: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(12):
                actions.sequence(batch=5)
        except BaseException as problem:  # noqa: BLE001 - told to the test
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    while actions.sequence():
        pass
    assert problems == []
    verdict = queries.verify_journal()
    assert (verdict.is_whole, verdict.waiting) == (True, 0)


@pytest.mark.parametrize("door", ["journal_waiting(1)", "journal_sequence(0, 9)", "journal_told('{}')",
                                  "journal_astray()", "journal_append(0, '{}', '{}', '{}', '{}')",
                                  "journal_sign(9, '2026-01-01', '', '')"])  # fmt: skip
def test_no_officer_reaches_the_nodes_own_functions(journal: Owner, door: str) -> None:
    from django.db import DatabaseError, connection

    for name in ("admin", "gulnora", "centre_dpo", "farrukh"):
        with (
            pytest.raises(DatabaseError, match="kept by the node alone"),
            viewing(cast.viewer(name)),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {door}")
