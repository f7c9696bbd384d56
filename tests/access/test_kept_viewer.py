"""Who is kept as a transaction's viewer is who verifying anew would say: not forged, borrowed, or out of date."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from kerege.foundation import server, viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.rooms.directory import queries as parties
from tests import cast
from tests.access.test_kept_labels import LAW, told

KEPT = "SELECT coalesce(current_setting('kerege.seen', true), '')"
KEEP = "SELECT set_config('kerege.seen', %s, true)"
CHANGES = (
    "UPDATE directory_appointment SET until = '2020-01-02'",
    "UPDATE directory_appointment SET until = NULL",
    "UPDATE directory_appointment SET role = 'auditor' WHERE role = 'analyst'",
    "UPDATE directory_appointment SET role = 'analyst' WHERE role = 'auditor'",
    "UPDATE directory_party SET until = '2020-01-02'",
    "UPDATE directory_party SET until = NULL, level = 1 - level",
)
"""What a registrar may do between two statements of somebody else, or within his own transaction."""


@contextmanager
def connected(name: str) -> Iterator[Any]:
    """A connection of the administrator, whom no trigger binds: he may ask both functions."""
    with server.ensure_server(durable=False).administrator(name) as database:
        database.execute("SET session_replication_role = replica")
        yield database


class Looker:
    """One transaction after the other, in which somebody looks, changes, is changed, and puts back any word he kept."""

    def __init__(self, seed: int, own: Any, other: Any, viewers: list[Viewer]) -> None:
        """Nothing hoarded yet."""
        self.dice = random.Random(seed)
        self.own, self.other, self.viewers = own, other, viewers
        self.hoard: set[str] = set()

    def says(self, function: str) -> str:
        """Who the viewer is, or that there is none."""
        try:
            with self.own.transaction():
                return str(self.own.execute(f"SELECT {function}()::text").fetchone()[0])
        except psycopg.Error as problem:
            return str(problem.diag.message_primary)

    def looks(self) -> None:
        """Whatever is put back, the answer is that of verifying anew."""
        sound = self.says("fresh_viewer")
        views = "true" if sound.startswith("(") else sound
        assert (self.says("someone_views"), self.says("verified_viewer"), self.says("someone_views")) == (
            views,
            sound,
            views,
        )
        self.hoard.add(self.own.execute(KEPT).fetchone()[0])
        for text in self.dice.sample(sorted(self.hoard), min(4, len(self.hoard))):
            for word in (text, text[:64] + sound, "0" * 64 + sound, text[:-1] + ")", text[1:], text[:64]):
                self.own.execute(KEEP, [word])
                assert self.says("someone_views") == views
                assert self.says("verified_viewer") == sound
        self.own.execute(KEEP, [""])

    def turns(self) -> None:
        """Another's context, one that is bent, or none."""
        pid, mark = self.own.execute("SELECT pg_backend_pid(), transaction_timestamp()::text").fetchone()
        text = viewing.signed_context(self.dice.choice(self.viewers), pid, mark)
        bent = ("", text.replace("investigation", "analysis"), text[64:], "0" * 64 + text[64:])
        text = self.dice.choice((text,) * 8 + bent)
        self.own.execute("SELECT set_config(%s, %s, true)", [viewing.SETTING, text])

    def suffers(self) -> None:
        """Somebody else changes who he is, and commits."""
        self.other.execute(self.dice.choice(CHANGES))

    def writes(self) -> None:
        """He changes it himself; perhaps in a savepoint that is taken back."""
        with self.own.transaction(force_rollback=self.dice.random() < 0.7):
            self.own.execute("SET LOCAL lock_timeout = '1s'")
            self.own.execute(self.dice.choice(CHANGES))
            self.looks()


@pytest.mark.parametrize("seed", range(2))
def test_no_hoard_of_former_words_makes_anybody_another(own_clone: str, seed: int) -> None:
    viewers = [cast.viewer(name, Purpose.INVESTIGATION) for name in ("bolat", "hamid", "director", "admin")]
    viewers += [cast.viewer("bolat", Purpose.ANALYSIS), parties.system_viewer("operations")]
    with connected(own_clone) as own, connected(own_clone) as other:
        looker = Looker(seed, own, other, viewers)
        for turn in range(8):
            with own.transaction(force_rollback=True):
                looker.turns()
                for _act in range(8):
                    looker.dice.choice((looker.turns, looker.looks, looker.looks, looker.suffers))()
                    looker.looks()
                if turn % 2:
                    looker.writes()
        assert len(looker.hoard) > 8


def test_the_statements_of_a_reading_verify_their_viewer_once(own_clone: str) -> None:
    with viewing.viewing(cast.viewer("bolat")):
        told("SELECT (verified_viewer()).officer::text")
        first = told(KEPT)
        assert len(first) > 64
        told("SELECT (verified_viewer()).officer::text")
        assert told(KEPT) == first


@pytest.mark.django_db
def test_nobody_but_the_law_signs_or_verifies_anew() -> None:
    with viewing.viewing(cast.viewer("hamid")):
        for function in ("viewer_mark(text, text)", "fresh_viewer()"):
            for role in ("kerege_app", "kerege_search", "kerege_keeper", "kerege_owner"):
                assert not told("SELECT has_function_privilege(%s, %s, 'EXECUTE')", role, function)
            assert told("SELECT has_function_privilege(%s, %s, 'EXECUTE')", LAW, function)
