"""Versions: corrections and retractions add, nothing is overwritten; two who write at once are told."""

from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation.viewing import viewing
from kerege.kernel.law import FindingMode, State
from kerege.rooms.records import actions, queries
from tests import cast
from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
ONE_TRANSACTION = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def test_a_correction_is_a_new_version_and_the_earlier_one_stays() -> None:
    saved = desk.report("aigerim")
    desk.correct("bolat", saved, desk.raw(place="Курдай"))
    entry = desk.read("farrukh", saved)
    assert entry is not None
    assert (entry.facts.place, entry.version.number) == ("Курдай", 2)
    assert [(v.number, v.change) for v in entry.versions] == [(2, "correction"), (1, "original")]
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        earlier = queries.version_content(viewer=viewer, report_id=saved.report, number=1)
    assert earlier.place == "Кордай"


def test_the_nominal_part_of_an_earlier_version_is_for_those_who_may_read_it() -> None:
    saved = desk.report("aigerim")
    desk.correct("aigerim", saved, desk.raw(subjects=[{**desk.PERSON, "name": "УЧЕБНЫЙ Сабыров Қанат"}]))
    for name, expected in (("aigerim", "УЧЕБНЫЙ Сабиров Канат"), ("farrukh", None)):
        viewer = cast.viewer(name)
        with viewing(viewer):
            found = queries.version_nominal(viewer=viewer, report_id=saved.report, number=1)
        assert (found.subjects[0].name if found else None) == expected


def test_who_reads_the_facts_alone_is_told_no_words_about_persons() -> None:
    """Why it was corrected, and why nobody may learn of it: neither stands in anything that a face is given."""
    hidden = desk.raw(finding_mode="none", mode_reason="EXERCISE-HIDDEN")
    saved = desk.report("aigerim", hidden)
    renamed = {**hidden, "subjects": [{**desk.PERSON, "name": "УЧЕБНЫЙ Сабыров Канат"}]}
    desk.correct("aigerim", saved, renamed, reason="EXERCISE-INOY is the man")
    told = {name: repr(desk.read(name, saved)) for name in ("aigerim", "farrukh")}
    assert "EXERCISE-INOY" in told["aigerim"]
    assert "EXERCISE-HIDDEN" in told["aigerim"]
    assert "Кордай" in told["farrukh"]
    assert "EXERCISE-INOY" not in told["farrukh"]
    assert "EXERCISE-HIDDEN" not in told["farrukh"]
    desk.release("aigerim", saved, "TJ")
    told["farrukh"] = repr(desk.read("farrukh", saved))
    assert "EXERCISE-INOY" in told["farrukh"]
    assert "EXERCISE-HIDDEN" not in told["farrukh"]


HIDDEN = desk.raw(finding_mode="none", mode_reason="EXERCISE")
APART = frozenset({"id", "number", "made_at", "facts_hash"})
"""What differs between any two reports."""


def bare(told: object) -> object:
    """What a face is given, without what differs between any two reports."""
    if isinstance(told, dict):
        return {name: bare(value) for name, value in told.items() if name not in APART}
    return [bare(each) for each in told] if isinstance(told, list | tuple) else told


def test_nobody_who_reads_the_facts_alone_can_tell_how_persons_may_be_found_or_that_they_wait() -> None:
    """Of two reports alike but for that, everything a face is given of the report and of its line is the same."""
    plain, hidden = desk.report("aigerim", desk.facts_only()), desk.report("bolat", HIDDEN)
    entries = [desk.read("farrukh", each) for each in (plain, hidden)]
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        lines = [queries.listed_reports(viewer=viewer, reports=[each.report]) for each in (plain, hidden)]
    for first, second in (entries, [line[0] for line in lines]):
        assert first is not None
        assert second is not None
        assert bare(asdict(first)) == bare(asdict(second))
    own = desk.read("aigerim", hidden)
    assert own is not None
    assert (own.nominal_state, own.version.closest_mode) == ("desk", FindingMode.NONE)


