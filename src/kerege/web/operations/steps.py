"""Views of single steps: a page with the form of its kind; the stop, which asks nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Viewer
from kerege.rooms.directory.queries import NoSuchDeskError
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import WORDS, DeliveryView, Item, Kind, PlanError, RefusedStepError, Replacing
from kerege.web.operations import forms
from kerege.web.operations.forms import StepForm
from kerege.web.shell.page import Answer, page

Do = Callable[[Viewer, UUID, Any], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    """How a step is asked for: its name, its button, its form, and the door that it goes through."""

    title: str | Promise
    form: type[StepForm]
    do: Do | None = None
    hint: str | Promise = ""


def split(actor: Viewer, delivery: UUID, form: StepForm) -> object:
    """The part of each of the goods that leaves, and what stays."""
    assert isinstance(form, forms.SplitForm)  # noqa: S101  # for the type checker
    parts = form.parts()
    leaving = [weighed(item, grams, live) for item, grams, live in parts if grams]
    staying = [
        weighed(item, item.stated_grams - grams, item.left_grams - live, (item.true_grams or grams) - grams)
        for item, grams, live in parts
    ]
    title = form.cleaned_data["title"]
    return actions.split(
        actor=actor, delivery=delivery, title=title, parts=leaving, remaining=staying, words=form.written_words()
    )


def weighed(item: Item, stated: Decimal, live: Decimal, true: Decimal | None = None) -> Item:
    """The goods with other weights, none below nought; what is not truly known, or not replaced in part, stays so."""
    none = Decimal(0)
    return replace(
        item,
        stated_grams=max(stated, none),
        true_grams=None if item.true_grams is None else max(stated if true is None else true, none),
        left_grams=max(live, none) if item.replacing is Replacing.PART else item.left_grams,
    )


PAGES: dict[str, StepPage] = {
    "check": StepPage(gettext_lazy("Form is complete"), forms.PlainForm),
    "send": StepPage(
        gettext_lazy("Ask the states"),
        forms.SendForm,
        lambda a, d, f: actions.send(actor=a, delivery=d, answer_by=f.cleaned_data["answer_by"]),
        gettext_lazy("Each state of the route sees its own legs from now on, and its neighbours at the borders."),
    ),
    "answer": StepPage(
        gettext_lazy("Answer for your state"),
        forms.AnswerForm,
        lambda a, d, f: actions.answer(actor=a, delivery=d, given=f.given(), words=f.written_words()),
        gettext_lazy("You answer to the legs and the file as they stand below. A later change of them asks you anew."),
    ),
    "withdraw": StepPage(gettext_lazy("Withdraw the consent"), forms.PlainForm),
    "take_over": StepPage(gettext_lazy("Load taken over: start"), forms.PlainForm),
    "give": StepPage(
        gettext_lazy("Sign the hand-over"),
        forms.GiveForm,
        lambda a, d, f: actions.give(
            actor=a,
            delivery=d,
            sheet={name: value for name, value in f.given().items() if name != "letter"},
            letter=f.letter(),
        ),
        gettext_lazy("The officer of the other side signs the same, at his own sign-in. Then the load has crossed."),
    ),
    "take": StepPage(
        gettext_lazy("Sign the taking over"),
        forms.TakeForm,
        lambda a, d, f: actions.take(actor=a, delivery=d, signed=f.cleaned_data["signed"], letter=f.letter()),
    ),
    "decline": StepPage(gettext_lazy("Decline the hand-over"), forms.WordsForm),
    "lose_contact": StepPage(gettext_lazy("Contact lost"), forms.WordsForm),
    "regain_contact": StepPage(gettext_lazy("Contact regained"), forms.WordsForm),
    "lose_for_good": StepPage(gettext_lazy("Load lost for good"), forms.WordsForm),
    "substitute": StepPage(
        gettext_lazy("Goods were replaced or removed"),
        forms.SubstituteForm,
        hint=gettext_lazy("As planned it reopens nothing. Anything else reopens every consent ahead."),
    ),
    "split": StepPage(gettext_lazy("Split a part off"), forms.SplitForm, split),
    "seize": StepPage(gettext_lazy("Load seized"), forms.WordsForm),
    "deliver": StepPage(gettext_lazy("Delivered, arrests made"), forms.WordsForm),
    "divert": StepPage(gettext_lazy("Load left the route"), forms.WordsForm),
    "call_off": StepPage(gettext_lazy("Call the delivery off"), forms.WordsForm),
    "note": StepPage(gettext_lazy("Write a note"), forms.NoteForm),
    "position": StepPage(gettext_lazy("Position"), forms.PositionForm),
    "result": StepPage(gettext_lazy("Give results"), forms.ResultForm),
    "close": StepPage(gettext_lazy("Close the file"), forms.CloseForm),
    "remove": StepPage(
        gettext_lazy("Remove a state"),
        forms.StateForm,
        lambda a, d, f: actions.remove(actor=a, delivery=d, state=f.cleaned_data["state"]),
        gettext_lazy("Its consents fall, and it reads nothing of the file from this moment on."),
    ),
    "assure": StepPage(
        gettext_lazy("Enter an assurance"),
        forms.StateForm,
        lambda a, d, f: actions.assure(actor=a, delivery=d, **f.given()),
        gettext_lazy("A written assurance of a state for this case that no death penalty follows."),
    ),
    "accept_assurance": StepPage(
        gettext_lazy("Accept an assurance"),
        forms.StateForm,
        lambda a, d, f: actions.accept_assurance(actor=a, delivery=d, state=f.cleaned_data["state"]),
    ),
    "admit": StepPage(
        gettext_lazy("Let a desk see the whole file"),
        forms.DeskForm,
        lambda a, d, f: actions.admit(actor=a, delivery=d, desk=f.cleaned_data["code"]),
        gettext_lazy("A desk of the centre checks the form; nobody there sees the file otherwise."),
    ),
    "seat_own": StepPage(
        gettext_lazy("Let an agency of your state in"),
        forms.DeskForm,
        lambda a, d, f: actions.seat_own(actor=a, delivery=d, agency=f.cleaned_data["code"]),
        gettext_lazy("It sees your state's own legs, as you do."),
    ),
    "deconflict": StepPage(
        gettext_lazy("Submit the leg to deconfliction"),
        forms.PlainForm,
        lambda a, d, f: actions.submit_leg(actor=a, delivery=d),
        gettext_lazy(
            "Services that plan something on its way are told that there is a conflict and whom to call, nothing more."
        ),
    ),
    "leave": StepPage(
        gettext_lazy("Leave the delivery"),
        forms.PlainForm,
        lambda a, d, f: actions.leave(actor=a, delivery=d),
        gettext_lazy("Your agency reads nothing of the file from this moment on."),
    ),
}


@page("operations/act.html", act=Act.READ, afresh="post")
def act(request: HttpRequest, viewer: Viewer, delivery: UUID, step: str) -> Answer:
    """Take one step."""
    view = queries.delivery(viewer=viewer, delivery_id=delivery)
    chosen = PAGES.get(step)
    if chosen is None:
        raise Http404
    form = form_of(chosen, step, view, request)
    if request.method == "POST" and form.is_valid():
        try:
            taken(chosen, step, viewer, delivery, form)
        except (RefusedStepError, PlanError) as problem:
            form.add_error(None, queries.refusal_text(problem))
        except (NoSuchDeskError, actions.UnableToActError) as problem:
            form.add_error(None, _(str(problem)))
        else:
            messages.success(request, _("Done and signed: %(step)s") % {"step": chosen.title})
            return redirect("operations:index") if step == "leave" else redirect("operations:show", delivery=delivery)
    return {
        "title": chosen.title,
        "view": view,
        "step": step,
        "form": form,
        "hint": chosen.hint,
        "own": [leg for leg in view.legs if leg.own],
        "grounds": {each.value: each for each in queries.Ground},
        "headers": {"Permissions-Policy": "geolocation=(self)"} if step == "position" else {},
        "status": 422 if form.errors else 200,
    }


def form_of(chosen: StepPage, step: str, view: DeliveryView, request: HttpRequest) -> StepForm:
    """The form of a step; one without fields is valid when it is sent."""
    given = request.POST if request.method == "POST" else None
    if chosen.form is forms.StateForm:
        return forms.StateForm(given, view=view, kind=Kind(step))
    return chosen.form(given, view=view)


def taken(chosen: StepPage, step: str, viewer: Viewer, delivery: UUID, form: StepForm) -> None:
    """Go through the door of the step."""
    if chosen.do is not None:
        chosen.do(viewer, delivery, form)
    else:
        actions.act(actor=viewer, delivery=delivery, kind=Kind(step), given=form.given(), words=form.written_words())


@page("operations/stop.html", act=Act.READ)
def stop(request: HttpRequest, viewer: Viewer, delivery: UUID) -> Answer:
    """Stop the load at once: one press, no reason asked for first."""
    view, problem_text, status = None, "", 200
    try:
        view = queries.delivery(viewer=viewer, delivery_id=delivery)
    except queries.BentDeliveryError as problem:
        problem_text, status = _(str(problem)), 403
    if request.method == "POST":
        try:
            actions.act(actor=viewer, delivery=delivery, kind=Kind.STOP)
        except RefusedStepError as problem:
            problem_text, status = queries.refusal_text(problem), 422
        else:
            messages.success(request, _("The load is stopped. Everybody who takes part sees it."))
            return redirect("operations:show", delivery=delivery) if view else redirect("operations:index")
    return {"title": _(WORDS[Kind.STOP]), "view": view, "problem": problem_text, "status": status}
