"""Forms of the shell, and what every form of the pages shares."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Purpose, Role
from kerege.rooms.directory.queries import Hat
from kerege.web.shell.words import word

NEEDS_NO_REASON = frozenset({Purpose.OWN_WORK})

NEEDED = (
    (forms.MultipleChoiceField, _("Tick at least one.")),
    (forms.ChoiceField, _("Choose one.")),
    (forms.BooleanField, _("Tick this to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.Field, _("Fill this in.")),
)
"""What is to be done where something is missing, by the kind of field: the first that fits."""


class Form(forms.Form):
    """A form of the pages: no colon after labels; errors say what to do, joined to their field as hints are."""

    required_css_class = "required"

    def __init__(self, *args: object, **kwargs: object) -> None:
        """As Django's form, without the suffix after labels."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given

    def full_clean(self) -> None:
        """As Django's; whatever was added to the form since says what to do where it is missing, too."""
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = next(text for kind, text in NEEDED if isinstance(field, kind))
        super().full_clean()


class VisitForm(Form):
    """Which hat, for what purpose, on which case or for which reason."""

    hat = forms.ChoiceField(label=_("Your hat"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label=_("Purpose of this visit"), widget=forms.RadioSelect)
    case = forms.CharField(
        label=_("Case number"),
        required=False,
        max_length=120,
        help_text=_("Your own side's reference. It never goes to the other side."),
    )
    reason = forms.CharField(
        label=_("Or a reason in words"),
        required=False,
        max_length=300,
        help_text=_("When there is no case number. It never goes to the other side either."),
    )

    def __init__(self, *args: object, hats: Iterable[Hat], language: str, **kwargs: object) -> None:
        """Offer these hats, named in the reader's language."""
        super().__init__(*args, **kwargs)
        self.hats = {str(hat.id): hat for hat in hats}
        self.choices_of("hat", [(key, hat_name(hat, language)) for key, hat in self.hats.items()])
        self.choices_of("purpose", [(each.value, word(each)) for each in Purpose])
        if len(self.hats) == 1:
            self.fields["hat"].initial = next(iter(self.hats))

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set the choices of one field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices

    def clean(self) -> dict[str, object]:
        """A purpose other than own work needs a case or a reason; at a post, border control means the shift."""
        cleaned = super().clean() or {}
        hat, purpose = self.hats.get(cleaned.get("hat", "")), cleaned.get("purpose")
        if hat is None or purpose is None or Purpose(purpose) in NEEDS_NO_REASON:
            return cleaned
        if cleaned.get("case") or cleaned.get("reason"):
            return cleaned
        if hat.role is Role.POST and Purpose(purpose) is Purpose.BORDER_CONTROL:
            cleaned["reason"] = gettext("shift at the post")
            return cleaned
        self.add_error("case", gettext("Give a case number, or a reason in words: this purpose needs one of them."))
        return cleaned


def hat_name(hat: Hat, language: str) -> str:
    """A hat in one line: role, desk, party."""
    return f"{word(hat.role)} · {hat.desk.name(language)} · {hat.desk.party_code}"
