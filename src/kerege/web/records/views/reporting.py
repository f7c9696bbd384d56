"""Writing a report: choose a kind, fill the form, see who will see it, send it or keep it in the own unit."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from kerege.foundation import chance
from kerege.kernel.countries import country_code
from kerege.kernel.law import Act, FindingMode, PersonCategory, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.records import actions, queries
from kerege.rooms.records.queries import KINDS, Claim, ClaimRefusedError, Fault, Kind
from kerege.web.records.forms import options
from kerege.web.records.forms.controls import Page, claim_form, faults_by_path
from kerege.web.records.forms.given import Row, changed_rows, flattened, read_given, row_change
from kerege.web.records.forms.handling import handling_form, split_grades
from kerege.web.records.forms.rebuilt import claim_raw
from kerege.web.records.forms.shown import by_row, lines
from kerege.web.records.forms.summary import summary_links
from kerege.web.records.words import note_words, seer_line, unit_sign
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, answer_of, page

SAVED = "saved_drafts"
MOST_REMEMBERED = 50
REASON_MISSING = gettext_noop("Say why you correct it: the reason stays with the new version.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The writing of one report: a new one, or (with `report`) a new version over version `expected`."""

    kind: Kind
    draft: str
    report: UUID | None = None
    number: str = ""
    expected: int = 0
    reason: str = ""


@page("records/kinds.html", act=Act.REPORT)
def choose_kind(request: HttpRequest, viewer: Viewer) -> Answer:
    """The kinds of reports."""
    return {"title": pgettext("menu: write a report", "Report"), "kinds": [kind_card(each) for each in KINDS.values()]}


def kind_card(kind: Kind) -> dict[str, str]:
    """One kind as the page offers it."""
    return {"code": kind.code, "label": _(kind.label), "purpose": _(kind.purpose)}


@page("records/write.html", act=Act.REPORT, fragment="records/_claim.html")
def write(request: HttpRequest, viewer: Viewer, kind: str) -> Answer:
    """The form of a kind: fill it, see who will see it, send it."""
    declared = KINDS[kind] if kind in KINDS else KINDS["seizure"]
    draft = request.POST.get("draft") or str(chance.new_id())
    work = Work(kind=declared, draft=draft)
    if request.method != "POST":
        return form_page(work, {"country": home_country(viewer)}, viewer)
    if (kept := request.session.get(SAVED, {}).get(draft)) is not None:
        messages.info(request, _("This report was saved already; here it is."))
        return redirect("records:show", report=UUID(kept))
    return answer_step(request, viewer, work)


def home_country(viewer: Viewer) -> str:
    """The country of a state's officer, to begin with; nothing for the centre."""
    return viewer.party_code if country_code(viewer.party_code) == viewer.party_code else ""


def answer_step(request: HttpRequest, viewer: Viewer, work: Work) -> Answer:
    """Do what the pressed button says."""
    step = request.POST.get("step", "")
    raw = read_given(work.kind, request.POST)
    split_grades(raw)
    change = row_change(step)
    if change is not None:
        return form_page(work, raw, viewer, focus=changed_rows(raw, change))
    if step == "edit":
        return form_page(work, raw, viewer)
    try:
        claim = queries.read_claim(raw, queries.usual_reader())
    except ClaimRefusedError as refused:
        return form_page(work, raw, viewer, faults=refused.faults)
    if work.report is not None and not work.reason:
        fault = Fault("reason", "required", REASON_MISSING)
        return form_page(work, raw, viewer, faults=[fault])
    if step in {"send", "keep"}:
        return save(request, viewer, work, claim, send=step == "send")
    return preview(request, viewer, work, claim, raw)


def form_page(work: Work, raw: Row, viewer: Viewer, *, faults: list[Fault] | None = None, focus: str = "") -> Answer:
    """The form as it stands, with what is wrong."""
    found = Page(language(), faults_by_path(faults or ()))
    country = country_code(str(raw.get("country") or "")) or ""
    form = claim_form(work.kind, raw, found)
    return {
        "title": _("Correct %(number)s") % {"number": work.number} if work.report else _(work.kind.label),
        "work": work,
        "purpose": _(work.kind.purpose),
        "form": form,
        "handling": handling_form(work.kind, raw, found, viewer.party_code),
        "summary": summary_links(work.kind, form, found.faults),
        "reason_errors": found.errors("reason"),
        "focus": focus,
        "lists": {
            "countries": options.country_names(found.language),
            "regions": options.region_names(country, found.language),
            "substances": options.substance_names(found.language),
        },
        "status": 422 if faults else 200,
    }


