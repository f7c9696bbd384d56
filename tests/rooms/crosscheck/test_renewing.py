"""Keys renewed after their method changed: the old ones serve meanwhile, a killed run goes on, no old key is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping

import psycopg
import pytest
from django.db import connections
from django.db.utils import InternalError, ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from kerege.foundation import server
from kerege.foundation.viewing import viewing
from kerege.methods.names import index_keys, query_keys
from kerege.methods.names.rarity import weight
from kerege.rooms.crosscheck import actions, matcher
from kerege.rooms.crosscheck.rules import keys
from kerege.rooms.crosscheck.rules.keys import Scheme
from kerege.rooms.directory import queries as directory
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, findings, person, report

OTHERS = ("Каримов Баходир", "Назаров Темур", "Юсупов Анвар", "Турсунов Азиз", "Сафаров Далер")


def later_kept(name: str) -> Iterable[str]:
    """Keys as a later method might make them: the same turned about, and one more."""
    return [key[::-1] + "~" for key in index_keys(name)] + ["~"]


def later_asked(name: str) -> Mapping[str, float]:
    """What a question asks by the later method."""
    return {key[::-1] + "~": worth for key, worth in query_keys(name).items()}


LATER = Scheme("later", later_kept, later_asked, keys.heard_parts, lambda key: weight(key.removesuffix("~")[::-1]))
PRESENT = keys.PRESENT


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Scheme:
    """From now on this process is of a version whose keys are the later ones, and which still knows the former."""
    monkeypatch.setattr(keys, "PRESENT", LATER)
    monkeypatch.setattr(keys, "KNOWN", [LATER, PRESENT])
    monkeypatch.setattr(keys.entry_keys, "__defaults__", ((LATER,),))
    return LATER


def held(node: str) -> list[tuple[str, list[int], list[int]]]:
    """Each entry's schemes, its keys, and the halves of keys that the index holds of it."""
    with server.ensure_server().administrator(node) as database:
        rows = database.execute(
            "SELECT scheme, keys, ARRAY(SELECT key FROM crosscheck_key WHERE entry = half_anchor(e.id) ORDER BY 1)"
            " FROM crosscheck_entry e ORDER BY id"
        ).fetchall()
    return [(str(scheme), sorted(kept), list(indexed)) for scheme, kept, indexed in rows]  # type: ignore[call-overload]  # arrays


def bank(*, phone: str = "") -> None:
    """Reports of two parties: the one asked for, and others."""
    report("farrukh", person(RAHIMOV, phone=PHONE, birth_date="1987"))
    report("hamid", *(person(name, phone=phone) for name in OTHERS))


def asked() -> list[list[tuple[str, str, str]]]:
    """What an analyst finds, by name in another script, by name, by number."""
    return [findings(ask("bolat", text)) for text in ("Rahimov Farrukh 1987", "Karimov Bahodir", PHONE)]


def test_old_keys_serve_until_every_entry_has_new_ones_and_then_go(node: str, later: Scheme) -> None:
    with pytest.MonkeyPatch.context() as former:
        former.setattr(keys, "PRESENT", PRESENT)
        former.setattr(keys.entry_keys, "__defaults__", ((PRESENT,),))
        bank()
    found = asked()
    assert [len(each) for each in found] == [1, 1, 1]
    rounds = 0
    while actions.renew_keys(batch=2):
        rounds += 1
        assert asked() == found
    assert rounds >= 6
    assert {scheme for scheme, *_ in held(node)} == {"later"}
    assert actions.key_status().is_done


