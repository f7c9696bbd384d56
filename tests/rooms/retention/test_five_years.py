"""No SQL of the application's role keeps a person past five years, or dates ahead what holds by being the newest."""

import json
import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.models import DirectoryRow
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose, Role, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.rules.persons import REVIEW_YEARS, REVIEW_YEARS_MOST, review_day, review_years
from kerege.rooms.retention import actions as retention
from kerege.rooms.retention import queries
from tests import cast
from tests.proofs.attempts import COPY, appointed
from tests.rooms.crosscheck import scenes
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def written(viewer: Viewer, statement: str, *values: object) -> bool:
    """Whether a viewer's own SQL writes a row."""
    try:
        with viewing(viewer), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 1)
    except DatabaseError:
        return False


def moved(viewer: Viewer, saved: Any, day: date) -> bool:
    """Whether a viewer moves the review day of a report's persons."""
    return written(viewer, "UPDATE records_nominal SET review_on = %s WHERE report = %s", day, saved.report)


def days(seed: str) -> list[date]:
    """Days on both sides of the furthest, near and far."""
    dice, furthest = random.Random(seed), review_day(chance.today(), REVIEW_YEARS_MOST)
    return [furthest + timedelta(days=each) for each in (-1, 0, 1, *(dice.randint(-900, 9000) for _ in range(8)))]


def test_a_row_stands_for_review_within_five_years() -> None:
    """By an owner's own SQL, in a row of his own beside what is kept, of persons whose rule lets it."""
    saved = desk.report("aigerim", desk.raw(subjects=[scenes.person("УЧЕБНЫЙ", category="convicted")]))
    furthest, row = review_day(chance.today(), REVIEW_YEARS_MOST), row_of("records_nominal", saved.report)
    for day in days("moved"):
        beside = json.dumps(row | {"id": str(chance.new_id()), "review_on": str(day)})
        with transaction.atomic():
            assert written(cast.viewer("aigerim"), COPY.format(table="records_nominal"), beside) is (day <= furthest)
            transaction.set_rollback(True)


@pytest.mark.parametrize("years", [None, 1, 2, 4])
def test_a_review_day_is_moved_as_far_as_the_page_lets_it(years: int | None) -> None:
    """Each category, and a part of several, by a rule of the party and without one: by the owner's own SQL too."""
    viewer, keeper = cast.viewer("aigerim"), cast.viewer("kz_coordinator")
    words = sorted(set(REVIEW_YEARS) - {"", "misused"})
    for named in (*([word] for word in words), ["convicted", "contact"], ["convicted", "suspect"]):
        persons = [scenes.person(f"УЧЕБНЫЙ {at}", category=word) for at, word in enumerate(named)]
        saved = desk.report("aigerim", desk.raw(subjects=persons))
        assert not moved(viewer, saved, review_day(chance.today(), REVIEW_YEARS_MOST) + timedelta(days=1))
        if years is not None:
            with viewing(keeper):
                retention.set_rule(actor=keeper, category=named[0], years=years, reason="EXERCISE reason")
        with viewing(viewer):
            furthest = queries.furthest(viewer.party, named)
        assert moved(viewer, saved, chance.today())
        for day in (furthest, furthest + timedelta(days=1), furthest + timedelta(days=200)):
            assert moved(viewer, saved, day) is (day <= furthest), (named, day)


