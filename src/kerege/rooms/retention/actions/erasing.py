"""Erasing a nominal part, by its owner or by the node's clock; what is left to do on the disk; confirming a notice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import connection, transaction

from kerege.foundation import chance, jobs, seal
from kerege.foundation.viewing import require_viewer, viewing
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import actions as files
from kerege.rooms.files import queries as files_queries
from kerege.rooms.intake import actions as intake
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import actions as records_actions
from kerege.rooms.retention import queries, rules
from kerege.rooms.retention.actions.clock import node_viewer
from kerege.rooms.retention.actions.refusals import UnableToEraseError
from kerege.rooms.retention.models import Purge, Sweep
from kerege.rooms.retention.rules import N_, Ground, Stage
from kerege.rooms.screening import actions as screening

ERASE = "SELECT * FROM retention_erase(%s, %s, %s, %s, %s, %s)"
BATCH = 50
MOST_SWEPT = 1000
MOST_FORGOTTEN = 500
PATIENCE = 3600.0
"""Seconds after which an act is not going on any more."""
_aside = jobs.SetAside("retention")
_first_seen: dict[str, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure took away; of hits and holders those alone that the erasing side knew of."""

    tombstone: UUID
    subjects: int
    files: int
    entries: int
    hits: int
    holders: int


def erase(*, actor: Viewer, report: UUID, ground: Ground, reason: str) -> Erased:
    """Erase the nominal part of a report of the actor's agency: content, files, index, hits, salts of the journal.

    A tombstone stays; every desk that it was released to or that had a hit on it gets a signed notice to confirm.
    Raises UnableToEraseError.
    """
    require_viewer(actor)
    entry = queries.found(viewer=actor, report=report)
    if entry is None:
        raise UnableToEraseError(N_("there is no nominal part of your agency under this reference"))
    if entry.stage is Stage.HELD:
        raise UnableToEraseError(N_("an authority's hold stops this erasure: it is lifted by the same authority"))
    if not rules.may_erase(actor.role, entry.stage):
        raise UnableToEraseError(
            N_("before its review is due a nominal part is erased by the data protection officer of your agency")
        )
    if len(" ".join(reason.split())) < rules.LEAST_REASON:
        raise UnableToEraseError(N_("give the reason in words: what makes it necessary, or no longer necessary"))
    erased = carry_out(entry.owner, report, entry.number, ground)
    log(entry.owner, actor.agency, report, {"ground": ground.value, "reason": reason})
    for handler in records_actions.on_erase:
        handler(actor, entry.owner, [report])
    transaction.on_commit(sweep, robust=True)
    return erased


def carry_out(owner: UUID, report: UUID, number: str, ground: Ground) -> Erased:
    """The one statement that erases, with its signed notice."""
    tombstone, at = chance.new_id(), signed_instant()
    statement = rules.purge_statement(str(report), number, str(owner), ground.value, at.isoformat())
    signed = seal.node_key().sign(statement, context="erasure")
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [owner, report, tombstone, ground.value, signed, []])
        subjects, gone, entries, hits, holders = cursor.fetchone()
    transaction.on_commit(screening.wipe_banks, robust=True)
    return Erased(tombstone=tombstone, subjects=subjects, files=gone, entries=entries, hits=hits, holders=holders)


