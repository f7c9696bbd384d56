"""The list of deliveries: what its index says is what the machine makes of the steps; the node alone writes it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations import queries
from kerege.rooms.operations.queries import Kind, Stage
from kerege.rooms.operations.queries.listing import replayed
from kerege.rooms.operations.queries.showing import needed_of
from kerege.rooms.operations.queries.standing import CENTRE, REQUESTER, acting, row_of
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.plans import START
from tests.rooms.operations.scenes import DAY, STATES, viewer

EVERYBODY = ("farrukh", "tj_analyst", *list(STATES.values())[1:], "director")


def told_alike(delivery: UUID) -> None:
    """To everybody who takes part the list says what replaying says."""
    for name in EVERYBODY:
        who = viewer(name)
        with viewing(who):
            [line] = queries.deliveries(viewer=who, over=True)
            made = replayed(who, delivery)
        assert (line.id, line.stage, line.requester, line.needed, line.late) == (
            delivery, made.stage, made.requester, made.needed, made.late
        ), name  # fmt: skip


@pytest.mark.django_db
def test_the_list_says_at_every_stage_what_the_steps_say(seeded: None) -> None:
    delivery = scenes.sent()
    told_alike(delivery)
    chance.advance(timedelta(hours=13))
    told_alike(delivery)
    for name in STATES.values():
        scenes.agree(name, delivery)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    told_alike(delivery)
    chance.advance(DAY)
    scenes.give("farrukh", delivery)
    told_alike(delivery)
    scenes.take("iskender", delivery)
    told_alike(delivery)
    chance.advance(30 * DAY)
    told_alike(delivery)
    assert scenes.stage(delivery) is Stage.EXPIRED


@pytest.mark.django_db
def test_a_file_that_the_index_lacks_is_replayed_and_a_strangers_list_is_empty(seeded: None) -> None:
    delivery = scenes.sent()
    with viewing(directory.system_viewer("operations")), connection.cursor() as cursor:
        cursor.execute("SELECT keep_standing(%s, '[]'::jsonb)", [delivery])
    told_alike(delivery)
    for name in ("hamid", "erlan", "duty", "admin"):
        who = viewer(name)
        with viewing(who):
            assert queries.listed(viewer=who, over=True) == queries.Listed((), 0)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["SELECT keep_standing(%s, '[]'::jsonb)", "SELECT * FROM operations_standing"])
def test_nobody_but_the_node_writes_or_reads_the_index(seeded: None, statement: str) -> None:
    delivery = scenes.sent()
    for name in ("farrukh", "ksenia", "hamid"):
        with viewing(viewer(name)), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement, [delivery] if "%s" in statement else None)


@pytest.mark.django_db
def test_pages_of_the_list_hold_each_delivery_once(seeded: None) -> None:
    made = set()
    for _ in range(5):
        made.add(scenes.drafted())
        chance.advance(timedelta(minutes=1))
    who = viewer("farrukh")
    with viewing(who):
        pages = [queries.listed(viewer=who, offset=at, limit=2) for at in (0, 2, 4)]
    assert {page.total for page in pages} == {5}
    assert [len(page.lines) for page in pages] == [2, 2, 1]
    assert {line.id for page in pages for line in page.lines} == made


@given(hours=st.integers(0, 400), answered=st.sets(st.sampled_from(plans.ROUTE)))
def test_before_and_after_its_end_a_row_holds_what_waits_for_each(hours: int, answered: set[str]) -> None:
    file = plans.agreed(plans.sent(), *sorted(answered))
    now = START + timedelta(hours=hours)
    for acts_for, by in acting(file).items():
        row = row_of(file, acts_for, by, START)
        kept = row["needed_expired" if now > file.plan.expires else "needed"]
        assert kept == [kind.value for kind in needed_of(file, by, now)], acts_for
    assert {REQUESTER, CENTRE, *plans.ROUTE} == set(acting(file))
