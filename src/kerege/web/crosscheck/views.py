"""Views of the cross-check. A check is prepared first: the page says what it read and who will be told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kerege.foundation.saying import said
from kerege.kernel.law import Act, Purpose, Role, Viewer, joined
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.crosscheck import actions, queries
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import NoSuchPartyError
from kerege.web.crosscheck import lines
from kerege.web.crosscheck.comparing import explained_of
from kerege.web.crosscheck.forms import AnswerForm, CheckForm, JudgementForm
from kerege.web.shell.formats import language
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page
from kerege.web.shell.tables import Listing, listing

SIDES = frozenset({"asker", "owner"})


@page("crosscheck/check.html", act=Act.FIND)
def check(request: HttpRequest, viewer: Viewer) -> Answer:
    """Prepare a check: what was read, who will be told; then ask and show the findings by grade."""
    step = request.POST.get("step", "")
    form = CheckForm(request.POST if step else None, parties=parties_to_leave_out(viewer), language=language())
    context: dict[str, object] = {"title": _("Check"), "form": form, "step": step, "answers": [], "read": []}
    valid = bool(step) and form.is_valid()
    exclude = form.left_out if valid else []
    try:
        context["told"] = queries.who_will_be_told(viewer=viewer, exclude=exclude)
    except NoSuchPartyError as problem:
        form.add_error("desks", said(problem))
        context["told"], valid = queries.who_will_be_told(viewer=viewer), False
    context["own_work"] = viewer.purpose is Purpose.OWN_WORK
    context["language"] = language
    if valid:
        questions = read(form)
        context["read"] = [lines.asked_rows(each.kept()) for each in questions]
        if step == "check":
            ask(viewer, form, questions, exclude, context)
    return context | {"status": 422 if form.errors else 200}


def parties_to_leave_out(viewer: Viewer) -> list[directory.PartyEntry]:
    """Whom the asker may leave out: every party whose desks could be told."""
    return list(queries.who_will_be_told(viewer=viewer).parties)


def read(form: CheckForm) -> list[queries.Question]:
    """The questions of a valid form."""
    given = form.cleaned_data
    if given["lines"]:
        return queries.read_lines(given["text"])
    return [queries.read_question(given["text"], country=given["country"], sex=given["sex"], places=form.asked_places)]


def ask(
    viewer: Viewer, form: CheckForm, questions: list[queries.Question], exclude: list[str], context: dict[str, object]
) -> None:
    """Ask, and put the answers into the page; a refusal is the form's."""
    try:
        found = actions.check_list(actor=viewer, questions=questions, exclude=exclude)
    except actions.UnableToCheckError as problem:
        form.add_error(None, _(problem.message) % problem.values)
        return
    context["answers"] = [lines.answer_of(each) for each in found]
    context["marking"] = banner_of(joined(hit.marking for each in found for hit in each.hits if hit.marking))


@page("crosscheck/hits.html", act=Act.FIND)
def hits(request: HttpRequest, viewer: Viewer) -> Answer:
    """The inbox of both sides: what waits first, or everything."""
    side = request.GET.get("side", "")
    side = side if side in SIDES else ""
    waiting = request.GET.get("all", "") != "1"
    shown: Listing[queries.HitEntry] = listing(request)
    found = queries.inbox(viewer=viewer, waiting=waiting, side=side, limit=shown.size, offset=shown.offset)
    return {
        "title": _("Hits"),
        "marking": banner_of(joined(each.marking for each in found)),
        "groups": lines.by_other_side([lines.hit_line(each) for each in found]),
        "waiting": waiting,
        "side": side,
        "listing": shown.showing(found, found),
    }


@page("crosscheck/hit.html", act=Act.FIND)
def show(request: HttpRequest, viewer: Viewer, hit: UUID) -> Answer:
    """One hit side by side, with its reasons, judgements and clock."""
    return hit_page(viewer, hit, JudgementForm(), AnswerForm())


def hit_page(viewer: Viewer, hit: UUID, judgement: JudgementForm, answering: AnswerForm) -> dict[str, object]:
    """What the page of one hit shows."""
    detail = queries.hit(viewer=viewer, hit_id=hit)
    return lines.detail_of(detail) | {
        "explained": explained_of(detail.explained) if detail.explained else None,
        "title": _("Hit"),
        "judgement_form": judgement,
        "answer_form": answering,
        "may_judge": Act.JUDGE in ROLE_ACTS[viewer.role],
        "is_post": viewer.role is Role.POST,
        "marking": banner_of(detail.hit.marking),
        "asks_opening": detail.hit.side == "asker",
        "unanswered": detail.hit.mode == "silent" and detail.hit.side == "owner" and not detail.hit.answer,
        "status": 422 if judgement.errors or answering.errors else 200,
    }


@page("crosscheck/hit.html", act=Act.JUDGE)
def judge(request: HttpRequest, viewer: Viewer, hit: UUID) -> Answer:
    """Judge a hit."""
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verdict = queries.Verdict(form.cleaned_data["verdict"])
        try:
            actions.judge(actor=viewer, hit_id=hit, verdict=verdict, reason=form.cleaned_data["reason"])
        except actions.ReasonMissingError as problem:
            form.add_error("reason", _(problem.message))
        else:
            messages.success(request, _("Your judgement is kept. It can be taken back."))
            return redirect("crosscheck:hit", hit=hit)
    return hit_page(viewer, hit, form, AnswerForm())


@page("crosscheck/hit.html", act=Act.JUDGE, afresh="post")
def answer(request: HttpRequest, viewer: Viewer, hit: UUID) -> Answer:
    """Answer a silent match."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = queries.Answer(form.cleaned_data["answer"])
        try:
            actions.answer_silent(actor=viewer, hit_id=hit, answer=chosen, reason=form.cleaned_data["reason"])
        except actions.ReasonMissingError as problem:
            form.add_error("reason", _(problem.message))
        except actions.UnableToJudgeError as problem:
            form.add_error("answer", _(problem.message))
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("crosscheck:hit", hit=hit)
    return hit_page(viewer, hit, JudgementForm(), form)


@page("crosscheck/withdraw.html", act=Act.JUDGE)
def withdraw(request: HttpRequest, viewer: Viewer, hit: UUID, judgement: UUID) -> Answer:
    """Take a judgement back, after a question."""
    if request.method == "POST":
        actions.withdraw_judgement(actor=viewer, judgement=judgement)
        messages.success(request, _("The judgement was taken back."))
        return redirect("crosscheck:hit", hit=hit)
    queries.hit(viewer=viewer, hit_id=hit)
    return {"title": _("Take a judgement back"), "hit": hit, "judgement": judgement}


@page("crosscheck/profile.html", act=Act.FIND)
def profile(request: HttpRequest, viewer: Viewer, subject: UUID) -> Answer:
    """What this viewer may see of one subject, joined by judgements."""
    found = queries.profile(viewer=viewer, subject=subject)
    return {
        "title": pgettext("of a subject", "Profile"),
        "marking": banner_of(found.marking),
        "entries": [{"rows": lines.record_rows(e), "report": e.report, "number": e.number} for e in found.entries],
        "judgements": [
            {"verdict": _(queries.VERDICT_WORDS[j.verdict]), "reason": j.reason, "made_at": j.made_at}
            for j in found.judgements
        ],
    }
