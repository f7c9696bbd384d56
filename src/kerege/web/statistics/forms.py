"""The form of a table: span, period, lines, country, substance."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.foundation.saying import said
from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, PartialDate, parse_date
from kerege.rooms.statistics.queries import Sorting, Step
from kerege.rooms.substances import queries as substances
from kerege.web.shell.forms import Form


class PartialDateField(forms.CharField):
    """A day, a month or a year."""

    def to_python(self, value: object) -> PartialDate | None:  # type: ignore[override]  # a date, not a text
        """Read it; an empty field is None."""
        text = str(value or "").strip()
        try:
            return parse_date(text) if text else None
        except DateError as problem:
            raise forms.ValidationError(said(problem)) from problem


class TableForm(Form):
    """What the table is to show; everything has a default."""

    since = PartialDateField(label=_("From"), required=False)
    until = PartialDateField(label=_("To"), required=False)
    by = forms.ChoiceField(
        label=_("Lines"),
        required=False,
        choices=[("substance", _("substances")), ("group", _("groups of substances")), ("country", _("countries"))],
    )
    step = forms.ChoiceField(
        label=_("Periods"),
        required=False,
        choices=[("month", _("months")), ("week", _("weeks")), ("year", _("years"))],
    )
    country = forms.CharField(label=_("Country"), required=False, max_length=80)
    substance = forms.CharField(label=_("Substance or class"), required=False, max_length=120)

    def clean_country(self) -> str:
        """The code of the country."""
        text = str(self.cleaned_data["country"]).strip()
        code = country_code(text) if text else ""
        if code is None:
            raise forms.ValidationError(gettext("This is not a country we know; use its name or its ISO code."))
        return code

    def clean_substance(self) -> str:
        """The code of the substance or class."""
        text = str(self.cleaned_data["substance"]).strip()
        if not text or text in substances.register().by_code:
            return text
        code = substances.resolve(text).code
        if code is None:
            raise forms.ValidationError(gettext("The register of substances does not hold this name."))
        return code

    def span(self, today: date) -> tuple[date, date]:
        """First and last day: the last twelve months where nothing is asked."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        first = since.first_day if since else date(today.year - 1, today.month, 1)
        return first, until.last_day if until else max(today, first)

    def asked(self, today: date) -> dict[str, object]:
        """What the door is asked for."""
        since, until = self.span(today)
        cleaned = self.cleaned_data
        return {
            "since": since,
            "until": until,
            "by": Sorting(cleaned.get("by") or "substance"),
            "step": Step(cleaned.get("step") or "month"),
            "country": cleaned.get("country") or "",
            "substance": cleaned.get("substance") or "",
        }
