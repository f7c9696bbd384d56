"""Forms of screening: the terms with the list, a decision, opting out, an answer to a digest."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.rooms.crosscheck.queries import ANSWER_WORDS
from kerege.rooms.directory.queries import PartyEntry
from kerege.rooms.screening.queries import Basis, Persons, Terms, words
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.xls,.jsonl,.ndjson,.zip,.parquet"


def choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


class TermsForm(Form):
    """What a screening needs before it may be asked for."""

    file = forms.FileField(
        label=gettext_lazy("List"),
        help_text=gettext_lazy(
            "CSV, XLSX, ODS, JSON lines or Parquet. Columns: name, birth date, nationality, passport, phone and "
            "others. It is kept sealed, and erased at the end but for the rows that matched."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    list_name = forms.CharField(label=gettext_lazy("Name of the list"), max_length=200)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Whose list it is and how it came to your agency."),
    )
    persons = forms.MultipleChoiceField(label=gettext_lazy("Persons in the list"), widget=forms.CheckboxSelectMultiple)
    basis = forms.ChoiceField(label=gettext_lazy("Legal basis"), widget=forms.RadioSelect)
    basis_text = forms.CharField(
        label=gettext_lazy("Legal basis in words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Article, treaty or decision, with date and number. Both data protection officers read it."
        ),
    )
    review_day = DayField(
        label=gettext_lazy("Review day"),
        help_text=gettext_lazy("By then it must have run; what matched is looked at again. At most 180 days from now."),
    )
    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out"), required=False, widget=forms.CheckboxSelectMultiple
    )
    desks = forms.CharField(
        label=gettext_lazy("Leave out single desks"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Codes of desks, with commas between. Their records are not searched; they learn nothing."
        ),
    )

    def __init__(self, *args: object, parties: Iterable[PartyEntry], language: str, **kwargs: object) -> None:
        """Offer the closed lists in the reader's language."""
        super().__init__(*args, **kwargs)
        choose(self.fields["persons"], [(each.value, _(text)) for each, text in words.PERSONS.items()])
        choose(self.fields["basis"], [(each.value, _(text)) for each, text in words.BASES.items()])
        choose(self.fields["parties"], [(each.code, each.name(language)) for each in parties])

    def terms(self) -> Terms:
        """The terms of a valid form."""
        given = self.cleaned_data
        day: date = given["review_day"]
        desks = (code.strip() for code in given["desks"].split(","))
        return Terms(
            list_name=given["list_name"],
            source=given["source"],
            basis=Basis(given["basis"]),
            basis_text=given["basis_text"],
            persons=tuple(Persons(each) for each in given["persons"]),
            review_day=day,
            left_out=tuple(dict.fromkeys([*given["parties"], *(code for code in desks if code)])),
        )


class DecisionForm(Form):
    """Approve or refuse, with a reason."""

    word = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The asking agency reads it, with your officer number."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the two words."""
        super().__init__(*args, **kwargs)
        choose(self.fields["word"], [("approve", _("approve")), ("refuse", _("refuse"))])


class ProposalForm(Form):
    """Whether the chosen pairs of a proposal are one person, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Are they one?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Another officer must be able to follow it. A judgement can be taken back."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the two words."""
        super().__init__(*args, **kwargs)
        choose(self.fields["verdict"], [("same", _("one: the same")), ("not_same", _("not one"))])


class ReasonForm(Form):
    """One reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stays with your agency."),
    )


class AnswerForm(Form):
    """What the owner does about a digest."""

    answer = forms.ChoiceField(label=gettext_lazy("What will you do?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to stay silent. It stays with your agency."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the answers in the reader's language."""
        super().__init__(*args, **kwargs)
        choose(self.fields["answer"], [(each.value, _(text)) for each, text in ANSWER_WORDS.items()])
