"""Lists of requests taken along as a file: written down as a disclosure, which asks for a fresh proof."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind


def list_taken(*, viewer: Viewer, threads: Iterable[UUID]) -> None:
    """Write down that a list of the agency's own copies leaves as a file. Raises NotProvenError."""
    require_viewer(viewer)
    known = [str(each) for each in threads]
    journal.write_leaf(LeafKind.DISCLOSE, "requests.list_taken", {"ids": content_hash(known).hex()}, rows=len(known))


def figures_taken(*, viewer: Viewer, since: date, until: date, whole: bool) -> None:
    """Write down that figures leave as a file. Raises NotProvenError."""
    require_viewer(viewer)
    detail = {"since": since.isoformat(), "until": until.isoformat(), "whole": whole}
    journal.write_leaf(LeafKind.DISCLOSE, "requests.figures_taken", detail, rows=1)
