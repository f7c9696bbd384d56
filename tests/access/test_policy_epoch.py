"""What was read before a withdrawal is not served after it: the policy's epoch, compared when a leaf is committed."""

import io
import random
import threading
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.test import Client

from kerege.cli.main import main
from kerege.foundation import anew, viewing
from kerege.foundation.viewing import PolicyChangedError
from kerege.kernel.law import Purpose
from kerege.rooms.access import queries as access
from kerege.rooms.access.actions import raise_epoch
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, leaves
from kerege.rooms.journal.models import Leaf
from kerege.rooms.records import actions
from kerege.rooms.records import queries as reports
from kerege.web.shell import visit
from tests import cast
from tests.rooms.records import desk
from tests.web.conftest import BACKEND

NAME, PHONE = "Сабиров", "+7 701 000 11 22"
READER = "farrukh"
Change = Callable[[], None]


class Scene:
    """A report of Almaty whose names Dushanbe reads by one release, and the ways to read and to close it."""

    def __init__(self) -> None:
        """Report and release."""
        cache.clear()
        self.saved = desk.report("aigerim")
        self.release = desk.release("aigerim", self.saved, "TJ")
        self.version = 1
        account = queries.account_id(READER)
        hat = queries.hats_of(account)[0]
        purpose = Purpose.INVESTIGATION
        self.token, _ = directory.make_token(account=account, hat=hat.id, name="t", purpose=purpose, reason="EXERCISE")
        self.client = Client()
        self.client.force_login(get_user_model().objects.get(username=READER), backend=BACKEND)
        cast.confirm(self.client)
        session = self.client.session
        visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), purpose, "EX-1", ""))
        session.save()

    def page(self) -> str:
        """The page of the record."""
        return self.client.get(f"/records/{self.saved.report}/").content.decode()

    def operation(self) -> str:
        """The operation of the API."""
        signed = {"Authorization": f"Bearer {self.token}"}
        return Client().get(f"/api/reports/{self.saved.report}", headers=signed).content.decode()

    def command(self) -> str:
        """The command of the terminal."""
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as said:
            patch.setenv("KEREGE_TOKEN", self.token)
            main(["record", self.saved.number, "--purpose", "investigation", "--case", "EX-1", "--json"])
        return said.getvalue()

    def export(self) -> str:
        """The file of a list."""
        return self.client.get("/records/export.csv").content.decode()

    def check(self) -> str:
        """The page of a check, whose leaf is written by the search in a transaction of its own."""
        return self.client.post("/check/", {"step": "check", "text": PHONE}).content.decode()

    def withdraw(self) -> None:
        """The owner withdraws the release."""
        viewer = cast.viewer("aigerim")
        with viewing.viewing(viewer):
            actions.withdraw_release(actor=viewer, release_id=self.release)

    def suspend(self) -> None:
        """The owner's party closes all to the reader's."""
        viewer, towards = cast.viewer("kz_coordinator"), cast.viewer(READER).party
        with viewing.viewing(viewer):
            directory.suspend_all(actor=viewer, towards=towards, reason="EXERCISE")

    def correct(self) -> None:
        """The owner corrects the report: not to the reader's party."""
        self.corrected(not_to_parties=["TJ"])

    def corrected(self, **terms: object) -> None:
        """A correction of the newest version."""
        desk.correct("aigerim", self.saved, desk.raw(**terms), expected=self.version)
        self.version += 1

    def open_again(self, change: str) -> None:
        """Undo a change."""
        if change == "withdraw":
            self.release = desk.release("aigerim", self.saved, "TJ")
            return
        if change == "correct":
            self.corrected()
            return
        viewer = cast.viewer("kz_coordinator")
        with viewing.viewing(viewer):
            for each in queries.suspensions():
                if each.by_party == viewer.party and each.lifted_at is None:
                    directory.lift_suspension(actor=viewer, suspension=each.id)


@pytest.fixture
def scene(own_clone: str) -> Scene:
    """The scene in a database of this test alone."""
    return Scene()


def elsewhere(change: Change) -> None:
    """Do something on another connection, wholly, before going on."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            change()
        except BaseException as problem:  # noqa: BLE001 - said by the thread that waits
            failed.append(problem)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


class Between:
    """Does something elsewhere once or at each leaf: after the content was read and before its leaf is committed."""

    def __init__(self, change: Change, patch: pytest.MonkeyPatch, *, last: bool, times: int = 1) -> None:
        """`last`: as the very last of the transaction, when its leaf is already written."""
        self.change, self.last, self.left, self.true = change, last, times, leaves.new_leaf
        self.officer = cast.viewer(READER).officer
        for module in (leaves, journal):
            patch.setattr(module, "new_leaf", self.new_leaf)

    def new_leaf(self, viewer: Any, *given: Any) -> Leaf:
        """The leaf, after or before the change."""
        if viewer.officer == self.officer and self.left:
            self.left -= 1
            if self.last:
                viewing.before_end("race", lambda: elsewhere(self.change))
            else:
                elsewhere(self.change)
        return self.true(viewer, *given)


SHOWN = {"page": NAME, "operation": NAME, "command": NAME, "export": "{number}", "check": "kz-almaty"}
"""What each face shows while all is open."""
WAYS = [
    *((face, "suspend") for face in SHOWN),
    *((face, "correct") for face in ("page", "check")),
    *((face, "withdraw") for face in ("page", "operation", "command")),
]
"""A release of names alone is withdrawn: lists and checks know nothing of it."""


@pytest.mark.parametrize("last", [False, True])
def test_what_was_closed_before_the_leaf_is_not_served(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, last: bool
) -> None:
    """Every face, every way of closing: read openly before, closed between reading and leaf, answered anew."""
    for face, change in WAYS:
        if last and face == "check":
            continue  # its leaf is committed before the page's own transaction ends
        read, shown = getattr(scene, face), SHOWN[face].format(number=scene.saved.number)
        assert shown in read(), f"{face} shows it before {change}"
        with monkeypatch.context() as patch:
            race = Between(getattr(scene, change), patch, last=last)
            told = read()
        assert race.left == 0, f"{face} wrote no leaf"
        assert shown not in told, f"{face} served it after {change}"
        assert told, f"{face} answered nothing"
        scene.open_again(change)


def test_a_reading_that_is_overtaken_again_and_again_comes_to_an_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last time changes wait for it: what is told is what held all the while."""
    waited: list[bool] = []

    def hasty() -> None:
        try:
            with viewing.viewing(cast.viewer("kz_coordinator")), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
                raise_epoch()
            waited.append(False)
        except OperationalError:
            waited.append(True)

    race = Between(hasty, monkeypatch, last=False, times=anew.TIMES + 2)
    assert NAME in scene.page()
    assert waited == [False] * (anew.TIMES - 1) + [True]
    assert race.left == 2


