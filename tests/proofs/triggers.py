"""Proof by planting faults: triggers idle and without each condition of their functions, at the point of a call."""

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from kerege.foundation import chance, server
from tests import cast
from tests.access import ids, test_matrix, twins
from tests.proofs import attempts, bent_scenes, frozen_scenes, keeping, screening_scenes, seconding, taken_ids
from tests.proofs.calls import Shadow
from tests.proofs.catalogue import Catalogue, Mutant
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step
from tests.rooms.operations import scenes as deliveries
from tests.rooms.permissions import scenes as permissions
from tests.rooms.retention import scenes as retention

LISTED = Path(__file__).with_name("unnoticed.txt")
NOTICED = Path(__file__).with_name("noticed.txt")


def together() -> None:
    """A joint operation whose members come and go."""
    test_matrix.worked_together()


def delivered() -> None:
    """A delivery under way, over its first border."""
    delivery = deliveries.under_way()
    chance.advance(timedelta(days=1))
    deliveries.give("farrukh", delivery)
    deliveries.take("iskender", delivery)


def opened() -> None:
    """A hit whose content is opened for hours, by both sides' coordinators."""
    permissions.hits()
    permissions.opened()


def asked() -> None:
    """A request that is asked and answered, and a desk's address for notices."""
    test_matrix.asked()


def staged() -> None:
    """One thing of every kind that addresses name, and rows of somebody else's under the ids of these."""
    patch = pytest.MonkeyPatch()
    with tempfile.TemporaryDirectory() as folder:
        try:
            ids.staged(Path(folder), patch)
            taken_ids.tried()
        finally:
            patch.undo()


def matrix() -> None:
    """Rows of the matrix: reports in every state, releases, checks, hits."""
    test_matrix.stage(f"rooms-{chance.salt(4).hex()}")


def erased() -> None:
    """A record that was released, and erased."""
    report = retention.kept()
    retention.released(report)
    retention.erase(report)


SCENES: Final[tuple[Callable[[], None], ...]] = (
    *keeping.SCENES,
    *attempts.SCENES,
    *seconding.SCENES,
    *screening_scenes.SCENES,
    *bent_scenes.SCENES,
    *frozen_scenes.SCENES,
    *(together, asked, delivered, opened, erased, staged, matrix),
)


def listed() -> set[str]:
    """Mutants that no scene notices; behind each stands the reason."""
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return {line.partition("  # ")[0] for line in lines if not line.startswith("#")}


def noticed_by() -> dict[str, list[str]]:
    """Which scene notices which mutants first, as a whole run found."""
    made: dict[str, list[str]] = {}
    for line in NOTICED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            scene, _, said = line.partition(" | ")
            made.setdefault(scene, []).append(said)
    return made


def trigger_mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each trigger idle, and each condition of its function taken out, tried wherever a scene reaches it.

    A sample is of the mutants that one scene notices, and only that scene is played.
    """
    with fresh_database("triggers") as name, server.ensure_server(durable=False).administrator(name) as database:
        catalogue = Catalogue.of(database)
        with chance.seeded("triggers", twins.NOON):
            officers = [cast.viewer(each) for each in cast.OFFICERS]
    planted, scenes = list(catalogue.of_triggers()), SCENES
    if cases < len(planted):
        dice, known = random.Random(seed), noticed_by()
        chosen = dice.choice(sorted(scene for scene, many in known.items() if len(many) >= cases) or sorted(known))
        drawn = dice.sample(known[chosen], min(cases, len(known[chosen])))
        planted = [each for each in planted if each.said in drawn]
        scenes = tuple(scene for scene in SCENES if scene.__name__ == chosen)
    shadow, told = Shadow(catalogue, officers, list(planted)), set[Mutant]()
    for scene in scenes:
        played(shadow, scene)
        yield from judged([each for each in planted if each in shadow.noticed and each not in told], shadow, seed)
        told |= shadow.noticed.keys()
    yield from judged([each for each in planted if each not in told], shadow, seed)


def played(shadow: Shadow, scene: Callable[[], None]) -> None:
    """A scene in a database of its own, unless nothing is pending."""
    if shadow.pending:
        shadow.begin_anew()
        with fresh_database("triggers"), shadow.standing(), chance.seeded(f"triggers-{scene.__name__}", twins.NOON):
            scene()


def judged(planted: list[Mutant], shadow: Shadow, seed: str) -> Iterator[Step]:
    """A case for each mutant that is a function; what nothing notices fails unless it is listed."""
    known = listed()
    for each in planted:
        if each not in shadow.broken:
            missed = "" if each in shadow.noticed or each.said in known else f"nothing notices that {each.said}"
            told = each.said if each not in shadow.noticed and each.said in known else ""
            yield Step(1, frozenset({each.said}), missed, seed, unnoticed=told)
