"""Who may be one among the rows of a screening and the records they met: seen together, decided by nobody yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.queries import Proposals
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.screening.models import Match
from kerege.rooms.screening.queries.runs import RunEntry, own_run, run_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProposals:
    """The proposals of one screening. `rows` are the numbers of the list's rows by the hit that they gave."""

    run: RunEntry
    found: Proposals
    rows: Mapping[UUID, tuple[int, ...]]


def proposals(*, viewer: Viewer, run_id: UUID) -> RunProposals:
    """Who may be one in an own screening, as far as the viewer sees all parts. Raises NoSuchScreeningError."""
    require_viewer(viewer)
    row = own_run(viewer, run_id)
    rows: dict[UUID, tuple[int, ...]] = {}
    for number, hit in Match.objects.filter(run=run_id).order_by("row", "id").values_list("row", "hit"):
        rows[hit] = (*rows.get(hit, ()), number)
    found = checks.proposals(viewer=viewer, hits=list(rows))
    detail: dict[str, object] = {"run": str(run_id), "proposals": [str(each.id) for each in found.entries]}
    told = touched(viewer, found)
    journal.write_leaf(LeafKind.CONSULT, "screening.proposals", detail, mentions=told, rows=len(found.entries))
    return RunProposals(run=run_entry(row), found=found, rows=rows)


def hits_of(run_id: UUID) -> list[UUID]:
    """The hits of a screening."""
    return list(Match.objects.filter(run=run_id).order_by("row", "id").values_list("hit", flat=True).distinct())


def touched(viewer: Viewer, found: Proposals) -> list[Touched]:
    """The records of others that are shown."""
    agencies = {each.id: each.agency for each in directory.desks()}
    shown = [each.shown for entry in found.entries for each in entry.members if each.shown is not None]
    return [
        Touched(each.owner, agencies[each.owner], each.report)
        for each in {one.entry: one for one in shown}.values()
        if agencies[each.owner] not in viewer.own_audiences
    ]
