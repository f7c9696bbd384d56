"""The key book: what a backup is worth nothing without, kept apart from it and rewritten whenever a key is destroyed.

It holds the node's secrets, the key of every record, the tombstones, what was taken back (withdrawn releases, ended
hats, closed accounts) and the newest signed head; it is sealed under the recovery key, which is printed once and kept
on paper. A backup, the key book and the recovery key together make the node again.
"""

import base64
import fcntl
import glob
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kerege.foundation import chance, copying, node
from kerege.kernel.sealed_stream import NONCE_SIZE
from kerege.rooms.retention.actions.refusals import BackupError
from kerege.rooms.retention.actions.standing import Standing, standing
from kerege.rooms.retention.rules import N_

MARK = b"kerege key book 1\n"
MASTER, COPIES, BOOK = "backup-master", "keybook-copies", "keybook.sealed"
TOMBSTONES = "retention_tombstone"


@dataclass(slots=True)
class KeyBook:
    """The content of a key book."""

    made_at: datetime
    secrets: dict[str, bytes]
    records: dict[UUID, bytes]
    columns: list[str] = field(default_factory=list)
    tombstones: list[str] = field(default_factory=list)
    """Lines of COPY, with `columns`."""
    standing: Standing = field(default_factory=dict)
    """What was taken back until now; empty in a key book of an older version."""
    head: str = ""
    """The newest head that the node signed."""

    def sealed(self, master: bytes) -> bytes:
        """As it lies on the disk."""
        content = {
            "made_at": self.made_at.isoformat(),
            "secrets": {name: value.hex() for name, value in self.secrets.items()},
            "records": {str(each): key.hex() for each, key in self.records.items()},
            "columns": self.columns,
            "tombstones": self.tombstones,
            "standing": self.standing,
            "head": self.head,
        }
        nonce = chance.salt(NONCE_SIZE)
        return MARK + nonce + AESGCM(master).encrypt(nonce, json.dumps(content).encode(), MARK)


def opened(path: Path, master: bytes) -> KeyBook:
    """A key book. Raises BackupError when it is none, was changed, or the recovery key is another."""
    try:
        held = path.read_bytes()
    except OSError as problem:
        raise BackupError(N_("the key book {file} cannot be read"), file=path) from problem
    start = len(MARK) + NONCE_SIZE
    try:
        content = json.loads(AESGCM(master).decrypt(held[len(MARK) : start], held[start:], MARK))
    except (InvalidTag, ValueError) as problem:
        raise BackupError(
            N_("{file} is no key book, was changed or cut, or the recovery key is not its own"), file=path
        ) from problem
    return KeyBook(
        made_at=datetime.fromisoformat(content["made_at"]),
        secrets={name: bytes.fromhex(value) for name, value in content["secrets"].items()},
        records={UUID(each): bytes.fromhex(key) for each, key in content["records"].items()},
        columns=content["columns"],
        tombstones=content["tombstones"],
        standing=content.get("standing", {}),
        head=content.get("head", ""),
    )


def recovery_words() -> str:
    """The recovery key to be printed: groups of four letters and digits, the last one to find a slip."""
    master = node.secret(MASTER, 32)
    text = base64.b32encode(master).decode().rstrip("=")
    text += hashlib.sha256(master).hexdigest()[:4].upper()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def master_of(words: str) -> bytes:
    """The key that recovery words say. Raises BackupError for a slip."""
    text = "".join(each for each in words.upper() if each.isalnum())
    try:
        master = base64.b32decode(text[:-4] + "=" * (-len(text[:-4]) % 8))
    except ValueError:
        master = b""
    if len(master) != 32 or hashlib.sha256(master).hexdigest()[:4].upper() != text[-4:]:
        raise BackupError(N_("the recovery key has a slip: compare it with the paper, group by group"))
    return master


