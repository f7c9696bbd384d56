"""The fields of a day with its time: typed as the reader writes them, in any browser's language; read forgivingly."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone, to_current_timezone
from django.utils import timezone

from kerege.foundation import chance
from kerege.foundation.saying import said
from kerege.kernel.clock_words import offset_words, place_words
from kerege.kernel.moments import MomentError, parse_moment
from kerege.web.shell import days
from kerege.web.shell.formats import language

EXAMPLE = datetime(2026, 12, 31, 14, 30)  # noqa: DTZ001  # an example of a local time


def written(value: datetime) -> str:
    """A local time as the reader types it; one that knows its distance from UTC says it."""
    finest = "auto" if value.second or value.microsecond else "minutes"
    _day, _blank, clock = value.isoformat(" ", timespec=finest).partition(" ")
    return f"{days.written(value.date())} {clock}"


def node_clocks() -> str:
    """By whose clocks the node tells the time: the city of its zone and its distance from UTC."""
    here = timezone.localtime(chance.now())
    return place_words(timezone.get_current_timezone_name(), language(), offset_words(here))


class MomentInput(forms.TextInput):
    """A narrow line of text; a browser's own picker would speak the browser's language instead of the page's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """With the width of a day and its time."""
        super().__init__({"class": "width-20", "autocomplete": "off", "maxlength": "40", **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        """A time in the reader's way; what was typed as it was typed."""
        return written(value) if isinstance(value, datetime) else super().format_value(value)

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show how a day with its time is written."""
        example = {"placeholder": written(EXAMPLE)}
        return super().get_context(name, value, example | (attrs or {}))


def read(text: str) -> datetime:
    """A day with its time in any spelling that reports use. Raises django's ValidationError."""
    try:
        return parse_moment(text)
    except MomentError as problem:
        raise forms.ValidationError(said(problem)) from problem


class MomentField(forms.CharField):
    """A local time of some place, which another field names: cleaned it is text of the international way."""

    widget = MomentInput

    def clean(self, value: object) -> str:
        """Read it; an empty field stays empty."""
        text = str(super().clean(value) or "")
        return read(text).isoformat(" ") if text else ""


class InstantField(forms.Field):
    """An instant, told by the clocks of the node; cleaned it knows its zone, or is None."""

    widget = MomentInput

    def prepare_value(self, value: Any) -> Any:
        """An instant as the node's clocks show it."""
        return to_current_timezone(value) if isinstance(value, datetime) else value

    def to_python(self, value: object) -> datetime | None:
        """Read it; the hour that a clock change leaves out or has twice is refused."""
        text = str(value or "").strip()
        if isinstance(value, datetime) or not text:
            return value if isinstance(value, datetime) else None
        found = read(text)
        return found if found.tzinfo is not None else from_current_timezone(found)
