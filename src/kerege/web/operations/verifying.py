"""View of the verification of a printed file: it takes the file and says whether it is whole and by which node."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Viewer
from kerege.rooms.operations import queries
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page


class VerifyForm(Form):
    """The file, and a signature that stands apart where there is one."""

    file = forms.FileField(label=gettext_lazy("Printed file (PDF)"))
    signature = forms.CharField(
        label=gettext_lazy("Signature that came beside it"),
        help_text=gettext_lazy("Leave it empty: the file holds its signature itself."),
        required=False,
        max_length=400,
    )


@page("operations/verify.html", act=Act.READ)
def verify(request: HttpRequest, viewer: Viewer) -> Answer:
    """Look at one file; nothing of it is kept."""
    posted = request.method == "POST"
    form = VerifyForm(request.POST if posted else None, request.FILES if posted else None)
    found = None
    if posted and form.is_valid():
        given: UploadedFile[bytes] = form.cleaned_data["file"]
        found = queries.verify_print(given.read(), form.cleaned_data["signature"])
    return {
        "title": _("Verify a printed file"),
        "form": form,
        "found": found,
        "sentence": _(found.sentence) if found else "",
        "status": 422 if form.errors else 200,
    }
