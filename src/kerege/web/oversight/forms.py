"""The form of the owner's view: which readings to show."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kerege.rooms.journal.queries import Wanted
from kerege.web.records import words
from kerege.web.shell.forms import Form


class ReadingsForm(Form):
    """Narrow the list; everything may stay empty."""

    record = forms.UUIDField(label=_("Record"), required=False)
    desk = forms.ChoiceField(label=_("Desk"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
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
