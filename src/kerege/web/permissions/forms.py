"""Forms of permissions: asking, answering, and the steps of an opening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Act, Part
from kerege.rooms.permissions.queries import MOST_HOURS
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form
from kerege.web.shell.words import word

PARTS = {Part.FACTS: _("facts part"), Part.NOMINAL: _("nominal part")}


class AskForm(Form):
    """What is asked of the originator."""

    act = forms.ChoiceField(label=_("What you ask for"), widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("Which part"), widget=forms.RadioSelect)
    towards = forms.ChoiceField(label=_("To which party"), required=False, help_text=_("Only for passing on."))
    words = forms.CharField(
        label=_("What for"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The originator reads these words. Your case number does not go to him unless you write it here."),
    )

    def __init__(
        self, *args: object, acts: list[Act], parts: list[Part], parties: list[tuple[str, str]], **kwargs: object
    ) -> None:
        """Offer what the asker's role does, the parts that were read and the parties of the directory."""
        super().__init__(*args, **kwargs)
        self.offer("act", [(each.value, str(word(each))) for each in acts])
        self.offer("part", [(each.value, str(PARTS[each])) for each in parts])
        self.offer("towards", [("", "—"), *parties])
        self.fields["part"].initial = parts[-1].value

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set the choices of one field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, object]:
        """Passing on needs its party."""
        given: dict[str, object] = super().clean() or {}
        if given.get("act") == Act.ONWARD and not given.get("towards"):
            self.add_error("towards", _("Say to which party it is to go."))
        return given


class AnswerForm(Form):
    """The originator's answer."""

    words = forms.CharField(
        label=_("Your words to the other side"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a refusal."),
    )
    last_day = DayField(
        label=_("Until"),
        required=False,
        help_text=_("After this day the permission closes by itself."),
    )
    answered = forms.BooleanField(label=_("I have read this restriction and answer for it"), required=False)


class DangerForm(Form):
    """Why content is to be opened."""

    danger = forms.CharField(
        label=_("What threatens whom"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both officers who open, and the owner, read these words."),
    )


class StepForm(Form):
    """Words of a refusal and hours of an opening."""

    hours = forms.IntegerField(label=_("For how many hours"), min_value=1, max_value=MOST_HOURS, required=False)
    reason = forms.CharField(
        label=_("Why not"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReviewForm(Form):
    """What the owner says of it afterwards."""

    justified = forms.ChoiceField(
        label=_("Was it justified?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It was justified")), ("no", _("It was not justified"))],
    )
    words = forms.CharField(label=_("What was found out"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
