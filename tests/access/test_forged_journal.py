"""A dishonest process forges the journal: every column of a leaf and of a mention in turn, and every instant."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction

from kerege.foundation import chance, seal
from kerege.foundation.rows import as_json
from kerege.foundation.viewing import SETTING, signed_context, viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.kernel.sealing import verify
from kerege.rooms.crosscheck.matcher import searching
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions, rules
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.journal.models import Leaf, Mention
from tests import cast

pytestmark = pytest.mark.django_db(databases=["default", "search"])
REFUSED_OF_LEAF = {
    "at", "officer", "officer_number", "hat", "desk", "agency", "party", "purpose", "position", "form", "id",
    "signature", "told", "vouched",
}  # fmt: skip
REFUSED_OF_MENTION = {
    "at", "by_desk", "by_party", "officer_number", "purpose", "id", "leaf", "owner", "owner_agency",
    "record", "kind", "vouched",
}  # fmt: skip
NAMES = ("aigerim", "daniyar", "farrukh", "gulnora", "admin", "observer", "kz_coordinator")


def written(viewer: Viewer) -> tuple[Leaf, Mention]:
    """An honest leaf with its mention, not written yet; the detail is one that the test knows."""
    leaf = actions.new_leaf(viewer, LeafKind.CONSULT, "test", {"x": 1}, 1)
    mention = actions.new_mention(leaf, viewer, Touched(viewer.desk, viewer.agency, uuid4()))
    actions.seal_leaf(leaf, [mention])
    return leaf, mention


def accepts(table: str, row: dict[str, object], using: str = "default") -> bool:
    """Whether the database takes the row; nothing of it is kept."""
    add = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(add, [json.dumps(row)])
            transaction.set_rollback(True, using=using)
    except DatabaseError:
        return False
    return True


def row_of(each: Leaf | Mention) -> dict[str, Any]:
    """A row as the database takes it."""
    (made,) = json.loads(as_json([each]))
    return dict(made)


def forged(value: object, column: str, other: Viewer) -> Iterator[object]:
    """Values that are not the true one: another officer's, another instant, anything of the same kind."""
    own = {"officer": other.officer, "officer_number": other.officer_number, "hat": other.hat, "desk": other.desk}
    own |= {"by_desk": other.desk, "by_party": other.party, "agency": other.agency, "party": other.party}
    if column in own and str(own[column]) != value:
        yield str(own[column])
    if column == "at":
        yield (chance.now() - timedelta(seconds=5)).isoformat()
        yield (chance.now() + timedelta(hours=2)).isoformat()
    elif column in {"position", "rows", "form"}:
        yield 1 if value != 1 else 3
    elif isinstance(value, str) and value.startswith("\\x"):
        yield "\\x" + "5a" * max(1, len(value) // 2 - 1)
    elif isinstance(value, str) and len(value) == 36:
        yield str(uuid4())
    else:
        yield "oversight" if column == "purpose" else "EX-FORGED"[:12]


@pytest.mark.parametrize("using", ["default", "search"])
@pytest.mark.parametrize("name", NAMES)
def test_every_forged_column_is_refused_or_breaks_the_signature(name: str, using: str) -> None:
    """By both roles that write leaves: who, where, why and when are the database's to judge, the rest is signed."""
    viewer, other = cast.viewer(name, Purpose.ANALYSIS), cast.viewer("hamid")
    with viewing(viewer), searching(viewer):
        leaf, mention = written(viewer)
        assert accepts("journal_leaf", row_of(leaf), using)
        assert accepts("journal_mention", row_of(mention), using)
        for table, each, listed in (
            ("journal_leaf", leaf, REFUSED_OF_LEAF),
            ("journal_mention", mention, REFUSED_OF_MENTION),
        ):
            for column, true in row_of(each).items():
                for value in forged(true, column, other):
                    taken = accepts(table, row_of(each) | {column: value}, using)
                    assert taken == (column not in listed), (table, column, value)
                    assert not taken or is_found(leaf, each, column, value), (table, column, value)


def is_found(leaf: Leaf, each: Leaf | Mention, column: str, value: object) -> bool:
    """Whether the journal's own check finds a row that was changed after the node signed its leaf."""
    held: object = value
    if isinstance(value, str) and value.startswith("\\x"):
        held = bytes.fromhex(value[2:])
    elif column in {"id", "leaf", "owner", "owner_agency", "record"}:
        held = UUID(str(value))
    true = getattr(each, column)
    assert holds(leaf, each)
    setattr(each, column, held)
    try:
        return not holds(leaf, each)
    finally:
        setattr(each, column, true)


def holds(leaf: Leaf, each: Leaf | Mention) -> bool:
    """Whether the node's signature and the leaf's commitments stand over this row."""
    if isinstance(each, Mention):
        return rules.told_root(each.leaf, [each.hashed]) == bytes(leaf.told)
    signed = verify(seal.node_key().public, bytes(leaf.signature), rules.leaf_bytes(leaf.content), context="leaf")
    return signed and rules.salt_mark(bytes(leaf.salt)) == bytes(leaf.salt_mark)


def test_what_the_node_itself_does_is_written_without_a_hat() -> None:
    """A context signed for a system act writes its own leaf."""
    node = directory.system_viewer("screening")
    with viewing(node):
        assert accepts("journal_leaf", row_of(written(node)[0]))


GIVEN_INSTANTS = {
    "journal_rotate": "the node's own signing of keys",
    "journal_sign": "the node's own signing of heads",
    "retention_forget_rows": "a bound of what is forgotten, nothing is dated by it",
    "screening_spent": "the bounds of a month that is summed",
}
"""Functions past the fences that an instant is still given to, and what it is; a new one is written in here."""


def test_a_forged_instant_is_written_nowhere() -> None:
    """What sees past the fences and writes takes no instant from its caller, but for those listed."""
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prosecdef AND p.provolatile = 'v'"
            " AND (has_function_privilege('kerege_app', p.oid, 'EXECUTE')"
            " OR has_function_privilege('kerege_search', p.oid, 'EXECUTE'))"
            " AND 'timestamptz'::regtype = ANY (p.proargtypes::oid[]) ORDER BY p.proname"
        )
        assert {name for (name,) in cursor.fetchall()} == set(GIVEN_INSTANTS)


