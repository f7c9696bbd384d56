"""A composed week laid out in one language: every text ready, so that PDF, page and file only set it."""

import calendar
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.kernel.regions import region
from kerege.rooms.bulletins.queries import wording
from kerege.rooms.bulletins.queries.weekly import WEEKS_BEFORE, Weekly
from kerege.rooms.bulletins.rules import mapping, series, words
from kerege.rooms.bulletins.rules.weekly import COUNTED_KINDS, Entry, Section
from kerege.rooms.statistics import queries as statistics
from kerege.rooms.statistics.queries import Line

Document = dict[str, Any]
LANGUAGES = ("ru", "en")


def document(weekly: Weekly, lang: str) -> Document:
    """The laid-out week in Russian ("ru") or English ("en")."""
    with translation.override(lang):
        at = 1 if lang == "ru" else 0
        week = weekly.week
        return {
            "language": lang,
            "code": week.code,
            "title": _("Weekly summary"),
            "number": _("No. %(number)s, %(year)s") % {"number": week.number, "year": week.code[:4]},
            "span": wording.span(week.first_day, week.last_day, lang),
            "subject": _("Drug seizures and open sources on the territory of the member states"),
            "issuer": [weekly.issuer.party[at], weekly.issuer.agency[at], weekly.issuer.desk[at]],
            "stamp": calendar.timegm(weekly.composed_on.timetuple()),
            "composed": _("Composed on %(day)s") % {"day": wording.full_day(weekly.composed_on, lang)},
            "banner": wording.banner(weekly.marking),
            "handling": wording.handling_notes(weekly.marking),
            "foreword": weekly.recipe.foreword,
            "figures": figures(weekly, lang),
            "brief": brief(weekly, lang),
            "map": map_part(weekly, lang),
            "groups": groups_part(weekly, lang),
            "substances": substances_part(weekly, lang),
            "reporting": reporting_part(weekly, lang),
            "sections": [section_part(each, lang) for each in weekly.sections],
            "wide": [row(each, lang) for each in weekly.wide],
            "notes": notes(weekly, lang),
            "labels": labels(),
            "signature": [_("Director"), _("signature"), _("date")],
        }


