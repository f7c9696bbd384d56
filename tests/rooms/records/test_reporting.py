"""Reporting: what is kept, how far it goes, who sees it, what the journal holds of it."""

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, State
from kerege.rooms.journal import queries as journal
from kerege.rooms.records import actions, queries
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_as_given_and_as_read() -> None:
    entry = desk.read("aigerim", desk.report("aigerim"))
    assert entry is not None
    (item,) = entry.facts.items
    assert (item.substance, item.substance_given) == ("heroin", "героин")
    assert (item.quantity_given, str(item.base_amount.normalize()), item.base) == ("2.5 kg", "2.5", "kg")  # type: ignore[union-attr]  # an amount is stated
    assert entry.nominal is not None
    assert entry.nominal.subjects[0].name == "УЧЕБНЫЙ Сабиров Канат"
    assert entry.nominal.subjects[0].identifiers[0].value == "+77010001122"


def test_members_see_the_facts_and_nothing_of_the_nominal_part() -> None:
    saved = desk.report("aigerim")
    for name in ("farrukh", "hamid", "ksenia", "director"):
        entry = desk.read(name, saved)
        assert entry is not None
        assert entry.nominal is None


@pytest.mark.parametrize("name", ["observer", "org_analyst", "admin"])
def test_observers_organisations_and_administrators_see_nothing(name: str) -> None:
    assert desk.read(name, desk.report("aigerim")) is None


def test_kept_in_the_own_unit_it_is_seen_by_nobody_else() -> None:
    saved = desk.report("daniyar", send=False)
    assert (saved.facts_state, saved.nominal_state) == (State.UNIT, State.UNIT)
    assert desk.sees_names("daniyar", saved)
    for name in ("aigerim", "erlan", "farrukh"):
        assert desk.read(name, saved) is None


def test_sent_from_a_post_the_facts_go_out_and_the_nominal_part_waits_for_the_desk() -> None:
    saved = desk.report("daniyar")
    assert (saved.facts_state, saved.nominal_state) == (State.OFFERED, State.DESK)
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        assert saved.report in {row.id for row in queries.waiting_offers(viewer=viewer)}


def test_a_report_kept_in_the_unit_is_sent_later() -> None:
    saved = desk.report("daniyar", send=False)
    viewer = cast.viewer("daniyar")
    with viewing(viewer):
        states = actions.send(actor=viewer, report_id=saved.report)
    assert (states.facts, states.nominal) == (State.OFFERED, State.DESK)
    assert desk.read("farrukh", saved) is not None
    assert desk.sees_names("aigerim", saved)


def test_only_its_own_unit_sends_it() -> None:
    saved = desk.report("daniyar", send=False)
    viewer = cast.viewer("aigerim")
    with viewing(viewer), pytest.raises(actions.UnableToReleaseError):
        actions.send(actor=viewer, report_id=saved.report)


@pytest.mark.parametrize("name", ["duty", "kz_coordinator", "gulnora", "observer"])
def test_roles_that_do_not_report_are_refused(name: str) -> None:
    viewer = cast.viewer(name)
    with viewing(viewer), pytest.raises(actions.UnableToReportError):
        actions.report(actor=viewer, claim=desk.claim(desk.facts_only()))


def test_who_will_see_names_every_audience_before_saving() -> None:
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        seen = queries.who_will_see_claim(viewer=viewer, claim=desk.claim(desk.SEIZURE))
        kept = queries.who_will_see_claim(viewer=viewer, claim=desk.claim(desk.SEIZURE), send=False)
    assert {seer.code for seer in seen["facts"]} == {"KZ-POLICE", "members", "centre", "observers"}
    assert {seer.code for seer in seen["nominal"]} == {"KZ-POLICE"}
    assert {seer.code for seer in kept["facts"]} == {"kz-almaty"}


def test_a_party_left_out_sees_nothing_of_it() -> None:
    saved = desk.report("aigerim", desk.raw(not_to_parties=["TJ"]))
    assert desk.read("farrukh", saved) is None
    assert desk.read("hamid", saved) is not None


def test_a_restriction_in_words_closes_the_facts_to_all_others() -> None:
    saved = desk.report("aigerim", desk.raw(handling=["H3"], restriction="EXERCISE: ask us first"))
    assert desk.read("farrukh", saved) is None
    assert desk.sees_names("bolat", saved)


def test_the_owner_learns_who_has_read_it_by_desk_purpose_and_number() -> None:
    saved = desk.report("aigerim")
    desk.read("farrukh", saved)
    viewer = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(viewer):
        found = journal.readings(viewer=viewer, record=saved.report)
    reader = cast.viewer("farrukh")
    assert (reader.desk, "investigation", reader.officer_number) in {
        (each.by_desk, each.purpose, each.officer_number) for each in found
    }


def test_references_count_nothing() -> None:
    numbers = [desk.report("aigerim").number for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(number.startswith("KZ-ALMATY-") and len(number.rpartition("-")[2]) == 8 for number in numbers)
