"""How single values of a bulletin read in Russian or English: dates, places, amounts, persons, marking."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.kernel.countries import country_name
from kerege.kernel.dates import PartialDate
from kerege.kernel.latin import readable_in_latin
from kerege.kernel.law import Marking
from kerege.kernel.quantities import Quantity, QuantityError, parse_quantity, unit
from kerege.kernel.regions import region
from kerege.rooms.bulletins.rules import words
from kerege.rooms.bulletins.rules.weekly import Amount, Entry
from kerege.rooms.statistics import queries as statistics
from kerege.rooms.statistics.queries import Cell, Period
from kerege.rooms.substances import queries as substances


def number(value: Decimal | float, lang: str, digits: int = 3) -> str:
    """A number with the language's separators."""
    return format_decimal(value, f"#,##0.{'#' * digits}" if digits else "#,##0", locale=lang)


def short_amount(value: Decimal, lang: str) -> str:
    """A sum with as many decimals as its size needs."""
    digits = 0 if value >= 1000 else 1 if value >= 100 else 2 if value >= 1 else 3 if value >= Decimal("0.01") else 6
    return number(value, lang, digits)


def day(occurred: PartialDate | None, lang: str) -> str:
    """A date of the week, short; a wider one in full; a dash where none was stated."""
    if occurred is None:
        return "—"
    if occurred.precision != "day":
        return occurred.text(lang)
    text = format_date(occurred.first_day, "d MMM", locale=lang)
    return _("about %(day)s") % {"day": text} if occurred.about else text


def span(first: date, last: date, lang: str) -> str:
    """The days of a week: "16–22 March 2026"."""
    year = "y" if lang == "en" else "y 'г'."
    end = format_date(last, f"d MMMM {year}", locale=lang)
    if first.month == last.month:
        return f"{first.day}–{end}"
    begin = format_date(first, "d MMMM" if first.year == last.year else f"d MMMM {year}", locale=lang)
    return f"{begin} – {end}"


def full_day(value: date, lang: str) -> str:
    """A day in full."""
    return PartialDate.of(value).text(lang)


def country(code: str, lang: str) -> str:
    """The short name of a country."""
    return country_name(code, lang) if code else _("Country not known")


def sentence_day(occurred: PartialDate | None, lang: str) -> str:
    """A date of the week inside a sentence: the month in full."""
    if occurred is None:
        return _("day not stated")
    if occurred.precision != "day":
        return occurred.text(lang)
    return format_date(occurred.first_day, "d MMMM", locale=lang)


def place(entry: Entry, lang: str) -> str:
    """The place as written, for a reader of English in Latin letters before it, then the region's name."""
    try:
        named = region(entry.region).name(lang) if entry.region else ""
    except KeyError:
        named = entry.region
    written = entry.place if lang == "ru" else readable_in_latin(entry.place)
    parts = [written, named if named.casefold() != entry.place.casefold() else ""]
    return ", ".join(part for part in parts if part)


def agency(entry: Entry, lang: str) -> str:
    """The agency as stated, else the one that reported."""
    return entry.agency or entry.agency_names[1 if lang == "ru" else 0]


def substance(code: str, given: str, lang: str) -> str:
    """The register's name, or the name as given in quotation marks."""
    known = substances.register().by_code
    if code in known:
        return known[code].title(lang)
    return _("“%(name)s”") % {"name": given}


def group(code: str, lang: str) -> str:
    """The name of a group of substances."""
    return substance(code, "", lang) if code else _("Names not in the register")


def amount(item: Amount, lang: str) -> str:
    """A quantity as reported; "not known" is said."""
    if item.amount is None:
        return _("not known") if item.quantity_state == "not_known" else _("not stated")
    try:
        known = parse_quantity(item.quantity_given)
    except QuantityError:
        known = Quantity(item.amount, item.unit or None, "reported", item.approximate, item.upper)
    return known.text(lang).replace(" ", "\u00a0")


def measured(measure: str, value: Decimal, lang: str) -> str:
    """A sum in its measure."""
    if measure == "unit":
        return ngettext("%(amount)s\u00a0piece", "%(amount)s\u00a0pieces", int(value)) % {
            "amount": number(value, lang, 0 if value >= 100 else 1)
        }
    return f"{short_amount(value, lang)}\u00a0{unit(measure).symbol(lang)}"


def amounts(cell: Cell | None, lang: str) -> list[str]:
    """All sums of a cell, each in its measure, and what states no amount."""
    if cell is None:
        return []
    made = [measured(measure, cell.amounts[measure], lang) for measure in ordered(cell.amounts)]
    if cell.unquantified:
        text = ngettext("%(count)s of unknown amount", "%(count)s of unknown amount", cell.unquantified)
        made.append(text % {"count": cell.unquantified})
    return made


def ordered(measures: Iterable[str]) -> list[str]:
    """Measures in the order in which they are shown: kilograms first, units without a factor last."""
    order = ("kg", "l", "unit", "plant", "m2")
    return sorted(measures, key=lambda m: (order.index(m) if m in order else len(order), m))


def persons(entry: Entry) -> str:
    """The number of persons, or that it is not known; a dash where nothing was said."""
    if entry.persons is not None:
        return str(entry.persons)
    return _("not known") if entry.persons_state == "not_known" else "—"


def banner(marking: Marking) -> list[str]:
    """The parts of the marking banner: level, what parties print beside it, codes, conditions."""
    codes = " · ".join(sorted(code.value for code in marking.handling))
    conditions = [_(words.CONDITIONS[each]) for each in sorted(marking.conditions)]
    level = _(words.LEVELS[marking.level])
    said = [each for each in sorted(marking.official_words) if each.partition(": ")[2].casefold() != level.casefold()]
    return [level, *said, codes, *conditions]


def handling_notes(marking: Marking) -> list[tuple[str, str]]:
    """What each code of the marking means."""
    return [(code.value, _(words.HANDLING[code])) for code in sorted(marking.handling)]


def weeks(periods: Sequence[Period]) -> list[str]:
    """The numbers of weeks, for the heads of columns."""
    return [str(period.number) for period in periods]


def shown_groups(groups: Iterable[statistics.Line]) -> list[statistics.Line]:
    """Lines by group in the order of the groups."""
    return sorted(groups, key=lambda each: statistics.group_rank(each.key))
