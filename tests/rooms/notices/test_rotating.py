"""A webhook gets a new key: for a week both sign, then the new one alone; a leaked one signs nothing more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.sealing import verify
from kerege.rooms.notices import actions, queries
from kerege.rooms.notices.actions import sending
from kerege.rooms.notices.rules import hooks, kinds
from tests import cast
from tests.rooms.notices.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db
KIND = kinds.Kind(code="exercise.rotating", text="EXERCISE: something waits", page="notices:index", argument="")
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def place() -> Iterator[str]:
    """The address of Dushanbe's system, which is told."""
    kinds.declare(KIND)
    with chance.seeded("rotating"), receiving() as origin:
        do("farrukh", actions.add_hook, url=f"{origin}/in")
        yield f"{origin}/in"
    kinds._kinds.pop(KIND.code)


def do(name: str, act: object, /, **given: object) -> None:
    """One act of somebody."""
    actor = cast.viewer(name)
    with viewing(actor):
        act(actor=actor, **given)  # type: ignore[operator]  # an action of the room


def hook() -> queries.HookEntry:
    """The address as its desk sees it."""
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        [found] = queries.hooks(viewer=viewer)
    return found


def rotate(*, at_once: bool = False) -> None:
    """A new key."""
    do("farrukh", actions.rotate_hook, hook=hook().id, at_once=at_once)


def fitting(publics: list[bytes]) -> list[bool]:
    """Which of these keys takes the next message, as a receiver that knows that one key alone would judge."""
    actor, desk = cast.viewer("aigerim"), cast.viewer("farrukh").desk
    with viewing(actor):
        actions.tell(desk=desk, kind=KIND.code, urgent=True)
    sending.give_out()
    sending.send_hooks()
    headers, body = Receiver.taken.pop()
    signed = hooks.signed_bytes(headers[hooks.MOMENT], body)
    sent = [bytes.fromhex(each) for each in headers[hooks.SIGNATURE].split(",")]
    return [any(verify(public, each, signed, context=hooks.CONTEXT) for each in sent) for public in publics]


def present() -> bytes:
    """The present key's public half."""
    return bytes.fromhex(hook().keys[0].public)


def test_both_keys_sign_for_a_week_then_the_new_one_alone() -> None:
    """Before the first rotation the node's own key signs, as it always did."""
    first = present()
    assert first == seal.node_key().public
    rotate()
    second = present()
    assert second != first
    assert fitting([first, second]) == [True, True]
    assert [each.until is None for each in hook().keys] == [True, False]
    chance.advance(WEEK - timedelta(minutes=1))
    assert fitting([first, second]) == [True, True]
    chance.advance(timedelta(minutes=1))
    assert fitting([first, second]) == [False, True]
    assert len(hook().keys) == 1


def test_a_leaked_key_signs_nothing_more_and_a_third_waits_for_the_week() -> None:
    rotate()
    second = present()
    with pytest.raises(actions.UnableToTellError, match="still signs"):
        rotate()
    assert present() == second
    rotate(at_once=True)
    third = present()
    assert fitting([seal.node_key().public, second, third]) == [False, False, True]
    rotate()
    assert fitting([second, third, present()]) == [False, True, True]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10)), max_size=5))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_rotations_who_entered_the_shown_keys_takes_every_message(turns: list[tuple[bool, int]]) -> None:
    """And no key that is no longer shown is taken: never three, never none."""
    once = [present()]
    for at_once, days in turns:
        try:
            rotate(at_once=at_once)
        except actions.UnableToTellError:
            continue
        finally:
            chance.advance(timedelta(days=days))
        once.append(present())
    shown = {bytes.fromhex(each.public) for each in hook().keys}
    assert fitting(once) == [each in shown for each in once]
    assert 1 <= len(shown) <= 2


def test_each_address_has_keys_of_its_own_and_other_desks_turn_none(place: str) -> None:
    do("farrukh", actions.add_hook, url=f"{place}/second")
    viewer = cast.viewer("farrukh")
    with viewing(viewer):
        for each in queries.hooks(viewer=viewer):
            actions.rotate_hook(actor=viewer, hook=each.id)
        first, second = queries.hooks(viewer=viewer)
    assert first.keys[0].public != second.keys[0].public
    for name in ("aigerim", "tj_dpo"):
        with pytest.raises(actions.UnableToTellError):
            do(name, actions.rotate_hook, hook=first.id)
