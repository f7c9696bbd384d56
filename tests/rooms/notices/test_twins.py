"""Twin worlds of what leaves the node: a hidden record changes no e-mail, webhook or inbox of who may not see it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.models import Account
from kerege.rooms.notices import actions, queries
from kerege.rooms.notices.actions import sending
from kerege.rooms.notices.models import Delivery, Telling
from kerege.rooms.notices.rules import hooks
from kerege.rooms.requests.queries import Outcome
from tests import cast
from tests.access import faces, twins
from tests.conftest import fresh_clone
from tests.rooms.deconfliction import scenes as meetings
from tests.rooms.notices.receiving import Receiver, receiving
from tests.rooms.operations import scenes as deliveries
from tests.rooms.requests import scenes

KEEPERS = ("aigerim", "erlan", "farrukh", "hamid", "iskender", "ksenia", "duty", "director", "org_analyst")
"""One officer of each desk that may have a system of its own told."""
READER = "farrukh"
World = Mapping[str, list[Any]]


def a_request() -> None:
    """Almaty asks Osh, urgently; nobody answers."""
    scenes.urgent(desks=("kg-osh",))


def a_crossing() -> None:
    """Customs and Omsk plan two raids on one yard far from everybody else's."""
    yard = meetings.plan(at=(50.5, 78.5), scope=meetings.Scope.ROUTE)
    for name in ("erlan", "ksenia"):
        meetings.submit(name, yard)


def an_event_that_leaves_osh_out() -> None:
    """It meets the raid that Osh submits in both worlds; nobody learns of it."""
    meetings.submit("aigerim", meetings.plan(left_out=("KG",)))


def records() -> None:
    """Everything about the very name and telephone that Dushanbe asks for, and may not find."""
    viewer = cast.viewer(READER, Purpose.INVESTIGATION, case="EXERCISE")
    for at, hide in enumerate(twins.HIDDEN):
        if hide not in (twins.released_to_an_operation, twins.a_delivery_between_others):
            hide(at, viewer)


def an_operation() -> None:
    """Customs and Osh have a closed work file, with a record released to it."""
    twins.released_to_an_operation(7, cast.viewer(READER))


HIDDEN = (records, a_request, a_crossing, an_event_that_leaves_osh_out, an_operation, deliveries.between_others)
"""What one of two worlds holds besides."""
HEARING = {"kz-almaty", "kz-customs", "kg-osh", "ru-omsk", "centre-duty"}
"""The desks whose that is."""


def lived() -> None:
    """What happens in both worlds: checks of the very name, records of it, an answered request, a raid."""
    viewer = cast.viewer(READER, Purpose.INVESTIGATION, case="EXERCISE")
    for question in (twins.NAME, twins.PHONE):
        twins.checked(viewer, question)
    for name in (READER, "hamid"):
        twins.keep(name, twins.raw(8, **twins.nominal("suspect")))
    thread = scenes.urgent()
    scenes.answered(thread, Outcome.FULL, text="EXERCISE")
    scenes.closed(thread)
    scenes.asked("hamid")
    meetings.submit("iskender")


def subscribed(origin: str) -> None:
    """Every account is told by e-mail at once, and each desk's system by webhook."""
    for name in cast.OFFICERS:
        Account.objects.filter(username=name).update(email=f"{name}@exercise.example", language="ru")
    for name in KEEPERS:
        keeper = cast.viewer(name)
        with viewing(keeper):
            actions.add_hook(actor=keeper, url=f"{origin}/{cast.OFFICERS[name][0]}")


def left() -> Iterator[tuple[str, Any]]:
    """What leaves the node for whom, now and on the next morning; and what stands in each inbox then."""
    for hours in (0, 24):
        chance.advance(timedelta(hours=hours))
        mail.outbox, Receiver.taken, Receiver.paths = [], [], []
        faces.run_jobs()
        while sending.give_out() + sending.send_mail() + sending.send_hooks():
            pass
        for sent in mail.outbox:
            message = sent.message()
            del message["Date"]
            yield sent.to[0].partition("@")[0], (hours, message.as_bytes())
        for path, (headers, body) in zip(Receiver.paths, Receiver.taken, strict=True):
            kept = {name: value for name, value in headers.items() if name not in (hooks.SIGNATURE, hooks.MOMENT)}
            yield path.strip("/"), (hours, sorted(kept.items()), body)
    for name in cast.OFFICERS:
        viewer = cast.viewer(name, Purpose.OWN_WORK)
        with viewing(viewer):
            found = queries.inbox(viewer=viewer, waiting=False)
        yield name, renumbered(found)


def renumbered(found: Sequence[queries.NoticeEntry]) -> list[queries.NoticeEntry]:
    """An inbox, its things numbered as they come: a request or a hit draws its id by chance, and so do hidden ones."""
    known = list(dict.fromkeys(each.thing for each in found))
    return [replace(each, thing=UUID(int=known.index(each.thing))) for each in found]


def world(origin: str, *hidden: Callable[[], object]) -> World:
    """All that reaches each officer and each desk in one world; what is hidden draws its chance apart."""
    cache.clear()
    with chance.seeded("hidden", meetings.NOON):
        for hide in hidden:
            hide()
    told: dict[str, list[Any]] = {name: [] for name in (*cast.OFFICERS, *cast.DESKS)}
    with chance.seeded("notices-twins", meetings.NOON + timedelta(hours=1)):
        subscribed(origin)
        lived()
        for reader, said in left():
            told[reader].append(said)
    meetings.close()
    return told


@pytest.fixture(scope="module")
def play(django_db_setup: None, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[..., World]]:
    """Plays a world in a database of its own; all of them reach the same addresses."""

    def played(*hidden: Callable[[], object]) -> World:
        with django_db_blocker.unblock(), fresh_clone(worker_id):
            return world(origin, *hidden)

    with receiving() as origin:
        yield played


@pytest.fixture(scope="module")
def without(play: Callable[..., World]) -> World:
    """The world in which nothing is hidden."""
    return play()


def hearing(one: World, other: World) -> set[str]:
    """The desks at which anybody, or whose system, is told otherwise in two worlds."""
    differ = {name for name, said in one.items() if said != other[name]}
    return {cast.OFFICERS[name][0] if name in cast.OFFICERS else name for name in differ}


def test_what_is_hidden_reaches_those_whose_it_is_and_changes_nothing_for_anybody_else(
    play: Callable[..., World], without: World
) -> None:
    """Each e-mail (headers, subject, body), webhook, inbox: number, order, moment, bytes."""
    assert hearing(without, play(*HIDDEN)) == HEARING


def test_a_planted_leak_is_found(
    play: Callable[..., World], without: World, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> None:
    """A node that copies what Osh is told to an uninvolved coordinator, with no word more."""
    whole = sending.deliveries_of
    with django_db_blocker.unblock():
        osh, account = cast.viewer("iskender").desk, directory.account_id("tj_coordinator")

    def copied(row: Telling) -> list[Delivery]:
        made = whole(row)
        if row.desk == osh:
            made.append(Delivery(account=account, desk=row.desk, urgent=row.urgent, at=row.at, due_at=row.at))
        return made

    monkeypatch.setattr(sending, "deliveries_of", copied)
    assert hearing(without, play(a_request)) - HEARING == {"tj-dushanbe"}


def test_something_is_told_in_every_world_so_that_something_could_be_given_away(without: World) -> None:
    for reader in ("farrukh", "tj_analyst", "tj-dushanbe", "aigerim", "kz-almaty"):
        assert len(without[reader]) > (reader in cast.OFFICERS), f"{reader} is told nothing"
