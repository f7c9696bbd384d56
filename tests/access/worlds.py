"""Random small worlds for the proofs of the law: parties, hats, agreements, suspensions, labels, findabilities."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from kerege.kernel.law import Findability, FindingMode, Grant, Label, Level, Part, PartyClass, Purpose, Role
from kerege.kernel.law.label import CLASS_AUDIENCES, EVERY_PURPOSE

DAY = date(2026, 6, 15)
DEATH = "death_penalty_for_drug_offences"


def some_id(chance: random.Random) -> UUID:
    """A random id of the world."""
    return UUID(int=chance.getrandbits(128), version=4)


def some_span(chance: random.Random) -> tuple[date, date | None]:
    """A span of days that may or may not hold DAY, often by one day."""
    since = DAY + timedelta(days=chance.choice([-400, -30, -1, 0, 0, 1]))
    until = chance.choice([None, None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=30)])
    return since, until if until is None or until >= since else None


@dataclass
class World:
    """Everything the law looks at, as plain rows."""

    parties: dict[UUID, dict[str, object]] = field(default_factory=dict)
    agencies: dict[UUID, dict[str, object]] = field(default_factory=dict)
    desks: dict[UUID, UUID] = field(default_factory=dict)
    officers: dict[UUID, UUID] = field(default_factory=dict)
    hats: dict[UUID, dict[str, object]] = field(default_factory=dict)
    accreditations: list[tuple[UUID, date, date]] = field(default_factory=list)
    memberships: list[tuple[UUID, UUID, date, date | None]] = field(default_factory=list)
    places: list[tuple[UUID, UUID, UUID, bool, bool]] = field(default_factory=list)
    """Files of operations: file, audience (the file's own or one of its circles), agency or desk, whether it ended,
    whether it is limited to named officers."""
    named: list[tuple[UUID, UUID, list[UUID], bool]] = field(default_factory=list)
    """Officers of limited places: file, agency, the hats that they were named under, whether it ended."""
    statuses: list[tuple[UUID, UUID, str, date]] = field(default_factory=list)
    permissions: list[tuple[UUID, str]] = field(default_factory=list)
    facts: list[tuple[UUID, str, date, date | None]] = field(default_factory=list)
    suspensions: list[tuple[UUID, UUID | None, str, bool]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    findings: list[Findability] = field(default_factory=list)


def build(seed: str, *, labels: int = 40, hats: int = 14) -> World:
    """A world from a seed, with half as many findabilities as labels."""
    chance = random.Random(seed)
    world = World()
    add_directory(chance, world)
    add_hats(chance, world, hats)
    add_liaison(chance, world)
    groups = [some_id(chance) for _ in range(2)]
    add_memberships(chance, world, groups)
    circles = add_places(chance, world)
    add_standing(chance, world)
    audiences = [*world.parties, *world.agencies, *world.desks, *groups, *circles, *circles, *CLASS_AUDIENCES.values()]
    made = [some_label(chance, world, audiences) for _ in range(labels)]
    world.labels = list({str(each.wire()): each for each in made}.values())
    world.findings = [some_finding(chance, list(world.parties)) for _ in range(labels // 2)]
    return world


def add_directory(chance: random.Random, world: World) -> None:
    """Parties of all classes, agencies (one perhaps abolished), desks."""
    classes = [PartyClass.MEMBER] * 4 + list(PartyClass)
    for _ in range(5):
        since, until = chance.choice([(DAY - timedelta(days=900), None)] * 5 + [some_span(chance)])
        world.parties[some_id(chance)] = {
            "class": chance.choice(classes),
            "since": since,
            "until": until,
            "level": chance.choice([0, 1, 1]),
        }
    for _ in range(8):
        world.agencies[some_id(chance)] = {"party": chance.choice(list(world.parties)), "successor": None}
    agencies = list(world.agencies)
    if chance.random() < 0.5:
        world.agencies[agencies[0]]["successor"] = agencies[1]
    for _ in range(10):
        world.desks[some_id(chance)] = chance.choice(agencies)


def add_hats(chance: random.Random, world: World, hats: int) -> None:
    """Officers with hats of every role, some out of their days, some liaison officers without papers."""
    for _ in range(hats):
        desk = chance.choice(list(world.desks))
        officer = some_id(chance)
        world.officers[officer] = world.desks[desk]
        since, until = chance.choice([(DAY - timedelta(days=10), None)] * 4 + [some_span(chance)])
        role = chance.choice(list(Role))
        world.hats[some_id(chance)] = {"officer": officer, "desk": desk, "role": role, "since": since, "until": until}
        if role is Role.LIAISON and chance.random() < 0.5:
            last = DAY + timedelta(days=chance.choice([-1, 0, 5]))
            world.accreditations.append((officer, DAY - timedelta(days=5), last))


def add_liaison(chance: random.Random, world: World) -> None:
    """Liaison officers at desks of the centre whose papers begin tomorrow, ended yesterday, or hold by one day."""
    centre = [party for party, about in world.parties.items() if about["class"] == PartyClass.CENTRE]
    desks = [desk for desk, agency in world.desks.items() if world.agencies[agency]["party"] in centre]
    for first, last in chance.sample([(1, 30), (-30, -1), (-30, 0), (0, 30)], 3) if desks else []:
        desk, officer = chance.choice(desks), some_id(chance)
        world.officers[officer] = world.desks[desk]
        since = DAY - timedelta(days=40)
        world.hats[some_id(chance)] = {
            "officer": officer, "desk": desk, "role": Role.LIAISON, "since": since, "until": None,
        }  # fmt: skip
        world.accreditations.append((officer, DAY + timedelta(days=first), DAY + timedelta(days=last)))


def add_memberships(chance: random.Random, world: World, groups: list[UUID]) -> None:
    """Every party in the audience of its class; groups of parties, agencies and desks."""
    for party, about in world.parties.items():
        world.memberships.append((CLASS_AUDIENCES[PartyClass(str(about["class"]))], party, DAY, None))
    anybody = [*world.parties, *world.agencies, *world.desks]
    for _ in range(6):
        world.memberships.append((chance.choice(groups), chance.choice(anybody), *some_span(chance)))


def add_places(chance: random.Random, world: World) -> list[UUID]:
    """Two work files, each with two circles; some places have ended or are limited. Returns the audiences."""
    audiences = []
    for _ in range(2):
        file = some_id(chance)
        for audience in (file, some_id(chance), some_id(chance)):
            audiences.append(audience)
            for member in chance.sample([*world.agencies, *world.desks], 3):
                world.places.append((file, audience, member, chance.random() < 0.4, chance.random() < 0.5))
        for _file, _audience, member, _ended, _limited in [each for each in world.places if each[0] == file]:
            for hat in chance.sample(sorted(world.hats), chance.choice([0, 1, 2])):
                world.named.append((file, member, [hat], chance.random() < 0.3))
            near = [hat for hat, about in world.hats.items() if member in (about["desk"], world.desks[about["desk"]])]
            for hat in near:
                if chance.random() < 0.4:
                    world.named.append((file, member, [hat, some_id(chance)], chance.random() < 0.3))
        add_heirs(random.Random(file.int), world, file)
    return audiences


def add_heirs(chance: random.Random, world: World, file: UUID) -> None:
    """An agency, what it succeeded and its desk each have a place in a file; one of them perhaps limited."""
    lines = [[old, about["successor"]] for old, about in world.agencies.items() if about["successor"]]
    for line in [*lines, [chance.choice(list(world.desks)), chance.choice(list(world.agencies))]]:
        for member in line:
            world.places.append((file, file, UUID(str(member)), chance.random() < 0.2, chance.random() < 0.4))
        near = [hat for hat, about in world.hats.items() if world.desks[about["desk"]] in line or about["desk"] in line]
        for hat in near:
            if chance.random() < 0.4:
                world.named.append((file, UUID(str(chance.choice(line))), [hat], chance.random() < 0.3))


def add_standing(chance: random.Random, world: World) -> None:
    """Agreements and their states, penalties, suspensions."""
    parties = list(world.parties)
    agreements = [some_id(chance) for _ in range(2)]
    world.permissions.append((agreements[0], "nominal_exchange"))
    world.permissions.append((agreements[1], "controlled_delivery"))
    states = ["in_force", "in_force", "in_force", "signed", "suspended", "denounced"]
    for agreement in agreements:
        for party in parties:
            for back in chance.sample([-1, 1, 2, 3], chance.choice([0, 1, 1, 2])):
                world.statuses.append((agreement, party, chance.choice(states), DAY - timedelta(days=back)))
    for party in parties:
        for fact in (DEATH, "reads_facts"):
            if chance.random() < 0.3:
                world.facts.append((party, fact, *some_span(chance)))
    for _ in range(chance.choice([0, 1, 2, 3])):
        towards = chance.choice([None, *parties])
        direction = chance.choice(["to", "from", "both"])
        world.suspensions.append((chance.choice(parties), towards, direction, chance.random() < 0.3))


def some_finding(chance: random.Random, parties: list[UUID]) -> Findability:
    """A random findability."""
    return Findability(
        owner_party=chance.choice(parties),
        members=chance.choice(list(FindingMode)),
        observers=chance.choice(list(FindingMode)),
        organisations=chance.choice(list(FindingMode)),
        forbidden=frozenset(chance.sample(parties, chance.choice([0, 0, 1]))),
        shielded=chance.random() < 0.3,
    )


def some_label(chance: random.Random, world: World, audiences: list[UUID]) -> Label:
    """A random label of the world."""
    grants = set()
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        purposes = EVERY_PURPOSE if chance.random() < 0.5 else frozenset(chance.sample(list(Purpose), 3))
        last = chance.choice([None, None, DAY, DAY - timedelta(days=1), DAY + timedelta(days=9)])
        grants.add(Grant(chance.choice(audiences), purposes, last, chance.random() < 0.3))
    agency = chance.choice(list(world.agencies))
    return Label(
        owner_audience=chance.choice([agency, agency, chance.choice(list(world.desks))]),
        owner_party=UUID(str(world.agencies[agency]["party"])),
        part=chance.choice(list(Part)),
        grants=frozenset(grants),
        forbidden=frozenset(chance.sample(list(world.parties), chance.choice([0, 0, 0, 1, 2]))),
        level=chance.choice([Level.OPEN, Level.OPEN, Level.OFFICIAL_USE, Level.CLASSIFIED]),
        shielded=chance.random() < 0.3,
    )
