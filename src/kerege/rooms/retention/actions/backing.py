"""Backing the node up: every table and file sealed, what is about persons under keys of its own, then the manifest."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import connection as django_connection

from kerege.foundation import chance, copying, node, seal
from kerege.foundation.copying import Connection
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.sealed_stream import SealedWriter, derived, seal_cell
from kerege.rooms.files import queries as files
from kerege.rooms.journal import actions as journal
from kerege.rooms.retention.actions import keybook
from kerege.rooms.retention.actions.refusals import BackupError
from kerege.rooms.retention.policy import PLAN
from kerege.rooms.retention.rules import N_

FORM = "kerege backup 1"
MANIFEST, TABLES, WORDS, FILES = "manifest.json", "tables", "words", "files"
Progress = Callable[[int, int, str], None]


def quiet(done: int, total: int, what: str) -> None:
    """Tell nobody how far it is."""


def back_up(
    folder: Path, *, database: str | None = None, copies: tuple[Path, ...] = (), progress: Progress = quiet
) -> dict[str, object]:
    """Write a backup of the node into a new folder and the key book beside it; returns the manifest.

    It appears under its name only when it is whole. Raises BackupError.
    """
    name = database or str(django_connection.settings_dict["NAME"])
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(N_("{folder} is not empty: name a new folder for each backup"), folder=folder)
    draft = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(draft, ignore_errors=True)
    for each in (TABLES, WORDS, FILES):
        (draft / each).mkdir(parents=True, mode=0o700)
    identity = str(chance.new_id())
    outer = derived(node.secret(keybook.MASTER, 32), "backup", identity)
    head = journal.kept_head() or ""
    with copying.keeper(name) as held:
        held.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        keys, must = record_keys(held, name)
        content = written(held, Draft(draft, outer, keys, must), progress)
    manifest = {
        "form": FORM,
        "id": identity,
        "made_at": chance.now().isoformat(),
        "node": seal.node_key().public.hex(),
        "head": head,
        **content,
    }
    signature = seal.node_key().sign(canonical_bytes(manifest), context="backup").hex()
    write_text(draft / MANIFEST, json.dumps(manifest | {"signature": signature}, ensure_ascii=False, indent=1))
    keybook.write_book(name, copies=copies)
    if folder.exists():
        folder.rmdir()
    draft.replace(folder)
    return manifest


def write_text(path: Path, text: str) -> None:
    """Write a file and have it on the disk."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def record_keys(snapshot: Connection, database: str) -> tuple[dict[UUID, bytes], set[UUID]]:
    """The key of every record of the snapshot that has one by now, made where it lacks; and all that must have one.

    A record that was erased since the snapshot was taken has lost its key again: it is left out.
    """
    must = {UUID(str(row[0])) for row in snapshot.execute(PLAN.records).fetchall()}
    with copying.keeper(database) as other:
        known = {UUID(str(row[0])) for row in other.execute("SELECT record FROM retention_record_key").fetchall()}
        fresh = sorted(must - known)
        with other.cursor() as cursor:
            with cursor.copy("COPY retention_record_key (id, record, key) FROM STDIN") as copy:
                for record in fresh:
                    copy.write_row((record, record, hashlib.sha256(chance.token(64).encode()).digest()))
            cursor.execute(
                f"DELETE FROM retention_record_key WHERE record = ANY(%s) AND record NOT IN ({PLAN.records})",  # noqa: S608 - a text of the plan
                [fresh],
            )
    with copying.keeper(database) as other:
        rows = other.execute("SELECT record, key FROM retention_record_key").fetchall()
    return {UUID(str(record)): bytes(key) for record, key in rows}, must  # type: ignore[call-overload]  # a bytea


@dataclass(frozen=True, slots=True)
class Draft:
    """A backup that is being written: where, under which keys, and what its manifest will say of each file."""

    folder: Path
    outer: bytes
    keys: Mapping[UUID, bytes]
    must: set[UUID]
    marks: dict[str, list[object]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, given: Iterable[bytes]) -> None:
        """Write one sealed file and note its size, its digest and how many cells stand in it."""
        count = 0
        with (self.folder / name).open("wb") as stream:
            writer = SealedWriter(stream, self.outer, name)
            for each in given:
                writer.write(each)
                count += 1
            writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        self.marks[name], self.rows[name] = [writer.size, writer.digest.hexdigest()], count


def written(held: Connection, draft: Draft, progress: Progress) -> dict[str, object]:
    """Write every table, the columns sealed apart, and every file; what the manifest says of them."""
    listed = copying.tables(held, PLAN)
    blanks = {each.table: each.blanks for each in PLAN.words}
    total = len(listed) + len(PLAN.words) + 1
    for at, (table, columns) in enumerate(listed.items()):
        progress(at, total, table)
        records = PLAN.sealed.get(table)
        lines = copying.out(held, table, columns, records or "'{}'::uuid[]", blanks.get(table, {}))
        draft.put(f"{TABLES}/{table}", cells(lines, draft, apart=records is not None))
    for at, words in enumerate(PLAN.words, start=len(listed)):
        progress(at, total, words.table)
        lines = copying.words_out(held, words)
        draft.put(f"{WORDS}/{words.table}", cells(lines, draft, apart=True))
    progress(total - 1, total, FILES)
    count = attached(held, draft)
    progress(total, total, FILES)
    return {"tables": listed, "rows": draft.rows, "files": count, "marks": draft.marks}


def cells(lines: Iterator[tuple[list[UUID], bytes]], draft: Draft, *, apart: bool) -> Iterator[bytes]:
    """Lines as cells: plain ones of a table that names nobody, else one for the records of each line."""
    for ids, line in lines:
        concerned = [each for each in ids if each in draft.must] if apart else []
        if all(each in draft.keys for each in concerned):
            yield seal_cell(concerned, line, draft.keys, chance.salt(12))


def attached(held: Connection, draft: Draft) -> int:
    """Write the bytes of attachments, those of nominal parts under the record's key. Raises BackupError."""
    found = held.execute(
        "SELECT DISTINCT stored_name, part, report, content_hash FROM files_attachment"
        " WHERE removed_at IS NULL ORDER BY 1"
    ).fetchall()
    count = 0
    for stored, part, report, hashed in found:
        ids = [UUID(str(report))] if part == "nominal" else []
        if any(each not in draft.keys for each in ids):
            continue
        path = files.path_of(str(stored))
        content = path.read_bytes() if path.exists() else b""
        if hashlib.sha256(content).digest() != bytes(hashed):  # type: ignore[call-overload]  # a bytea
            raise BackupError(N_("the attached file {file} is not the one that was kept: mend it first"), file=stored)
        draft.put(f"{FILES}/{stored}", [seal_cell(ids, content, draft.keys, chance.salt(12))])
        count += 1
    return count
