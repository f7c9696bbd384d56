"""Forms of notices: how an account wants to be told, and an address of a desk's system."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.rooms.notices.queries import Mail, Wish
from kerege.web.shell.formats import zone_words
from kerege.web.shell.forms import Form

MAIL_WORDS = (
    (Mail.AT_ONCE, gettext_lazy("at once")),
    (Mail.DIGEST, gettext_lazy("once a day, in one message")),
    (Mail.NEVER, gettext_lazy("never")),
)
ZONES = sorted(zone for zone in available_timezones() if zone.startswith(("Asia/", "Europe/")) or zone == "UTC")


class WishForm(Form):
    """When e-mail is sent, and when not."""

    mail = forms.ChoiceField(label=gettext_lazy("E-mail"), widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(label=gettext_lazy("Hour of the daily message"), coerce=int)
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("Quiet from"), coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"),
        coerce=int,
        help_text=gettext_lazy("Urgent notices come at any hour. The same hour twice: no quiet hours."),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the closed lists in the reader's language."""
        super().__init__(*args, **kwargs)
        self.offer("mail", [(mail.value, str(text)) for mail, text in MAIL_WORDS])
        for name in ("digest_hour", "quiet_from", "quiet_until"):
            self.offer(name, [(str(hour), f"{hour:02d}:00") for hour in range(24)])
        self.offer("zone", sorted(((zone, zone_words(zone)) for zone in ZONES), key=lambda each: each[1]))

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Set the choices of a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices

    def wanted(self) -> Wish:
        """The wish of a valid form."""
        given = self.cleaned_data
        return Wish(
            mail=Mail(given["mail"]),
            digest_hour=given["digest_hour"],
            quiet_from=given["quiet_from"],
            quiet_until=given["quiet_until"],
            zone=given["zone"],
        )


class HookForm(Form):
    """One address."""

    address = forms.CharField(
        label=gettext_lazy("Address of your desk's system"),
        max_length=300,
        help_text=gettext_lazy(
            "It gets a signed message that a notice came and whether it is urgent, nothing else. Only hosts that this "
            "node's administrator listed."
        ),
        widget=forms.URLInput,
    )


def wish_values(wish: Wish) -> dict[str, object]:
    """A wish as a form's first values."""
    return {
        "mail": wish.mail.value,
        "digest_hour": wish.digest_hour,
        "quiet_from": wish.quiet_from,
        "quiet_until": wish.quiet_until,
        "zone": wish.zone,
    }


def hook_refused(form: HookForm, problem: PermissionError) -> None:
    """Say why an address was not taken."""
    form.add_error("address", _(str(problem)))
