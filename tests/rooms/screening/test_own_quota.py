"""The quota of a month by raw SQL as role app: nobody asks for more than his party may, alone or beside another."""

import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing, vouched
from kerege.rooms.screening.actions import conducting, keeping, proposing
from kerege.rooms.screening.models import Run
from kerege.rooms.screening.rules import course
from kerege.rooms.screening.rules.course import Stage
from tests.rooms.screening import scenes

ROWS, QUOTA = 3, 7
ASK = "UPDATE screening_run SET stage = 'asked', asked_at = %s, due_at = %s WHERE id = %s"
AGAIN = "INSERT INTO screening_run SELECT (jsonb_populate_record(r, %s::jsonb)).* FROM screening_run r WHERE id = %s"


@pytest.fixture(autouse=True)
def quota(settings: Any) -> None:
    """A party may ask for two lists of these and not for a third."""
    settings.SCREENING_ROWS_A_MONTH = QUOTA


@pytest.fixture
def lists(node: str, read_here: None) -> Iterator[list[UUID]]:
    """Three drafted screenings of one party, of two officers."""
    made = [scenes.drafted(scenes.a_list(ROWS)) for _ in range(3)]
    yield made
    for each in made:
        keeping.erase(each)


def word(run: UUID, quota: object = QUOTA) -> str:
    """What the node's process says of a quota for a screening."""
    return f"{quota}|{vouched(f'screening quota|{run}|{quota}').hex()}"


def asked_by_hand(run: UUID, said: str | None = None, *, still: bool = False, beside: Barrier | None = None) -> bool:
    """Whether SQL of a visit brings a screening before the data protection officers, with `said` as the node's word."""
    now = chance.now()
    try:
        with viewing(scenes.proposer(), still=still), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM screening_run")
            if said is not None:
                cursor.execute("SELECT set_config('kerege.screening_quota', %s, true)", [said])
            if beside is not None:
                beside.wait(60)
            cursor.execute(ASK, [now, now + timedelta(days=1), run])
            return bool(cursor.rowcount)
    except DatabaseError:
        return False


def test_no_sql_asks_without_the_nodes_word_for_this_screening(lists: list[UUID]) -> None:
    """No word, another screening's, of another number, what is no word at all: refused; the node's own is taken."""
    first, second, _ = lists
    forged = f"99{word(first)}"
    for said in (None, "", "|", f"{QUOTA}", f"{QUOTA}|", "x|y", forged, word(second), word(first).upper()):
        assert not asked_by_hand(first, said), said
    assert asked_by_hand(first, word(first))


def test_no_sql_asks_past_the_quota(lists: list[UUID]) -> None:
    first, second, third = lists
    scenes.ask(first)
    assert not asked_by_hand(second, word(second, 2 * ROWS - 1))
    assert asked_by_hand(second, word(second, 2 * ROWS))
    assert not asked_by_hand(third, word(third))


def test_the_month_of_the_asking_counts(lists: list[UUID]) -> None:
    first, second, third = lists
    scenes.ask(first)
    chance.advance(timedelta(days=10))
    scenes.ask(second)
    assert not asked_by_hand(third, word(third))
    chance.advance(course.month_of(chance.now())[1] - chance.now())
    assert asked_by_hand(third, word(third))


def test_what_was_compared_stays_counted_however_it_ended(node: str, read_here: None) -> None:
    """Withdrawn before it ran it gives its rows back; expired while it ran it does not."""
    tomorrow, later = (chance.today() + timedelta(days=days) for days in (1, 30))
    first, second, third = (scenes.drafted(scenes.a_list(ROWS), review_day=day) for day in (tomorrow, later, later))
    whose = scenes.proposer()
    scenes.ask(first)
    scenes.decide(first, "gulnora")
    scenes.decide(first, "centre_dpo")
    with viewing(whose):
        begun = Run.objects.get(id=first)
    conducting.begin(whose, begun)
    chance.advance(timedelta(days=2))
    assert conducting.settle(first) is Stage.EXPIRED
    scenes.ask(second)
    assert not asked_by_hand(third, word(third))
    whose = scenes.proposer()
    with viewing(whose):
        proposing.withdraw(actor=whose, run=second)
    assert asked_by_hand(third, word(third))


@pytest.mark.parametrize("still", [False, True])
def test_of_two_at_the_same_time_one_at_most_is_asked(lists: list[UUID], still: bool) -> None:
    """Both saw a quota that one of them fills, and neither sees the other before its turn: none counts what stood."""
    first, *others = lists
    scenes.ask(first)
    both, told, now = Barrier(2), list[bool](), chance.now()

    def ask(run: UUID) -> None:
        try:
            with chance.seeded(f"ask {run}", now):
                told.append(asked_by_hand(run, word(run), still=still, beside=both))
        finally:
            connection.close()

    threads = [Thread(target=ask, args=(run,)) for run in others]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert sorted(told) == [False, not still]


def test_no_sql_drafts_a_list_that_the_node_did_not_read(lists: list[UUID]) -> None:
    """A row of one's own under a free id, with fewer rows than the list has, with another list's words."""
    first, _, _ = lists
    with viewing(scenes.proposer()):
        digest = bytes(Run.objects.get(id=first).list_hash).hex()
    fresh = chance.new_id()

    def drafted(about: str | None, **given: object) -> bool:
        """Whether a row like the first is added, with the node's word about something."""
        try:
            with viewing(scenes.proposer()), connection.cursor() as cursor:
                if about is not None:
                    cursor.execute("SELECT set_config('kerege.screening_list', %s, true)", [vouched(about).hex()])
                cursor.execute(AGAIN, [json.dumps({"id": fresh, **given}, default=str), first])
                return bool(cursor.rowcount)
        except DatabaseError:
            return False

    assert not drafted(None)
    for about in (f"{first}|{ROWS}|{digest}", f"{fresh}|{ROWS + 1}|{digest}", f"{fresh}|{ROWS}|{bytes(32).hex()}"):
        assert not drafted(f"screening list|{about}"), about
    assert not drafted(f"screening list|{fresh}|{ROWS}|{digest}", rows=1)
    assert not drafted(f"screening quota|{fresh}|{ROWS}|{digest}")
    assert drafted(f"screening list|{fresh}|{ROWS}|{digest}")
