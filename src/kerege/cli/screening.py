"""Commands of screening: `kerege screen LIST --against FILE`, two files; `--against bank` and verbs are the act."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kerege.cli.terminal import CommandError, Terminal
from kerege.cli.wording import N_, worded

if TYPE_CHECKING:
    from kerege.methods.screening import Bank, Expectation, Progress, Screened
    from kerege.methods.screening.expectation import Expected
    from kerege.methods.screening.lists import Prepared

RESULTS = (".csv", ".parquet", ".arrow")
IN_PLACE = N_("In place of LIST also: {verbs} (a file of such a name is ./{first}).")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `screen`."""
    from kerege.cli import screening_act as act

    screen = commands.add_parser(
        "screen",
        help="screen a list against a bank: two files (CSV, XLSX, ODS, JSON lines, Parquet, Arrow), or the node's",
        epilog=worded(IN_PLACE).format(verbs=", ".join(act.VERBS), first=act.VERBS[0]),
    )
    screen.add_argument("list", action=act.TakesDatabase, metavar="LIST", help="the list, one person or thing a row")
    screen.add_argument(
        "--against", action=act.TakesDatabase, metavar="FILE", help="the bank, a file of the same make; or: bank"
    )
    act.add_options(screen)
    screen.add_argument("--out", type=Path, metavar="FILE", help="the pairs: .csv, .parquet or .arrow")
    screen.add_argument("--engine", choices=("local", "spark"), default="local", help="where it is worked out")
    screen.add_argument("--master", metavar="URL", help="the Spark cluster, such as local-cluster[2,1,1024]")
    screen.add_argument("--workers", type=int, metavar="COUNT", help="processes of this machine (default: all cores)")
    screen.add_argument("--least", type=float, default=0.0, metavar="SHARE", help="leave out pairs less probable (0-1)")
    screen.add_argument(
        "--one-to-one", action="store_true", help="both hold nobody twice: each row with one of the bank at most"
    )
    screen.add_argument("--propose", type=Path, metavar="FILE", help="proposals of who may be one, JSON lines")
    screen.add_argument("--expect-only", action="store_true", help="only say how many false hits are to be expected")
    screen.set_defaults(run=run_screen, needs_database=False)


