"""Offers and releases: the national gate, purposes, expiry, withdrawal, party facts, suspension."""

from datetime import timedelta

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, State
from kerege.rooms.access import queries as access
from kerege.rooms.directory import actions as directory
from kerege.rooms.records import actions, queries
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def offer(name: str, saved: actions.Saved, part: Part = Part.NOMINAL) -> None:
    """Offer as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        actions.offer(actor=viewer, report_id=saved.report, part=part)


def test_the_desk_lets_a_posts_nominal_part_through() -> None:
    saved = desk.report("daniyar")
    with pytest.raises(actions.UnableToReleaseError):
        offer("bolat", saved)
    offer("aigerim", saved)
    entry = desk.read("aigerim", saved)
    assert entry is not None
    assert entry.nominal_state == State.OFFERED


def test_where_the_coordinator_is_the_gate_a_releasing_officer_is_not_enough() -> None:
    saved = desk.report("iskender")
    assert saved.nominal_state is State.DESK
    with pytest.raises(actions.UnableToReleaseError):
        offer("iskender", saved)
    with pytest.raises(actions.UnableToReleaseError):
        desk.release("iskender", saved, "KZ")


LOOSER: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "somebody added": ({}, {"subjects": [desk.PERSON, {**desk.PERSON, "name": "УЧЕБНЫЙ Второй Человек"}]}),
    "somebody else": ({}, {"subjects": [{**desk.PERSON, "name": "УЧЕБНЫЙ Второй Человек"}]}),
    "found by others": ({"finding_mode": "none", "mode_reason": "EXERCISE"}, {}),
    "to a party left out": ({"not_to_parties": ["UZ"]}, {}),
}
SAME: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "the place": ({}, {"place": "Курдай"}),
    "found by nobody": ({}, {"finding_mode": "none", "mode_reason": "EXERCISE"}),
    "nobody named": ({}, {"subjects": []}),
}


@pytest.mark.parametrize("what", [*LOOSER, *SAME])
@pytest.mark.parametrize("who", ["daniyar", "bolat", "aigerim"])
def test_a_correction_passes_the_gate_as_a_report_does(who: str, what: str) -> None:
    """A post officer, an analyst, and the one whose word the gate demands; what opens more waits for that word."""
    before, after = (LOOSER | SAME)[what]
    saved = desk.report("daniyar", desk.raw(**before))
    offer("aigerim", saved)
    corrected = desk.correct(who, saved, desk.raw(**after))
    waits = what in LOOSER and who != "aigerim"
    assert corrected.nominal_state is (State.DESK if waits else State.OFFERED)
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        assert [each.id for each in queries.waiting_offers(viewer=viewer)] == [saved.report] * waits
    if waits:
        offer("aigerim", saved)
        entry = desk.read("aigerim", saved)
        assert entry is not None
        assert entry.nominal_state == State.OFFERED


def test_what_has_not_passed_the_gate_is_not_released() -> None:
    saved = desk.report("daniyar")
    with pytest.raises(actions.UnableToReleaseError, match="offer it first"):
        desk.release("aigerim", saved, "TJ")


def test_a_release_opens_to_one_party_for_its_purposes_alone() -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    assert desk.sees_names("farrukh", saved, Purpose.INVESTIGATION)
    assert not desk.sees_names("farrukh", saved, Purpose.ANALYSIS)
    assert not desk.sees_names("farrukh", saved, Purpose.OWN_WORK)
    assert not desk.sees_names("hamid", saved, Purpose.INVESTIGATION)


def test_a_release_ends_after_its_last_day() -> None:
    with chance.seeded("expiry") as clock:
        saved = desk.report("aigerim")
        desk.release("aigerim", saved, "TJ", days=3)
        clock.at += timedelta(days=3)
        assert desk.sees_names("farrukh", saved)
        clock.at += timedelta(days=1)
        assert not desk.sees_names("farrukh", saved)


def test_a_withdrawal_holds_at_once() -> None:
    saved = desk.report("aigerim")
    made = desk.release("aigerim", saved, "TJ")
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        actions.withdraw_release(actor=viewer, release_id=made)
        (entry,) = access.releases_of(viewer=viewer, report=saved.report)
    assert entry.withdrawn_at is not None
    assert not desk.sees_names("farrukh", saved)


def test_nobody_else_sees_or_withdraws_a_release() -> None:
    saved = desk.report("aigerim")
    made = desk.release("aigerim", saved, "TJ")
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        assert access.releases_of(viewer=viewer, report=saved.report) == []
        with pytest.raises(actions.UnableToReleaseError):
            actions.withdraw_release(actor=viewer, release_id=made)


def test_without_an_agreement_in_force_no_names_pass() -> None:
    with pytest.raises(actions.RefusedByLawError) as refused:
        desk.release("aigerim", desk.report("aigerim"), "RU")
    assert refused.value.party_code == "RU"
    assert "no agreement on exchanging data of persons" in refused.value.reasons[0]


def test_where_death_may_follow_a_suspect_is_not_named() -> None:
    with pytest.raises(actions.RefusedByLawError) as refused:
        desk.release("aigerim", desk.report("aigerim"), "OBS")
    assert any("may impose death" in reason for reason in refused.value.reasons)


def test_the_shield_asks_who_is_named_not_what_is_sent() -> None:
    thing = {"kind": "vehicle", "identifiers": [{"kind": "plate", "value": "777 ABA 05"}]}
    saved = desk.report("aigerim", desk.raw(subjects=[thing]))
    desk.release("aigerim", saved, "OBS")
    assert desk.sees_names("observer", saved)


def test_a_condition_shields_even_what_names_nobody() -> None:
    saved = desk.report("aigerim", desk.facts_only(conditions=["not_where_death"]))
    with pytest.raises(actions.RefusedByLawError):
        desk.release("aigerim", saved, "OBS", part=Part.FACTS)


def test_a_party_left_out_by_the_report_is_refused_with_that_reason() -> None:
    saved = desk.report("aigerim", desk.raw(not_to_parties=["TJ"]))
    with pytest.raises(actions.RefusedByLawError) as refused:
        desk.release("aigerim", saved, "TJ")
    assert refused.value.reasons == ("the report itself says: not to this party",)


def test_a_restriction_in_words_must_be_answered_by_a_person_first() -> None:
    saved = desk.report("aigerim", desk.raw(handling=["H3"], restriction="EXERCISE"))
    with pytest.raises(actions.RefusedByLawError, match="H3"):
        desk.release("aigerim", saved, "TJ")
    desk.release("aigerim", saved, "TJ", answered=True)
    assert desk.sees_names("farrukh", saved)


def test_a_suspension_closes_every_release_at_once_and_lifting_opens_them() -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    viewer = cast.viewer("kz_coordinator")
    towards = desk.party("TJ", viewer)
    with viewing(viewer):
        made = directory.suspend_all(actor=viewer, towards=towards, reason="EXERCISE")
    assert desk.read("farrukh", saved) is None
    assert desk.sees_names("bolat", saved)
    with pytest.raises(actions.RefusedByLawError, match="suspended"):
        desk.release("aigerim", desk.report("aigerim"), "TJ")
    with viewing(viewer):
        directory.lift_suspension(actor=viewer, suspension=made)
    assert desk.sees_names("farrukh", saved)


def test_who_sees_tells_the_owner_who_holds_what_now_and_once_offered() -> None:
    saved = desk.report("daniyar")
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        now = queries.who_sees(viewer=viewer, report_id=saved.report)
        then = queries.who_sees(viewer=viewer, report_id=saved.report, offered=Part.NOMINAL)
    assert [seer.code for seer in now["nominal"]] == ["KZ-POLICE"]
    assert "members" in {seer.code for seer in then["facts"]}
    foreign = cast.viewer("farrukh")
    with viewing(foreign), pytest.raises(queries.NoSuchReportError):
        queries.who_sees(viewer=foreign, report_id=saved.report)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aigerim", (True, True, True, True)),
        ("bolat", (True, False, False, False)),
        ("daniyar", (True, False, False, False)),
        ("gulnora", (True, False, False, True)),
        ("farrukh", (False, False, False, False)),
    ],
)
def test_pages_offer_what_the_law_lets(name: str, expected: tuple[bool, bool, bool, bool]) -> None:
    saved = desk.report("aigerim")
    viewer = cast.viewer(name)
    with viewing(viewer):
        entry = queries.report(viewer=viewer, report_id=saved.report)
        may = queries.rights(viewer=viewer, entry=entry)
    assert (may.correct, may.retract, bool(may.release), may.account) == expected