def test_two_who_write_at_once_lose_nothing() -> None:
    saved = desk.report("aigerim")
    desk.correct("aigerim", saved, desk.raw(place="Курдай"))
    with pytest.raises(actions.VersionConflictError) as conflict:
        desk.correct("bolat", saved, desk.raw(place="Каракемер"))
    assert conflict.value.newest == 2
    entry = desk.read("aigerim", saved)
    assert entry is not None
    assert (entry.facts.place, len(entry.versions)) == ("Курдай", 2)


def test_only_the_owners_agency_corrects() -> None:
    saved = desk.report("aigerim")
    for name in ("erlan", "farrukh"):
        with pytest.raises(actions.UnableToCorrectError):
            desk.correct(name, saved, desk.raw(place="Курдай"))


def test_a_correction_that_leaves_a_party_out_closes_earlier_versions_too() -> None:
    saved = desk.report("aigerim")
    assert desk.read("farrukh", saved) is not None
    desk.correct("aigerim", saved, desk.raw(not_to_parties=["TJ"]))
    assert desk.read("farrukh", saved) is None
    viewer = cast.viewer("farrukh")
    with viewing(viewer), pytest.raises(queries.NoSuchReportError):
        queries.version_content(viewer=viewer, report_id=saved.report, number=1)


def test_a_nominal_part_taken_out_later_stays_closed_in_earlier_versions() -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    desk.correct("aigerim", saved, desk.facts_only(not_to_parties=["TJ"]))
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        assert queries.version_nominal(viewer=viewer, report_id=saved.report, number=1) is None


def test_a_release_holds_for_the_corrected_version() -> None:
    saved = desk.report("aigerim")
    desk.release("aigerim", saved, "TJ")
    desk.correct("aigerim", saved, desk.raw(place="Курдай"))
    assert desk.sees_names("farrukh", saved)
    assert not desk.sees_names("hamid", saved)


def retract(name: str, saved: actions.Saved, expected: int = 1) -> actions.Saved:
    """Retract as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        return actions.retract(actor=viewer, report_id=saved.report, expected=expected, reason="EXERCISE: not ours")


def test_a_retraction_stays_visible_with_its_reason_and_counts_nowhere() -> None:
    saved = desk.report("aigerim")
    retract("aigerim", saved)
    entry = desk.read("farrukh", saved)
    assert entry is not None
    assert (entry.retracted, entry.version.reason) == (True, "EXERCISE: not ours")
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        counted = queries.counted_items(viewer=viewer, since=desk.DAY.replace(day=1), until=desk.DAY)
    assert saved.report not in {item.report for item in counted}


def test_a_retracted_report_is_closed() -> None:
    saved = desk.report("aigerim")
    retract("aigerim", saved)
    with pytest.raises(actions.UnableToCorrectError):
        desk.correct("aigerim", saved, desk.SEIZURE, expected=2)
    with pytest.raises(actions.UnableToReleaseError):
        desk.release("aigerim", saved, "TJ")


@pytest.mark.parametrize("name", ["daniyar", "bolat"])
def test_posts_and_analysts_do_not_retract(name: str) -> None:
    saved = desk.report("aigerim")
    with pytest.raises(actions.UnableToCorrectError):
        retract(name, saved)


@ONE_TRANSACTION
@given(places=st.lists(st.text("абвгд ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=5))
def test_any_chain_of_corrections_keeps_every_version(places: list[str]) -> None:
    saved = desk.report("aigerim", desk.facts_only(place="начало"))
    for number, place in enumerate(places, start=1):
        desk.correct("aigerim", saved, desk.facts_only(place=place), expected=number)
    entry = desk.read("aigerim", saved)
    assert entry is not None
    assert [v.number for v in entry.versions] == list(range(len(places) + 1, 0, -1))
    viewer = cast.viewer("aigerim")
    with viewing(viewer):
        kept = [
            queries.version_content(viewer=viewer, report_id=saved.report, number=at + 1).place
            for at in range(len(places) + 1)
        ]
    assert kept == ["начало", *(place.strip() for place in places)]
    assert saved.facts_state is State.OFFERED