def test_a_change_waits_for_a_leaf_that_is_being_committed(scene: Scene) -> None:
    """Between the comparison and the commit of the leaf no withdrawal is committed."""
    with viewing.viewing(cast.viewer(READER, Purpose.INVESTIGATION)), connection.cursor() as cursor:
        journal.write_leaf(LeafKind.CONSULT, "EXERCISE", {})
        cursor.execute("SET CONSTRAINTS journal_leaf_policy IMMEDIATE")

        def hasty() -> None:
            viewer = cast.viewer("aigerim")
            with viewing.viewing(viewer), connection.cursor() as other:
                other.execute("SET LOCAL lock_timeout = '100ms'")
                actions.withdraw_release(actor=viewer, release_id=scene.release)

        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere(hasty)
    elsewhere(scene.withdraw)


def test_any_order_of_reading_and_closing_serves_nothing_late(scene: Scene) -> None:
    """Readers and a withdrawal at once, at random: no leaf of a reading with names stands behind the withdrawal."""
    dice = random.Random("EXERCISE epoch")
    for _ in range(6):
        pause, begun = dice.uniform(0, 0.03), threading.Event()
        told: list[tuple[bool, int]] = []

        def reading(begun: threading.Event = begun, told: list[tuple[bool, int]] = told) -> None:
            viewer = cast.viewer(READER, Purpose.INVESTIGATION)
            begun.set()
            for _ in range(12):
                entry = anew.within_one_policy(
                    viewer, lambda: reports.report(viewer=viewer, report_id=scene.saved.report)
                )
                told.append((entry.nominal is not None, access.epoch()))

        def alone(read: Change = reading) -> None:
            try:
                read()
            finally:
                connections.close_all()

        before = access.epoch()
        thread = threading.Thread(target=alone)
        thread.start()
        begun.wait()
        begun.wait(pause)
        scene.withdraw()
        closed = len(told)
        thread.join()
        assert len(told) == 12, "a reader failed"
        assert not any(names for names, _ in told[closed + 1 :]), "names were served after the withdrawal was committed"
        assert access.epoch() == before + 1
        scene.open_again("withdraw")


def test_the_epoch_is_raised_by_the_law_alone(own_clone: str) -> None:
    """Nobody sets it, forwards or back; a change raises it by one, once a transaction; what is undone does not."""
    before = access.epoch()
    with viewing.viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        for statement in (
            "UPDATE access_epoch SET number = number + 1",
            "UPDATE access_epoch SET number = 0",
            "DELETE FROM access_epoch",
            "INSERT INTO access_epoch VALUES (2, 0)",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("SELECT raise_epoch()")
    assert access.epoch() == before, "nothing was changed"
    with viewing.viewing(cast.viewer("aigerim")), suppress(ZeroDivisionError), transaction.atomic():
        raise_epoch()
        raise ZeroDivisionError
    assert access.epoch() == before, "what was taken back raises nothing"
    with viewing.viewing(cast.viewer("aigerim")):
        raise_epoch()
        with viewing.viewing(cast.viewer("kz_coordinator")):
            raise_epoch()
        journal.write_leaf(LeafKind.DISCLOSE, "EXERCISE", {})
    assert access.epoch() == before + 1
    with pytest.raises(DatabaseError, match="no viewer"), connection.cursor() as cursor:
        cursor.execute("SELECT raise_epoch()")


def test_a_context_within_a_context_keeps_the_epoch_that_was_read_under(scene: Scene) -> None:
    """What the outer one read is not excused by an inner one that was opened after the change, or put back after it."""
    outer = cast.viewer(READER, Purpose.INVESTIGATION)

    def inside() -> None:
        with viewing.viewing(cast.viewer("tj_analyst")):
            journal.write_leaf(LeafKind.CONSULT, "EXERCISE", {})

    def after() -> None:
        with viewing.viewing(cast.viewer("tj_analyst")):
            pass
        journal.write_leaf(LeafKind.CONSULT, "EXERCISE", {})

    def served_nothing() -> None:
        journal.write_leaf(LeafKind.COLLECT, "intake.keep_batch", {})

    def overtaken(act: Change) -> None:
        with viewing.viewing(outer):
            elsewhere(scene.suspend)
            act()
        scene.open_again("suspend")

    for act in (inside, after):
        with pytest.raises(PolicyChangedError):
            overtaken(act)
        scene.open_again("suspend")
    overtaken(served_nothing)