def test_with_keep_old_processes_of_the_former_version_go_on_finding(
    node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank()
    found = asked()
    with pytest.MonkeyPatch.context() as newer:
        newer.setattr(keys, "PRESENT", LATER)
        newer.setattr(keys.entry_keys, "__defaults__", ((LATER,),))
        while actions.renew_keys(batch=4, keep_old=True):
            with pytest.MonkeyPatch.context() as former:
                former.setattr(keys, "PRESENT", PRESENT)
                assert asked() == found
        status = actions.key_status()
    assert (status.renewed, status.old, status.is_done) == (1.0, 1.0, False)
    monkeypatch.setattr(keys, "KNOWN", [LATER])
    assert asked() == found


def test_at_the_end_the_index_holds_the_new_keys_and_no_others(node: str, later: Scheme) -> None:
    with pytest.MonkeyPatch.context() as former:
        former.setattr(keys, "PRESENT", PRESENT)
        former.setattr(keys.entry_keys, "__defaults__", ((PRESENT,),))
        bank(phone=PHONE)
    before = held(node)
    while actions.renew_keys(batch=3):
        pass
    after = held(node)
    for (_, old, _), (scheme, kept, indexed) in zip(before, after, strict=True):
        assert scheme == "later"
        assert sorted(key >> 32 for key in kept) == indexed
        assert not set(kept) & set(old) - {key for key in old if key in phone_keys()}


def phone_keys() -> set[int]:
    """The keys of the telephone number: of no scheme."""
    return set(keys.identifier_keys("phone", "+992918123456"))


def test_an_entry_made_before_there_were_schemes_is_said_to_be_missing_until_it_is_renewed(node: str) -> None:
    bank()
    with server.ensure_server().administrator(node) as database:
        database.execute("UPDATE crosscheck_entry SET scheme = '', keys = ARRAY[1, 2]::bigint[]")
    assert ask("bolat", "Rahimov Farrukh 1987").renewing
    assert "being renewed" in str(ask("bolat", "Rahimov Farrukh 1987").wire("en", str)["sentence"])
    assert not ask("bolat", PHONE).renewing
    while actions.renew_keys():
        pass
    answer = ask("bolat", "Rahimov Farrukh 1987")
    assert not answer.renewing
    assert len(answer.hits) == 1


SLOWLY = """
import django, time
django.setup()
from kerege.rooms.crosscheck import actions, matcher
write, batches = matcher.write_renewed, iter([0, 0, 600])
def slow(rows):
    write(rows)
    print("wrote", flush=True)
    time.sleep(next(batches))
matcher.write_renewed = slow
while actions.renew_keys(batch=1):
    pass
"""


def test_a_run_killed_in_the_middle_loses_nothing_and_another_goes_on(node: str) -> None:
    bank()
    found = asked()
    with server.ensure_server().administrator(node) as database:
        database.execute("UPDATE crosscheck_entry SET scheme = 'former'")
    running = subprocess.Popen(
        [sys.executable, "-c", SLOWLY],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "kerege.config.settings", "KEREGE_DATABASE": node},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    for _ in range(3):
        assert running.stdout.readline() == "wrote\n"
    running.send_signal(signal.SIGKILL)
    running.wait()
    wait_until_gone(node)
    schemes = [scheme for scheme, *_ in held(node)]
    assert schemes.count("former") == 4
    while actions.renew_keys(batch=2):
        pass
    assert {scheme for scheme, *_ in held(node)} == {PRESENT.name}
    assert all(sorted(key >> 32 for key in kept) == indexed for _, kept, indexed in held(node))
    assert asked() == found


def wait_until_gone(node: str) -> None:
    """Wait until the killed process's connections are closed: its last batch is rolled back then."""
    with server.ensure_server().administrator(node) as database:
        for _ in range(100):
            if not others_renewing(database):
                return
            time.sleep(0.05)


def others_renewing(database: "psycopg.Connection[tuple[object, ...]]") -> bool:
    """Whether some connection of role search still has a transaction."""
    row = database.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'kerege_search' AND xact_start IS NOT NULL"
        " AND datname = current_database()"
    ).fetchone()
    return row is not None and bool(row[0])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM key_progress()",
        "SELECT * FROM keys_to_renew('{}', 10)",
        "SELECT renew_keys('{}', '{}', '{}', '[]', '{}')",
    ],
)
def test_nobody_renews_keys_but_the_node_itself(node: str, statement: str) -> None:
    for who in ("aigerim", "admin"):
        viewer = cast.viewer(who)
        with (
            pytest.raises((ProgrammingError, InternalError), match="by the node alone"),
            viewing(viewer),
            matcher.searching(viewer),
        ):
            connections["search"].cursor().execute(statement)
        with pytest.raises(ProgrammingError, match="permission denied"), viewing(viewer):
            connections["default"].cursor().execute(statement)
    sign_in = directory.system_viewer("sign-in")
    with (
        pytest.raises((ProgrammingError, InternalError), match="by the node alone"),
        viewing(sign_in),
        matcher.searching(sign_in),
    ):
        connections["search"].cursor().execute(statement)


SETS = st.lists(st.sets(st.sampled_from([PRESENT.name, "a", "b"]), min_size=1).map(sorted).map("+".join), max_size=4)


@given(SETS)
def test_an_index_is_asked_by_a_scheme_that_all_entries_hold_or_says_that_some_may_lack(sets: list[str]) -> None:
    schemes, lacking = keys.schemes_to_ask(sets)
    assert schemes
    reached = [any(scheme.name in each.split(keys.JOINED) for scheme in schemes) for each in sets]
    assert lacking is not all(reached)
