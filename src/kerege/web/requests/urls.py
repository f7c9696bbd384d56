"""Addresses of the pages of requests."""

from django.urls import path

from kerege.web.requests import adopting, asking, letters, views

app_name = "requests"
urlpatterns = [
    path("requests/", views.index, name="index"),
    path("requests/new/", asking.new, name="new"),
    path("requests/list.csv", views.export, name="export"),
    path("requests/look-outs/", views.look_outs, name="look_outs"),
    path("requests/figures/", views.figures, name="figures"),
    path("requests/figures.csv", views.figures_file, name="figures_file"),
    path("requests/clocks/", adopting.clocks_page, name="clocks"),
    path("requests/settings/", asking.settings_page, name="settings"),
    path("requests/<uuid:thread>/", views.show, name="show"),
    path("requests/<uuid:thread>/letter-<str:language>.pdf", letters.letter, name="letter"),
    path("requests/<uuid:thread>/edit/", asking.edit, name="edit"),
    path("requests/<uuid:thread>/scan/", letters.scan, name="scan"),
    path("requests/<uuid:thread>/scan/<uuid:attachment>/", letters.open_scan, name="open_scan"),
    path("requests/<uuid:thread>/<slug:deed>/", views.deed_page, name="deed"),
]
