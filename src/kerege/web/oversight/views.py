"""Views of the journal: what I did; who touched the records of my agency."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal_actions
from kerege.rooms.journal import queries as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.web.records import words
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page

MOST = 300


@page("oversight/readings.html", act=Act.ACCOUNT_FOR)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """Who read, checked or received the records of my agency; across parties the desk and a stable number."""
    desks = {entry.id: entry for entry in directory.desks()}
    found = journal.readings(viewer=viewer, limit=MOST)
    foreign = request.GET.get("others") == "1"
    shown = [each for each in found if not foreign or each.by_party != viewer.party]
    journal_actions.write_leaf(LeafKind.CONSULT, "web.oversight", {"others": foreign}, rows=len(shown))
    numbers = records.numbers_of(viewer=viewer, reports=[each.record for each in shown])
    return {
        "title": _("Who touched our records"),
        "numbers": numbers,
        "tab": "readings",
        "lines": [reading_line(each, desks) for each in shown],
        "others": foreign,
        "cut": len(found) == MOST,
    }


def reading_line(reading: journal.Reading, desks: dict[UUID, directory.DeskEntry]) -> dict[str, object]:
    """One reading in words."""
    desk = desks.get(reading.by_desk)
    return {
        "at": reading.at,
        "kind": words.leaf_word(reading.kind),
        "desk": desk.name(language()) if desk else "",
        "party": desk.party_code if desk else "",
        "number": reading.officer_number,
        "purpose": words.purpose_word(reading.purpose),
        "record": reading.record,
    }


@page("oversight/acts.html")
def acts(request: HttpRequest, viewer: Viewer) -> Answer:
    """What I did myself, as the journal holds it."""
    found = journal.own_acts(viewer=viewer, limit=MOST)
    lines = [
        (each.at, words.leaf_word(each.kind), each.door, words.purpose_word(each.purpose), each.rows) for each in found
    ]
    return {
        "title": _("What I did"),
        "tab": "acts",
        "lines": lines,
        "accounts": Act.ACCOUNT_FOR in ROLE_ACTS[viewer.role],
    }
