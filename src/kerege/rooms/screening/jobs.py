"""Background work: reading an uploaded list in a process with limits of its own, and runs that wait."""

import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kerege.rooms.screening.rules.lists import ListRow, RefusedRow

GIGABYTE = 1024**3
MOST_SHOWN = 50
TOLD = 100_000
"""After so many rows the process says how many it has read."""


def run_waiting() -> int:
    """Run what is approved, expire what is late, erase what is over."""
    from kerege.rooms.screening.actions import work_waiting

    return work_waiting()


def main(words: list[str]) -> int:
    """`FOLDER UPLOAD SECONDS`: read the upload of this folder, seal its rows beside it, write what was found.

    So many seconds of the processor it may take; how many rows it has read it prints.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
    for what, most in (
        (resource.RLIMIT_AS, 4 * GIGABYTE),
        (resource.RLIMIT_CPU, int(words[2])),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    import django

    django.setup()
    return read(Path(words[0]), words[1])


def read(folder: Path, name: str) -> int:
    """Read and seal one list; trouble is written in words."""
    from kerege.rooms.intake.queries import UnreadableFileError, opened_sheet
    from kerege.rooms.screening.actions.keeping import KEY, LIST, READ, write_private
    from kerege.rooms.screening.rules import lists, sealed, words

    refused = Refused()
    found: dict[str, object]
    try:
        sheet = opened_sheet(folder / name, known=lists.known_headings(), columns=True)
        if not lists.finds_something(lists.columns_of(sheet.columns)):
            found = {"trouble": words.NO_COLUMNS}
        else:
            with (folder / LIST).open("xb") as stream:
                count = sealed.seal_rows(
                    stream, refused.kept(lists.read_rows(sheet.columns, sheet.rows())), (folder / KEY).read_bytes()
                )
            found = {"rows": count, "refused": refused.count, "refusals": refused.first}
    except UnreadableFileError as problem:
        found = {"trouble": problem.message, "values": problem.values}
    except ImportError:
        found = {"trouble": words.NEEDS_ARROW}
    write_private(folder / READ, json.dumps(found).encode())
    return 0


class Refused:
    """Counts the rows that are not screened and keeps the first with their reasons, never with their content."""

    def __init__(self) -> None:
        """Nothing refused yet."""
        self.count = 0
        self.first: list[tuple[int, str, str]] = []

    def kept(self, rows: Iterable["ListRow | RefusedRow"]) -> Iterator["ListRow"]:
        """The rows that can be screened."""
        from kerege.rooms.screening.rules.lists import RefusedRow

        for at, row in enumerate(rows, start=1):
            if at % TOLD == 0:
                sys.stdout.write(f"{at}\n")
                sys.stdout.flush()
            if not isinstance(row, RefusedRow):
                yield row
                continue
            self.count += 1
            if len(self.first) < MOST_SHOWN:
                self.first += [(row.number, column, code) for column, code in row.faults]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