def test_the_instant_stands_in_the_signature() -> None:
    """A changed instant breaks the context; so does one without."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer), connection.cursor() as cursor:
        cursor.execute("SELECT viewer_instant()")
        assert abs(cursor.fetchone()[0] - chance.now()) < timedelta(minutes=5)
        cursor.execute("SELECT pg_backend_pid(), transaction_timestamp()::text")
        text = signed_context(viewer, *cursor.fetchone())
        year = str(chance.now().year)
        for bent in (text.replace(f'"at":"{year}', '"at":"2001'), text[:64] + text[64:].replace('"at"', '"as"')):
            assert bent != text
            with pytest.raises(DatabaseError, match="not signed"):
                instant_of(bent)


def instant_of(text: str) -> object:
    """The instant that the database reads out of a context."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT viewer_instant() FROM set_config(%s, %s, true)", [SETTING, text])
        return cursor.fetchone()


def test_nobody_adds_a_mention_to_a_leaf_that_stands() -> None:
    """Not to his own, at once or later, nor to another's; with the word given for another row or with none."""
    viewer, other = cast.viewer("farrukh", Purpose.ANALYSIS), cast.viewer("aigerim", Purpose.ANALYSIS)
    made: list[tuple[Leaf, Mention]] = []
    for each in (viewer, other):
        with viewing(each):
            leaf, mention = written(each)
            leaf.save(force_insert=True)
            Mention.objects.bulk_create([mention])
            made.append((leaf, mention))
            for leaf, told in made:
                more = actions.new_mention(leaf, each, Touched(each.desk, each.agency, uuid4()))
                for word in (b"", bytes(told.vouched), bytes(leaf.vouched), bytes(32)):
                    more.vouched = word
                    assert not accepts("journal_mention", row_of(more))


@pytest.mark.parametrize("line", ["junk", "", "\n", "— forged 00000000", "\u2014 kerege-witness/x AAAA\n"])
def test_nobody_puts_a_line_under_a_head_that_no_witness_signed(line: str) -> None:
    viewer = cast.viewer("farrukh")
    row = {"id": str(uuid4()), "size": 1, "at": chance.now().isoformat(), "name": "EXERCISE", "public": "\\x00",
           "line": line, "by_party": str(viewer.party)}  # fmt: skip
    with viewing(viewer):
        for word in ({}, {"vouched": "\\x"}, {"vouched": "\\x" + "00" * 32}):
            assert not accepts("journal_cosignature", row | word)
