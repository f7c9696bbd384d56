"""The command `policy`: who may do what, in one table, as the faces and the database apply it."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from kerege.cli.terminal import Terminal
from kerege.kernel.law import Act, Role
from kerege.kernel.law.decision import OWNER_ACTS, ROLE_ACTS

if TYPE_CHECKING:
    from kerege.rooms.access.queries import PolicyRow


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `policy`."""
    policy = commands.add_parser("policy", help="who may do what: roles by acts, and every table's row policy")
    policy.set_defaults(run=run_policy, needs_database=False)


def run_policy(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print the one policy table."""
    from kerege.rooms.access import queries

    rows = queries.policy_table()
    document = {
        "roles": {role.value: sorted(act.value for act in ROLE_ACTS[role]) for role in Role},
        "owner_acts": sorted(act.value for act in OWNER_ACTS),
        "tables": [
            {
                "room": row.room,
                "table": row.table,
                "guard": row.guard.value,
                "who_reads": row.readers(gettext),
                "read": row.read_sql,
                "who_writes": gettext(row.who_writes),
                "write": row.write_sql,
            }
            for row in rows
        ],
    }
    terminal.answer(document, [*role_lines(), "", *(line for row in rows for line in table_lines(row))])
    return 0


def role_lines() -> Iterator[str]:
    """Roles by acts; a star marks acts that only the owner's agency does."""
    heads = [act.value + ("*" if act in OWNER_ACTS else "") for act in Act]
    yield " " * 17 + "  ".join(heads)
    for role in Role:
        marks = ("x" if act in ROLE_ACTS[role] else "·" for act in Act)
        yield f"{role.value:<17}" + "  ".join(m.center(len(head)) for m, head in zip(marks, heads, strict=True))
    yield "* " + gettext("Only with the records of one's own agency.")


def table_lines(row: "PolicyRow") -> Iterator[str]:
    """One table: who reads and writes it, in words and in SQL."""
    yield f"{row.table}  ({row.room}, {row.guard.value})"
    yield f"  {gettext('reads'):<8}{row.readers(gettext)}"
    yield f"          {row.read_sql}"
    yield f"  {gettext('writes'):<8}{gettext(row.who_writes)}"
    yield f"          {row.write_sql}"
