"""Files of `kerege screen`: lists and banks read from whatever they were saved as, refused rows and pairs written."""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from kerege.cli.coded import unreadable
from kerege.cli.terminal import N_, CommandError, Terminal

if TYPE_CHECKING:
    from kerege.methods.screening import Bank, Link, Proposal
    from kerege.methods.screening.lists import Line, Prepared, Remark
    from kerege.rooms.intake.queries import BoxedList

TABLES = (".arrow", ".parquet")
GIGABYTE = 1024**3
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PACKED = frozenset({".parquet", ".xlsx", ".ods", ".zip"})
PACKED_TIMES = 8
"""How many times its size a packed list takes at most, as a rule, when it is made ready."""
PAIR_BYTES = 600
"""What one pair takes, in a piece, in the result put together and in the result as text, as a rule."""
SHOWN = 5
REASONS = {
    "birth": N_("not a date of birth"),
    "sex": N_("not a sex"),
    "nationality": N_("not a country"),
    "identifier": N_("not an identifier of this kind"),
    "nothing": N_("neither a name nor an identifier"),
}


def beside(out: Path, what: str) -> Path:
    """A file or folder of the run beside its result."""
    return out.with_name(f"{out.name}.{what}")


def digest_of(path: Path) -> str:
    """A digest of a file's bytes, so that work done before is known again. Raises CommandError."""
    whole = blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                whole.update(block)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    return whole.hexdigest()


def prepared(path: Path, out: Path, what: str, terminal: Terminal) -> "Prepared":
    """A file as a list, read row by row; rows and cells that cannot be read go to a file beside the result."""
    from kerege.methods.screening import LIST_SCHEMA, lists

    ready, source = beside(out, f"{what}.arrow"), digest_of(path)
    if held := lists.prepared_before(ready, source):
        return held
    require_room(out, path.stat().st_size * (PACKED_TIMES if path.suffix in PACKED else 1), terminal)
    table = columns_of(path) if path.suffix in TABLES else None
    if table is not None and set(LIST_SCHEMA.names) <= set(table.columns):
        made = lists.prepare_table(table.batches(), ready, source=source)
    else:
        columns, rows = opened(path)
        with refusals(beside(out, f"{what}.refused.csv"), terminal) as (note, keep):
            made = lists.prepare(columns, rows, ready, source=source, told=note, read=keep)
    if not made.rows:
        made.remove()
        raise CommandError(gettext("No row of “%(path)s” can be screened.") % {"path": path})
    return made


def columns_of(path: Path) -> "BoxedList":
    """A table of columns, read in a box. Raises UnreadableFileError."""
    from kerege.rooms.intake.queries import BoxedList

    return BoxedList(path)


def opened(path: Path) -> "tuple[tuple[str, ...], Iterator[Line]]":
    """The columns and rows of a file of text, a workbook or a table of columns. Raises UnreadableFileError."""
    from kerege.rooms.intake.queries import Limits, sheet_of

    limits = Limits(size=100 * GIGABYTE, unpacked=100 * GIGABYTE, rows=1_000_000_000)
    sheet = sheet_of(path, limits=limits, columns=True)
    return sheet.columns, sheet.rows()


def pairs_in(found: Path) -> Iterator[Any]:
    """The record batches of the pairs that a run of ours has written."""
    import pyarrow as pa

    reader = pa.ipc.open_file(pa.memory_map(str(found)))
    return (reader.get_batch(at) for at in range(reader.num_record_batches))


@contextmanager
def refusals(path: Path, terminal: Terminal) -> "Iterator[tuple[Callable[[Remark], None], Callable[[], None]]]":
    """A file of what could not be read, there only if there is something to tell: what notes, and what flushes it."""
    path.unlink(missing_ok=True)
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([gettext("row"), gettext("column"), gettext("reason"), gettext("cell"), gettext("left out")])

        def note(remark: "Remark") -> None:
            nonlocal count
            count += 1
            left_out = gettext("row") if remark.refused else gettext("cell")
            reason = gettext(REASONS[remark.code])
            writer.writerow([remark.row, inert(remark.column), reason, inert(remark.value), left_out])
            if count <= SHOWN:
                said = gettext("row %(row)s, column “%(column)s”: %(reason)s")
                terminal.note(said % {"row": remark.row, "column": remark.column, "reason": reason})

        def keep() -> None:
            stream.flush()
            os.fsync(stream.fileno())

        yield note, keep
    if not count:
        path.unlink()
        return
    said = gettext("Cells and rows that could not be read: %(count)s, listed in %(path)s")
    terminal.note(said % {"count": count, "path": path})


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def bank_of(given: Path, out: Path, terminal: Terminal) -> "Bank":
    """The bank to screen against: a folder that holds one, or a file from which it is built beside the result."""
    from kerege.methods.screening import Bank, BankError, build_bank

    if given.is_dir():
        return Bank.open(given)
    rows = prepared(given, out, "bank", terminal)
    folder = beside(out, "bank")
    source = beside(out, "bank") / "source"
    if source.exists() and source.read_text() == digest_of(given):
        try:
            return Bank.open(folder)
        except BankError:
            shutil.rmtree(folder)
    terminal.note(gettext("Building the index of the bank: %(rows)s rows") % {"rows": rows.rows})
    bank = build_bank(rows.batches(), folder)
    source.write_text(digest_of(given))
    return bank


