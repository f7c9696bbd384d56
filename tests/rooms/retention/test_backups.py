"""Backups: whole, sealed, restored into an empty node or not at all; what was erased since stays erased."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kerege.foundation import chance, copying, node, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import queries as files
from kerege.rooms.journal import actions as journal_actions
from kerege.rooms.journal import queries as journal
from kerege.rooms.operations.queries import EntryKind
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions as requests
from kerege.rooms.retention import actions
from kerege.rooms.retention.policy import PLAN
from tests import cast
from tests.conftest import clone, point_to
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.deconfliction import scenes as meeting
from tests.rooms.operations import scenes as deliveries
from tests.rooms.operations import test_joint as operations
from tests.rooms.requests import scenes as asking
from tests.rooms.retention import scenes
from tests.rooms.retention.ends import (
    left_behind,
    nothing_goes_on,
    opens,
    passwords_are_the_newest,
    reads,
    released,
    seats_ended,
    suspended,
    suspensions,
    taken_back,
    tokens_of,
    withdrawn,
)

ATTACHED = b"EXERCISE attached words"
TARGET = "kerege_restored"


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backups go, and files of this node's own: tests that run at once share a home."""
    from kerege.rooms.retention.actions import keybook

    monkeypatch.setattr(keybook, "COPIES", f"keybook-copies-{tmp_path.name}")
    monkeypatch.setattr(keybook, "BOOK", f"keybook-{tmp_path.name}")
    monkeypatch.setattr(files, "path_of", lambda stored: tmp_path / "files" / stored[:2] / stored)
    (tmp_path / "files").mkdir()
    return tmp_path


@contextmanager
def emptied(worker: str) -> Iterator[str]:
    """An empty node in place of this one, for the block."""
    name = f"{TARGET}_{worker}"
    clone(name, node.home())
    with copying.keeper(name) as connection:
        copying.empty(connection, list(copying.tables(connection, PLAN)))
    point_to(name)
    yield name


def dump(database: str) -> dict[str, list[str]]:
    """Every row that a backup carries, as text."""
    with copying.keeper(database) as connection:
        return {
            table: sorted(line.decode() for _ids, line in copying.out(connection, table, columns, "'{}'::uuid[]", {}))
            for table, columns in copying.tables(connection, PLAN).items()
        }


