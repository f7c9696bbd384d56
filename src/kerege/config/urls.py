"""Addresses of the web application: the shell, sign-in, and every room's pages that this node has."""

from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from kerege.api.main import api, nowhere
from kerege.web.shell.views import start_page

PAGES = Path(__file__).resolve().parents[1] / "web"
ROOMS = [
    "situation",
    "notices",
    "crosscheck",
    "deconfliction",
    "screening",
    "permissions",
    "requests",
    "operations",
    "retention",
    "records",
    "intake",
    "bulletins",
    "statistics",
    "substances",
    "oversight",
    "directory",
    "access",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kerege.web.shell.urls")),
    path("api/", api.urls),
    re_path("^api/", nowhere),
    path("account/", include("kerege.web.account.urls")),
    *(path("", include(f"kerege.web.{room}.urls")) for room in ROOMS if (PAGES / room / "urls.py").exists()),
]
urlpatterns.append(path("", start_page, name="start"))
if settings.DEBUG or settings.GALLERY:
    urlpatterns.append(path("gallery/", include("kerege.web.gallery.urls")))

handler400 = "kerege.web.shell.errors.bad_request"
handler403 = "kerege.web.shell.errors.forbidden"
handler404 = "kerege.web.shell.errors.not_found"
handler500 = "kerege.web.shell.errors.broken"
