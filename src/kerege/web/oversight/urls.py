"""Addresses of the journal's pages."""

from django.urls import path

from kerege.web.oversight import views

app_name = "journal"
urlpatterns = [
    path("oversight/", views.index, name="index"),
    path("oversight/acts/", views.acts, name="acts"),
]
