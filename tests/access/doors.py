"""Every page and operation with the act that its door asks for, as a list that stands apart from the code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import uuid4

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.errors import HttpError

from kerege.api.main import api
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import actions as directory
from kerege.web.shell import page as shell
from tests import cast

LIST = Path(__file__).with_name("doors.txt")
EVERYBODY = "every role"


def pages(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every page that was made with the decorator, and its address."""
    for each in (resolver or get_resolver()).url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from pages(each, address)
        elif isinstance(each, URLPattern) and hasattr(each.callback, "act"):
            yield address, each.callback


def operations() -> Iterator[tuple[str, Any]]:
    """Every operation of the API: method with address, and the operation, whose `view_func` is the door."""
    for _, router in api._routers:
        for address, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{operation.methods[0]} /api{address}", operation


def page_line(address: str, served: Callable[..., Any]) -> str:
    """How the list says a page."""
    act = served.act  # type: ignore[attr-defined]  # `pages` gives only those that have it
    return f"page /{address}: {act.value if act else EVERYBODY}"


def operation_line(address: str, call: Callable[..., Any]) -> str:
    """How the list says an operation."""
    acts = getattr(call, "acts", None)
    if acts is None:
        return f"{address}: no door"
    every = bool(inside(call, "every_role"))
    return f"{address}: {' '.join(act.value for act in acts)}{' (' + EVERYBODY + ')' if every else ''}"


def inside(call: Callable[..., Any], name: str) -> Any:
    """What a decorator's function holds under a name."""
    return cell(call, name).cell_contents


def cell(call: Callable[..., Any], name: str) -> Any:
    """The cell in which it holds it."""
    code: Any = call.__code__
    held: Any = call.__closure__
    return held[code.co_freevars.index(name)]


def listed() -> set[str]:
    """The lines of the list."""
    return {line for line in LIST.read_text(encoding="utf-8").splitlines() if line}


def lines() -> set[str]:
    """The lines as the code has them now."""
    found = {page_line(address, served) for address, served in pages()}
    return found | {operation_line(address, each.view_func) for address, each in operations()}


def loosened(now: set[str]) -> set[str]:
    """Doors that ask for less than the list says, and new ones that ask for nothing."""
    acts = dict(line.rsplit(": ", 1) for line in listed())
    wrong = set()
    for line in now:
        address, asks = line.rsplit(": ", 1)
        if asks != acts.get(address, asks) or (address not in acts and (EVERYBODY in asks or asks == "no door")):
            wrong.add(line)
    return wrong


def page_passes(served: Callable[..., Any], viewer: Viewer) -> bool:
    """Whether a page's door lets a viewer through; what lies beyond does not matter here."""
    request: Any = SimpleNamespace(method="GET")
    with (
        mock.patch.object(shell, "start", return_value=viewer),
        mock.patch.object(shell.visit, "is_confirmed_lately", return_value=True),
        mock.patch.object(shell, "within", return_value=HttpResponse("beyond the door")),
        mock.patch.object(shell, "note_refusal"),
        mock.patch.object(shell.errors, "error_page", lambda status, **more: HttpResponse(status=status)),
    ):
        return bool(served(request).status_code != 403)


def operation_passes(call: Callable[..., Any], viewer: Viewer) -> bool:
    """Whether an operation's door lets a viewer's whole token through."""
    request = SimpleNamespace(auth=directory.TokenGrant(viewer, frozenset(), uuid4(), True), method="GET")
    try:
        call(request, **{"beyond the door": True})
    except HttpError as problem:
        return problem.status_code != 403
    except TypeError:
        return True
    return True


def page_fault(address: str, served: Callable[..., Any], viewers: list[Viewer]) -> str:
    """What is wrong with a page's door: it asks for less than the list says, or lets in who does not do its act."""
    line = page_line(address, served)
    if loosened({line}):
        return f"loosened: {line}"
    act = next((Act(line.rsplit(": ", 1)[1]) for _ in [0] if served.act is not None), None)  # type: ignore[attr-defined]
    let_in = [v.role for v in viewers if act is not None and act not in ROLE_ACTS[v.role] and page_passes(served, v)]
    return f"{line} lets in {let_in}" if let_in else ""


def operation_fault(address: str, call: Callable[..., Any], viewers: list[Viewer]) -> str:
    """The same for an operation."""
    line = operation_line(address, call)
    if loosened({line}):
        return f"loosened: {line}"
    acts = frozenset(getattr(call, "acts", ()))
    if not acts or inside(call, "every_role"):
        return ""
    let_in = [v.role for v in viewers if not acts & ROLE_ACTS[v.role] and operation_passes(call, v)]
    return f"{line} lets in {let_in}" if let_in else ""


def everybody() -> list[Viewer]:
    """A viewer of every hat of the cast."""
    return [cast.viewer(name) for name in cast.OFFICERS]


@contextmanager
def holding(call: Callable[..., Any], name: str, value: object) -> Iterator[None]:
    """Plant another value into what a decorator's function holds."""
    place = cell(call, name)
    former = place.cell_contents
    place.cell_contents = value
    try:
        yield
    finally:
        place.cell_contents = former


def planted() -> Iterator[tuple[str, Callable[[list[Viewer]], str]]]:
    """A missing check for each door, and how it is looked for: the answer is the fault found, or nothing."""
    for address, served in pages():
        if served.act is None:  # type: ignore[attr-defined]  # `pages` gives only those that have it
            continue

        def unchecked(viewers: list[Viewer], address: str = address, served: Callable[..., Any] = served) -> str:
            with holding(served, "act", None):
                return page_fault(address, served, viewers)

        def forgotten(viewers: list[Viewer], address: str = address, served: Callable[..., Any] = served) -> str:
            with mock.patch.object(served, "act", None):
                return page_fault(address, served, viewers)

        yield f"page /{address}, its check taken out", unchecked
        yield f"page /{address}, its act not named", forgotten
    for address, operation in operations():
        call = operation.view_func
        if not hasattr(call, "acts") or inside(call, "every_role"):
            continue

        def opened(viewers: list[Viewer], address: str = address, call: Callable[..., Any] = call) -> str:
            with holding(call, "every_role", True):
                return operation_fault(address, call, viewers)

        def without(viewers: list[Viewer], address: str = address, call: Callable[..., Any] = call) -> str:
            return operation_fault(address, call.__wrapped__, viewers)  # type: ignore[attr-defined]  # by functools.wraps

        yield f"{address}, opened to every role", opened
        yield f"{address}, without its door", without
