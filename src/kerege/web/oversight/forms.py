"""Forms of oversight: which readings to show, spans of days, alerts, watched names."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kerege.kernel.identifiers import IdentifierKind
from kerege.rooms.journal.queries import Wanted
from kerege.rooms.oversight.queries import WatchKind
from kerege.web.crosscheck.lines import field_word
from kerege.web.oversight.words import WATCHED
from kerege.web.records import words
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form


class ReadingsForm(Form):
    """Narrow the list; everything may stay empty."""

    record = forms.UUIDField(label=_("Record"), required=False)
    desk = forms.ChoiceField(label=_("Desk"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    others = forms.BooleanField(label=_("Other parties only"), required=False)

    def offer(self, desks: list[tuple[str, str]]) -> None:
        """Set the desks that may be chosen."""
        self.fields["desk"].choices = [("", _("every desk")), *desks]  # type: ignore[attr-defined]  # a ChoiceField
        kinds = [(code, str(name)) for code, name in words.LEAF_KINDS.items()]
        self.fields["kind"].choices = [("", _("every act")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    def wanted(self, own_party: UUID) -> Wanted:
        """What was asked for."""
        given = self.cleaned_data
        return Wanted(
            record=given.get("record"),
            by_desk=UUID(given["desk"]) if given.get("desk") else None,
            not_by_party=own_party if given.get("others") else None,
            kind=given.get("kind") or "",
            since=given.get("since"),
            until=given.get("until"),
        )


class DaysForm(Form):
    """A span of days, included."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)


class DangerForm(Form):
    """Whose life is in danger, and which desk knows."""

    desk = forms.CharField(label=_("Desk"), max_length=60, help_text=_("As the hit names it."))
    reference = forms.CharField(
        label=_("Reference"), max_length=120, help_text=_("The hit or record you will ask about.")
    )
    danger = forms.CharField(label=_("What threatens whom"), max_length=600, widget=forms.Textarea)


class SettleForm(Form):
    """What was found out about one alert."""

    alert = forms.UUIDField(widget=forms.HiddenInput)
    remark = forms.CharField(label=_("What was found out"), max_length=300)


class EndForm(Form):
    """Which watching ends."""

    watched = forms.UUIDField(widget=forms.HiddenInput)


class WatchForm(Form):
    """A name or an identifier to watch."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in WATCHED.items()],
        help_text=_(
            "Look-ups of a public figure by officers of your party are told to data protection of their agency. "
            "Bait is a person or thing that does not exist: whoever looks it up had no true enquiry. "
            "Data protection of his own agency hears of it; you hear of officers of your agency."
        ),
    )
    name = forms.CharField(label=_("Name"), max_length=300, required=False, help_text=_("Two parts or more."))
    identifier_kind = forms.ChoiceField(label=_("Kind of identifier"), required=False)
    identifier = forms.CharField(label=_("Identifier"), max_length=120, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the kinds of identifiers."""
        super().__init__(*args, **kwargs)
        kinds = [(each.value, field_word(each.value)) for each in IdentifierKind]
        self.fields["identifier_kind"].choices = [("", ""), *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    def given(self) -> dict[str, Any]:
        """What was filled in, as the room's door takes it."""
        return {**self.cleaned_data, "kind": WatchKind(self.cleaned_data["kind"])}
