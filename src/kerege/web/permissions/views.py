"""Views of third-party permission: what was asked and answered, asking from a record, the originator's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Outcome, Part, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.permissions import actions, queries
from kerege.rooms.permissions.queries import ASKABLE, AskingEntry, Standing
from kerege.rooms.records import queries as records
from kerege.rooms.records.actions import RefusedByLawError, UnableToReleaseError
from kerege.web.permissions.forms import PARTS, AnswerForm, AskForm
from kerege.web.records import words
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing
from kerege.web.shell.words import word

STATES = {
    "waiting": (gettext_lazy("waits for the originator"), "call"),
    "granted": (gettext_lazy("granted"), "good"),
    "refused": (gettext_lazy("refused"), "bad"),
}
ENDED = (gettext_lazy("granted; it holds no more"), "")
STANDINGS = {
    Standing.WAITS_FOR_FIRST: (gettext_lazy("waits for the first officer"), "call"),
    Standing.WAITS_FOR_OWNER: (gettext_lazy("waits for the owner's coordinating agency"), "call"),
    Standing.OPEN: (gettext_lazy("open now"), "bad"),
    Standing.REFUSED: (gettext_lazy("refused"), ""),
    Standing.LAPSED: (gettext_lazy("lapsed: nobody opened it in three days"), ""),
    Standing.OVER: (gettext_lazy("over; waits for the owner's review"), "call"),
    Standing.REVIEWED: (gettext_lazy("reviewed by the owner"), "good"),
}
OUTCOMES = {
    Outcome.ALLOW: (gettext_lazy("you may"), "good"),
    Outcome.ASK: (gettext_lazy("ask the originator"), "call"),
    Outcome.DENY: (gettext_lazy("the law forbids it"), "bad"),
}


@page("permissions/index.html", act=Act.READ)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """What was asked of originators and what is asked of us; openings because a life is in danger."""
    desks = names_of_desks()
    asked: Listing[dict[str, object]] = listing(request)
    opened: Listing[tuple[object, ...]] = listing(request, name="openings")
    askings = queries.askings(viewer=viewer, limit=asked.size, offset=asked.offset)
    openings = queries.openings(viewer=viewer, limit=opened.size, offset=opened.offset)
    shown = [
        (each, STANDINGS[each.standing], desks.get(each.asker_desk, ""), desks.get(each.owner_desk, ""))
        for each in openings
    ]
    return {
        "title": _("Permissions"),
        "askings": asked.showing(askings, [line(each, desks) for each in askings]),
        "openings": opened.showing(openings, shown),
    }


def names_of_desks() -> dict[UUID, str]:
    """Desks with their parties, in the reader's language."""
    return {each.id: f"{each.party_code} · {each.name(language())}" for each in directory.desks()}


def party_names() -> dict[UUID, str]:
    """Parties in the reader's language."""
    russian = language().startswith("ru")
    return {each.id: each.name_ru if russian else each.name_en for each in directory.parties()}


def line(each: AskingEntry, desks: dict[UUID, str]) -> dict[str, object]:
    """One question for a list or its page."""
    ended = each.state == "granted" and not each.holds
    state, kind = ENDED if ended else STATES[each.state]
    return {
        "entry": each,
        "act": word(each.act),
        "part": PARTS[each.part],
        "towards": party_names().get(each.towards, "") if each.towards else "",
        "other": desks.get(each.other_desk, ""),
        "state": state,
        "kind": kind,
        "purpose": words.purpose_word(each.purpose),
    }


@page("permissions/ask.html", act=Act.ONWARD)
def ask(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """What the law says of passing a report on and of evidence, and a form to ask its originator."""
    entry = records.report(viewer=viewer, report_id=report)
    parts = [Part.FACTS, *([Part.NOMINAL] if entry.nominal is not None else [])]
    parties = sorted(((str(k), v) for k, v in party_names().items() if k != viewer.party), key=lambda each: each[1])
    acts = [act for act in ASKABLE if act in ROLE_ACTS[viewer.role]]
    form = AskForm(request.POST or None, acts=acts, parts=parts, parties=parties)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.ask(
                actor=viewer,
                report=report,
                part=Part(given["part"]),
                act=Act(given["act"]),
                towards=UUID(given["towards"]) if given["towards"] else None,
                words=given["words"],
            )
        except actions.UnableToAskError as problem:
            form.add_error(None, _(problem.message))
        else:
            messages.success(request, _("The originator was asked."))
            return redirect("permissions:asking", asking=made)
    judged = [
        (PARTS[each.part], word(each.act), *OUTCOMES[each.outcome])
        for each in queries.judged(viewer=viewer, entry=entry)
    ]
    return {
        "title": _("Ask the originator"),
        "entry": entry,
        "judged": judged,
        "form": form,
        "status": 422 if form.errors else 200,
    }


@page("permissions/asking.html", act=Act.READ)
def asking_page(request: HttpRequest, viewer: Viewer, asking: UUID) -> Answer:
    """One question with its answer."""
    return shown(viewer, asking, AnswerForm())


def shown(viewer: Viewer, asking: UUID, form: AnswerForm) -> dict[str, object]:
    """The page of one question."""
    found = queries.asking(viewer=viewer, asking_id=asking)
    answers = not found.own and found.state == "waiting" and Act.RELEASE in ROLE_ACTS[viewer.role]
    return {
        "title": _("Permission: %(number)s") % {"number": found.number},
        "line": line(found, names_of_desks()),
        "form": form if answers else None,
        "status": 422 if form.errors else 200,
    }


@page("permissions/asking.html", act=Act.RELEASE, afresh=True)
def answer(request: HttpRequest, viewer: Viewer, asking: UUID) -> Answer:
    """Grant by a release of this part, or refuse in words."""
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(viewer, asking, form)
    grant = request.POST.get("answer") == "grant"
    try:
        actions.answer(actor=viewer, asking=asking, grant=grant, **form.cleaned_data)
    except actions.UnableToAskError as problem:
        form.add_error("words", _(problem.message))
    except RefusedByLawError as refusal:
        form.add_error(None, "; ".join(_(each) for each in refusal.reasons))
    except UnableToReleaseError as refusal:
        form.add_error(None, _(str(refusal)))
    else:
        messages.success(request, _("Answered. The other side was told."))
        return redirect("permissions:asking", asking=asking)
    return shown(viewer, asking, form)
