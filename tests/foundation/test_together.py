"""Savepoints and contexts go to the server together: whatever the order, the database knows whom Python knows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Cursor

from kerege.foundation import together, viewing
from kerege.kernel.law import Viewer
from tests import cast

pytestmark = pytest.mark.django_db
NAMES = ("bolat", "farrukh", "gulnora")
ENDS = ("well", "by an error", "by an error that the database told", "by a rollback that was asked for")
ACTS: st.SearchStrategy[list[Any]] = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        st.tuples(st.sampled_from([*NAMES, "savepoint", "unnested"]), st.sampled_from(ENDS), inner), max_size=3
    ),
    max_leaves=6,
)
"""Trees of blocks: whose context or what savepoint, how it ends, what lies in it."""


class Planned(Exception):  # noqa: N818 - it says nothing of an error
    """What ends a block."""


def known() -> tuple[str, str]:
    """The officer whom the database knows, past Python's own ways: verified, or nobody; and whom Python knows."""
    with Cursor(connection.connection) as cursor:
        told = cursor.execute("SELECT current_setting(%s, true)", [viewing.SETTING]).fetchone()
        officer = ""
        if told is not None and told[0]:
            officer = str(cursor.execute("SELECT (v).officer FROM verified_viewer() v").fetchone()[0])
    current = viewing.current_viewer()
    return officer, "" if current is None else str(current.officer)


@contextmanager
def block(what: str, viewers: dict[str, Viewer]) -> Iterator[None]:
    """A context, a savepoint, or a block of Django's without one."""
    if what in viewers:
        with viewing.viewing(viewers[what]):
            yield
    else:
        with transaction.atomic(savepoint=what == "savepoint"):
            yield


def gone(acts: list[Any], viewers: dict[str, Viewer]) -> None:
    """Go through a tree; where nothing is broken, the database knows whom Python knows before and after each block."""
    for what, end, inner in acts:
        before = known()
        assert before[0] == before[1]
        with suppress(Planned, ProgrammingError), block(what, viewers):
            assert known() == ((str(viewers[what].officer),) * 2 if what in viewers else before)
            gone(inner, viewers)
            if end == "by a rollback that was asked for" and what != "unnested":
                transaction.set_rollback(True)
            elif end == "by an error that the database told":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT no_such_function()")
            elif end != "well":
                raise Planned
        if connection.needs_rollback:
            return
        assert known() == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ACTS, watched=st.booleans())
def test_the_database_knows_whom_python_knows_however_blocks_lie_in_each_other(acts: list[Any], watched: bool) -> None:
    viewers = {name: cast.viewer(name) for name in NAMES}
    with transaction.atomic(), ExitStack() as stack:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, '', true)", [viewing.SETTING])
        if watched:
            stack.enter_context(connection.execute_wrapper(lambda run, *given: run(*given)))
        gone(acts, viewers)
        transaction.set_rollback(True)


def test_a_context_in_a_transaction_takes_two_messages_and_is_told_in_four_to_who_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    viewer, sent, said = cast.viewer("bolat"), [], []
    usual = together.setting
    monkeypatch.setattr(together, "setting", lambda *given: sent.append(usual(*given)) or sent[-1])
    with transaction.atomic(), viewing.viewing(viewer):
        pass
    assert len(sent) == 2
    assert viewing.SETTING.encode() in sent[0]
    hears = connection.execute_wrapper(lambda run, *given: said.append(given[0]) or run(*given))
    with transaction.atomic(), hears, viewing.viewing(viewer):
        pass
    assert len(sent) == 2
    assert [each.split()[0] for each in said] == ["SAVEPOINT", "RELEASE"]


@given(text=st.text(st.characters(codec="ascii", exclude_characters="\0")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_stands_in_the_setting_as_it_was_given(text: str) -> None:
    """Quotes, back-slashes, percent signs: libpq quotes them, whatever the session says of strings."""
    connection.ensure_connection()
    raw = connection.connection.pgconn
    for strings in ("on", "off"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('standard_conforming_strings', %s, true)", [strings])
            assert raw.exec_(together.setting(raw, "kerege.tried", text)).get_value(0, 0) == text.encode()
