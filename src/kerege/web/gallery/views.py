"""The gallery's page and its samples; it reads no record."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Condition, Handling, Level, PartyClass, Purpose, Role, Viewer
from kerege.web.shell.forms import Form
from kerege.web.shell.marking import Marking
from kerege.web.shell.page import answer_of, is_fragment
from kerege.web.shell.tables import Column, Listing, listing

SAMPLE = UUID(int=1)
VIEWER = Viewer(
    officer=SAMPLE,
    hat=SAMPLE,
    desk=SAMPLE,
    agency=SAMPLE,
    party=SAMPLE,
    party_class=PartyClass.MEMBER,
    role=Role.RELEASING,
    purpose=Purpose.INVESTIGATION,
    case="24-7719",
    day=date(2026, 1, 5),
    officer_number="KZ-0117",
    officer_name="А. Ахметова",
    party_code="KZ",
    desk_code="KZ-AN-1",
)
COLUMNS = [
    Column("date", gettext_lazy("Date"), sortable=True),
    Column("place", gettext_lazy("Place")),
    Column("substance", gettext_lazy("Substance"), sortable=True),
    Column("amount", gettext_lazy("Amount, kg"), sortable=True, figure=True),
    Column("agency", gettext_lazy("Agency")),
    Column("marks", gettext_lazy("Handling")),
]


@dataclass(frozen=True, slots=True)
class SampleRow:
    """An invented seizure."""

    date: PartialDate
    place: str
    substance: str
    amount: float | None
    agency: str
    codes: tuple[Handling, ...]


ROWS = [
    SampleRow(PartialDate(2026, 1, 3), "Қорғас", "Героин", 12.4, "КГД", (Handling.H1,)),
    SampleRow(PartialDate(2025, 12), "Панҷакент", "Опий", None, "АКН", ()),
    SampleRow(PartialDate(2025, 12, 28), "Gʻishtkoʻprik", "Мефедрон", 1300.0, "ДГТК", (Handling.H1, Handling.H2)),
    SampleRow(PartialDate(2025, 11, 2, about=True), "Сарахс / سرخس", "Метамфетамин", 0.35, "ГТС", ()),
]


class SampleForm(Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands in the document; any script.")
    )
    when = forms.CharField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example 2025-12-28, 12.2025 or about 2025."),
        widget=forms.TextInput(attrs={"class": "width-10"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        choices=[
            ("person", gettext_lazy("Person")),
            ("vehicle", gettext_lazy("Vehicle")),
            ("unknown", gettext_lazy("not known")),
        ],
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=[("", "—"), ("KZ", "Қазақстан"), ("TJ", "Тоҷикистон")]
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label=gettext_lazy("Spreadsheet"), required=False)
    urgent = forms.BooleanField(label=gettext_lazy("A load is moving now"), required=False)


def show(request: HttpRequest) -> HttpResponseBase:
    """Every component once; `?wrong=1` shows the form with its errors."""
    rows: Listing[SampleRow] = listing(request, COLUMNS, sort="-date")
    form = SampleForm({"name": "", "when": "31.02"}) if "wrong" in request.GET else SampleForm()
    if form.is_bound:
        form.add_error("when", _("There is no 31 February. Give a day that exists, or only month and year."))
    marking = Marking(Level.OFFICIAL_USE, frozenset({Handling.H1, Handling.H2}), frozenset({Condition.ASK_FIRST}))
    context = {"title": _("Components"), "form": form, "listing": rows.filled(ROWS, 214), "marking": marking}
    return answer_of(request, VIEWER, context, "gallery/index.html")


def go_on(request: HttpRequest, done: int) -> HttpResponseBase:
    """A progress bar that goes on by itself."""
    template = "gallery/progress.html" if is_fragment(request) else "gallery/waiting.html"
    context = {"title": _("Progress"), "done": min(done, 100), "refresh_seconds": 0 if done >= 100 else 2}
    return answer_of(request, VIEWER, context, template)


def fail(request: HttpRequest) -> HttpResponseBase:
    """Raise, to see the page of our own faults."""
    raise RuntimeError("the gallery was asked to fail")
