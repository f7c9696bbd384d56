"""A person challenges his record: he gives no hits until another decides, and nobody marks him by other ways."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.notices import queries as notices
from kerege.rooms.records import queries as records
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Dispute, Verdict
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.records import desk
from tests.rooms.retention import scenes

MARK = "UPDATE records_subject SET challenged = NOT challenged"
DECIDE = """
    UPDATE retention_challenge SET verdict = 'upheld', verdict_reason = 'EXERCISE', settled_at = %s, settled_by = %s
     WHERE id = %s"""


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def persons(report: UUID, who: str = "aigerim") -> list[records.SubjectEntry]:
    """The persons of a record as somebody reads them."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        part = records.report(viewer=viewer, report_id=report).nominal
    return [each for each in part.subjects if each.kind == "person"] if part else []


def challenge(report: UUID, who: str = "gulnora", ground: Dispute = Dispute.MISUSED_IDENTITY) -> UUID:
    """A challenge of the first person of a record, entered by somebody."""
    actor, subject = cast.viewer(who), persons(report)[0].id
    with viewing(actor):
        return actions.challenge(
            actor=actor, report=report, subject=subject, ground=ground, reference="EX-C-1", reason=scenes.REASON
        )


def decide(challenge: UUID, who: str = "kz_coordinator", verdict: Verdict = Verdict.UPHELD) -> None:
    """Decided by somebody."""
    actor = cast.viewer(who)
    with viewing(actor):
        actions.decide_challenge(actor=actor, challenge=challenge, verdict=verdict, reason=scenes.REASON)


def told(who: str) -> list[str]:
    """The kinds of notices in somebody's inbox about challenges, the newest first."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return [each.kind for each in notices.inbox(viewer=viewer) if each.kind.startswith("retention.challenge")]


def changed(who: str, statement: str, *values: object) -> int:
    """How many rows a statement of role app changes for somebody; none where it is refused. It is taken back."""
    try:
        with viewing(cast.viewer(who)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_a_challenged_person_gives_no_hits_until_another_decides_and_holders_are_told(own_clone: str) -> None:
    report = scenes.kept()
    scenes.released(report)
    assert checking.ask("hamid", checking.PHONE).hits
    made = challenge(report)
    assert not checking.ask("hamid", checking.PHONE).hits
    assert [each.challenged for each in persons(report, "farrukh")] == [True], "who received it sees the mark"
    assert (told("farrukh"), told("hamid")) == (["retention.challenged"], [])
    decide(made)
    assert checking.ask("hamid", checking.PHONE).hits
    assert [each.challenged for each in persons(report)] == [False]
    assert "retention.challenge_decided" in told("farrukh")


@pytest.mark.django_db
def test_a_correction_leaves_the_challenge_in_place() -> None:
    saved = desk.report("aigerim")
    made = challenge(saved.report)
    desk.correct("aigerim", saved, desk.raw(place="EXERCISE"))
    assert all(each.challenged for each in persons(saved.report)), "a new version does not shake a challenge off"
    decide(made, verdict=Verdict.CORRECTED)
    assert not any(each.challenged for each in persons(saved.report))


@pytest.mark.django_db
def test_nobody_decides_what_he_entered_or_wrote_and_nobody_marks_by_raw_sql() -> None:
    """Officers × who entered: the law of the table and the door agree on who decides."""
    entered = {name: challenge(scenes.kept(), name) for name in ("gulnora", "aigerim")}
    for (enters, made), name in product(entered.items(), cast.OFFICERS):
        viewer = cast.viewer(name)
        own = cast.OFFICERS[name][0].startswith(("kz-almaty", "kz-korday"))
        may = own and viewer.role in {Role.COORDINATOR, Role.DATA_PROTECTION} and name != enters
        assert bool(changed(name, DECIDE, chance.now(), viewer.officer, made)) == may, (enters, name)
        assert not changed(name, MARK), name
        if not may:
            with pytest.raises(PermissionError), transaction.atomic():
                decide(made, name)


@pytest.mark.django_db
def test_who_may_not_enters_no_challenge_and_of_nobody_else() -> None:
    report, other = scenes.kept(), scenes.kept()
    for name in ("bolat", "daniyar", "farrukh", "tj_dpo", "erlan", "kz_coordinator"):
        with pytest.raises(PermissionError):
            challenge(report, name)
    actor, stranger = cast.viewer("gulnora"), persons(other)[0].id
    with viewing(actor), pytest.raises(actions.UnableToChallengeError):
        actions.challenge(
            actor=actor,
            report=report,
            subject=stranger,
            ground=Dispute.UNLAWFUL,
            reference="EX-C-2",
            reason=scenes.REASON,
        )
    challenge(report)
    with pytest.raises(actions.UnableToChallengeError):
        challenge(report)


@pytest.mark.django_db
def test_an_erasure_ends_a_challenge_and_takes_its_words() -> None:
    report = scenes.kept()
    challenge(report)
    scenes.erase(report)
    viewer = cast.viewer("gulnora")
    with viewing(viewer):
        [held] = queries.challenges(viewer=viewer)
    assert (held.verdict, held.reference, held.reason, held.verdict_reason) == (Verdict.ERASED, "", "", "")


@pytest.mark.django_db
def test_the_clock_of_a_challenge_runs_thirty_days() -> None:
    challenge(scenes.kept())
    viewer = cast.viewer("gulnora")
    for days, late in ((30, False), (1, True)):
        chance.advance(timedelta(days=days))
        with viewing(viewer):
            assert [each.overdue for each in queries.challenges(viewer=viewer)] == [late]
