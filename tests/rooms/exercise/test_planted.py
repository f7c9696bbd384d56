"""What is planted: every family, sides that differ, and who may learn of whom, held against the law itself."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from kerege.kernel.law import FindingMode, PartyClass, PersonCategory, Purpose, Role, Standing, State, Viewer
from kerege.kernel.law.decision import finding_mode
from kerege.rooms.access.rules import Owner, default_modes, findability
from kerege.rooms.exercise.actions.comparing import Inbox, compare
from kerege.rooms.exercise.rules import cast, crossings
from kerege.rooms.exercise.rules.learning import is_told, mode_towards, party_of
from kerege.rooms.exercise.rules.plan import CROSSINGS, Plan, Profile, Size
from kerege.rooms.exercise.rules.planting import Crossing, SideOfCrossing

PLAN = Plan(Size.SMALL, Profile.FULL, "test", date(2026, 11, 22))
SPACE = UUID(int=0)


@pytest.fixture(scope="module")
def planted() -> list[Crossing]:
    return crossings.crossings(PLAN)


def party_id(code: str) -> UUID:
    return uuid5(SPACE, code)


def viewer_of(side: SideOfCrossing) -> Viewer:
    party = party_of(side.desk)
    nominal = frozenset(party_id(p.code) for p in cast.PARTIES if p.exchange == "in_force")
    observer = party.party_class in {PartyClass.OBSERVER_STATE, PartyClass.OBSERVER_ORGANISATION}
    return Viewer(
        officer=SPACE,
        hat=SPACE,
        desk=uuid5(SPACE, side.desk),
        agency=SPACE,
        party=party_id(party.code),
        party_class=party.party_class,
        role=Role.REPRESENTATIVE if observer else Role.ANALYST,
        purpose=Purpose.INVESTIGATION,
        reason="EXERCISE",
        day=PLAN.last_day,
        standing=Standing(nominal_parties=nominal, imposes_death=party.imposes_death, active=True),
    )


def by_the_law(held: SideOfCrossing, reader: SideOfCrossing) -> FindingMode:
    trait, owner = held.trait, party_of(held.desk)
    category = PersonCategory(trait.category) if trait.category else None
    members, observers = default_modes(category, covert=trait.covert, integrity=trait.integrity)
    found = findability(
        Owner(desk=SPACE, agency=SPACE, party=party_id(owner.code)),
        State.OFFERED if trait.offered else State.DESK,
        (min(members, trait.closest), min(observers, trait.closest)),
        forbidden=frozenset({party_id(trait.not_to)}) if trait.not_to else frozenset(),
        shielded=category in {PersonCategory.SUSPECT, PersonCategory.CONVICTED, PersonCategory.CONTACT},
    )
    return finding_mode(viewer_of(reader), found)


def test_every_family_is_planted_once_at_least(planted: list[Crossing]) -> None:
    families = {crossing.family for crossing in planted}
    assert families == set(crossings.PERSON_FAMILIES) | set(crossings.THING_FAMILIES) | set(crossings.DECOY_FAMILIES)
    assert sum(crossing.same for crossing in planted) == CROSSINGS[Size.SMALL]


def test_who_may_learn_of_whom_is_what_the_law_says(planted: list[Crossing]) -> None:
    pairs = [(held, reader) for c in planted for held in c.sides for reader in c.sides if held is not reader]
    assert len(pairs) > 150
    for held, reader in pairs:
        assert mode_towards(held, reader) == by_the_law(held, reader), (held, reader)


def test_the_sides_of_a_crossing_stand_at_different_desks_on_days_of_the_year(planted: list[Crossing]) -> None:
    for crossing in planted:
        assert len({side.desk for side in crossing.sides}) == len(crossing.sides) >= 2
        assert all(PLAN.first_day <= side.day < PLAN.last_day for side in crossing.sides)


def test_a_person_planted_twice_is_mostly_written_in_two_ways(planted: list[Crossing]) -> None:
    persons = [c for c in planted if c.same and c.family in crossings.PERSON_FAMILIES]
    differ = [c for c in persons if len({str(s.raw["subjects"][0]["name"]) for s in c.sides}) > 1]  # type: ignore[index]
    assert len(differ) > 0.7 * len(persons)


def test_what_only_the_owner_learns_is_told_to_one_side_alone(planted: list[Crossing]) -> None:
    silent = next(crossing for crossing in planted if crossing.family == "silent_contact")
    owner, asker = silent.sides
    assert (is_told(owner, asker), is_told(asker, owner)) == ("hit", "none")


def test_a_witness_is_told_of_to_nobody(planted: list[Crossing]) -> None:
    for crossing in planted:
        if crossing.family == "none_witness":
            assert {is_told(one, other) for one in crossing.sides for other in crossing.sides if one is not other} == {
                "none"
            }


def lines(planted: list[Crossing]) -> tuple[dict[str, str], Inbox]:
    sides = {side.key: f"report of {side.key}" for crossing in planted for side in crossing.sides}
    inbox = Inbox("all")
    for crossing in (each for each in planted if each.same):
        for reader in crossing.sides:
            for held in crossing.sides:
                if reader is not held and is_told(reader, held) != "none":
                    inbox.add((sides[reader.key], held.desk), "strong", [crossing.shared])
    return sides, inbox


def test_an_inbox_with_all_that_is_planted_and_nothing_else_is_perfect(planted: list[Crossing]) -> None:
    sides, inbox = lines(planted)
    result = compare(planted, sides, [inbox])
    assert (result["recall"], result["precision"], result["forbidden_told"]) == (1.0, 1.0, 0)


def test_a_line_that_is_missing_lowers_recall_and_is_named(planted: list[Crossing]) -> None:
    sides, inbox = lines(planted)
    gone = next(iter(inbox.lines))
    del inbox.lines[gone]
    result = compare(planted, sides, [inbox])
    assert result["recall"] < 1.0  # type: ignore[operator]
    assert [row[1:] for row in result["missed"]] == [list(gone)]  # type: ignore[attr-defined]


def test_a_line_that_the_mode_forbids_and_a_decoy_are_counted_as_such(planted: list[Crossing]) -> None:
    sides, inbox = lines(planted)
    witness = next(crossing for crossing in planted if crossing.family == "none_witness")
    namesake = next(crossing for crossing in planted if crossing.family == "namesake")
    for crossing in (witness, namesake):
        reader, held = crossing.sides[:2]
        inbox.add((sides[reader.key], held.desk), "possible", [crossing.shared])
    inbox.add(("some other report", "kz-almaty"), "possible", ["name"])
    result = compare(planted, sides, [inbox])
    assert (result["forbidden_told"], result["decoys_told"], len(result["others"])) == (1, 1, 1)  # type: ignore[arg-type]
    assert result["precision"] < 1.0  # type: ignore[operator]
    assert result["precision_strong"] == 1.0
