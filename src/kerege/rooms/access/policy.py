"""The policy registry: each room registers the rows of its tables; `kerege policy` prints them all."""

from dataclasses import dataclass

from kerege.foundation.keys import OWN, READ
from kerege.kernel.law import Guard


@dataclass(frozen=True, slots=True, order=True)
class PolicyRow:
    """One table: its guard, the predicate in words and its SQL form side by side."""

    room: str
    table: str
    guard: Guard
    who_reads: str
    read_sql: str
    who_writes: str
    write_sql: str


_rows: dict[str, PolicyRow] = {}


def register(*rows: PolicyRow) -> None:
    """Called in a room's `apps.py`; a table has one row."""
    for row in rows:
        _rows[row.table] = row


def registered() -> list[PolicyRow]:
    """All rows, by room and table."""
    return sorted(_rows.values())


def owned(room: str, table: str, what: str) -> PolicyRow:
    """The usual row of a guarded table: read by label, written by the owner's agency."""
    return PolicyRow(
        room,
        table,
        Guard.OWNED,
        f"who holds the label of the {what}: the owner's unit or agency, and audiences it is open or released to",
        READ,
        "officers of the owner's agency",
        f"{OWN} AND {READ}",
    )


register(
    owned("access", "access_release", "release (the owner's agency alone)"),
    *(
        PolicyRow(
            "directory",
            f"directory_{table}",
            Guard.DIRECTORY,
            "any viewer",
            "someone_views()",
            "administrators; the founding of a node",
            "may_administer()",
        )
        for table in (
            "party",
            "party_fact",
            "agency",
            "desk",
            "appointment",
            "accreditation",
            "agreement",
            "agreement_permission",
            "agreement_status",
            "membership",
            "group",
        )
    ),
    PolicyRow(
        "directory",
        "directory_officer",
        Guard.DIRECTORY,
        "officers of the same agency; administrators; signing in",
        "agency = ANY(officers_of())",
        "administrators; the founding of a node",
        "may_administer()",
    ),
    PolicyRow(
        "directory",
        "directory_suspension",
        Guard.DIRECTORY,
        "any viewer",
        "someone_views()",
        "the party's coordinator",
        "by_party = viewer's party AND role = coordinator",
    ),
    PolicyRow(
        "journal",
        "journal_leaf",
        Guard.DERIVED,
        "the officer himself; data protection, auditors, coordinators and releasing officers of his agency",
        "officer = viewer OR agency = ANY(account_agencies())",
        "the officer whose act it is; nobody changes or removes",
        "officer = viewer",
    ),
    PolicyRow(
        "journal",
        "journal_mention",
        Guard.DERIVED,
        "data protection, auditors, coordinators and releasing officers of the record's owner",
        "owner_agency = ANY(account_agencies())",
        "any act, with its leaf; nobody changes or removes",
        "someone_views()",
    ),
)
