"""Pages of changes: what this viewer may change, each change told before it is made, what was changed by whom."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Viewer
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.actions import ChangeRefusedError
from kerege.web.directory.forms import ChangeForm
from kerege.web.directory.words import PARTS
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, answer_of, page


@page("directory/changes.html")
def changes(request: HttpRequest, viewer: Viewer) -> Answer:
    """What may be changed under this hat, and what was changed."""
    may = queries.changes_for(viewer)
    return {
        "title": _("Changes"),
        "tab": "changes",
        "groups": [(name, [each for each in may if each.part == part]) for part, name in PARTS.items()],
        "may": may,
        "lines": change_lines(),
    }


def change_lines() -> list[dict[str, object]]:
    """The changes that were made, in words."""
    codes = {entry.id: entry.code for entry in queries.parties()}
    made = []
    for entry in queries.changes_made():
        declared = queries.CHANGES.get(entry.code)
        labels = {asked.name: _(asked.label) for asked in declared.asked} if declared else {}
        made.append(
            {
                "entry": entry,
                "title": _(declared.title) if declared else entry.code,
                "party": codes.get(entry.party, "") if entry.party else "",
                "by": codes.get(entry.by_party, ""),
                "given": [(labels.get(name, name), text) for name, text in entry.given.items()],
            }
        )
    return made


@page("directory/change.html", afresh=True)
def change(request: HttpRequest, viewer: Viewer, code: str) -> Answer:
    """One change: what is asked, then what it would do, then done."""
    if code not in queries.CHANGES:
        raise Http404
    declared = queries.CHANGES[code]
    if not queries.reach(viewer, declared):
        raise actions.NotYourChangeError(_("Your hat does not make this change."))
    form = ChangeForm(request.POST or None, change=declared, viewer=viewer, language=language(), initial=request.GET)
    context: dict[str, object] = {"title": _(declared.title), "change": declared, "form": form}
    if request.method != "POST" or not form.is_valid() or request.POST.get("step") == "edit":
        return context | {"status": 422 if form.errors else 200}
    try:
        if request.POST.get("step") == "make":
            return made_page(request, viewer, code, form.raw())
        context["foreseen"] = actions.foresee_change(actor=viewer, code=code, given=form.raw())
    except ChangeRefusedError as refused:
        for fault in refused.faults:
            form.add_error(fault.path if fault.path in form.fields else None, fault.text())
    except ValueError as problem:
        if not type(problem).__module__.startswith("kerege."):
            raise
        form.add_error(None, _(str(problem)))
    return context | {"shown": form.shown(), "status": 422 if form.errors else 200}


def made_page(request: HttpRequest, viewer: Viewer, code: str, given: Mapping[str, str]) -> Answer:
    """Make it; a password that was made is shown on this one answer and kept nowhere."""
    made = actions.make_change(actor=viewer, code=code, given=given)
    if made.password:
        context = {"title": _(made.change.title), "made": made, "change": made.change}
        return answer_of(request, viewer, context, "directory/password.html")
    messages.success(
        request, _("Done: %(what)s. It holds for every reading from its first day on.") % {"what": _(made.change.title)}
    )
    return redirect("directory:changes")


@page("directory/officers.html")
def officers(request: HttpRequest, viewer: Viewer) -> Answer:
    """The officers this viewer may know, with hats and accreditations."""
    hats: dict[object, list[queries.HatEntry]] = {}
    for hat in queries.hats():
        hats.setdefault(hat.officer, []).append(hat)
    accredited: dict[object, list[queries.AccreditationEntry]] = {}
    for each in queries.accreditations():
        accredited.setdefault(each.officer, []).append(each)
    sought = " ".join(request.GET.get("q", "")[:100].casefold().split())
    lines = [
        (entry, hats.get(entry.id, []), accredited.get(entry.id, []))
        for entry in queries.officers()
        if sought
        in " ".join([entry.name, entry.number, entry.agency_code, *desks_of(hats.get(entry.id, []))]).casefold()
    ]
    may = {each.code for each in queries.changes_for(viewer)}
    return {"title": _("Officers and hats"), "tab": "officers", "lines": lines, "may": may, "today": viewer.day} | {
        "sought": request.GET.get("q", "")[:100]
    }


def desks_of(hats: list[queries.HatEntry]) -> list[str]:
    """What the desks of these hats are called, by which an officer is looked for."""
    return [word for hat in hats for word in (hat.desk.code, hat.desk.name_ru, hat.desk.name_en)]
