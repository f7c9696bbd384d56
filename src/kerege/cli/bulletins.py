"""Commands of bulletins: compose the weekly summary as PDF, page or document."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.rooms.bulletins import queries


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bulletin weekly`."""
    bulletin = commands.add_parser("bulletin", help="products composed from what is reported")
    acts = bulletin.add_subparsers(dest="act", metavar="ACT", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)

    weekly = acts.add_parser("weekly", help="the weekly summary (default: the last full week)", parents=[shared])
    weekly.add_argument("--week", metavar="2026-W12", help="the week, by ISO 8601")
    weekly.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: the present folder)")
    weekly.add_argument("--html", action="store_true", help="write a page instead of a PDF")
    weekly.add_argument("--without", action="append", default=[], metavar="REFERENCE", help="leave a report out")
    weekly.add_argument(
        "--agreed",
        action="append",
        default=[],
        metavar="PARTY=REFERENCE",
        help="a party agreed that its reports marked H2 or “ask first” stand in it, by this letter",
    )
    weekly.add_argument("--foreword", default="", help="a text set before the summary")
    add_viewer_options(weekly)
    weekly.set_defaults(run=run_weekly)


def run_weekly(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compose the week as the officer who is signed in, write it, and say what was left out and why."""
    from kerege.foundation import chance
    from kerege.foundation.viewing import viewing
    from kerege.rooms.bulletins import queries
    from kerege.rooms.statistics.queries import read_week

    viewer = acting_viewer(arguments, act=Act.READ, purpose=Purpose.ANALYSIS)
    week = read_week(arguments.week) if arguments.week else queries.week_before(chance.today())
    recipe = queries.Recipe(
        without=frozenset(text.strip().upper() for text in arguments.without),
        agreed=tuple(agreed(text) for text in arguments.agreed),
        foreword=arguments.foreword,
    )
    path = None if terminal.json and arguments.out is None else where(arguments, week.code, terminal.language)
    form, made = "html" if arguments.html else "pdf", b""
    with viewing(viewer):
        composed = queries.weekly(viewer=viewer, week=week, recipe=recipe)
        laid_out = queries.document(composed, terminal.language)
        if path is not None:
            made = queries.weekly_file(viewer=viewer, composed=composed, document=laid_out, form=form)
    if path is not None:
        write(path, made)
    terminal.answer(answer(composed, laid_out, path), lines(composed, path))
    return 0


def agreed(text: str) -> tuple[str, str]:
    """A party and the reference of its consent."""
    party, _equals, reference = text.partition("=")
    if not party.strip() or not reference.strip():
        raise CommandError(
            _("“{text}”: write the party and the reference of its letter, as in KZ=12/345").format(text=text)
        )
    return party.strip().upper(), reference.strip()


def where(arguments: argparse.Namespace, week: str, language: str) -> Path:
    """The file to write: as asked, else named by week and language in the present folder."""
    if arguments.out is not None:
        return Path(arguments.out)
    return Path(f"kerege-weekly-{week}-{language}.{'html' if arguments.html else 'pdf'}")


def write(path: Path, content: bytes) -> None:
    """Write the file whole. Raises CommandError when its folder is not there or may not be written."""
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise CommandError(
            _("{path} could not be written: {why}").format(path=path, why=problem.strerror or "")
        ) from problem


def answer(composed: "queries.Weekly", laid_out: "queries.Document", path: Path | None) -> dict[str, object]:
    """What the command answers as a document: the summary without its drawings, and what stands apart."""
    drawings = {"map": {**laid_out["map"], "svg": ""}, "reporting": {**laid_out["reporting"], "svg": ""}}
    groups = {**laid_out["groups"], "rows": [{**row, "bars": ""} for row in laid_out["groups"]["rows"]]}
    return {
        "week": composed.week.code,
        "file": str(path) if path else None,
        "entries": len(composed.entries),
        "level": composed.marking.level.name.lower(),
        "handling": sorted(code.value for code in composed.marking.handling),
        "marking": composed.marking.wire(),
        "questions": [
            {"reference": each.number, "party": each.party_code, "doubt": each.doubt.value, "words": each.words}
            for each in composed.questions
        ],
        "summary": {**laid_out, **drawings, "groups": groups},
    }


def lines(composed: "queries.Weekly", path: Path | None) -> list[str]:
    """What the command says to people."""
    from kerege.rooms.bulletins.queries import DOUBTS

    count = len(composed.entries)
    made = [ngettext("%(count)s entry in week %(week)s", "%(count)s entries in week %(week)s", count)]
    made[0] %= {"count": count, "week": composed.week.code}
    if composed.questions:
        made.append(_("Left out until somebody answers:"))
        made += [
            f"  {each.number}: {_(DOUBTS[each.doubt])}{f' — {each.words}' if each.words else ''}"
            for each in composed.questions
        ]
    if path is not None:
        made.append(str(path))
    return made
