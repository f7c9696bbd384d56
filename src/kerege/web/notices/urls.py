"""Addresses of the pages of notices."""

from django.urls import path

from kerege.web.notices import mailbox, views

app_name = "notices"
urlpatterns = [
    path("notices/", views.index, name="index"),
    path("notices/settings/", views.settings_page, name="settings"),
    path("notices/mailbox/", mailbox.mailbox, name="mailbox"),
]
