"""Views of oversight: how the node is used, alerts of look-ups, watched names, and what the Council is shown."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kerege.kernel.law import Act, Role, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.oversight import actions
from kerege.rooms.oversight import queries as oversight
from kerege.web.oversight.forms import DangerForm, DaysForm, EndForm, SettleForm, WatchForm
from kerege.web.oversight.words import explained, oddity_word, watch_word
from kerege.web.records import words
from kerege.web.shell.formats import language
from kerege.web.shell.page import Answer, page

DEFAULT_DAYS = 30
MOST_LINES = 400
Acts = tuple[date, str, str, list[tuple[str, int]]]
"""Day, place, purpose, and the acts: each in words and how many."""


@page("oversight/usage.html", act=Act.ACCOUNT_FOR)
def usage(request: HttpRequest, viewer: Viewer) -> Answer:
    """Volumes by day, desk, purpose and act of the agency's officers, and what is unusual in them."""
    form, since, until = days_asked(request, viewer)
    found = oversight.usage(viewer=viewer, since=since, until=until)
    desks = {each.id: each.name(language()) for each in directory.desks()}
    volumes = joined((each.day, desks.get(each.desk, ""), each.purpose, each.kind, each.acts) for each in found.volumes)
    return {
        "title": _("How the node is used"),
        "tabs": tabs(viewer, "usage"),
        "form": form,
        "unusual": [
            (oddity_word(each.kind), each.day, desks.get(each.desk, ""), each.number, found.names.get(each.number, ""),
             explained(each))
            for each in found.unusual
        ],
        "volumes": by_day(volumes[:MOST_LINES]),
        "cut": max(0, len(volumes) - MOST_LINES),
    }  # fmt: skip


def joined(volumes: Iterable[tuple[date, str, str, str, int]]) -> list[Acts]:
    """One line for each day, place and purpose, with its acts: each in words and how many."""
    groups = groupby(volumes, key=lambda each: each[:3])
    return [
        (day, where, words.purpose_word(purpose), [(words.leaf_word(kind), acts) for *_others, kind, acts in each])
        for (day, where, purpose), each in groups
    ]


def by_day(lines: list[Acts]) -> list[tuple[date, list[Acts]]]:
    """Lines under their days."""
    return [(day, list(each)) for day, each in groupby(lines, key=lambda line: line[0])]


def days_asked(request: HttpRequest, viewer: Viewer) -> tuple[DaysForm, date, date]:
    """The form of a span of days, and the span: the last month where none is given."""
    form = DaysForm(request.GET if request.GET else None)
    given = form.cleaned_data if form.is_valid() else {}
    until = given.get("until") or oversight.party_day(viewer)
    return form, given.get("since") or until - timedelta(days=DEFAULT_DAYS), until


def tabs(viewer: Viewer, current: str) -> list[tuple[str, str, bool]]:
    """The pages of oversight that this hat opens: name of the page, title, whether it is the present one."""
    known: list[tuple[str, str, str, Callable[[], bool]]] = [
        ("readings", "journal:index", _("Who touched our records"), lambda: True),
        ("usage", "journal:usage", _("How the node is used"), lambda: True),
        ("alerts", "journal:alerts", _("Alerts"), lambda: oversight.hears(viewer)),
        ("watched", "journal:watched", _("Watched names"), lambda: viewer.role is Role.DATA_PROTECTION),
        ("council", "journal:council", _("All parties"), lambda: oversight.is_council(viewer)),
        ("acts", "journal:acts", _("What I did"), lambda: True),
    ]
    return [(address, title, name == current) for name, address, title, shown in known if shown()]


@page("oversight/alerts.html", act=Act.ACCOUNT_FOR)
def alerts(request: HttpRequest, viewer: Viewer) -> Answer:
    """Look-ups of officers, public figures and bait; settled with a remark."""
    oversight.refuse_the_deaf(viewer)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(actor=viewer, alert=form.cleaned_data["alert"], remark=form.cleaned_data["remark"])
        except actions.UnableToWatchError as problem:
            form.add_error("remark", _(problem.message))
        else:
            messages.success(request, _("Settled."))
            return redirect("journal:alerts")
    desks = {each.id: each for each in directory.desks()}
    found = oversight.alerts(viewer=viewer)
    return {
        "title": _("Alerts"),
        "tabs": tabs(viewer, "alerts"),
        "form": form,
        "lines": [
            (each, oddity_word(each.kind), place(desks, each.desk), words.purpose_word(each.purpose)) for each in found
        ],
        "status": 422 if form.errors else 200,
    }


