"""Addresses of sign-in and of the second factor, under the names allauth's flows look for."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from kerege.web.account import security_keys as keys
from kerege.web.account import sessions

nowhere = RedirectView.as_view(pattern_name="account_login")
urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", sessions.sign_out, name="account_logout"),
    path("sessions/", sessions.listed, name="sessions"),
    path("sessions/end/", sessions.end, name="end_sessions"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/code/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/take-off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/printed-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/printed-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/keys/", keys.listed, name="mfa_list_webauthn"),
    path("second-factor/keys/new/", keys.add, name="mfa_add_webauthn"),
    path("second-factor/keys/confirm/", keys.confirm, name="mfa_reauthenticate_webauthn"),
    path("second-factor/keys/<int:pk>/name/", keys.rename, name="mfa_edit_webauthn"),
    path("second-factor/keys/<int:pk>/take-off/", keys.take_off, name="mfa_remove_webauthn"),
    path("inactive/", nowhere, name="account_inactive"),
    path("closed/", nowhere, name="account_signup"),
    path("closed/email/", nowhere, name="account_email_verification_sent"),
    path("closed/reset/", nowhere, name="account_reset_password"),
    path("closed/set/", nowhere, name="account_set_password"),
]