def labels() -> dict[str, str]:
    """The fixed words of the layout."""
    return {
        "brief": _("The week in brief"),
        "map": _("Places of the week"),
        "groups": _("The week against the twelve before"),
        "substances": _("Substances of the week"),
        "reporting": _("Who reported seizures, by week"),
        "sections": _("By country"),
        "wide": _("Dated only to a month or a year, reported this week"),
        "notes": _("How to read this summary"),
        "date": _("Date"),
        "place": _("Place"),
        "agency": _("Agency"),
        "substance": _("Substance"),
        "quantity": _("Quantity"),
        "persons": _("Detained"),
        "reference": _("Reference"),
        "source": _("Open source"),
        "press": _("Open sources"),
        "link": _("link"),
        "page": _("page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "continued": _("Weekly summary"),
        "number": _("No."),
    }


@dataclass(frozen=True, slots=True)
class Sums:
    """The week's figures."""

    seizures: int
    countries: int
    members: int
    persons: int
    said: int
    """Reports that state a number of persons; nothing stated is not 0."""
    unsaid: int
    press: int


def sums(weekly: Weekly) -> Sums:
    """Count what the sections list."""
    entries = [e for s in weekly.sections for e in s.entries]
    seizures = [e for e in entries if e.kind in COUNTED_KINDS]
    members = statistics.member_countries()
    return Sums(
        seizures=len(seizures),
        countries=len(members) - len(weekly.silent),
        members=len(members),
        persons=sum(e.persons or 0 for e in entries),
        said=sum(e.persons is not None for e in entries),
        unsaid=sum(e.persons is None for e in entries),
        press=sum(len(s.press) for s in weekly.sections),
    )


def figures(weekly: Weekly, lang: str) -> list[list[str]]:
    """The figures of the first page: number, what it counts, what it leaves open."""
    made = sums(weekly)
    unsaid = ngettext("%(count)s report does not say", "%(count)s reports do not say", made.unsaid)
    before = [cell.reports for cell in weekly.totals.groups.total.cells[:-1] if cell is not None]
    usual = (
        _("usual week: %(count)s") % {"count": wording.number(Decimal(str(median(before))), lang, 1)} if before else ""
    )
    weight = weekly.totals.substances.total.total.amount("kg")
    return [
        [str(made.seizures or "—"), ngettext("seizure reported", "seizures reported", made.seizures), usual],
        [
            wording.short_amount(weight, lang) if weight is not None else "—",
            _("kilograms in all"),
            _("bulk weight as seized"),
        ],
        [
            str(made.persons) if made.persons or made.said else "—",
            ngettext("person detained", "persons detained", made.persons),
            unsaid % {"count": made.unsaid} if made.unsaid else "",
        ],
        [
            str(made.press or "—"),
            ngettext("open-source item", "open-source items", made.press),
            _("added to no total") if made.press else "",
        ],
        [
            _("%(reporting)s of %(all)s") % {"reporting": made.countries, "all": made.members},
            _("member states reported"),
            _("the others: not reported, not 0") if weekly.silent else "",
        ],
    ]


def brief(weekly: Weekly, lang: str) -> list[str]:
    """Sentences that the figures bear out, nothing more."""
    made = []
    totals = weekly.totals.substances
    by_weight = [line for line in totals.lines if line.total.amount("kg") is not None]
    by_weight.sort(key=lambda line: -(line.total.amount("kg") or Decimal(0)))
    if by_weight:
        listed = ", ".join(
            f"{name_of(line, lang)} — {wording.measured('kg', line.total.amounts['kg'], lang)}"
            for line in by_weight[:4]
        )
        made.append(_("Largest by weight: %(list)s.") % {"list": listed})
    largest = largest_entry(weekly)
    if largest is not None:
        made.append(
            _("Largest single seizure: %(what)s, %(where)s, %(day)s.")
            % {
                "what": items_text(largest, lang),
                "where": ", ".join(
                    filter(None, [wording.place(largest, lang), wording.country(largest.country, lang)])
                ),
                "day": wording.sentence_day(largest.occurred, lang),
            }
        )
    made += unusual(weekly, lang)
    if weekly.silent:
        names = ", ".join(wording.country(code, lang) for code in weekly.silent)
        made.append(_("No seizure of this week was reported by agencies of: %(names)s.") % {"names": names})
    press = sums(weekly).press
    if press:
        text = ngettext(
            "%(count)s open-source item is listed apart and added to no total.",
            "%(count)s open-source items are listed apart and added to no total.",
            press,
        )
        made.append(text % {"count": press})
    return made


def unusual(weekly: Weekly, lang: str) -> list[str]:
    """Groups of which this week holds more than any of the twelve before, where at least four of those reported."""
    made = []
    for line in wording.shown_groups(weekly.totals.groups.lines):
        now = line.cells[-1]
        before = [cell.amount("kg") for cell in line.cells[:-1] if cell is not None]
        known = [value for value in before if value is not None]
        amount = now.amount("kg") if now is not None else None
        if line.key and amount is not None and len(known) >= 4 and amount > max(known):
            made.append(
                _("%(group)s: more than in any of the %(weeks)s weeks before (%(now)s; highest before: %(most)s).")
                % {
                    "group": wording.group(line.key, lang),
                    "weeks": WEEKS_BEFORE,
                    "now": wording.measured("kg", amount, lang),
                    "most": wording.measured("kg", max(known), lang),
                }
            )
    return made


def largest_entry(weekly: Weekly) -> Entry | None:
    """The entry with the largest weight of one item."""
    weighed = [
        (item.base_amount, entry)
        for section in weekly.sections
        for entry in section.entries
        for item in entry.amounts
        if item.base == "kg" and item.base_amount is not None
    ]
    return max(weighed, key=lambda pair: (pair[0], pair[1].number))[1] if weighed else None


def name_of(line: Line, lang: str) -> str:
    """The name of a line by substance."""
    return wording.substance(line.key, line.key.removeprefix(statistics.GIVEN), lang)


def map_part(weekly: Weekly, lang: str) -> dict[str, Any]:
    """The map, its legend, and what it cannot show."""
    names = {code: wording.country(code, lang) for code in mapping.COUNTRY_AT}
    spots = [replace(s, name=region(s.name).name(lang)) if s.precision == "region" else s for s in weekly.spots]
    missing = ngettext(
        "%(count)s entry names no place that the map could show.",
        "%(count)s entries name no place that the map could show.",
        weekly.unlocated,
    )
    return {
        "svg": mapping.week_map(spots, lang, names, title=_("Places of the week")),
        "seized": _("reported by agencies"),
        "said": _("open sources"),
        "note": _(
            "Area by number of entries; paler where only the region is known, drawn at its centre. Region centres are "
            "tied into a lattice; no borders are drawn."
        ),
        "missing": missing % {"count": weekly.unlocated} if weekly.unlocated else "",
    }


def groups_part(weekly: Weekly, lang: str) -> dict[str, Any]:
    """Groups of substances: this week, the usual week before, the bars of all weeks."""
    rows = []
    for line in wording.shown_groups(weekly.totals.groups.lines):
        measure = main_measure(line)
        values = [cell.amount(measure) if cell is not None else None for cell in line.cells]
        before = [value for value in values[:-1] if value is not None]
        now = line.cells[-1]
        words_of_bars = _("Last 13 weeks, %(group)s") % {"group": wording.group(line.key, lang)}
        usual = wording.measured(measure, Decimal(str(median(before))), lang) if before and measure else "—"
        rows.append(
            {
                "name": wording.group(line.key, lang),
                "reports": str(now.reports) if now is not None else "",
                "amounts": wording.amounts(now, lang) if now is not None else [_("not reported")],
                "silent": now is None,
                "usual": usual,
                "weeks": _("%(count)s of %(all)s") % {"count": len(before), "all": WEEKS_BEFORE},
                "bars": series.bars(values, title=words_of_bars),
                "bars_words": words_of_bars,
            }
        )
    periods = weekly.totals.groups.periods
    head = {
        "group": _("Group"),
        "reports": _("Seizures"),
        "now": _("This week"),
        "usual": _("Usual week"),
        "weeks": _("Weeks with reports"),
        "bars": _("Weeks %(first)s–%(last)s") % {"first": periods[0].number, "last": periods[-1].number},
    }
    note = _(
        "Usual week: the median of those of the twelve weeks before in which the group was reported. A cross is a "
        "week without a report; it is not 0. A seizure of two groups counts in both."
    )
    return {"rows": rows, "head": head, "note": note}


def main_measure(line: Line) -> str:
    """The measure in which a group's bars are drawn: kilograms where there are any."""
    measures = wording.ordered(line.total.amounts)
    return measures[0] if measures else ""


def substances_part(weekly: Weekly, lang: str) -> list[dict[str, Any]]:
    """Every substance of the week with its seizures and sums."""
    return [
        {
            "name": name_of(line, lang),
            "reports": str(line.total.reports),
            "amounts": wording.amounts(line.total, lang),
        }
        for line in weekly.totals.substances.lines
    ]


def reporting_part(weekly: Weekly, lang: str) -> dict[str, str]:
    """The grid of member states and weeks."""
    lines = {line.key: line for line in weekly.totals.countries.lines}
    rows: list[tuple[str, list[int | None]]] = []
    for code in statistics.member_countries():
        line = lines.get(code)
        held = line.cells if line else (None,) * (WEEKS_BEFORE + 1)
        cells = [cell.reports if cell is not None else None for cell in held]
        rows.append((wording.country(code, lang), cells))
    title = _("Who reported seizures, by week")
    return {
        "svg": series.grid(rows, wording.weeks(weekly.totals.countries.periods), title=title),
        "note": _("Number of seizures reported for each week; an empty cell is a week not reported."),
    }


def section_part(section: Section, lang: str) -> dict[str, Any]:
    """One country; that its agencies are silent is said of members alone, others do not report here."""
    no_agency = section.press and not section.entries and section.country in statistics.member_countries()
    return {
        "country": wording.country(section.country, lang),
        "silent": _("Nothing was reported for this week.") if section.silent else "",
        "no_agency": _("Agencies reported nothing for this week.") if no_agency else "",
        "entries": [row(each, lang) for each in section.entries],
        "press": [row(each, lang) for each in section.press],
    }


def row(entry: Entry, lang: str) -> dict[str, Any]:
    """One line of a country's table."""
    return {
        "date": wording.day(entry.occurred, lang),
        "place": wording.place(entry, lang),
        "country": wording.country(entry.country, lang),
        "agency": wording.agency(entry, lang),
        "kind": "" if entry.kind in COUNTED_KINDS else _(words.KINDS[entry.kind]),
        "items": [
            [wording.substance(item.substance, item.substance_given, lang), wording.amount(item, lang)]
            for item in entry.amounts
        ],
        "persons": wording.persons(entry),
        "reference": entry.number,
        "title": entry.title,
        "publisher": entry.publisher or host(entry.url),
        "url": entry.url,
        "stated": _("totals stated: %(totals)s") % {"totals": entry.stated} if entry.stated else "",
        "published": _("published %(day)s") % {"day": wording.day(entry.published, lang)} if entry.published else "",
        "also": _("repeated %(count)s×") % {"count": entry.also} if entry.also else "",
        "codes": " ".join(sorted(code.value for code in entry.marking.handling if code.value != "H0")),
    }


def host(url: str) -> str:
    """The host of an address, as the name of a publisher that is not named."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


def items_text(entry: Entry, lang: str) -> str:
    """The items of an entry in one line."""
    return ", ".join(
        f"{wording.substance(item.substance, item.substance_given, lang)} ({wording.amount(item, lang)})"
        for item in entry.amounts
    )


def notes(weekly: Weekly, lang: str) -> list[str]:
    """What a reader must know before he uses a figure."""
    made = [
        _(
            "Totals count seizures that agencies reported and that may stand in this summary; open sources are claims "
            "of their publishers, are listed with their links and are added to nothing."
        ),
        _("Quantities are as reported: bulk weight, never adjusted for purity. Kilograms, litres and pieces are never "
          "added together."),
        _("“Not known” was said by the reporter; a dash means that nothing was said; neither is 0."),
        _("A report and its exact repeats count once. A seizure dated only to a month or a year stands in no week."),
    ]  # fmt: skip
    if any(entry.also for entry in weekly.entries):
        made.append(_("Open-source items with the same link are listed once."))
    return made
