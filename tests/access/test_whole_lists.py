"""Proof: no list is cut before it is ordered, and every row is reached, by page, API and command."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from kerege.foundation import chance, server
from kerege.foundation.stretches import Stretch
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.deconfliction import queries as meeting
from kerege.rooms.journal.queries import Wanted, receipt
from kerege.rooms.notices import queries as notices
from kerege.rooms.permissions import queries as permissions
from kerege.rooms.screening import queries as screening
from tests import cast
from tests.access import faces, ids, twins

COPIES, AT_ONCE = 61, 17
SETTLED = {"reviewed", "refused", "lapsed"}


@dataclass(frozen=True)
class Listed:
    """A list: its door, the rows it is made of, which of them come first, and its faces."""

    door: Callable[..., Stretch[Any]]
    table: str
    urgent: Callable[[Any], bool]
    page: str = ""
    api: str = ""
    command: tuple[str, ...] = ()
    name: str = "page"
    fresh: str = ""
    """SQL of columns that each copy has of its own, besides its id."""


LISTS = {
    "hits": Listed(
        checks.inbox, "crosscheck_hit", lambda e: bool(e.due_at and not e.answer), "/hits/?all=1", "/api/hits",
        ("hits",), fresh="mine = gen_random_uuid(), pair = gen_random_uuid(), last_at = last_at - {ago}",
    ),
    "notices": Listed(
        notices.inbox, "notices_notice", lambda e: e.urgent, "/notices/", "/api/notices", ("notices",),
        fresh="at = at - {ago}, urgent = random() < 0.1",
    ),
    "askings": Listed(
        permissions.askings, "permissions_asking", lambda e: e.state == "waiting", "/permissions/",
        "/api/permissions", ("permission", "list"),
        fresh="asked_at = asked_at - {ago}, state = CASE WHEN random() < 0.1 THEN 'waiting' ELSE 'refused' END",
    ),
    "openings": Listed(
        permissions.openings, "permissions_opening", lambda e: e.standing.value not in SETTLED, "/permissions/",
        "/api/openings", ("opening", "list"), name="openings",
        fresh="asked_at = asked_at - {ago}, refused_at = CASE WHEN random() < 0.9 THEN asked_at END",
    ),
    "conflicts": Listed(
        meeting.conflicts, "deconfliction_conflict", lambda e: e.waits, "/deconfliction/", "/api/conflicts",
        ("deconflict", "conflicts"),
        fresh="pair = gen_random_uuid(), told_at = told_at - {ago},"
        " acknowledged_at = CASE WHEN random() < 0.9 THEN told_at END",
    ),
    "events": Listed(
        meeting.events, "deconfliction_event", lambda e: e.state == "live", "/deconfliction/events/",
        "/api/planned-events", ("deconflict", "events"),
        fresh="starts = starts - {ago}, state = CASE WHEN random() < 0.1 THEN 'live' ELSE 'expired' END",
    ),
    "digests": Listed(
        screening.digests, "screening_digest", lambda e: not e.answer, "/screening/digests/", "/api/digests",
        ("screen", "digests"),
        fresh="run = gen_random_uuid(), made_at = made_at - {ago},"
        " answer = CASE WHEN random() < 0.9 THEN 'stay_silent' ELSE '' END",
    ),
}  # fmt: skip


def copied(database: "psycopg.Connection[Any]", listed: Listed, one: Any) -> int:
    """Write many copies of one row of a list, each with an age of its own; returns how many."""
    database.execute("SET session_replication_role = replica")
    table = sql.Identifier(listed.table)
    database.execute(sql.SQL("CREATE TEMP TABLE made AS SELECT t.* FROM {} t, generate_series(1, %s) WHERE t.id = %s")
                     .format(table), [COPIES, one])  # fmt: skip
    fresh = listed.fresh.format(ago="(random() * 300 * interval '1 day')")
    database.execute(sql.SQL("UPDATE made SET id = gen_random_uuid(), " + fresh))  # type: ignore[arg-type]  # ours
    done = database.execute(sql.SQL("INSERT INTO {} SELECT * FROM made").format(table)).rowcount
    database.execute("DROP TABLE made")
    return done


def walked(viewer: Viewer, listed: Listed) -> Iterator[Stretch[Any]]:
    """The stretches of a list from its first row to its last."""
    offset: int | None = 0
    while offset is not None:
        with viewing(viewer):
            found = listed.door(viewer=viewer, offset=offset, limit=AT_ONCE)
        yield found
        offset = found.next


def row_of(database: "psycopg.Connection[Any]", listed: Listed, viewer: Viewer) -> Any:
    """A row of the list that the viewer is shown."""
    with viewing(viewer):
        shown = listed.door(viewer=viewer)
        assert shown, f"the stage shows nothing of {listed.table}"
        first = shown[0]
    if isinstance(first, meeting.ConflictEntry):
        found = database.execute("SELECT id FROM deconfliction_conflict WHERE pair = %s AND event = %s",
                                 [first.crossing, first.event]).fetchone()  # fmt: skip
        return found[0] if found else None
    return first.id


@pytest.fixture
def database(stage: ids.Stage, worker_id: str) -> Iterator["psycopg.Connection[Any]"]:
    """The database of the stage as its superuser."""
    with server.ensure_server(durable=False).administrator(f"kerege_{worker_id}_own") as opened:
        opened.execute("SELECT setseed(0.5)")
        yield opened


def test_every_list_is_ordered_before_it_is_cut_and_whole_by_every_face(
    stage: ids.Stage, database: "psycopg.Connection[Any]"
) -> None:
    viewer = cast.viewer(ids.OWNER, Purpose.INVESTIGATION, case="EXERCISE")
    with chance.seeded("whole-lists", twins.NOON):
        client, token = twins.client_of(ids.OWNER, viewer)
        for name, listed in LISTS.items():
            assert copied(database, listed, row_of(database, listed, viewer)) == COPIES
            parts = list(walked(viewer, listed))
            rows = [row for part in parts for row in part]
            keys = [repr(row) for row in rows]
            assert len(set(keys)) == len(keys) >= COPIES, f"{name}: a row comes twice, or not at all"
            assert {part.total for part in parts} == {len(rows)}, name
            with viewing(viewer):
                assert [repr(row) for row in listed.door(viewer=viewer, limit=1_000)] == keys, name
            urgent = [listed.urgent(row) for row in rows]
            assert urgent == sorted(urgent, reverse=True), f"{name}: what is urgent comes first, however old"
            assert by_pages(client, listed) == len(rows), name
            assert by_api(client, token, listed) == len(rows), name
            assert by_command(token, listed) == len(rows), name


def by_pages(client: Any, listed: Listed) -> int:
    """How many rows the pages show, one after the other; each says how many there are in all."""
    shown, page = 0, 1
    while True:
        joint = "&" if "?" in listed.page else "?"
        text = client.get(f"{listed.page}{joint}{listed.name}={page}").content.decode()
        spans = re.findall(r"<span>(\d+)–(\d+) (?:из|of) (\d+)</span>", text)
        span = spans[-1] if listed.name != "page" else spans[0]
        assert int(span[0]) == shown + 1
        shown = int(span[1])
        if f"{listed.name}={page + 1}" not in text:
            assert shown == int(span[2])
            return shown
        page += 1


def by_api(client: Any, token: str, listed: Listed) -> int:
    """How many rows the operation answers, by the addresses that it says."""
    count, address = 0, f"{listed.api}?limit={AT_ONCE}"
    if listed.api == "/api/notices":
        address += "&every=false"
    while True:
        said = client.get(address, headers={"Authorization": f"Bearer {token}"})
        found = said.json()
        count += len(found)
        if "Link" not in said.headers:
            assert int(said.headers["Kerege-Total"]) == count
            return count
        address = said.headers["Link"].partition("<")[2].partition(">")[0]


def by_command(token: str, listed: Listed) -> int:
    """How many rows the command answers, by the offsets that it says."""
    count, offset = 0, 0
    while offset is not None:
        code, document, _error = faces.answered((*listed.command, "--offset", str(offset)), token).split(b"\n", 2)
        assert code == b"0", document
        said = json.loads(document)
        count += max(len(rows) for rows in said.values() if isinstance(rows, list))
        offset = said["next"]
    return count


def asked_beside(client: Any, token: str, listed: Listed, place: str) -> Iterator[tuple[str, object, bool]]:
    """What each face answers that is asked for a place which no list has, and whether it may answer so."""
    joint = "&" if "?" in listed.page else "?"
    shown = client.get(f"{listed.page}{joint}{listed.name}={quote(place)}").status_code
    yield "page", shown, shown == 200
    signed = {"Authorization": f"Bearer {token}"}
    for name in ("offset", "limit"):
        said = client.get(f"{listed.api}?{name}={quote(place)}", headers=signed).status_code
        yield f"{name} of the operation", said, said == 422
    code = faces.answered((*listed.command, f"--offset={place}"), token).partition(b"\n")[0]
    yield "command", code, code == b"2"


def test_who_asks_for_a_place_that_no_list_has_is_told_so_and_learns_nothing(
    stage: ids.Stage, database: "psycopg.Connection[Any]"
) -> None:
    """Places before the first row, past every number, and such as are no numbers; past the end nothing is counted."""
    viewer = cast.viewer(ids.OWNER, Purpose.INVESTIGATION, case="EXERCISE")
    with chance.seeded("beside-lists", twins.NOON):
        client, token = twins.client_of(ids.OWNER, viewer)
        for name, listed in LISTS.items():
            with viewing(viewer):
                whole = listed.door(viewer=viewer, limit=1_000)
                for beyond in (len(whole), len(whole) + 1, 999_999):
                    part = listed.door(viewer=viewer, offset=beyond)
                    assert (list(part), part.total, part.next) == ([], len(whole), None), (name, beyond)
            for place in ("-1", "9" * 20, "9" * 5_000, "1e3", "٣", "0x1"):
                for face, said, allowed in asked_beside(client, token, listed, place):
                    assert allowed, (name, face, place[:20], said)


@pytest.mark.django_db
def test_lists_that_follow_one_another_are_walked_as_one() -> None:
    """Any split of rows into lists, any stretch: the same rows in the same order as one list."""
    from kerege.foundation import stretches
    from kerege.rooms.directory.models import Party

    with viewing(cast.viewer("aigerim")):
        codes = sorted(Party.objects.values_list("code", flat=True))
    dice = random.Random(7)
    for _ in range(60):
        cuts = sorted(dice.choices(range(len(codes) + 1), k=dice.randint(0, 3)))
        pieces = [codes[a:b] for a, b in zip([0, *cuts], [*cuts, len(codes)], strict=True)]
        ordered = [Party.objects.filter(code__in=piece).order_by("code") for piece in pieces]
        offset, limit = dice.randrange(len(codes) + 2), dice.randint(1, len(codes))
        with viewing(cast.viewer("aigerim")):
            found = stretches.stretch(*ordered, offset=offset, limit=limit)
        assert [each.code for each in found] == codes[offset : offset + limit]
        assert found.total == len(codes)
        assert (found.next is None) == (offset + limit >= len(codes) or offset >= len(codes))


def test_readings_taken_along_are_whole_or_say_where_they_go_on(
    stage: ids.Stage, database: "psycopg.Connection[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """CSV, JSON and receipt, and the operations: followed to their end they hold each reading once."""
    viewer = cast.viewer("tj_dpo", Purpose.OVERSIGHT, case="EXERCISE")
    with chance.seeded("readings", twins.NOON):
        client, token = twins.client_of("tj_dpo", viewer)
        with viewing(cast.viewer("farrukh")) as owner:
            meeting.events(viewer=owner)
        database.execute("SET session_replication_role = replica")
        database.execute(
            "INSERT INTO journal_mention SELECT m.* FROM (SELECT * FROM journal_mention LIMIT 1) t,"
            " generate_series(1, %s) n, jsonb_populate_record(NULL::journal_mention, to_jsonb(t) || jsonb_build_object("
            "'id', gen_random_uuid(), 'owner_agency', %s::text, 'at', t.at - n * interval '1 minute')) m",
            [COPIES, str(viewer.agency)],
        )
        monkeypatch.setattr("kerege.web.oversight.views.MOST_EXPORTED", AT_ONCE)
        found, address = [], "/oversight/readings.json"
        while address:
            said = json.loads(client.get(address).content)
            found += said["readings"]
            address = said["go_on"]
        assert len(found) == said["total"] >= COPIES
        rest = client.get("/oversight/readings.csv").content.decode()
        assert f"offset={AT_ONCE}" in rest
        assert by_api(client, token, Listed(meeting.events, "", bool, api="/api/journal/readings")) == len(found)
        lines = 0
        offset: Any = 0
        while offset is not None:
            with viewing(viewer):
                part = receipt(viewer=viewer, wanted=Wanted(), limit=AT_ONCE, offset=offset)
            assert part["cut"] is (part["next"] is not None)
            lines, offset = lines + len(part["lines"]), part["next"]
        assert lines >= len(found)
