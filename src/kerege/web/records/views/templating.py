"""Empty spreadsheets, one for each kind of report."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Viewer
from kerege.rooms.records import queries
from kerege.rooms.records.queries import KINDS, NoSuchReportError
from kerege.web.records import sheets
from kerege.web.records.views.reporting import kind_card
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page


@page("records/templates.html", act=Act.REPORT)
def index(request: HttpRequest, viewer: Viewer) -> Answer:
    """The spreadsheets there are."""
    return {"title": _("Empty spreadsheets"), "kinds": [kind_card(each) for each in KINDS.values()]}


@page("records/templates.html", act=Act.REPORT)
def download(request: HttpRequest, viewer: Viewer, kind: str) -> Answer:
    """The spreadsheet of a kind."""
    if kind not in KINDS:
        raise NoSuchReportError(kind)
    answer = HttpResponse(queries.template_workbook(kind, language(), said), content_type=sheets.TYPES["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="kerege-{kind}.xlsx"'
    return answer


def said(text: str, code: str) -> str:
    """A text of the declarations in a language."""
    with translation.override(code):
        return _(text) if text else ""
