"""The way around: one entry for each part of the product, shown to roles that may do its act, when its page exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kerege.kernel.law import Act, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the product in the menu; `key` follows `g` on the keyboard."""

    name: str | Promise
    page: str
    key: str
    icon: str
    acts: frozenset[Act] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the menu shows it."""

    name: str
    url: str
    key: str
    icon: str
    current: bool


FINDING = frozenset({Act.FIND})
REPORTING = frozenset({Act.REPORT})
READING = frozenset({Act.FIND, Act.READ})
PERMITTING = frozenset({Act.ONWARD, Act.FIND, Act.RELEASE})
SCREENING = frozenset({Act.EXPORT, Act.ERASE})
REVIEWING = frozenset({Act.RETRACT, Act.ERASE, Act.OFFER})
DELIVERING = frozenset({Act.FIND, Act.RELEASE})
OVERSEEING = frozenset({Act.ACCOUNT_FOR})
ENTRIES: tuple[Entry, ...] = (
    Entry(_("Situation"), "situation:index", "s", "home"),
    Entry(pgettext_lazy("menu: ask whether something is known", "Check"), "crosscheck:check", "c", "check", FINDING),
    Entry(pgettext_lazy("menu: write a report", "Report"), "records:report", "n", "report", REPORTING),
    Entry(_("Records"), "records:index", "r", "records", READING),
    Entry(_("Hits"), "crosscheck:hits", "h", "hits", FINDING),
    Entry(pgettext_lazy("menu: questions between desks", "Requests"), "requests:index", "q", "requests", READING),
    Entry(
        pgettext_lazy("menu: what originators allow", "Permissions"),
        "permissions:index",
        "p",
        "permission",
        PERMITTING,
    ),
    Entry(
        pgettext_lazy("menu: planned events that meet", "Deconfliction"),
        "deconfliction:index",
        "e",
        "deconfliction",
        READING,
    ),
    Entry(pgettext_lazy("menu: compare a whole list", "Screening"), "screening:index", "l", "screening", SCREENING),
    Entry(pgettext_lazy("menu: controlled", "Deliveries"), "operations:index", "y", "delivery", DELIVERING),
    Entry(pgettext_lazy("menu: joint", "Operations"), "operations:joint", "j", "operation", READING),
    Entry(pgettext_lazy("menu: bring in a spreadsheet", "Import"), "intake:index", "i", "import", REPORTING),
    Entry(_("Bulletins"), "bulletins:index", "b", "bulletins", READING),
    Entry(_("Statistics"), "statistics:index", "t", "statistics", READING),
    Entry(_("Substances"), "substances:index", "u", "substances"),
    Entry(
        pgettext_lazy("menu: what is due to be justified or erased", "Review days"),
        "retention:index",
        "v",
        "reviews",
        REVIEWING,
    ),
    Entry(_("Oversight"), "journal:index", "o", "oversight", OVERSEEING),
    Entry(_("Directory"), "directory:index", "d", "directory"),
)


def may_open(entry: Entry, role: Role) -> bool:
    """Whether a role does any of an entry's acts; an entry without acts is everybody's."""
    return not entry.acts or bool(entry.acts & ROLE_ACTS[role])


def address(page: str) -> str | None:
    """The address of a named page, or None when this node has no such page."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return None


def places(request: HttpRequest, viewer: Viewer | None) -> list[Place]:
    """The menu of a viewer, in order; the place that the present page lies in is marked."""
    return named(viewer.role, here(request, viewer.role)) if viewer is not None else []


def here(request: HttpRequest, role: Role) -> str:
    """The address of the place that the present page lies in; empty for none."""
    return lies_in(request, known_to(role, settings.ROOT_URLCONF, get_script_prefix()))


def named(role: Role, current: str) -> list[Place]:
    """The places that a role is shown, in the reader's language; one of them is where he is."""
    there = known_to(role, settings.ROOT_URLCONF, get_script_prefix())
    return [Place(str(entry.name), url, entry.key, entry.icon, url == current) for entry, url in there]


@cache
def known_to(role: Role, addresses: str, prefix: str) -> tuple[tuple[Entry, str], ...]:
    """The entries of the menu of a role: the same for every page of it."""
    return there_of(role, ENTRIES)


def there_of(role: Role, entries: Iterable[Entry]) -> tuple[tuple[Entry, str], ...]:
    """Those of some entries that a role is shown and this node has, with their addresses."""
    known = [(entry, address(entry.page)) for entry in entries if may_open(entry, role)]
    return tuple((entry, url) for entry, url in known if url is not None)


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu as it stands in a page: its entries, and the line of each in the help about the keyboard."""

    checks: bool
    entries: SafeString
    keys: SafeString


def menu_of(request: HttpRequest, viewer: Viewer | None) -> Menu | None:
    """The menu of a viewer for the frame of a page; None where there is none."""
    if viewer is None:
        return None
    where = (settings.ROOT_URLCONF, get_script_prefix())
    return menu(viewer.role, here(request, viewer.role), get_language() or "", where)


@lru_cache(maxsize=1024)
def menu(role: Role, current: str, language: str, where: tuple[str, str]) -> Menu:
    """The menu of a role on a page of this place, written once: it holds nothing but names of pages."""
    shown = named(role, current)
    entries, keys = (render_to_string(f"shell/{name}.html", {"menu": shown}) for name in ("_menu", "_keys"))
    return Menu(any(place.key == "c" for place in shown), SafeString(entries), SafeString(keys))


def lies_in(request: HttpRequest, there: Iterable[tuple[Entry, str]]) -> str:
    """The entry that the present page lies in: by its address, else the first one of its room; empty for none."""
    inside = [url for _entry, url in there if request.path == url or (url != "/" and request.path.startswith(url))]
    if inside:
        return max(inside, key=len)
    room = request.resolver_match.namespace if request.resolver_match else ""
    return next((url for entry, url in there if entry.page.partition(":")[0] == room), "")
