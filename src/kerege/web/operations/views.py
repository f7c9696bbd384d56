"""Views of controlled deliveries: the list, drafting and changing a plan, one delivery as it concerns its reader."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Purpose, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import WORDS, Consent, DeliveryView, Kind, PlanError, RefusedStepError, Stage
from kerege.web.operations.planning import PlanForm, initial_of
from kerege.web.operations.route_map import route_of
from kerege.web.records.forms.options import substance_words
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page
from kerege.web.shell.words import teach

teach([(each, gettext_lazy(text)) for each, text in WORDS.items()])
PURPOSES = frozenset({Purpose.CONTROLLED_DELIVERY, Purpose.JOINT_OPERATION, Purpose.EXERCISE})
OVER = frozenset({*queries.OVER, Stage.CLOSED})
LOOK = {
    Stage.UNDER_WAY: "act",
    Stage.CONTACT_LOST: "bad",
    Stage.STOPPED: "bad",
    Stage.LOST: "bad",
    Stage.EXPIRED: "bad",
    Stage.DELIVERED: "good",
    Stage.SEIZED: "good",
}
CONSENT_LOOK = {
    Consent.VALID: "good",
    Consent.REFUSED: "bad",
    Consent.WITHDRAWN: "bad",
    Consent.RUN_OUT: "bad",
    Consent.NO_ANSWER: "call",
    Consent.REOPENED: "call",
    Consent.NEEDS_ASSURANCE: "call",
}
ORDER = (
    (Kind.CHECK, Kind.SEND, Kind.ANSWER, Kind.TAKE_OVER, Kind.GIVE, Kind.TAKE, Kind.POSITION, Kind.RESULT, Kind.CLOSE),
    (
        Kind.NOTE,
        Kind.DECLINE,
        Kind.SUBSTITUTE,
        Kind.LOSE_CONTACT,
        Kind.REGAIN_CONTACT,
        Kind.LOSE_FOR_GOOD,
        Kind.SEIZE,
        Kind.DELIVER,
        Kind.DIVERT,
        Kind.SPLIT,
        Kind.WITHDRAW,
        Kind.ASSURE,
        Kind.ACCEPT_ASSURANCE,
        Kind.REMOVE,
        Kind.CALL_OFF,
    ),
)
"""What is offered first, and what stands below it."""


@page("operations/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The deliveries of the viewer, those that need him first."""
    over = request.GET.get("all") == "1"
    page_at = count_of(request, "page", 1, 1_000)
    found = queries.listed(viewer=viewer, over=over, offset=(page_at - 1) * queries.PAGE)
    return {
        "title": _("Controlled deliveries"),
        "rows": found.lines,
        "over": over,
        "page_at": page_at,
        "pages": -(-found.total // queries.PAGE),
        "look": LOOK,
        "names": step_names(),
        "right_purpose": viewer.purpose in PURPOSES,
    }


def parties() -> list[tuple[str, str]]:
    """The states that a leg may lie in."""
    return [(each.code, each.name(language())) for each in directory.parties() if each.party_class.value != "centre"]


def count_of(request: HttpRequest, name: str, usual: int, most: int) -> int:
    """How many legs or goods the page was asked for."""
    text = request.POST.get(name, "") or request.GET.get(name, "")
    return min(max(int(text), 1), most) if text.isdecimal() else usual


@page("operations/plan.html", act=Act.READ)
def new(request: HttpRequest, viewer: Viewer) -> Answer:
    """Draft a delivery."""
    legs, goods = count_of(request, "legs", 2, 12), count_of(request, "goods", 1, 10)
    form = plan_form(request, legs, goods, {"leg0_party": viewer.party_code})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft(actor=viewer, title=form.cleaned_data["title"], plan=form.plan())
        except (RefusedStepError, PlanError) as problem:
            form.add_error(None, queries.refusal_text(problem))
        else:
            messages.success(request, _("Drafted. Admit an officer of the centre to have the form checked."))
            return redirect("operations:show", delivery=made)
    return plan_page(_("New delivery"), form, legs, goods, viewer) | {"asked": asked(request, legs, goods)}


@page("operations/plan.html", act=Act.READ)
def amend(request: HttpRequest, viewer: Viewer, delivery: UUID) -> Answer:
    """Change the plan of a delivery: the consents that it touches are reopened."""
    view = queries.delivery(viewer=viewer, delivery_id=delivery)
    if not view.requesting:
        raise queries.NoSuchDeliveryError
    legs = count_of(request, "legs", len(view.plan.legs), 12)
    goods = count_of(request, "goods", len(view.plan.goods), 10)
    form = plan_form(request, legs, goods, initial_of(view.title, view.plan))
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(actor=viewer, delivery=delivery, plan=form.plan())
        except (RefusedStepError, PlanError) as problem:
            form.add_error(None, queries.refusal_text(problem))
        else:
            return redirect("operations:show", delivery=delivery)
    made = plan_page(_("Change the plan"), form, legs, goods, viewer)
    return made | {"delivery": delivery, "asked": asked(request, legs, goods)}


def plan_form(request: HttpRequest, legs: int, goods: int, initial: dict[str, Any]) -> PlanForm:
    """The form of a plan; where only another number of legs was asked for, with everything typed so far."""
    counting = "count" in request.POST
    given = None if counting else request.POST or None
    first = request.POST.dict() if counting else initial
    form = PlanForm(given, legs=legs, goods=goods, parties=[("", "—"), *parties()], initial=first)
    if given is not None and any(not text.isdecimal() for text in counts_typed(request).values()):
        form.add_error(
            None, _("Write as numbers how many legs (1 to 12) and how many kinds of goods (1 to 10) there are.")
        )
    return form


def counts_typed(request: HttpRequest) -> dict[str, str]:
    """How many legs and kinds of goods, as it was typed into the form."""
    return {name: text for name in ("legs", "goods") if (text := request.POST.get(name, "").strip()[:40])}


def asked(request: HttpRequest, legs: int, goods: int) -> dict[str, str]:
    """How many legs and kinds of goods the page shows; what is no number stays as it was typed."""
    typed = {name: text for name, text in counts_typed(request).items() if not text.isdecimal()}
    return {"legs": str(legs), "goods": str(goods)} | typed


def plan_page(title: str, form: PlanForm, legs: int, goods: int, viewer: Viewer) -> dict[str, Any]:
    """What the page of a plan shows."""
    return {
        "title": title,
        "form": form,
        "legs": legs,
        "goods": goods,
        "right_purpose": viewer.purpose in PURPOSES,
        "status": 422 if form.errors else 200,
    }


@page("operations/show.html", act=Act.READ)
def show(request: HttpRequest, viewer: Viewer, delivery: UUID) -> Answer:
    """One delivery as it concerns its reader."""
    try:
        view = queries.delivery(viewer=viewer, delivery_id=delivery)
    except queries.BentDeliveryError:
        return redirect("operations:stop", delivery=delivery)
    return shown(view) | ({"refresh_seconds": 60} if view.stage is Stage.UNDER_WAY else {})


@page("operations/show.html", act=Act.READ, afresh=True)
def printed(request: HttpRequest, viewer: Viewer, delivery: UUID) -> Answer:
    """The whole file as one PDF in Russian and English; the signature over its bytes comes as a header."""
    made = queries.print_file(viewer=viewer, delivery_id=delivery)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Kerege-Signature": made.signature}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


def shown(view: DeliveryView) -> dict[str, Any]:
    """What the page of a delivery shows."""
    first, more = ([kind for kind in group if offered(view, kind)] for group in ORDER)
    later = [kind for kind in first if kind in may_wait(view)]
    first, more = [kind for kind in first if kind not in later], [*later, *more]
    if Kind.DELIVER in more and at_the_end(view):
        first, more = [Kind.DELIVER, *first], [kind for kind in more if kind is not Kind.DELIVER]
    names = {desk.id: desk.name(language()) for desk in directory.desks()}
    names |= {agency.id: agency.name(language()) for agency in directory.agencies()}
    return {
        "title": view.title,
        "view": view,
        "look": LOOK.get(view.stage, "call"),
        "consent_look": {} if view.stage in OVER else CONSENT_LOOK,
        "first": first,
        "more": more,
        "over": view.stage in OVER,
        "may_stop": Kind.STOP in view.open,
        "own_soil": view.load_with == view.party,
        "may_amend": view.requesting and Kind.AMEND in view.open,
        "names": names,
        "names_of_steps": step_names(),
        "grounds": {each.value: each for each in queries.Ground},
        "told": {line.place: queries.step_rows(view, line) for line in view.log},
        "sheets": [[row for row in rows if row[1]] for rows in queries.hand_overs(view)],
        "lacking": lacking(view),
        "unfollowed": queries.unfollowed_said(view),
        "admits_first": view.requesting and view.stage is Stage.DRAFT,
        "route": route_of(view),
        "substances": {item.substance: substance_words(item.substance, language()) for item in view.plan.goods},
        "agreed": sum(leg.consent is Consent.VALID for leg in view.legs),
    }


def lacking(view: DeliveryView) -> list[str]:
    """What the plan still lacks, before the centre finds it: to those who see the whole of it."""
    drafted = view.stage in {Stage.DRAFT, Stage.CHECKED}
    return [queries.refusal_text(each.sentence) for each in queries.lacks(view.plan)] if drafted and view.whole else []


def may_wait(view: DeliveryView) -> set[Kind]:
    """What might be done and need not: to answer again what was answered, to ask states that have agreed."""
    waits = {Kind.ANSWER} if not view.asked else set()
    agreed = all(leg.passed or leg.consent in {Consent.VALID, Consent.WAITING} for leg in view.legs)
    return waits | ({Kind.SEND} if agreed and view.stage is not Stage.CHECKED else set())


def at_the_end(view: DeliveryView) -> bool:
    """Whether the load is on the last leg."""
    return bool(view.legs) and view.legs[-1].here


def step_names() -> dict[str, str]:
    """What each step is called on its button."""
    from kerege.web.operations.steps import PAGES

    return {step: str(each.title) for step, each in PAGES.items()}


def offered(view: DeliveryView, kind: Kind) -> bool:
    """Whether a step is worth offering: stage and actor allow it, and there is something that it is about."""
    if kind not in view.open:
        return False
    about = {
        Kind.ANSWER: any(leg.own for leg in view.legs),
        Kind.GIVE: not at_the_end(view),
        Kind.DELIVER: at_the_end(view),
        Kind.TAKE: view.offered is not None,
        Kind.DECLINE: view.offered is not None,
        Kind.ACCEPT_ASSURANCE: any(not accepted for _s, _r, accepted in view.assurances),
        Kind.WITHDRAW: any(leg.own and leg.consent is Consent.VALID and not leg.here for leg in view.legs),
        Kind.RESULT: view.party in view.missing or view.party in view.results,
    }
    return about.get(kind, True)