def preview(request: HttpRequest, viewer: Viewer, work: Work, claim: Claim, raw: Row) -> HttpResponseBase:
    """What was understood, who will see it, and the buttons that save."""
    seen = queries.who_will_see_claim(viewer=viewer, claim=claim)
    context = {
        "title": _("Before it is sent"),
        "note_words": note_words,
        "work": work,
        "understood": by_row(lines(work.kind, claim_raw(claim), language())),
        "readings": [item_reading(each) for each in claim.items],
        "subjects": [subject_reading(each, claim) for each in (claim.nominal.subjects if claim.nominal else ())],
        "facts_seen": [seer_line(each, language()) for each in seen["facts"]],
        "nominal_seen": [seer_line(each, language()) for each in seen.get("nominal", ())],
        "has_nominal": claim.nominal is not None,
        "given": list(flattened(raw)),
    }
    return answer_of(request, viewer, context, "records/preview.html")


def item_reading(item: queries.ItemClaim) -> dict[str, object]:
    """How the substance and the quantity of an item were read, and what else a substance may be."""
    found = options.suggested(item.substance_given, language()) if not item.substance else ()
    return {
        "given": item.substance_given,
        "known": options.substance_words(item.substance, language()),
        "suggestions": found,
        "quantity_given": item.quantity_given,
        "amount": item.base_amount,
        "base": unit_sign(item.base) if item.base else "",
        "state": item.quantity_state,
    }


def subject_reading(subject: queries.SubjectClaim, claim: Claim) -> dict[str, object]:
    """What others learn of a subject when they check it, by the table of the law and the owner's wish."""
    category = PersonCategory(subject.category) if subject.category else None
    members, _observers = access.default_modes(category, covert=subject.covert, integrity=subject.integrity)
    mode = FindingMode(min(members, claim.terms.closest_mode))
    name = subject.name or "; ".join(each.given for each in subject.identifiers)
    return {"name": name, "category": category, "mode": mode, "identifiers": [i for i in subject.identifiers if i.note]}


def save(request: HttpRequest, viewer: Viewer, work: Work, claim: Claim, *, send: bool) -> HttpResponseBase:
    """Save a new report or a new version and go to it. Raises VersionConflictError."""
    if work.report is not None:
        done = actions.correct(
            actor=viewer, report_id=work.report, claim=claim, expected=work.expected, reason=work.reason
        )
        messages.success(request, _("Saved as version %(number)s.") % {"number": done.version_number})
        return redirect("records:show", report=done.report)
    saved = actions.report(actor=viewer, claim=claim, send=send)
    drafts = dict(list(request.session.get(SAVED, {}).items())[-MOST_REMEMBERED:])
    request.session[SAVED] = drafts | {work.draft: str(saved.report)}
    messages.success(request, saved_words(saved, nominal=claim.nominal is not None))
    address = reverse("records:show", kwargs={"report": saved.report})
    return redirect(f"{address}?known=1" if claim.nominal and claim.nominal.subjects else address)


def saved_words(saved: actions.Saved, *, nominal: bool) -> str:
    """What happened, and what happens next."""
    values = {"number": saved.number}
    if saved.facts_state.value == "unit":
        return _("%(number)s is kept in your own unit. Nobody else sees it before you send it.") % values
    states = [saved.facts_state, saved.nominal_state] if nominal else [saved.facts_state]
    if all(state.value == "offered" for state in states):
        return _("%(number)s was sent and offered.") % values
    return _("%(number)s was sent. What waits for your party's gate is named below.") % values


@page("records/_regions.html", act=Act.REPORT)
def regions(request: HttpRequest, viewer: Viewer) -> Answer:
    """The regions of a country, for the suggestions of the form."""
    return {"regions": options.region_names(country_code(request.GET.get("country", "")) or "", language())}
