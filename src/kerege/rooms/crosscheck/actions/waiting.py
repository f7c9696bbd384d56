"""The check of saved reports, run from the queue as the officer who saved them, judged anew when it runs."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from uuid import UUID

from kerege.foundation import jobs
from kerege.foundation.anew import within_one_policy
from kerege.foundation.viewing import viewing
from kerege.kernel.law import PersonCategory, Purpose, Viewer
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.actions.checking import own_label
from kerege.rooms.crosscheck.actions.watching import watch
from kerege.rooms.crosscheck.matcher import Side
from kerege.rooms.crosscheck.models import Entry, Waiting
from kerege.rooms.crosscheck.queries.desks import Desks
from kerege.rooms.crosscheck.queries.subjects import question_of
from kerege.rooms.crosscheck.rules.grading import spared
from kerege.rooms.crosscheck.rules.keys import Scheme, schemes_to_ask
from kerege.rooms.crosscheck.rules.results import in_order, visible
from kerege.rooms.crosscheck.rules.watching import Watched
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal.actions import Touched

BATCH = 50
REASON = "a report was saved"
SYSTEM = "checks"
_aside = jobs.SetAside("checks of saved reports")


def check_waiting(*, reports: Sequence[UUID] | None = None, batch: int = BATCH) -> int:
    """Check the next batch of waiting reports (or these); returns how many were taken. Opens its own contexts.

    An offered report is checked for the purpose of investigation; one that is not yet offered only against what its own
    agency holds: nobody else may learn of it.
    """
    rows = Waiting.objects.filter(refused=False).exclude(id__in=_aside.held())
    rows = rows.filter(report__in=reports) if reports is not None else rows
    with viewing(directory.system_viewer(SYSTEM)):
        waiting = list(rows.order_by("queued_at", "id")[:batch])
    done = 0
    for (hat, owner, offered), group in groupby(waiting, key=batch_key):
        ids = [row.id for row in group]
        with _aside.trying(*ids):
            done += check_group(hat, owner, offered=offered, waiting=ids)
    return done


def batch_key(row: Waiting) -> tuple[UUID, UUID, bool]:
    """What the rows of one transaction share."""
    return row.hat, row.owner, row.offered


def check_group(hat: UUID, owner: UUID, *, offered: bool, waiting: Sequence[UUID]) -> int:
    """Check waiting reports of one officer and owner in one transaction; a hat that ended leaves them refused."""
    purpose = Purpose.INVESTIGATION if offered else Purpose.OWN_WORK
    try:
        actor = directory.viewer_for(hat, purpose=purpose, reason=REASON)
    except directory.NoSuchHatError:
        with viewing(directory.system_viewer(SYSTEM)):
            Waiting.objects.filter(id__in=waiting).update(refused=True)
        return len(waiting)
    within_one_policy(actor, partial(check_taken, actor, owner, waiting, offered=offered))
    return len(waiting)


def check_taken(actor: Viewer, owner: UUID, waiting: Sequence[UUID], *, offered: bool) -> None:
    """Check those of the waiting reports that nobody else has taken, in the open context."""
    desks, label = Desks(), own_label(actor)
    with matcher.searching(actor):
        schemes, _ = schemes_to_ask(matcher.held_schemes())
        taken = matcher.take(waiting)
        entries = matcher.entries_of(owner, [row.report for row in taken])
        found = [check_entry(actor, entry, desks, label, schemes) for entry in entries]
        met = watch(actor, [watched_of(entry, offered=offered) for entry in entries])
        if taken:
            told = [touched for _, each in (*found, *met) for touched in each]
            detail: dict[str, object] = {"reports": sorted(str(row.report) for row in taken)}
            matcher.log(actor, "crosscheck.check_saved", detail, told, shown=sum(count for count, _ in found))


def check_entry(
    actor: Viewer, entry: Entry, desks: Desks, label: int, schemes: Sequence[Scheme]
) -> tuple[int, list[Touched]]:
    """Check one entry of a saved report against what other desks hold: how many findings, and who was told."""
    side = Side(entry.id, entry.report, entry.finding)
    matches = matcher.match(question_of(entry), left_out=[entry.owner], side=side, schemes=schemes)
    if not matches.found:
        return 0, []
    misused = entry.category == PersonCategory.MISUSED
    found = [spared(each) for each in matches.found] if misused else matches.found
    shown = in_order(visible(found, post=False), desks.codes())
    delivered = matcher.deliver(shown, found, side=side, label=label, desks=desks.agencies)
    return len(delivered.hits), delivered.told


def watched_of(entry: Entry, *, offered: bool) -> Watched:
    """An entry as it meets standing instructions: nobody learns of one that is not offered yet."""
    return Watched(question=question_of(entry), finding=entry.finding, report=entry.report, silent=not offered)
