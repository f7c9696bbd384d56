"""The form of a release: which part, to whom, for which purposes, until when, under which handling."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.foundation import chance
from kerege.kernel.law import Condition, Handling, Part, Purpose, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form
from kerege.web.shell.words import word

PARTS = {Part.FACTS: _("Facts part"), Part.NOMINAL: _("Nominal part")}


class ReleaseForm(Form):
    """A release as its owner writes it."""

    part = forms.ChoiceField(label=_("Which part"), widget=forms.RadioSelect)
    audience = forms.ChoiceField(
        label=_("To whom"), help_text=_("A party, one of its agencies, a single desk, or a named group.")
    )
    purposes = forms.MultipleChoiceField(label=_("For which purposes"), widget=forms.CheckboxSelectMultiple)
    last_day = DayField(
        label=_("Until"),
        help_text=_("After this day it closes by itself."),
    )
    handling = forms.MultipleChoiceField(label=_("Handling codes"), widget=forms.CheckboxSelectMultiple, required=False)
    conditions = forms.MultipleChoiceField(label=_("Conditions"), widget=forms.CheckboxSelectMultiple, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    assurance = forms.CharField(
        label=_("Written assurance for this case: its reference"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed towards a party that may impose death for the offence. The release then opens nothing before "
            "a second officer of your agency has agreed."
        ),
    )

    answered = forms.BooleanField(label=_("I have read this restriction and answer for it"), required=False)

    def __init__(self, *args: object, parts: Iterable[Part], viewer: Viewer, language: str, **kwargs: object) -> None:
        """Offer the parts that may go, and every audience but the owner's own."""
        super().__init__(*args, **kwargs)
        self.audiences = audiences(viewer, language)
        listed = [(part.value, str(PARTS[part])) for part in parts]
        self.offer("part", listed)
        self.offer("audience", [("", "—"), *self.audiences])
        self.offer("purposes", [(each.value, word(each)) for each in Purpose if each is not Purpose.OWN_WORK])
        self.offer("handling", [(each.value, word(each)) for each in Handling if each is not Handling.H0])
        self.offer("conditions", [(each.value, word(each)) for each in Condition])
        if len(listed) == 1:
            self.fields["part"].initial = listed[0][0]

    def offer(self, name: str, choices: list[tuple[str, object]] | list[tuple[str, str]]) -> None:
        """Set the choices of one field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices

    def clean_last_day(self) -> object:
        """A day that has passed opens nothing."""
        day = self.cleaned_data["last_day"]
        if day < chance.today():
            raise forms.ValidationError(gettext("This day has passed."))
        return day

    def chosen_audience(self) -> tuple[UUID, str]:
        """The audience's id and kind."""
        kind, _sep, identity = self.cleaned_data["audience"].partition(":")
        return UUID(identity), kind


def audiences(viewer: Viewer, language: str) -> list[tuple[str, object]]:
    """Parties with their agencies and desks, as grouped choices; the viewer's own agency is left out."""
    agencies, desks, made = directory.agencies(), directory.desks(), list[tuple[str, object]]()
    for party in directory.parties():
        choices = [(f"party:{party.id}", gettext("the whole party: %(name)s") % {"name": party.name(language)})]
        standing = (each for each in agencies if each.party == party.id and each.successor is None)
        for agency in (each for each in standing if each.id not in viewer.own_audiences):
            choices.append((f"agency:{agency.id}", agency.name(language)))
            inside = [each for each in desks if each.agency == agency.id and each.closed_on is None]
            choices += [(f"desk:{each.id}", f"— {each.name(language)} ({each.code})") for each in inside]
        made.append((f"{party.code} · {party.name(language)}", choices))
    named = [(f"group:{each.id}", f"{each.name(language)} ({each.code})") for each in directory.groups()]
    joint = [(f"{each.kind}:{each.id}", each.name(language)) for each in access.audiences_of_rooms()]
    made = [(gettext("Joint operations"), joint), *made] if joint else made
    return [(gettext("Groups"), named), *made] if named else made
