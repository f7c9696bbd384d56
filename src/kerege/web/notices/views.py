"""Views of notices: the inbox, marking as read, wishes and addresses."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kerege.kernel.law import Viewer
from kerege.rooms.notices import actions, queries
from kerege.web.notices.forms import HookForm, WishForm, hook_refused, wish_values
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing


def ids_of(words: list[str]) -> list[UUID]:
    """The ids among what was sent."""
    found = []
    for word in words:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def account_of(request: HttpRequest) -> UUID:
    """The account that is signed in: a page is shown to nobody else."""
    return UUID(str(request.user.pk))


def link_of(entry: queries.NoticeEntry) -> str:
    """Where the notice leads; nowhere when its page is not on this node."""
    try:
        return reverse(entry.page, kwargs={entry.argument: entry.thing} if entry.thing and entry.argument else None)
    except NoReverseMatch:
        return ""


@page("notices/index.html")
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """What waits for the officer and for his desk."""
    if request.method == "POST":
        actions.mark_read(actor=viewer, notices=ids_of(request.POST.getlist("notice")))
        return redirect("notices:index")
    waiting = "all" not in request.GET
    shown: Listing[tuple[queries.NoticeEntry, str, str]] = listing(request)
    found = queries.inbox(viewer=viewer, waiting=waiting, limit=shown.size, offset=shown.offset)
    return {
        "title": _("Notices"),
        "waiting": waiting,
        "listing": shown.showing(found, [(entry, _(entry.text), link_of(entry)) for entry in found]),
    }


@page("notices/settings.html")
def settings_page(request: HttpRequest, viewer: Viewer) -> Answer:
    """How this account is told by e-mail, and which systems of the desk are told."""
    step = request.POST.get("step", "")
    account = account_of(request)
    first = wish_values(queries.wish_of(account=account))
    wish_form = WishForm(request.POST if step == "wish" else None, initial=first)
    hook_form = HookForm(request.POST if step == "hook" else None)
    if request.method == "POST" and changed(viewer, request, step, wish_form, hook_form):
        messages.success(request, _("Kept."))
        return redirect("notices:settings")
    wrong = wish_form.errors or hook_form.errors
    return {
        "title": _("How you are told"),
        "wish_form": wish_form,
        "hook_form": hook_form,
        "hooks": queries.hooks(viewer=viewer),
        "mailbox": getattr(request.user, "email", ""),
        "status": 422 if wrong else 200,
    }


def changed(viewer: Viewer, request: HttpRequest, step: str, wish_form: WishForm, hook_form: HookForm) -> bool:
    """Do what was sent; whether it worked."""
    if step == "wish" and wish_form.is_valid():
        actions.wish(account=account_of(request), wanted=wish_form.wanted())
        return True
    if step == "close" and "rotate" in request.POST:
        return rotated(viewer, request)
    if step == "close":
        for hook in ids_of(request.POST.getlist("hook")):
            actions.close_hook(actor=viewer, hook=hook)
        return True
    if step == "hook" and hook_form.is_valid():
        try:
            actions.add_hook(actor=viewer, url=hook_form.cleaned_data["address"])
        except actions.UnableToTellError as problem:
            hook_refused(hook_form, problem)
            return False
        return True
    return False


def rotated(viewer: Viewer, request: HttpRequest) -> bool:
    """Give the marked addresses new keys; whether it worked."""
    try:
        for hook in ids_of(request.POST.getlist("hook")):
            actions.rotate_hook(actor=viewer, hook=hook, at_once="at_once" in request.POST)
    except actions.UnableToTellError as problem:
        messages.error(request, _(str(problem)))
        return False
    return True
