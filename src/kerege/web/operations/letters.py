"""Views of the letter bridge of deliveries: letters to and from each state to print, scans that came."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.foundation.saying import said
from kerege.kernel.law import Act, Viewer
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import About, DeliveryView
from kerege.web.requests.letters import ScanForm
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page

ABOUT = {
    About.ASK: gettext_lazy("Request for consent"),
    About.ANSWER: gettext_lazy("Answer"),
    About.HAND_OVER: gettext_lazy("Hand-over"),
}


@page("operations/letters.html", act=Act.READ)
def letters(request: HttpRequest, viewer: Viewer, delivery: UUID) -> Answer:
    """What goes to and from each state on paper; keep the scan of a letter that came."""
    view = queries.delivery(viewer=viewer, delivery_id=delivery)
    posted = request.method == "POST"
    form = ScanForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid() and kept(viewer, delivery, form):
        messages.success(request, _("Kept. Now enter what the letter says."))
        return redirect("operations:show", delivery=delivery)
    return {
        "title": _("Letters"),
        "view": view,
        "states": states_of(view),
        "about": [(each.value, text) for each, text in ABOUT.items() if each is not About.HAND_OVER or view.offered],
        "scans": queries.scans(viewer=viewer, delivery_id=delivery),
        "here": language(),
        "form": form,
        "status": 422 if form.errors else 200,
    }


def states_of(view: DeliveryView) -> list[str]:
    """The states whose letters the viewer prints: all, or his own."""
    return list(view.plan.parties) if view.whole else [each for each in view.plan.parties if each == view.party]


def kept(viewer: Viewer, delivery: UUID, form: ScanForm) -> bool:
    """Keep it; whether it was taken."""
    given: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        actions.keep_letter(
            actor=viewer,
            delivery=delivery,
            number=form.cleaned_data["number"],
            name=given.name or "",
            content=given.read(),
        )
    except FileRefusedError as problem:
        form.add_error("file", said(problem))
    except queries.RefusedStepError as problem:
        form.add_error(None, queries.refusal_text(problem))
    except actions.UnableToActError as problem:
        form.add_error(None, _(str(problem)))
    else:
        return True
    return False


@page("operations/show.html", act=Act.READ, afresh=True)
def letter(request: HttpRequest, viewer: Viewer, delivery: UUID, state: str, which: str) -> Answer:
    """One letter in Russian or English; `which` says what it is about and its language: `ask-ru`."""
    about, _hyphen, language = which.partition("-")
    if about not in {each.value for each in About}:
        raise Http404
    chosen = "en" if language == "en" else "ru"
    made = queries.letter(viewer=viewer, delivery_id=delivery, state=state, about=About(about), language=chosen)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


@page("operations/show.html", act=Act.READ)
def open_scan(request: HttpRequest, viewer: Viewer, delivery: UUID, attachment: UUID) -> Answer:
    """A scanned letter, as a file to save."""
    opened = queries.open_scan(viewer=viewer, delivery_id=delivery, scan=attachment)
    answer = HttpResponse(opened.content, content_type=opened.entry.media_type)
    answer["Content-Disposition"] = f'attachment; filename="letter-{attachment}"'
    return answer
