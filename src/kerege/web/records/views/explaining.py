"""Why may an officer or a desk read this report: the page on which the owner's agency asks."""

from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.law import Act, Part, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import queries
from kerege.rooms.records.queries import HatExplained, PartExplained
from kerege.web.records import words
from kerege.web.records.views.showing import marking_of
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page
from kerege.web.shell.words import word


class WhomForm(forms.Form):
    """Whom the question is about."""

    whom = forms.CharField(
        label=gettext_lazy("Officer's number or code of a desk"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "desks", "autocomplete": "off", "autofocus": True}),
    )


@page("records/explain.html", act=Act.READ)
def explain(request: HttpRequest, viewer: Viewer, report: UUID) -> Answer:
    """The question, and for each hat of the officer or the desk the answer of the law, part by part."""
    entry = queries.report(viewer=viewer, report_id=report)
    if not entry.own:
        raise queries.NoSuchReportError(_("only the owner's agency asks who sees a report"))
    form = WhomForm(request.GET if "whom" in request.GET else None)
    hats: list[HatExplained] = []
    if form.is_bound and form.is_valid():
        try:
            hats = queries.explain_access(viewer=viewer, report_id=report, whom=form.cleaned_data["whom"])
        except queries.NoSuchReaderError as unknown:
            form.add_error("whom", str(unknown))
    return {
        "title": _("Who may read it, and why"),
        "entry": entry,
        "form": form,
        "desks": [each.code for each in directory.desks() if each.closed_on is None],
        "hats": [hat_lines(each) for each in hats],
        "marking": marking_of(entry),
        "status": 422 if form.errors else 200,
    }


def hat_lines(hat: HatExplained) -> dict[str, object]:
    """One hat in words."""
    who = " · ".join(part for part in (hat.officer_number, hat.desk_code, word(hat.role)) if part)
    return {"who": who, "party": hat.party_code, "parts": [part_lines(each) for each in hat.parts]}


def part_lines(part: PartExplained) -> dict[str, object]:
    """One part in words: the verdict, what it rests on, what would be needed."""
    made = part.explanation
    return {
        "nominal": part.part is Part.NOMINAL,
        "may": bool(made.purposes),
        "purposes": words.purposes_line(made.purposes),
        "own": made.own,
        "grants": [{"line": grant_line(each), "opens": each.opens, "reaches": each.reaches} for each in part.grants],
        "needed": [_(queries.NEEDED[each]) for each in part.needed],
        "finding": "" if made.purposes or part.part is Part.FACTS else _(queries.LEARNED[made.finding]),
    }


def grant_line(grant: queries.ReleaseFound) -> str:
    """A grant in one line: whose, for what, by which release."""
    source = _("a release") if grant.release is not None else _("open by the law")
    name = access.audience_name(grant.audience, language())
    return f"{name} · {words.purposes_line(grant.purposes)} · {source}"
