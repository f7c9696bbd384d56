"""Addresses of the gallery."""

from django.urls import path

from kerege.web.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.show, name="index"),
    path("progress/<int:done>/", views.go_on, name="progress"),
    path("broken/", views.fail, name="broken"),
]
