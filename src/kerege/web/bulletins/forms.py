"""The form of composing: what is left out, who agreed, a foreword."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.rooms.bulletins.queries import Doubt, Entry, Question, Recipe, Weekly
from kerege.web.shell.forms import Form


class ComposeForm(Form):
    """What the composer decides about a week; parties that must be asked get a field for the letter's reference."""

    foreword = forms.CharField(
        label=_("Foreword"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Set before the figures, as you write it; in the language of the readers."),
    )
    without = forms.MultipleChoiceField(label=_("Leave out"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, week: Weekly, **kwargs: object) -> None:
        """Offer the entries of the week and the parties that must be asked."""
        super().__init__(*args, **kwargs)
        field = self.fields["without"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
        field.choices = listed(week.entries, week.questions)
        for party in asked(week.questions):
            self.fields[f"agreed_{party}"] = forms.CharField(
                label=gettext("Consent of %(party)s") % {"party": party},
                required=False,
                max_length=120,
                help_text=gettext("Number and day of the letter or call by which its reports may stand here."),
            )

    def recipe(self) -> Recipe:
        """The recipe that the valid form states."""
        cleaned = self.cleaned_data
        agreed = [
            (name.removeprefix("agreed_"), str(cleaned[name]).strip())
            for name in self.fields
            if name.startswith("agreed_") and str(cleaned.get(name) or "").strip()
        ]
        return Recipe(
            without=frozenset(cleaned["without"]), agreed=tuple(sorted(agreed)), foreword=cleaned["foreword"].strip()
        )


def listed(entries: Iterable[Entry], questions: Iterable[Question]) -> list[tuple[str, str]]:
    """The reports that may be left out or taken back in, by reference."""
    named = {e.number: f"{e.number} · {e.occurred or e.published or ''} · {e.country}" for e in entries}
    named |= {each.number: each.number for each in questions if each.doubt is Doubt.LEFT_OUT}
    return sorted(named.items())


def asked(questions: Sequence[Question]) -> list[str]:
    """The parties whose consent would bring reports in."""
    return sorted({each.party_code for each in questions if each.doubt is Doubt.ASK})
