"""Planted strings: after an erasure none stands in a table, file, backup or raw byte; what hides in free space."""

import pytest
from pytest_django import DjangoDbBlocker

from kerege.foundation import server
from tests.proofs import erase
from tests.proofs.proof import carry_out
from tests.proofs.registry import PROOFS
from tests.rooms.retention import scenes

STRINGS = 100


def test_nothing_planted_is_found_after_erasure(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The proof `erase` at a small size: `kerege prove erase --full` plants ten thousand."""
    with django_db_blocker.unblock():
        made = carry_out(PROOFS["erase"], cases=STRINGS, seed="small")
    assert made.failures == []
    assert made.cases > STRINGS
    assert len(made.cells) == erase.CELLS


def test_an_ordinary_vacuum_leaves_bytes_behind_and_a_rewrite_does_not(own_clone: str) -> None:
    """Why there is `kerege free-erased`: the search finds what lies in free space of pages."""
    from kerege.rooms.retention import actions

    with scenes.clock():
        report = erase.planted(1)
        erase.gone(report)
        with server.ensure_server(durable=False).administrator(own_clone) as held:
            held.execute("VACUUM")
        assert erase.in_tables(own_clone) == set()
        left = erase.in_bytes(own_clone)
        freed = actions.free_erased(database=own_clone)
    assert left, "PostgreSQL changed: the search for bytes finds nothing in free space"
    assert erase.in_bytes(own_clone) == set()
    assert freed.busy == ()
    assert freed.tables > 20


def test_a_table_in_use_is_left_and_named(own_clone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kerege.rooms.retention import actions
    from kerege.rooms.retention.actions import freeing

    monkeypatch.setattr(freeing, "PATIENCE", "50ms")
    with server.ensure_server(durable=False).administrator(own_clone) as held, held.transaction():
        held.execute("SELECT FROM records_subject")
        assert actions.free_erased(database=own_clone).busy == ("records_subject",)
