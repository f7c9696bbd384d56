"""The letter bridge of requests by command: print a copy, keep a scan, list the scans of one's side, write one out."""

import argparse
from pathlib import Path

from kerege.cli.request_deeds import add_thread
from kerege.cli.requests import identity, show
from kerege.cli.terminal import CHANGING, N_, CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act


def add_letters(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `letter`, `scan`, `scans` and `open-scan`."""
    letter = verbs.add_parser("letter", help="one request or answer as an official letter in PDF")
    add_thread(letter)
    letter.add_argument("--number", default="", metavar="TEXT", help="note the number under which your side sends it")
    letter.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: the present folder)")
    add_viewer_options(letter)
    letter.set_defaults(run=run_letter)
    scan = verbs.add_parser("scan", help="keep the scan of a letter that came, with its number")
    add_thread(scan)
    scan.add_argument("file", type=Path, metavar="FILE")
    scan.add_argument("--number", required=True, metavar="TEXT", help="the number of the letter")
    add_viewer_options(scan)
    scan.set_defaults(run=run_scan)
    scans = verbs.add_parser("scans", help="the scanned letters that your side keeps with a request")
    add_thread(scans)
    add_viewer_options(scans)
    scans.set_defaults(run=run_scans)
    opened = verbs.add_parser("open-scan", help="write one scanned letter into a file")
    add_thread(opened)
    opened.add_argument("scan", metavar="SCAN", help="its id, as `scans` shows it")
    opened.add_argument("--out", type=Path, required=True, metavar="FILE")
    add_viewer_options(opened)
    opened.set_defaults(run=run_open_scan)


def run_letter(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One copy as a letter."""
    from kerege.rooms.requests import actions, queries

    viewer = acting_viewer(arguments, act=CHANGING if arguments.number else Act.READ)
    thread = identity(arguments.thread)
    with viewing(viewer):
        if arguments.number:
            actions.number_letter(actor=viewer, thread=thread, number=arguments.number)
        made = queries.letter(viewer=viewer, thread=thread, language=terminal.language)
    path: Path = arguments.out or Path(f"kerege-letter-{thread}.pdf")
    path.write_bytes(made)
    terminal.answer({"file": str(path)}, [str(path)])
    return 0


def run_scan(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Keep a letter that came."""
    from kerege.rooms.requests import actions

    actor = acting_viewer(arguments, act=CHANGING)
    thread, path = identity(arguments.thread), Path(arguments.file)
    if not path.is_file():
        raise CommandError(N_("There is no such file."))
    with viewing(actor):
        actions.keep_scan(
            actor=actor, thread=thread, number=arguments.number, name=path.name, content=path.read_bytes()
        )
    show(actor, thread, terminal)
    return 0


def run_scans(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """What the own side keeps; the other side's scans are not here."""
    from django.utils import timezone
    from django.utils.translation import gettext

    from kerege.rooms.requests import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    thread = identity(arguments.thread)
    with viewing(viewer):
        queries.detail(viewer=viewer, thread=thread)
        found = queries.scans(viewer=viewer, thread=thread)
    document = [{"id": str(each.id), "name": each.name, "added_at": each.added_at.isoformat()} for each in found]
    lines = [f"{each.id}  {timezone.localtime(each.added_at):%Y-%m-%d %H:%M}  {each.name}" for each in found]
    terminal.answer({"scans": document}, lines or [gettext("Your side keeps no scanned letter with this request")])
    return 0


def run_open_scan(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One scan into a file."""
    from kerege.rooms.requests import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    thread, scan = identity(arguments.thread), identity(arguments.scan)
    with viewing(viewer):
        opened = queries.open_scan(viewer=viewer, thread=thread, scan=scan)
    arguments.out.write_bytes(opened.content)
    terminal.answer({"file": str(arguments.out)}, [str(arguments.out)])
    return 0
