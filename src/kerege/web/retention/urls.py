"""Addresses of the pages of retention."""

from django.urls import path

from kerege.web.retention import challenging, erasing, inquiring, views

app_name = "retention"
urlpatterns = [
    path("reviews/", views.index, name="index"),
    path("reviews/rules/", views.ruling, name="rules"),
    path("reviews/holds/", erasing.holds, name="holds"),
    path("reviews/erased/", erasing.erased, name="erased"),
    path("reviews/notices/", erasing.purges, name="purges"),
    path("reviews/notices/<uuid:purge>/", erasing.purge, name="purge"),
    path("reviews/requests/", inquiring.index, name="inquiries"),
    path("reviews/requests/<uuid:inquiry>/", inquiring.show, name="inquiry"),
    path("reviews/consultations/", inquiring.consultations, name="consultations"),
    path("reviews/consultations/<uuid:consultation>/", inquiring.consultation, name="consultation"),
    path("reviews/challenges/", challenging.index, name="challenges"),
    path("reviews/challenges/<uuid:challenge>/", challenging.show, name="challenge"),
    path("reviews/<uuid:report>/challenge/", challenging.enter, name="enter_challenge"),
    path("reviews/<uuid:report>/", views.review, name="review"),
    path("reviews/<uuid:report>/erase/", erasing.erase, name="erase"),
    path("reviews/<uuid:report>/hold/", erasing.hold, name="hold"),
]
