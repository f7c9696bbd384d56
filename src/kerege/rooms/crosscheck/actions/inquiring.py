"""A person asks about himself: which records of whom agree, for the room that asks their owners."""

from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.actions.checking import refuse_questions
from kerege.rooms.crosscheck.rules.questions import Question


def find_subject(*, actor: Viewer, inquiry: UUID, question: Question) -> list[tuple[UUID, UUID]]:
    """Owner and report of every record that agrees, hidden or not; it is told to owners alone, and counted nowhere.

    Raises UnableToCheckError when nothing is asked.
    """
    require_viewer(actor)
    refuse_questions([question])
    with matcher.searching(actor):
        return matcher.match_everywhere(inquiry, question)
