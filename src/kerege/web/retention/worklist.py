"""Working the list of reviews off: a reason and a day a line, many at once, taken back while it is fresh."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.kernel.law import Viewer
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import DueEntry, ReviewEntry, Stage
from kerege.web.retention import lines
from kerege.web.shell import days

REASON, UNTIL = "reason-", "until-"


@dataclass(slots=True)
class Line:
    """What was typed into one line, and what is wrong with it."""

    reason: str
    until: str
    problem: str = ""


def read(given: QueryDict) -> dict[UUID, Line]:
    """The lines of a sent list that have a reason; the others wait."""
    made: dict[UUID, Line] = {}
    for name, value in given.items():
        if name.startswith(REASON) and str(value).strip():
            try:
                report = UUID(name.removeprefix(REASON))
            except ValueError:
                continue
            made[report] = Line(str(value).strip()[:1000], str(given.get(f"{UNTIL}{report}", "")))
    return made


def worked_off(request: HttpRequest, viewer: Viewer, work: dict[UUID, Line]) -> bool:
    """Justify every line that has a reason; True when none was refused, else each refused one says why."""
    kept = []
    for report, line in work.items():
        try:
            kept.append(actions.Kept(report, days.read(line.until), line.reason))
        except ValueError:
            line.problem = _("Enter the day of the next review.")
    for report, problem in actions.justify_many(actor=viewer, given=kept).items():
        work[report].problem = _(problem)
    done = sum(not line.problem for line in work.values())
    if done:
        said = ngettext(
            "%(count)s record is kept until its new day.", "%(count)s records are kept until their new day.", done
        )
        messages.success(request, said % {"count": done})
    if not work:
        messages.warning(request, _("Nothing was kept: write the reason into the lines that you keep."))
    return all(not line.problem for line in work.values())


def taken_back(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take one review back."""
    try:
        actions.undo(actor=viewer, report=UUID(request.POST["undo"]))
        messages.success(request, _("Taken back: the former review day holds again."))
    except (ValueError, actions.UnableToReviewError) as problem:
        messages.error(request, _(str(problem)))
    return redirect(request.get_full_path())


def line(entry: DueEntry, viewer: Viewer, work: Mapping[UUID, Line]) -> dict[str, object]:
    """One line of the list with what was typed into it; the furthest day is offered."""
    typed = work.get(entry.report)
    furthest = queries.furthest(viewer.party, entry.categories)
    return lines.due_line(entry) | {
        "reason": typed.reason if typed and typed.problem else "",
        "until": typed.until if typed and typed.problem else days.written(furthest),
        "problem": typed.problem if typed else "",
        "open": entry.stage is not Stage.HELD,
    }


def fresh(viewer: Viewer) -> list[tuple[DueEntry, ReviewEntry]]:
    """What the officer may still take back."""
    return queries.just_said(viewer=viewer) if queries.may_justify(viewer.role) else []
