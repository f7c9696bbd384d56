"""Views of proposals: who may be one in a screening, what a person says of it, and taking that back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.queries import CONTRADICTIONS, Member, NoSuchHitError, Pair, ProposalEntry, Proposals
from kerege.rooms.screening import actions, queries
from kerege.web.crosscheck.comparing import per_cent
from kerege.web.crosscheck.lines import asked_rows, reason_lines, record_rows
from kerege.web.screening.forms import ProposalForm
from kerege.web.shell.formats import number
from kerege.web.shell.marking import banner_of
from kerege.web.shell.page import Answer, page


@page("screening/proposals.html", act=Act.FIND)
def proposals(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """Who may be one among the rows of a screening and the records they met."""
    return proposals_page(viewer, run, {})


def proposals_page(viewer: Viewer, run: UUID, forms: Mapping[UUID, ProposalForm]) -> dict[str, Any]:
    """What the page shows; a proposal that was posted with a fault keeps its form."""
    told = queries.proposals(viewer=viewer, run_id=run)
    found = told.found
    rows = rows_of(found, told.rows)
    named = {key: name_of(member, rows.get(key, ())) for key, member in found.members.items()}
    return {
        "title": _("Who may be one"),
        "marking": banner_of(found.marking),
        "run": told.run,
        "proposals": [
            proposal_line(each, named, rows) | {"form": forms.get(each.id) or form_of(each.id)}
            for each in found.entries
        ],
        "refused": [pair_line(each, named) for each in found.refused],
        "more_hits": found.hidden,
        "may_judge": Act.JUDGE in ROLE_ACTS[viewer.role],
        "status": 422 if any(form.errors for form in forms.values()) else 200,
    }


@page("screening/proposals.html", act=Act.JUDGE)
def judge(request: HttpRequest, viewer: Viewer, run: UUID, proposal: UUID) -> Answer:
    """Accept or refuse a proposal, or the chosen pairs of it."""
    form = form_of(proposal, request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge_proposal(
                actor=viewer,
                run=run,
                proposal=proposal,
                same=form.cleaned_data["verdict"] == "same",
                reason=form.cleaned_data["reason"],
                pairs=chosen(request),
            )
        except crosscheck.ReasonMissingError as problem:
            form.add_error("reason", _(problem.message))
        except NoSuchHitError as problem:
            messages.error(request, _(str(problem)))
            return redirect("screening:proposals", run=run)
        else:
            messages.success(request, _("Your judgement is kept. It can be taken back."))
            return redirect("screening:proposals", run=run)
    return proposals_page(viewer, run, {proposal: form} if request.method == "POST" else {})


@page("screening/take_back.html", act=Act.JUDGE)
def take_back(request: HttpRequest, viewer: Viewer, run: UUID) -> Answer:
    """Take back what was said of pairs, after a question."""
    pairs = chosen(request)
    if request.method == "POST":
        actions.take_back(actor=viewer, run=run, pairs=pairs)
        messages.success(request, _("What was said of these pairs was taken back."))
        return redirect("screening:proposals", run=run)
    detail = queries.run(viewer=viewer, run_id=run)
    return {"title": _("Take a judgement back"), "run": detail.run, "pairs": pairs}


def form_of(proposal: UUID, request: HttpRequest | None = None) -> ProposalForm:
    """The form of one proposal; a page holds several, so its fields are named after it."""
    return ProposalForm(request.POST or None if request is not None else None, prefix=f"p{proposal}")


def chosen(request: HttpRequest) -> list[UUID]:
    """The hits that were named; what is no id is none."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("pair")
    return [made for each in given if (made := identity(each)) is not None]


def identity(text: str) -> UUID | None:
    """An id, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def rows_of(told: Proposals, by_hit: Mapping[UUID, tuple[int, ...]]) -> dict[UUID, tuple[int, ...]]:
    """The rows of the list that each member stands for."""
    pairs = [pair for entry in told.entries for pair in (*entry.pairs, *(each.pair for each in entry.apart))]
    found: dict[UUID, set[int]] = {}
    for pair in (*pairs, *told.refused):
        found.setdefault(pair.one, set()).update(by_hit.get(pair.hit, ()))
    return {key: tuple(sorted(rows)) for key, rows in found.items()}


def name_of(member: Member, rows: tuple[int, ...]) -> str:
    """What a member is called in a line."""
    if member.shown is not None:
        return " · ".join(part for part in (next(iter(member.shown.names), ""), member.shown.number) if part)
    asked, said = asked_rows(member.asked or {}), row_words(rows)
    return f"{asked[0][1]} · {said}" if asked else said


def row_words(rows: tuple[int, ...]) -> str:
    """Which rows of the list a member is."""
    return _("Row %(row)s of the list") % {"row": ", ".join(map(number, rows))} if rows else _("a row of the list")


def proposal_line(
    entry: ProposalEntry, named: Mapping[UUID, str], rows: Mapping[UUID, tuple[int, ...]]
) -> dict[str, Any]:
    """One proposal: its members, what holds them together, what was kept apart."""
    return {
        "id": entry.id,
        "accepted": entry.accepted,
        "weakest": per_cent(entry.weakest.probability),
        "members": [member_line(each, rows.get(each.key, ())) for each in entry.members],
        "pairs": [pair_line(each, named) for each in entry.pairs],
        "judged": [each.hit for each in entry.pairs if each.verdict is not None],
        "apart": [
            {
                "line": pair_line(each.pair, named),
                "why": _(CONTRADICTIONS[each.code]),
                "of": f"{named[each.one]}; {named[each.other]}",
            }
            for each in entry.apart
        ],
    }


def member_line(member: Member, rows: tuple[int, ...]) -> dict[str, Any]:
    """One of those who may be one."""
    if member.shown is not None:
        return {"report": member.shown.report, "title": member.shown.number, "rows": record_rows(member.shown)}
    return {"report": None, "title": row_words(rows), "rows": asked_rows(member.asked or {})}


def pair_line(pair: Pair, named: Mapping[UUID, str]) -> dict[str, Any]:
    """One pair: whom it joins, how probably, why, and what was said of it."""
    return {
        "hit": pair.hit,
        "one": named[pair.one],
        "other": named[pair.other],
        "probability": per_cent(pair.probability),
        "strong": pair.grade == "strong",
        "reasons": reason_lines(pair.reasons),
        "verdict": pair.verdict.value if pair.verdict else "",
    }
