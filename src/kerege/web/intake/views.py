"""Pages of importing: the list with the upload, the mapping with its preview, progress, the result."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.intake import actions
from kerege.rooms.intake import queries as intake
from kerege.rooms.records.queries import KINDS
from kerege.web.intake.forms import SAME, MappingForm, UploadForm
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Column, Listing, listing

COLUMNS = (
    Column("begun", _("Begun")),
    Column("file", _("File")),
    Column("state", _("State")),
    Column("rows", _("Rows"), figure=True),
    Column("accepted", _("Accepted"), figure=True),
    Column("duplicates", _("Duplicates"), figure=True),
    Column("quarantined", _("In quarantine"), figure=True),
)
SAMPLE = 3
PREVIEW = 8
MOST_REFUSED = 50


def told(problem: intake.UnreadableFileError) -> str:
    """What is wrong with a file, in the reader's language."""
    return gettext(problem.message) % problem.values


@page("intake/index.html", act=Act.REPORT)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The imports of the viewer's agency, and the form that sends a file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            upload = actions.receive(
                actor=viewer, name=given.name or "", chunks=given.chunks(), language=get_language() or "ru"
            )
            return redirect("intake:mapping", upload=upload)
        except intake.UnreadableFileError as problem:
            form.add_error("file", told(problem))
    shown: Listing[intake.ImportEntry] = listing(request, COLUMNS, sort="-begun")
    found = intake.imports(viewer=viewer, limit=shown.limit, offset=shown.offset)
    return {
        "title": gettext("Import"),
        "form": form,
        "listing": shown.filled(found),
        "waiting": intake.waiting_count(viewer=viewer),
        "status": 422 if form.errors else 200,
    }


@page("intake/mapping.html", act=Act.REPORT)
def mapping(request: HttpRequest, viewer: Viewer, upload: UUID) -> Answer:
    """How the columns are read, with the first rows as they would be kept; nothing is kept before the import starts."""
    looked = intake.looked(viewer=viewer, upload=upload)
    if looked.trouble:
        trouble = gettext(looked.trouble) % (looked.values or {})
        return {"title": gettext("Import"), "looked": looked, "trouble": trouble, "status": 422}
    form, kind = mapping_form(request, viewer, looked)
    step = request.POST.get("step", "")
    if request.method == "POST" and form.is_valid() and step in {"import", "check"}:
        try:
            return begin(viewer, looked, form, kind, dry=step == "check")
        except intake.UnreadableFileError as problem:
            form.add_error(None, told(problem))
    return {"title": gettext("Import"), "looked": looked, "form": form, "status": 422 if form.errors else 200} | shown(
        viewer, looked, form, kind
    )


def mapping_form(request: HttpRequest, viewer: Viewer, looked: intake.Looked) -> tuple[MappingForm, str]:
    """The form with the suggestions for the chosen kind, a saved mapping, or what was chosen."""
    saved = intake.mappings(viewer=viewer)
    kind = request.POST.get("kind") or request.GET.get("kind") or looked.kind
    chosen = next(
        (each for each in saved if each.name == (request.POST.get("saved") or request.GET.get("saved"))), None
    )
    kind = chosen.kind if chosen else kind if kind in KINDS else "seizure"
    suggestions = {each.column: each.path for each in intake.suggested(looked.columns, kind) if each.path}
    proposed = dict(chosen.columns) if chosen else suggestions
    bound = request.method == "POST" and request.POST.get("step") != "suggest"
    initial = {"kind": kind, "saved": chosen.name if chosen else ""}
    if chosen:
        initial |= constants_shown(chosen.constants)
    form = MappingForm(
        request.POST if bound else None,
        columns=looked.columns,
        kind=KINDS[kind],
        mapping=proposed,
        saved=saved,
        initial=initial,
    )
    return form, kind


def constants_shown(constants: Mapping[str, object]) -> dict[str, str]:
    """The values for every row of a saved mapping, as the form's fields show them."""
    made = {"country": str(constants.get("country", ""))}
    others = [(path, str(text)) for path, text in constants.items() if path != "country"]
    for (name, text), (path, value) in zip(SAME.items(), others, strict=False):
        made |= {name: path, text: value}
    return made


def begin(viewer: Viewer, looked: intake.Looked, form: MappingForm, kind: str, *, dry: bool) -> Answer:
    """Start the import; save the mapping where a name was given."""
    mapping_, constants = form.mapping(), form.constants()
    if looked.format == "table":
        intake.plan_of(looked.sheet(), named="table", kind=kind, mapping=mapping_, constants=constants)
        if name := str(form.cleaned_data.get("save_as") or "").strip():
            actions.save_mapping(actor=viewer, name=name, kind=kind, columns=mapping_, constants=constants)
    actions.start(
        actor=viewer,
        upload=looked.upload,
        named=looked.format,
        kind=kind if looked.format == "table" else "",
        mapping=mapping_ if looked.format == "table" else None,
        constants=constants if looked.format == "table" else {},
        dry=dry,
    )
    return redirect("intake:progress", upload=looked.upload)


