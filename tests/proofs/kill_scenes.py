"""Acts that are killed in the proof of kills: an import, checks before and after a report, a request answered."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck import jobs as checking
from kerege.rooms.intake import actions as intake
from kerege.rooms.intake import queries as intake_queries
from kerege.rooms.intake.actions import importing
from kerege.rooms.intake.models import Import
from kerege.rooms.requests import actions as requests
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries import Outcome
from tests import cast
from tests.rooms.crosscheck import scenes as checks
from tests.rooms.intake.test_importing import IDS_HEADING
from tests.rooms.requests import scenes as asking

ROWS, BATCH = 30, 8
_place: list[Path] = []


@dataclass(frozen=True, slots=True)
class Scene:
    """An act, what is there before it, and what brings it to its end after a kill."""

    name: str
    prepare: Callable[[str], Any]
    """Something of its own for each case, committed."""
    act: Callable[[Any], object]
    go_on: Callable[[Any], object]
    may_be_undone: bool
    """Whether nothing of it may be left, where nobody was told that it is kept."""


def begin(folder: Path) -> None:
    """Where files lie; batches are small, so that a kill falls between them."""
    _place[:] = [folder]
    importing.BATCH = BATCH


def number(seed: str) -> int:
    """A number of nine digits of a case."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % 10**9


def phone(seed: str) -> str:
    """A telephone of a case."""
    return f"+992 {number(seed):09d}"


def a_file(seed: str) -> Path:
    """Rows that no other case has: some twice, some without an amount."""
    lines = [IDS_HEADING]
    for at in range(ROWS):
        place = f"Almaty {number(seed)}" if at % 10 == 9 else "Almaty"
        amount = "" if at % 10 == 9 else f"{number(seed)}.{at - 1 if at % 7 == 3 else at}"
        lines.append(f"Asia;;Kazakhstan;;{place};2014-05-01;Heroin;{amount};Kilogram;;;;;;;")
    path = _place[0] / f"{number(seed)}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def imported(path: Path) -> None:
    """The file is imported, or its import goes on; one that is done is let be."""
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        if Import.objects.filter(owner=viewer.desk, file_name=path.name, state=importing.DONE).exists():
            return
    intake.import_file(actor=viewer, path=path, plan=intake_queries.plan_of)


def a_suspect(seed: str) -> str:
    """Somebody is reported and offered; his telephone."""
    checks.report("aigerim", checks.person(f"EXERCISE {number(seed)}", phone=phone(seed)))
    checking.run_waiting()
    return phone(seed)


def reported_too(telephone: str) -> None:
    """Another state reports the same telephone: what was reported is checked after its commit."""
    checks.report("farrukh", checks.person(checks.RAHIMOV, phone=telephone))


def answered(thread: Any) -> None:
    """The request is sent and answered, as far as it is not yet."""
    with viewing(asking.viewer("bolat")):
        held = Copy.objects.get(thread=thread, owner=cast.viewer("bolat").desk)
    if held.state == "draft":
        asking.do("bolat", requests.send, thread=thread)
    if not held.outcome:
        asking.answered(thread, Outcome.FULL, text="EXERCISE: it belongs to nobody")


SCENES = (
    Scene("import", a_file, imported, imported, may_be_undone=False),
    Scene("check", a_suspect, lambda telephone: checks.ask("hamid", telephone), lambda _: None, may_be_undone=True),
    Scene("check after a report", a_suspect, reported_too, lambda _: checking.run_waiting(), may_be_undone=True),
    Scene(
        "exchange",
        lambda _: asking.drafted("bolat")[0],
        answered,
        answered,
        may_be_undone=False,
    ),
)