def refuse_others(viewer: Viewer) -> None:
    """Watched names are data protection's alone."""
    if viewer.role is not Role.DATA_PROTECTION:
        raise PermissionError(_("Only a data protection officer keeps watched names."))


def place(desks: dict[UUID, directory.DeskEntry], desk: UUID) -> str:
    """A desk with its party."""
    entry = desks.get(desk)
    return f"{entry.party_code} · {entry.name(language())}" if entry else ""


@page("oversight/watched.html", act=Act.ACCOUNT_FOR)
def watched(request: HttpRequest, viewer: Viewer) -> Answer:
    """Public figures of the party and bait: what is watched, and a form for one more."""
    refuse_others(viewer)
    form = WatchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.watch(actor=viewer, **form.given())
        except actions.UnableToWatchError as problem:
            form.add_error(None, _(problem.message))
        else:
            messages.success(request, _("It is watched from now on."))
            return redirect("journal:watched")
    return {
        "title": _("Watched names"),
        "tabs": tabs(viewer, "watched"),
        "form": form,
        "lines": [(each, watch_word(each.kind)) for each in oversight.watched(viewer=viewer)],
        "status": 422 if form.errors else 200,
    }


@page("oversight/watched.html", act=Act.ACCOUNT_FOR)
def end(request: HttpRequest, viewer: Viewer) -> Answer:
    """Watch a name no more."""
    refuse_others(viewer)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end(actor=viewer, watched=form.cleaned_data["watched"])
        messages.success(request, _("It is watched no more."))
    return redirect("journal:watched")


@page("oversight/council.html", act=Act.ACCOUNT_FOR)
def council(request: HttpRequest, viewer: Viewer) -> Answer:
    """Volumes and alerts of whole parties for the Council's overseers: no desk, no officer, no record."""
    form, since, until = days_asked(request, viewer)
    volumes, found = oversight.over_all(viewer=viewer, since=since, until=until)
    parties = {each.id: each.name_ru if language().startswith("ru") else each.name_en for each in directory.parties()}
    nobody = oversight.unheard(viewer=viewer)
    agencies = {each.id: each.code for each in directory.agencies()} if nobody else {}
    lines = joined((each.day, parties.get(each.party, ""), each.purpose, each.kind, each.acts) for each in volumes)
    return {
        "title": _("All parties"),
        "tabs": tabs(viewer, "council"),
        "form": form,
        "volumes": by_day(lines[:MOST_LINES]),
        "cut": max(0, len(lines) - MOST_LINES),
        "unheard": [(parties.get(party, ""), agencies.get(agency, "")) for party, agency in nobody],
        "alerts": [
            (parties.get(a.party, ""), oddity_word(oversight.Oddity(a.kind)), a.noted, a.settled) for a in found
        ],
    }  # fmt: skip


@page("oversight/danger.html", act=Act.FIND)
def danger(request: HttpRequest, viewer: Viewer) -> Answer:
    """Danger to life: the owner's contact at once, nothing of any record; the owner is told."""
    form = DangerForm(request.POST if request.method == "POST" else None)
    found: list[actions.Contact] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.danger_to_life(actor=viewer, **form.cleaned_data)
        except actions.UnableToRaiseError as problem:
            form.add_error(None, _(problem.message))
        except directory.NoSuchDeskError:
            form.add_error("desk", _("There is no desk of this code."))
    names = [each.name_ru if language().startswith("ru") else each.name_en for each in found]
    return {
        "title": _("Danger to life"),
        "form": form,
        "contacts": list(zip(found, names, strict=True)),
        "status": 422 if form.errors else 200,
    }
