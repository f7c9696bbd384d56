"""What stands for a question in the rows of others is keyed with the node's secret: nobody tries questions out."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import migrations

from kerege.rooms.crosscheck.policy import keyed
from kerege.rooms.crosscheck.rules.questions import pair_of

OLD = """
    SELECT anchor FROM crosscheck_check
    UNION SELECT theirs FROM crosscheck_hit WHERE side = 'owner' AND theirs_report IS NULL
    UNION SELECT mine FROM crosscheck_hit WHERE side = 'asker' AND mine_report IS NULL"""
PAIRED = "SELECT owner, id, mine, theirs FROM {table} WHERE mine = ANY (%s) OR theirs = ANY (%s)"
CHECKS = """
    UPDATE crosscheck_check t SET anchor = n.fresh FROM unnest(%s::uuid[], %s::uuid[]) n(old, fresh)
     WHERE t.anchor = n.old"""
PAIRS = """
    UPDATE {table} t SET mine = n.mine, theirs = n.theirs, pair = n.pair
      FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[]) n(owner, id, mine, theirs, pair)
     WHERE t.owner = n.owner AND t.id = n.id"""
GIVE = """
    GRANT UPDATE (anchor) ON crosscheck_check TO kerege_law;
    GRANT UPDATE (mine, theirs, pair) ON crosscheck_judgement TO kerege_law"""
TAKE = """
    REVOKE UPDATE (anchor) ON crosscheck_check FROM kerege_law;
    REVOKE UPDATE (mine, theirs, pair) ON crosscheck_judgement FROM kerege_law"""
SAID = "SELECT set_config('kerege.said', %s, true)"
TELL = "DO $$ BEGIN RAISE NOTICE 'anchors of questions keyed: % rows', current_setting('kerege.said'); END $$"


def renew(apps: Any, schema_editor: Any) -> None:
    """Every anchor of a question, and each pair with one, in the rows that stand; states how many rows changed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GIVE)
        cursor.execute("SET LOCAL ROLE kerege_law")
        cursor.execute(OLD)
        fresh = {old: keyed(old) for (old,) in cursor.fetchall()}
        changed = 0
        if fresh:
            cursor.execute(CHECKS, [list(fresh), list(fresh.values())])
            changed = cursor.rowcount
            for table in ("crosscheck_hit", "crosscheck_judgement"):
                cursor.execute(PAIRED.format(table=table), [list(fresh)] * 2)
                rows = [paired(row, fresh) for row in cursor.fetchall()]
                cursor.execute(PAIRS.format(table=table), columns(rows))
                changed += cursor.rowcount
        cursor.execute("RESET ROLE")
        cursor.execute(TAKE)
        cursor.execute(SAID, [str(changed)])
        cursor.execute(TELL)


def paired(row: tuple[UUID, UUID, UUID, UUID], fresh: dict[UUID, UUID]) -> tuple[UUID, ...]:
    """A row with the new anchors of its sides, and their pair."""
    owner, identity, mine, theirs = row
    mine, theirs = fresh.get(mine, mine), fresh.get(theirs, theirs)
    return owner, identity, mine, theirs, pair_of(mine, theirs)


def columns(rows: Iterable[tuple[UUID, ...]]) -> list[list[UUID]]:
    """The values of five columns, each as one list."""
    listed = list(rows)
    return [[row[at] for row in listed] for at in range(5)]


class Migration(migrations.Migration):
    """It runs once: what it has keyed it would key again."""

    dependencies = [("crosscheck", "0014_deliver_together")]

    operations = [migrations.RunPython(renew)]
