"""Addresses of the pages of screening."""

from django.urls import path

from kerege.web.screening import owners, proposals, views

app_name = "screening"
urlpatterns = [
    path("screening/", views.index, name="index"),
    path("screening/new/", views.new, name="new"),
    path("screening/digests/", owners.digests, name="digests"),
    path("screening/digests/<uuid:digest>/", owners.digest, name="digest"),
    path("screening/owner/", owners.owner, name="owner"),
    path("screening/<uuid:run>/", views.show, name="show"),
    path("screening/<uuid:run>/ask/", views.ask, name="ask"),
    path("screening/<uuid:run>/withdraw/", views.withdraw, name="withdraw"),
    path("screening/<uuid:run>/decide/", views.decide, name="decide"),
    path("screening/<uuid:run>/proposals/", proposals.proposals, name="proposals"),
    path("screening/<uuid:run>/proposals/take-back/", proposals.take_back, name="take_back"),
    path("screening/<uuid:run>/proposals/<uuid:proposal>/", proposals.judge, name="judge_proposal"),
]
