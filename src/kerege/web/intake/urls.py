"""Addresses of the pages of intake."""

from django.urls import path

from kerege.web.intake import mending, views

app_name = "intake"
urlpatterns = [
    path("import/", views.index, name="index"),
    path("import/<uuid:upload>/mapping/", views.mapping, name="mapping"),
    path("import/<uuid:upload>/progress/", views.progress, name="progress"),
    path("import/<uuid:upload>/remove/", views.forget, name="forget"),
    path("import/done/<uuid:import_id>/", views.result, name="result"),
    path("quarantine/", mending.index, name="quarantine"),
    path("quarantine/rows.<slug:shape>", mending.download, name="download"),
    path("quarantine/<uuid:row>/", mending.row, name="row"),
]
