"""Proofs of the law: four forms that agree, every combination, chains that only tighten, conditions that matter."""

import random
from collections.abc import Iterator

import pytest

from kerege.foundation import server
from kerege.kernel.law import Act, Label, Outcome, Target, Viewer, decide
from tests.access import test_law, test_mutants, test_policy_differential
from tests.proofs.nodes import fresh_database
from tests.proofs.proof import Step, seeds, tried

CHANNELS = ("decide", "held_labels", "row policies", "oracle")
LONGEST_CHAIN = 6
MANY = 100_000
WIDE = "-wide"
"""From so many cases on worlds have 400 labels instead of 40, a tenth of the round trips; their seeds say so."""


def relation(viewer: Viewer, label: Label) -> str:
    """How a viewer stands to a label, the nearest first."""
    if label.owner_audience in {viewer.agency, viewer.desk}:
        return "own agency"
    if label.owner_party == viewer.party:
        return "own party"
    if label.owner_party in viewer.standing.estranged:
        return "suspended"
    held = {viewer.party, viewer.agency, viewer.desk} | viewer.standing.audiences
    return "granted" if any(grant.audience in held for grant in label.grants) else "stranger"


def kind(viewer: Viewer, label: Label) -> str:
    """What kind of label it is to this viewer."""
    marks = [label.part.value, str(int(label.level))]
    marks += ["shielded"] * label.shielded + ["not to him"] * (viewer.party in label.forbidden)
    return "/".join(marks)


CELLS = 2 * 3 * 2 * 2 * len(CHANNELS) * 5
"""Parts × levels × shield × forbidden, × channels × relations; some cannot be (an own label is not suspended)."""


def differential(cases: int, seed: str) -> Iterator[Step]:
    """Random worlds, each compared in four forms of the law."""
    with fresh_database("differential") as name, server.ensure_server(durable=False).administrator(name) as database:
        done = 0
        for each in seeds(seed if cases < MANY or seed.endswith("@") else f"{seed}{WIDE}"):
            cells: set[str] = set()

            def seen(viewer: Viewer, label: Label, cells: set[str] = cells) -> None:
                what, how = kind(viewer, label), relation(viewer, label)
                cells.update(f"{what} × {channel} × {how}" for channel in CHANNELS)

            step = tried(
                lambda each=each, seen=seen: (  # type: ignore[misc]
                    test_policy_differential.compare_world(each, database, seen, labels=400 if WIDE in each else 40)
                ),
                each,
                lambda cells=cells: frozenset(cells),  # type: ignore[misc]
            )
            yield step
            done += step.cases
            if done >= cases:
                return


def exhaustive(cases: int, seed: str) -> Iterator[Step]:
    """Every combination of the vocabulary, whatever number was asked for."""
    for look in (
        test_law.test_every_combination_gets_an_answer_with_its_reasons,
        test_law.test_an_act_outside_the_role_is_always_denied,
        test_law.test_administrators_and_auditors_never_reach_content,
        test_law.test_classified_content_is_never_carried,
        test_law.test_nobody_without_a_release_reads_across_agencies,
    ):
        yield tried(lambda look=look: look() or len(test_law.SITUATIONS), seed)  # type: ignore[misc]
    patch = pytest.MonkeyPatch()
    try:
        yield tried(lambda: test_law.test_the_order_of_rules_does_not_matter(patch) or 1500, seed)
    finally:
        patch.undo()
    cells = {
        f"{kind(viewer, target.label)} × {act.value} × {relation(viewer, target.label)}"
        for viewer, target in test_law.SITUATIONS
        for act in Act
    }
    yield Step(len(test_law.SITUATIONS) * len(Act), frozenset(cells), seed=seed)


def tighten(cases: int, seed: str) -> Iterator[Step]:
    """Random chains of conditions, handling codes, suspensions, expiries: after no step more is allowed."""
    done = 0
    for each in seeds(seed):
        cells: set[str] = set()
        step = tried(
            lambda each=each, cells=cells: chain(each, cells),  # type: ignore[misc]
            each,
            lambda cells=cells: frozenset(cells),  # type: ignore[misc]
        )
        yield step
        done += step.cases
        if done >= cases:
            return


def chain(seed: str, cells: set[str]) -> int:
    """One chain from one situation; returns its steps × acts."""
    dice = random.Random(seed)
    viewer, target = dice.choice(test_law.SITUATIONS)
    count = 0
    for name in dice.choices(sorted(test_law.TIGHTENINGS), k=LONGEST_CHAIN):
        if name == "a higher level" and target.label.level > 0:
            continue
        before = outcomes(viewer, target)
        viewer, target = test_law.TIGHTENINGS[name](viewer, target)
        after = outcomes(viewer, target)
        wider = [act for act in Act if after[act] < before[act]]
        assert not wider, f"seed {seed}: {name} widens {wider}"
        cells.update(f"{name} × {act.value} × {relation(viewer, target.label)}" for act in Act)
        count += len(Act)
    return count


def outcomes(viewer: Viewer, target: Target) -> dict[Act, Outcome]:
    """What the law says of every act."""
    return {act: decide(viewer, act, target).outcome for act in Act}


def mutants(cases: int, seed: str) -> Iterator[Step]:
    """Each single condition of the law taken out: the comparison with the oracle must notice."""
    yield tried(lambda: test_mutants.test_the_law_as_it_stands_agrees_with_the_oracle() or 0, seed)
    for name, module in test_mutants.MUTANTS:
        noticed = test_mutants.noticed(module)
        yield Step(1, frozenset({name}), "" if noticed else f"nothing notices that {name} is missing", seed)