def standing(database: str) -> list[str]:
    """Keys, indexes, fences and triggers of the tables, as the catalogue words them."""
    with copying.keeper(database) as connection:
        found = connection.execute(
            "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT concat_ws(' ', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal"
            " UNION ALL SELECT concat_ws(' ', relname, relrowsecurity, relforcerowsecurity) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        return sorted(str(line) for (line,) in found.fetchall())


def a_busy_node() -> tuple[UUID, UUID]:
    """Two reports, one released and hit, with files; hits, a journal with a head."""
    first, second = scenes.kept(), scenes.kept()
    scenes.released(first)
    assert checking.ask("hamid", checking.PHONE).hits
    actor = cast.viewer("aigerim")
    with viewing(actor):
        for part in Part:
            records_actions.attach(actor=actor, report_id=first, part=part, name="EXERCISE.txt", content=ATTACHED)
    while journal_actions.sequence():
        pass
    journal_actions.sign_head()
    return first, second


def two_that_met() -> None:
    """What tells somebody as it is written: records of two agencies, planned events; and a letter that went along."""
    checking.report("hamid", checking.person(checking.RAHIMOV, phone=checking.PHONE))
    for name in ("aigerim", "iskender"):
        meeting.submit(name, meeting.plan(starts=chance.now() + meeting.HOUR, place="EXERCISE yard"))
    [thread] = asking.drafted("aigerim")
    letter = {"number": "5", "name": "EXERCISE.txt", "content": ATTACHED}
    asking.do("aigerim", requests.keep_scan, thread=thread, **letter)
    asking.do("aigerim", requests.send, thread=thread)


def whole(head: str) -> bool:
    """Whether the journal of the present database is whole."""
    return journal.verify_journal([head] if head else []).is_whole


def restored(backup: Path, book: Path, name: str) -> dict[str, object]:
    """The backup restored into an empty database."""
    return actions.restore(backup, book=book, words=actions.recovery_words(), verified=whole, target=name)


def test_a_node_comes_back_row_by_row_and_file_by_file(own_clone: str, worker_id: str, folder: Path) -> None:
    first, second = a_busy_node()
    scenes.hold(first)
    scenes.challenge(second)
    delivery, operation = deliveries.under_way(), operations.founded()
    operations.enter("aigerim", operation, EntryKind.SCOPE, since="2026-01-01", until="2026-12-31")
    two_that_met()
    told = [deliveries.shown(name, delivery) for name in ("farrukh", "kz_coordinator")]
    file = operations.shown("hamid", operation)
    actions.back_up(folder / "one", copies=(folder / "book",))
    before = dump(own_clone)
    stored = [path for path in (folder / "files").rglob("*") if path.is_file()]
    assert len(stored) == 3, "a scan that two sides hold is one file"
    for path in stored:
        path.unlink()
    with emptied(worker_id) as name:
        law = standing(name)
        made = restored(folder / "one", folder / "book", name)
        assert dump(name) == before
        assert standing(name) == law
        assert made["erased_since"] == 0
        assert [deliveries.shown(name, delivery) for name in ("farrukh", "kz_coordinator")] == told
        assert operations.shown("hamid", operation) == file
        chance.advance(deliveries.DAY)
        deliveries.give("farrukh", delivery)
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            for each in files.attachments(viewer=viewer, report=first):
                assert files.open_attachment(viewer=viewer, report=first, attachment=each.id).content == ATTACHED
        assert checking.ask("hamid", checking.PHONE).hits
        with pytest.raises(actions.BackupError, match="is in use"):
            restored(folder / "one", folder / "book", name)


def test_what_was_erased_since_is_unreadable_in_every_older_backup(
    own_clone: str, worker_id: str, folder: Path
) -> None:
    first, second = a_busy_node()
    actions.back_up(folder / "one", copies=(folder / "book",))
    shutil.copy(folder / "book", folder / "stolen later")
    scenes.erase(first)
    assert actions.refresh(own_clone)
    assert not actions.refresh(own_clone)
    with emptied(worker_id) as name:
        made = restored(folder / "one", folder / "book", name)
        assert made["erased_since"] > 3
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            assert records.report(viewer=viewer, report_id=first).nominal is None
            kept = records.report(viewer=viewer, report_id=second).nominal
            assert kept is not None
            assert len(files.attachments(viewer=viewer, report=first)) == 1
        assert [each.report for each in scenes.tombstones()] == [first]
        assert [table for table, rows in dump(name).items() if any(str(first) in row for row in rows)] != []


def test_no_word_about_a_person_lies_open_in_a_backup_or_its_key_book(own_clone: str, folder: Path) -> None:
    a_busy_node()
    actions.back_up(folder / "one", copies=(folder / "book",))
    secret = [checking.RAHIMOV.encode(), checking.PHONE.replace(" ", "").encode(), ATTACHED]
    for path in [*(folder / "one").rglob("*"), folder / "book"]:
        if path.is_file():
            held = path.read_bytes()
            assert not any(each in held for each in secret), path


@pytest.mark.parametrize("how", ["flip", "cut", "lose", "manifest", "words", "old book", "another book"])
def test_a_backup_that_is_not_whole_restores_nothing(own_clone: str, worker_id: str, folder: Path, how: str) -> None:
    a_busy_node()
    actions.back_up(folder / "one", copies=(folder / "book",))
    words, book = actions.recovery_words(), folder / "book"
    target = folder / "one" / "tables" / "records_subject"
    if how == "flip":
        held = bytearray(target.read_bytes())
        held[len(held) // 2] ^= 1
        target.write_bytes(held)
    elif how == "cut":
        target.write_bytes(target.read_bytes()[:-1])
    elif how == "lose":
        target.unlink()
    elif how == "manifest":
        manifest = folder / "one" / "manifest.json"
        content = json.loads(manifest.read_text())
        content["rows"]["tables/records_subject"] -= 1
        manifest.write_text(json.dumps(content))
    elif how == "words":
        words = words[:-1] + ("0" if words[-1] != "0" else "1")
    elif how == "old book":
        book = folder / "kept"
        shutil.copy(folder / "book", book)
        chance.advance(timedelta(minutes=1))
        actions.back_up(folder / "two")
    else:
        sealed = book.read_bytes()
        book.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    backup = folder / ("two" if how == "old book" else "one")
    with emptied(worker_id) as name:
        law = standing(name)
        with pytest.raises(actions.BackupError):
            actions.restore(backup, book=book, words=words, verified=whole, target=name)
        assert not any(dump(name).values())
        assert standing(name) == law


def test_a_journal_that_is_not_whole_takes_everything_away_again(own_clone: str, worker_id: str, folder: Path) -> None:
    a_busy_node()
    with server.ensure_server(durable=False).administrator(own_clone) as connection:
        connection.execute("UPDATE journal_leaf SET rows = rows + 1 WHERE position = 0")
    actions.back_up(folder / "one", copies=(folder / "book",))
    with emptied(worker_id) as name:
        with pytest.raises(actions.BackupError, match="journal of the backup is not whole"):
            restored(folder / "one", folder / "book", name)
        assert not any(dump(name).values())
        assert not [path for path in (folder / "files").rglob("*") if path.is_file()]
        with pytest.raises(ZeroDivisionError):
            actions.restore(
                folder / "one",
                book=folder / "book",
                words=actions.recovery_words(),
                verified=lambda head: bool(1 / 0),
                target=name,
            )
        assert not any(dump(name).values())


def test_a_backup_appears_only_whole_and_never_over_another(own_clone: str, folder: Path) -> None:
    a_busy_node()
    actions.back_up(folder / "one")
    with pytest.raises(actions.BackupError, match="not empty"):
        actions.back_up(folder / "one")
    stored = next(path for path in (folder / "files").rglob("*") if path.is_file())
    stored.write_bytes(b"changed")
    with pytest.raises(actions.BackupError, match="mend it first"):
        actions.back_up(folder / "two")
    assert not (folder / "two").exists()


def test_a_copy_of_the_key_book_that_cannot_be_rewritten_is_named(own_clone: str, folder: Path) -> None:
    a_busy_node()
    (folder / "medium").mkdir()
    actions.back_up(folder / "one", copies=(folder / "medium" / "book",))
    shutil.rmtree(folder / "medium")
    with pytest.raises(actions.BackupError, match="still holds old keys"):
        actions.back_up(folder / "two")


def test_what_was_taken_back_since_is_taken_back_in_an_older_backup(
    own_clone: str, worker_id: str, folder: Path
) -> None:
    report, kept, former = scenes.kept(), scenes.kept(), scenes.kept()
    release = released(report)
    released(report, "KG")
    released(kept)
    withdrawn(released(former))
    scenes.hold(kept)
    scenes.lift(kept)
    tokens = tokens_of("aigerim", "bolat", "director", "tj_analyst")
    leaver = cast.viewer("hamid")
    delivery, operation = deliveries.under_way(), operations.founded()
    lifted = suspended("kz_coordinator", "RU")
    actions.back_up(folder / "one", copies=(folder / "book",))
    assert not actions.refresh(own_clone)
    ended = seats_ended(own_clone)
    taken_back(release, leaver.hat, tokens["bolat"], lifted)
    left_behind(delivery, operation)
    gone = seats_ended(own_clone) - ended
    assert len(gone) >= 3
    assert actions.refresh(own_clone)
    assert not actions.refresh(own_clone)
    with emptied(worker_id) as name:
        made = restored(folder / "one", folder / "book", name)
        taken: dict[str, int] = made["taken_back"]  # type: ignore[assignment]  # as `restore` made it
        assert 3 <= taken.pop("seats") <= len(gone), "what was made and ended since is not there to be ended"
        assert taken == {
            "releases": 1, "endings": 1, "terms": 2, "tokens": 3, "factors": 0, "accounts": 1,
            "passwords": 1, "closed": 0, "reports": 0,
        }  # fmt: skip
        assert [reads("farrukh", each) for each in (report, kept, former)] == [False, True, False]
        assert reads("iskender", report)
        nothing_goes_on(delivery, operation)
        assert [opens(tokens[each]) for each in tokens] == [True, False, False, False]
        passwords_are_the_newest()
        with pytest.raises(directory.NoSuchHatError):
            directory.viewer_for(leaver.hat)
        assert suspensions(name) == [False, True]
        sizes: list[int] = made["newer_head"]  # type: ignore[assignment]  # as `restore` made it
        assert sizes[0] > sizes[1]


def test_every_end_in_the_directory_and_of_releases_is_carried_by_the_key_book(own_clone: str) -> None:
    """A new table with an end of its own stands in the key book."""
    from kerege.rooms.retention.actions import standing

    ends = ("until", "closed_on", "abolished_on", "lifted_at", "revoked_at", "withdrawn_at", "is_active", "password")
    with copying.keeper(own_clone) as connection:
        found = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = ANY(%s) AND table_name ~ '^(access|directory)_'",
            [list(ends)],
        ).fetchall()
        carried = standing.standing(connection)
    named = {(table, column) for table, column in (standing.ENDS | standing.NEWEST).items() if column}
    named |= {("access_release", "withdrawn_at"), ("directory_access_token", "revoked_at")}
    named |= {("directory_account", "is_active"), ("directory_account", "password")}
    assert {(str(table), str(column)) for table, column in found} == named
    assert all(carried[table] is not None for table in (*standing.ENDS, *standing.NEWEST, *standing.KEPT))
