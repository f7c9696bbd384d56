"""Rows that are read and put in by statements planned once: the same as Django reads and writes, of every table."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Count, Q

from kerege.foundation import chance, planned
from kerege.foundation.models import GuardedManager
from kerege.foundation.viewing import NoViewerError, viewing
from kerege.rooms.records.models import Facts, Listing, Report
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
ROWS = 2


def told(found: list[models.Model]) -> list[dict[str, Any]]:
    """What rows hold, column by column."""
    return [{each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields} for row in found]


def guarded() -> list[type[models.Model]]:
    """Every table that is read with a viewer alone; lines of lists have no id, and are read by named statements."""
    found = [each for each in apps.get_models() if isinstance(each._default_manager, GuardedManager)]
    return [each for each in found if each is not Listing]


def named(model: type[models.Model]) -> list[str]:
    """The columns of a table by which rows are found: ids, and what is true or false."""
    found = [each for each in model._meta.concrete_fields if isinstance(each, models.UUIDField | models.BooleanField)]
    return [each.name for each in found if not each.is_relation]


def test_every_table_reads_as_django_reads_it() -> None:
    desk.report("aigerim")
    read = set()
    with viewing(cast.viewer("aigerim")):
        for model in guarded():
            for row in model._default_manager.order_by("pk")[:ROWS]:
                for names in [*combinations(named(model), 1), *combinations(named(model)[:4], 2)]:
                    equal = {name: getattr(row, name) for name in names}
                    if None not in equal.values():
                        wanted = list(model._default_manager.filter(**equal).order_by("pk"))
                        assert told(planned.rows(model, equal, ("pk",))) == told(wanted), (model, names)
                        assert planned.row(model, equal) == wanted[0]
                        read.add(model.__name__)
    assert {"Report", "Version", "Facts", "Nominal", "Item", "Subject", "Party", "Desk"} <= read


def test_nothing_guarded_is_read_without_a_viewer() -> None:
    for model in guarded():
        with pytest.raises(NoViewerError):
            planned.rows(model, {})


def test_what_a_viewer_may_not_read_is_not_there() -> None:
    saved = desk.report("aigerim", send=False)
    with viewing(cast.viewer("aigerim")):
        assert planned.row(Report, {"id": saved.report}) is not None
    with viewing(cast.viewer("hamid")):
        assert planned.row(Report, {"id": saved.report}) is None


def test_rows_come_in_the_order_that_is_asked() -> None:
    for name in ("aigerim", "aigerim", "aigerim"):
        desk.report(name)
    with viewing(cast.viewer("aigerim")):
        owner = planned.rows(Report, {})[0].owner
        for order in (("number",), ("-number",), ("-made_at", "id")):
            found = [each.number for each in planned.rows(Report, {"owner": owner}, order)]
            assert found == [each.number for each in Report.objects.filter(owner=owner).order_by(*order)]


def test_a_row_put_in_is_the_row_that_django_reads() -> None:
    for text in ("", "'; -- %s \\ é 王", "x" * 5_000):
        ends = datetime(2026, 1, 5, tzinfo=UTC)
        row = Session(session_key=f"EXERCISE{len(text)}", session_data=text, expire_date=ends)
        planned.keep(row)
        assert told([Session.objects.get(pk=row.pk)]) == told([row])
        row.expire_date += timedelta(days=1)
        row.save(force_update=True)
        assert told([planned.row(Session, {"session_key": row.session_key})]) == told([row])  # type: ignore[list-item]


def facts_of(ids: Sequence[UUID]) -> "models.QuerySet[Facts, tuple[str, int]]":
    """Kinds of these desks' facts, and how many of each: an id bound twice, among other values."""
    own = Facts.objects.filter(Q(owner__in=ids) | Q(owner=ids[0]), current=True).exclude(kind="none")
    return own.values_list("kind").annotate(number=Count("*")).order_by("kind")


def test_a_query_over_ids_tells_what_django_tells_whatever_was_asked_before() -> None:
    for name in ("aigerim", "aigerim", "farrukh", "hamid"):
        desk.report(name)
    drawn = random.Random("ids")
    viewers = [cast.viewer(name) for name in ("aigerim", "farrukh", "hamid")]
    known = [*{each.desk for each in viewers}, UUID(int=1), UUID(int=2)]
    told_of = set()
    for _ in range(40):
        ids = drawn.sample(known, drawn.randint(1, len(known)))
        with viewing(drawn.choice(viewers)):
            found = planned.values(facts_of, ids)
            assert found == list(facts_of(ids))
            assert planned.values(facts_of, []) == []
        told_of.add(tuple(found))
    assert len(told_of) > ROWS
    with pytest.raises(NoViewerError):
        planned.values(facts_of, known)


def test_several_rows_are_put_in_by_one_statement() -> None:
    ends = datetime(2026, 1, 5, tzinfo=UTC)
    rows = [Session(session_key=f"EXERCISE{at}", session_data=str(at), expire_date=ends) for at in range(5)]
    planned.keep(*rows)
    assert told(list(Session.objects.filter(session_key__startswith="EXERCISE").order_by("pk"))) == told(list(rows))


def test_writing_a_statement_draws_nothing() -> None:
    """Who asks first in a process would else draw other ids than who asks after him."""
    for model in apps.get_models():
        with chance.seeded("EXERCISE") as source:
            planned.writing.__wrapped__(model, 3)
            assert source.counters == {}, model
