"""Who holds something of what is erased: any number of desks; the erasing side learns of those alone whom it knew."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from kerege.foundation import jobs, server
from kerege.foundation.leaps import Watch
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.retention import actions
from kerege.rooms.retention import jobs as clock_jobs
from kerege.rooms.retention.actions import erasing
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes

MANY = 450
"""More desks than any fixed number of ids that was ever drawn beforehand."""
MEMBERS = """
    INSERT INTO directory_desk (id, agency, code, kind, name_en, name_ru, telephone)
    SELECT md5('EXERCISE desk ' || n)::uuid, %(agency)s, 'ex-' || n, 'analysis', '', '', ''
      FROM generate_series(1, %(many)s) n"""
WAYS = ("release", "hit", "silent hit", "covert", "covert contact")
"""Ways to hold something of a part: the first three are known to its owner, who learns nothing of the others."""
PHONES = tuple(f"+992 918 00 {at:02d} 00" for at in range(10, 90))


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def about(who: str, phone: str, category: str = "suspect", **given: object) -> object:
    """A report of somebody about the person with a telephone."""
    return checking.report(who, checking.person(checking.RAHIMOV, phone=phone, category=category, **given))


def held(way: str, who: str, report: object, phone: str) -> None:
    """Let a party hold something of a report in one way."""
    if way == "release":
        scenes.released(report, cast.viewer(who).party_code)
    elif way == "hit":
        assert checking.ask(who, phone).hits
    elif way == "silent hit":
        about(who, phone, "contact")
    elif way == "covert":
        about(who, phone, covert="yes")
    else:
        about(who, phone, "contact", covert="yes")


def test_what_an_erasure_tells_is_what_its_owner_knew(own_clone: str) -> None:
    """Any parties hold it in any ways, in any order: its numbers are those of a world without the covert."""
    dice = random.Random("EXERCISE holders")
    for phone in PHONES[:6]:
        ways = {who: dice.choice(WAYS) for who in dice.sample(("farrukh", "hamid", "iskender"), dice.randint(1, 3))}
        report = checking.report("aigerim", checking.person(checking.RAHIMOV, phone=phone))
        for who, way in ways.items():
            held(way, who, report, phone)
        viewer = cast.viewer("aigerim", Purpose.OWN_WORK)
        with viewing(viewer), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM crosscheck_hit WHERE mine_report = %s", [report])
            own_hits = int(cursor.fetchone()[0])
        with server.ensure_server(durable=False).administrator(own_clone) as database:
            rows = database.execute("SELECT owner FROM crosscheck_hit WHERE theirs_report = %s", [report]).fetchall()
        holding = {who for who, way in ways.items() if way == "release" or (cast.viewer(who).desk,) in rows}
        done = scenes.erase(report)
        (stone,) = [each for each in scenes.tombstones() if each.report == report]
        told = {each.desk for each in stone.holders}
        known = {cast.viewer(who).desk for who, way in ways.items() if not way.startswith("covert")}
        assert told <= known, f"a covert holder is listed: {ways}"
        assert (done.holders, done.hits) == (len(told), own_hits), f"{ways}"
        with viewing(viewer), connection.cursor() as cursor:
            cursor.execute("SELECT holders, hits FROM retention_tombstone WHERE report = %s", [report])
            assert cursor.fetchone() == (len(told), own_hits), f"{ways}"
        noticed = {who for who in ways if any(each.number == stone.number for each in scenes.purges(who))}
        assert noticed == holding, f"whoever holds it is told to destroy it: {ways}"


def crowded(database: str, many: int = MANY) -> None:
    """Give a party so many desks."""
    with server.ensure_server(durable=False).administrator(database) as outside:
        outside.execute(MEMBERS, {"agency": cast.viewer("farrukh").agency, "many": many})


@pytest.mark.parametrize("many", [1, 133, 134, MANY])
def test_any_number_of_desks_holds_what_is_erased(own_clone: str, many: int) -> None:
    """By hand and by the clock; every desk gets its own notice, none the notice of another."""
    crowded(own_clone, many)
    first, second = scenes.kept(), scenes.kept()
    for report in (first, second):
        scenes.released(report, "TJ")
    assert scenes.erase(first).holders == many + 1
    scenes.later(scenes.DUE_IN + 33)
    assert actions.erase_lapsed() == 1
    with server.ensure_server(durable=False).administrator(own_clone) as outside:
        for table, column in (("retention_purge", "owner"), ("notices_notice", "owner"), ("notices_telling", "desk")):
            rows = outside.execute(
                f"SELECT count(*), count(DISTINCT id), count(DISTINCT {column}) FROM {table}"
            ).fetchone()
            assert rows is not None
            assert rows[0] == rows[1] >= 2 * (many + 1)
            assert rows[2] >= many + 1


def test_one_that_cannot_be_erased_stops_neither_others_nor_the_steps_behind(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Any of them fails, first, last or more than one round takes: the rest goes, and it goes itself once it can."""
    reports = [scenes.kept() for _ in range(5)]
    scenes.later(scenes.DUE_IN + 33)
    dice, true, now = random.Random("EXERCISE failing"), erasing.carry_out, [0.0]
    failing = set(dice.sample(reports, 3))
    steps: list[str] = []

    def carried_out(owner: object, report: object, *given: object) -> object:
        if report in failing:
            raise ValueError("EXERCISE")
        return true(owner, report, *given)

    monkeypatch.setattr(erasing, "carry_out", carried_out)
    monkeypatch.setattr(erasing, "_aside", jobs.SetAside("retention"))
    monkeypatch.setattr(jobs, "monotonic", lambda: now[0])
    assert sum(actions.erase_lapsed(most=2) for _ in range(4)) == 2
    left = failing.copy()
    assert {each.report for each in scenes.tombstones()} == set(reports) - left
    failing.clear()
    assert actions.erase_lapsed() == 0, "what failed is set aside for a while"
    now[0] += jobs.ASIDE_SECONDS
    assert actions.erase_lapsed() == 3
    assert {each.report for each in scenes.tombstones()} == set(reports)
    names = ("let_lapse", "remind", "erase_lapsed", "forget_uncategorised", "forget_words", "sweep", "settle_cut_off")
    for broken in names:
        steps.clear()
        monkeypatch.setattr(clock_jobs, "_last", {})
        monkeypatch.setattr(clock_jobs, "_watch", Watch(lambda: tmp_path / "clock"))
        for name in names:
            monkeypatch.setattr(clock_jobs, name, stepping(steps, name, fails=name == broken))
        assert clock_jobs.keep_clock() == len(names) - 1
        assert steps == list(names), f"{broken} stopped others"


def stepping(steps: list[str], name: str, *, fails: bool) -> object:
    """A step that says that it was taken."""

    def step() -> int:
        steps.append(name)
        if fails:
            raise ValueError("EXERCISE")
        return 1

    return step
