"""Scenes of raw SQL for the proof `triggers` about what stays as it was or is dated by its act."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role, Viewer
from kerege.rooms.bulletins import actions
from kerege.rooms.directory import queries
from kerege.rooms.retention import actions as forgetting
from tests import cast
from tests.proofs.attempts import COPY, administrator, appointed, by, ended, rows
from tests.proofs.seconding import added
from tests.rooms.bulletins.test_editions import compose, release, seize
from tests.rooms.bulletins.test_frozen import whole
from tests.rooms.records import desk
from tests.rooms.retention.test_five_years import NEWEST_HOLDS, owned

EDITIONS = "bulletins_edition"


def put(viewer: Viewer, edition: UUID, told: str, **columns: object) -> None:
    """Values that somebody's own SQL writes into an edition."""
    written = ", ".join(f"{name} = %s" for name in columns)
    values = ("{}" if isinstance(each, dict) else each for each in columns.values())
    by(viewer, f"UPDATE {EDITIONS} SET {written} WHERE id = %s", *values, edition, told=told)


def editioned() -> None:
    """Editions drafted, released and withdrawn by raw SQL, each wrong in one value; by who may not."""
    seize("farrukh", "TJ", not_to_parties="UZ")
    viewer, edition, open_one = cast.viewer("director"), compose(), compose()
    release(open_one)
    [row], [released] = (rows(EDITIONS, f"id = '{each}'") for each in (edition, open_one))
    long_ago, other = chance.now() - timedelta(days=9), cast.viewer("duty")
    fresh = row | {"number": 9}
    clerk = appointed(viewer.desk_code, Role.DESK)
    for writer in (viewer, clerk):
        added(writer, EDITIONS, fresh, "drafted")
    late: dict[str, object] = {
        "owner": cast.viewer("bolat").desk, "made_by": other.officer, "made_at": long_ago, "state": "released",
        "label": released["label"], "released_at": chance.now(),
    }  # fmt: skip
    for column, value in late.items():
        added(viewer, EDITIONS, fresh, column, **{column: value})
    with viewing(viewer):
        excluded = queries.party("UZ").id
    wrong: dict[str, object] = {
        **dict.fromkeys(("content", "released_at")), "released_by": other.officer, "state": "withdrawn",
        "withdrawn_at": chance.now(), "level": 1, "forbidden": [excluded],
    }  # fmt: skip
    for column, value in wrong.items():
        put(viewer, edition, f"released {column}", **(whole(viewer) | {column: value}))
    put(viewer, edition, "released", **whole(viewer))
    back = {"state": "withdrawn", "withdrawn_at": chance.now(), "withdrawn_by": viewer.officer, "label": row["label"]}
    bent = {"state": "draft", "withdrawn_at": long_ago, "withdrawn_by": other.officer, "content": {}}
    for column, value in bent.items():
        put(viewer, open_one, f"withdrawn {column}", **(back | {column: value}))
    with viewing(viewer):
        actions.withdraw(actor=viewer, edition_id=open_one)
    put(viewer, open_one, "withdrawn again", **back)
    ended("director")
    added(viewer, EDITIONS, fresh, "ended")


def kept_long() -> None:
    """Review days moved by raw SQL: within five years and past them, by who may and who may not."""
    saved, viewer = desk.report("aigerim"), cast.viewer("aigerim")
    [row] = rows("records_nominal", f"report = '{saved.report}'")
    clerk = appointed(viewer.desk_code, Role.ANALYST)
    for years in (1, 4, 6):
        day = viewer.day + timedelta(days=366 * years)
        beside = row | {"id": str(chance.new_id()), "review_on": str(day)}
        by(viewer, COPY.format(table="records_nominal"), json.dumps(beside), told=f"beside {years}")
        for writer in (viewer, clerk):
            move = "UPDATE records_nominal SET review_on = %s WHERE report = %s"
            by(writer, move, day, saved.report, told=f"{years} {writer.role}")
    moved_back()


def moved_back() -> None:
    """Review days moved on by raw SQL: within the rule, past it, back to the day of which the last review took it."""
    saved, other = desk.report("aigerim").report, desk.report("aigerim").report
    keeper = cast.viewer("aigerim")
    days = {years: keeper.day + timedelta(days=366 * years) for years in (1, 2, 4)}
    move = "UPDATE records_nominal SET review_on = %s WHERE report = %s"
    for report, far in ((saved, days[4]), (other, days[4] + timedelta(days=1))):
        with administrator() as database:
            database.execute(move, [far, report])
        with viewing(keeper), transaction.atomic():
            forgetting.bring_forward(actor=keeper, report=report, reason="EXERCISE the case was dropped")
        chance.advance(timedelta(minutes=1))
    for report in (saved, other):
        for years, day in days.items():
            by(keeper, move, day, report, told=f"back {years}")
    by(keeper, move, days[4] + timedelta(days=1), other, told="back to its own")


def dated_ahead() -> None:
    """Gates, rules and states of agreements recorded by raw SQL: now, long ago, far ahead, without a day."""
    viewer = cast.viewer("kz_coordinator")
    for table, row in NEWEST_HOLDS.items():
        column = "made_at" if table == "retention_rule" else "recorded_at"
        for days in (0, -9, 9, None):
            at = None if days is None else (chance.now() + timedelta(days=days)).isoformat()
            made = row | owned(viewer) | {"id": str(chance.new_id()), column: at}
            by(viewer, COPY.format(table=table), json.dumps(made), told=f"{table} {days}")


SCENES: tuple[Callable[[], None], ...] = (editioned, kept_long, dated_ahead)
