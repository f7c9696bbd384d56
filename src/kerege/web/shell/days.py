"""The field of a day: typed as the reader writes dates, in any browser's language, and shown back the same way."""

from datetime import date
from typing import Any

from django import forms

from kerege.foundation.saying import said
from kerege.kernel.dates import DateError, parse_date
from kerege.kernel.saying import N_
from kerege.web.shell.formats import language

PATTERNS = {"ru": "%d.%m.%Y"}
"""How a day is written in a language; by the international way where none stands here."""


def written(value: date) -> str:
    """A day as the reader types it."""
    return value.strftime(PATTERNS.get(language()[:2], "%Y-%m-%d"))


def read(text: str) -> date:
    """A whole day in any spelling that reports use. Raises DateError, a ValueError, where it is none."""
    stated = parse_date(text)
    if stated.precision != "day" or stated.about:
        raise DateError(N_("give the whole day: day, month and year"))
    return stated.first_day


class DayInput(forms.DateInput):
    """A narrow line of text; a browser's own day picker would speak the browser's language instead of the page's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """With the width of a day."""
        super().__init__({"class": "width-10", "autocomplete": "off", "maxlength": "30", **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        """A day in the reader's way; what was typed as it was typed."""
        return written(value) if isinstance(value, date) else super().format_value(value)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show how a day is written."""
        example = {"placeholder": written(date(2026, 12, 31))}
        return super().get_context(name, value, example | (attrs or {}))


class DayField(forms.DateField):
    """A whole day in any spelling that reports use: 31.12.2026, 2026-12-31, 31 December 2026."""

    widget = DayInput

    def to_python(self, value: object) -> date | None:
        """Read it; an empty field is None."""
        if isinstance(value, date):
            return super().to_python(value)
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read(text)
        except DateError as problem:
            raise forms.ValidationError(said(problem)) from problem
