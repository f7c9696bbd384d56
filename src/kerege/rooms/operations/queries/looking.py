"""All deliveries of the node looked at: steps not signed or missing, and what the list says of each."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from psycopg.rows import dict_row

from kerege.foundation import copying
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries.courses import Course, course_of
from kerege.rooms.operations.queries.signing import is_former
from kerege.rooms.operations.queries.standing import standing_rows
from kerege.rooms.operations.rules.course import replay
from kerege.rooms.operations.rules.plan import written

AT_ONCE = 200
DELIVERIES: LiteralString = "SELECT id, made_at FROM operations_delivery WHERE id > %s ORDER BY id LIMIT %s"
STEPS: LiteralString = "SELECT * FROM operations_delivery_step WHERE delivery = ANY (%s) ORDER BY place, id"
ACTS: LiteralString = """
    SELECT m.record AS delivery, l.door, count(*) AS times FROM journal_mention m JOIN journal_leaf l ON l.id = m.leaf
     WHERE m.record = ANY (%s) AND m.kind IN ('collect', 'alter') GROUP BY 1, 2"""
STANDING: LiteralString = "SELECT * FROM operations_standing WHERE delivery = ANY (%s)"


@dataclass(frozen=True, slots=True)
class Looked:
    """How many steps were verified; delivery and place of those not to be followed; who is listed wrongly."""

    steps: int
    former: int
    """How many of them were signed in the first format, without their officers."""
    bent: tuple[tuple[UUID, int], ...]
    astray: tuple[UUID, ...]


def verify_deliveries(database: str, *, progress: Callable[[int], None] = lambda count: None) -> Looked:
    """Look at every delivery of the node, past the row policies, as keeper. Raises ServerError without that role."""
    count, former, bent, astray = 0, 0, list[tuple[UUID, int]](), list[UUID]()
    with copying.keeper(database) as keeper:
        for made in stretches(keeper):
            steps, acts, standing = (grouped(keeper, text, list(made)) for text in (STEPS, ACTS, STANDING))
            for delivery, made_at in made.items():
                rows = [DeliveryStep(**each) for each in steps[delivery]]
                course = course_of(rows, {each["door"]: each["times"] for each in acts[delivery]})
                count += len(rows)
                former += sum(map(is_former, rows))
                bent += [(delivery, place) for place in course.unfollowed or ((0,) if not rows else ())]
                if is_astray(course, made_at, standing[delivery]):
                    astray.append(delivery)
            progress(count)
    return Looked(count, former, tuple(bent), tuple(astray))


def is_astray(course: Course, made_at: Any, kept: list[dict[str, Any]]) -> bool:
    """Whether the list says other of a delivery than its steps; one without rows is replayed, so it says nothing."""
    if course.is_bent or not kept:
        return False
    said = [{name: as_kept(value) for name, value in row.items() if name != "delivery"} for row in kept]
    return by_actor(said) != by_actor(standing_rows(replay(course.steps), made_at))


def as_kept(value: Any) -> Any:
    """A value of the index as the node wrote it."""
    if hasattr(value, "isoformat"):
        return written(value)
    return str(value) if isinstance(value, UUID) else value


def by_actor(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows in one order."""
    return sorted(rows, key=lambda row: str(row["acts_for"]))


def stretches(keeper: copying.Connection) -> Iterator[dict[UUID, Any]]:
    """The deliveries of the node with when they were made, so many at once."""
    after = UUID(int=0)
    while rows := keeper.execute(DELIVERIES, [after, AT_ONCE]).fetchall():
        yield {UUID(str(delivery)): made_at for delivery, made_at in rows}
        after = UUID(str(rows[-1][0]))


def grouped(
    keeper: copying.Connection, statement: LiteralString, deliveries: list[UUID]
) -> "defaultdict[UUID, list[dict[str, Any]]]":
    """The rows of a statement by their delivery."""
    made: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    with keeper.cursor(row_factory=dict_row) as cursor:
        for row in cursor.execute(statement, [deliveries]).fetchall():
            made[row["delivery"]].append(row)
    return made
