"""The keys and the functions of the search: nobody reaches them but role `search`, and even it only with a viewer."""

import struct
from uuid import UUID

import psycopg
import pytest
from django.db import connections, transaction
from django.db.utils import InternalError, ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation import server
from kerege.foundation.statements import asked
from kerege.foundation.viewing import set_context, viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.matcher import Side
from kerege.rooms.crosscheck.models import Entry, Hit
from kerege.rooms.crosscheck.rules.questions import Asked, Question
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, person, report

SEARCH = "SELECT * FROM met_candidates('{1}', '{1}', '{1}', '{}', 10, 10, 10)"
FOUND = "SELECT * FROM found_candidates('{1}', '{1}', '{}', 10, 10, 10)"
DESCRIBED = FOUND.replace("found_candidates", "described_candidates")
RATION = "SELECT * FROM check_ration('[]')"
KEPT = "SELECT key FROM crosscheck_key WHERE entry = half_anchor(%s) ORDER BY key"
DELIVER = "SELECT * FROM deliver_hit('[]', 1)"
REVEAL = f"SELECT reveal_hit('{UUID(int=1)}', '{UUID(int=2)}')"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM crosscheck_key",
        "SELECT count(*) FROM crosscheck_fence",
        "DELETE FROM crosscheck_key",
        "INSERT INTO crosscheck_hit SELECT * FROM crosscheck_hit",
        SEARCH,
        FOUND,
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


@pytest.mark.parametrize("statement", [SEARCH, FOUND, DELIVER, REVEAL])
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
        cursor.execute(matcher.DELIVER, [forged, 1])
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
        assert keys_of(database, entry.id) == sorted(key >> 32 for key in entry.keys)
    with viewing(cast.viewer("aigerim")):
        Entry.objects.filter(owner=entry.owner, id=entry.id).delete()
    with running.administrator(node) as database:
        assert keys_of(database, entry.id) == []


KEY_SETS = st.sets(st.builds(lambda half, rest: (half << 32) | rest, st.integers(-2, 1), st.integers(0, 2)), max_size=6)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(KEY_SETS, min_size=2, max_size=4))
def test_what_stands_for_two_keys_of_an_entry_goes_with_the_last_of_them(node: str, course: list[set[int]]) -> None:
    """A row of the index keeps the first half of a key: keys that begin alike share it."""
    with viewing(cast.viewer("aigerim")):
        entry = Entry.objects.first()
    if entry is None:
        report("aigerim", person(RAHIMOV, phone=PHONE))
        with viewing(cast.viewer("aigerim")):
            entry = Entry.objects.get()
    with server.ensure_server().administrator(node) as database:
        for held in course:
            database.execute("UPDATE crosscheck_entry SET keys = %s WHERE id = %s", [[*held], entry.id])
            assert keys_of(database, entry.id) == sorted({key >> 32 for key in held})


def keys_of(database: "psycopg.Connection[tuple[object, ...]]", entry: UUID) -> list[object]:
    """The keys kept of an entry."""
    rows = database.execute(KEPT, [entry]).fetchall()
    return [key for (key,) in rows]


ALIKE = "UPDATE crosscheck_entry SET id = %s, keys = %s WHERE category = %s"


def test_half_an_anchor_that_two_entries_share_opens_nothing_hidden(node: str) -> None:
    """Two entries of one desk with anchors that begin alike and one key: the found one does not bring the hidden."""
    report("farrukh", person(RAHIMOV, phone=PHONE))
    report("farrukh", person("Назаров Темур", category="victim", phone=PHONE))
    running = server.ensure_server()
    with running.administrator(node) as database:
        for category, low in (("suspect", 1), ("victim", 2)):
            database.execute(ALIKE, [UUID(int=(0xABCDEF0123456789 << 64) | low), [], category])
            database.execute(ALIKE, [UUID(int=(0xABCDEF0123456789 << 64) | low), [7 << 32], category])
    viewer = cast.viewer("bolat", Purpose.INVESTIGATION, case="EX-7")
    with viewing(viewer), matcher.searching(viewer), connections["search"].cursor() as cursor:
        cursor.execute(matcher.SEARCH, [[7 << 32], [1.0], [], [], 10, 10, 10])
        assert [row[7] for row in cursor.fetchall()] == ["suspect"]
        cursor.execute(matcher.SEARCH, [[(7 << 32) + 1], [1.0], [], [], 10, 10, 10])
        assert cursor.fetchall() == []


WORTH = st.dictionaries(st.integers(1, 40).map(lambda half: half << 32), st.floats(0.5, 60, width=32), min_size=1)
WRITTEN = "UPDATE crosscheck_entry SET keys = %s WHERE category = %s"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORTH, st.sets(st.integers(1, 40).map(lambda half: half << 32)), st.sets(st.integers(1, 40)))
def test_what_an_entry_is_worth_hangs_on_its_own_keys_and_on_no_other_entry(
    node: str, worth: dict[int, float], held: set[int], others: set[int]
) -> None:
    """The sum is the same to its last bit whoever else is met, silent ones too: no tie is broken by what is hidden."""
    viewer = cast.viewer("bolat", Purpose.INVESTIGATION, case="EX-7")
    with viewing(cast.viewer("farrukh")):
        if not Entry.objects.exists():
            for category in ("suspect", "contact", "victim"):
                report("farrukh", person(RAHIMOV, category=category))
    expected = 0.0
    for key in sorted(held & worth.keys()):
        expected = single(expected + worth[key])
    with server.ensure_server().administrator(node) as database:
        for category, found in (("contact", {half << 32 for half in others}), ("victim", {*worth}), ("suspect", held)):
            database.execute(WRITTEN, [sorted(found), category])
    bounds = [[*worth], [*worth.values()], [], [], 10, 100, 10]
    with viewing(viewer), matcher.searching(viewer):
        rows = asked(matcher.SEARCH, bounds, using="search")
    weights = {row[7]: row[3] for row in rows}
    assert "victim" not in weights
    assert single(weights.get("suspect", 0.0)) == expected


def single(number: float) -> float:
    """A number as four bytes hold it."""
    return float(struct.unpack("f", struct.pack("f", number))[0])
