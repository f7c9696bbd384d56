"""Commands of intake: `kerege import FILE`, `kerege quarantine …`."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from kerege.rooms.intake.actions import ImportResult


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` and `quarantine`."""
    from_file = commands.add_parser("import", help="import a file of reports: CSV, XLSX, ODS, JSON lines, or a zip of one")
    from_file.add_argument("file", type=Path)
    from_file.add_argument("--format", choices=("auto", "table", "ids", "press"), default="auto")
    from_file.add_argument("--dry-run", action="store_true", help="say what would be kept; keep nothing")
    from_file.add_argument("--encoding", default="", help="the encoding of a text file, where it is not recognised")
    add_viewer_options(from_file)
    from_file.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Import a file and say what became of every row."""
    from django.utils.translation import gettext

    from kerege.rooms.intake import actions
    from kerege.rooms.intake import queries as intake

    viewer = acting_viewer(arguments, act=Act.REPORT)
    steps = {"survey": gettext("looking through the file"), "import": gettext("rows kept"), "check": gettext("rows checked")}
    try:
        result = actions.import_file(
            actor=viewer,
            path=arguments.file,
            plan=lambda sheet: intake.fixed_plan(sheet, intake.format_of(sheet, arguments.format)),
            progress=lambda done, rows, step: terminal.progress(done, rows or None, steps[step]),
            encoding=arguments.encoding,
            dry=arguments.dry_run,
        )
    except actions.UnreadableFileError as problem:
        raise CommandError(gettext(problem.message) % problem.values) from problem
    terminal.end_progress()
    terminal.answer(document(result), lines(result, dry=arguments.dry_run))
    return 0


def document(result: "ImportResult") -> Mapping[str, object]:
    """The answer under --json."""
    return {
        "import": str(result.id) if result.id else None,
        "file": result.file_name,
        "format": result.format,
        "kind": result.kind,
        "rows": result.rows,
        "accepted": result.accepted,
        "duplicates": result.duplicates,
        "quarantined": result.quarantined,
        "resumed_at": result.resumed_at,
        "seconds": result.seconds,
        "findings": result.findings,
        "refused": result.refused,
    }


def lines(result: "ImportResult", *, dry: bool) -> Iterator[str]:
    """The answer for people."""
    from django.utils.translation import gettext

    kept = gettext("would be accepted: %(count)s") if dry else gettext("accepted: %(count)s")
    yield gettext("%(file)s: %(rows)s rows in %(seconds)s s") % {
        "file": result.file_name,
        "rows": result.rows,
        "seconds": result.seconds,
    }
    yield "  " + kept % {"count": result.accepted}
    yield "  " + gettext("duplicates (kept, counted once, or there already): %(count)s") % {"count": result.duplicates}
    yield "  " + gettext("in quarantine: %(count)s") % {"count": result.quarantined}
