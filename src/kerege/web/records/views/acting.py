"""Acts on one report: correct, retract, send, offer, release, withdraw; each named before it is done."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from kerege.kernel.law import Act, Condition, Handling, Part, Purpose, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions, queries
from kerege.rooms.records.queries import KINDS, ReportEntry
from kerege.web.records import words
from kerege.web.records.forms.given import flattened, read_given
from kerege.web.records.forms.handling import split_grades
from kerege.web.records.forms.rebuilt import claim_raw, facts_raw, nominal_raw, terms_raw
from kerege.web.records.forms.releasing import ReleaseForm
from kerege.web.records.forms.shown import differences
from kerege.web.records.marked import marking_of_reports
from kerege.web.records.views.listing import listed
from kerege.web.records.views.reporting import Work, answer_step, form_page
from kerege.web.records.views.showing import marking_of
from kerege.web.shell.formats import language
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, answer_of, page


class ReasonForm(Form):
    """Why something is done."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@page("records/write.html", act=Act.CORRECT, fragment="records/_claim.html")
def correct(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """A new version of a report, over the one that was looked at."""
    entry = own_open_report(viewer, report)
    given = request.POST.get("expected", "")
    expected = int(given) if given.isascii() and given.isdigit() else entry.version.number
    work = Work(
        kind=KINDS[entry.kind],
        draft=request.POST.get("draft", ""),
        report=report,
        number=entry.number,
        expected=expected,
        reason=request.POST.get("reason", "").strip()[:500],
    )
    if request.method != "POST":
        return form_page(work, raw_of(entry), viewer)
    try:
        return answer_step(request, viewer, work)
    except actions.VersionConflictError:
        return conflict_page(request, viewer, entry, work)


def own_open_report(viewer: Viewer, report: UUID) -> ReportEntry:
    """A report of the viewer's agency that is not retracted. Raises NoSuchReportError."""
    entry = queries.report(viewer=viewer, report_id=report)
    if not entry.own or entry.retracted:
        raise queries.NoSuchReportError(gettext_noop("there is no open report of your agency with this reference"))
    return entry


def raw_of(entry: ReportEntry) -> dict[str, object]:
    """A kept report as input of the form."""
    codes = {party.id: party.code for party in directory.parties()}
    return facts_raw(entry.facts) | nominal_raw(entry.nominal) | terms_raw(entry.version, codes)


def conflict_page(request: HttpRequest, viewer: Viewer, entry: ReportEntry, work: Work) -> Answer:
    """Somebody saved a newer version meanwhile: both side by side, nothing overwritten."""
    raw = read_given(work.kind, request.POST)
    split_grades(raw)
    mine = claim_raw(queries.read_claim(raw, queries.usual_reader()))
    context = {
        "title": _("Somebody saved a newer version"),
        "entry": entry,
        "work": work,
        "marking": marking_of(entry),
        "differences": differences(work.kind, facts_raw(entry.facts) | nominal_raw(entry.nominal), mine, language()),
        "given": list(flattened(raw)),
        "status": 409,
    }
    return answer_of(request, viewer, context, "records/conflict.html")


@page("records/retract.html", act=Act.RETRACT)
def retract(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Retract a report: a last version says so, with the reason."""
    entry = own_open_report(viewer, report)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = request.POST.get("expected", "")
        expected = int(given) if given.isascii() and given.isdigit() else 0
        try:
            reason = form.cleaned_data["reason"]
            actions.retract(actor=viewer, report_id=report, expected=expected, reason=reason)
        except actions.VersionConflictError:
            form.add_error(None, _("Somebody saved a newer version meanwhile: look at it first, then decide again."))
        else:
            messages.success(
                request, _("%(number)s is retracted. It stays visible as retracted.") % {"number": entry.number}
            )
            return redirect("records:show", report=report)
    return {
        "title": _("Retract %(number)s") % {"number": entry.number},
        "entry": entry,
        "form": form,
        "marking": marking_of(entry),
        "seen": seen(viewer, entry),
        "status": 422 if form.errors else 200,
    }


def seen(viewer: Viewer, entry: ReportEntry, offered: Part | None = None) -> dict[str, list[str]]:
    """Who sees each part now, or once a part is offered."""
    found = queries.who_sees(viewer=viewer, report_id=entry.id, offered=offered)
    return {part: [words.seer_line(each, language()) for each in seers] for part, seers in found.items()}


@page("records/send.html", act=Act.REPORT)
def send(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Send a report that was kept in the own unit."""
    entry = own_open_report(viewer, report)
    if request.method == "POST":
        states = actions.send(actor=viewer, report_id=report)
        if Part.NOMINAL in queries.rights(viewer=viewer, entry=entry).waiting and states.nominal.value == "desk":
            messages.info(request, _("The nominal part waits for your party's gate."))
        messages.success(request, _("%(number)s was sent.") % {"number": entry.number})
        return redirect("records:show", report=report)
    context = {"title": _("Send %(number)s") % {"number": entry.number}, "marking": marking_of(entry)}
    return context | {"entry": entry, "seen": seen(viewer, entry, Part.FACTS)}


@page("records/offer.html", act=Act.OFFER, afresh="post")
def offer(request: HttpRequest, viewer: Viewer, report: UUID, part: str) -> Answer:
    """Pass a part through the national gate, after seeing who will see it."""
    entry = own_open_report(viewer, report)
    chosen = Part(part) if part in set(Part) else Part.FACTS
    if request.method == "POST":
        actions.offer(actor=viewer, report_id=report, part=chosen)
        messages.success(request, _("Offered: from now on it is found by others as its finding mode says."))
        return redirect("records:show", report=report)
    title = _("Offer the nominal part") if chosen is Part.NOMINAL else _("Offer the facts part")
    context = {"title": title, "part": chosen.value, "marking": marking_of(entry)}
    return context | {"entry": entry, "seen": seen(viewer, entry, chosen)}


@page("records/offers.html", act=Act.READ)
def offers(request: HttpRequest, viewer: Viewer) -> Answer:
    """Reports of the viewer's agency of which a part waits at the national gate."""
    found = queries.waiting_offers(viewer=viewer)
    marking = marking_of_reports(viewer, [row.id for row in found])
    return {"title": _("Waiting offers"), "rows": listed(tuple(found)), "marking": marking}


@page("records/release.html", act=Act.RELEASE, afresh=True)
def release(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """Release a part to an audience; a refusal of the law is explained in words."""
    entry = own_open_report(viewer, report)
    may = queries.rights(viewer=viewer, entry=entry)
    form = ReleaseForm(request.POST or None, parts=may.release, viewer=viewer, language=language())
    if request.method == "POST" and form.is_valid() and released(viewer, report, form):
        newest = access.releases_of(viewer=viewer, report=report)[0]
        if newest.waits:
            messages.warning(request, _("Kept. It opens nothing before a second officer of your agency has agreed."))
        else:
            messages.success(request, _("Released. You may withdraw it at any time."))
        return redirect("records:show", report=report)
    context = {"title": _("Release %(number)s") % {"number": entry.number}, "form": form, "may": may}
    return context | {"entry": entry, "marking": marking_of(entry), "status": 422 if form.errors else 200}


def released(viewer: Viewer, report: UUID, form: ReleaseForm) -> bool:
    """Try the release; where the law refuses, put its reasons into the form."""
    audience, kind = form.chosen_audience()
    given = form.cleaned_data
    try:
        actions.release(
            actor=viewer,
            report_id=report,
            part=Part(given["part"]),
            audience=audience,
            audience_kind=kind,
            purposes=[Purpose(word) for word in given["purposes"]],
            last_day=given["last_day"],
            handling=[Handling(word) for word in given["handling"]],
            conditions=[Condition(word) for word in given["conditions"]],
            reason=given["reason"],
            answered=given["answered"],
            assurance=given["assurance"].strip(),
        )
    except actions.RefusedByLawError as refused:
        for reason in refused.reasons:
            form.add_error("audience", refusal_words(refused.party_code, reason))
    return not form.errors


def refusal_words(party_code: str, reason: str) -> str:
    """One reason of the law in a sentence."""
    return _("The law does not let this go to %(party)s: %(reason)s.") % {"party": party_code, "reason": _(reason)}


@page("records/withdraw.html", act=Act.RELEASE)
def withdraw(request: HttpRequest, viewer: Viewer, report: UUID, release: UUID) -> Answer:
    """Withdraw a release, at once."""
    entry = own_open_report(viewer, report)
    found = [each for each in access.releases_of(viewer=viewer, report=report) if each.id == release]
    if not found:
        raise queries.NoSuchReportError(gettext_noop("there is no such release of your agency"))
    if request.method == "POST":
        actions.withdraw_release(actor=viewer, release_id=release)
        messages.success(request, _("Withdrawn. It holds for every reading from now on."))
        return redirect("records:show", report=report)
    audience = access.audience_name(found[0].audience, language())
    context = {"title": _("Withdraw a release"), "audience": audience, "marking": marking_of(entry)}
    return context | {"entry": entry, "release": found[0]}
