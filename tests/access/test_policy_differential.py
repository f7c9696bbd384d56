"""Proof: `decide` = `held_labels()` in SQL = the row policies = a naive oracle, over random worlds."""

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kerege.foundation import chance, server
from kerege.kernel.law import Act, Label, Outcome, PartyClass, Purpose, Role, Target, Viewer, decide, finding_mode
from kerege.kernel.law.decision import readable
from kerege.kernel.law.viewer import NOBODY
from tests.access import stage, worlds
from tests.access.oracle import Oracle

if TYPE_CHECKING:
    import psycopg

CASES = int(os.environ.get("KEREGE_CASES", "20000"))
SEED = os.environ.get("KEREGE_SEED", "ci")
REASONS = (*["EXERCISE"] * 5, "", " \t")
"""What makes a purpose plausible; now and then nothing does."""
NOON = datetime(worlds.DAY.year, worlds.DAY.month, worlds.DAY.day, 12, tzinfo=UTC)


def compare_world(
    seed: str,
    database: "psycopg.Connection[Any]",
    seen_pair: Callable[[Viewer, Label], None] = lambda viewer, label: None,
    *,
    labels: int = 40,
) -> int:
    """Compare the four forms of the law in one world; returns how many (viewer, label or findability) pairs.

    A world of many labels costs its round trips once. `seen_pair` is told every pair of a viewer and a label that was
    compared.
    """
    world = worlds.build(seed, labels=labels)
    identities, findings = stage.put(world, database)
    purposes = random.Random(seed)
    pairs = 0
    with chance.seeded(seed, NOON):
        for hat in world.hats:
            purpose, reason = purposes.choice(list(Purpose)), purposes.choice(REASONS)
            seen = stage.viewer(hat, world, purpose, reason)
            oracle = Oracle(world, hat, purpose.value, reason)
            if seen is None:
                assert not oracle.in_office, f"seed {seed}: no viewer for a hat in office"
                nothing = stage.held(out_of_office(world, hat, purpose))
                assert nothing == (set(), set(), {}), f"seed {seed}: SQL opens to a hat out of office"
                continue
            in_sql, in_rows, modes = stage.held(seen)
            for label, identity in zip(world.labels, identities, strict=True):
                said = (oracle.may_read(label), readable(seen, label), identity in in_sql, identity in in_rows)
                assert len(set(said)) == 1, f"seed {seed}: oracle, decide, SQL, RLS say {said} of {label} for {seen}"
                target = Target(label=label, owner_desk=NOBODY, owner_agency=NOBODY)
                decided = decide(seen, Act.READ, target).outcome is Outcome.ALLOW
                assert decided is said[0], f"seed {seed}: decide(READ) differs from the law of reading"
                seen_pair(seen, label)
                pairs += 1
            for found, identity in zip(world.findings, findings, strict=True):
                said_modes = (oracle.learns(found), int(finding_mode(seen, found)), modes.get(identity, 0))
                assert len(set(said_modes)) == 1, f"seed {seed}: oracle, Python, SQL say {said_modes} of {found}"
                pairs += 1
    return pairs


def out_of_office(world: worlds.World, hat: UUID, purpose: Purpose) -> Viewer:
    """The viewer that a node would sign for a hat which the directory lets nobody wear today."""
    about = world.hats[hat]
    return Viewer(
        officer=UUID(str(about["officer"])),
        hat=hat,
        desk=NOBODY,
        agency=NOBODY,
        party=NOBODY,
        party_class=PartyClass.MEMBER,
        role=Role(str(about["role"])),
        purpose=purpose,
        reason="EXERCISE",
        day=worlds.DAY,
    )


def test_four_forms_of_the_law_agree_over_random_worlds(own_clone: str) -> None:
    """Every failure names the seed that replays it: KEREGE_SEED, KEREGE_CASES."""
    running = server.ensure_server(durable=False)
    done = at = 0
    with running.administrator(own_clone) as database:
        while done < CASES:
            done += compare_world(f"{SEED}-{at}", database)
            at += 1
    assert done >= CASES
