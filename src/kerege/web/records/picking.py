"""Records of its own that a desk attaches or releases: found by words or number, those marked before kept."""

from uuid import UUID

from django.http import HttpRequest

from kerege.kernel.law import State, Viewer
from kerege.rooms.records import queries as records
from kerege.web.records import words
from kerege.web.shell.formats import language

OFFERED = 12


def found(request: HttpRequest, viewer: Viewer, name: str) -> list[tuple[str, str]]:
    """The newest offered records of the agency that agree with `find`, after those that are marked in a field."""
    text = request.POST.get("find", "").replace("\0", "").strip()
    known = [(str(each.id), line_of(each)) for each in offered(viewer, text)]
    given = [*request.GET.getlist(name), *request.POST.getlist(name)]
    marked = [each for each in dict.fromkeys(given) if each not in dict(known) and is_id(each)]
    numbers = records.numbers_of(viewer=viewer, reports=[UUID(each) for each in marked])
    if text and (exact := by_number(viewer, text)) is not None and str(exact) not in {*marked, *dict(known)}:
        known.insert(0, (str(exact), text.upper()))
    return [(str(each), number) for each, number in numbers.items()] + known


def offered(viewer: Viewer, text: str) -> list[records.ListedReport]:
    """Own reports whose facts part passed the gate."""
    page = records.latest(viewer=viewer, filters=records.Filters(own=True, text=text[:100]), limit=4 * OFFERED)
    return [each for each in page.rows if each.facts_state == State.OFFERED and not each.retracted][:OFFERED]


def by_number(viewer: Viewer, text: str) -> UUID | None:
    """A report by its number."""
    try:
        return records.find_report(viewer=viewer, number=text.upper())
    except records.NoSuchReportError:
        return None


def line_of(each: records.ListedReport) -> str:
    """A record in one line."""
    day = each.occurred.text(language()) if each.occurred else ""
    parts = [each.number, words.kind_word(each.kind), day, each.place or each.region]
    return " · ".join(part for part in parts if part)


def is_id(text: str) -> bool:
    """Whether a marked value is an id at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
