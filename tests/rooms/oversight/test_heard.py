"""Alerts reach somebody who may act on them, whatever an agency lacks, and never the officer of whom they tell."""

from datetime import timedelta
from itertools import combinations
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Role, Viewer
from kerege.rooms.crosscheck import actions as checks
from kerege.rooms.crosscheck import queries as questions
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries as entries
from kerege.rooms.oversight import actions, queries
from kerege.rooms.oversight.queries import NoSuchAlertError, WatchKind
from tests import cast

BAIT = "Приманкин Вымысел Небывалович"
KZ_HATS = ("gulnora", "aigerim", "bolat", "kz_coordinator", "erlan")
HATS = {
    "own": ("kz-customs", Role.DATA_PROTECTION),
    "own_2": ("kz-customs", Role.DATA_PROTECTION),
    "coordinating": ("kz-almaty", Role.DATA_PROTECTION),
    "coordinator": ("kz-almaty", Role.COORDINATOR),
    "foreign": ("tj-dushanbe", Role.DATA_PROTECTION),
    "foreign_coordinator": ("tj-dushanbe", Role.COORDINATOR),
}
"""Hats from which the cases choose; the one who asks wears some of them besides his own."""


def with_hat(officer: UUID, name: str) -> Viewer:
    """An officer under one more hat."""
    code, role = HATS[name]
    with viewing(entries.system_viewer("found-node")):
        hat = directory.appoint(officer=officer, desk=entries.desk_by_code(code).id, role=role, since=cast.SINCE)
    return entries.viewer_for(hat, purpose=Purpose.OVERSIGHT, case="", reason="EXERCISE")


def stranger(name: str) -> Viewer:
    """Somebody of nobody's acquaintance under a hat."""
    with viewing(entries.system_viewer("found-node")):
        desk = entries.desk_by_code(HATS[name][0])
        officer = directory.add_officer(agency=desk.agency, name="EXERCISE", number=f"EX-{chance.new_id().hex[:12]}")
    return with_hat(officer, name)


def unmanned() -> None:
    """Nobody of the cast is data protection or coordinates; the coordinating agency stays."""
    with connection.cursor() as cursor, viewing(entries.system_viewer("found-node")):
        cursor.execute(
            "UPDATE directory_appointment SET until = %s WHERE role IN ('data_protection', 'coordinator')"
            " AND desk IN (SELECT id FROM directory_desk WHERE code NOT LIKE 'centre%%')",
            [cast.SINCE + timedelta(days=1)],
        )
        directory.name_coordinator(
            party=entries.desk_by_code("kz-almaty").party, agency=entries.desk_by_code("kz-almaty").agency
        )


def expected(present: set[str], his: set[str]) -> set[str]:
    """Who hears: the oracle, written apart from the law's SQL."""
    others = present - his
    for rank in ({"own", "own_2"}, {"coordinating"}, {"coordinator"}):
        if others & rank:
            return others & rank
    return set()


def cases() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Every choice of hats that somebody wears, and of these none, one or all are worn by the asker himself.

    A second data protection officer of his agency is there where he is the first.
    """
    made = set()
    for size in range(5):
        for present in combinations(("own", "own_2", "coordinating", "coordinator"), size):
            for his in {(), *((one,) for one in present), tuple(each for each in present if each != "own_2")}:
                made |= {(frozenset(present), frozenset(his))} if "own_2" not in present or "own" in his else set()
    return sorted(made, key=lambda each: (sorted(each[0]), sorted(each[1])))


@pytest.mark.parametrize(("present", "his"), cases(), ids=lambda each: "+".join(sorted(each)) or "none")
def test_an_alert_is_heard_by_the_first_who_may_act_and_never_by_its_subject(
    node: str, present: frozenset[str], his: frozenset[str]
) -> None:
    bait = cast.viewer("centre_dpo", Purpose.OVERSIGHT)
    with viewing(bait):
        actions.watch(actor=bait, kind=WatchKind.BAIT, name=BAIT, reason="EXERCISE")
    unmanned()
    asker = cast.viewer("erlan", Purpose.INVESTIGATION, case="EX-7", reason="")
    with chance.seeded(f"heard {sorted(present)} {sorted(his)}"):  # the directory outlives a case
        told_to(asker, present, his)


def told_to(asker: Viewer, present: frozenset[str], his: frozenset[str]) -> None:
    """Put hats on, let him ask, and compare who hears with the oracle."""
    hats = {name: with_hat(asker.officer, name) if name in his else stranger(name) for name in present}
    hats |= {name: stranger(name) for name in ("foreign", "foreign_coordinator")}
    with viewing(asker):
        checks.check(actor=asker, question=questions.read_question(BAIT))
    heard = {}
    for name, hat in hats.items():
        with viewing(hat):
            heard[name] = queries.alerts(viewer=hat)
    assert {name for name, found in heard.items() if found} == expected(set(present), set(his))
    for name, found in heard.items():
        assert [each.officer_number for each in found] == [asker.officer_number] * len(found)
        assert {each.stands_in for each in found} <= {name in {"coordinating", "coordinator"}}
    refused_to_others(hats, heard)
    overseer = cast.viewer("centre_dpo", Purpose.OVERSIGHT)
    with viewing(overseer):
        assert (asker.agency in {agency for _, agency in queries.unheard(viewer=overseer)}) is not bool(present)


def refused_to_others(hats: dict[str, Viewer], heard: dict[str, list[queries.AlertEntry]]) -> None:
    """Who does not hear of an alert does not settle it, neither by the door nor by SQL; who hears does."""
    found = next((each[0].id for each in heard.values() if each), None)
    if found is None:
        return
    for name, hat in hats.items():
        if heard[name]:
            continue
        with viewing(hat), connection.cursor() as cursor:
            cursor.execute("UPDATE oversight_alert SET remark = 'EXERCISE', settled_at = now()")
            assert cursor.rowcount == 0
            with pytest.raises(NoSuchAlertError):
                actions.settle(actor=hat, alert=found, remark="EXERCISE")
    [one, *_] = [hat for name, hat in hats.items() if heard[name]]
    with viewing(one):
        actions.settle(actor=one, alert=found, remark="EXERCISE")
        assert [each.remark for each in queries.alerts(viewer=one)] == ["EXERCISE"]
