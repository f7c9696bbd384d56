"""Proofs over whole nodes: twin worlds answer byte for byte the same; a real id and a guessed one do too."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kerege.foundation import chance
from tests.access import ids, test_id_sweep, twins
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step, seeds, tried


def channel(address: str) -> str:
    """What kind of channel an answer came by: its address without ids and questions."""
    return "/".join("id" if len(part) == 36 else part for part in address.partition("?")[0].split("/")) or "/"


def twin_worlds(cases: int, seed: str) -> Iterator[Step]:
    """Pairs of nodes that differ in what the viewer may not see; one case is one pair."""
    for done, each in enumerate(seeds(seed), start=1):
        name = random.Random(each).choice(twins.VIEWERS)
        cells: set[str] = set()
        yield tried(
            lambda each=each, name=name, cells=cells: pair(each, name, cells),  # type: ignore[misc]
            each,
            lambda cells=cells: frozenset(cells),  # type: ignore[misc]
        )
        if done >= cases:
            return


def pair(seed: str, name: str, cells: set[str]) -> int:
    """One pair of worlds for one viewer."""
    said = []
    share = random.Random(f"share|{seed}").randrange(twins.SHARES)
    for with_hidden in (False, True):
        with fresh_database("twins"):
            said.append(twins.play(seed, name, with_hidden=with_hidden, share=share, shares=twins.SHARES))
    assert said[0].keys() == said[1].keys(), f"seed {seed}: other addresses"
    for address, one in said[0].items():
        assert one == said[1][address], f"seed {seed}, viewer {name}: {address} tells that something is hidden"
        cells.update(f"{hidden.__name__} × {channel(address)} × {name}" for hidden in twins.hidden_of(seed))
    return 1


def staged(name: str, folder: Path, patch: pytest.MonkeyPatch) -> ids.Stage:
    """One thing of every kind, for one stranger."""
    with chance.seeded(f"stage-{name}", twins.NOON):
        return ids.staged(folder, patch)


def id_sweep(cases: int, seed: str) -> Iterator[Step]:
    """Every address with an id × every stranger; always all of them."""
    for name in test_id_sweep.STRANGERS:
        patch = pytest.MonkeyPatch()
        with tempfile.TemporaryDirectory() as folder, fresh_database("ids"):
            cells: set[str] = set()
            try:
                yield tried(
                    lambda name=name, folder=folder, cells=cells, patch=patch: (  # type: ignore[misc]
                        test_id_sweep.told_apart(name, staged(name, Path(folder), patch), cells)
                    ),
                    name,
                    lambda cells=cells: frozenset(cells),  # type: ignore[misc]
                )
            finally:
                patch.undo()
