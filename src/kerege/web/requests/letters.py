"""Views of the letter bridge: a copy as a letter to print, a scanned letter in, a scan to open."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.foundation.saying import said
from kerege.kernel.law import Act, Viewer
from kerege.rooms.files.actions import FileRefusedError
from kerege.rooms.files.queries import MOST_BYTES
from kerege.rooms.requests import actions, queries
from kerege.web.requests import lines
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page


class ScanForm(Form):
    """A scanned letter and its number."""

    number = forms.CharField(label=gettext_lazy("Number of the letter"), max_length=60)
    file = forms.FileField(label=gettext_lazy("Scan"), help_text=gettext_lazy("PDF or picture."))

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too long before it is read."""
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if (given.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        return given


@page("requests/show.html", act=Act.READ, afresh=True)
def letter(request: HttpRequest, viewer: Viewer, thread: UUID, language: str) -> Answer:
    """The viewer's copy as an official letter in Russian or English."""
    made = queries.letter(viewer=viewer, thread=thread, language="en" if language == "en" else "ru")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kerege-letter-{thread}.pdf"'
    return answer


@page("requests/scan.html", act=Act.READ)
def scan(request: HttpRequest, viewer: Viewer, thread: UUID) -> Answer:
    """Keep a scanned letter with a thread; or note the number of the letter that goes out."""
    detail = queries.detail(viewer=viewer, thread=thread)
    out = NumberForm(request.POST if "outgoing" in request.POST else None)
    if out.is_bound and out.is_valid() and numbered(viewer, thread, out):
        messages.success(request, _("Noted: the number prints on your letter."))
        return redirect("requests:show", thread=thread)
    posted = request.method == "POST" and not out.is_bound
    form = ScanForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid() and kept(viewer, thread, form):
        messages.success(request, _("Kept. Now enter what the letter says."))
        return redirect("requests:show", thread=thread)
    return {
        "title": _("A letter came"),
        "card": detail.card,
        "row": lines.row(detail.card),
        "form": form,
        "out": out,
        "status": 422 if form.errors or out.errors else 200,
    }


class NumberForm(Form):
    """The number of a letter that goes out."""

    outgoing = forms.CharField(
        label=gettext_lazy("Number of the letter that goes out"),
        max_length=60,
        help_text=gettext_lazy("As your registry gives it. It prints on the letter and stays with your side."),
    )


def numbered(viewer: Viewer, thread: UUID, form: NumberForm) -> bool:
    """Note it; whether it was taken."""
    try:
        actions.number_letter(actor=viewer, thread=thread, number=form.cleaned_data["outgoing"])
    except PermissionError as problem:
        form.add_error(None, _(str(problem)))
        return False
    return True


def kept(viewer: Viewer, thread: UUID, form: ScanForm) -> bool:
    """Keep it; whether it was taken."""
    given: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        actions.keep_scan(
            actor=viewer,
            thread=thread,
            number=form.cleaned_data["number"],
            name=given.name or "",
            content=given.read(),
        )
    except FileRefusedError as problem:
        form.add_error("file", said(problem))
    except actions.UnableToAskError as problem:
        form.add_error(None, _(str(problem)))
    else:
        return True
    return False


@page("requests/show.html", act=Act.READ)
def open_scan(request: HttpRequest, viewer: Viewer, thread: UUID, attachment: UUID) -> Answer:
    """A scanned letter, as a file to save."""
    opened = queries.open_scan(viewer=viewer, thread=thread, scan=attachment)
    answer = HttpResponse(opened.content, content_type=opened.entry.media_type)
    answer["Content-Disposition"] = f'attachment; filename="letter-{attachment}"'
    return answer
