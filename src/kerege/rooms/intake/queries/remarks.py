"""What the survey of a file found, in sentences of the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from kerege.kernel.places import country_name
from kerege.kernel.units import unit
from kerege.rooms.records.queries import ProbableDuplicate
from kerege.rooms.substances import queries as substances

REGION = ("AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ")
"""Countries of which each gap and question is said one by one; of others the number."""
SHOWN = 10


def remarks(findings: Mapping[str, Any]) -> Iterator[str]:
    """Every remark, the ones that bear on counting first."""
    for jump in findings.get("jumps", ()):
        yield (
            gettext("coverage: %(to)s has %(rows_to)s rows, %(from)s has %(rows_from)s: did reporting change?") % jump
        )
    yield from gap_remarks(findings.get("gaps", {}))
    for code in findings.get("absent", ()):
        yield gettext("no substance of the class “%(code)s” is in the file: not reported, not zero") % {
            "code": title(code)
        }
    for column, count in findings.get("not_known", {}).items():
        yield gettext("%(column)s: in %(count)s rows the country is not known; kept as not known, counted apart") % {
            "column": column,
            "count": count,
        }
    for code in findings.get("months_only", ()):
        yield gettext("%(country)s: most dates are the first of a month; these are kept as months") % {
            "country": name(code)
        }
    for why, count in findings.get("cleaned_places", {}).items():
        yield gettext("places cleaned in %(count)s rows: %(why)s") % {"count": count, "why": gettext(why)}
    yield from outlier_remarks(findings.get("outliers", ()))
    yield from name_remarks(findings.get("unresolved", {}), findings.get("suggestions", {}))


def gap_remarks(gaps: Mapping[str, list[str]]) -> Iterator[str]:
    """Years without rows: one by one for the region, a number for others."""
    for code in REGION:
        if years := gaps.get(code):
            yield gettext("%(country)s has no row in %(years)s: not reported, never zero") % {
                "country": name(code),
                "years": ", ".join(years),
            }
    others = [code for code in gaps if code not in REGION]
    if others:
        yield ngettext(
            "%(count)s other country has years without a row",
            "%(count)s other countries have years without a row",
            len(others),
        ) % {"count": len(others)}


def outlier_remarks(outliers: list[Mapping[str, Any]]) -> Iterator[str]:
    """Questions about amounts: those of the region first."""
    ordered = sorted(outliers, key=lambda each: each["country"] not in REGION)
    for each in ordered[:SHOWN]:
        yield gettext(
            "question: row %(row)s, %(country)s, %(substance)s: %(amount)s %(unit)s, %(times)s times the usual: right?"
        ) % {**each, "country": name(each["country"]), "substance": title(each["substance"])}
    if len(ordered) > SHOWN:
        yield gettext("and %(count)s more such questions") % {"count": len(ordered) - SHOWN}


def name_remarks(unresolved: Mapping[str, int], suggestions: Mapping[str, str]) -> Iterator[str]:
    """Names that the register does not hold: kept as written."""
    if not unresolved:
        return
    listed = ", ".join(
        f"{word} ({count}{', ' + title(suggestions[word]) + '?' if word in suggestions else ''})"
        for word, count in list(unresolved.items())[:SHOWN]
    )
    yield ngettext(
        "%(count)s name of a substance is not in the register and is kept as written: %(names)s",
        "%(count)s names of substances are not in the register and are kept as written: %(names)s",
        len(unresolved),
    ) % {"count": len(unresolved), "names": listed}


def question(pair: ProbableDuplicate) -> str:
    """What two reports say alike: day, country, substance, amount."""
    sign = unit(pair.base).symbol(get_language() or "en")
    day = date_format(pair.day, "SHORT_DATE_FORMAT")
    return f"{day}, {name(pair.country)}, {title(pair.substance)}, {pair.amount.normalize():f} {sign}"


def title(code: str) -> str:
    """A substance's name in the reader's language; a code that the register does not hold stays as it is."""
    entry = substances.register().by_code.get(code)
    return entry.title("ru" if (get_language() or "en").startswith("ru") else "en") if entry else code


def name(code: str) -> str:
    """A country's name in the reader's language; a word that is no code stays as it is."""
    try:
        return country_name(code, get_language() or "en")
    except KeyError:
        return code
