"""Views of requests: a person asks about himself, the fixed reply; an owner is asked about his record."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.crosscheck.actions import UnableToCheckError
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Answer, Wish
from kerege.web.crosscheck.lines import asked_rows
from kerege.web.retention import lines
from kerege.web.retention.forms import AnswerForm, InquiryForm
from kerege.web.shell.formats import day
from kerege.web.shell.page import Answer as Page
from kerege.web.shell.page import page


@page("retention/inquiries.html", act=Act.ERASE)
def index(request: HttpRequest, viewer: Viewer) -> Page:
    """Take a request in; those that are open, with their clock."""
    form = InquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := taken_in(viewer, form)) is not None:
        messages.success(request, _("Taken in. Owners are asked where there is anything to ask."))
        return redirect("retention:inquiry", inquiry=made)
    return {
        "title": _("Persons' requests"),
        "tab": "inquiries",
        "form": form,
        "rows": [lines.inquiry_line(each) for each in queries.inquiries(viewer=viewer)],
        "status": 422 if form.errors else 200,
    }


def taken_in(viewer: Viewer, form: InquiryForm) -> UUID | None:
    """Take a request in; None with the reason in the form when it cannot be."""
    given = form.cleaned_data
    try:
        question = checks.read_question(given["text"])
        return actions.inquire(actor=viewer, question=question, wish=Wish(given["wish"]), reference=given["reference"])
    except UnableToCheckError as problem:
        form.add_error("text", _(problem.message) % problem.values)
    except actions.UnableToInquireError as problem:
        form.add_error(None, _(str(problem)))
    return None


@page("retention/inquiry.html", act=Act.ERASE)
def show(request: HttpRequest, viewer: Viewer, inquiry: UUID) -> Page:
    """One request with the fixed reply; closing it forgets who asked."""
    held = next((each for each in queries.inquiries(viewer=viewer) if each.id == inquiry), None)
    if held is None:
        raise Http404
    if request.method == "POST":
        actions.close(actor=viewer, inquiry=inquiry)
        messages.success(request, _("Closed. Who asked is forgotten."))
        return redirect("retention:inquiries")
    sentence, values = held.reply
    return {
        "title": _("Request %(reference)s") % {"reference": held.reference},
        "line": lines.inquiry_line(held),
        "asked": asked_rows(held.asked),
        "reply": _(sentence).format(**{**values, "day": day(held.made_at.date())}),
        "may_close": held.may_close,
    }


@page("retention/consultations.html", act=Act.READ)
def consultations(request: HttpRequest, viewer: Viewer) -> Page:
    """What the agency is asked about its records."""
    rows = [lines.consultation_line(each) for each in queries.consultations(viewer=viewer)]
    return {"title": _("Asked about our records"), "tab": "consultations", "rows": rows}


@page("retention/consultation.html", act=Act.READ)
def consultation(request: HttpRequest, viewer: Viewer, consultation: UUID) -> Page:
    """One record that may concern a person who asked, and the answer."""
    held = next((each for each in queries.consultations(viewer=viewer) if each.id == consultation), None)
    if held is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer(
                actor=viewer, consultation=consultation, word=Answer(given["answer"]), reason=given["reason"]
            )
        except actions.UnableToInquireError as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Answered."))
            return redirect("retention:consultations")
    return {
        "title": _("Asked about %(number)s") % {"number": held.number},
        "line": lines.consultation_line(held),
        "form": form,
        "status": 422 if form.errors else 200,
    }
