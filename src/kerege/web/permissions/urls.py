"""Addresses of the pages of permissions."""

from django.urls import path

from kerege.web.permissions import openings, views

app_name = "permissions"
urlpatterns = [
    path("permissions/", views.index, name="index"),
    path("permissions/ask/<uuid:report>/", views.ask, name="ask"),
    path("permissions/<uuid:asking>/", views.asking_page, name="asking"),
    path("permissions/<uuid:asking>/answer/", views.answer, name="answer"),
    path("openings/ask/<uuid:hit>/", openings.ask, name="ask_opening"),
    path("openings/<uuid:opening>/", openings.opening_page, name="opening"),
    path("openings/<uuid:opening>/shown/", openings.shown, name="shown"),
    path("openings/<uuid:opening>/review/", openings.review, name="review"),
    path("openings/<uuid:opening>/step/", openings.step, name="step"),
]
