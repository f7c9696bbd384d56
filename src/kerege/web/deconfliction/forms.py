"""Forms of deconfliction: an event, an event by telephone, a reason."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.rooms.deconfliction import queries
from kerege.rooms.directory.queries import DeskEntry, PartyEntry
from kerege.web.shell.formats import zone_words
from kerege.web.shell.forms import Form
from kerege.web.shell.moments import MomentField


def choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


class EventForm(Form):
    """A planned event: what, why it is not the party's own affair, where, when, whom to call, who is told."""

    kind = forms.ChoiceField(label=gettext_lazy("What is planned"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=gettext_lazy("Where, in words"),
        max_length=200,
        help_text=gettext_lazy("A city or border town of the list stands for its middle and brings its time zone."),
        widget=forms.TextInput(attrs={"list": "places"}),
    )
    point = forms.CharField(
        label=gettext_lazy("Degrees"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Latitude and longitude, as 43.04 74.71. Without them the place is looked up by name."),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    radius_km = forms.CharField(
        label=gettext_lazy("Radius, km"),
        max_length=8,
        initial="1",
        help_text=gettext_lazy("At most 3. Of a way: how far from it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    starts = MomentField(label=gettext_lazy("From"), required=False)
    ends = MomentField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("At most 72 hours, in the clock of the place."),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    way = forms.CharField(
        label=gettext_lazy("Or a way"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "A line for each point: Osh | 2026-12-01 08:00 | 2026-12-01 09:00 (place or degrees, earliest, latest). "
            "Give a point wherever the road bends."
        ),
    )
    scope = forms.ChoiceField(label=gettext_lazy("Why it is more than your own affair"), widget=forms.RadioSelect)
    scope_note = forms.CharField(
        label=gettext_lazy("Which border, route or state"), max_length=200, widget=forms.TextInput()
    )
    belt_km = forms.CharField(
        label=gettext_lazy("Distance to the border, km"),
        required=False,
        help_text=gettext_lazy("As you know it. It is held against a coarse outline of the borders."),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    case = forms.CharField(
        label=gettext_lazy("Case number"), max_length=120, help_text=gettext_lazy("It never goes to the other side.")
    )
    supervisor = forms.CharField(label=gettext_lazy("Supervisor"), max_length=120)
    telephone = forms.CharField(
        label=gettext_lazy("Supervisor's telephone"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    choice = forms.ChoiceField(label=gettext_lazy("If it meets another"), required=False, widget=forms.RadioSelect)
    left_out = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Their events are not compared with yours: they learn nothing, and neither do you."),
    )
    integrity = forms.BooleanField(
        label=gettext_lazy("Integrity case: only my desk reads it, only my party's coordinator learns of a conflict"),
        required=False,
    )

    def __init__(self, *args: object, parties: Iterable[PartyEntry], language: str, **kwargs: object) -> None:
        """Offer the closed lists in the reader's language."""
        super().__init__(*args, **kwargs)
        choose(self.fields["kind"], [(each.value, _(text)) for each, text in queries.KINDS.items()])
        choose(self.fields["scope"], [(each.value, _(text)) for each, text in queries.SCOPES.items()])
        usual = [("", _("as usual for its kind"))]
        choose(self.fields["choice"], usual + [(each.value, _(text)) for each, text in queries.CHOICES.items()])
        choose(
            self.fields["zone"], [("", _("of the place")), *((each, zone_words(each)) for each in queries.times.ZONES)]
        )
        choose(self.fields["left_out"], [(each.code, each.name(language)) for each in parties])

    def given(self) -> Mapping[str, object]:
        """What was filled in."""
        return dict(self.cleaned_data)


class TelephoneForm(EventForm):
    """An event that somebody dictates by telephone."""

    desk = forms.ChoiceField(label=gettext_lazy("Desk that telephones"))
    caller = forms.CharField(label=gettext_lazy("Who speaks: officer number or name"), max_length=120)
    called_back = forms.BooleanField(
        label=gettext_lazy("I called the desk back at the number of the directory"),
        error_messages={"required": gettext_lazy(queries.words.NOT_CALLED_BACK)},
    )

    field_order = ("desk", "caller", "called_back")

    def __init__(self, *args: object, desks: Iterable[DeskEntry], language: str, **kwargs: object) -> None:
        """Offer the desks of members with their registered numbers."""
        super().__init__(*args, language=language, **kwargs)  # type: ignore[arg-type]  # passed through as given
        offered = [
            (each.code, f"{each.party_code} · {each.name(language)} · {each.code} · {each.telephone}") for each in desks
        ]
        choose(self.fields["desk"], [("", "—"), *offered])


class ReasonForm(Form):
    """One reason."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
