"""Killed at any point of taking a file in or removing it: bytes and row stand together, or neither is left."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part
from kerege.rooms.files import actions as files
from kerege.rooms.files.models import Attachment
from kerege.rooms.records import actions
from kerege.rooms.retention import actions as retention
from tests import cast
from tests.rooms.files import pictures
from tests.rooms.records import desk

POINTS = ["begin", "write_bytes", "log", "certain", "destroy_bytes"]
"""Functions before and after which the process is killed; the last two after the commit."""


@pytest.fixture(autouse=True)
def shelf(own_clone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test alone for the bytes."""
    monkeypatch.setattr("kerege.rooms.files.queries.path_of", lambda name: tmp_path / "files" / name[:2] / name)
    return tmp_path


def killed(act: Callable[[], object], point: str, *, after: bool) -> bool:
    """Another process takes an act and is killed by signal 9 at a point; False where the act never came there."""
    connections.close_all()
    child = os.fork()
    if not child:
        real = getattr(files, point)

        def die(*given: object, **more: object) -> None:
            if after:
                real(*given, **more)
            os.kill(os.getpid(), signal.SIGKILL)

        try:
            setattr(files, point, die)
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def attach(report: UUID) -> UUID:
    """Somebody attaches a picture."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        return actions.attach(actor=viewer, report_id=report, part=Part.NOMINAL, name="a.jpg", content=pictures.jpeg())


def remove(report: UUID, attachment: UUID) -> None:
    """Its owner removes it."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.detach(actor=viewer, report_id=report, attachment=attachment)


def on_disk(shelf: Path) -> set[str]:
    """Every file beneath the node's shelf, marks too."""
    return {path.name for path in shelf.rglob("*") if path.is_file()}


def in_rows() -> set[str]:
    """What the rows say is there."""
    with viewing(cast.viewer("aigerim")):
        return {row.stored_name for row in Attachment.objects.filter(removed_at__isnull=True)}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("point", POINTS)
def test_no_kill_leaves_bytes_without_a_row_or_a_row_without_bytes(point: str, after: bool, shelf: Path) -> None:
    report = desk.report("aigerim").report
    kept = attach(report)
    gone = attach(report)
    came = [
        killed(lambda: attach(report), point, after=after),
        killed(lambda: remove(report, gone), point, after=after),
    ]
    assert any(came)
    retention.settle_cut_off()  # an act that was begun a moment ago may go on
    retention.settle_cut_off(patience=0)
    assert on_disk(shelf) == in_rows()
    with viewing(cast.viewer("aigerim")):
        assert Attachment.objects.get(id=kept).stored_name in on_disk(shelf)
    remove(report, kept)
    assert on_disk(shelf) == in_rows()


def test_what_an_act_going_on_holds_is_left_alone(shelf: Path) -> None:
    report = desk.report("aigerim").report
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.attach(actor=viewer, report_id=report, part=Part.NOMINAL, name="a.jpg", content=pictures.jpeg())
        before = on_disk(shelf)
        assert len(before) == 1  # bytes and mark bear one name
        assert len([path for path in shelf.rglob("*") if path.is_file()]) == 2
    retention.settle_cut_off()
    assert on_disk(shelf) == in_rows() == before
