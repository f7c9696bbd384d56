"""Background work: looking into an uploaded file, reading a mended one, importing: each a process with own limits."""

import os
import resource
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from kerege.kernel.law import Viewer

GIGABYTE = 1024**3
LOOKED_ROWS = 20
CPU_SECONDS = 4 * 3600


def main(words: list[str]) -> int:
    """`look UPLOAD`, `mended UPLOAD` or `import UPLOAD`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
    act, upload = words[0], UUID(words[1])
    limit(4 * GIGABYTE if act == "import" else 2 * GIGABYTE, CPU_SECONDS if act == "import" else 60)
    import django

    django.setup()
    return {"look": look, "mended": mended, "import": run}[act](upload)


def limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time of this process; a file that wants more ends it, not the node."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def look(upload: UUID) -> int:
    """Open the file and write what it is, its columns and first rows."""
    from kerege.rooms.intake import queries
    from kerege.rooms.intake.actions.uploads import write
    from kerege.rooms.intake.queries.uploads import LOOK, TICKET, folder_of, read

    folder = folder_of(upload)
    try:
        sheet = queries.sheet_of(folder / str(read(folder / TICKET)["file"]))
        found: dict[str, object] = {
            "shape": sheet.shape,
            "format": queries.format_of(sheet),
            "kind": queries.likeliest_kind(sheet.columns),
            "encoding": sheet.encoding,
            "separator": sheet.separator,
            "columns": sheet.columns,
            "rows": sheet.first(LOOKED_ROWS),
        }
    except queries.UnreadableFileError as problem:
        found = {"trouble": problem.message, "values": problem.values}
    write(folder / LOOK, found)
    return 0


def mended(upload: UUID) -> int:
    """Read a mended quarantine file and write its rows by their reference."""
    from kerege.rooms.intake import queries
    from kerege.rooms.intake.actions.mending import mended_cells
    from kerege.rooms.intake.actions.uploads import write
    from kerege.rooms.intake.queries.uploads import CONTENT, LOOK, folder_of
    from kerege.rooms.intake.rules.limits import MENDED_LIMITS

    folder = folder_of(upload)
    try:
        read = mended_cells(next(folder.glob(f"{CONTENT}*")), MENDED_LIMITS)
        found: dict[str, object] = {"cells": {str(row): cells for row, cells in read.items()}}
    except queries.UnreadableFileError as problem:
        found = {"trouble": problem.message, "values": problem.values}
    write(folder / LOOK, found)
    return 0


def run(upload: UUID) -> int:
    """Import the file as its uploader, and write how far it is."""
    from kerege.rooms.intake.actions.uploads import at_work
    from kerege.rooms.intake.queries.uploads import folder_of

    with at_work(folder_of(upload)) as is_mine:
        return imported(folder_of(upload)) if is_mine else 1


def imported(folder: Path) -> int:
    """Import what lies in a folder that this process holds."""
    from kerege.rooms.directory import queries as directory
    from kerege.rooms.intake import queries
    from kerege.rooms.intake.queries.uploads import ENDED, PLAN, TICKET, read

    ticket, plan = read(folder / TICKET), read(folder / PLAN)
    told = Telling(folder, bool(plan.get("dry")))
    try:
        viewer = directory.viewer_for(
            UUID(ticket["hat"]), purpose=purpose_of(ticket), case=ticket["case"], reason=ticket["reason"]
        )
        return kept(viewer, folder, ticket, plan, told)
    except queries.UnreadableFileError as problem:
        told.write(state="broken", trouble=problem.message, values=problem.values)
    except (LookupError, PermissionError, ValueError) as problem:
        told.write(state="broken", trouble=str(problem))
    except BaseException:
        told.write(state="broken", trouble=ENDED)
        raise
    return 1


def purpose_of(ticket: Mapping[str, Any]) -> Any:
    """The purpose under which the file was uploaded."""
    from kerege.kernel.law import Purpose

    return Purpose(ticket["purpose"])


def kept(viewer: "Viewer", folder: Path, ticket: Mapping[str, Any], plan: Mapping[str, Any], told: "Telling") -> int:
    """Call the one action and write its result; the file goes when all its rows are kept."""
    from kerege.rooms.intake import actions, queries
    from kerege.rooms.intake.actions.uploads import leave_nothing

    result = actions.import_file(
        actor=viewer,
        path=folder / str(ticket["file"]),
        file_name=str(ticket["name"]),
        plan=lambda sheet: queries.plan_of(
            sheet,
            named=plan["format"],
            kind=plan["kind"],
            mapping=plan["mapping"],
            constants=plan["constants"],
        ),
        known=queries.known_headings(plan["kind"]),
        progress=told.progress,
        dry=bool(plan["dry"]),
    )
    counts: dict[str, object] = {
        "rows": result.rows,
        "accepted": result.accepted,
        "duplicates": result.duplicates,
        "quarantined": result.quarantined,
        "seconds": result.seconds,
    }
    if result.id is None:
        counts["findings"] = result.findings
        counts["refused"] = [
            {"row": each.row, "faults": [fault_wire(f) for f in each.faults]} for each in result.refused
        ]
    told.write(state="done", done=result.rows, rows=result.rows, import_id=str(result.id or ""), result=counts)
    if result.id is not None:
        leave_nothing(folder)
    return 0


def fault_wire(fault: Any) -> dict[str, object]:
    """A fault as it is written."""
    return {name: getattr(fault, name) for name in ("path", "column", "code", "message", "values")}


class Telling:
    """Writes how far the work is, at most twice a second."""

    def __init__(self, folder: Path, dry: bool) -> None:
        """Keep where to write."""
        self.folder, self.dry, self.last = folder, dry, 0.0

    def progress(self, done: int, rows: int, step: str) -> None:
        """Rows done, rows in all, the step."""
        if monotonic() - self.last > 0.5:
            self.last = monotonic()
            self.write(state="running", step=step, done=done, rows=rows)

    def write(self, **found: object) -> None:
        """Write it for the page."""
        from kerege.rooms.intake.actions.uploads import write
        from kerege.rooms.intake.queries.uploads import PROGRESS

        write(self.folder / PROGRESS, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
