"""No step that was altered past the doors bars a stop, mending takes none back, and nobody from outside stops."""

import json
from collections.abc import Callable
from copy import copy
from datetime import timedelta
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import pytest

from kerege.cli.main import parser
from kerege.cli.operations import run_delivery
from kerege.cli.terminal import Terminal
from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.actions import RefusedStepError
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries import BentDeliveryError, Kind, NoSuchDeliveryError, Stage
from kerege.rooms.operations.queries.courses import FURTHEST, Course, course_of
from kerege.rooms.operations.rules.course import replay
from kerege.rooms.operations.rules.file import By
from kerege.rooms.operations.rules.steps import BESIDE, Step, may_stop
from tests.access import twins
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import viewer
from tests.rooms.operations.test_bent_steps import answer, bent, read

OUTSIDE = [By(officer=str(uuid4()), agency="X-1", party=party) for party in ("UZ", "CN", "OBS", "")]
OUTSIDE.append(By(officer=str(uuid4()), agency="CENTRE", party="CENTRE", centre=True))


def by_state(party: str) -> By:
    """Somebody of a state of the route."""
    return By(officer=str(uuid4()), agency=f"{party}-1", party=party)


def stopped(course: Course, by: By) -> Stage:
    """The stage once somebody has stopped the load of this course."""
    step = Step(kind=Kind.STOP, at=course.steps[-1].at + timedelta(seconds=1), by=by, given={BESIDE: True})
    return replay([*course.steps, step]).stage


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("scene", [scenes.sent, scenes.under_way])
def test_every_state_of_the_route_stops_whatever_one_or_two_steps_are_bent_or_cut(scene: Callable[[], UUID]) -> None:
    """All but the plan, of which the next test is; the stop stands once the file is restored."""
    rows, acts = read(scene())
    whole = course_of(rows, acts)
    seats = set(plans.ROUTE)
    pairs = [pair for count in (1, 2) for pair in combinations(range(1, len(rows)), count)]
    spoilt: list[list[DeliveryStep]] = [
        [bent(row, "words") if at in pair else row for at, row in enumerate(rows)] for pair in pairs
    ]
    spoilt += [rows[:left] for left in range(1, len(rows))]
    for given in spoilt:
        course = course_of(given, acts)
        assert course.unfollowed
        file = replay(course.steps)
        for party in plans.ROUTE:
            assert may_stop(file, by_state(party), seats)
            assert stopped(course, by_state(party)) is Stage.STOPPED
        assert may_stop(file, file.requester, set())
        assert not any(may_stop(file, by, seats) for by in OUTSIDE)
    for party in plans.ROUTE:
        assert stopped(whole, by_state(party)) is Stage.STOPPED


