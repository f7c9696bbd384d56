"""Keeping one batch: reports, rows in quarantine and the import's counters, in one transaction with one leaf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, viewing
from kerege.kernel.law import Viewer
from kerege.rooms.intake import policy
from kerege.rooms.intake.actions.preparation import Batch, Outcome
from kerege.rooms.intake.models import Import, QuarantinedRow
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.preparing import Refused, Waiting, kept_faults
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import actions as records

WAITING, MENDED, SET_ASIDE = "waiting", "mended", "set_aside"


class OvertakenError(ValueError):
    """Another process kept these rows meanwhile; nothing was doubled."""


@dataclass(slots=True)
class Counted:
    """What one batch added to the counters."""

    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Which identities of a batch the desk holds already."""

    reports: frozenset[bytes]
    quarantine: Mapping[bytes, str]


def held_already(actor: Viewer, rows: Sequence[Waiting]) -> Held:
    """What the desk holds of these rows, in the open transaction."""
    keys = [row.key for row in rows]
    require_viewer(actor)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source_key, state FROM intake_quarantined_row WHERE owner = %s AND source_key = ANY(%s)",
            [actor.desk, keys],
        )
        found = {bytes(key): state for key, state in cursor.fetchall()}
    return Held(frozenset(records.known_keys(actor, keys)), found)


@dataclass(slots=True)
class Keeping:
    """Where the batches of one run go."""

    actor: Viewer
    run: UUID
    columns: Sequence[str]
    plan: Plan
    packer: records.Packer

    def keep(self, batch: Batch, held: Held, fresh: Sequence[Outcome]) -> Counted:
        """Keep what is new of a batch and move the counters; all of it or nothing. Raises OvertakenError."""
        with viewing(self.actor):
            row = Import.objects.select_for_update().get(owner=self.actor.desk, id=self.run)
            if row.done != batch.first:
                raise OvertakenError(
                    gettext_noop("this import was taken up by another process; look at its result there")
                )
            refused = [each for each in fresh if isinstance(each, Refused)]
            kept = records.report_packed(actor=self.actor, packed=all_packed(self.packer, fresh))
            self.quarantine(refused)
            if refused and not kept.added:
                detail = {"import": str(self.run)}
                journal.write_leaf(LeafKind.COLLECT, "intake.keep_batch", detail, rows=len(refused))
            counted = count(batch, held, fresh, frozenset(kept.added))
            row.done += len(batch.rows)
            row.accepted += counted.accepted
            row.duplicates += counted.duplicates
            row.quarantined += counted.quarantined
            row.save(update_fields=["done", "accepted", "duplicates", "quarantined"])
        counted.done = row.done
        return counted

    def quarantine(self, refused: Sequence[Refused]) -> None:
        """Keep refused rows as they were, with every fault and its column."""
        if not refused:
            return
        label, now = policy.own_label(self.actor), chance.now()
        QuarantinedRow.objects.bulk_create(
            [
                QuarantinedRow(
                    id=chance.new_id(),
                    owner=self.actor.desk,
                    label=label,
                    import_id=self.run,
                    row=each.row.number,
                    source_key=each.row.key,
                    columns=list(self.columns),
                    cells=[cell.replace("\0", "\ufffd") for cell in each.row.cells],
                    faults=kept_faults(self.plan, each.faults),
                    state=WAITING,
                    made_at=now,
                )
                for each in refused
            ]
        )


def all_packed(packer: records.Packer, fresh: Sequence[Outcome]) -> list[records.PackedReport]:
    """Every kept row packed; those of terms that a helper did not know are packed here."""
    made = []
    for each in fresh:
        if isinstance(each, records.PackedReport):
            made.append(each)
        elif isinstance(each, records.Prepared):
            made.append(records.pack(packer, each))
    return made


def count(batch: Batch, held: Held, fresh: Sequence[Outcome], added: frozenset[bytes]) -> Counted:
    """Each row counted once: accepted, duplicate (a repeat, or there already) or in quarantine."""
    made = Counted()
    refused = {each.row.key for each in fresh if isinstance(each, Refused)}
    for row in batch.rows:
        if row.key in refused or held.quarantine.get(row.key) in {WAITING, SET_ASIDE}:
            made.quarantined += 1
        elif row.key in added and row.repeats is None:
            made.accepted += 1
        else:
            made.duplicates += 1
    return made
