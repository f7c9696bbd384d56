"""Addresses of the journal's pages."""

from django.urls import path, re_path

from kerege.web.oversight import usage, views

app_name = "journal"
urlpatterns = [
    path("oversight/", views.index, name="index"),
    re_path(r"^oversight/readings\.(?P<shape>csv|json|receipt)$", views.export, name="export"),
    path("oversight/acts/", views.acts, name="acts"),
    path("oversight/usage/", usage.usage, name="usage"),
    path("oversight/alerts/", usage.alerts, name="alerts"),
    path("oversight/watched/", usage.watched, name="watched"),
    path("oversight/watched/end/", usage.end, name="end"),
    path("danger/", usage.danger, name="danger"),
    path("oversight/council/", usage.council, name="council"),
]