def run_screen(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Screen a file against a file; the same command again goes on where it was cut off. Or one step of the act."""
    from kerege.cli import screening_act as act

    if act.is_act(arguments):
        if arguments.one_to_one:
            raise CommandError(
                N_("--one-to-one is for two files of your own; the bank of this node may hold a person twice")
            )
        return act.run(arguments, terminal)
    if arguments.against is None:
        raise CommandError(N_("name the bank: --against FILE, or --against bank for the bank of this node"))
    with told():
        from kerege.cli import screening_files as files

        out = result_of(arguments)
        given = files.prepared(arguments.list, out, "list", terminal)
        bank = files.bank_of(Path(arguments.against), out, terminal)
        expected = expectation(given, bank, arguments.least)
        terminal.note(expectation_line(expected))
        if not arguments.expect_only:
            pairs = min(given.rows, len(bank)) + expected.strong.high + expected.possible.high
            files.require_room(out, int(pairs * files.PAIR_BYTES), terminal)
            found = screened(arguments, given, bank, terminal, out)
            terminal.answer(document(found, given, expected, out), result_lines(found, given, out))
        else:
            terminal.answer({"expected": expectation_document(expected)}, [])
        files.clear_away(out, given)
    return 0


@contextmanager
def told() -> Iterator[None]:
    """Tell what is wrong with a file, or which packages are lacking, in the terminal's language."""
    from django.utils.translation import gettext

    from kerege.foundation.saying import said as sentence

    try:
        from kerege.methods import screening
        from kerege.methods.screening.headings import NoListError
    except ImportError as problem:
        said = gettext("Screening in bulk needs the packages of the extra “bulk”; %(name)s is not installed.")
        raise CommandError(said % {"name": problem.name}) from problem
    from kerege.rooms.intake.queries import UnreadableFileError

    try:
        yield
    except UnreadableFileError as problem:
        raise CommandError(gettext(problem.message) % problem.values) from problem
    except NoListError as problem:
        said = gettext(
            "No column names a name or an identifier, so there is nothing to compare by. Columns found: %(columns)s. "
            "Call them name, birth, phone, passport …"
        )
        raise CommandError(said % {"columns": problem}) from problem
    except screening.ERRORS as problem:
        raise CommandError(sentence(problem)) from problem


def result_of(arguments: argparse.Namespace) -> Path:
    """The file that the pairs go to. Raises CommandError."""
    from django.utils.translation import gettext

    out: Path = arguments.out or arguments.list.with_name(f"{arguments.list.stem}.pairs.csv")
    if out.suffix not in RESULTS:
        raise CommandError(gettext("The result is a file that ends in .csv, .parquet or .arrow."))
    if not out.absolute().parent.is_dir():
        raise CommandError(gettext("There is no folder “%(path)s” to write to.") % {"path": out.absolute().parent})
    return out


def screened(
    arguments: argparse.Namespace, given: "Prepared", bank: "Bank", terminal: Terminal, out: Path
) -> "Screened":
    """Run it, with progress, and write the pairs in the format asked for; and proposals where they are asked for."""
    from django.utils.translation import gettext

    from kerege.cli import screening_files as files
    from kerege.methods.screening import screen

    kept = out.suffix == ".arrow" and not arguments.one_to_one
    arrow = out if kept else files.beside(out, "arrow")
    found = screen(
        given.batches(),
        bank,
        out=arrow,
        progress=progress_on(terminal),
        engine=arguments.engine,
        master=arguments.master,
        least=arguments.least,
        workers=arguments.workers,
        total=given.rows,
        keep=True,
    )
    terminal.end_progress()
    if arguments.one_to_one:
        found = paired_off(found, bank, terminal)
    if arguments.propose:
        count = files.write_proposals(arrow, given, bank, arguments.propose)
        said = gettext("Proposals of who may be one: %(count)s, in %(path)s. Each is for a person to judge.")
        terminal.note(said % {"count": count, "path": arguments.propose})
    if arrow != out:
        files.write_pairs(arrow, out)
    return found


def paired_off(found: "Screened", bank: "Bank", terminal: Terminal) -> "Screened":
    """What is left where neither the list nor the bank holds anybody twice."""
    from django.utils.translation import gettext

    from kerege.methods.screening import pair_off

    left = pair_off(found.path, sizes=(found.rows, len(bank)))
    said = gettext("Each row is paired with one of the bank at most: %(count)s less likely pairs were left out")
    terminal.note(said % {"count": left["excluded"]})
    return replace(found, strong=left["strong"], possible=left["possible"])


def progress_on(terminal: Terminal) -> "Callable[[Progress], None]":
    """What shows rows done, rows a second and time left."""
    from django.utils.translation import gettext

    text = gettext("%(rows)s rows, %(rate)s a second, %(left)s min left")

    def show(progress: "Progress") -> None:
        left = "—" if progress.left is None else f"{progress.left / 60:.1f}"
        said = text % {"rows": f"{progress.rows:,}".replace(",", " "), "rate": f"{progress.rate:.0f}", "left": left}
        terminal.progress(progress.rows, progress.total, said)

    return show


def expectation(given: "Prepared", bank: "Bank", least: float) -> "Expectation":
    """The false hits to expect of the list."""
    from kerege.methods.screening import expected_false_hits, sample_of

    sample, rows = sample_of(given.batches())
    return expected_false_hits(bank, sample, rows=rows, least=least)


def expectation_line(expected: "Expectation") -> str:
    """What is to be expected, in one sentence."""
    from django.utils.translation import gettext

    said = gettext(
        "To be expected of chance alone, by %(sampled)s invented people of the list's make: "
        "%(strong)s strong and %(possible)s possible false hits among %(rows)s rows"
    )
    return said % {
        "sampled": expected.sampled,
        "strong": range_text(expected.strong),
        "possible": range_text(expected.possible),
        "rows": expected.rows,
    }


def range_text(expected: "Expected") -> str:
    """A number with its range."""
    return f"{expected.hits:.0f} ({expected.low:.0f}-{expected.high:.0f})"


def expectation_document(expected: "Expectation") -> dict[str, object]:
    """What is to be expected, for machines."""
    ranges = {"strong": expected.strong, "possible": expected.possible}
    return {"rows": expected.rows, "sampled": expected.sampled} | {
        grade: {"hits": each.hits, "low": each.low, "high": each.high} for grade, each in ranges.items()
    }


def document(found: "Screened", given: "Prepared", expected: "Expectation", out: Path) -> dict[str, object]:
    """The answer for machines."""
    return {
        "rows": found.rows,
        "refused": given.refused,
        "pairs": found.pairs,
        "strong": found.strong,
        "possible": found.possible,
        "resumed": found.resumed,
        "seconds": round(found.seconds, 2),
        "out": str(out),
        "expected": expectation_document(expected),
    }


def result_lines(found: "Screened", given: "Prepared", out: Path) -> list[str]:
    """The answer for people."""
    from django.utils.translation import gettext

    lines = [
        gettext("Rows screened: %(rows)s; refused: %(refused)s.") % {"rows": found.rows, "refused": given.refused},
        gettext("Pairs: %(strong)s strong, %(possible)s possible, in %(path)s")
        % {"strong": found.strong, "possible": found.possible, "path": out},
        gettext("A lead, not an identity. No arrest, search or refusal on this alone."),
    ]
    if found.resumed:
        lines.insert(1, gettext("Taken over from the run before: %(rows)s rows.") % {"rows": found.resumed})
    return lines