@pytest.mark.parametrize("years", [None, 1, 4])
def test_a_review_day_written_anew_lies_within_the_rule_of_its_party(years: int | None) -> None:
    """Persons of each category, several, things alone, words alone: added by the owner's own SQL with their part."""
    viewer, keeper = cast.viewer("aigerim"), cast.viewer("kz_coordinator")
    mixed, unsent = ["convicted", "suspect", ""], desk.raw(subjects=[scenes.person("УЧЕБНЫЙ")])
    saved = desk.report("aigerim", unsent, send=False)
    nominal, subject = (row_of(table, saved.report) for table in ("records_nominal", "records_subject"))
    for named in (*([word] for word in REVIEW_YEARS), mixed, ["convicted", ""], ["contact", "convicted"], []):
        if years is not None and named:
            with viewing(keeper):
                retention.set_rule(actor=keeper, category=named[0], years=years, reason="EXERCISE reason")
        with viewing(viewer):
            furthest = review_day(chance.today(), review_years(named, queries.years_of(viewer.party)))
        for day in (furthest - timedelta(days=400), furthest, furthest + timedelta(days=1), days(str(named))[2]):
            version = {"version": str(chance.new_id()), "id": str(chance.new_id())}
            with transaction.atomic():
                for at, word in enumerate(named):
                    person = {"id": str(chance.new_id()), "category": word, "position": at}
                    assert written(viewer, COPY.format(table="records_subject"), json.dumps(subject | version | person))
                part = json.dumps(nominal | version | {"review_on": str(day)})
                assert written(viewer, COPY.format(table="records_nominal"), part) is (day <= furthest), (named, day)
                late = json.dumps(subject | version | {"id": str(chance.new_id()), "category": "suspect"})
                assert written(viewer, COPY.format(table="records_subject"), late) is (day > furthest), (named, day)
                transaction.set_rollback(True)


def row_of(table: str, report: UUID) -> dict[str, Any]:
    """A report's row of a table, as its owner reads it."""
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE report = %s", [report])
        row: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return row


@pytest.mark.parametrize("role", list(Role))
def test_who_may_retract_moves_a_review_day_and_nobody_else(role: Role) -> None:
    """The roles in SQL are those of the law."""
    saved = desk.report("aigerim")
    hat = appointed("kz-almaty", role).hat
    viewer = directory.viewer_for(hat, purpose=Purpose.INVESTIGATION, case="EXERCISE")
    assert moved(viewer, saved, chance.today()) is (Act.RETRACT in ROLE_ACTS[role])
    with viewing(cast.viewer("aigerim")):
        assert models.Nominal.objects.filter(report=saved.report).exists()


NEWEST_HOLDS: dict[str, dict[str, object]] = {
    "requests_gate": {
        "kind": "", "outgoing": "direct", "incoming": "direct", "second_approver": False, "officer_number": "EX-1",
    },
    "retention_rule": {"category": "suspect", "years": 2, "reason": "EXERCISE"},
    "directory_agreement_status": {"state": "in_force", "since": "2026-01-01", "source": "EXERCISE"},
}  # fmt: skip
"""Tables in which the row written last holds, and a row of each."""
BY_ITS_POLICY = {"requests_adopted"}
"""Its row policy lets in the instant of the context alone (tests/rooms/requests/test_adopting.py)."""


def test_every_table_whose_newest_row_holds_by_its_date_is_tried_here() -> None:
    """A new one is entered here, and needs the trigger."""
    dated = {
        model._meta.db_table: {each.column for each in model._meta.concrete_fields}
        for model in apps.get_models()
        if issubclass(model, DirectoryRow) and "newest" in (model.__doc__ or "")
    }
    assert {
        table for table, columns in dated.items() if columns & {"recorded_at", "made_at"}
    } == NEWEST_HOLDS.keys() | BY_ITS_POLICY


def owned(viewer: Viewer) -> dict[str, object]:
    """What says in such a row whose it is."""
    with viewing(viewer):
        agreement = next(each.id for each in directory.agreements())
    return {"party": str(viewer.party), "made_by": str(viewer.officer), "agreement": str(agreement)}


@pytest.mark.parametrize("table", NEWEST_HOLDS)
def test_what_holds_by_being_the_newest_is_dated_by_its_act(table: str) -> None:
    """A coordinator's entry dated far ahead would outlast all later ones, one dated back would be hidden."""
    viewer, dice = cast.viewer("kz_coordinator"), random.Random(table)
    at = "made_at" if table == "retention_rule" else "recorded_at"
    mine = owned(viewer)
    for seconds in (0, 300, *(sign * dice.randint(700, 10**8) for sign in (1, -1) for _ in range(4))):
        dated = {"id": str(chance.new_id()), at: (chance.now() + timedelta(seconds=seconds)).isoformat()}
        row = json.dumps(NEWEST_HOLDS[table] | mine | dated)
        assert written(viewer, COPY.format(table=table), row) is (seconds in (0, 300)), seconds
