"""Addresses of the journal's pages."""

from django.urls import path, re_path

from kerege.web.oversight import views

app_name = "journal"
urlpatterns = [
    path("oversight/", views.index, name="index"),
    re_path(r"^oversight/readings\.(?P<shape>csv|json|receipt)$", views.export, name="export"),
    path("oversight/acts/", views.acts, name="acts"),
]