def write_pairs(found: Path, out: Path) -> None:
    """Write the pairs in the format that the name of the result asks for."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = pa.ipc.open_file(pa.memory_map(str(found)))
    batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
    if out.suffix == ".arrow":
        found.replace(out)
        return
    part = beside(out, "part")
    if out.suffix == ".parquet":
        with pq.ParquetWriter(part, reader.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    else:
        with part.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(pair_cells(reader.schema.names, batches))
    part.replace(out)
    found.unlink()


def write_proposals(found: Path, given: "Prepared", bank: "Bank", out: Path) -> int:
    """Write who may be one, by the pairs found, as JSON lines; how many proposals there are.

    Members are named by side and id. Each is a proposal only: a person judges.
    """
    from kerege.methods.screening import Link, propose

    links, known = [], {}
    for batch in pairs_in(found):
        pairs = batch.to_pylist()
        asked = given.described(pair["list_row"] for pair in pairs)
        for pair in pairs:
            row, subject = ("list", pair["list_id"], pair["list_row"]), ("bank", pair["bank_id"], 0)
            links.append(Link(row, subject, pair["probability"], tuple(pair["reasons"])))
            known[row] = asked[pair["list_row"]]
            known[subject] = bank.described(bank.number_of(pair["bank_id"]))
    made = propose(links, known)
    part = beside(out, "part")
    with part.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(proposal_document(each), ensure_ascii=False) + "\n" for each in made)
    part.replace(out)
    return len(made)


def proposal_document(proposal: "Proposal[tuple[str, str, int]]") -> dict[str, object]:
    """One proposal for machines: members, links with reasons, the weakest link, and what was kept apart and why."""

    def shown(link: "Link[tuple[str, str, int]]") -> dict[str, object]:
        ends = [f"{side}:{identity}" for side, identity, _ in (link.one, link.other)]
        return {"between": ends, "probability": link.probability, "reasons": list(link.reasons)}

    return {
        "members": [f"{side}:{identity}" for side, identity, _ in proposal.members],
        "links": [shown(link) for link in proposal.links],
        "weakest": shown(proposal.weakest),
        "kept_apart": [shown(each.link) | {"because": each.code} for each in proposal.kept_apart],
    }


def pair_cells(columns: list[str], batches: Iterable[Any]) -> Iterator[list[object]]:
    """The lines of a file of pairs: lists joined by a space, cells inert."""
    yield list(columns)
    for batch in batches:
        for pair in batch.to_pylist():
            cells = [" ".join(cell) if isinstance(cell, list) else cell for cell in pair.values()]
            yield [inert(cell) if isinstance(cell, str) else cell for cell in cells]


def require_room(out: Path, needed: int, terminal: Terminal) -> None:
    """Say how much a step is going to write beside the result, where it is much. Raises CommandError."""
    free = shutil.disk_usage(out.absolute().parent).free
    said = {"needed": f"{needed / GIGABYTE:.1f}", "free": f"{free / GIGABYTE:.1f}"}
    if needed > free:
        text = gettext("This needs about %(needed)s GB beside the result, where %(free)s GB are free.")
        raise CommandError(text % said)
    if needed >= GIGABYTE:
        terminal.note(gettext("About %(needed)s GB are written beside the result, where %(free)s GB are free.") % said)


def clear_away(out: Path, given: "Prepared") -> None:
    """Remove what the run kept beside its result in order to go on; refused rows stay."""
    from kerege.methods.screening import forget_pieces

    given.remove()
    for arrow in (out, beside(out, "arrow")):
        forget_pieces(arrow)
    shutil.rmtree(beside(out, "bank"), ignore_errors=True)
    for name in ("bank.arrow", "bank.arrow.json"):
        beside(out, name).unlink(missing_ok=True)
