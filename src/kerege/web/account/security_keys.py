"""Security keys as second factors: allauth's views, where the last factor that a role needs is kept."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django.forms import Form
from django.http import HttpResponse
from django.utils.decorators import method_decorator

listed = views.list_webauthn
add = views.add_webauthn
rename = views.edit_webauthn


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class TakeOff(views.RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Takes a key off unless it is the last factor of a role that needs one."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Take it off, or say why it stays."""
        if not get_adapter().can_delete_authenticator(self.object):
            form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
            return cast(HttpResponse, self.form_invalid(form))
        return cast(HttpResponse, super().form_valid(form))


class Confirm(views.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Asks for the key once more before a sensitive change; a wrong answer is told on the same page."""

    def form_invalid(self, form: ReauthenticateWebAuthnForm) -> HttpResponse:
        """The page again, with what was wrong."""
        return cast(HttpResponse, self.render_to_response(super().get_context_data() | {"form": form}))


take_off = TakeOff.as_view()
confirm = Confirm.as_view()
__all__ = ["add", "confirm", "listed", "rename", "take_off"]
