"""The form that closes releases between two parties."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from kerege.rooms.directory.queries import Direction, PartyEntry
from kerege.web.directory.words import NAMES
from kerege.web.shell.forms import Form
from kerege.web.shell.words import teach, word

teach(NAMES)


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
