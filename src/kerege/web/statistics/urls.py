"""Addresses of the pages of statistics."""

from django.urls import path

from kerege.web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("statistics/", views.index, name="index"),
    path("statistics/export.<slug:form>", views.export, name="export"),
]
