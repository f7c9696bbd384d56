"""Two officers of one agency at once: what one has done between the other's reading and writing is not done again."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models import Model, QuerySet

from kerege.foundation import chance, server
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck import actions as crosscheck
from kerege.rooms.crosscheck.models import Hit
from kerege.rooms.crosscheck.queries import Answer as SilentAnswer
from kerege.rooms.operations.actions import joint
from kerege.rooms.operations.models import Invitation
from kerege.rooms.retention import actions
from kerege.rooms.retention.models import Consultation, Hold, Inquiry, Purge
from kerege.rooms.retention.queries import Answer
from tests import cast
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.retention import scenes
from tests.rooms.retention.test_inquiries import consulted, inquire

Act = Callable[[], object]


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with scenes.clock():
        yield


def lifting() -> Act:
    """A hold is lifted."""
    report = scenes.kept()
    scenes.hold(report)
    return lambda: scenes.lift(report)


def confirming() -> Act:
    """A notice of an erasure is confirmed."""
    report = scenes.kept()
    scenes.released(report)
    scenes.erase(report)
    [notice] = scenes.purges("farrukh")
    return lambda: scenes.confirm("farrukh", notice.id)


def answering() -> Act:
    """A consultation is answered."""
    scenes.kept()
    inquire()
    [asked] = consulted("aigerim")
    actor = cast.viewer("aigerim")

    def answer() -> None:
        with viewing(actor):
            actions.answer(actor=actor, consultation=asked.id, word=Answer.KEPT, reason=scenes.REASON)

    return answer


def closing() -> Act:
    """A person's request is closed."""
    inquiry = inquire()
    chance.advance(timedelta(days=200))
    actor = cast.viewer("centre_dpo")

    def close() -> None:
        with viewing(actor):
            actions.close(actor=actor, inquiry=inquiry)

    return close


def answering_silent() -> Act:
    """A silent match is answered."""
    checking.report("aigerim", checking.person(checking.RAHIMOV, category="contact", phone=checking.PHONE),
                    handling="H3", restriction="EXERCISE")  # fmt: skip
    checking.ask("farrukh", checking.PHONE)
    [hit] = checking.inbox("aigerim")
    actor = cast.viewer("aigerim")

    def answer() -> None:
        with viewing(actor):
            crosscheck.answer_silent(actor=actor, hit_id=hit.id, answer=SilentAnswer.ASK)

    return answer


def agreeing() -> Act:
    """A second officer agrees to an invitation under an assurance."""
    lead, second = (
        cast.viewer(name, Purpose.JOINT_OPERATION, case="EXERCISE") for name in ("aigerim", "kz_coordinator")
    )
    with viewing(lead):
        operation = joint.found(actor=lead, title="EXERCISE")
        joint.invite(actor=lead, operation=operation, agency="OBS-POLICE", assurance="EXERCISE 1/2026")

    def agree() -> None:
        with viewing(second):
            joint.approve(actor=second, operation=operation, agency="OBS-POLICE")

    return agree


ACTS: dict[str, tuple[Callable[[], Act], type[Model], str]] = {
    "retention.lift": (lifting, Hold, "nothing is held"),
    "retention.confirm": (confirming, Purge, "no notice"),
    "retention.answer": (answering, Consultation, "no consultation"),
    "retention.close_inquiry": (closing, Inquiry, "no open request"),
    "crosscheck.answer_silent": (answering_silent, Hit, "no clock of yours"),
    "operations.approve_invitation": (agreeing, Invitation, "no invitation waits"),
}


@pytest.mark.parametrize("door", ACTS)
def test_what_another_did_meanwhile_is_refused_and_stands_once(
    door: str, own_clone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has read; the second reads, writes and is done; the first writes: once it overwrote him."""
    prepare, table, refusal = ACTS[door]
    act = prepare()
    whole, waiting = QuerySet.update, [act]

    def overtaken(rows: "QuerySet[Model]", **changed: object) -> int:
        if rows.model is table and waiting:
            waiting.pop()()
        return whole(rows, **changed)

    monkeypatch.setattr(QuerySet, "update", overtaken)
    with pytest.raises((PermissionError, ValueError), match=refusal):
        act()
    assert waiting == []
    assert leaves(own_clone, door) == 0, "the first was refused in his transaction, in which the second had acted"
    act()
    assert leaves(own_clone, door) == 1


def leaves(database: str, door: str) -> int:
    """How many leaves of a door stand in the journal, whoever's they are."""
    with server.ensure_server(durable=False).administrator(database) as held:
        return len(held.execute("SELECT id FROM journal_leaf WHERE door = %s", [door]).fetchall())
