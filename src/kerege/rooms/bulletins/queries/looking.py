"""All editions of the node looked at: released figures that are not as they were signed, missing, or brought back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import dict_row

from kerege.foundation import copying
from kerege.rooms.bulletins.models import Edition
from kerege.rooms.bulletins.queries.signing import is_sound
from kerege.rooms.bulletins.rules.states import EditionState

AT_ONCE = 50
EDITIONS: LiteralString = "SELECT * FROM bulletins_edition WHERE id > %s ORDER BY id LIMIT %s"
ACTS: LiteralString = """
    SELECT e.id, bool_or(l.door = 'bulletins.release') AS released, bool_or(l.door = 'bulletins.withdraw') AS withdrawn
      FROM unnest(%s::uuid[]) AS e(id) JOIN journal_mention m ON m.record = e.id AND m.kind = 'disclose'
      JOIN journal_leaf l ON l.id = m.leaf AND l.door IN ('bulletins.release', 'bulletins.withdraw')
     GROUP BY 1"""
MISSING: LiteralString = """
    SELECT DISTINCT m.record FROM journal_leaf l JOIN journal_mention m ON m.leaf = l.id AND m.owner_agency = l.agency
     WHERE l.door = 'bulletins.release' AND m.kind = 'disclose'
       AND NOT EXISTS (SELECT FROM bulletins_edition e WHERE e.id = m.record)
       AND NOT EXISTS (SELECT FROM records_report r WHERE r.id = m.record)"""
WIDER: LiteralString = """
    SELECT e.id FROM bulletins_edition e JOIN access_label l ON l.id = e.label
     WHERE e.id = ANY (%s) AND (l.level < e.level OR NOT l.forbidden::uuid[] @> e.forbidden
        OR (e.state <> 'released' AND EXISTS (SELECT FROM access_grant g WHERE g.label = e.label)))"""


@dataclass(frozen=True, slots=True)
class LookedEditions:
    """How many editions were looked at; those that do not say what the node signed and the journal tells."""

    editions: int
    bent: tuple[UUID, ...]


def verify_editions(database: str, *, progress: Callable[[int], None] = lambda count: None) -> LookedEditions:
    """Look at every edition of the node, past the row policies, as keeper. Raises ServerError without that role."""
    count, bent = 0, set[UUID]()
    with copying.keeper(database) as keeper:
        for rows in stretches(keeper):
            ids = [row.id for row in rows]
            acts = {UUID(str(each)): (bool(out), bool(back)) for each, out, back in keeper.execute(ACTS, [ids])}
            bent |= {row.id for row in rows if is_bent(row, *acts.get(row.id, (False, False)))}
            bent |= {UUID(str(each)) for (each,) in keeper.execute(WIDER, [ids])}
            count += len(rows)
            progress(count)
        bent |= {UUID(str(each)) for (each,) in keeper.execute(MISSING)}
    return LookedEditions(count, tuple(sorted(bent)))


def is_bent(row: Edition, released: bool, withdrawn: bool) -> bool:
    """Whether an edition is not as it was signed, or stands otherwise than the journal tells."""
    told = EditionState.WITHDRAWN if withdrawn else EditionState.RELEASED if released else EditionState.DRAFT
    return row.state != told.value or (row.state != EditionState.DRAFT.value and not is_sound(row))


def stretches(keeper: copying.Connection) -> Iterator[list[Edition]]:
    """The editions of the node, so many at once."""
    after = UUID(int=0)
    while True:
        with keeper.cursor(row_factory=dict_row) as cursor:
            found: list[dict[str, Any]] = cursor.execute(EDITIONS, [after, AT_ONCE]).fetchall()
        if not found:
            return
        yield [Edition(**each) for each in found]
        after = UUID(str(found[-1]["id"]))
