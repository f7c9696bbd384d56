"""Files of a report: adding one, opening one, removing one."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kerege.kernel.law import Act, Part, Viewer
from kerege.rooms.files import queries as files
from kerege.rooms.records import actions
from kerege.web.records.views.acting import own_open_report
from kerege.web.records.views.showing import marking_of
from kerege.web.shell.page import Answer, page


@page("records/detach.html", act=Act.CORRECT)
def attach(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Add a file to a part of a report."""
    given = request.FILES.get("file")
    part = Part.NOMINAL if request.POST.get("part") == "nominal" else Part.FACTS
    if request.method == "POST" and isinstance(given, UploadedFile):
        refused = try_attaching(viewer, report, part, given)
        if refused:
            messages.error(request, refused)
        else:
            messages.success(request, _("The file is attached."))
    elif request.method == "POST":
        messages.error(request, _("Choose a file first."))
    return redirect("records:show", report=report)


def try_attaching(viewer: Viewer, report: UUID, part: Part, given: "UploadedFile[bytes]") -> str:
    """Attach the file; what was wrong with it, in words, or nothing."""
    if given.size is None or given.size > files.MOST_BYTES:
        return _("The file is larger than %(most)s MB.") % {"most": files.MOST_BYTES // files.MEGABYTE}
    try:
        content = given.read()
        actions.attach(actor=viewer, report_id=report, part=part, name=given.name or "", content=content)
    except actions.FileRefusedError as refused:
        return _(refused.message) % refused.values
    return ""


@page("records/detach.html", act=Act.READ)
def download(request: HttpRequest, viewer: Viewer, report: UUID, attachment: UUID) -> Answer:
    """One file, always to be saved, never shown in the browser."""
    opened = files.open_attachment(viewer=viewer, report=report, attachment=attachment)
    answer = HttpResponse(opened.content, content_type=opened.entry.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, opened.entry.name) or "attachment"
    return answer


@page("records/detach.html", act=Act.CORRECT)
def detach(request: HttpRequest, viewer: Viewer, report: UUID, attachment: UUID) -> Answer:
    """Remove a file; that there was one stays."""
    entry = own_open_report(viewer, report)
    found = [each for each in files.attachments(viewer=viewer, report=report) if each.id == attachment]
    if not found or found[0].removed_at:
        raise files.NoSuchFileError(gettext_noop("there is no such file of your agency"))
    if request.method == "POST":
        actions.detach(actor=viewer, report_id=report, attachment=attachment)
        messages.success(request, _("The file is removed."))
        return redirect("records:show", report=report)
    return {"title": _("Remove a file"), "entry": entry, "file": found[0], "marking": marking_of(entry)}
