"""A bulletin taken along as a file: the owners of what stands in it learn of it, and it asks for a fresh proof."""

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.bulletins.queries.document import Document
from kerege.rooms.bulletins.queries.editions import OpenedEdition
from kerege.rooms.bulletins.queries.printing import page, pdf
from kerege.rooms.bulletins.queries.weekly import Weekly
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched


def made(document: Document, form: str) -> bytes:
    """A document as "pdf" or "html"."""
    return pdf(document) if form == "pdf" else page(document).encode()


def edition_file(*, viewer: Viewer, opened: OpenedEdition, form: str) -> bytes:
    """An edition as PDF or page, with the leaf of a disclosure. Raises NotProvenError."""
    require_viewer(viewer)
    entry = opened.entry
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "bulletins.edition_file",
        {"edition": str(entry.id), "language": opened.document["language"], "form": form},
        mentions=[Touched(entry.owner, directory.desk(entry.owner).agency, entry.id)],
    )
    return made(opened.document, form)


def weekly_file(*, viewer: Viewer, composed: Weekly, document: Document, form: str) -> bytes:
    """A composed week as PDF or page; every other owner of a report in it learns. Raises NotProvenError."""
    require_viewer(viewer)
    agencies = {desk.id: desk.agency for desk in directory.desks()}
    listed = {(each.owner, each.report) for each in composed.entries}
    others = [each for each in sorted(listed) if agencies[each[0]] not in viewer.own_audiences]
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "bulletins.weekly_file",
        {"week": composed.week.code, "language": document["language"], "form": form},
        mentions=[Touched(owner, agencies[owner], report) for owner, report in others],
        rows=len(composed.entries),
    )
    return made(document, form)
