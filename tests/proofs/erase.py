"""Proof that what was erased is nowhere: planted strings, looked for in tables, files, backups and raw bytes."""

import importlib
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import UUID

from kerege.foundation import chance, node, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.kernel.sealed_stream import derived, open_cells, read_sealed
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.queries import Verdict
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal import queries as journal_queries
from kerege.rooms.records import actions as records_actions
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.queries import Draft, Outcome
from kerege.rooms.retention import actions
from kerege.rooms.retention.actions import backing, keybook
from kerege.rooms.retention.queries import Ground
from kerege.rooms.screening.actions import banks, keeping, pairing
from tests import cast
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.records import desk
from tests.rooms.requests import scenes as asking
from tests.rooms.retention import scenes
from tests.rooms.screening import scenes as screening

MARK = "ZQPLANT"
FOUND = re.compile(rb"(?i)zqplant([0-9]{6})")
"""One pass over bytes finds every planted string that stands in them, whatever the case of its letters."""
PLACES = (
    "name", "alias", "residence", "stated fact", "handle", "exact place", "narrative", "case reference", "second name",
    "evidence of a link", "file name", "file content", "word of a correction", "reason of a review", "reason of a hold",
    "question", "basis", "reference", "answer", "reason of a judgement",
)  # fmt: skip
EACH = len(PLACES)
JUDGED_EACH = 10
"""Every so manieth report has a hit that is judged; the others have the string as one more alias."""
COLUMNS = """
    SELECT c.relname, string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname"""
RELATIONS = "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL"
CHANNELS = ("tables", "files", "a killed screening", "bytes", "a fresh backup", "an older backup")
CELLS = len(PLACES) * len(CHANNELS)
Places = dict[str, set[int]]


