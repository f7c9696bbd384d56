"""Addresses of the pages of reports."""

from django.urls import path

from kerege.web.records.views import acting, approving, attaching, explaining, listing, reporting, showing, templating

app_name = "records"
urlpatterns = [
    path("report/", reporting.choose_kind, name="report"),
    path("report/regions/", reporting.regions, name="regions"),
    path("report/templates/", templating.index, name="templates"),
    path("report/templates/<slug:kind>.xlsx", templating.download, name="template"),
    path("report/<slug:kind>/", reporting.write, name="write"),
    path("records/", listing.index, name="index"),
    path("records/find/", listing.find, name="find"),
    path("records/offers/", acting.offers, name="offers"),
    path("records/approvals/", approving.index, name="approvals"),
    path("records/export.<slug:form>", listing.export, name="export"),
    path("records/<uuid:report>/", showing.show, name="show"),
    path("records/<uuid:report>/explain/", explaining.explain, name="explain"),
    path("records/<uuid:report>/versions/<int:number>/", showing.version, name="version"),
    path("records/<uuid:report>/correct/", acting.correct, name="correct"),
    path("records/<uuid:report>/retract/", acting.retract, name="retract"),
    path("records/<uuid:report>/send/", acting.send, name="send"),
    path("records/<uuid:report>/offer/<slug:part>/", acting.offer, name="offer"),
    path("records/<uuid:report>/release/", acting.release, name="release"),
    path("records/<uuid:report>/approve/<uuid:release>/", approving.approve, name="approve"),
    path("records/<uuid:report>/refuse/<uuid:release>/", approving.refuse, name="refuse"),
    path("records/<uuid:report>/files/", attaching.attach, name="attach"),
    path("records/<uuid:report>/files/<uuid:attachment>/", attaching.download, name="download"),
    path("records/<uuid:report>/files/<uuid:attachment>/remove/", attaching.detach, name="detach"),
    path("records/<uuid:report>/withdraw/<uuid:release>/", acting.withdraw, name="withdraw"),
]
