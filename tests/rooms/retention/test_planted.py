"""Planted strings: after erasure none is found in any table, index, file, or (after VACUUM FULL) raw byte of a table.

`KEREGE_PLANTED` sets how many are planted: 1,000 here, 10,000 in a full run.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from kerege.foundation import node, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part
from kerege.rooms.records import actions as records_actions
from kerege.rooms.retention import actions
from kerege.rooms.retention.queries import Ground
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.records import desk
from tests.rooms.retention import scenes

PLANTED = int(os.environ.get("KEREGE_PLANTED", "1000"))
EACH = 10
MARK = "ZQPLANT"
TEXTS = """
    SELECT format('SELECT %%L, x::text FROM %%I x WHERE x::text ~* %%L', c.relname, c.relname, %s::text)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'"""
RELATIONS = "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL"


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def planted(at: int) -> UUID:
    """One report with ten planted strings in all the places where words about a person stand."""

    def plant(place: int) -> str:
        return f"{MARK}{at * EACH + place:06d}"

    person = checking.person(
        f"{plant(0)} Учебный",
        phone=checking.PHONE,
        aliases=f"{plant(1)} Другой",
        residence=plant(2),
        stated_fact=plant(3),
    )
    person["identifiers"].append({"kind": "handle", "value": f"@{plant(4).lower()}"})
    saved = desk.report(
        "aigerim",
        desk.raw(
            subjects=[person], narrative=plant(6), exact_place=plant(5), case_reference=plant(7), occurred="2026-01-03"
        ),
    )
    actor = cast.viewer("aigerim")
    with viewing(actor):
        records_actions.attach(
            actor=actor,
            report_id=saved.report,
            part=Part.NOMINAL,
            name=f"{plant(8)}.txt",
            content=f"{plant(9)} EXERCISE".encode(),
        )
    return saved.report


def found_in_tables(database: str) -> list[tuple[str, str]]:
    """Every row of every table in which a planted string stands, past all fences."""
    hits = []
    with server.ensure_server(durable=False).administrator(database) as connection:
        for (statement,) in connection.execute(TEXTS, [MARK]).fetchall():
            hits += connection.execute(statement).fetchall()
    return [(str(table), str(row)[:200]) for table, row in hits]


def found_in_files() -> list[Path]:
    """Every file of the node's own (the database apart) in which a planted string stands."""
    places = [node.home() / name for name in ("files", "intake", "screening", "cache")]
    paths = [path for place in places if place.exists() for path in place.rglob("*") if path.is_file()]
    return [path for path in paths if MARK.encode() in path.read_bytes()]


def found_in_bytes(database: str) -> list[str]:
    """Every file of the database's tables and indexes in which a planted string stands, once it is rewritten."""
    running = server.ensure_server(durable=False)
    assert running.home is not None
    with running.administrator(database) as connection:
        connection.execute("ANALYZE")
        connection.execute("VACUUM FULL")
        connection.execute("CHECKPOINT")
        rows = connection.execute(RELATIONS).fetchall()
        (place,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return [str(name) for name, path in rows if any(MARK.encode() in each.read_bytes() for each in forks(place, path))]


def forks(place: object, path: object) -> list[Path]:
    """The files of one table or index: its forks and pieces."""
    first = Path(str(place), str(path))
    return [each for each in first.parent.glob(f"{first.name}*") if each.name.split(".")[0].split("_")[0] == first.name]


def test_nothing_planted_is_found_after_erasure(own_clone: str) -> None:
    reports = [planted(at) for at in range(PLANTED // EACH)]
    scenes.released(reports[0])
    before = found_in_tables(own_clone)
    assert len({table for table, _row in before}) >= 5
    assert len(found_in_files()) == len(reports)
    assert "records_subject" in found_in_bytes(own_clone)
    actor = cast.viewer("gulnora")
    for report in reports:
        with viewing(actor):
            actions.erase(actor=actor, report=report, ground=Ground.UNLAWFUL, reason=scenes.REASON)
    assert found_in_tables(own_clone) == []
    assert found_in_files() == []
    assert found_in_bytes(own_clone) == []
    assert len(scenes.tombstones()) == min(len(reports), 200)