def signed_instant() -> datetime:
    """When the open context was signed: the instant of the erasure."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewer_instant()")
        found: datetime = cursor.fetchone()[0]
    return found


def log(owner: UUID, agency: UUID, report: UUID, detail: dict[str, str]) -> None:
    """The leaf of an erasure, written after the salts of those before it went."""
    journal.write_leaf(
        LeafKind.ERASE,
        "retention.erase",
        {"report": str(report), **detail},
        mentions=[Touched(owner, agency, report)],
    )


def erase_lapsed(most: int = BATCH) -> int:
    """Erase what nobody justified in time, each in a transaction of its own; returns how many.

    One that cannot be erased is set aside for a while and keeps no other waiting.
    """
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM retention_lapsed(%s, %s)", [most, _aside.held()])
        found = cursor.fetchall()
    done = 0
    for owner, agency, report, number in found:
        with _aside.trying(report):
            erase_one_lapsed(owner, agency, report, number)
            done += 1
    return done


def erase_one_lapsed(owner: UUID, agency: UUID, report: UUID, number: str) -> None:
    """Erase one part whose time has passed, as the node."""
    with viewing(node_viewer()):
        carry_out(owner, report, number, Ground.REVIEW_PASSED)
        log(owner, agency, report, {"ground": Ground.REVIEW_PASSED.value})


def sweep() -> int:
    """Remove the bytes of erased files that still lie on the disk; what was cut off is done the next time."""
    with viewing(node_viewer()):
        rows = list(Sweep.objects.raw("SELECT * FROM retention_to_sweep(%s)", [MOST_SWEPT]))
    if not rows:
        return 0
    for row in rows:
        files.destroy_bytes(row.stored_name)
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT retention_swept(%s)", [[row.id for row in rows]])
    return len(rows)


def settle_cut_off(patience: float = PATIENCE) -> int:
    """Remove bytes that no row names: an act was killed between them and its commit, or between both and their removal.

    A mark stands beside the bytes while an act is open; one that this process saw for so long was left by a kill.
    """
    waiting, present = files_queries.unsure(), monotonic()
    for name in _first_seen.keys() - set(waiting):
        del _first_seen[name]
    left = [name for name in waiting if present - _first_seen.setdefault(name, present) >= patience]
    if not left:
        return 0
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT retention_strays(%s)", [left])
        strays = {str(row[0]) for row in cursor.fetchall()}
    for name in left:
        (files.destroy_bytes if name in strays else files.certain)(name)
    return len(left)


def forget_uncategorised() -> int:
    """Remove rows and uploads that became no report within their time; returns how many."""
    before = chance.now() - timedelta(days=rules.QUARANTINE_DAYS)
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT retention_forget_rows(%s)", [before])
        gone = int(cursor.fetchone()[0])
        if gone:
            journal.write_leaf(LeafKind.ERASE, "retention.forget_rows", {"before": before.isoformat()}, rows=gone)
    return gone + intake.forget_uploads_before(before)


def forget_words(most: int = MOST_FORGOTTEN) -> int:
    """Forget words that belong to no record, so long after the last thing that happened to them; returns how many.

    The bytes of scans that went with them follow by `sweep`.
    """
    with viewing(node_viewer()), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM retention_forget_words(%s)", [most])
        gone = {str(what): int(count) for what, count in cursor.fetchall() if count}
        if gone:
            journal.write_leaf(LeafKind.ERASE, "retention.forget_words", dict(gone), rows=sum(gone.values()))
    return sum(gone.values())


def confirm(*, actor: Viewer, purge: UUID) -> None:
    """Confirm, as a desk that holds something of an erased part, that it is destroyed there too.

    Raises UnableToEraseError.
    """
    require_viewer(actor)
    held = Purge.objects.filter(id=purge, confirmed_at__isnull=True).first()
    if held is None or not rules.may_look(actor.role):
        raise UnableToEraseError(N_("no notice of an erasure waits for your agency's confirmation under this id"))
    waiting = Purge.objects.filter(owner=held.owner, id=purge, confirmed_at__isnull=True)
    if not waiting.update(confirmed_at=chance.now(), confirmed_by=actor.officer):
        raise UnableToEraseError(N_("no notice of an erasure waits for your agency's confirmation under this id"))
    owner = directory.desk(held.by_desk)
    touched = [Touched(held.by_desk, owner.agency, held.report)] if held.told else []
    journal.write_leaf(LeafKind.ERASE, "retention.confirm", {"purge": str(purge)}, mentions=touched, rows=1)
