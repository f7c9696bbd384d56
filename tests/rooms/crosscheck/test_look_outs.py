"""Look-outs are met by what officers of the accepting state ask and report; the issuing desk is told as of a hit."""

from datetime import timedelta
from uuid import UUID

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck.queries import CheckResult, Met
from kerege.rooms.notices.queries import inbox as notices
from kerege.rooms.requests import actions, queries
from kerege.rooms.requests.queries import Action, Kind, LineEntry
from tests import cast
from tests.rooms.crosscheck.scenes import PHONE, RAHIMOV, ask, person, report
from tests.rooms.requests import scenes

pytestmark = pytest.mark.usefixtures("node")
WORDS = f"EXERCISE: a white van, {PHONE}\n{RAHIMOV}, 12.03.1987\nKarimov Bahodir"


def sent(desk: str = "kz-almaty") -> UUID:
    """Dushanbe asks another state to stop a van and its driver."""
    ends = chance.today() + timedelta(days=30)
    return scenes.asked(
        "tj_analyst", desks=(desk,), kind=Kind.LOOK_OUT, action=Action.STOP, expires_on=ends, question=WORDS
    )


def in_force(desk: str = "kz-almaty", by: str = "aigerim") -> UUID:
    """The same, accepted."""
    thread = sent(desk)
    scenes.do(by, actions.accept, thread=thread)
    return thread


def met(result: CheckResult) -> list[tuple[str, str, tuple[str, ...], str]]:
    """What to do, how far it agrees, in which fields, whom to call."""
    return [(m.action, m.grade.value, m.fields, m.call.code if m.call else "") for m in result.look_outs]


def told(thread: UUID) -> list[LineEntry]:
    """What the issuing desk reads of its look-out being met."""
    return [line for line in scenes.seen("tj_analyst", thread).history if line.what == "met"]


def noticed(name: str) -> list[str]:
    """The notices of somebody's desk about look-outs that were met."""
    reader = cast.viewer(name)
    with viewing(reader):
        return [each.kind for each in notices(viewer=reader) if each.kind in {"request.met", "request.saved_met"}]


def saved(name: str, of: UUID) -> list[Met]:
    """What the page of a saved report shows."""
    reader = cast.viewer(name)
    with viewing(reader):
        return queries.met_by_report(viewer=reader, report=of)


def test_any_agency_of_the_accepting_state_meets_it_and_no_other_state_does() -> None:
    thread = sent()
    assert met(ask("erlan", PHONE)) == [], "nobody accepted it yet"
    scenes.do("aigerim", actions.accept, thread=thread)
    assert met(ask("erlan", PHONE)) == [("stop", "strong", ("phone",), "tj-dushanbe")]
    assert met(ask("bolat", PHONE)) == [("stop", "strong", ("phone",), "tj-dushanbe")]
    assert met(ask("daniyar", PHONE, purpose=Purpose.BORDER_CONTROL)) == [("stop", "strong", ("phone",), "")]
    assert met(ask("hamid", PHONE)) == met(ask("farrukh", PHONE)) == []
    scenes.do("tj_analyst", actions.withdraw, thread=thread, reason="EXERCISE: found")
    assert met(ask("erlan", PHONE)) == []


def test_a_name_counts_with_its_birth_and_never_alone_at_a_post() -> None:
    in_force()
    [found] = ask("erlan", "Rahimov Farrukh Saidovich 12.03.1987").look_outs
    assert found.fields == ("name", "birth")
    assert [each.fields for each in ask("erlan", "Rahimov Farrukh Saidovich").look_outs] == [("name",)]
    assert met(ask("daniyar", "Rahimov Farrukh Saidovich", purpose=Purpose.BORDER_CONTROL)) == []
    assert met(ask("erlan", "Karimov Bahodir")) == [], "a name without a birth is no more than a word of the text"


def test_the_issuing_desk_learns_desk_purpose_and_fields_once_a_day_and_no_case() -> None:
    thread = in_force()
    for _again in range(2):
        ask("erlan", PHONE, case="EX-SECRET")
    [line] = told(thread)
    assert dict(line.detail) == {"grade": "strong", "fields": ["phone"], "purpose": "investigation"}
    assert line.by_desk == cast.viewer("erlan").desk
    assert noticed("tj_analyst") == ["request.met"]
    assert "EX-SECRET" not in repr(scenes.seen("tj_analyst", thread))
    chance.advance(timedelta(hours=25))
    ask("erlan", PHONE)
    assert len(told(thread)) == 2


def test_an_issuing_desk_that_is_left_out_learns_nothing_and_the_asker_is_shown_what_to_do() -> None:
    thread = in_force()
    before = repr(scenes.seen("tj_analyst", thread))
    for left_out in ("TJ", "tj-dushanbe"):
        assert met(ask("erlan", PHONE, exclude=[left_out])) == [("stop", "strong", ("phone",), "tj-dushanbe")]
    assert repr(scenes.seen("tj_analyst", thread)) == before
    assert noticed("tj_analyst") == []


@pytest.mark.parametrize(
    ("category", "send", "tells"), [("suspect", True, True), ("contact", True, False), ("suspect", False, False)]
)
def test_a_saved_report_meets_it_and_the_issuing_desk_is_told_by_its_finding_mode(
    category: str, send: bool, tells: bool
) -> None:
    thread = in_force()
    made = report("erlan", person("EXERCISE driver", category=category, phone=PHONE), send=send)
    assert [each.action for each in saved("erlan", made)] == ["stop"]
    assert saved("farrukh", made) == []
    assert noticed("erlan") == ["request.saved_met"]
    assert len(told(thread)) == int(tells)


def test_of_what_has_ended_nothing_is_kept_to_find_it_by() -> None:
    from kerege.rooms.requests.models import Copy

    thread = in_force()
    holder = scenes.viewer("aigerim")
    with viewing(holder):
        assert Copy.objects.get(thread=thread, side="asked").watched
    scenes.later(days=31)
    with viewing(holder):
        assert Copy.objects.get(thread=thread, side="asked").watched == []
