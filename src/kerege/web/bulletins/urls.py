"""Addresses of the pages of bulletins."""

from django.urls import path

from kerege.web.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", views.index, name="index"),
    path("bulletins/weekly/<slug:week>/", views.compose, name="compose"),
    path("bulletins/weekly/<slug:week>/<slug:language>.pdf", views.quick, name="quick"),
    path("bulletins/<uuid:edition>/", views.show, name="show"),
    path("bulletins/<uuid:edition>/<slug:language>.<slug:form>", views.download, name="download"),
    path("bulletins/<uuid:edition>/release/", views.release, name="release"),
    path("bulletins/<uuid:edition>/withdraw/", views.withdraw, name="withdraw"),
]
