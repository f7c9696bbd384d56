"""The keys and the functions of the search: nobody reaches them but role `search`, and even it only with a viewer."""

from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connections, transaction
from django.db.utils import InternalError, ProgrammingError

from kerege.foundation import server
from kerege.foundation.viewing import set_context, viewing
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.matcher import Side
from kerege.rooms.crosscheck.models import Entry, Hit
from kerege.rooms.crosscheck.rules.questions import Asked, Question
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, person, report

SEARCH = "SELECT * FROM best_candidates('{1}', '{1}', '{}', 10, 10, 10)"
DESCRIBED = SEARCH.replace("best_candidates", "described_candidates")
DELIVER = "SELECT * FROM deliver_hit('[]', 1, '2026-01-01', '2026-01-01')"
REVEAL = f"SELECT reveal_hit('{UUID(int=1)}', '{UUID(int=2)}', '2026-01-01')"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM crosscheck_key",
        "SELECT count(*) FROM crosscheck_fence",
        "DELETE FROM crosscheck_key",
        "INSERT INTO crosscheck_hit SELECT * FROM crosscheck_hit",
        SEARCH,
        DESCRIBED,
        DELIVER,
        REVEAL,
    ],
)
def test_role_app_reads_no_keys_and_calls_no_function_of_the_search(node: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), viewing(cast.viewer("aigerim")):
        connections["default"].cursor().execute(statement)


@pytest.mark.parametrize("statement", ["SELECT count(*) FROM crosscheck_key", "SELECT count(*) FROM records_subject"])
def test_role_search_reads_neither_keys_nor_records(node: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        viewing(cast.viewer("aigerim")),
        matcher.searching(cast.viewer("aigerim")),
    ):
        connections["search"].cursor().execute(statement)


@pytest.mark.parametrize("statement", [SEARCH, DELIVER, REVEAL])
def test_without_a_signed_viewer_no_function_answers(node: str, statement: str) -> None:
    with pytest.raises((ProgrammingError, InternalError), match="no viewer"), transaction.atomic(using="search"):
        connections["search"].cursor().execute(statement)


def test_the_search_finds_only_what_its_viewer_may_find(node: str) -> None:
    report("farrukh", person(RAHIMOV, phone=PHONE))
    found = {}
    question = Question(identifiers=(Asked("phone", "+992918123456"),))
    for who in ("tj_analyst", "aigerim", "ksenia"):
        viewer = cast.viewer(who)
        with viewing(viewer), matcher.searching(viewer):
            matches = matcher.match(question, left_out=[], side=Side(UUID(int=1)))
            found[who] = [each.candidate.mode for each in matches.found]
    assert found == {"tj_analyst": [3], "aigerim": [2], "ksenia": []}


def test_a_forged_delivery_of_what_may_not_be_found_writes_nothing(node: str) -> None:
    report("farrukh", person(RAHIMOV, category="victim", phone=PHONE))
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        entry = Entry.objects.get()
    asker = cast.viewer("aigerim")
    forged = (
        f'[{{"id": "{UUID(int=1)}", "other_id": "{UUID(int=2)}", "entry": "{entry.id}", "entry_owner": "{entry.owner}",'
        f' "mine": "{UUID(int=3)}", "pair": "{UUID(int=4)}", "grade": "strong", "fields": ["phone"]}}]'
    )
    with viewing(asker), transaction.atomic(using="search"):
        set_context(asker, "search")
        cursor = connections["search"].cursor()
        cursor.execute(matcher.DELIVER, [forged, 1, datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 8, tzinfo=UTC)])
        assert cursor.fetchall() == []
    with viewing(viewer):
        assert not Hit.objects.exists()


def test_a_hit_belongs_to_each_side_alone(node: str) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    ask("farrukh", PHONE)
    seen = {}
    for who in ("aigerim", "bolat", "farrukh", "erlan", "hamid", "director"):
        with viewing(cast.viewer(who)):
            seen[who] = sorted(hit.side for hit in Hit.objects.all())
    assert seen == {
        "aigerim": ["owner"],
        "bolat": ["owner"],
        "farrukh": ["asker"],
        "erlan": [],
        "hamid": [],
        "director": [],
    }


def test_the_keys_follow_their_entries(node: str) -> None:
    report("aigerim", person(RAHIMOV, phone=PHONE))
    running = server.ensure_server()
    with viewing(cast.viewer("aigerim")):
        entry = Entry.objects.get()
    with running.administrator(node) as database:
        assert keys_of(database, entry.id) == sorted(entry.keys)
    with viewing(cast.viewer("aigerim")):
        Entry.objects.filter(owner=entry.owner, id=entry.id).delete()
    with running.administrator(node) as database:
        assert keys_of(database, entry.id) == []


def keys_of(database: "psycopg.Connection[tuple[object, ...]]", entry: UUID) -> list[object]:
    """The keys kept of an entry."""
    rows = database.execute("SELECT key FROM crosscheck_key WHERE entry = %s ORDER BY key", [entry]).fetchall()
    return [key for (key,) in rows]
