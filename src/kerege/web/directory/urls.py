"""Addresses of the directory."""

from django.urls import path

from kerege.web.directory import changing, views

app_name = "directory"
urlpatterns = [
    path("directory/", views.index, name="index"),
    path("directory/desks/", views.desks, name="desks"),
    path("directory/groups/", views.groups, name="groups"),
    path("directory/agreements/", views.agreements, name="agreements"),
    path("directory/suspensions/", views.suspensions, name="suspensions"),
    path("directory/suspensions/<uuid:suspension>/lift/", views.lift, name="lift"),
    path("directory/officers/", changing.officers, name="officers"),
    path("directory/changes/", changing.changes, name="changes"),
    path("directory/change/<slug:code>/", changing.change, name="change"),
]
