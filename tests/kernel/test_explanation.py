"""An explanation says of reading exactly what the law says: nothing in the way, or what has to change."""

import random
from dataclasses import replace
from uuid import UUID

import pytest

from kerege.kernel.law import Label, Level, Part, PartyClass, Purpose, Role, Standing, Viewer
from kerege.kernel.law.decision import readable
from kerege.kernel.law.explanation import Obstacle, explain
from kerege.kernel.law.label import EVERY_PURPOSE, Grant
from tests.access.worlds import DAY, World, build, some_label

CASES = 4_000


def some_case(chance: random.Random, world: World) -> tuple[Viewer, Label]:
    """A random viewer of a world and a random label of it; half of the labels have a grant to his party."""
    parties = list(world.parties)
    audiences = [*world.parties, *world.agencies, *world.desks]
    label = some_label(chance, world, audiences)
    desk = chance.choice(list(world.desks))
    agency = world.desks[desk]
    party = UUID(str(world.agencies[agency]["party"]))
    viewer = Viewer(
        officer=UUID(int=1),
        hat=UUID(int=2),
        desk=desk,
        agency=agency,
        party=party,
        party_class=chance.choice(list(PartyClass)),
        role=chance.choice([Role.ANALYST, Role.RELEASING, *Role]),
        level=chance.choice([Level.OPEN, Level.OFFICIAL_USE]),
        reason="EXERCISE",
        day=DAY,
        standing=Standing(
            estranged=frozenset(chance.sample(parties, chance.choice([0, 0, 1]))),
            nominal_parties=frozenset(chance.sample(parties, chance.choice([0, len(parties)]))),
            imposes_death=chance.random() < 0.3,
            active=chance.random() < 0.9,
        ),
    )
    if chance.random() < 0.5:
        purposes = frozenset({Purpose.OWN_WORK}) if chance.random() < 0.1 else EVERY_PURPOSE
        label = replace(label, grants=label.grants | {Grant(party, purposes)})
    return viewer, label


def reads(viewer: Viewer, label: Label) -> set[Purpose]:
    """The purposes for which the law lets this viewer read."""
    return {each for each in Purpose if readable(replace(viewer, purpose=each), label)}


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_nothing_stands_in_the_way_exactly_when_the_law_opens_the_part(seed: str) -> None:
    chance, world = random.Random(seed), build(seed)
    opened = 0
    for _ in range(CASES):
        viewer, label = some_case(chance, world)
        made = explain(viewer, label)
        assert made.purposes == reads(viewer, label)
        assert bool(made.purposes) == (not made.obstacles)
        opened += bool(made.purposes)
    assert CASES // 20 < opened < CASES - CASES // 20


def cured(viewer: Viewer, label: Label, obstacle: Obstacle) -> tuple[Viewer, Label]:
    """The case with one obstacle taken away, as the words of its remedy say."""
    standing, party = viewer.standing, label.owner_party
    usual = Grant(viewer.party, EVERY_PURPOSE, None, assured=True)
    changes: dict[Obstacle, tuple[Viewer, Label]] = {
        Obstacle.NO_CONTENT_ROLE: (replace(viewer, role=Role.ANALYST), label),
        Obstacle.NOT_ACTIVE: (replace(viewer, standing=replace(standing, active=True)), label),
        Obstacle.CLASSIFIED: (viewer, replace(label, level=Level.OPEN)),
        Obstacle.NAMED_OUT: (viewer, replace(label, forbidden=label.forbidden - {viewer.party})),
        Obstacle.SUSPENDED: (
            replace(viewer, standing=replace(standing, estranged=standing.estranged - {party})),
            label,
        ),
        Obstacle.LEVEL: (replace(viewer, level=Level.CLASSIFIED), label),
        Obstacle.NOT_REPRESENTATIVE: (replace(viewer, role=Role.REPRESENTATIVE), label),
        Obstacle.NO_AGREEMENT: (
            replace(viewer, standing=replace(standing, nominal_parties=frozenset({viewer.party, party}))),
            label,
        ),
    }
    return changes.get(obstacle, (viewer, replace(label, grants=label.grants | {usual})))


def test_taking_every_named_obstacle_away_opens_the_part() -> None:
    chance, world = random.Random("cure"), build("cure")
    seen = set()
    for _ in range(CASES):
        viewer, label = some_case(chance, world)
        first = explain(viewer, label).obstacles
        seen |= set(first)
        for _step in range(len(Obstacle)):
            left = explain(viewer, label).obstacles
            if not left:
                break
            viewer, label = cured(viewer, label, left[0])
        assert reads(viewer, label)
    assert seen == set(Obstacle)


def test_an_expired_grant_is_told_from_one_that_lacks_an_assurance() -> None:
    chance, world = random.Random("grants"), build("grants")
    viewer, label = some_case(chance, world)
    viewer = replace(
        viewer, role=Role.ANALYST, party_class=PartyClass.MEMBER, standing=Standing(imposes_death=True, active=True)
    )
    other = UUID(int=77)
    closed = replace(
        label, owner_audience=other, owner_party=other, part=Part.FACTS, level=Level.OPEN, forbidden=frozenset()
    )
    past = Grant(viewer.desk, EVERY_PURPOSE, DAY.replace(year=DAY.year - 1))
    assert explain(viewer, replace(closed, grants=frozenset({past}), shielded=False)).obstacles == (Obstacle.EXPIRED,)
    bare = Grant(viewer.desk)
    assert explain(viewer, replace(closed, grants=frozenset({bare}), shielded=True)).obstacles == (
        Obstacle.NO_ASSURANCE,
    )
