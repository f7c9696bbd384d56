"""Addresses of the pages of the cross-check."""

from django.urls import path

from kerege.web.crosscheck import comparing, views

app_name = "crosscheck"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("compare/", comparing.compare, name="compare"),
    path("hits/", views.hits, name="hits"),
    path("hits/<uuid:hit>/", views.show, name="hit"),
    path("hits/<uuid:hit>/judge/", views.judge, name="judge"),
    path("hits/<uuid:hit>/answer/", views.answer, name="answer"),
    path("hits/<uuid:hit>/withdraw/<uuid:judgement>/", views.withdraw, name="withdraw"),
    path("profiles/<uuid:subject>/", views.profile, name="profile"),
]
