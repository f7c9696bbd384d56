"""Forms of single steps: each asks what its step needs, and gives it to the door."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerege.kernel.law import PartyClass
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.queries import (
    Answer,
    Authority,
    DeliveryView,
    Ground,
    Item,
    Kind,
    LocalTimeError,
    Penalty,
    Replacing,
    instant_of,
    refusal_text,
    written,
)
from kerege.web.operations.planning import words_of
from kerege.web.operations.points import line, moment_field
from kerege.web.shell.forms import Form

CHECKING = frozenset({directory.DeskKind.ANALYSIS.value, directory.DeskKind.DUTY.value})
"""Kinds of the centre's desks that check a form."""
EVERYBODY = gettext_lazy("Everybody who takes part reads this.")
OWN = gettext_lazy("The requester and your own state read this.")


def words_field(label: Any, hint: Any, *, needed: bool = True) -> forms.CharField:
    """A few lines of text."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=needed, max_length=2000, widget=widget)


class StepForm(Form):
    """A step; `view` is the delivery as its officer sees it."""

    by_letter = True
    """Whether a letter of the officer's state may stand behind it."""

    def __init__(self, *args: Any, view: DeliveryView, **kwargs: Any) -> None:
        """Keep what is shown; where letters are kept, let one be named."""
        super().__init__(*args, **kwargs)
        self.view = view
        if self.by_letter and view.letters:
            choices = [("", _("no letter: I act myself")), *((each, each) for each in view.letters)]
            self.fields["letter"] = forms.ChoiceField(
                label=_("Entered from the letter"), choices=choices, required=False
            )

    def given(self) -> dict[str, Any]:
        """What the machine needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "words" and value not in {None, ""}}

    def letter(self) -> str:
        """The letter behind it, by its number; empty where the officer acts himself."""
        return str(self.cleaned_data.get("letter") or "")

    def written_words(self) -> str:
        """What was written."""
        return str(self.cleaned_data.get("words") or "")


class PlainForm(StepForm):
    """A step that asks for nothing."""


class WordsForm(StepForm):
    """A step that asks what happened; everybody reads it."""

    words = words_field(gettext_lazy("What happened"), EVERYBODY)


class NoteForm(StepForm):
    """A note or a report."""

    words = words_field(gettext_lazy("Text"), OWN)


class AnswerForm(StepForm):
    """A state's answer to the terms of its legs, as they are shown above the form."""

    covers = forms.CharField(widget=forms.HiddenInput)
    word = forms.ChoiceField(
        label=gettext_lazy("Your state"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A consent needs what is asked for next, down to the trial; a refusal its ground alone."
        ),
    )
    authority = forms.ChoiceField(label=gettext_lazy("Authorised by"), required=False)
    authority_name = line(gettext_lazy("Name of the authority"))
    authority_number = line(gettext_lazy("Number and day of the authorisation"))
    legal_basis = line(gettext_lazy("Legal basis in your state"), most=500)
    valid_from = moment_field(gettext_lazy("Valid from (local time)"), needed=False)
    valid_until = moment_field(gettext_lazy("Valid until (local time)"), needed=False)
    penalty = forms.ChoiceField(label=gettext_lazy("Highest penalty that those arrested may face"), required=False)
    tried = line(gettext_lazy("Where they would be tried"))
    assurance = line(gettext_lazy("Reference of the written assurance, where death may follow"))
    words = words_field(gettext_lazy("Conditions, or reasons in words"), OWN, needed=False)
    ground = forms.ChoiceField(label=gettext_lazy("Ground, where you refuse"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the closed lists."""
        super().__init__(*args, **kwargs)
        for name, words in (("word", Answer), ("authority", Authority), ("penalty", Penalty), ("ground", Ground)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = words_of(words)
        own = [leg.terms for leg in self.view.legs if leg.own]
        self.fields["covers"].initial = " ".join(own)

    def clean(self) -> dict[str, Any]:
        """Times in the zone of the state's first border."""
        cleaned = super().clean() or {}
        for name in ("valid_from", "valid_until"):
            if cleaned.get(name):
                try:
                    cleaned[name] = written(instant_of(cleaned[name], self.view.zone))
                except LocalTimeError as problem:
                    self.add_error(name, refusal_text(problem))
            elif cleaned.get("word") != Answer.REFUSE.value:
                self.add_error(name, _("A consent needs its days."))
        if cleaned.get("word") not in {Answer.REFUSE.value, None} and not cleaned.get("legal_basis"):
            self.add_error("legal_basis", _("Name the law or treaty on which your state agrees."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """The answer; conditions stand in the words."""
        made = super().given()
        made["covers"] = made["covers"].split()
        if made.get("word") == Answer.CONDITIONS.value:
            made["conditions"] = self.written_words()
        return made


class SendForm(StepForm):
    """Until when the states answer."""

    by_letter = False

    answer_by = moment_field(gettext_lazy("Answer by (local time of the first point)"))

    def clean(self) -> dict[str, Any]:
        """The instant."""
        cleaned = super().clean() or {}
        if cleaned.get("answer_by"):
            try:
                cleaned["answer_by"] = instant_of(cleaned["answer_by"], self.view.plan.points[0].zone)
            except LocalTimeError as problem:
                self.add_error("answer_by", refusal_text(problem))
        return cleaned


class GiveForm(StepForm):
    """What is handed over."""

    packages = line(gettext_lazy("Packages"), needed=True)
    seals = line(gettext_lazy("Seals"), needed=True)
    weight = line(gettext_lazy("Weight as found"))
    state = line(gettext_lazy("State of the load"), most=500)


class TakeForm(StepForm):
    """The same bytes, by their hash; hidden, since they are shown above."""

    signed = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(label=gettext_lazy("I have found the load as it is written above"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What is shown is what is signed."""
        super().__init__(*args, **kwargs)
        self.fields["signed"].initial = self.view.offered.bytes if self.view.offered else ""


class PositionForm(StepForm):
    """Where the load is: from the phone, or typed."""

    latitude = forms.FloatField(label=gettext_lazy("Latitude"), required=False)
    longitude = forms.FloatField(label=gettext_lazy("Longitude"), required=False)
    accuracy = forms.FloatField(label=gettext_lazy("Accuracy, metres"), required=False)
    words = words_field(
        gettext_lazy("In words"), gettext_lazy("The requester, your own and the next state read this."), needed=False
    )


class SubstituteForm(StepForm):
    """What was replaced, by what, and the sample that was kept."""

    item = forms.ChoiceField(label=gettext_lazy("Goods"))
    replacing = forms.ChoiceField(label=gettext_lazy("How much was replaced"), widget=forms.RadioSelect)
    left_grams = forms.DecimalField(label=gettext_lazy("Stays live, grams"), required=False, min_value=Decimal(0))
    substitute = line(
        gettext_lazy("Replaced by"), hint=gettext_lazy("Empty where it was removed with nothing in its place.")
    )
    trace_sample = line(gettext_lazy("Trace sample: how much, where it is kept"), needed=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the goods of the plan."""
        super().__init__(*args, **kwargs)
        item, how = self.fields["item"], self.fields["replacing"]
        assert isinstance(item, forms.ChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(how, forms.ChoiceField)  # noqa: S101  # for the type checker
        item.choices = [(str(at), each.name) for at, each in enumerate(self.view.plan.goods)]
        how.choices = words_of([Replacing.PART, Replacing.WHOLE, Replacing.REMOVED])

    def given(self) -> dict[str, Any]:
        """Weights as text."""
        made = super().given()
        return made | {"left_grams": str(made.get("left_grams", 0))}


class SplitForm(StepForm):
    """How much of each of the goods goes its own way."""

    by_letter = False

    title = line(gettext_lazy("Name of the new file"), needed=True)
    words = words_field(gettext_lazy("What happened"), gettext_lazy("Those who see the whole file read this."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One field for each of the goods; of those replaced in part also how much of it is live."""
        super().__init__(*args, **kwargs)
        for at, item in enumerate(self.view.plan.goods):
            self.ask(f"part{at}", _("Grams that leave: %(name)s") % {"name": item.name})
            if item.replacing is Replacing.PART:
                self.ask(f"live{at}", _("Of these grams live: %(name)s") % {"name": item.name})

    def ask(self, name: str, label: str) -> None:
        """A weight that is none unless it is said."""
        self.fields[name] = forms.DecimalField(label=label, min_value=Decimal(0), initial=Decimal(0))

    def clean(self) -> dict[str, Any]:
        """No more of it is live than leaves."""
        cleaned = super().clean() or {}
        for at in range(len(self.view.plan.goods)):
            if cleaned.get(f"live{at}", Decimal(0)) > cleaned.get(f"part{at}", Decimal(0)):
                self.add_error(f"live{at}", _("Not more than leaves of it."))
        return cleaned

    def parts(self) -> list[tuple[Item, Decimal, Decimal]]:
        """Each of the goods with what leaves of it, and how much of that is live where it is replaced in part."""
        given, none = self.cleaned_data, Decimal(0)
        return [
            (item, given[f"part{at}"], given.get(f"live{at}") or none) for at, item in enumerate(self.view.plan.goods)
        ]


class StateForm(StepForm):
    """One state of the route."""

    by_letter = False

    state = forms.ChoiceField(label=pgettext_lazy("country", "State"))
    reference = line(gettext_lazy("Reference of the written assurance"))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        """Offer the states that the step may mean."""
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        waiting = [state for state, _reference, accepted in self.view.assurances if not accepted]
        states = waiting if kind is Kind.ACCEPT_ASSURANCE else list(self.view.plan.parties)
        field.choices = [(state, state) for state in states]
        if kind is not Kind.ASSURE:
            del self.fields["reference"]


class ResultForm(StepForm):
    """What a state reports at the end."""

    seized = line(gettext_lazy("Seized"), most=500)
    arrested = forms.IntegerField(label=gettext_lazy("Persons detained"), min_value=0)
    cases = forms.IntegerField(label=gettext_lazy("Criminal cases"), min_value=0)
    costs = line(gettext_lazy("Costs"))
    words = words_field(gettext_lazy("What else"), OWN, needed=False)


class CloseForm(StepForm):
    """The closing report."""

    words = words_field(gettext_lazy("Closing report"), gettext_lazy("What was reached, what it cost, what is learnt."))
    missing = line(gettext_lazy("Why it is closed without results of a state that held the load"))


class DeskForm(StepForm):
    """A desk or agency that is let in, by its code."""

    by_letter = False

    code = line(gettext_lazy("Code"), needed=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say the codes that are most likely meant: desks of the centre to the requester, own agencies to a state."""
        super().__init__(*args, **kwargs)
        known = [each.code for each in directory.agencies() if each.party == directory.party(self.view.party).id]
        if self.view.requesting:
            centre = {each.code for each in directory.parties() if each.party_class is PartyClass.CENTRE}
            known = [each.code for each in directory.desks() if each.party_code in centre and each.kind in CHECKING]
        self.fields["code"].help_text = _("For instance: %(codes)s") % {"codes": ", ".join(known[:6])}