def write_book(database: str, *, copies: tuple[Path, ...] = ()) -> KeyBook:
    """Write the key book of the node as it is now, and every copy that was ever asked for; one process at a time.

    Raises BackupError naming a copy that cannot be reached: it still holds keys that were destroyed since, and
    `refresh` tries again once its folder is there.
    """
    with only_one():
        book, written = present_book(database)
        sealed = book.sealed(node.secret(MASTER, 32))
        lost = [each for each in (node.home() / BOOK, *remembered(copies)) if not replaced(each, sealed)]
        (node.home() / f"{BOOK}.keys").write_text("\n".join([written, *map(str, lost)]))
    if lost:
        raise BackupError(
            N_("the copy {file} of the key book cannot be written: it still holds old keys"), file=lost[0]
        )
    return book


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the key book's lock: of two that write at once the later one must know what the earlier one knew."""
    handle = os.open(node.home() / f"{BOOK}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def present_book(database: str) -> tuple[KeyBook, str]:
    """The key book as it is to be now, and its state, of one instant: what goes meanwhile is seen as gone later."""
    with copying.keeper(database) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        columns = copying.tables(connection, copying.Plan(skipped=frozenset(), records=""))[TOMBSTONES]
        records = connection.execute("SELECT record, key FROM retention_record_key").fetchall()
        stones = [line.decode() for _ids, line in copying.out(connection, TOMBSTONES, columns, "'{}'::uuid[]", {})]
        held, written = standing(connection), state(connection)
    folder = node.home() / "secrets"
    book = KeyBook(
        made_at=chance.now(),
        secrets={each.name: each.read_bytes() for each in sorted(folder.iterdir()) if each.name != MASTER},
        records={UUID(str(record)): bytes(key) for record, key in records},  # type: ignore[call-overload]  # a bytea
        columns=columns,
        tombstones=stones,
        standing=held,
        head=head_of(database),
    )
    return book, written


def remembered(more: tuple[Path, ...]) -> list[Path]:
    """Every place where a copy of the key book was ever asked for, with these."""
    path = node.home() / COPIES
    known = [Path(line) for line in path.read_text().splitlines() if line] if path.exists() else []
    known += [each.resolve() for each in more if each.resolve() not in known]
    path.write_text("".join(f"{each}\n" for each in known))
    return known


def replaced(path: Path, content: bytes) -> bool:
    """Write a file anew in one step and overwrite what stood there before; False where that cannot be."""
    draft, former = path.with_name(f"{path.name}.{os.getpid()}"), path.with_name(f"{path.name}.former")
    try:
        for left in left_beside(path):
            overwritten(left)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            os.link(path, former)
        draft.replace(path)
        if former.exists():
            overwritten(former)
    except OSError:
        return False
    return True


def left_beside(path: Path) -> list[Path]:
    """What a writer that was killed left: its draft, and the book that it was about to overwrite.

    A second name of the present book is a former one that was not replaced yet: it loses the name alone.
    """
    found = []
    for each in path.parent.glob(f"{glob.escape(path.name)}.*"):
        ending = each.name[len(path.name) + 1 :]
        if ending != "former" and not ending.isdigit():
            continue
        if path.exists() and each.samefile(path):
            each.unlink()
        else:
            found.append(each)
    return found


def overwritten(path: Path) -> None:
    """Write noughts over a file and remove it."""
    with path.open("r+b") as stream:
        stream.write(bytes(path.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink()


def head_of(database: str) -> str:
    """The newest head that this node signed over a database; empty when there was none."""
    path = node.home() / f"journal-head-{database}"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def state(connection: copying.Connection) -> str:
    """What the key book must follow, in short: which keys there are, and a digest of what was taken back."""
    row = connection.execute(
        "SELECT count(*) || '-' || coalesce(bit_xor(uuid_hash_extended(record, 0)), 0) FROM retention_record_key"
    ).fetchone()
    digest = hashlib.sha256(json.dumps(standing(connection), sort_keys=True).encode()).hexdigest()
    return f"{row[0] if row else ''} {digest}"


def refresh(database: str) -> bool:
    """Rewrite the key book when a key was destroyed or something taken back since, or a copy that was away is back.

    Returns whether it was needed.
    """
    noted = node.home() / f"{BOOK}.keys"
    if not noted.exists():
        return False
    written, *lost = noted.read_text().split("\n")
    with copying.keeper(database) as connection:
        if state(connection) == written and not any(Path(each).parent.exists() for each in lost):
            return False
    write_book(database)
    return True
