"""Commands of statistics: what was reported of seizures, by country, substance and period, with its warnings."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.rooms.statistics import queries

SHOWN_OUTLIERS = 20


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `statistics`."""
    made = commands.add_parser("statistics", help="seizures by country, substance and period; gaps stay gaps")
    made.add_argument("--since", metavar="DATE", help="first day, month or year (default: the present year)")
    made.add_argument("--until", metavar="DATE", help="last day, month or year")
    made.add_argument("--by", choices=("country", "substance", "group"), default="substance", help="what the lines are")
    made.add_argument("--step", choices=("week", "month", "year"), default="year", help="the length of a period")
    made.add_argument("--country", default="", help="a country by name or code")
    made.add_argument("--substance", default="", help="a substance or a class, by name or code")
    made.add_argument("--kind", choices=("seizure", "open_source"), default="seizure", help="which reports are counted")
    made.add_argument("--periods", action="store_true", help="show each period too")
    add_viewer_options(made)
    made.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Count, and say what a reader must know."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.statistics import queries

    viewer = acting_viewer(arguments, act=Act.READ, purpose=Purpose.ANALYSIS)
    since, until = span(arguments.since, arguments.until, viewer.day)
    with viewing(viewer):
        table = queries.seizures(
            viewer=viewer,
            since=since,
            until=until,
            step=queries.Step(arguments.step),
            by=queries.Sorting(arguments.by),
            country=country(arguments.country),
            substance=substance(arguments.substance),
            kinds=(arguments.kind,),
        )
    terminal.answer(document(table, terminal.language), lines(table, terminal.language, periods=arguments.periods))
    return 0


def span(since: str | None, until: str | None, today: date) -> tuple[date, date]:
    """First and last day from what was asked."""
    from kerege.foundation.saying import said
    from kerege.kernel.dates import DateError, PartialDate, parse_date

    try:
        first = parse_date(since) if since else PartialDate(today.year)
        last = parse_date(until) if until else PartialDate(first.year) if since else PartialDate.of(today)
    except DateError as problem:
        raise CommandError(said(problem)) from problem
    return first.first_day, last.last_day


def country(text: str) -> str:
    """The code of a country."""
    from kerege.kernel.countries import country_code

    code = country_code(text) if text else ""
    if code is None:
        raise CommandError(_("“{text}” is not a country we know; use its name or its ISO code").format(text=text))
    return code


def substance(text: str) -> str:
    """The code of a substance or a class."""
    from kerege.rooms.substances import queries

    if not text or text in queries.register().by_code:
        return text
    code = queries.resolve(text).code
    if code is None:
        raise CommandError(_("the register of substances does not hold “{text}”").format(text=text))
    return code


def cell_document(cell: "queries.Cell | None") -> dict[str, object] | None:
    """A cell; null where nothing was reported."""
    if cell is None:
        return None
    amounts = {measure: str(amount) for measure, amount in cell.amounts.items()}
    return {"reports": cell.reports, "amounts": amounts, "unquantified": cell.unquantified}


def document(table: "queries.Table", language: str) -> dict[str, object]:
    """The table as a document: null is “not reported”."""
    from kerege.rooms.statistics import queries

    return {
        "since": table.since,
        "until": table.until,
        "by": table.by.value,
        "step": table.step.value,
        "country": table.country or None,
        "substance": table.substance or None,
        "periods": [period.code for period in table.counted.periods],
        "unplaced": table.counted.unplaced,
        "total": cell_document(table.counted.total.total),
        "lines": [
            {
                "key": line.key or None,
                "name": queries.line_name(line.key, table.by, language),
                "total": cell_document(line.total),
                "cells": [cell_document(cell) for cell in line.cells],
            }
            for line in table.counted.lines
        ],
        "warnings": [
            {"code": each.code, "country": each.country or None, "text": _(each.message) % dict(each.values)}
            for each in table.warnings
        ],
        "outliers": [
            {
                "report": str(each.report),
                "country": each.country or None,
                "substance": each.substance,
                "measure": each.measure,
                "amount": str(each.amount),
                "usual": str(each.usual),
            }
            for each in table.outliers
        ],
        "marking": table.marking.wire(),
    }


def cell_text(cell: "queries.Cell | None", language: str) -> str:
    """A cell in words."""
    from kerege.rooms.statistics import queries

    if cell is None:
        return _("not reported")
    parts = [
        f"{amount:,f} {queries.measure_name(measure, language)}".replace(",", " ")
        for measure, amount in cell.amounts.items()
    ]
    if cell.unquantified:
        parts.append(_("%(count)s without an amount") % {"count": cell.unquantified})
    return f"{cell.reports} · {'; '.join(parts) or '—'}"


def lines(table: "queries.Table", language: str, *, periods: bool) -> list[str]:
    """The table for people."""
    from kerege.rooms.statistics import queries

    made = [f"{table.since} – {table.until} · {cell_text(table.counted.total.total, language)}", ""]
    for line in table.counted.lines:
        unknown = _("Country not known") if table.by is queries.Sorting.COUNTRY else _("Names not in the register")
        name = queries.line_name(line.key, table.by, language) or unknown
        made.append(f"{name}: {cell_text(line.total, language)}")
        if periods:
            pairs = zip(table.counted.periods, line.cells, strict=True)
            made += [f"    {period.code}  {cell_text(cell, language)}" for period, cell in pairs]
    made += ["", *table.marking.lines()]
    for each in table.warnings:
        where = f"{queries.line_name(each.country, queries.Sorting.COUNTRY, language)}: " if each.country else ""
        made.append(f"! {where}{_(each.message) % dict(each.values)}")
    for outlier in table.outliers[:SHOWN_OUTLIERS]:
        values = {
            "substance": queries.line_name(outlier.substance, queries.Sorting.SUBSTANCE, language),
            "amount": f"{outlier.amount:f} {queries.measure_name(outlier.measure, language)}",
            "usual": f"{outlier.usual:f}",
            "country": outlier.country or "?",
        }
        made.append("? " + _("%(country)s, %(substance)s: is %(amount)s right? Usual is %(usual)s.") % values)
    if len(table.outliers) > SHOWN_OUTLIERS:
        made.append("? " + _("and %(count)s more questions") % {"count": len(table.outliers) - SHOWN_OUTLIERS})
    return made
