"""Views of joint operations: the list, founding one, a work file with its entries, sheets and totals."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import EntryKind, Measure, RefusedStepError
from kerege.web.operations.planning import line, words_of
from kerege.web.operations.views import PURPOSES
from kerege.web.shell.formats import language
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page

TEMPLATE_WORDS = (
    ("", gettext_lazy("none")),
    ("post", gettext_lazy("new substances by post")),
    ("precursors", gettext_lazy("precursors")),
    ("border", gettext_lazy("border channel")),
)


class FoundForm(Form):
    """A new operation."""

    title = line(gettext_lazy("Name of the operation"), needed=True)
    template = forms.ChoiceField(label=gettext_lazy("Template"), required=False, choices=TEMPLATE_WORDS)


class EntryForm(Form):
    """An entry, an invitation or a removal; which fields count depends on what is chosen."""

    kind = forms.ChoiceField(label=gettext_lazy("What"))
    title = line(gettext_lazy("Title (task, date, contact)"))
    due = line(gettext_lazy("Until when (task)"))
    day = line(gettext_lazy("Day and hour (date)"))
    telephone = line(gettext_lazy("Telephone (contact)"))
    task = forms.ChoiceField(label=gettext_lazy("Which task is done"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("What is counted (result)"), required=False)
    value = line(gettext_lazy("Figure (result, correction)"))
    reference = line(
        gettext_lazy("Reference (result)"), hint=gettext_lazy("One reference for a shared seizure: it counts once.")
    )
    agency = line(gettext_lazy("Agency (invite, remove)"))
    words = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, view: queries.OperationView, **kwargs: object) -> None:
        """Offer what this member may enter."""
        super().__init__(*args, **kwargs)
        kinds = words_of([kind for kind in EntryKind if view.leads or kind is not EntryKind.PHASE])
        led = [("invite", _("Invite an agency")), ("remove", _("Remove an agency"))] if view.leads else []
        for name, choices in (
            ("kind", [*kinds, *led, *([] if view.leads else [("leave", _("Leave the operation"))])]),
            ("task", [("", ""), *((each.id, each.given["title"]) for each in view.open_tasks)]),
            ("measure", words_of(Measure)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = choices


@page("operations/joint_index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The operations of the viewer, and invitations; founding a new one."""
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.joint.found(actor=viewer, **form.cleaned_data)
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        else:
            return redirect("operations:operation", operation=made)
    return {
        "title": _("Joint operations"),
        "rows": queries.operations(viewer=viewer),
        "form": form,
        "right_purpose": viewer.purpose in PURPOSES,
        "status": 422 if form.errors else 200,
    }


@page("operations/joint_index.html", act=Act.READ)
def accept(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """Accept an invitation."""
    if request.method == "POST":
        actions.joint.accept(actor=viewer, operation=operation)
        return redirect("operations:operation", operation=operation)
    return redirect("operations:joint")


@page("operations/joint.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, operation: UUID) -> Answer:
    """One work file, and entering into it."""
    view = queries.operation(viewer=viewer, operation_id=operation)
    initial = {"kind": EntryKind.LOG.value}
    form = EntryForm(request.POST or None, view=view, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            entered(viewer, view, form)
        except RefusedStepError as problem:
            form.add_error(None, queries.refusal_text(problem))
        else:
            messages.success(request, _("Kept."))
            left = form.cleaned_data["kind"] == "leave"
            return redirect("operations:joint") if left else redirect("operations:operation", operation=operation)
    return {
        "title": view.title,
        "view": view,
        "form": form,
        "names": {agency.id: agency.name(language()) for agency in directory.agencies()},
        "status": 422 if form.errors else 200,
    }


def entered(viewer: Viewer, view: queries.OperationView, form: EntryForm) -> None:
    """Go through the door that was chosen."""
    given = {name: value for name, value in form.cleaned_data.items() if value and name not in {"kind", "words"}}
    kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
    if kind == EntryKind.PHASE.value and view.following:
        given = {"phase": view.following.value}
    actions.joint.do(actor=viewer, operation=view.id, kind=kind, given=given, words=words)
