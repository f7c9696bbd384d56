"""Commands of the operator: `kerege backup DIR`, `kerege restore DIR`, `kerege free-erased`."""

import argparse
import getpass
import json
import subprocess
import sys
from pathlib import Path

from kerege.cli.terminal import N_, CommandError, Terminal, said


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backup`, `restore` and `free-erased`."""
    backup = commands.add_parser(
        "backup", help="write everything into a new folder, sealed; the key book apart from it"
    )
    backup.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    backup.add_argument("--keybook", type=Path, metavar="FILE", help="a copy of the key book, on another medium")
    backup.add_argument("--recovery-key", action="store_true", help="print the recovery key, to be kept on paper")
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="make the node of a backup again in an empty one")
    restore.add_argument("folder", type=Path, metavar="DIR")
    restore.add_argument("--keybook", type=Path, metavar="FILE", required=True, help="the newest key book")
    restore.add_argument("--recovery-key-file", type=Path, metavar="FILE", help="the recovery key; asked for otherwise")
    restore.set_defaults(run=run_restore)

    free = commands.add_parser(
        "free-erased", help="write the tables anew, so that erased bytes leave the database's files"
    )
    free.set_defaults(run=run_free_erased)


def run_backup(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write a backup, or print the recovery key."""
    from kerege.foundation import node
    from kerege.rooms.retention import actions

    if arguments.recovery_key:
        words = actions.recovery_words()
        terminal.answer({"recovery_key": words}, [words])
        return 0
    if arguments.folder is None:
        raise CommandError(N_("name a new folder for the backup"))
    with told():
        manifest = actions.back_up(
            arguments.folder.resolve(),
            copies=(arguments.keybook,) if arguments.keybook else (),
            progress=terminal.progress,
        )
    terminal.end_progress()
    rows: dict[str, int] = manifest["rows"]  # type: ignore[assignment]  # as back_up wrote it
    book = arguments.keybook or node.home() / "keybook.sealed"
    document = {
        "folder": str(arguments.folder),
        "keybook": str(book),
        "rows": sum(count for name, count in rows.items() if not name.startswith("files/")),
        "files": manifest["files"],
    }
    lines = [
        said(N_("written: {rows} rows, {files} files")).format(rows=document["rows"], files=document["files"]),
        said(
            N_(
                "Carry the key book {book} to another place than the backup, always the newest: it forgets what is "
                "erased."
            )
        ).format(book=book),
        said(N_("Without the recovery key neither opens: kerege backup --recovery-key prints it, keep it on paper.")),
    ]
    terminal.answer(document, lines)
    return 0


def run_restore(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Restore into this empty node; all of it or nothing."""
    from kerege.rooms.retention import actions

    given = arguments.recovery_key_file
    try:
        words = given.read_text(encoding="utf-8") if given else getpass.getpass(said(N_("Recovery key: ")))
    except OSError as problem:
        raise CommandError(said(N_("{file} cannot be read")).format(file=given)) from problem
    with told():
        made = actions.restore(
            arguments.folder.resolve(),
            book=arguments.keybook,
            words=words,
            verified=journal_is_whole,
            progress=terminal.progress,
        )
    terminal.end_progress()
    line = said(N_("restored: {rows} rows, {files} files; {erased_since} pieces were erased since and stay erased"))
    terminal.answer(made, [line.format(**made), *said_of_since(made)])
    return 0


def said_of_since(made: dict[str, object]) -> list[str]:
    """What the operator must hear about the time after the backup."""
    taken: dict[str, int] | None = made["taken_back"]  # type: ignore[assignment]  # as `restore` made it
    lines = [
        said(
            N_(
                "taken back since and taken back here too: {releases} releases, {endings} hats and other terms, "
                "{terms} suspensions, facts and agreements, {seats} seats and consents in operations, {closed} "
                "editions, judgements, holds, files and other things that were closed, {accounts} accounts, {tokens} "
                "tokens, {factors} second factors; {passwords} passwords must be changed; {reports} reports, of which "
                "a newer version is lost, are open to their own agency alone until it offers them anew"
            )
        ).format(**taken)
        if taken is not None
        else said(
            N_(
                "ATTENTION: this key book is of an older version and does not say what was taken back since: go "
                "through withdrawn releases, hats, accounts and suspensions by hand before anybody signs in."
            )
        )
    ]
    sizes: list[int] = made["newer_head"]  # type: ignore[assignment]  # as `restore` made it
    if sizes:
        known, here = sizes
        lines.append(
            said(
                N_(
                    "ATTENTION: the node had signed a journal of {known} entries, this backup ends at {here}: restore "
                    "a newer backup if there is one, and tell whoever holds receipts or heads."
                )
            ).format(known=known, here=here)
        )
    return lines


def run_free_erased(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Have nothing of what was erased left in free space; 1 where a table was in use."""
    from kerege.rooms.retention import actions

    freed = actions.free_erased(progress=terminal.progress)
    terminal.end_progress()
    document = {"tables": freed.tables, "before": freed.before, "after": freed.after, "busy": list(freed.busy)}
    line = said(N_("{tables} tables written anew: {before} MB before, {after} MB after"))
    lines = [line.format(tables=freed.tables, before=freed.before >> 20, after=freed.after >> 20)]
    if freed.busy:
        lines.append(said(N_("In use, left as they are: {tables}. Try again.")).format(tables=", ".join(freed.busy)))
    terminal.answer(document, lines)
    return 1 if freed.busy else 0


def journal_is_whole(head: str) -> bool:
    """Ask a process of its own, which knows nothing of the keys before: the journal against itself and this head.

    Raises CommandError, with the words of that process, where it could not verify anything.
    """
    command = [sys.executable, "-m", "kerege.cli.main", "journal", "verify", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        document = json.loads(done.stdout)
    except ValueError:
        document = {"error": done.stderr.strip()[-600:]}
    if "whole" in document:
        return bool(document["whole"])
    line = said(N_("The journal could not be verified, so nothing was restored: {words}"))
    raise CommandError(line.format(words=document["error"]))


class told:  # noqa: N801 - reads as a sentence where it is used
    """Say what is wrong with a backup in the terminal's language."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        """Turn the room's refusal into the terminal's."""
        from kerege.rooms.retention.actions import BackupError

        if isinstance(problem, BackupError):
            raise CommandError(said(problem.message).format(**problem.values)) from problem
