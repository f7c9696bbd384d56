"""What the pages of a joint operation say in words: the log, the sheets as one table, who takes part, the map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.queries import (
    Asked,
    Cell,
    Declined,
    Entry,
    EntryKind,
    OperationView,
    Phase,
    SharedRecord,
    figure_of,
    kept_role,
    title_words,
)
from kerege.web.operations.joint_forms import figure_words
from kerege.web.records.forms.options import country_words, substance_words
from kerege.web.records.views.listing import listed
from kerege.web.shell.formats import day, iso_day, language
from kerege.web.shell.words import word
from kerege.web.situation import pictures, points


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry in words."""

    entry: Entry
    what: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One figure over all parties: its words, a cell for each party, the total."""

    name: str
    measure: str
    cells: tuple[Cell | None, ...]
    total: Cell


def log_lines(view: OperationView) -> list[LogLine]:
    """The log, the newest first."""
    titles = {each.id: title_words(each) for each in view.entries}
    return [
        LogLine(entry, word(entry.kind), tuple(text for text in details(entry, titles) if text))
        for entry in reversed(view.entries)
    ]


def details(entry: Entry, titles: dict[str, str]) -> list[str]:
    """What an entry states, in words."""
    given = entry.given
    if entry.kind is EntryKind.PHASE:
        return [word(Phase(given["phase"]))]
    if entry.kind is EntryKind.SCOPE:
        return scope_words(given)
    if entry.kind in {EntryKind.DONE, EntryKind.CONTACT_OFF}:
        return [titles.get(str(given.get("task") or given.get("contact")), "")]
    if entry.kind is EntryKind.CONTACT:
        return [str(given["title"]), word(kept_role(given.get("role")))]
    if entry.kind is EntryKind.SHEET:
        return [_("%(count)s lines") % {"count": len(given["lines"])}]
    if entry.kind in {EntryKind.SHARED, EntryKind.APART}:
        return [str(given["references"]).replace("\n", "; ")]
    if entry.kind in {EntryKind.RESULT, EntryKind.CORRECTION}:
        return [figure_words(figure_of(given)), str(given["value"]), str(given.get("reference", ""))]
    if entry.kind in {EntryKind.RECORD, EntryKind.RECORD_OFF}:
        return []
    if entry.kind in {EntryKind.NAMED, EntryKind.UNNAMED}:
        return [str(given["officer"]), word(kept_role(given.get("role")))]
    return [title_words(entry), *(iso_day(str(given.get(name, ""))) for name in ("day", "hour", "due", "agency"))]


def scope_words(given: Any) -> list[str]:
    """Days, substances and countries."""
    names = [substance_words(code, language()) or code for code in str(given.get("substances", "")).split()]
    places = [country_words(code, language()) for code in str(given.get("countries", "")).split()]
    return [f"{iso_day(given['since'])} – {iso_day(given['until'])}", ", ".join(names), ", ".join(places)]


def scope_given(view: OperationView) -> dict[str, Any]:
    """The scope that stands, as its form takes it: who changes one thing keeps the rest."""
    if view.scope is None:
        return {}
    names = [substance_words(code, language()) or code for code in view.scope.substances]
    return {
        "since": view.scope.since,
        "until": view.scope.until,
        "substances": "\n".join(names),
        "countries": list(view.scope.countries),
    }


def scope_rows(view: OperationView) -> list[tuple[str, str]]:
    """The scope as facts."""
    if view.scope is None:
        return []
    names = [substance_words(code, language()) or code for code in view.scope.substances]
    places = [country_words(code, language()) for code in view.scope.countries]
    return [
        (_("Days of the active phase"), f"{day(view.scope.since)} – {day(view.scope.until)}"),
        (_("Substances"), ", ".join(names) or _("all of them")),
        (_("Countries"), ", ".join(places) or _("all of them")),
    ]


def sheet_rows(view: OperationView) -> tuple[list[str], list[SheetRow]]:
    """The parties that reported, and a row for each figure."""
    parties = list(view.sheets)
    rows = [
        SheetRow(
            figure_words(figure),
            word(figure.measure),
            tuple(view.sheets[party].get(figure) for party in parties),
            total,
        )
        for figure, total in view.totals.items()
    ]
    return parties, rows


def members(view: OperationView) -> list[dict[str, Any]]:
    """Who takes part, by party."""
    agencies = {each.id: each for each in directory.agencies()}
    parties = {each.code: each for each in directory.parties()}
    return [
        {
            "party": parties[party].name(language()),
            "agency": agencies[member].name(language()),
            "lead": member == view.lead,
            "officers": [each for _depth, each in view.contacts if each.agency == agencies[member].code],
            "limited": member in view.limited,
            "named": [each for each in view.officers if each.agency == member and each.named_at and each.holds],
        }
        for party, member in view.members
    ]


def answers(found: Iterable[Asked | Declined]) -> list[dict[str, Any]]:
    """Agencies that have not answered yet, or declined."""
    agencies = {each.id: each for each in directory.agencies()}
    return [{"entry": each, "agency": agencies[each.agency].name(language())} for each in found]


def officer_lines(view: OperationView) -> list[dict[str, Any]]:
    """The contact tree: each officer with his depth and with whom he telephones."""
    below = {each.id: each for _depth, each in view.contacts}
    names = {each.code: each.name(language()) for each in directory.agencies()}
    return [
        {
            "depth": min(depth, 4),
            "entry": each,
            "role": word(kept_role(each.given.get("role"))),
            "agency": names.get(each.agency, each.agency),
            "above": above.given["title"] if (above := below.get(str(each.given.get("under")))) else "",
        }
        for depth, each in view.contacts
    ]


def record_lines(records: list[SharedRecord]) -> list[dict[str, Any]]:
    """The records in words, with the agencies that do not read them to their owner."""
    names = {each.id: each.name(language()) for each in directory.agencies()}
    lines = listed(tuple(each.row for each in records))
    return [
        {**line, "shared": each, "unseen": [names.get(agency, "") for agency in each.not_seen_by]}
        for line, each in zip(lines, records, strict=True)
    ]


def map_of(records: list[SharedRecord]) -> dict[str, Any]:
    """The map of the records that the reader sees, as the first page draws it."""
    dots, outside = pictures.dots(pictures.counted_places(each.row for each in records), language())
    labels = pictures.country_labels(language())
    return {"dots": dots, "outside": outside, "labels": labels, "size": (round(points.WIDTH), round(points.HEIGHT))}
