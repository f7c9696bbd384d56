"""What other rooms hold on a report: its files, and what is already known where this node runs cross-checks."""

from typing import TYPE_CHECKING

from django.apps import apps

from kerege.foundation.stretches import Stretch
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.files import queries as files
from kerege.rooms.records.queries import ReportEntry

if TYPE_CHECKING:
    from kerege.rooms.crosscheck.queries import HitEntry


def attachments(viewer: Viewer, entry: ReportEntry) -> list[files.AttachmentEntry]:
    """The files of the parts that this viewer may read."""
    return files.attachments(viewer=viewer, report=entry.id)


def has_crosscheck() -> bool:
    """Whether this node has the room of cross-checks."""
    return bool(apps.is_installed("kerege.rooms.crosscheck"))


def finds(viewer: Viewer) -> bool:
    """Whether this viewer may learn of matches at all."""
    return has_crosscheck() and Act.FIND in ROLE_ACTS[viewer.role]


def hits_waiting(viewer: Viewer) -> int:
    """How many hits wait for somebody of the viewer's agency."""
    from kerege.rooms.crosscheck import queries as crosscheck

    return crosscheck.waiting_count(viewer=viewer)


def matches(viewer: Viewer, entry: ReportEntry) -> Stretch[dict[str, object]] | None:
    """What is already known about the subjects of an own report, as far as each side's law lets it be told.

    None where nothing was asked: another's report, no nominal part, a role that finds nothing, no cross-checks here.
    """
    if not entry.own or entry.nominal is None or not entry.nominal.subjects or not finds(viewer):
        return None
    from kerege.rooms.crosscheck import queries as crosscheck

    found = crosscheck.inbox(viewer=viewer, report=entry.id)
    return found.of(
        lambda hits: [match_line(each) for each in hits if each.mine is not None and each.mine.report == entry.id]
    )


def match_line(hit: "HitEntry") -> dict[str, object]:
    """One match as the record page tells it; the inbox of hits has the rest."""
    return {"entry": hit, "names": hit.mine.names if hit.mine else ()}
