"""Forms of the cross-check: what is asked and who is left out; a judgement; an answer to a silent match."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerege.kernel.countries import country_code
from kerege.rooms.crosscheck.queries import ANSWER_WORDS, VERDICT_WORDS
from kerege.rooms.directory.queries import PartyEntry
from kerege.web.shell.forms import Form


class CheckForm(Form):
    """One box for anything, and who must not learn of it."""

    text = forms.CharField(
        label=gettext_lazy("What to check"),
        max_length=200_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Paste a name in any script, a phone, plate, document, parcel, wallet or address; with a date of birth and "
            "a nationality it finds more surely."
        ),
    )
    lines = forms.BooleanField(label=gettext_lazy("A list: each line is a question of its own"), required=False)
    country = forms.CharField(
        label=gettext_lazy("Nationality, or country of the numbers"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "width-20"}),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex of the person"),
        required=False,
        choices=[
            ("", gettext_lazy("not stated")),
            ("m", pgettext_lazy("sex", "male")),
            ("f", pgettext_lazy("sex", "female")),
        ],
    )
    places = forms.CharField(
        label=gettext_lazy("Where the person lives or stays"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Town, street, house; several separated by semicolons."),
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
        """Offer these parties to be left out."""
        super().__init__(*args, **kwargs)
        field = self.fields["parties"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(each.code, each.name(language)) for each in parties]

    def clean_country(self) -> str:
        """The country's code."""
        given = str(self.cleaned_data.get("country") or "").strip()
        code = country_code(given) if given else ""
        if given and not code:
            raise forms.ValidationError(_("This is not a country we know; use its name or its ISO code."))
        return code or ""

    def clean(self) -> dict[str, object]:
        """Sex and place say of whom one question asks: the lines of a list state none."""
        for name in ("sex", "places"):
            if self.cleaned_data.get("lines") and self.cleaned_data.get(name):
                self.add_error(name, _("A list asks for many: leave this empty, or ask for one alone."))
        return self.cleaned_data

    @property
    def asked_places(self) -> list[str]:
        """The places, one by one."""
        return [each for each in str(self.cleaned_data.get("places") or "").split(";") if each.strip()]

    @property
    def left_out(self) -> list[str]:
        """The codes of parties and desks that are left out."""
        desks = [code.strip() for code in str(self.cleaned_data.get("desks") or "").split(",")]
        return [*self.cleaned_data.get("parties", []), *(code for code in desks if code)]


class JudgementForm(Form):
    """Whether the two are the same, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Are the two the same?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Another officer must be able to follow it. A judgement can be taken back."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the verdicts in the reader's language."""
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(each.value, _(text)) for each, text in VERDICT_WORDS.items()]


class AnswerForm(Form):
    """What the owner of a silent match does."""

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
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(each.value, _(text)) for each, text in ANSWER_WORDS.items()]
