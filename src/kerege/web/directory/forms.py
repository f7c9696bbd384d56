"""Forms of the directory: closing releases between two parties; any declared change."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Role, Viewer
from kerege.rooms.directory.queries import (
    CHOSEN,
    Ask,
    Asked,
    DeclaredChange,
    Direction,
    PartyEntry,
    PartyFact,
    choices,
)
from kerege.web.shell.days import DayField
from kerege.web.shell.formats import iso_day
from kerege.web.shell.forms import Form
from kerege.web.shell.words import word


class SuspensionForm(Form):
    """Towards whom, which way, why."""

    towards = forms.ChoiceField(label=_("Towards"), required=False)
    direction = forms.ChoiceField(label=_("Which way"), widget=forms.RadioSelect, initial=Direction.BOTH.value)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, parties: Iterable[PartyEntry], language: str, **kwargs: object) -> None:
        """Offer every other party, and all of them."""
        super().__init__(*args, **kwargs)
        named = [(each.code, each.name(language)) for each in parties]
        self.offer("towards", [("", str(_("every party"))), *named])
        self.offer("direction", [(each.value, word(each)) for each in Direction])

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set the choices of one field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices


class ChangeForm(Form):
    """The fields of one declared change, with what this viewer may choose."""

    def __init__(self, *args: object, change: DeclaredChange, viewer: Viewer, language: str, **kwargs: object) -> None:
        """Make the fields from the declaration."""
        super().__init__(*args, **kwargs)
        self.change = change
        self.options = {asked.name: options_of(asked, change, viewer, language) for asked in change.asked}
        for asked in change.asked:
            self.fields[asked.name] = field_of(asked, self.options[asked.name])

    def raw(self) -> dict[str, str]:
        """What was given, as the room reads it."""
        return {name: raw_text(self.cleaned_data.get(name)) for name in self.fields}

    def shown(self) -> list[tuple[str, str]]:
        """Labels and what was given, in words, for the page that asks for confirmation."""
        made: list[tuple[str, str]] = []
        for name, field in self.fields.items():
            text = raw_text(self.cleaned_data.get(name))
            known = dict(self.options.get(name, ()))
            words = [str(known.get(part, part)) for part in text.split(",")] if known else [text]
            yes = _("yes") if isinstance(field, forms.BooleanField) and text else ""
            made += [(str(field.label), str(yes) or "; ".join(words))] if text else []
        return made


CLOSED = {each.value: each for each in (*Role, *PartyFact)}
"""The words of closed lists that stand as parts of codes."""


def raw_text(value: object) -> str:
    """A cleaned value as the text that a command would give."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list):
        return ",".join(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def options_of(asked: Asked, change: DeclaredChange, viewer: Viewer, language: str) -> list[tuple[str, str]]:
    """What a field may be: words of a closed list, or things of the directory."""
    if asked.words:
        return [(each.value, word(each)) for each in asked.words]
    found = choices(viewer=viewer, change=change, asked=asked)
    return [(each.code, option_words(each.code, each.name(language))) for each in found]


def option_words(code: str, name: str) -> str:
    """A thing of the directory in words; a code made of parts (`EX-1@desk:analyst:2026-01-01`) said part by part."""
    parts = code.split(":")
    if len(parts) == 1:
        return f"{code} · {name}"
    return " · ".join([name, *(word(CLOSED[each]) if each in CLOSED else iso_day(each) for each in parts)])


def field_of(asked: Asked, options: list[tuple[str, str]]) -> forms.Field:
    """The form's field for one declared field."""
    words: dict[str, Any] = {"label": gettext(asked.label), "required": asked.required}
    words["help_text"] = gettext(asked.hint) if asked.hint else ""
    if asked.ask is Ask.YES:
        return forms.BooleanField(**words)
    if asked.ask is Ask.DAY:
        return DayField(**words)
    if asked.ask is Ask.WORDS:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **words)
    if asked.words or asked.ask in CHOSEN:
        return forms.ChoiceField(choices=[("", "—"), *options], **words)
    return forms.CharField(max_length=asked.most, **words)
