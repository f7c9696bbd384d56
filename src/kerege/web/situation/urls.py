"""The address of the first page."""

from django.urls import path

from kerege.web.situation import views

app_name = "situation"
urlpatterns = [path("", views.index, name="index")]
