"""Commands of retention: what is due for review, justifying anew, a party's rules."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from uuid import UUID

    from kerege.kernel.law import Viewer


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `reviews`, `erase`, `hold`, `erased` and `erasure-notices`."""
    from kerege.cli import retention_act

    retention_act.add(commands)
    reviews = commands.add_parser("reviews", help="nominal parts that are due: justify them anew or let them go")
    reviews.add_argument("report", nargs="?", metavar="REPORT", help="a report to review; without it the list is shown")
    reviews.add_argument("--days", type=int, default=60, help="due within so many days (default 60)")
    reviews.add_argument("--overdue", action="store_true", help="only what is overdue")
    reviews.add_argument("--until", type=day, metavar="DAY", help="keep it until a new review day (YYYY-MM-DD)")
    reviews.add_argument("--forward", action="store_true", help="acquitted, dropped or in doubt: review within 30 days")
    reviews.add_argument("--undo", action="store_true", help="take back what you said in a review, within ten minutes")
    reviews.add_argument("--because", metavar="WORDS", help="the reason of the review")
    reviews.add_argument("--rules", action="store_true", help="after how many years each category is reviewed")
    reviews.add_argument("--rule", nargs=2, metavar=("CATEGORY", "YEARS"), help="rule for your party (coordinator)")
    add_viewer_options(reviews)
    reviews.set_defaults(run=run_reviews)


def day(text: str) -> date:
    """A day of the calendar."""
    return date.fromisoformat(text)


def run_reviews(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List what is due, review one, or show and set rules."""
    from kerege.foundation.viewing import viewing

    if arguments.rules or arguments.rule:
        return run_rules(arguments, terminal)
    if arguments.report is None:
        viewer = acting_viewer(arguments, act=Act.READ)
        with viewing(viewer):
            return listed(arguments, terminal, viewer)
    viewer = acting_viewer(arguments, act=Act.RETRACT)
    with viewing(viewer):
        return reviewed(arguments, terminal, viewer)


def listed(arguments: argparse.Namespace, terminal: Terminal, viewer: "Viewer") -> int:
    """What is due, the longest due first."""
    from kerege.rooms.retention import queries

    found = queries.due(viewer=viewer, days=arguments.days, overdue=arguments.overdue)
    words = {
        "current": _("not due yet"),
        "due": _("due"),
        "overdue": _("overdue: hidden from others"),
        "escalated": _("overdue: the data protection officer was asked"),
        "lapsed": _("about to be erased"),
        "held": _("held by an authority"),
    }
    lines = [f"{each.review_on}  {each.number}  {words[each.stage]}" for each in found]
    terminal.answer({"due": [each.wire() for each in found]}, lines or [_("Nothing is due")])
    return 0


def reviewed(arguments: argparse.Namespace, terminal: Terminal, viewer: "Viewer") -> int:
    """Justify one anew, or have it reviewed sooner."""
    from kerege.rooms.retention import actions, queries

    report = report_of(arguments.report, viewer)
    if arguments.undo:
        actions.undo(actor=viewer, report=report)
    elif not arguments.because or bool(arguments.until) == arguments.forward:
        raise CommandError(_("say --until DAY or --forward, and why: --because WORDS"))
    elif arguments.forward:
        actions.bring_forward(actor=viewer, report=report, reason=arguments.because)
    else:
        actions.justify(actor=viewer, report=report, until=arguments.until, reason=arguments.because)
    entry = queries.one(viewer=viewer, report=report)
    said = _("{number}: the next review is on {day}").format(number=entry.number, day=entry.review_on)
    terminal.answer(entry.wire(), [said])
    return 0


def report_of(number: str, viewer: "Viewer") -> "UUID":
    """The report under a number."""
    from kerege.rooms.records import queries as records

    return records.find_report(viewer=viewer, number=number)


def run_rules(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The rules of the party; with --rule a new one."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import actions, queries

    viewer = acting_viewer(arguments, act=Act.RELEASE if arguments.rule else Act.READ)
    with viewing(viewer):
        if arguments.rule:
            category, years = arguments.rule
            if not years.isdigit():
                raise CommandError(_("name a category of the law and a number of years from one to five"))
            actions.set_rule(
                actor=viewer,
                category="" if category == "things" else category,
                years=int(years),
                reason=arguments.because or "",
            )
        found = queries.rules_of(viewer=viewer)
    document = [{"category": each.category or "things", "years": each.years, "start": each.start} for each in found]
    terminal.answer({"rules": document}, [f"{each['category']}  {each['years']}" for each in document])
    return 0