def shown(viewer: Viewer, looked: intake.Looked, form: MappingForm, kind: str) -> dict[str, object]:
    """Samples of each column, the preview, and required fields that nothing gives."""
    sheet = looked.sheet()
    chosen = (
        form.mapping()
        if form.is_bound and form.is_valid()
        else {column: str(form.fields[f"column_{at}"].initial or "") for at, column in enumerate(looked.columns)}
    )
    constants = form.constants() if form.is_bound and form.is_valid() else {}
    samples = [
        [cells[at] for _, cells in looked.rows if at < len(cells) and cells[at]][:SAMPLE]
        for at in range(len(looked.columns))
    ]
    try:
        plan = intake.plan_of(sheet, named=looked.format, kind=kind, mapping=chosen, constants=constants)
        preview = intake.preview(sheet, plan, viewer=viewer, count=PREVIEW)
    except intake.UnreadableFileError as problem:
        return {"samples": samples, "preview": [], "lacking": [], "unready": told(problem), "fixed": False}
    lacking = (
        intake.missing_fields(kind, [*(path for path in chosen.values() if path), *constants])
        if plan.code == "table"
        else []
    )
    return {
        "samples": samples,
        "preview": [{"row": each.row, "claim": each.claim, "reasons": reasons_of(plan, each)} for each in preview],
        "lacking": [gettext(field.label) for field in lacking],
        "unready": "",
        "fixed": plan.code != "table",
    }


def reasons_of(plan: intake.Plan, each: intake.Preview) -> list[str]:
    """What is wrong with a previewed row."""
    return [
        intake.sentence(intake.KeptFault(f.path, plan.column_of(f.path), f.code, f.message, f.values))
        for f in each.faults
    ]


@page("intake/progress.html", act=Act.REPORT, fragment="intake/_progress.html")
def progress(request: HttpRequest, viewer: Viewer, upload: UUID) -> Answer:
    """How far an import is; when it is done, its result. A broken one may be continued."""
    if request.method == "POST":
        actions.resume(actor=viewer, upload=upload)
        return redirect("intake:progress", upload=upload)
    found = intake.progress_of(viewer=viewer, upload=upload)
    over = found.state in {"done", "broken"}
    made: dict[str, object] = {
        "title": gettext("Import"),
        "found": found,
        "over": over,
        "trouble": gettext(found.trouble) % (found.values or {}) if found.trouble else "",
        "result": told_result(viewer, found) if found.result else None,
    }
    return made if over else made | {"refresh_seconds": 3}


def told_result(viewer: Viewer, found: intake.Progress) -> dict[str, object]:
    """The counters of a result, with refused rows and remarks in words: of what was kept as it stands there now."""
    result = found.result or {}
    if found.import_id is None:
        findings = result["findings"]
        refused = [(each["row"], intake.shown_faults(each["faults"])) for each in result["refused"]]
    else:
        findings = intake.import_of(viewer=viewer, import_id=found.import_id).findings
        waiting = intake.quarantine(viewer=viewer, import_id=found.import_id, limit=MOST_REFUSED)
        refused = [(each.row, each.faults) for each in waiting]
    return {
        **{name: result[name] for name in ("rows", "accepted", "duplicates", "quarantined", "seconds")},
        "remarks": list(intake.remarks(findings)),
        "refused": [(row, [intake.sentence(fault) for fault in faults]) for row, faults in refused],
    }


@page("intake/forget.html", act=Act.REPORT)
def forget(request: HttpRequest, viewer: Viewer, upload: UUID) -> Answer:
    """Remove an uploaded file that is not to be imported."""
    if request.method == "POST":
        actions.forget(actor=viewer, upload=upload)
        messages.success(request, gettext("The file was removed; nothing of it was kept."))
        return redirect("intake:index")
    return {"title": gettext("Remove the file"), "looked": intake.looked(viewer=viewer, upload=upload)}


@page("intake/result.html", act=Act.REPORT)
def result(request: HttpRequest, viewer: Viewer, import_id: UUID) -> Answer:
    """What became of every row of an import, with questions and what waits in quarantine."""
    entry = intake.import_of(viewer=viewer, import_id=import_id)
    waiting = intake.quarantine(viewer=viewer, import_id=import_id, limit=20)
    probable = intake.probable_duplicates(viewer=viewer, import_id=import_id, limit=50)
    return {
        "title": entry.file_name,
        "entry": entry,
        "remarks": list(intake.remarks(entry.findings)),
        "waiting": [(each, [intake.sentence(fault) for fault in each.faults]) for each in waiting],
        "probable": [(pair, intake.question(pair)) for pair in probable.pairs],
        "questions": probable.total,
        "parts": intake.quarantine_parts(viewer=viewer, import_id=import_id),
    }
