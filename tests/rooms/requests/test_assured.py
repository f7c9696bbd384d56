"""Names towards a party that may impose death: an assurance, an answer of two officers, a release of two officers."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.access import queries as access
from kerege.rooms.directory import actions as register
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.rules import PartyFact
from kerege.rooms.records import actions as records_actions
from kerege.rooms.records import queries as records
from kerege.rooms.requests import actions
from kerege.rooms.requests.queries import Outcome, State, Use
from tests import cast
from tests.rooms.crosscheck import scenes as checks
from tests.rooms.requests import scenes

pytestmark = pytest.mark.django_db
ASSURED = "EXERCISE assurance 7/2026"


@pytest.fixture(autouse=True)
def seeded(db: None) -> Iterator[None]:
    """A repeatable clock; the asker's party may impose death, as far as this test goes."""
    with chance.seeded("assured"):
        with viewing(directory.system_viewer("found-node")):
            party = directory.party("KZ").id
            register.state_fact(
                party=party, fact=PartyFact.DEATH_PENALTY, since=cast.SINCE, source="EXERCISE, invented"
            )
        yield


@pytest.fixture
def report() -> UUID:
    """A suspect's report of the asked side, offered."""
    return checks.report("farrukh", checks.person("EXERCISE ASSURED"))


def reads_names(report: UUID) -> bool:
    """Whether the asker reads the nominal part."""
    reader = scenes.viewer(scenes.ASKER)
    with viewing(reader):
        try:
            return records.report(viewer=reader, report_id=report).nominal is not None
        except records.NoSuchReportError:
            return False


def codes(report: UUID) -> tuple[str, ...]:
    """The codes that the asker is told."""
    reader = scenes.viewer(scenes.ASKER)
    with viewing(reader):
        return records.report(viewer=reader, report_id=report).version.handling


def waiting(name: str) -> list[access.ReleaseEntry]:
    """The releases that wait for a second approver."""
    reader = scenes.viewer(name)
    with viewing(reader):
        return access.waiting_releases(viewer=reader)


def agree(name: str, release: UUID) -> None:
    """The second approver of a release."""
    scenes.do(name, records_actions.approve_release, release_id=release)


def prepared(report: UUID) -> UUID:
    """A request of that party whose answer, with names, waits for its approver."""
    thread = scenes.asked(scenes.ASKER)
    given = {"records": (report,), "nominal": True, "assurance": ASSURED, "text": "EXERCISE"}
    assert scenes.answered(thread, Outcome.FULL, **given) is State.PREPARED
    return thread


def test_without_an_assurance_no_name_is_even_prepared(report: UUID) -> None:
    thread = scenes.asked(scenes.ASKER)
    with pytest.raises(actions.UnableToAskError, match="assurance"):
        scenes.answered(thread, Outcome.FULL, records=(report,), nominal=True, text="EXERCISE")
    assert scenes.card("farrukh", thread).state is State.SENT


def test_under_an_assurance_nothing_leaves_on_one_officers_word(report: UUID) -> None:
    """The party asks for no second approver here: the assurance does."""
    thread = prepared(report)
    assert scenes.card(scenes.ASKER, thread).state is State.SENT
    assert scenes.happened(scenes.ASKER, thread) == ["send"]
    for name in ("farrukh", "tj_analyst"):
        with pytest.raises(actions.UnableToAskError):
            scenes.approved(name, thread)
    assert waiting("farrukh") == []
    assert not reads_names(report)


def test_the_answer_goes_with_its_approver_and_the_names_with_the_releases_own(report: UUID) -> None:
    """Who approved the answer made the release: another officer must agree to that, and he who prepared may."""
    thread = prepared(report)
    scenes.approved("tj_coordinator", thread)
    assert scenes.card(scenes.ASKER, thread).state is State.ANSWERED
    assert not reads_names(report)
    [held] = waiting("farrukh")
    assert (held.assurance, held.report) == (ASSURED, report)
    with pytest.raises(PermissionError, match="another officer"):
        agree("tj_coordinator", held.id)
    with pytest.raises(PermissionError):
        agree("tj_analyst", held.id)
    with pytest.raises(PermissionError):
        agree("aigerim", held.id)
    agree("farrukh", held.id)
    assert reads_names(report)
    assert codes(report) == ("H0", "H1", "H2")
    assert ASSURED not in repr(scenes.seen(scenes.ASKER, thread))


def test_a_refused_assurance_leaves_the_answer_without_its_names(report: UUID) -> None:
    thread = prepared(report)
    scenes.approved("tj_coordinator", thread)
    [held] = waiting("farrukh")
    scenes.do("farrukh", records_actions.refuse_release, release_id=held.id, reason="EXERCISE: not this person")
    assert not reads_names(report)
    assert waiting("farrukh") == []
    assert "not this person" not in repr(scenes.seen(scenes.ASKER, thread))


def use_agreed(thread: UUID, use: Use) -> None:
    """The asker asks for a further use some minutes later; the asked side agrees."""
    chance.advance(timedelta(minutes=5))
    scenes.do(scenes.ASKER, actions.ask_use, thread=thread, use=use, text="EXERCISE: court", reference="MLA-7")
    scenes.do("farrukh", actions.answer_use, thread=thread, agree=True, text="EXERCISE: for this case")


def test_agreed_use_of_assured_names_waits_for_its_own_second_approver(report: UUID) -> None:
    """The former release stands meanwhile, so nothing is closed; its codes hold until two have agreed to fewer."""
    thread = prepared(report)
    scenes.approved("tj_coordinator", thread)
    agree("farrukh", waiting("farrukh")[0].id)
    use_agreed(thread, Use.EVIDENCE)
    assert reads_names(report)
    assert codes(report) == ("H0", "H1", "H2")
    [again] = waiting("tj_coordinator")
    with pytest.raises(PermissionError, match="another officer"):
        agree("farrukh", again.id)
    agree("tj_coordinator", again.id)
    assert reads_names(report)
    assert codes(report) == ("H0", "H2")


@pytest.mark.parametrize("between", [True, False], ids=["approved between", "approved at the end"])
@pytest.mark.parametrize("uses", [(Use.EVIDENCE, Use.ONWARD), (Use.ONWARD, Use.EVIDENCE)])
def test_a_second_agreed_use_does_not_bring_back_the_first(report: UUID, uses: tuple[Use, Use], between: bool) -> None:
    """Every standing release was once made anew: two waited, and the one approved last decided what was told."""
    thread = prepared(report)
    scenes.approved("tj_coordinator", thread)
    agree("farrukh", waiting("farrukh")[0].id)
    for use in uses:
        use_agreed(thread, use)
        [again] = waiting("tj_coordinator")
        if between or use is uses[-1]:
            agree("tj_coordinator", again.id)
    assert reads_names(report)
    assert codes(report) == ("H0",)
