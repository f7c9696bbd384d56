"""Views of openings because a life is in danger: asking from a hit, steps of two officers, what is shown, review."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Condition, Handling, Level, PersonCategory, Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.permissions import actions, queries
from kerege.web.crosscheck.lines import field_word
from kerege.web.permissions.forms import DangerForm, ReviewForm, StepForm
from kerege.web.permissions.views import STANDINGS, names_of_desks
from kerege.web.records import words
from kerege.web.shell.marking import Marking
from kerege.web.shell.page import Answer, page
from kerege.web.shell.words import word


@page("permissions/ask_opening.html", act=Act.FIND)
def ask(request: HttpRequest, viewer: Viewer, hit: UUID) -> Answer:
    """Ask that what a hit points to be opened because a life is in danger."""
    checks.hit(viewer=viewer, hit_id=hit)
    form = DangerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_opening(actor=viewer, hit=hit, danger=form.cleaned_data["danger"])
        except actions.UnableToOpenError as problem:
            form.add_error(None, _(problem.message))
        else:
            messages.success(request, _("Asked. The owner was told; now call a second officer of your agency."))
            return redirect("permissions:opening", opening=made)
    return {
        "title": _("Danger to life: open what this hit points to"),
        "hit": hit,
        "form": form,
        "status": 422 if form.errors else 200,
    }


@page("permissions/opening.html", act=Act.READ)
def opening_page(request: HttpRequest, viewer: Viewer, opening: UUID) -> Answer:
    """How an opening stands, and the steps that are this officer's."""
    return stands(viewer, opening, StepForm(), ReviewForm())


def stands(viewer: Viewer, opening: UUID, form: StepForm, reviewing: ReviewForm) -> dict[str, object]:
    """The page of one opening."""
    entry = queries.opening(viewer=viewer, opening_id=opening)
    desks = names_of_desks()
    state, kind = STANDINGS[entry.standing]
    return {
        "title": _("Danger to life: %(number)s") % {"number": entry.number},
        "entry": entry,
        "state": state,
        "kind": kind,
        "asker": desks.get(entry.asker_desk, ""),
        "owner": desks.get(entry.owner_desk, ""),
        "purpose": words.purpose_word(entry.purpose),
        "form": form,
        "reviewing": reviewing,
        "status": 422 if form.errors or reviewing.errors else 200,
    }


@page("permissions/opening.html", act=Act.RELEASE, afresh=True)
def step(request: HttpRequest, viewer: Viewer, opening: UUID) -> Answer:
    """The word of one officer: vouch, open for hours, refuse, end."""
    form = StepForm(request.POST or None)
    if request.method != "POST":
        return redirect("permissions:opening", opening=opening)
    if form.is_valid():
        given, taken = form.cleaned_data, request.POST.get("step", "")
        try:
            if taken == "open":
                actions.open_content(actor=viewer, opening=opening, hours=given["hours"] or 0)
            elif taken == "refuse":
                actions.refuse_opening(actor=viewer, opening=opening, reason=given["reason"])
            elif taken == "end":
                actions.end_opening(actor=viewer, opening=opening)
            else:
                actions.vouch(actor=viewer, opening=opening)
        except actions.UnableToOpenError as problem:
            form.add_error(None, _(problem.message))
        else:
            messages.success(request, _("Done. The owner was told."))
            return redirect("permissions:opening", opening=opening)
    return stands(viewer, opening, form, ReviewForm())


@page("permissions/opening.html", act=Act.ACCOUNT_FOR)
def review(request: HttpRequest, viewer: Viewer, opening: UUID) -> Answer:
    """The owner's review when it is over."""
    form = ReviewForm(request.POST or None)
    if request.method != "POST":
        return redirect("permissions:opening", opening=opening)
    if form.is_valid():
        given = form.cleaned_data
        justified = given["justified"] == "yes"
        try:
            actions.review_opening(actor=viewer, opening=opening, justified=justified, words=given["words"])
        except actions.UnableToOpenError as problem:
            form.add_error(None, _(problem.message))
        else:
            messages.success(request, _("The review is kept."))
            return redirect("permissions:opening", opening=opening)
    return stands(viewer, opening, StepForm(), form)


@page("permissions/shown.html", act=Act.FIND)
def shown(request: HttpRequest, viewer: Viewer, opening: UUID) -> Answer:
    """What was opened, while it lasts."""
    entry = queries.opening(viewer=viewer, opening_id=opening)
    found = queries.shown_to(viewer=viewer, opening_id=opening)
    return {
        "title": _("Opened: %(number)s") % {"number": entry.number},
        "entry": entry,
        "owner": names_of_desks().get(entry.owner_desk, ""),
        "texts": [text for text in found["texts"].values() if isinstance(text, str) and text],
        "subjects": [
            {
                **each,
                "category": word(PersonCategory(each["category"])) if each["category"] else "",
                "identifiers": [(field_word(i["kind"]), i["value"]) for i in each["identifiers"]],
            }
            for each in found["subjects"]
        ],
        "marking": Marking(
            official_words=(),
            level=Level(found["level"]),
            handling=frozenset(Handling(code) for code in found["handling"]),
            conditions=frozenset(Condition(code) for code in found["conditions"]),
            words=found["restriction"],
        ),
    }
