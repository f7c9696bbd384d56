"""Pages of quarantine: the rows that wait, as a list and as a file; mending one here or many in a spreadsheet."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.intake import actions
from kerege.rooms.intake import queries as intake
from kerege.web.intake.forms import MendedForm, RowForm
from kerege.web.intake.views import told
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Column, Listing, listing

COLUMNS = (
    Column("row", _("Row"), figure=True),
    Column("cells", _("Cells")),
    Column("reasons", _("What is wrong")),
    Column("mend", _("Mend")),
)
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page("intake/quarantine.html", act=Act.REPORT)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The rows that wait, and the form that takes a mended file back."""
    form = MendedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return mended(request, viewer, form.cleaned_data["file"])
        except intake.UnreadableFileError as problem:
            form.add_error("file", told(problem))
    shown: Listing[object] = listing(request, COLUMNS)
    import_id = chosen_import(request)
    found = intake.quarantine(viewer=viewer, import_id=import_id, limit=shown.limit, offset=shown.offset)
    rows = [(each, [intake.sentence(fault) for fault in each.faults]) for each in found]
    return {
        "title": gettext("Quarantine"),
        "form": form,
        "listing": shown.filled(rows),
        "import_id": import_id,
        "parts": intake.quarantine_parts(viewer=viewer, import_id=import_id),
        "status": 422 if form.errors else 200,
    }


def chosen_import(request: HttpRequest) -> UUID | None:
    """The import that the list is narrowed to."""
    try:
        return UUID(request.GET.get("import", ""))
    except ValueError:
        return None


def mended(request: HttpRequest, viewer: Viewer, given: "UploadedFile[bytes]") -> Answer:
    """Read a mended file and say what became of its rows."""
    result = actions.mend_upload(actor=viewer, name=given.name or "", chunks=given.chunks())
    kept = result.accepted + result.duplicates
    messages.success(
        request,
        ngettext("%(count)s row was mended and kept.", "%(count)s rows were mended and kept.", kept) % {"count": kept},
    )
    if result.still_waiting:
        text = ngettext("%(count)s row still waits.", "%(count)s rows still wait.", result.still_waiting)
        kept_too = gettext("What you wrote into them is kept: mend on from there.") if result.edits_kept else ""
        messages.warning(request, f"{text % {'count': result.still_waiting}} {kept_too}".rstrip())
    return redirect("intake:quarantine")


@page("intake/row.html", act=Act.REPORT)
def row(request: HttpRequest, viewer: Viewer, row: UUID) -> Answer:
    """One row: its cells as a form, each with what is wrong."""
    entry = intake.quarantined_row(viewer=viewer, row_id=row)
    form = RowForm(request.POST if request.POST.get("step") == "mend" else None, row=entry)
    if request.method == "POST" and request.POST.get("step") == "aside":
        actions.set_aside(actor=viewer, rows=[row])
        messages.success(request, gettext("The row was set aside: it stays as it is and is asked for no more."))
        return redirect("intake:quarantine")
    general = [intake.sentence(fault) for fault in entry.faults if fault.column not in entry.columns]
    if request.method == "POST" and form.is_valid():
        result = actions.mend(actor=viewer, cells={row: form.cells(entry.columns)})
        if not result.refused:
            messages.success(request, gettext("The row was mended and kept."))
            return redirect("intake:quarantine")
        if result.edits_kept:
            messages.warning(request, gettext("The row still waits. What you wrote is kept: see what is wrong now."))
            return redirect("intake:row", row=row)
        faults = intake.shown_faults(result.refused[0]["faults"])  # type: ignore[arg-type]  # as kept_faults makes them
        general = []
        for fault in faults:
            at = entry.columns.index(fault.column) if fault.column in entry.columns else None
            form.add_error(None if at is None else f"cell_{at}", intake.sentence(fault))
    return {
        "title": gettext("Row %(row)s") % {"row": entry.row},
        "entry": entry,
        "form": form,
        "general": general,
        "status": 422 if form.is_bound else 200,
    }


@page("intake/quarantine.html", act=Act.REPORT, afresh=True)
def download(request: HttpRequest, viewer: Viewer, shape: str) -> Answer:
    """A part of the waiting rows as a file to mend, at most what can be sent back."""
    if shape not in TYPES:
        raise Http404
    import_id, part = chosen_import(request), chosen_part(request)
    if part > intake.quarantine_parts(viewer=viewer, import_id=import_id):
        raise Http404
    name = f"quarantine-{part}.{shape}" if part > 1 else f"quarantine.{shape}"
    with intake.quarantine_file(viewer=viewer, shape=shape, import_id=import_id, part=part) as file:
        return HttpResponse(
            file.read(),
            content_type=TYPES[shape],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )


def chosen_part(request: HttpRequest) -> int:
    """Which part of the file is asked for. Raises Http404."""
    given = request.GET.get("part", "1")
    if not (given.isascii() and given.isdecimal() and 0 < int(given[:9]) == int(given)):
        raise Http404
    return int(given)
