"""One comparison explained: the stand-alone page, and what the page of an open hit shows of it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.countries import country_name
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Act, Viewer
from kerege.rooms.crosscheck import queries
from kerege.rooms.crosscheck.queries import Aligned, Explained, FieldLine
from kerege.web.crosscheck.lines import reason_lines, sex_word
from kerege.web.shell.formats import language
from kerege.web.shell.forms import Form
from kerege.web.shell.page import Answer, page

SAYS_KINDS = {"agrees": "good", "nearly": "call", "differs": "bad", "unknown": "", "crossed": "bad"}


AGREEMENTS = frozenset(
    {"agrees", "same_identifier", "sex_same", "country_same", "place_same"}
    | {"birth_same_day", "birth_same_month", "birth_same_year"}
)
"""Reasons that say that something is the same."""
HOW = gettext_lazy("A name in any script; with a date of birth, a nationality or numbers it can be told more surely.")


class CompareForm(Form):
    """Two boxes, one for each side."""

    one = forms.CharField(
        label=gettext_lazy("One"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=HOW,
    )
    other = forms.CharField(
        label=gettext_lazy("The other"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=HOW,
    )


@page("crosscheck/compare.html", act=Act.FIND)
def compare(request: HttpRequest, viewer: Viewer) -> Answer:
    """Compare what stands in two boxes, with each other and with nothing that is held."""
    form = CompareForm(request.POST or None)
    shown = None
    if request.method == "POST" and form.is_valid():
        one, other = form.cleaned_data["one"], form.cleaned_data["other"]
        for box, text in (("one", one), ("other", other)):
            if queries.read_question(text).is_empty:
                form.add_error(box, _("Nothing here can be compared: give a name of two letters or a whole number."))
        shown = None if form.errors else explained_of(queries.compared(one, other))
    status = 422 if form.errors else 200
    return {"title": _("Compare two"), "form": form, "explained": shown, "status": status}


def explained_of(found: Explained) -> dict[str, Any]:
    """One comparison as a page shows it."""
    return {
        "strong": found.grade is queries.Grade.STRONG,
        "possible": found.grade is queries.Grade.POSSIBLE,
        "per_cent": per_cent(found.probability),
        "counted": _(queries.COUNTED[found.counted]),
        "lines": [field_line(each) for each in found.lines],
        "parts": [
            {
                "one": part.mine,
                "other": part.theirs,
                "agreement": agreement_of(part),
                "says": _(queries.PARTS[part.verdict]),
            }
            for part in found.aligned
        ],
        "for": reason_lines(each for each in found.reasons if each.weight > 0 or each.code == "birth_follows"),
        "against": reason_lines(each for each in found.reasons if speaks_against(each)),
        "changes": [
            {
                "what": _(queries.CHANGES[each.code]),
                "per_cent": per_cent(each.probability),
                "rises": each.probability > found.probability,
            }
            for each in found.changes
        ],
    }


def agreement_of(part: Aligned) -> str:
    """How far two parts agree, per cent; nothing where one name lacks it, or where the names are crossed."""
    return f"{part.agreement * 100:.0f}" if part.mine and part.theirs and part.verdict != "crossed" else ""


def speaks_against(reason: queries.Reason) -> bool:
    """Whether a reason pulls away from "the same"; what one name merely lacks stands in the table of parts.

    What agrees speaks against nothing, also where so many agree in it that it weighs a little less than nothing.
    """
    if reason.code in AGREEMENTS:
        return False
    return reason.weight < 0 or (reason.weight == 0 and reason.code not in {"name", "birth_follows"})


def per_cent(probability: float) -> str:
    """A probability in whole per cent; never nothing and never certainty."""
    if probability < 0.01:
        return _("less than 1%%") % {}
    return _("more than 99%%") % {} if probability > 0.99 else f"{probability * 100:.0f}%"


def field_line(line: FieldLine) -> dict[str, Any]:
    """One field side by side."""
    return {
        "name": _(queries.COMPARED.get(line.field, line.field)),
        "one": [field_value(line.field, each) for each in line.mine],
        "other": [field_value(line.field, each) for each in line.theirs],
        "says": _(queries.SAYS[line.says]),
        "kind": SAYS_KINDS[line.says],
    }


def field_value(field: str, value: str) -> str:
    """One value in the reader's language."""
    if field == "birth":
        return PartialDate.from_code(value).text(language())
    if field == "country":
        return country_name(value, language())
    if field == "sex":
        return sex_word(value)
    return value
