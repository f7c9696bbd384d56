"""Acts that overlap: whatever two officers do to one report at the same moment, its rows bear the labels it has now."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connections

from kerege.foundation import chance
from kerege.foundation.viewing import PolicyChangedError, viewing
from kerege.rooms.records import actions, models
from kerege.rooms.records.actions import relabelling, releasing
from kerege.rooms.records.policy import labels, standing
from tests import cast
from tests.rooms.records import desk

WAIT = 0.25
"""Seconds in which the second officer goes as far as he can."""


class Scene:
    """A report of Almaty whose names Dushanbe and Tashkent read by one release each."""

    def __init__(self) -> None:
        """Report and release twice."""
        self.saved = desk.report("aigerim")
        self.releases = [desk.release("aigerim", self.saved, code) for code in ("TJ", "UZ")]

    def withdraw(self) -> None:
        """Take the release to Tashkent back."""
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            actions.withdraw_release(actor=viewer, release_id=self.releases[1])

    def correct(self) -> None:
        """Correct: not to Dushanbe's party."""
        desk.correct("aigerim", self.saved, desk.raw(not_to_parties=["TJ"]))

    def open_more(self) -> None:
        """Release the names to a third party."""
        desk.release("aigerim", self.saved, "KG")

    def review(self) -> None:
        """Let the names close sooner."""
        viewer = cast.viewer("aigerim")
        with viewing(viewer):
            actions.set_review(actor=viewer, report_id=self.saved.report, day=chance.today() + timedelta(days=1))

    def labels_are_those_that_hold(self) -> bool:
        """Whether every row bears the label that its report, its newest version and its releases give now."""
        with viewing(cast.viewer("aigerim")):
            held = models.Report.objects.get(id=self.saved.report)
            wanted = labels.interned(standing.kept(held).labels)
            return held.label == wanted.facts and self.on(models.Nominal, models.Subject) == {wanted.nominal}

    def on(self, *tables: type[models.PartRow]) -> set[int]:
        """The labels on the rows of some tables."""
        found = (table.objects.filter(report=self.saved.report).values_list("label", flat=True) for table in tables)
        return {label for rows in found for label in rows}


class Paused:
    """The first who is about to write labels waits there until the second can go no further."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Stand before the writing of labels."""
        self.there, self.go_on, self.first, self.write = threading.Event(), threading.Event(), True, relabelling.rewrite
        for module in (relabelling, releasing):
            patch.setattr(module, "rewrite", self.rewrite)

    def rewrite(self, *given: object) -> None:
        """Wait, if this is the first; then write."""
        if self.first:
            self.first = False
            self.there.set()
            self.go_on.wait(10)
        self.write(*given)  # type: ignore[arg-type]  # what the caller gave


def begun(act: Callable[[], None]) -> threading.Thread:
    """An act on connections of its own; who is told that something changed meanwhile does it anew."""

    def run() -> None:
        try:
            with suppress(PolicyChangedError):
                act()
                return
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


ACTS = ("withdraw", "correct", "open_more", "review")
PAIRS = [(first, second) for first in ACTS for second in ACTS if first != second and "correct" in {first, second}]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_acts_at_once_leave_the_labels_that_hold(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, first: str, second: str
) -> None:
    scene = Scene()
    with monkeypatch.context() as patch:
        paused = Paused(patch)
        one = begun(getattr(scene, first))
        assert paused.there.wait(20), f"{first} writes no labels"
        other = begun(getattr(scene, second))
        other.join(WAIT)
        paused.go_on.set()
        one.join()
        other.join()
    assert scene.labels_are_those_that_hold()
    acts = {first, second}
    assert desk.sees_names("farrukh", scene.saved) is ("correct" not in acts), "a report that says: not to this party"
    assert desk.sees_names("hamid", scene.saved) is ("withdraw" not in acts)
    assert desk.sees_names("iskender", scene.saved) is ("open_more" in acts)