FAR = [1, 2, 3, FURTHEST, FURTHEST + 1, 2**31 - 2, 2**31 - 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_rows_put_anywhere_leave_a_place_for_the_stop_and_hide_nothing_that_was_cut_off() -> None:
    """One row and two, near and at the last place of all, behind a whole course and one that was cut."""
    rows, acts = read(scenes.under_way())
    for left in (len(rows), len(rows) - 2):
        kept = rows[:left]
        missing = course_of(kept, acts).unfollowed
        single = [-5, 0, *(left + far for far in FAR[:-2]), *FAR[-2:]]
        for places in ([left + 1, FAR[-1]], *([each] for each in single)):
            put = [copied(rows[-1], place) for place in places]
            course = course_of([*kept, *put], acts)
            assert set(places) <= set(course.unfollowed)
            assert set(missing) <= set(course.unfollowed), "what was cut off is missed still"
            assert course.steps == course_of(kept).steps
            taken = {row.place for row in (*kept, *put)}
            assert left <= course.last_place <= left + FURTHEST + 1
            assert course.last_place + 1 not in taken
            assert not course.last_place or course.last_place in taken
            assert len(course.unfollowed) <= FURTHEST + len(rows)
            assert stopped(course, by_state("KZ")) is Stage.STOPPED


def copied(row: DeliveryStep, place: int) -> DeliveryStep:
    """The row at another place, as somebody puts it there past the doors."""
    made = copy(row)
    made.id, made.place = uuid4(), place
    return made


@pytest.mark.parametrize("place", [None, 2**31 - 1])
def test_a_row_at_the_last_place_bars_no_stop(own_clone: str, place: int | None) -> None:
    """Beside it another at the place that would come next; the stop stands once both are gone."""
    with chance.seeded("far"):
        delivery = scenes.under_way()
        places = [place] if place else [len(read(delivery)[0]) + 1, 2**31 - 1]
        put(own_clone, delivery, *places)
        assert press("ksenia", delivery).status_code == 302
        assert scenes.stage(delivery) is Stage.STOPPED
        with server.ensure_server(durable=False).administrator(own_clone) as superuser:
            superuser.execute("DELETE FROM operations_delivery_step WHERE id::text LIKE '0000%'")
        assert scenes.stage(delivery) is Stage.STOPPED


def put(database: str, delivery: UUID, *places: int) -> None:
    """Rows at these places, copied past the doors from the first."""
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for at, place in enumerate(places):
            superuser.execute(
                "INSERT INTO operations_delivery_step SELECT (jsonb_populate_record(s, %s::jsonb)).*"
                " FROM operations_delivery_step s WHERE s.delivery = %s AND s.place = 1",
                [json.dumps({"id": str(UUID(int=at + 1)), "place": place}), delivery],
            )


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_while_every_step_is_followed_the_state_on_whose_soil_it_is_stops_alone() -> None:
    """Also where somebody claims in what he gives that steps are not followed."""
    delivery = scenes.under_way()
    for name in ("iskender", "kz_coordinator", "ksenia"):
        assert Kind.STOP not in scenes.shown(name, delivery).open
        with pytest.raises(RefusedStepError):
            scenes.do(name, delivery, Kind.STOP, **{BESIDE: True})
    scenes.do("farrukh", delivery, Kind.STOP)
    assert scenes.stage(delivery) is Stage.STOPPED


def test_a_stop_ends_nothing_that_is_over() -> None:
    """A delivery that was called off stays so."""
    plan = Step(kind=Kind.PLAN, at=plans.START, by=by_state("TJ"), given={"plan": plans.road().wire()})
    assert stopped(Course(steps=(plan,)), by_state("KZ")) is Stage.STOPPED
    off = Step(kind=Kind.CALL_OFF, at=plans.START, by=by_state("TJ"), given={"worded": True})
    assert stopped(Course(steps=(plan, off)), by_state("KZ")) is Stage.CALLED_OFF


def bend(database: str, delivery: UUID, kind: Kind, *, back: bool = False) -> None:
    """Bend, or mend, the steps of a kind in one value; committed at once."""
    change = "replace(words, '·', '')" if back else "words || '·'"
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(
            f"UPDATE operations_delivery_step SET words = {change} WHERE delivery = %s AND kind = %s",
            [delivery, kind.value],
        )


def press(name: str, delivery: UUID) -> Any:
    """Somebody presses the button."""
    client, _token = twins.client_of(name, viewer(name))
    return client.post(f"/deliveries/{delivery}/stop/")


def ordered(delivery: UUID) -> None:
    """Somebody of a state of the route stops a load at the terminal."""
    _client, token = twins.client_of("kz_coordinator", viewer("kz_coordinator"))
    arguments = parser().parse_args(["delivery", "stop", str(delivery), "--case", "EX-1"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEREGE_TOKEN", token)
        assert run_delivery(arguments, Terminal(arguments)) == 0


def test_stops_are_taken_by_those_of_the_route_and_stand_after_mending(own_clone: str) -> None:
    """The start is bent; then, of another file, the plan: all read why nothing is shown, and stop it all the same."""
    with chance.seeded("stops"):
        delivery, unread, third = scenes.under_way(), scenes.under_way(), scenes.under_way()
        bend(own_clone, delivery, Kind.TAKE_OVER)
        for each in (unread, third):
            bend(own_clone, each, Kind.PLAN)
        ordered(third)
        assert Kind.STOP in scenes.shown("ksenia", delivery).open
        assert Kind.STOP not in scenes.shown("director", delivery).open
        for each in (delivery, unread):
            with viewing(viewer("hamid")), pytest.raises(NoSuchDeliveryError):
                actions.act(actor=viewer("hamid"), delivery=each, kind=Kind.STOP)
            with viewing(viewer("director")), pytest.raises(RefusedStepError):
                actions.act(actor=viewer("director"), delivery=each, kind=Kind.STOP)
            assert press("ksenia", each).status_code == 302
        with viewing(viewer("ksenia")), pytest.raises(BentDeliveryError):
            queries.delivery(viewer=viewer("ksenia"), delivery_id=unread)
        client, _token = twins.client_of("iskender", viewer("iskender"))
        assert client.get(f"/deliveries/{unread}/")["Location"] == f"/deliveries/{unread}/stop/"
        assert client.get(f"/deliveries/{unread}/stop/").status_code == 403
        assert {each["stage"] for each in answer("farrukh", "/deliveries")[1]} == {"stopped"}
        bend(own_clone, delivery, Kind.TAKE_OVER, back=True)
        for each in (unread, third):
            bend(own_clone, each, Kind.PLAN, back=True)
        for each in (delivery, unread, third):
            own = scenes.shown("farrukh", each)
            assert (own.stage, own.unfollowed, own.log[0].kind) == (Stage.STOPPED, (), Kind.STOP)
