"""The subjects of a saved report as questions."""

from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck.models import Entry
from kerege.rooms.crosscheck.rules.questions import Asked, Question


def question_of(entry: Entry) -> Question:
    """An entry asked as a question."""
    return Question(
        names=tuple(entry.names),
        identifiers=tuple(Asked(kind, value) for kind, value in entry.identifiers),
        birth=PartialDate.from_code(entry.birth) if entry.birth else None,
        country=entry.country,
        sex=entry.sex,
        company=tuple(entry.company),
        places=tuple(entry.places),
    )


def questions_of(*, viewer: Viewer, report: UUID) -> list[Question]:
    """What the subjects of a report ask, as far as the viewer reads them."""
    require_viewer(viewer)
    return [question_of(each) for each in Entry.objects.filter(report=report).order_by("id")]
