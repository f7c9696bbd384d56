"""Forms of retention: a review, and a party's rule."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import PersonCategory
from kerege.rooms.retention.queries import DROPPED_DAYS, MOST_YEARS, Answer, Dispute, Ground, Verdict, Wish
from kerege.web.retention.lines import ANSWERS, DISPUTES, GROUNDS, VERDICTS, WISHES
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form
from kerege.web.shell.words import word

JUSTIFY, FORWARD = "justify", "forward"


class ReviewForm(Form):
    """What a review says: kept until a day, or to be reviewed sooner; always with the reason."""

    decision = forms.ChoiceField(
        label=_("What the review says"),
        widget=forms.RadioSelect,
        choices=lambda: [
            (JUSTIFY, _("It is still needed: keep it until a new day")),
            (FORWARD, _("Acquitted, dropped or in doubt: review it within %(days)s days") % {"days": DROPPED_DAYS}),
        ],
    )
    until = DayField(
        label=_("New review day"),
        required=False,
        help_text=_("No further off than your party's rule for its categories."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What makes it necessary, or no longer necessary. Your agency and the journal keep it."),
    )


class RuleForm(Form):
    """A party's rule for one category."""

    category = forms.ChoiceField(label=_("Category"))
    years = forms.IntegerField(label=_("Years until the review"), min_value=1, max_value=MOST_YEARS)
    reason = forms.CharField(label=_("Reason"), max_length=1000, help_text=_("The law or decision it follows."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the categories of the law."""
        super().__init__(*args, **kwargs)
        listed = [*((each.value, word(each)) for each in PersonCategory), ("", str(_("things alone")))]
        self.fields["category"].choices = listed  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["category"].required = False


class EraseForm(Form):
    """Why a nominal part is erased."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=[(each.value, GROUNDS[each]) for each in Ground], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The journal keeps a commitment to it, not the words; name nobody."),
    )


class LiftForm(Form):
    """The order that lifts a hold."""

    authority = forms.CharField(
        label=_("Authority"), max_length=200, help_text=_("The court, prosecutor or body that made the hold.")
    )
    reference = forms.CharField(label=_("Reference of its order"), max_length=120)


class HoldForm(LiftForm):
    """The order that makes a hold."""

    until = DayField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ChallengeForm(Form):
    """What a person disputes of his record."""

    subject = forms.ChoiceField(label=_("Who challenges"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[(each.value, DISPUTES[each]) for each in Dispute], widget=forms.RadioSelect
    )
    reference = forms.CharField(label=_("Reference of the challenge"), max_length=120)
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, persons: Mapping[UUID, str], *args: object, **kwargs: object) -> None:
        """Offer the persons of the record."""
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [(str(key), name) for key, name in persons.items()]  # type: ignore[attr-defined]  # a ChoiceField


class DecideForm(Form):
    """How a challenge ends while the record stays."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(each.value, VERDICTS[each]) for each in (Verdict.UPHELD, Verdict.CORRECTED)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class InquiryForm(Form):
    """A person's request."""

    text = forms.CharField(
        label=_("Who asks"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Name, date of birth, numbers of documents, as proved to you. It is forgotten when you close it."),
    )
    wish = forms.ChoiceField(
        label=_("What is asked for"), choices=[(each.value, WISHES[each]) for each in Wish], widget=forms.RadioSelect
    )
    reference = forms.CharField(label=_("Reference on your side"), max_length=120)


class AnswerForm(Form):
    """What the owner did about its record."""

    answer = forms.ChoiceField(
        label=_("What you found"), choices=[(each.value, ANSWERS[each]) for each in Answer], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
