"""Addresses of the shell."""

from django.urls import path

from kerege.web.shell import views

app_name = "shell"
urlpatterns = [
    path("visit/", views.choose_visit, name="visit"),
    path("alive/", views.stay_alive, name="alive"),
    path("language/", views.switch_language, name="language"),
    path("theme/", views.switch_theme, name="theme"),
]
