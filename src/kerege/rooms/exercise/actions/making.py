"""Making an exercise from a plan: found, load, check, compare with what was planted, and keep the result."""

import json
import os
from datetime import UTC, date, datetime
from datetime import time as clock
from time import monotonic

from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.directory import queries as directory
from kerege.rooms.exercise import queries
from kerege.rooms.exercise.actions import asking, comparing, deconflicting, delivering, founding, joining, loading
from kerege.rooms.exercise.actions.loading import Node, Progress
from kerege.rooms.exercise.queries import RESULT, STANDING, TRUTH
from kerege.rooms.exercise.rules import crossings
from kerege.rooms.exercise.rules.learning import is_told
from kerege.rooms.exercise.rules.plan import Plan
from kerege.rooms.exercise.rules.planting import Crossing

FOUNDED, LOADED, DONE = "founded", "loaded", "done"


class UnableToMakeError(ValueError):
    """This node holds something else already; the text says what, and what to do."""


def make(plan: Plan, *, progress: Progress) -> dict[str, object]:
    """Make the exercise, or go on with the same one where it stopped; the result as it is kept.

    Raises UnableToMakeError on a node that holds another exercise or real parties.
    """
    held = queries.standing()
    if held is None and directory.is_founded():
        raise UnableToMakeError(
            _(
                "this node already has parties that are not an exercise: "
                "set KEREGE_HOME to an empty folder and try again"
            )
        )
    if held is not None and held.plan != plan:
        has = ", ".join(f"{name} {value}" for name, value in held.plan.wire().items())
        raise UnableToMakeError(
            _(
                "another exercise stands on this node (%(has)s): run it with the same options, or set KEREGE_HOME to "
                "an empty folder"
            )
            % {"has": has}
        )
    if held is not None and held.state == DONE and (result := queries.kept(RESULT)) is not None:
        return result
    return make_now(plan, held.hats if held is not None else None, progress)


def make_now(plan: Plan, hats: dict[str, str] | None, progress: Progress) -> dict[str, object]:
    """Found, load with the checks of each span, compare; each step is kept before the next."""
    begun = monotonic()
    seconds: dict[str, float] = {}
    if hats is None:
        progress(0, 0, "parties, agencies, desks, officers")
        hats = founding.found(plan)
        keep(STANDING, {"plan": plan.wire(), "state": FOUNDED, "hats": hats})
    seconds["founding"] = monotonic() - begun
    exercise = Node(plan, hats)
    planted = crossings.crossings(plan)
    checking = Checking(plan, progress)
    loaded = loading.load(exercise, planted, progress=progress, after_batch=checking.after_batch)
    seconds["checking"] = checking.seconds
    seconds["loading"] = monotonic() - begun - seconds["founding"] - checking.seconds
    sides = loading.remembered()
    keep(TRUTH, truth(plan, planted, sides))
    keep(STANDING, {"plan": plan.wire(), "state": LOADED, "hats": hats})
    inboxes = comparing.open_inboxes(exercise, progress)
    met = deconflicting.play(exercise, progress)
    asked = asking.play(exercise, progress)
    delivered = delivering.play(exercise, progress)
    joined = joining.play(exercise, progress)
    seconds["whole"] = monotonic() - begun
    result: dict[str, object] = {
        "plan": plan.wire(),
        "reports": loaded.reports + loaded.already,
        "checked": checking.checked,
        "offered_later": loaded.offered,
        "seconds": {step: round(spent, 1) for step, spent in seconds.items()},
        **comparing.compare(planted, sides, inboxes),
        "deconfliction": met,
        "requests": asked,
        "deliveries": delivered,
        "operation": joined,
    }
    keep(RESULT, result)
    keep(STANDING, {"plan": plan.wire(), "state": DONE, "hats": hats})
    return result


class Checking:
    """The cross-check after each span, on the evening of its day; counts and times itself."""

    def __init__(self, plan: Plan, progress: Progress) -> None:
        """Begin with nothing checked."""
        self.plan = plan
        self.progress = progress
        self.checked = 0
        self.seconds = 0.0

    def after_batch(self, day: date) -> None:
        """Check what waits."""
        begun = monotonic()
        at = datetime.combine(day, clock(18), tzinfo=UTC)
        with chance.seeded(f"exercise|{self.plan.seed}|check|{day.isoformat()}", at):
            while taken := crosscheck.check_waiting():
                self.checked += taken
                self.progress(self.checked, 0, f"{day.isoformat()} reports checked")
        self.seconds += monotonic() - begun


def keep(name: str, document: dict[str, object]) -> None:
    """Keep one of the exercise's files, whole or not at all."""
    path = queries.folder() / name
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(draft, path)


def truth(plan: Plan, planted: list[Crossing], sides: dict[str, str]) -> dict[str, object]:
    """The file of what was planted: every crossing and decoy with its sides and who is to learn of whom."""
    return {"plan": plan.wire(), "crossings": [wire(crossing, sides) for crossing in planted]}


def wire(crossing: Crossing, sides: dict[str, str]) -> dict[str, object]:
    """One crossing as the file holds it."""
    return {
        "key": crossing.key,
        "family": crossing.family,
        "same": crossing.same,
        "sides": [
            {
                "report": sides.get(side.key),
                "desk": side.desk,
                "day": side.day.isoformat(),
                "subjects": side.raw["subjects"],
            }
            for side in crossing.sides
        ],
        "learns": [
            {"reader": reader.desk, "of": held.desk, "finds": is_told(reader, held) if crossing.same else "none"}
            for reader in crossing.sides
            for held in crossing.sides
            if reader is not held
        ],
    }
