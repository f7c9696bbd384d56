"""Commands of intake: `kerege import FILE`, `kerege quarantine …`."""

import argparse
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options, said
from kerege.kernel.law import Act, Viewer

if TYPE_CHECKING:
    from kerege.rooms.intake.actions import ImportResult
    from kerege.rooms.intake.queries import MappingEntry, Plan, Sheet

SHOWN = 20


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` and `quarantine`."""
    from_file = commands.add_parser(
        "import", help="import a file of reports: CSV, XLSX, ODS, JSON lines, or a zip of one"
    )
    from_file.add_argument("file", type=Path)
    from_file.add_argument("--format", choices=("auto", "table", "ids", "press"), default="auto")
    from_file.add_argument("--kind", default="", help="the kind of report that the rows of a table are")
    from_file.add_argument("--mapping", default="", help="a saved mapping of columns (see --save-mapping)")
    from_file.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help="read a column as a field"
    )
    from_file.add_argument("--set", action="append", default=[], metavar="FIELD=TEXT", help="a value for every row")
    from_file.add_argument(
        "--save-mapping", default="", metavar="NAME", help="save the mapping for the desk under a name"
    )
    from_file.add_argument("--dry-run", action="store_true", help="say what would be kept; keep nothing")
    from_file.add_argument("--encoding", default="", help="the encoding of a text file, where it is not recognised")
    add_viewer_options(from_file)
    from_file.set_defaults(run=run_import)

    waiting = commands.add_parser("quarantine", help="rows that could not be kept: list, download, mend, set aside")
    waiting.add_argument("what", choices=("list", "download", "mend", "set-aside"))
    waiting.add_argument("file", nargs="?", help="the file to write (.csv or .xlsx) or the mended one to read")
    waiting.add_argument("--import", dest="import_id", type=UUID, metavar="ID", help="of this import alone")
    waiting.add_argument("--row", action="append", default=[], type=UUID, metavar="ID", help="the rows to set aside")
    waiting.add_argument("--limit", type=int, default=100)
    add_viewer_options(waiting)
    waiting.set_defaults(run=run_quarantine)


@contextmanager
def told() -> Iterator[None]:
    """Tell what is wrong with a file in the terminal's language."""
    from django.utils.translation import gettext

    from kerege.rooms.intake.queries import UnreadableFileError

    try:
        yield
    except UnreadableFileError as problem:
        raise CommandError(gettext(problem.message) % problem.values) from problem


def pairs(given: list[str], option: str) -> dict[str, str]:
    """`COLUMN=FIELD` pairs of an option."""
    wrong = [each for each in given if "=" not in each]
    if wrong:
        raise CommandError(said(N_("{option} {given}: write it as NAME=VALUE")).format(option=option, given=wrong[0]))
    return dict(each.split("=", 1) for each in given)


def run_import(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Import a file and say what became of every row."""
    from django.utils.translation import gettext

    from kerege.rooms.intake import actions
    from kerege.rooms.intake import queries as intake

    viewer = acting_viewer(arguments, act=Act.REPORT)
    saved = saved_mapping(arguments, viewer)
    kind = arguments.kind or (saved.kind if saved else "")
    steps = {
        "survey": gettext("looking through the file"),
        "import": gettext("rows kept"),
        "check": gettext("rows checked"),
    }
    with told():
        result = actions.import_file(
            actor=viewer,
            path=arguments.file,
            plan=lambda sheet: chosen_plan(arguments, viewer, sheet, kind, saved),
            known=intake.known_headings(kind),
            progress=lambda done, rows, step: terminal.progress(done, rows or None, steps[step]),
            encoding=arguments.encoding,
            dry=arguments.dry_run,
        )
    terminal.end_progress()
    terminal.answer(document(result), lines(result, dry=arguments.dry_run))
    if not arguments.dry_run:
        check_what_waits(terminal)
    return 0


def check_what_waits(terminal: Terminal) -> None:
    """Cross-check what the import brought; where a worker runs already, whoever takes a row first does it."""
    from django.utils.translation import ngettext

    from kerege.foundation import jobs

    checked = jobs.run_once().get("crosscheck", 0)
    if checked and not terminal.json:
        said = ngettext("%(count)s report was cross-checked", "%(count)s reports were cross-checked", checked)
        terminal.note(said % {"count": checked})


def saved_mapping(arguments: argparse.Namespace, viewer: Viewer) -> "MappingEntry | None":
    """The mapping named by --mapping."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import queries as intake

    if not arguments.mapping:
        return None
    with viewing(viewer):
        return intake.mapping_named(viewer=viewer, name=arguments.mapping)


def chosen_plan(
    arguments: argparse.Namespace, viewer: Viewer, sheet: "Sheet", kind: str, saved: "MappingEntry | None"
) -> "Plan":
    """The plan that options and suggestions give; saved under a name where that was asked."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import actions
    from kerege.rooms.intake import queries as intake

    given = pairs(arguments.map, "--map")
    constants = {**(saved.constants if saved else {}), **pairs(arguments.set, "--set")}
    mapping: dict[str, str] | None = dict(saved.columns) if saved else None
    if intake.format_of(sheet, arguments.format) == "table" and (given or saved):
        kind = kind or intake.likeliest_kind(sheet.columns)
        if mapping is None:
            taken = {*given.values(), *constants}
            suggested = intake.suggested(sheet.columns, kind)
            mapping = {each.column: each.path for each in suggested if each.path and each.path not in taken}
        mapping |= given
    plan = intake.plan_of(sheet, named=arguments.format, kind=kind, mapping=mapping, constants=constants)
    refuse_missing(plan, constants)
    if arguments.save_mapping and plan.code == "table":
        wire = plan.wire()
        with viewing(viewer):
            actions.save_mapping(
                actor=viewer,
                name=arguments.save_mapping,
                kind=plan.kind,
                columns=dict(wire["mapping"]),  # type: ignore[call-overload]  # a table's plan keeps its mapping
                constants=constants,
            )
    return plan


def refuse_missing(plan: "Plan", constants: Mapping[str, str]) -> None:
    """Refuse a table that lacks a required field before its rows fill the quarantine. Raises CommandError."""
    from django.utils.translation import gettext

    from kerege.rooms.intake import queries as intake

    mapping: Mapping[str, str] = plan.wire().get("mapping", {})  # type: ignore[assignment]  # a table's plan keeps it
    lacking = intake.missing_paths(plan, [*mapping.values(), *constants])
    if lacking:
        named = ", ".join(f"{gettext(field.label)} ({path})" for path, field in lacking)
        said = gettext(
            "No column of the file is read as: %(fields)s. Nothing was kept. Say which column it is "
            "(--map COLUMN=FIELD), or what it is for every row (--set FIELD=VALUE)."
        )
        raise CommandError(said % {"fields": named})


def document(result: "ImportResult") -> Mapping[str, object]:
    """The answer under --json."""
    return {
        "import": str(result.id) if result.id else None,
        "file": result.file_name,
        "format": result.format,
        "kind": result.kind,
        "mapping": result.plan.get("mapping", {}),
        "rows": result.rows,
        "accepted": result.accepted,
        "duplicates": result.duplicates,
        "quarantined": result.quarantined,
        "resumed_at": result.resumed_at,
        "seconds": result.seconds,
        "findings": result.findings,
        "probable_duplicates": [asdict(pair) for pair in result.probable.pairs],
        "probable_duplicates_total": result.probable.total,
        "refused": [asdict(each) for each in result.refused],
    }


def lines(result: "ImportResult", *, dry: bool) -> Iterator[str]:
    """The answer for people."""
    from django.utils.translation import gettext

    from kerege.rooms.intake import queries as intake

    kept = gettext("would be accepted: %(count)s") if dry else gettext("accepted: %(count)s")
    yield gettext("%(file)s: %(rows)s rows in %(seconds)s s") % {
        "file": result.file_name,
        "rows": result.rows,
        "seconds": result.seconds,
    }
    yield "  " + kept % {"count": result.accepted}
    yield "  " + gettext("duplicates (kept and counted once, or there before): %(count)s") % {
        "count": result.duplicates
    }
    yield "  " + gettext("in quarantine: %(count)s") % {"count": result.quarantined}
    for each in result.refused[:SHOWN]:
        yield "    " + gettext("row %(row)s: %(reason)s") % {
            "row": each.row,
            "reason": "; ".join(intake.sentence(fault) for fault in each.faults),
        }
    if result.quarantined:
        yield "  " + gettext(
            "to mend them: kerege quarantine download FILE.xlsx, then kerege quarantine mend FILE.xlsx"
        )
    for told_once in intake.remarks(result.findings):
        yield "  " + told_once
    yield from questions(result)


def questions(result: "ImportResult") -> Iterator[str]:
    """Reports that may tell of an event which another source reported, and how many such questions there are."""
    from django.utils.translation import gettext, ngettext

    from kerege.rooms.intake import queries as intake

    for pair in result.probable.pairs[:SHOWN]:
        said = gettext("question: is %(new)s the same event as %(held)s? (%(what)s)")
        values = {"new": pair.number, "held": pair.older_number, "what": intake.question(pair)}
        yield "  " + said % values
    more = result.probable.total - min(SHOWN, len(result.probable.pairs))
    if more > 0:
        text = ngettext("and %(count)s more such question", "and %(count)s more such questions", more)
        yield "  " + text % {"count": more}


def run_quarantine(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List, download, mend or set aside rows in quarantine."""
    viewer = acting_viewer(arguments, act=Act.REPORT)
    work = {"list": show_rows, "download": write_file, "mend": mend_file, "set-aside": set_aside}[arguments.what]
    with told():
        return work(arguments, terminal, viewer)


def show_rows(arguments: argparse.Namespace, terminal: Terminal, viewer: Viewer) -> int:
    """Print the rows that wait."""
    from django.utils.translation import gettext

    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import queries as intake

    with viewing(viewer):
        found = intake.quarantine(viewer=viewer, import_id=arguments.import_id, limit=arguments.limit)
    terminal.answer(
        [
            {
                "id": str(each.id),
                "import": str(each.import_id),
                "row": each.row,
                "cells": dict(zip(each.columns, each.cells, strict=False)),
                "reasons": [intake.sentence(fault) for fault in each.faults],
            }
            for each in found
        ],
        [
            gettext("row %(row)s: %(reason)s")
            % {"row": each.row, "reason": "; ".join(intake.sentence(fault) for fault in each.faults)}
            for each in found
        ]
        or [gettext("no row waits in quarantine")],
    )
    return 0


def write_file(arguments: argparse.Namespace, terminal: Terminal, viewer: Viewer) -> int:
    """Write the rows that wait into a file."""
    from django.utils.translation import gettext

    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import queries as intake

    if not arguments.file:
        raise CommandError(N_("name the file to write: kerege quarantine download FILE.csv or FILE.xlsx"))
    target = Path(arguments.file)
    shape, import_id = target.suffix.lower().lstrip("."), arguments.import_id
    with viewing(viewer):
        parts = intake.quarantine_parts(viewer=viewer, import_id=import_id)
        paths = [target, *(target.with_stem(f"{target.stem}-{part}") for part in range(2, parts + 1))]
        for part, path in enumerate(paths, start=1):
            with intake.quarantine_file(viewer=viewer, shape=shape, import_id=import_id, part=part) as file:
                written(path, file)
    terminal.answer(
        {"file": str(target), "files": [str(path) for path in paths], "parts": parts},
        [gettext("written: %(file)s") % {"file": path} for path in paths]
        + ([gettext("in %(parts)s parts: send each back by itself") % {"parts": parts}] if parts > 1 else []),
    )
    return 0


def written(path: Path, file: IO[bytes]) -> None:
    """Write a file that nobody else reads, piece by piece."""
    path.touch(mode=0o600)
    with path.open("wb") as stream:
        shutil.copyfileobj(file, stream)


def mend_file(arguments: argparse.Namespace, terminal: Terminal, viewer: Viewer) -> int:
    """Read a mended file."""
    from django.utils.translation import gettext

    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import actions

    if not arguments.file:
        raise CommandError(N_("name the mended file: kerege quarantine mend FILE"))
    with viewing(viewer):
        result = actions.mend_file(actor=viewer, path=Path(arguments.file))
    counts = {
        "accepted": result.accepted,
        "duplicates": result.duplicates,
        "still_waiting": result.still_waiting,
        "not_waiting": result.not_waiting,
        "edits_kept": result.edits_kept,
    }
    text = gettext(
        "accepted: %(accepted)s, duplicates: %(duplicates)s, still in quarantine: %(still_waiting)s, "
        "mended before or not yours: %(not_waiting)s"
    )
    kept = gettext("what was written into rows that still wait is kept: %(edits_kept)s")
    said = [text % counts] + ([kept % counts] if result.edits_kept else [])
    terminal.answer({**counts, "refused": result.refused}, said)
    return 0


def set_aside(arguments: argparse.Namespace, terminal: Terminal, viewer: Viewer) -> int:
    """Set rows aside that will not be mended."""
    from django.utils.translation import gettext

    from kerege.foundation.viewing import viewing
    from kerege.rooms.intake import actions

    with viewing(viewer):
        changed = actions.set_aside(actor=viewer, rows=arguments.row)
    terminal.answer({"set_aside": changed}, [gettext("set aside: %(count)s") % {"count": changed}])
    return 0
