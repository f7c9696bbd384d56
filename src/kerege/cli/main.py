"""The command `kerege`: one parser, one module a room; answers on standard output, notes on standard error."""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kerege.cli.inert import streams
from kerege.cli.terminal import N_, CommandError, Terminal, language_of
from kerege.cli.wording import Parser, speak, worded

MODULES = (
    "node",
    "doctor",
    "directory",
    "access",
    "notices",
    "journal",
    "oversight",
    "substances",
    "records",
    "intake",
    "crosscheck",
    "deconfliction",
    "screening",
    "permissions",
    "requests",
    "operations",
    "joint",
    "retention",
    "backup",
    "inquiries",
    "statistics",
    "bulletins",
    "exercise",
    "prove",
)


def parser() -> argparse.ArgumentParser:
    """The whole command line, from the modules of the rooms that have commands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)
    made: argparse.ArgumentParser = Parser(
        prog="kerege", description="Kerege: report, check, coordinate, analyse, warn, inform.", parents=[shared]
    )
    commands = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    original = commands.add_parser

    def add_with_shared(name: str, **options: object) -> argparse.ArgumentParser:
        options.setdefault("parents", [shared])
        return original(name, **options)  # type: ignore[arg-type]  # argparse takes its options by name

    commands.add_parser = add_with_shared  # type: ignore[method-assign]  # every command takes --json and --language
    here = Path(__file__).parent
    for name in MODULES:
        if (here / f"{name}.py").exists():
            importlib.import_module(f"kerege.cli.{name}").add(commands)
    share(made)
    return made


def share(whole: argparse.ArgumentParser) -> None:
    """Let --json and --language stand after every verb too, however deep it lies."""
    below = [each.choices for each in whole._actions if isinstance(each, argparse._SubParsersAction)]
    for verb in dict.fromkeys(verb for choices in below for verb in choices.values()):
        known = {option for action in verb._actions for option in action.option_strings}
        if "--json" not in known:
            said = N_("answer with one JSON document")
            verb.add_argument("--json", action="store_true", help=said, default=argparse.SUPPRESS)
        if "--language" not in known:
            said = N_("language of texts")
            verb.add_argument("--language", choices=("ru", "en"), help=said, default=argparse.SUPPRESS)
        share(verb)


def prepare_django(*, database: bool) -> None:
    """Set Django up and, where a command needs it, make the database ready."""
    if database:
        from kerege.foundation import database as node_database

        node_database.prepare(lambda text: print(worded(text), file=sys.stderr, flush=True))
    import django

    django.setup()


def named_language(words: Sequence[str]) -> str | None:
    """What `--language` says, read before the parser is made: its help speaks that language."""
    for at, word in enumerate(words):
        name, _equals, value = word.partition("=")
        if name == "--language":
            return value or next(iter(words[at + 1 :]), None)
    return None


def filled(problem: Exception) -> str:
    """What a room refused, in the reader's language; what went wrong before there were rooms as it is."""
    from django.apps import apps

    from kerege.foundation.saying import said

    return said(problem) if apps.ready else str(problem)


def done(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Run a command; after a proof where it lets something out and nobody gave one lately."""
    from kerege.cli.node import proven_again
    from kerege.foundation.proof import NotProvenError, proven
    from kerege.rooms.journal.actions import kept_leaves

    before = kept_leaves()
    with proven(None):
        try:
            return under_one_policy(arguments, terminal)
        except NotProvenError:
            if terminal.answered or kept_leaves() != before or not proven_again(arguments):
                raise
        return under_one_policy(arguments, terminal)


def under_one_policy(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Run a command; anew where the policy changed before anything of it was kept or said."""
    from kerege.foundation.anew import TIMES
    from kerege.foundation.viewing import PolicyChangedError
    from kerege.rooms.journal.actions import kept_leaves

    for _ in range(TIMES):
        before = kept_leaves()
        try:
            return int(arguments.run(arguments, terminal))
        except PolicyChangedError:
            if terminal.answered or kept_leaves() != before:
                raise
    return int(arguments.run(arguments, terminal))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 2 for a user's error, 1 for a fault of ours."""
    with streams(), closed_to_others():
        return carried_out(argv)


@contextmanager
def closed_to_others() -> Iterator[None]:
    """What a command or a process of it writes is its user's alone: no other user of the machine reads it."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def carried_out(argv: Sequence[str] | None) -> int:
    """Run one command, and say what was wrong with it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
    speak(language_of(named_language(sys.argv[1:] if argv is None else argv)))
    arguments = parser().parse_args(argv)
    terminal = Terminal(arguments)
    try:
        if getattr(arguments, "needs_django", True):
            prepare_django(database=getattr(arguments, "needs_database", True))
            from django.utils import translation

            translation.activate(terminal.language)
            return done(arguments, terminal)
        result: int = arguments.run(arguments, terminal)
    except CommandError as problem:
        return terminal.fail(str(problem))
    except KeyboardInterrupt:
        terminal.note(worded(N_("stopped; what was committed before is kept")))
        return 130
    except (LookupError, PermissionError, ValueError, RuntimeError) as problem:
        refused = isinstance(problem, PermissionError) and problem.errno is None
        if refused or type(problem).__module__.startswith("kerege."):
            return terminal.fail(filled(problem))
        raise
    except Exception as problem:  # foundation's own errors say what to do; anything else is ours and shows its trace
        if type(problem).__module__.startswith("kerege.foundation"):
            return terminal.fail(str(problem))
        raise
    return result


if __name__ == "__main__":
    sys.exit(main())
