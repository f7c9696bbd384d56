"""Findability by raw SQL as role app: persons are found as the table and their terms say, and no step nearer."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Findability, FindingMode, PersonCategory
from kerege.rooms.access import actions as access
from kerege.rooms.access import queries as law
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from tests import cast
from tests.access.test_released_labels import done
from tests.rooms.crosscheck import scenes
from tests.rooms.retention import scenes as retention

pytestmark = pytest.mark.django_db
MODES = list(FindingMode)
FIND = "UPDATE {table} SET finding = %s WHERE report = %s AND finding <> %s"
CONSENT = {"consent": "EXERCISE 2026-01-02, before EXERCISE"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A repeatable clock."""
    with retention.clock():
        yield


def made(who: str, **given: Any) -> int:
    """A findability of somebody's party, as he asks for it."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return access.intern_finding(Findability(owner_party=viewer.party, **given))


def found(report: UUID) -> set[str]:
    """Which findabilities of all modes the owner's SQL puts a record's person under, as members/observers/others."""
    told = set()
    for members, observers, others in product(MODES, MODES, MODES[:2]):
        number = made("aigerim", members=members, observers=observers, organisations=others, shielded=True)
        with viewing(cast.viewer("aigerim")):
            stands = models.Subject.objects.filter(report=report, finding=number).exists()
        if stands or done("aigerim", FIND.format(table="records_subject"), number, report, number):
            told.add(f"{members}{observers}{others}")
    return told


def lawful(category: PersonCategory | None, closest: FindingMode, **traits: bool) -> set[str]:
    """Those that the law lets be: no nearer than the table and the owner say."""
    members, observers = law.default_modes(category, **{"covert": False, "integrity": False, **traits})
    return {
        f"{one}{other}0" for one, other in product(MODES, MODES) if one <= min(members, closest) and other <= min(
            observers, closest)
    }  # fmt: skip


@pytest.mark.parametrize("category", list(PersonCategory))
def test_nobody_is_found_nearer_than_his_category_lets_him(category: PersonCategory) -> None:
    given = CONSENT if category is PersonCategory.MISUSED else {}
    report = scenes.report("aigerim", scenes.person(scenes.RAHIMOV, category=category.value, **given))
    assert found(report) == lawful(category, FindingMode.HIT)


@pytest.mark.parametrize("trait", ["covert", "integrity"])
def test_nobody_is_found_nearer_than_his_case_lets_him(trait: str) -> None:
    report = scenes.report("aigerim", scenes.person(scenes.RAHIMOV, **{trait: "yes"}))
    assert found(report) == lawful(PersonCategory.SUSPECT, FindingMode.HIT, **{trait: True})


def test_a_thing_is_found_as_the_table_says() -> None:
    assert found(scenes.report("aigerim", scenes.thing("vehicle", "plate", "01 EX 777"))) == lawful(
        None, FindingMode.HIT
    )


@pytest.mark.parametrize("closest", ["silent", "none"])
def test_nobody_is_found_nearer_than_his_owner_lets_him(closest: str) -> None:
    """By the terms that hold, also where SQL says that they are no longer current."""
    report = scenes.report("aigerim", scenes.person(scenes.RAHIMOV), finding_mode=closest, mode_reason="EXERCISE")
    mode = FindingMode[closest.upper()]
    assert found(report) == lawful(PersonCategory.SUSPECT, mode)
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute("UPDATE records_finding_terms SET current = false WHERE report = %s", [report])
        assert cursor.rowcount == 1
    assert found(report) == lawful(PersonCategory.SUSPECT, mode)


def test_who_is_left_out_who_waits_and_who_is_shielded_is_so_whatever_sql_asks() -> None:
    """And an entry of the search is found as a person of its own record, or not at all."""
    report = scenes.report("aigerim", scenes.person(scenes.RAHIMOV, phone=scenes.PHONE), not_to_parties=["RU"])
    hidden = scenes.report("aigerim", scenes.person("УЧЕБНЫЙ Другой", category="victim"))
    with viewing(cast.viewer("aigerim")):
        ru, kg = (directory.party(code).id for code in ("RU", "KG"))
        [standing] = models.Subject.objects.filter(report=report).values_list("finding", flat=True)
    hit = {"members": FindingMode.HIT, "shielded": True}
    cases = {
        made("aigerim", **hit): False,
        made("aigerim", **hit, forbidden=frozenset({kg})): False,
        made("aigerim", **hit, forbidden=frozenset({ru, kg})): True,
        made("aigerim", **hit | {"shielded": False}, forbidden=frozenset({ru})): False,
        made("aigerim", forbidden=frozenset({ru})): True,
    }
    for number, may in cases.items():
        assert done("aigerim", FIND.format(table="records_subject"), number, report, number) is may, number
        entry = done("aigerim", FIND.format(table="crosscheck_entry"), number, report, number)
        assert entry is (may and number == list(cases)[-1]), number
    assert not done("aigerim", FIND.format(table="crosscheck_entry"), standing, hidden, standing)
    state = "UPDATE records_report SET nominal_state = 'desk' WHERE id = %s"
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(state, [report])
    lawful_now = made("aigerim", **hit, forbidden=frozenset({ru, kg}))
    assert not done("aigerim", FIND.format(table="records_subject"), lawful_now, report, lawful_now)
