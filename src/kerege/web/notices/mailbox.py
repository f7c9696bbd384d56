"""The page on which an officer says to which address his e-mails go."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Viewer
from kerege.rooms.directory.actions import TooManyAttemptsError
from kerege.rooms.notices import actions
from kerege.web.notices.views import account_of
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page

KEPT = "mailbox_asked"
"""What the session keeps of an address that was asked for: the node's mark of the code, not the code."""


class AddressForm(Form):
    """The new address."""

    address = forms.CharField(label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput)


class CodeForm(Form):
    """The code that came there."""

    code = forms.CharField(
        label=gettext_lazy("Code from the message"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@page("notices/mailbox.html", afresh=True)
def mailbox(request: HttpRequest, viewer: Viewer) -> Answer:
    """Give an address, then the code that was sent there; or have nothing sent any more."""
    step = request.POST.get("step", "")
    address_form = AddressForm(request.POST if step == "address" else None)
    code_form = CodeForm(request.POST if step == "code" else None)
    if request.method == "POST" and done(request, step, address_form, code_form):
        return redirect("notices:mailbox" if step == "address" else "notices:settings")
    asked = request.session.get(KEPT)
    return {
        "title": _("Your e-mail address"),
        "mailbox": getattr(request.user, "email", ""),
        "asked": asked["address"] if asked else "",
        "address_form": address_form,
        "code_form": code_form,
        "status": 422 if address_form.errors or code_form.errors else 200,
    }


def done(request: HttpRequest, step: str, address_form: AddressForm, code_form: CodeForm) -> bool:
    """Do what was sent; whether it worked."""
    account = account_of(request)
    if step == "drop":
        actions.drop_mailbox(account=account)
        messages.success(request, _("Nothing is sent to you by e-mail any more."))
        return True
    form, name = (code_form, "code") if step == "code" else (address_form, "address")
    if not form.is_valid():
        return False
    try:
        if step == "address":
            asked = actions.ask_mailbox(account=account, address=form.cleaned_data["address"])
            request.session[KEPT] = asdict(asked)
            return True
        asked = actions.AskedMailbox(**request.session.get(KEPT, {"address": "", "until": "", "mark": ""}))
        actions.confirm_mailbox(account=account, asked=asked, code=form.cleaned_data["code"])
    except (actions.MailboxError, TooManyAttemptsError) as problem:
        form.add_error(name, _(str(problem)))
        return False
    del request.session[KEPT]
    messages.success(request, _("Kept."))
    return True
