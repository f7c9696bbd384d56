"""Scenes of raw SQL for the proof `triggers` about what stays as it was or is dated by its act."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Findability, FindingMode, Role, Viewer
from kerege.rooms.access import actions as access
from kerege.rooms.bulletins import actions
from kerege.rooms.directory import queries
from kerege.rooms.records.models import Reach
from kerege.rooms.records.policy import signing
from kerege.rooms.retention import actions as forgetting
from tests import cast
from tests.proofs.attempts import COPY, administrator, appointed, by, ended, rows
from tests.proofs.policies import ADD, GIVEN
from tests.proofs.seconding import added
from tests.rooms.bulletins.test_editions import compose, release, seize
from tests.rooms.bulletins.test_frozen import whole
from tests.rooms.crosscheck import scenes as checking
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


def said_wide() -> None:
    """Facts put by raw SQL under a wider label than their terms say, older versions again, persons after their part."""
    level: dict[str, Any] = {"level": "official_use"}
    strict, plain = desk.report("aigerim", desk.raw(**level)), desk.report("aigerim")
    owner = cast.viewer("aigerim")
    [wide] = rows("records_report", f"id = '{plain.report}'")
    for at, place in enumerate(("EXERCISE", "EXERCISE again", "EXERCISE again"), 1):
        persons = [desk.PERSON] if at < 3 else [desk.PERSON | {"name": "УЧЕБНЫЙ Другой"}]
        desk.correct("aigerim", strict, desk.raw(place=place, subjects=persons, **level), expected=at)
    desk.correct("aigerim", plain, desk.raw(**level))
    [first, _, second, third] = sorted(
        rows("records_version", f"report = '{strict.report}'"), key=lambda each: (each["number"], each["step"])
    )
    [held] = rows("records_report", f"id = '{strict.report}'")
    [facts] = rows("records_facts", f"report = '{strict.report}' AND current")
    [person] = rows("records_subject", f"report = '{strict.report}' AND version = '{third['id']}'")
    for label in (wide["label"], held["label"]):
        move = "UPDATE records_facts SET label = %s WHERE report = %s"
        by(owner, move, label, strict.report, told=f"facts {label}")
        beside = {"id": str(chance.new_id()), "label": label}
        with administrator() as database:
            [(columns,)] = database.execute(GIVEN, ["records_facts"]).fetchall()
        adding = ADD.format(table="records_facts", columns=columns)
        by(owner, adding, json.dumps(facts), json.dumps(beside), told=f"added {label}")
    with administrator() as database:
        database.execute("UPDATE records_report SET head = %s WHERE id = %s", [first["id"], strict.report])
    for each in (third, second):
        by(
            owner,
            "UPDATE records_report SET head = %s WHERE id = %s",
            each["id"],
            strict.report,
            told=str(each["step"]),
        )
    for told, bent in (
        ("late", {}),
        ("of another", {"report": str(plain.report)}),
        ("anew", {"version": str(chance.new_id())}),
    ):
        late = person | {"id": str(chance.new_id())} | bent
        by(owner, COPY.format(table="records_subject"), json.dumps(late), told=told)
    begun(owner, held, first, (held["label"], wide["label"]))


def begun(owner: Viewer, held: dict[str, Any], first: dict[str, Any], labels: tuple[int, int]) -> None:
    """Records that stand under each of these labels get a first version under the former."""
    for at, label in enumerate(labels):
        fresh = {"id": str(chance.new_id()), "number": f"{held['number'][:-4]}EXA{at}", "label": label}
        with administrator() as database:
            database.execute(COPY.format(table="records_report"), [json.dumps(held | fresh | {"source_key": None})])
        version = {"id": str(chance.new_id()), "report": fresh["id"], "label": labels[0]}
        word = signing.handed(version["id"], first["owner"], fresh["id"], bytes.fromhex(first["signature"][2:]))
        for told, vouched, reach in (("no word", b"", "facts"), *((each, word, each) for each in Reach.values)):
            row = first | version | {"vouched": f"\\x{vouched.hex()}", "reach": reach}
            by(owner, COPY.format(table="records_version"), json.dumps(row), told=f"{told} {at}")


def said_stricter() -> None:
    """A correction of stricter terms; the record's head put back and forth beside a record of more versions."""
    saved, other, owner = desk.report("aigerim"), desk.report("aigerim"), cast.viewer("aigerim")
    desk.correct("aigerim", saved, desk.raw(level="official_use"))
    [newest] = rows("records_version", f"report = '{saved.report}' AND number = 2")
    with administrator() as database:
        database.execute("UPDATE records_version SET number = 9 WHERE report = %s", [other.report])
        database.execute("UPDATE records_report SET head = %s WHERE id = %s", [saved.version, saved.report])
    by(owner, "UPDATE records_report SET head = %s WHERE id = %s", newest["id"], saved.report)


def said_again() -> None:
    """Raw SQL that says of a superseded row that it is current."""
    saved = desk.report("aigerim")
    with administrator() as database:
        database.execute("UPDATE records_item SET current = false WHERE report = %s", [saved.report])
    by(cast.viewer("aigerim"), "UPDATE records_item SET current = true WHERE report = %s", saved.report)


def found_near() -> None:
    """A person and his entry put by raw SQL under a findability nearer than his terms: what stands, what is added."""
    owner = cast.viewer("aigerim")
    report = checking.report(
        "aigerim", checking.person(checking.RAHIMOV), finding_mode="silent", mode_reason="EXERCISE"
    )
    with viewing(owner):
        near = access.intern_finding(Findability(owner_party=owner.party, members=FindingMode.HIT, shielded=True))
    for table in ("records_subject", "crosscheck_entry"):
        [row] = rows(table, f"report = '{report}'")
        for told, finding in (("near", near), ("its own", row["finding"])):
            by(owner, f"UPDATE {table} SET finding = %s WHERE report = %s", finding, report, told=told)
            states = (True, False) if "current" in row else (True,)
            for current in states:
                fresh = {
                    "id": str(chance.new_id()),
                    "version": str(chance.new_id()),
                    "finding": finding,
                    "current": current,
                }
                by(owner, COPY.format(table=table), json.dumps(row | fresh), told=f"{told} {current}")


SCENES: tuple[Callable[[], None], ...] = (
    *(editioned, kept_long, dated_ahead),
    *(said_wide, said_stricter, said_again, found_near),
)
