"""Twin worlds of a limited place: what its named officers do leaves no trace for the rest of the agency."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.queries import EntryKind
from tests.access import twins
from tests.rooms.operations.test_joint import enter, viewer
from tests.rooms.operations.test_officers import act, number, reads
from tests.rooms.operations.test_sharing import kept, release

pytestmark = pytest.mark.django_db
READERS = ("tj_analyst", "tj_coordinator", "tj_dpo", "bolat", "kz_coordinator")
"""Officers of the two limited agencies who are not named; the coordinators name."""
TABLES = (
    *("operations_operation", "operations_entry", "operations_invitation", "operations_member", "records_facts"),
    "records_listing",
)


def world(*, busy: bool) -> UUID:
    """Almaty and Dushanbe limit their places to one officer each; in a busy world more happens there."""
    lead = viewer("aigerim")
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE", template="post")
        for agency in ("TJ-DCA", "UZ-CUSTOMS"):
            joint.invite(actor=lead, operation=operation, agency=agency)
    act("aigerim", operation, "name", officer=number("aigerim"), role="lead")
    act("farrukh", operation, "accept", officers=f"{number('farrukh')}:liaison")
    if busy:
        act("hamid", operation, "accept")
        act("hamid", operation, "name", officer=number("hamid"), role="field")
        enter("farrukh", operation, EntryKind.LOG, "EXERCISE words of Dushanbe")
        enter("aigerim", operation, EntryKind.TASK, title="EXERCISE task", agency="TJ-DCA")
        act("aigerim", operation, "invite", agency="KG-POLICE")
        release("hamid", operation, kept("hamid"))
        act("aigerim", operation, "remove", agency="UZ-CUSTOMS")
    return operation


def answers(*, busy: bool) -> dict[str, bytes]:
    """Everything that readers are shown in one world, by page, API and SQL."""
    cache.clear()
    found: dict[str, bytes] = {}
    with transaction.atomic(), chance.seeded("officer-twins", twins.NOON):
        operation = world(busy=busy)
        chance.advance(twins.NOON + timedelta(hours=3) - chance.now())
        for name in READERS:
            found |= {f"{name} {where}": said for where, said in shown(name, operation)}
        transaction.set_rollback(True)
    return found


def shown(name: str, operation: UUID) -> Iterator[tuple[str, bytes]]:
    """Every way in which somebody reads operations."""
    client, token = twins.client_of(name, viewer(name))
    own = f"/operations/{operation}"
    for address in (
        *("/", "/operations/", f"{own}/", f"{own}/officers/", f"{own}/accept/", f"{own}/records/", f"{own}/results/"),
        *(f"{own}/contacts/", f"{own}/log/", f"{own}/do/log/", f"{own}/officers/?open=1", "/notices/?all=1"),
        *("/records/", "/journal/"),
    ):
        yield address, twins.plain(client.get(address))
    for address in ("/operations", own, f"{own}/officers", f"{own}/records", f"{own}/sheet", "/notices?every=true"):
        yield f"/api{address}", twins.plain(client.get(f"/api{address}", headers={"Authorization": f"Bearer {token}"}))
    with viewing(viewer(name)), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                "SELECT coalesce(jsonb_agg(row ORDER BY row::text), '[]')::text"
                f" FROM (SELECT to_jsonb(t) - '{{id,label}}'::text[] AS row FROM {table} t) rows"
            )
            yield table, cursor.fetchone()[0].encode()
        cursor.execute("SELECT array_agg(f::text) FROM spoken_places() f")
        yield "spoken_places", str(cursor.fetchone()[0]).encode()


def test_what_happens_at_a_limited_place_leaves_no_trace_for_the_rest_of_its_agency() -> None:
    one, other = answers(busy=False), answers(busy=True)
    assert one.keys() == other.keys()
    assert not [where for where, said in one.items() if said != other[where]]


def test_those_who_are_named_see_that_the_worlds_differ() -> None:
    """The dual: the proof above would also hold of a file that nobody reads."""
    said = []
    for busy in (False, True):
        with transaction.atomic(), chance.seeded("officer-twins", twins.NOON):
            operation = world(busy=busy)
            assert reads("farrukh", operation)
            said.append({name: dict(shown(name, operation))[f"/operations/{operation}/log/"] for name in ("farrukh",)})
            transaction.set_rollback(True)
    assert said[0] != said[1]
