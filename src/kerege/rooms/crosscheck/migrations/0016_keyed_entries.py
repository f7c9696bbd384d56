"""What stands for a record's subject in the rows of others is keyed with the node's secret: nobody tries values out."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import migrations

from kerege.foundation.statements import run_named
from kerege.rooms.crosscheck.policy import ENTRY, keyed
from kerege.rooms.crosscheck.rules.questions import pair_of

PIECE = 50_000
NAMES = """
    CREATE TEMP TABLE keyed_entry (old uuid PRIMARY KEY, fresh uuid NOT NULL) ON COMMIT DROP;
    GRANT SELECT, INSERT ON keyed_entry TO kerege_law;
    CREATE TEMP TABLE keyed_pair (owner uuid, id uuid, mine uuid, theirs uuid, pair uuid) ON COMMIT DROP;
    GRANT SELECT, INSERT, DELETE ON keyed_pair TO kerege_law"""
OLD = """
    SELECT id FROM crosscheck_entry
    UNION SELECT theirs FROM crosscheck_hit WHERE side = 'asker'
    UNION SELECT mine FROM crosscheck_hit WHERE side = 'owner'
    UNION SELECT mine FROM crosscheck_hit WHERE side = 'asker' AND mine_report IS NOT NULL
    UNION SELECT theirs FROM crosscheck_hit WHERE side = 'owner' AND theirs_report IS NOT NULL
    UNION SELECT (r ->> 'entry')::uuid FROM screening_digest d CROSS JOIN jsonb_array_elements(d.records) r"""
KEEP = "INSERT INTO keyed_entry (old, fresh) SELECT * FROM unnest(%s::uuid[], %s::uuid[])"
ENTRIES = "UPDATE crosscheck_entry e SET id = n.fresh FROM keyed_entry n WHERE n.old = e.id"
PAIRED = """
    SELECT t.owner, t.id, coalesce(a.fresh, t.mine), coalesce(b.fresh, t.theirs) FROM {table} t
      LEFT JOIN keyed_entry a ON a.old = t.mine LEFT JOIN keyed_entry b ON b.old = t.theirs
     WHERE a.old IS NOT NULL OR b.old IS NOT NULL"""
PAIR = "INSERT INTO keyed_pair SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])"
PAIRS = """
    UPDATE {table} t SET mine = n.mine, theirs = n.theirs, pair = n.pair FROM keyed_pair n
     WHERE t.owner = n.owner AND t.id = n.id"""
DIGESTS = """
    UPDATE screening_digest d SET records = (
        SELECT jsonb_agg(r.one || jsonb_build_object('entry', n.fresh) ORDER BY r.place)
          FROM jsonb_array_elements(d.records) WITH ORDINALITY r(one, place)
          JOIN keyed_entry n ON n.old = (r.one ->> 'entry')::uuid)
     WHERE d.records <> '[]'"""
GIVE = """
    GRANT UPDATE (id) ON crosscheck_entry TO kerege_law;
    GRANT UPDATE (mine, theirs, pair) ON crosscheck_judgement TO kerege_law;
    ALTER TABLE crosscheck_entry DISABLE TRIGGER crosscheck_entry_changed"""
TAKE = """
    ALTER TABLE crosscheck_entry ENABLE TRIGGER crosscheck_entry_changed;
    REVOKE UPDATE (mine, theirs, pair) ON crosscheck_judgement FROM kerege_law;
    REVOKE UPDATE (id) ON crosscheck_entry FROM kerege_law"""
SAID = "SELECT set_config('kerege.said', %s, true)"
TELL = "DO $$ BEGIN RAISE NOTICE 'anchors of entries keyed: % rows', current_setting('kerege.said'); END $$"


def renew(apps: Any, schema_editor: Any) -> None:
    """Every anchor of an entry, and each pair with one, in the rows that stand; states how many rows changed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(NAMES)
        cursor.execute(GIVE)
        cursor.execute("SET LOCAL ROLE kerege_law")
        cursor.execute(OLD)
        for piece in list(pieces(cursor)):
            old = [each for (each,) in piece]
            cursor.execute(KEEP, [old, [keyed(each, ENTRY) for each in old]])
        changed = 0
        for statement in (ENTRIES, DIGESTS):
            cursor.execute(statement)
            changed += cursor.rowcount
        changed += sum(renew_pairs(cursor, table) for table in ("crosscheck_hit", "crosscheck_judgement"))
        cursor.execute("RESET ROLE")
        cursor.execute(TAKE)
        cursor.execute(SAID, [str(changed)])
        cursor.execute(TELL)


def renew_pairs(cursor: Any, table: str) -> int:
    """Both sides and the pair in the rows of a table; how many changed."""
    cursor.execute("DELETE FROM keyed_pair")
    cursor.execute(PAIRED.format(table=table))
    for piece in list(pieces(cursor)):
        rows = [(*row, pair_of(*row[2:])) for row in piece]
        cursor.execute(PAIR, [[row[at] for row in rows] for at in range(5)])
    cursor.execute(PAIRS.format(table=table))
    return int(cursor.rowcount)


def pieces(cursor: Any) -> Iterator[list[tuple[UUID, ...]]]:
    """The rows of the last statement, so many at a time."""
    while piece := cursor.fetchmany(PIECE):
        yield piece


class Migration(migrations.Migration):
    """It runs once: what it has keyed it would key again. The index of keys is written anew."""

    dependencies = [("crosscheck", "0015_keyed_anchors"), ("screening", "0006_quota_held")]

    operations = [migrations.RunPython(renew), run_named("crosscheck", "indexed_anew")]
