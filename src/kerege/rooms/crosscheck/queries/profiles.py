"""A profile: the connected component over the judgements and entries that this viewer may see; nothing is stored."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck.models import Check, Judgement
from kerege.rooms.crosscheck.queries.desks import Desks
from kerege.rooms.crosscheck.queries.inbox import NoSuchHitError, judgement_entry, shown_entries
from kerege.rooms.crosscheck.rules.hits import Profile, Verdict
from kerege.rooms.crosscheck.rules.results import Shown
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records

FARTHEST = 20


def profile(*, viewer: Viewer, subject: UUID) -> Profile:
    """All that this viewer may see of one subject (an entry's anchor). Raises NoSuchHitError.

    The way from one entry to the next goes over judgements "same" that hold, and over entries and questions that the
    viewer may read: what is hidden joins nothing.
    """
    require_viewer(viewer)
    seen = shown_entries([subject])
    if subject not in seen:
        raise NoSuchHitError(gettext_noop("nothing under this reference may be shown to you"))
    judged: dict[UUID, Judgement] = {}
    border = {subject}
    passed = {subject}
    for _ in range(FARTHEST):
        rows = steps(border)
        judged |= {row.id: row for row in rows}
        border = {end for row in rows for end in (row.mine, row.theirs)} - passed
        readable = shown_entries(border)
        seen |= readable
        border = readable.keys() | own_questions(border - readable.keys())
        passed |= border
        if not border:
            break
    held = [row for row in judged.values() if row.mine in passed and row.theirs in passed]
    log(viewer, subject, seen)
    return Profile(
        entries=tuple(sorted(seen.values(), key=lambda entry: (entry.number, str(entry.entry)))),
        judgements=tuple(judgement_entry(row) for row in sorted(held, key=lambda row: (row.made_at, str(row.id)))),
        marking=records.joined_marking(viewer=viewer, reports=[each.report for each in seen.values()]),
    )


def steps(border: set[UUID]) -> list[Judgement]:
    """The judgements "same" that hold at any of these."""
    held = Judgement.objects.filter(verdict=Verdict.SAME.value, withdrawn_at__isnull=True)
    return [*held.filter(mine__in=list(border)), *held.filter(theirs__in=list(border))]


def own_questions(anchors: set[UUID]) -> set[UUID]:
    """Those of these anchors that are questions of the viewer's agency."""
    return set(Check.objects.filter(anchor__in=list(anchors)).values_list("anchor", flat=True))


def log(viewer: Viewer, subject: UUID, seen: dict[UUID, Shown]) -> None:
    """One leaf; desks whose records are shown are mentioned."""
    desks = Desks()
    mentions = [desks.touched(each) for each in seen.values()]
    journal.write_leaf(
        LeafKind.CONSULT,
        "crosscheck.profile",
        {"subject": str(subject), "entries": sorted(str(identity) for identity in seen)},
        mentions=[each for each in mentions if each.owner_agency not in viewer.own_audiences],
        rows=len(seen),
    )
