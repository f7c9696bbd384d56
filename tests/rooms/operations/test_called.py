"""What a refusal names in the reader's language: fields of entries, plans, requests and wishes, each with its name."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from kerege.foundation import chance
from kerege.kernel.saying import SaidError
from kerege.rooms.deconfliction import queries as deconfliction
from kerege.rooms.deconfliction.rules import events
from kerege.rooms.deconfliction.rules.events import Plan, Problem
from kerege.rooms.notices import queries as notices
from kerege.rooms.notices.rules import wishes
from kerege.rooms.operations import queries
from kerege.rooms.operations.rules import joint, wording
from kerege.rooms.operations.rules.joint import EntryKind
from kerege.rooms.requests.actions import IncompleteError
from kerege.rooms.requests.rules import words

BARE = {
    "joint": wording.FIELDS,
    "titles": {kind.value: text for kind, text in wording.TITLES.items()},
    "plan": deconfliction.words.FIELDS,
    "request": words.FIELDS,
    "wish": wishes.FIELDS,
}


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    """For a Russian reader."""
    with translation.override("ru"):
        yield


@pytest.mark.parametrize("where", BARE)
def test_every_field_has_a_russian_name(where: str) -> None:
    for text in BARE[where].values():
        assert translation.gettext(text) != text


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind not in joint.BY_ITSELF | {EntryKind.PHASE}])
def test_an_entry_that_lacks_everything_says_what_in_russian(kind: EntryKind) -> None:
    """And a name for whoever gives it by command or API."""
    entries = [] if kind not in joint.REPORTED | {EntryKind.ASSESSMENT} else [phase(each) for each in joint.ORDER[1:4]]
    with pytest.raises(SaidError) as refused:
        joint.refuse(entries, kind, {}, "", leads=True, agency="KZ")
    said = queries.refusal_text(refused.value)
    for name in joint.NEEDED.get(kind, ("words",)):
        assert f" ({name})" in said
    assert said.startswith("запис") or "не хватает" in said


def phase(reached: joint.Phase) -> joint.Entry:
    """A phase that was reached."""
    at = chance.START
    given = {"phase": reached.value}
    return joint.Entry(kind=EntryKind.PHASE, at=at, party="KZ", agency="KZ", officer="EX-1", given=given)


def test_fields_of_plans_requests_and_wishes_are_called_in_russian() -> None:
    problem = Problem("radius_km", "The radius is more than 0 and at most 3 km.")
    assert deconfliction.field_line(problem).startswith("Радиус")
    assert "(radius_km)" in deconfliction.field_line(problem)
    assert str(IncompleteError([("question", "needs_text")])).startswith("Ваш вопрос")
    assert "(quiet_from);" in notices.refused(wishes.Wish(quiet_from=99))


def test_every_field_of_a_plan_that_may_be_wrong_has_a_name() -> None:
    """All that the reader and the rules refuse by."""
    empty = Plan(
        kind=events.Kind.RAID, scope=events.Scope.BORDER, scope_note="", belt_km=None, place="", way=(), radius_km=0,
        zone="", case="", supervisor="", telephone="", choice=deconfliction.Choice.BOTH,
    )  # fmt: skip
    named = {each.field for each in events.problems(empty, chance.now())}
    assert named
    assert named <= deconfliction.words.FIELDS.keys()
