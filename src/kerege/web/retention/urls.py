"""Addresses of the pages of retention."""

from django.urls import path

from kerege.web.retention import views

app_name = "retention"
urlpatterns = [
    path("reviews/", views.index, name="index"),
    path("reviews/rules/", views.ruling, name="rules"),
    path("reviews/<uuid:report>/", views.review, name="review"),
]
