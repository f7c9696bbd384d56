"""Restoring a node into an empty one: the whole backup is checked before anything is written; then all or nothing."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection as django_connection

from kerege.foundation import copying, database, filling, node
from kerege.foundation.copying import Connection
from kerege.kernel import heads
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.sealed_stream import BrokenStreamError, derived, open_cells, read_sealed
from kerege.kernel.sealing import NodeKey, verify
from kerege.rooms.files import queries as files
from kerege.rooms.retention.actions import keybook, standing
from kerege.rooms.retention.actions.backing import FILES, FORM, MANIFEST, TABLES, WORDS, Progress, quiet
from kerege.rooms.retention.actions.refusals import BackupError
from kerege.rooms.retention.policy import PLAN
from kerege.rooms.retention.rules import N_

BROKEN = N_("{file} of the backup was changed or cut: nothing was restored")
Checked = Callable[[str], bool]
MADE_ANEW = ("records_listing", "retention_record_key")
"""Tables that no backup carries and that are filled while one is loaded: by a trigger, from the key book."""


def restore(
    folder: Path,
    *,
    book: Path,
    words: str,
    verified: Checked,
    target: str | None = None,
    progress: Progress = quiet,
) -> dict[str, object]:
    """Make the node of a backup again in this empty one; returns how much was restored and left out.

    Records whose key was destroyed since stay erased, and their tombstones stand; what was taken back since is
    taken back here too (`taken_back`), and a head newer than the backup's is said (`newer_head`). `verified` is asked
    with the head that the backup carries whether the journal is whole; if not, everything is taken away again. The node
    is closed meanwhile, and stays so if this process is killed. Raises BackupError.
    """
    name = target or str(django_connection.settings_dict["NAME"])
    master = keybook.master_of(words)
    held = keybook.opened(book, master)
    manifest = checked_manifest(folder, held)
    outer = derived(master, "backup", str(manifest["id"]))
    checked_files(folder, manifest, progress)
    with filling.alone(name) as is_alone:
        if not is_alone:
            raise BackupError(N_("another restore is at work in this node: wait until it has ended"))
        take_away(name)
        refuse_filled(name)
        with copying.keeper(name) as connection:
            refuse_other_form(connection, manifest)
        with all_or_nothing(name, manifest):
            take_secrets(held, master)
            database.grant(name)
            with copying.owner(name) as connection:
                made = load(connection, manifest, Opening(folder, outer, held.records), held, progress)
            verified_whole(name, str(manifest["head"]), verified)
            keybook.write_book(name)
    return made | {"newer_head": newer_head(held.head, str(manifest["head"]))}


@contextlib.contextmanager
def all_or_nothing(name: str, manifest: Mapping[str, Any]) -> Iterator[None]:
    """The node is closed inside; it opens with everything in it, or with nothing. A kill leaves it closed."""
    filling.begin(name, [Path(each).name for each in manifest["marks"] if each.startswith(f"{FILES}/")])
    try:
        yield
    except BaseException:
        take_away(name)
        raise
    filling.end(name)


def verified_whole(name: str, head: str, verified: Checked) -> None:
    """Keep the head that the backup carries, and have the journal verified against it. Raises BackupError."""
    if head:
        head_file(name).write_text(head, encoding="utf-8")
    if not verified(head):
        raise BackupError(N_("the journal of the backup is not whole: nothing was restored"))


def finish_cut_off(name: str) -> bool:
    """Take away what a killed restore left, and open the node; False where there is nothing, or one is at work."""
    if filling.begun(name) is None:
        return False
    with filling.alone(name) as is_alone:
        if is_alone:
            take_away(name)
    return is_alone


def head_file(name: str) -> Path:
    """Where the newest signed head of a database is kept beside it."""
    return node.home() / f"journal-head-{name}"


def newer_head(known: str, backup: str) -> list[int]:
    """How many leaves the newest signed head in the key book has, and the backup's, where that one is older; else none.

    What stands between them is lost with the machine: whoever holds a receipt of it must hear so.
    """
    sizes = [heads.read_head(each)[0].size if each else 0 for each in (known, backup)]
    return sizes if sizes[0] > sizes[1] else []


def checked_manifest(folder: Path, book: keybook.KeyBook) -> dict[str, Any]:
    """The manifest, signed by the node whose key book this is. Raises BackupError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        signature = bytes.fromhex(manifest.pop("signature"))
    except (OSError, ValueError, KeyError, AttributeError) as problem:
        raise BackupError(
            N_("{folder} holds no whole backup: its manifest is missing or cut"), folder=folder
        ) from problem
    own = NodeKey.generate(book.secrets["node-key"]).public
    if manifest.get("form") != FORM or not verify(own, signature, canonical_bytes(manifest), context="backup"):
        raise BackupError(N_("the manifest was changed, or the backup and the key book are of different nodes"))
    if book.made_at < datetime.fromisoformat(manifest["made_at"]):
        raise BackupError(N_("the key book is older than the backup: take the newest one"))
    return dict(manifest)


