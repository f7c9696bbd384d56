"""Views of owners: digests of screenings over their silent records, and opting out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.crosscheck.queries import ANSWER_WORDS
from kerege.rooms.crosscheck.queries import Answer as Word
from kerege.rooms.screening import actions, queries
from kerege.web.screening import lines
from kerege.web.screening.forms import AnswerForm, ReasonForm
from kerege.web.screening.views import said
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing


def answer_word(answer: str) -> str:
    """An answer in words."""
    return _(ANSWER_WORDS[Word(answer)]) if answer else ""


@page("screening/digests.html", act=Act.READ)
def digests(request: HttpRequest, viewer: Viewer) -> Answer:
    """The digests of the viewer's agency."""
    shown: Listing[dict[str, Any]] = listing(request)
    found = queries.digests(viewer=viewer, limit=shown.size, offset=shown.offset)
    made = [lines.digest_line(each) for each in found]
    rows = shown.showing(found, [{**each, "answer": answer_word(each["answer"])} for each in made])
    return {"title": _("Screenings that met your silent records"), "tab": "digests", "listing": rows}


@page("screening/digest.html", act=Act.READ, afresh="post")
def digest(request: HttpRequest, viewer: Viewer, digest: UUID) -> Answer:
    """One digest, and the answer to it."""
    entry = queries.digest(viewer=viewer, digest_id=digest)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = queries.Answer(form.cleaned_data["answer"])
        try:
            actions.answer_digest(actor=viewer, digest=digest, answer=chosen, reason=form.cleaned_data["reason"])
        except actions.UnableToScreenError as problem:
            form.add_error(None, said(problem))
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("screening:digest", digest=digest)
    return {
        "title": _("Digest of a screening"),
        "line": lines.digest_line(entry) | {"answer": answer_word(entry.answer)},
        "reason": entry.answer_reason,
        "form": form,
        "status": 422 if form.errors else 200,
    }


@page("screening/owner.html", act=Act.RELEASE)
def owner(request: HttpRequest, viewer: Viewer) -> Answer:
    """Whether screenings may touch the records of the viewer's agency."""
    form = ReasonForm(request.POST or None)
    try:
        if request.POST.get("step") == "in":
            actions.opt_in(actor=viewer)
            messages.success(request, _("Your agency's records are screened again."))
            return redirect("screening:owner")
        if request.method == "POST" and form.is_valid():
            actions.opt_out(actor=viewer, reason=form.cleaned_data["reason"])
            messages.success(request, _("Your agency is opted out. Nobody outside it learns this."))
            return redirect("screening:owner")
    except actions.UnableToScreenError as problem:
        form.add_error(None, said(problem))
    return {
        "title": _("Opting out of screenings"),
        "tab": "owner",
        "opted": queries.opted_out(viewer=viewer),
        "form": form,
        "status": 422 if form.errors else 200,
    }
