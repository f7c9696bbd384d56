"""Twin worlds of deliveries: what lies on legs that are not its own leaves no trace in what a state is shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.operations import actions, queries
from kerege.rooms.operations.queries import Kind
from tests.access import twins
from tests.rooms.operations import plans, scenes
from tests.rooms.operations.scenes import DAY, viewer

pytestmark = pytest.mark.django_db
READERS = ("ksenia", "hamid", "erlan", "observer", "org_analyst", "duty")
OUTSIDE = READERS[1:]
HIDDEN = ("id", "place", "signature", "label")
"""Columns that are random, or hold how many steps there were; no face shows them."""


def plain_way(plan: queries.Plan) -> queries.Plan:
    """The road as it is."""
    return plan


def other_way(plan: queries.Plan) -> queries.Plan:
    """Another start, another border and car, two states away from Omsk."""
    points = (
        replace(plan.points[0], name="EXERCISE Khujand"),
        replace(plan.points[1], name="EXERCISE Batken", closes=plan.points[1].closes - DAY / 4),
        *plan.points[2:],
    )
    legs = (replace(plan.legs[0], vehicle="EX 777 TJ", escort="EXERCISE two cars"), *plan.legs[1:])
    return replace(plan, points=points, legs=legs)


def longer_way(plan: queries.Plan) -> queries.Plan:
    """A leg more at the beginning."""
    first = replace(plan.points[0], name="EXERCISE Panj")
    leg = replace(plan.legs[0], vehicle="EX 01 TJ")
    return replace(plan, points=(first, *plan.points), legs=(leg, *plan.legs))


def world(way: Callable[[queries.Plan], queries.Plan], *, busy: bool) -> UUID:
    """A delivery over four states, the same for the last two; in a busy world more happens at the first."""
    delivery = scenes.sent(way(scenes.plan()))
    requester = viewer("farrukh")
    if busy:
        scenes.do("farrukh", delivery, Kind.NOTE, "EXERCISE a note of the requester")
        with viewing(requester):
            plan = queries.delivery(viewer=requester, delivery_id=delivery).plan
            actions.amend(actor=requester, delivery=delivery, plan=plans.moved(plan, 0, 1))
    for name in scenes.STATES.values():
        conditions = {"word": "conditions", "conditions": "EXERCISE by day"} if busy and name == "iskender" else {}
        scenes.agree(name, delivery, **conditions)
    chance.advance(DAY / 12)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    if busy:
        scenes.do("farrukh", delivery, Kind.POSITION, "EXERCISE on the pass", latitude=39.4, longitude=71.8)
    return delivery


def answers(way: Callable[[queries.Plan], queries.Plan], *, busy: bool) -> dict[str, bytes]:
    """Everything that readers are shown in one world, by page, API, letter, print and SQL."""
    cache.clear()
    found: dict[str, bytes] = {}
    with transaction.atomic(), chance.seeded("delivery-twins", twins.NOON):
        delivery = world(way, busy=busy)
        for name in READERS:
            found |= {f"{name} {where}": said for where, said in shown(name, delivery)}
        transaction.set_rollback(True)
    return found


def shown(name: str, delivery: UUID) -> Iterator[tuple[str, bytes]]:
    """Every way in which somebody reads deliveries."""
    client, token = twins.client_of(name, viewer(name))
    signed = {"Authorization": f"Bearer {token}"}
    own = f"/deliveries/{delivery}"
    for address in (
        "/", "/deliveries/", "/deliveries/?all=1", f"{own}/", f"{own}/answer/", f"{own}/take/", f"{own}/note/",
        f"{own}/letters/", f"{own}/letters/RU/ask-ru.pdf", f"{own}/letters/RU/answer-en.pdf",
        f"{own}/letters/KG/ask-ru.pdf", f"{own}/file.pdf", f"{own}/plan/", "/notices/?all=1", "/journal/",
        "/deconfliction/",
    ):  # fmt: skip
        yield address, twins.plain(client.get(address))
    for address in (
        "/api/deliveries?closed=true",
        f"/api{own}",
        f"/api{own}/letters/RU/ask",
        "/api/notices?every=true",
    ):
        yield address, twins.plain(client.get(address, headers=signed))
    yield "stop", twins.plain(client.post(f"{own}/stop/"))
    yield "rows", raw(name)


def raw(name: str) -> bytes:
    """The rows that somebody reads by SQL, without the columns that hold how many steps there were."""
    made = []
    with viewing(viewer(name)), connection.cursor() as cursor:
        for table in ("operations_delivery", "operations_delivery_step", "operations_member"):
            rows = f"SELECT to_jsonb(t) - %s::text[] AS row FROM {table} t"  # the names above
            cursor.execute(
                f"SELECT coalesce(jsonb_agg(row ORDER BY row::text), '[]')::text FROM ({rows})", [list(HIDDEN)]
            )
            made.append(cursor.fetchone()[0])
    return "".join(made).encode()


@pytest.mark.parametrize("way", [other_way, longer_way])
def test_what_happens_two_states_away_leaves_no_trace(way: Callable[[queries.Plan], queries.Plan]) -> None:
    one, other = answers(plain_way, busy=False), answers(way, busy=True)
    assert one.keys() == other.keys()
    assert not [where for where, said in one.items() if said != other[where]]
    assert b"Sagarchin" in one[next(where for where in one if where.startswith("ksenia /deliveries/") and "-" in where)]


def test_those_whose_leg_it_is_see_that_the_worlds_differ() -> None:
    """The dual: the proof above would also hold of pages that show nothing."""
    said = []
    for way in (plain_way, other_way):
        with transaction.atomic(), chance.seeded("delivery-twins", twins.NOON):
            delivery = world(way, busy=False)
            said.append({name: repr(scenes.shown(name, delivery)) for name in ("farrukh", "iskender")})
            transaction.set_rollback(True)
    assert said[0]["farrukh"] != said[1]["farrukh"]
    assert said[0]["iskender"] != said[1]["iskender"], "its border is another"


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_state_that_is_not_on_the_route_learns_nothing_of_there_being_a_delivery(name: str) -> None:
    said = []
    for there_is in (True, False):
        cache.clear()
        with transaction.atomic(), chance.seeded("delivery-twins", twins.NOON):
            made = world(plain_way, busy=True) if there_is else UUID(int=9, version=4)
            chance.advance(twins.NOON + DAY - chance.now())
            words = {where: each.replace(str(made).encode(), b"*") for where, each in shown(name, made)}
            said.append(words)
            transaction.set_rollback(True)
    for (where, one), other in zip(said[0].items(), said[1].values(), strict=True):
        assert one == other, f"{name}: {where} tells that there is a delivery"


def test_the_purpose_of_a_visit_hides_the_files_of_others() -> None:
    """A state on the route, at other work, is a stranger."""
    with transaction.atomic(), chance.seeded("delivery-twins", twins.NOON):
        delivery = world(plain_way, busy=False)
        client, _token = twins.client_of("ksenia", viewer("ksenia", Purpose.INVESTIGATION))
        assert client.get(f"/deliveries/{delivery}/").status_code == 404
        transaction.set_rollback(True)
