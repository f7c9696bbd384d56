"""The banner of a page that shows something of several records: the join of their terms."""

from collections.abc import Iterable
from uuid import UUID

from kerege.kernel.law import Viewer
from kerege.rooms.records import queries
from kerege.web.shell.marking import Marking, banner_of


def marking_of_reports(viewer: Viewer, reports: Iterable[UUID | None]) -> Marking:
    """The join of the terms of those of these reports that the viewer reads, and of what every page carries."""
    return banner_of(queries.joined_marking(viewer=viewer, reports=reports))
