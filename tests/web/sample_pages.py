"""Pages written with the decorator, for the tests of the decorator; an address table of its own."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path

from kerege.config.urls import handler400, handler403, handler404, handler500
from kerege.foundation.viewing import current_viewer
from kerege.kernel.law import Act, Viewer
from kerege.rooms.directory import actions
from kerege.rooms.journal.actions import LeafKind, write_leaf
from kerege.web.shell.page import page, public_page

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
SHOWN: list[Viewer | None] = []


class NoSuchThingError(LookupError):
    """As a room raises it."""


@page("shell/sample.html", act=Act.READ, fragment="shell/sample_part.html")
def show(request: HttpRequest, viewer: Viewer) -> dict[str, object]:
    """A plain page; remembers whose context was open."""
    SHOWN.append(current_viewer())
    return {"title": "Sample", "word": "привет"}


@page("shell/sample.html")
def refuse(request: HttpRequest, viewer: Viewer, how: str) -> dict[str, object]:
    """Write something, then fail in the way the address says."""
    write_leaf(LeafKind.CONSULT, f"sample.{how}", {})
    problems: dict[str, Exception] = {
        "missing": Http404("not shown to anybody"),
        "invisible": NoSuchThingError("record 7 of kz-almaty"),
        "forbidden": PermissionError("Only the owner may do this."),
        "mistaken": KeyError("a mistake of ours"),
    }
    raise problems[how]


@page("shell/sample.html", act=Act.ADMINISTER)
def administer(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Write and go elsewhere."""
    actions.add_group(code="sample", name_en="Sample", name_ru="Пример", members=[], since=viewer.day)
    return redirect("/")


@page("shell/sample.html")
def stream(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """What a page may not do."""
    return FileResponse([b"late"])


@public_page("shell/sample.html")
def anybody(request: HttpRequest) -> HttpResponse:
    """A page without a viewer."""
    return HttpResponse("open")


urlpatterns = [
    path("", include("kerege.web.shell.urls")),
    path("account/", include("kerege.web.account.urls")),
    path("sample/", show),
    path("sample/<str:how>/refused/", refuse),
    path("sample/administer/", administer),
    path("sample/stream/", stream),
    path("sample/anybody/", anybody),
]
