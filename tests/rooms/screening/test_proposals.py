"""Who may be one in a screening: proposed from what one viewer sees whole, decided by a person, taken back as one."""

from uuid import UUID

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.models import Judgement
from kerege.rooms.crosscheck.queries import NoSuchHitError, ProposalEntry, Verdict, profile
from kerege.rooms.journal import queries as journal
from kerege.rooms.screening import actions, queries
from kerege.rooms.screening.queries import NoSuchScreeningError, RunProposals
from tests import cast
from tests.rooms.screening import scenes

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture
def run(node: str) -> UUID:
    """A screening that met two own records of one man, one of a namesake born elsewhen, and one of another state's."""
    return scenes.of_namesakes()


def seen(run: UUID, who: str = "bolat") -> RunProposals:
    """The proposals as somebody sees them."""
    viewer = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(viewer):
        return queries.proposals(viewer=viewer, run_id=run)


def judged(
    run: UUID,
    entry: ProposalEntry,
    *,
    same: bool = True,
    who: str = "bolat",
    reason: str = "EXERCISE seen",
    pairs: list[UUID] | None = None,
) -> list[UUID]:
    """What somebody says of a proposal."""
    actor = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(actor):
        return actions.judge_proposal(actor=actor, run=run, proposal=entry.id, same=same, reason=reason, pairs=pairs)


def take_back(run: UUID, pairs: list[UUID], who: str = "bolat") -> int:
    """Take back what was said of pairs."""
    actor = cast.viewer(who, Purpose.OWN_WORK)
    with viewing(actor):
        return actions.take_back(actor=actor, run=run, pairs=pairs)


def births(entry: ProposalEntry) -> list[str]:
    """The dates of birth of the records of a proposal."""
    return sorted(each.shown.birth for each in entry.members if each.shown is not None)


def test_records_of_one_birth_are_proposed_and_the_namesake_is_kept_apart(run: UUID) -> None:
    found = seen(run)
    (entry,) = found.found.entries
    assert births(entry) == ["1979", "1979-05-06"]
    assert sum(each.asked is not None for each in entry.members) == 2
    assert {each.code for each in entry.apart} == {"birth"}
    assert len(entry.pairs) == len(entry.members) - 1
    assert not entry.accepted
    assert sorted({row for rows in found.rows.values() for row in rows})


def test_what_another_state_holds_unseen_is_no_part_of_any(run: UUID) -> None:
    owners = {each.shown.owner for each in seen(run).found.members.values() if each.shown is not None}
    assert owners == {cast.viewer("aigerim").desk}
    for who in ("farrukh", "hamid", "centre_dpo"):
        with pytest.raises(NoSuchScreeningError):
            seen(run, who)
    with pytest.raises(NoSuchScreeningError):
        seen(run, "daniyar")


def test_an_accepted_proposal_joins_the_records_and_taken_back_parts_them_again(run: UUID) -> None:
    (entry,) = seen(run).found.entries
    made = judged(run, entry)
    assert len(made) == len(entry.pairs)
    (accepted,) = seen(run).found.entries
    assert accepted.accepted
    assert accepted.id == entry.id
    viewer = cast.viewer("bolat", Purpose.OWN_WORK)
    subject = next(each.key for each in entry.members if each.shown is not None)
    with viewing(viewer):
        assert len(profile(viewer=viewer, subject=subject).entries) == 2
    assert take_back(run, [each.hit for each in accepted.pairs]) == len(made)
    with viewing(viewer):
        assert len(profile(viewer=viewer, subject=subject).entries) == 1
        assert Judgement.objects.filter(id__in=made, withdrawn_by=viewer.officer).count() == len(made)
    assert seen(run).found.entries == (entry,)


def test_refused_pairs_leave_the_proposal_and_are_never_chained_again(run: UUID) -> None:
    (entry,) = seen(run).found.entries
    weakest = entry.weakest
    judged(run, entry, same=False, pairs=[weakest.hit])
    after = seen(run).found
    assert [each.hit for each in after.refused] == [weakest.hit]
    for each in after.entries:
        assert not {weakest.one, weakest.other} <= {member.key for member in each.members}
    with pytest.raises(NoSuchHitError, match="no longer"):
        judged(run, entry)
    assert take_back(run, [weakest.hit]) == 1
    assert seen(run).found.entries == (entry,)


def test_a_later_word_replaces_the_earlier_and_both_stay_readable(run: UUID) -> None:
    (entry,) = seen(run).found.entries
    first = judged(run, entry)
    judged(run, entry, same=False, reason="EXERCISE another look")
    assert {each.hit for each in seen(run).found.refused} == {each.hit for each in entry.pairs}
    viewer = cast.viewer("bolat", Purpose.OWN_WORK)
    with viewing(viewer):
        assert Judgement.objects.filter(id__in=first, withdrawn_at__isnull=False).count() == len(first)
        assert Judgement.objects.filter(verdict=Verdict.NOT_SAME, withdrawn_at__isnull=True).count() == len(first)


def test_a_proposal_needs_a_reason_a_judge_and_pairs_of_its_own(run: UUID) -> None:
    (entry,) = seen(run).found.entries
    with pytest.raises(crosscheck.ReasonMissingError):
        judged(run, entry, reason=" ")
    with pytest.raises(crosscheck.UnableToJudgeError):
        judged(run, entry, who="gulnora")
    with pytest.raises(NoSuchScreeningError):
        judged(run, entry, who="farrukh")
    with pytest.raises(NoSuchHitError):
        judged(run, entry, pairs=[])
    apart = [each.pair.hit for each in entry.apart]
    with pytest.raises(NoSuchHitError):
        judged(run, entry, pairs=apart)
    with pytest.raises(NoSuchHitError):
        take_back(run, [each.hit for each in entry.pairs])


def test_looking_and_judging_are_leaves_of_the_journal(run: UUID) -> None:
    (entry,) = seen(run).found.entries
    judged(run, entry)
    viewer = cast.viewer("bolat", Purpose.OWN_WORK)
    with viewing(viewer):
        names = {each.door for each in journal.own_acts(viewer=viewer)}
    assert {"screening.proposals", "crosscheck.judge_proposal"} <= names
