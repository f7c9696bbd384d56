"""The policy registry: each room registers the rows of its tables; `kerege policy` prints them all."""

from collections.abc import Callable
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
    what: str = ""
    """What the rows are, in words, where `who_reads` names it."""

    def readers(self, said: Callable[[str], str]) -> str:
        """Who reads the rows, in the words of a language; `said` translates."""
        return said(self.who_reads) % {"what": said(self.what)} if self.what else said(self.who_reads)


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


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
        N_("who holds the label of the %(what)s: the owner's unit or agency, and audiences it is open or released to"),
        READ,
        N_("officers of the owner's agency"),
        f"{OWN} AND {READ}",
        what,
    )


REGISTRY = N_("the centre's administrator; the founding of a node")
PARTY_KEEPERS = N_("the party's administrator (the centre's while it has none); the founding of a node")
DIRECTORY_ROWS = (
    (
        "party",
        N_("the centre's administrator; the party's own, and its coordinator"),
        "keeps_registry() OR keeps_party(id) OR coordinates(id)",
    ),
    ("party_fact", REGISTRY, "keeps_registry()"),
    (
        "agency",
        N_("the party's administrator (the centre's while it has none) and its coordinator"),
        "keeps_party(party) OR coordinates(party)",
    ),
    ("desk", PARTY_KEEPERS, "keeps_agency(agency)"),
    (
        "appointment",
        N_("the party's administrator (the centre's while it has none), never for himself"),
        "keeps_hat(desk, officer)",
    ),
    ("accreditation", REGISTRY, "keeps_registry()"),
    ("agreement", REGISTRY, "keeps_registry()"),
    ("agreement_permission", REGISTRY, "keeps_registry()"),
    (
        "agreement_status",
        N_("the centre's administrator; the party's coordinator; nobody changes or removes"),
        "keeps_registry() OR coordinates(party)",
    ),
    ("membership", REGISTRY, "keeps_registry()"),
    ("group", REGISTRY, "keeps_registry()"),
)

register(
    owned("access", "access_release", N_("release (the owner's agency alone)")),
    *(
        PolicyRow("directory", f"directory_{table}", Guard.DIRECTORY, N_("any viewer"), "someone_views()", who, write)
        for table, who, write in DIRECTORY_ROWS
    ),
    PolicyRow(
        "directory",
        "directory_change",
        Guard.DIRECTORY,
        N_("any viewer; of officers the party it is about, the party whose hand it was, and the centre"),
        "someone_views() AND (code is not of officers OR viewer's party IN (party, by_party) OR viewer of the centre)",
        N_("administrators and coordinators, with each change; nobody changes or removes"),
        "by_party = viewer's party AND role in (administrator, coordinator)",
    ),
    PolicyRow(
        "directory",
        "directory_officer",
        Guard.DIRECTORY,
        N_("officers of the same agency; the party's administrators and coordinator, the centre's of all; signing in"),
        "agency = ANY(officers_of())",
        PARTY_KEEPERS,
        "keeps_agency(agency)",
    ),
    PolicyRow(
        "directory",
        "directory_suspension",
        Guard.DIRECTORY,
        N_("any viewer"),
        "someone_views()",
        N_("the party's coordinator"),
        "by_party = viewer's party AND role = coordinator",
    ),
    PolicyRow(
        "journal",
        "journal_leaf",
        Guard.DERIVED,
        N_("the officer himself; data protection, auditors, coordinators and releasing officers of his agency"),
        "officer = viewer OR agency = ANY(account_agencies())",
        N_("the officer whose act it is; nobody changes or removes"),
        "who, where, why, when = journal_hand()",
    ),
    PolicyRow(
        "journal",
        "journal_mention",
        Guard.DERIVED,
        N_("data protection, auditors, coordinators and releasing officers of the record's owner"),
        "owner_agency = ANY(account_agencies())",
        N_("any act, with its leaf; nobody changes or removes"),
        "desk, party, number, purpose, when = journal_hand()",
    ),
    *(
        PolicyRow(
            "journal",
            f"journal_{table}",
            Guard.PUBLIC,
            N_("any viewer: hashes and signatures, nothing of any act"),
            "someone_views()",
            N_("the node itself (system act keep-journal); nobody changes or removes"),
            "journal_keeping()",
        )
        for table in ("node", "head", "key")
    ),
    PolicyRow(
        "journal",
        "journal_cosignature",
        Guard.PUBLIC,
        N_("any viewer: hashes and signatures, nothing of any act"),
        "someone_views()",
        N_("any officer, for his own party; a cosignature proves itself; nobody changes or removes"),
        "by_party = viewer's party",
    ),
)
