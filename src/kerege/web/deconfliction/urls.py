"""Addresses of the pages of deconfliction."""

from django.urls import path

from kerege.web.deconfliction import desk, views

app_name = "deconfliction"
urlpatterns = [
    path("deconfliction/", views.index, name="index"),
    path("deconfliction/new/", views.new, name="new"),
    path("deconfliction/events/", views.events, name="events"),
    path("deconfliction/events/<uuid:planned>/", views.show, name="show"),
    path("deconfliction/events/<uuid:planned>/withdraw/", views.withdraw, name="withdraw"),
    path("deconfliction/crossings/<uuid:crossing>/", views.conflict, name="conflict"),
    path("deconfliction/crossings/<uuid:crossing>/step/", views.step, name="step"),
    path("deconfliction/subjects/", views.subjects, name="subjects"),
    path("deconfliction/desk/", desk.desk, name="desk"),
]
