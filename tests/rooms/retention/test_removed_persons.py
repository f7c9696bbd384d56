"""Persons removed as whole rows past the node are missed by `verify --records`; who was erased lawfully is not."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.rooms.records import actions as records
from kerege.rooms.records.models import Report
from kerege.rooms.records.queries import verify_versions
from kerege.rooms.retention import actions
from kerege.rooms.retention.queries import Ground
from tests import cast
from tests.rooms.records import desk
from tests.rooms.retention import scenes

TABLES = ("records_link", "records_identifier", "records_subject", "records_nominal")
REMOVED = tuple(f"DELETE FROM {table} WHERE report = %(report)s" for table in TABLES)
ENTRIES = ("DELETE FROM crosscheck_entry WHERE report = %(report)s",)
FORGED = """
    INSERT INTO retention_tombstone SELECT (jsonb_populate_record(NULL::retention_tombstone, to_jsonb(t)
        || jsonb_build_object('id', gen_random_uuid(), 'report', %(report)s::uuid, 'signature', {signature}))).*
      FROM retention_tombstone t WHERE t.report = %(erased)s"""
ATTACKS: Mapping[str, tuple[str, ...]] = {
    "rows alone": REMOVED,
    "with entries": (*REMOVED, *ENTRIES),
    "of the version that holds": tuple(f"{each} AND current" for each in REMOVED),
    "of the version before": tuple(f"{each} AND NOT current" for each in REMOVED),
    "a tombstone without a signature": (*REMOVED, FORGED.format(signature="NULL")),
    "a tombstone with another's signature": (*REMOVED, FORGED.format(signature="to_jsonb(t) -> 'signature'")),
    "terms gone too": (*REMOVED, "DELETE FROM records_finding_terms WHERE report = %(report)s"),
}


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """A clock that stands still and may be moved."""
    with scenes.clock():
        yield


@contextmanager
def as_owner(database: str) -> Iterator[Any]:
    """Whoever reaches the database past every fence; committed at once."""
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        yield superuser


def one(**given: object) -> UUID:
    """A report of a person saved alone."""
    return desk.report("aigerim", desk.raw(subjects=[desk.PERSON], **given)).report


def corrected(**given: object) -> UUID:
    """A report of a person whose second version names him anew, under terms of the owner."""
    saved = desk.report("aigerim", desk.raw(subjects=[desk.PERSON]))
    other = desk.PERSON | {"name": "УЧЕБНЫЙ Другой"}
    desk.correct("aigerim", saved, desk.raw(subjects=[other], finding_mode="silent", **given), expected=1)
    return saved.report


def in_bulk() -> UUID:
    """A report of a person out of a batch."""
    viewer, claim = cast.viewer("aigerim"), desk.claim(desk.raw(subjects=[desk.PERSON]))
    with viewing(viewer):
        before = set(Report.objects.values_list("id", flat=True))
        records.report_many(actor=viewer, prepared=[records.Prepared(claim, uuid4().bytes * 2)])
        [made] = set(Report.objects.values_list("id", flat=True)) - before
    return made


MADE: Mapping[str, Callable[[], UUID]] = {"one": one, "corrected": corrected, "in bulk": in_bulk}


def bent(database: str) -> set[UUID]:
    """The reports that the command names."""
    return {report for report, _ in verify_versions(database).bent}


def test_persons_removed_as_rows_are_missed_whatever_else_was_done(own_clone: str) -> None:
    erased = one()
    scenes.erase(erased)
    made = {
        (attack, kind): make()
        for attack in ATTACKS
        for kind, make in MADE.items()
        if "version" not in attack or kind == "corrected"
    }
    assert bent(own_clone) == set()
    with as_owner(own_clone) as superuser:
        for (attack, _kind), report in made.items():
            for statement in ATTACKS[attack]:
                superuser.execute(statement, {"report": report, "erased": erased})
    assert bent(own_clone) == set(made.values())


def test_who_was_erased_by_right_is_not_missed_and_proved_by_leaf_or_signature(own_clone: str) -> None:
    """By data protection, desk or clock; then without the leaf, as after a restore; without either it is missed."""
    first, second, third, fourth = one(), corrected(), in_bulk(), one()
    facts = desk.report("aigerim", desk.facts_only()).report
    scenes.erase(first)
    scenes.erase(third)
    scenes.later(scenes.DUE_IN)
    scenes.erase(second, "aigerim", Ground.PURPOSE_MET)
    chance.advance(timedelta(days=40))
    assert actions.erase_lapsed() == 1
    assert bent(own_clone) == set()
    with as_owner(own_clone) as superuser:
        superuser.execute("DELETE FROM journal_mention WHERE kind = 'erase' AND record <> %s", [first])
        superuser.execute("UPDATE retention_tombstone SET signature = NULL WHERE report = %s", [first])
    assert bent(own_clone) == set()
    with as_owner(own_clone) as superuser:
        superuser.execute("UPDATE retention_tombstone SET ground = 'unlawful', signature = signature WHERE report = %s",
                          [fourth])  # fmt: skip
        superuser.execute("UPDATE retention_tombstone SET signature = NULL WHERE report = %s", [third])
    assert bent(own_clone) == {third, fourth}
    assert facts not in bent(own_clone)
