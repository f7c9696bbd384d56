"""What other rooms hold on a report, when this node has them: attachments, and what is already known elsewhere."""

from importlib.util import find_spec

from kerege.kernel.law import Viewer
from kerege.rooms.records.queries import ReportEntry

HAS_FILES = find_spec("kerege.rooms.files.queries") is not None


def attachments(viewer: Viewer, entry: ReportEntry) -> list[object] | None:
    """The attachments this viewer may open; None on a node without the room of files."""
    return None


def matches(viewer: Viewer, entry: ReportEntry) -> list[object] | None:
    """What is already known about the report's subjects, by finding mode; None on a node without cross-checks."""
    return None