def erase(cases: int, seed: str) -> Iterator[Step]:
    """Plant so many strings (a report holds twenty), erase, and look for each of them in every place there is."""
    reports = max(2, -(-cases // EACH))
    with tempfile.TemporaryDirectory() as folder, fresh_database("erase") as name, own_book(Path(folder)):
        with scenes.clock():
            kept = [planted(at) for at in range(reports)]
            run = killed_screening()
            before = found(name, Path(folder) / "before")
            everything = set(range(reports * EACH))
            yield told(not everything - set().union(*before.values()), "some were never planted", reports, seed)
            names = {at * EACH + PLACES.index("name") for at in range(reports)}
            yield told(names <= before["a killed screening"], "the killed screening held no bank", 1, seed)
            for report in kept:
                gone(report)
            actions.refresh(name)
            actions.free_erased(database=name)
            after = found(name, Path(folder) / "after", old=Path(folder) / "before")
        cells = frozenset(f"{place} × {channel}" for channel in after for place in PLACES)
        for at in range(reports):
            mine = range(at * EACH, (at + 1) * EACH)
            left = [f"{PLACES[n % EACH]} in {where}" for where, hits in after.items() for n in mine if n in hits]
            yield Step(EACH, cells, f"report {at} still stands: {left[:5]}" if left else "", seed)
        keeping.erase(run)
        while journal.sequence():
            pass
        yield told(journal_queries.verify_journal([]).is_whole, "the journal is not whole any more", 1, seed)


def told(holds: bool, problem: str, cases: int, seed: str) -> Step:
    """A step that holds or does not."""
    return Step(cases, failure="" if holds else problem, seed=seed)


@contextmanager
def own_book(folder: Path) -> Iterator[None]:
    """Key book, its copies and memory of a node of one's own: proofs that run at once share a home."""
    former = keybook.BOOK, keybook.COPIES, banks.MEMORY
    keybook.BOOK, keybook.COPIES = f"keybook-{folder.name}", f"keybook-copies-{folder.name}"
    banks.MEMORY = folder
    try:
        yield
    finally:
        for each in (keybook.BOOK, keybook.COPIES, f"{keybook.BOOK}.keys"):
            (node.home() / each).unlink(missing_ok=True)
        keybook.BOOK, keybook.COPIES, banks.MEMORY = former


def planted(at: int) -> UUID:
    """One report with a string in every place where words about a person stand, and what came of it."""

    def plant(place: str) -> str:
        return f"{MARK}{at * EACH + PLACES.index(place):06d}"

    report = reported(at, plant)
    actor = cast.viewer("aigerim")
    with viewing(actor):
        records_actions.attach(
            actor=actor, report_id=report, part=Part.NOMINAL, name=f"{plant('file name')}.txt",
            content=f"EXERCISE {plant('file content')}".encode(),
        )  # fmt: skip
        actions.bring_forward(actor=actor, report=report, reason=f"EXERCISE {plant('reason of a review')}")
    held(report, f"EXERCISE {plant('reason of a hold')}")
    asker = cast.viewer("aigerim", Purpose.INVESTIGATION, case=plant("reference"))
    draft = Draft(desks=("tj-dushanbe",), question=plant("question"), basis=plant("basis"), report=report)
    with viewing(asker):
        [thread] = requests.draft(actor=asker, content=draft)
        requests.send(actor=asker, thread=thread)
    asking.answered(thread, Outcome.PARTIAL, text=plant("answer"))
    if at % JUDGED_EACH == 0:
        judged(plant("reason of a judgement"), f"+992 93 {at:07d}")
    return report


def reported(at: int, plant: Any) -> UUID:
    """The report itself, and a correction of it."""
    more = "" if at % JUDGED_EACH == 0 else f", {plant('reason of a judgement')} Третий"
    first = checking.person(
        f"{plant('name')} Учебный", phone=f"+992 93 {at:07d}", aliases=f"{plant('alias')} Другой{more}",
        residence=plant("residence"), stated_fact=plant("stated fact"),
    )  # fmt: skip
    first["identifiers"].append({"kind": "handle", "value": f"@{plant('handle').lower()}"})
    second = checking.person(f"{plant('second name')} Второй")
    link = {"from": 1, "to": 2, "role": "associate", "evidence": plant("evidence of a link")}
    words = {"narrative": plant("narrative"), "exact_place": plant("exact place"), "occurred": "2026-01-03"}
    raw = desk.raw(subjects=[first, second], links=[link], case_reference=plant("case reference"), **words)
    saved = desk.report("aigerim", raw)
    desk.correct("aigerim", saved, raw | {"place": "EXERCISE"}, reason=plant("word of a correction"))
    return saved.report


def held(report: UUID, reason: str) -> None:
    """Held by a court and let go again."""
    actor = cast.viewer("gulnora")
    order = {"authority": "EXERCISE court", "reference": "EX-12/26"}
    with viewing(actor):
        until = chance.today().replace(year=chance.today().year + 1)
        actions.hold(actor=actor, report=report, until=until, reason=reason, **order)
        actions.lift(actor=actor, report=report, **order)


def judged(reason: str, phone: str) -> None:
    """Somebody else asks for the number; the owner judges the hit; a day passes, for such questions are rationed."""
    chance.advance(timedelta(days=1))
    checking.ask("hamid", phone)
    actor = cast.viewer("aigerim")
    [hit] = checking.inbox("aigerim", waiting=True)
    with viewing(actor):
        crosscheck.judge(actor=actor, hit_id=hit.id, verdict=Verdict.SAME, reason=reason)


def killed_screening() -> UUID:
    """A whole list against the bank, whose process was killed while the bulk engine worked: its bank lies there."""
    engine = importlib.import_module("kerege.methods.screening")
    broken = SimpleNamespace(LIST_SCHEMA=engine.LIST_SCHEMA, build_bank=engine.build_bank, screen=killed)
    with (
        mock.patch.object(pairing, "BULK_ROWS", 0),
        mock.patch.object(pairing, "importlib", SimpleNamespace(import_module=lambda _: broken)),
        mock.patch.object(banks, "wipe"),
        suppress(KilledError),
    ):
        run = screening.approved(screening.a_list(3))
        screening.actions.work_waiting()
    return run


class KilledError(Exception):
    """The process ends here."""


def killed(*_given: object, **_named: object) -> None:
    """Instead of going on."""
    raise KilledError


def gone(report: UUID) -> None:
    """Erased by the agency's data protection officer."""
    actor = cast.viewer("gulnora")
    with viewing(actor):
        actions.erase(actor=actor, report=report, ground=Ground.UNLAWFUL, reason=scenes.REASON)


def found(database: str, backup: Path, *, old: Path | None = None) -> Places:
    """Which planted strings stand where: tables, files of the node, backups before and after, bytes of the database."""
    made = {"tables": in_tables(database), "files": in_files(), "bytes": in_bytes(database)}
    made["a killed screening"] = in_folders(banks.in_memory())
    actions.back_up(backup, database=database)
    made["a fresh backup"] = in_backup(backup)
    if old is not None:
        made["an older backup"] = in_backup(old)
    return made


def numbers(content: bytes) -> set[int]:
    """The planted strings in some bytes."""
    return {int(each) for each in FOUND.findall(content)}


def in_tables(database: str) -> set[int]:
    """Every row of every table as text, past all fences."""
    made: set[int] = set()
    with server.ensure_server(durable=False).administrator(database) as held:
        for table, columns in held.execute(COLUMNS).fetchall():
            with held.cursor() as cursor, cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT") as copy:  # type: ignore[arg-type]  # names of the catalogue
                content = b"".join(bytes(block) for block in copy)
            made |= numbers(content) | numbers(unhexed(content))
    return made


def unhexed(content: bytes) -> bytes:
    """Columns of bytes as the bytes that they are."""
    return b"\t".join(bytes.fromhex(each.decode()) for each in re.findall(rb"\\\\x((?:[0-9a-f]{2})+)", content))


def in_files() -> set[int]:
    """Every file of the node's own; the database apart."""
    return in_folders(*(node.home() / name for name in ("files", "intake", "screening", "cache")))


def in_folders(*places: Path) -> set[int]:
    """Every file of some folders, and its name."""
    paths = [path for place in places if place.exists() for path in place.rglob("*") if path.is_file()]
    return set().union(*(numbers(path.read_bytes()) | numbers(path.name.encode()) for path in paths), set())


def in_backup(folder: Path) -> set[int]:
    """Whatever the newest key book and the recovery key open of a backup."""
    master = node.secret(keybook.MASTER, 32)
    book = keybook.opened(node.home() / keybook.BOOK, master)
    manifest = backing.json.loads((folder / backing.MANIFEST).read_text(encoding="utf-8"))
    outer = derived(master, "backup", str(manifest["id"]))
    made: set[int] = set()
    for name in manifest["marks"]:
        with (folder / name).open("rb") as stream:
            cells = open_cells(read_sealed(stream, outer, name), book.records.get, name)
            made |= numbers(b"\n".join(body for _ids, body in cells if body is not None))
    return made


def in_bytes(database: str) -> set[int]:
    """Every file of the database's tables, indexes and statistics as it lies on the disk; the write-ahead log apart."""
    running = server.ensure_server(durable=False)
    with running.administrator(database) as held:
        held.execute("ANALYZE")
        held.execute("CHECKPOINT")
        rows = held.execute(RELATIONS).fetchall()
        (place,) = held.execute("SHOW data_directory").fetchone() or ("",)
    made: set[int] = set()
    for _name, path in rows:
        first = Path(str(place), str(path))
        for each in first.parent.glob(f"{first.name}*"):
            if re.split(r"[._]", each.name)[0] == first.name:
                made |= numbers(each.read_bytes())
    return made
