"""What waits for a second approver: releases under a written assurance; the pages that agree and that refuse."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kerege.kernel.law import Act, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.access.queries import ReleaseEntry
from kerege.rooms.records import actions, queries
from kerege.rooms.records.queries import ReportEntry
from kerege.web.records import words
from kerege.web.records.views.acting import ReasonForm, own_open_report
from kerege.web.records.views.showing import marking_of
from kerege.web.shell.formats import language
from kerege.web.shell.marking import PAGE_MARKING, join_markings
from kerege.web.shell.page import Answer, page


@page("records/approvals.html", act=Act.RELEASE)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The releases of the viewer's agency that open nothing yet."""
    lines = [waiting_line(viewer, each) for each in access.waiting_releases(viewer=viewer)]
    shown = [line for line in lines if line is not None]
    marking = join_markings([PAGE_MARKING, *(marking_of(entry) for _waiting, entry, _audience in shown)])
    return {**words.WORDS, "title": _("Waiting for a second approver"), "lines": shown, "marking": marking}


def waiting_line(viewer: Viewer, waiting: ReleaseEntry) -> tuple[ReleaseEntry, ReportEntry, str] | None:
    """A waiting release, its report and the name of its audience; None where the report was retracted meanwhile."""
    assert waiting.report is not None  # noqa: S101  # every stored release has its report
    entry = queries.report(viewer=viewer, report_id=waiting.report)
    return None if entry.retracted else (waiting, entry, access.audience_name(waiting.audience, language()))


def found_waiting(viewer: Viewer, report: UUID, release: UUID) -> tuple[ReportEntry, ReleaseEntry]:
    """The report and the release that waits. Raises NoSuchReportError."""
    entry = own_open_report(viewer, report)
    for each in access.releases_of(viewer=viewer, report=report):
        if each.id == release and each.waits:
            return entry, each
    raise queries.NoSuchReportError(gettext_noop("no release of your agency waits under this id"))


@page("records/approve.html", act=Act.RELEASE, afresh=True)
def approve(request: HttpRequest, viewer: Viewer, report: UUID, release: UUID) -> Answer:
    """What would open, to whom, under which assurance; another officer than the one who made it agrees."""
    entry, waiting = found_waiting(viewer, report, release)
    if request.method == "POST":
        actions.approve_release(actor=viewer, release_id=release)
        messages.success(request, _("Agreed. The release holds from now on."))
        return redirect("records:show", report=report)
    return approval_page(viewer, entry, waiting) | {"form": ReasonForm()}


@page("records/approve.html", act=Act.RELEASE)
def refuse(request: HttpRequest, viewer: Viewer, report: UUID, release: UUID) -> Answer:
    """The second approver does not agree, with the reason."""
    entry, waiting = found_waiting(viewer, report, release)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse_release(actor=viewer, release_id=release, reason=form.cleaned_data["reason"])
        messages.success(request, _("Refused. The release is closed and opened nothing."))
        return redirect("records:show", report=report)
    return approval_page(viewer, entry, waiting) | {"form": form, "status": 422 if form.errors else 200}


def approval_page(viewer: Viewer, entry: ReportEntry, waiting: ReleaseEntry) -> dict[str, object]:
    """What both pages show."""
    return {
        **words.WORDS,
        "title": _("Release under an assurance"),
        "entry": entry,
        "release": waiting,
        "audience": access.audience_name(waiting.audience, language()),
        "case": entry.nominal.texts.get("case_reference", "") if entry.nominal else "",
        "own": waiting.made_by == viewer.officer,
        "marking": marking_of(entry),
    }
