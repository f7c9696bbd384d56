"""Addresses of the pages of controlled deliveries."""

from django.urls import path

from kerege.web.operations import joint, letters, officers, steps, verifying, views

app_name = "operations"
urlpatterns = [
    path("operations/", joint.index, name="joint"),
    path("operations/<uuid:operation>/", joint.show, name="operation"),
    path("operations/<uuid:operation>/accept/", officers.accept, name="accept"),
    path("operations/<uuid:operation>/records/", joint.records, name="records"),
    path("operations/<uuid:operation>/records/release/", joint.release, name="release"),
    path("operations/<uuid:operation>/results/", joint.results, name="results"),
    path("operations/<uuid:operation>/contacts/", joint.contacts, name="contacts"),
    path("operations/<uuid:operation>/officers/", officers.officers, name="officers"),
    path("operations/<uuid:operation>/log/", joint.log, name="log"),
    path("operations/<uuid:operation>/do/<slug:entry>/", joint.act, name="do"),
    path("deliveries/", views.index, name="index"),
    path("deliveries/new/", views.new, name="new"),
    path("deliveries/verify/", verifying.verify, name="verify"),
    path("deliveries/<uuid:delivery>/", views.show, name="show"),
    path("deliveries/<uuid:delivery>/plan/", views.amend, name="amend"),
    path("deliveries/<uuid:delivery>/stop/", steps.stop, name="stop"),
    path("deliveries/<uuid:delivery>/letters/", letters.letters, name="letters"),
    path("deliveries/<uuid:delivery>/letters/<str:state>/<slug:which>.pdf", letters.letter, name="letter"),
    path("deliveries/<uuid:delivery>/letters/<uuid:attachment>/", letters.open_scan, name="open_scan"),
    path("deliveries/<uuid:delivery>/file.pdf", views.printed, name="print"),
    path("deliveries/<uuid:delivery>/<slug:step>/", steps.act, name="act"),
]