def checked_files(folder: Path, manifest: Mapping[str, Any], progress: Progress) -> None:
    """Every file is there, as long as it was and unchanged. Raises BackupError naming the first that is not."""
    marks = manifest["marks"]
    for at, (name, (size, digest)) in enumerate(marks.items()):
        progress(at, len(marks), name)
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or file_digest(path) != digest:
            raise BackupError(BROKEN, file=name)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def refuse_filled(name: str) -> None:
    """Raises BackupError unless nobody has used this node yet."""
    with copying.keeper(name) as connection:
        filled = is_filled(connection)
    if filled:
        raise BackupError(N_("this node is in use: a backup is restored into an empty one (set KEREGE_HOME)"))


def is_filled(connection: Connection) -> bool:
    """Whether there is a party, or an act was written down."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM directory_party) OR EXISTS (SELECT FROM journal_leaf)"
    ).fetchone()
    return row is None or bool(row[0])


def refuse_other_form(connection: Connection, manifest: Mapping[str, Any]) -> None:
    """Raises BackupError when the tables of this version are not those of the backup."""
    here, there = copying.tables(connection, PLAN), manifest["tables"]
    differ = sorted(each for each in here.keys() | there.keys() if here.get(each) != there.get(each))
    if differ:
        raise BackupError(
            N_("the backup was made by another version, which differs in: {tables}"), tables=", ".join(differ[:5])
        )


def take_secrets(book: keybook.KeyBook, master: bytes) -> None:
    """Let this home have the secrets of the node that is restored."""
    folder = node.home() / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, value in {**book.secrets, keybook.MASTER: master}.items():
        path = folder / Path(name).name
        path.touch(mode=0o600)
        path.write_bytes(value)


def load(
    connection: Connection, manifest: Mapping[str, Any], opening: "Opening", book: keybook.KeyBook, progress: Progress
) -> dict[str, object]:
    """Load every table in one transaction, tombstones replayed before it is committed. Raises BackupError."""
    tables: dict[str, list[str]] = manifest["tables"]
    total = len(tables) + 2
    copying.empty(connection, list(tables))
    loaded = apart = 0
    with copying.laid_bare(connection, [*tables, *MADE_ANEW], tellers=PLAN.tellers):
        for at, (table, columns) in enumerate(tables.items()):
            progress(at, total, table)
            rows, words = load_table(connection, table, columns, opening)
            loaded, apart = loaded + rows, apart + words
        replay(connection, book)
        taken_back = standing.replay(connection, book.standing) if book.standing else None
        put_keys(connection, book)
        copying.go_on_counting(connection, list(tables))
        progress(total - 2, total, FILES)
        count = put_files(connection, opening, manifest)
        progress(total - 1, total, TABLES)
    for name, rows in manifest["rows"].items():
        if opening.counted.get(name) != rows:
            raise BackupError(BROKEN, file=name)
    progress(total, total, FILES)
    counts = {"rows": loaded, "words": apart, "erased_since": opening.lost, "files": count, "tables": len(tables)}
    return counts | {"taken_back": taken_back}


def load_table(connection: Connection, table: str, columns: list[str], opening: "Opening") -> tuple[int, int]:
    """Load one table, with its words where they were sealed apart; returns how many rows, how many had such words."""
    lines = opening.lines(f"{TABLES}/{table}")
    for words in PLAN.words:
        if words.table == table:
            return copying.joined_into(connection, words, columns, lines, opening.lines(f"{WORDS}/{table}"))
    return copying.into(connection, table, columns, lines), 0


class Opening:
    """Opens the files of a backup, counting what stood in them and what was destroyed since."""

    def __init__(self, folder: Path, outer: bytes, keys: Mapping[UUID, bytes]) -> None:
        """Keep what opens them."""
        self.folder, self.outer, self.keys = folder, outer, keys
        self.counted: dict[str, int] = {}
        self.lost = 0

    def lines(self, name: str) -> Iterator[bytes]:
        """What a file holds, cell by cell, without what was destroyed. Raises BackupError."""
        count = 0
        try:
            with (self.folder / name).open("rb") as stream:
                for _ids, held in open_cells(read_sealed(stream, self.outer, name), self.keys.get, name):
                    count += 1
                    if held is None:
                        self.lost += 1
                    else:
                        yield held
        except BrokenStreamError as problem:
            raise BackupError(BROKEN, file=name) from problem
        self.counted[name] = count


def replay(connection: Connection, book: keybook.KeyBook) -> None:
    """Tombstones that were laid after the backup stand in the restored node too, before it opens."""
    connection.execute(f"CREATE TEMP TABLE laid ON COMMIT DROP AS SELECT * FROM {keybook.TOMBSTONES} LIMIT 0")  # noqa: S608 - a constant
    copying.into(connection, "laid", book.columns, (line.encode() for line in book.tombstones))
    connection.execute(
        f"INSERT INTO {keybook.TOMBSTONES} SELECT l.* FROM laid l"  # noqa: S608 - a constant
        f" WHERE NOT EXISTS (SELECT FROM {keybook.TOMBSTONES} t WHERE t.id = l.id)"
    )


def put_keys(connection: Connection, book: keybook.KeyBook) -> None:
    """The keys of single records, for the next backup."""
    connection.execute("TRUNCATE retention_record_key")
    with connection.cursor() as cursor, cursor.copy("COPY retention_record_key (id, record, key) FROM STDIN") as copy:
        for record, key in book.records.items():
            copy.write_row((record, record, key))


def put_files(connection: Connection, opening: Opening, manifest: Mapping[str, Any]) -> int:
    """The bytes of attachments, each the one that its row says; returns how many. Raises BackupError."""
    rows = connection.execute(
        "SELECT stored_name, content_hash FROM files_attachment WHERE removed_at IS NULL"
    ).fetchall()
    hashes = {str(stored): hashed for stored, hashed in rows}
    count = 0
    for name in (each for each in manifest["marks"] if each.startswith(f"{FILES}/")):
        stored = Path(name).name
        content = b"".join(opening.lines(name))
        if stored not in hashes:
            continue
        if hashlib.sha256(content).digest() != bytes(hashes[stored]):  # type: ignore[call-overload]  # a bytea
            raise BackupError(BROKEN, file=name)
        path = files.path_of(stored)
        node.make_folder(path.parent)
        path.touch(mode=0o600)
        path.write_bytes(content)
        count += 1
    return count


def take_away(name: str) -> None:
    """Make a node empty again that is being filled, or was left so by a kill, and open it; any other is left alone."""
    written = filling.begun(name)
    if written is None:
        return
    with copying.keeper(name) as connection:
        if is_filled(connection):
            copying.empty(connection, [*copying.tables(connection, PLAN), "retention_record_key"])
    for each in written:
        files.path_of(each).unlink(missing_ok=True)
    head_file(name).unlink(missing_ok=True)
    filling.end(name)
