"""Telling a desk of another party, reading and marking, e-mail and webhooks that say nothing, kills and retries."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing, vouched
from kerege.kernel.law import Part, Purpose, State
from kerege.kernel.sealing import verify
from kerege.rooms.access import queries as access
from kerege.rooms.access.actions import intern_label
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.models import Account
from kerege.rooms.notices import actions, jobs, queries
from kerege.rooms.notices.actions import inboxes, sending
from kerege.rooms.notices.models import Delivery, Telling
from kerege.rooms.notices.rules import hooks, kinds
from tests import cast
from tests.rooms.notices.receiving import Receiver, receiving
from tests.steady import steady

pytestmark = pytest.mark.django_db
KIND = "exercise.told"
NIGHT = cast.chance.START.replace(hour=20)


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """A kind of notice for the tests, and a clock at night in Almaty."""
    kinds.declare(kinds.Kind(code=KIND, text="EXERCISE: something waits", page="notices:index", argument=""))
    with chance.seeded("notices", NIGHT):
        yield
    kinds._kinds.pop(KIND)


def told(by: str, to: str, *, urgent: bool = False, officer: UUID | None = None) -> UUID:
    """Somebody tells a desk."""
    actor, desk = cast.viewer(by), cast.viewer(to).desk
    with viewing(actor):
        return actions.tell(desk=desk, kind=KIND, thing=UUID(int=5, version=4), urgent=urgent, officer=officer)


def inbox(name: str, *, waiting: bool = True) -> list[UUID]:
    """What somebody sees."""
    viewer = cast.viewer(name, Purpose.OWN_WORK)
    with viewing(viewer):
        return [each.id for each in queries.inbox(viewer=viewer, waiting=waiting)]


def test_by_raw_sql_nobody_tells_a_desk_of_what_was_not_done() -> None:
    """Neither by the function of the law, nor by the door's with another word, nor twice with the same."""
    desk = cast.viewer("farrukh").desk
    given = [UUID(int=71), UUID(int=72), desk, None, KIND, None, False]
    word = vouched(f"notice|{given[0]}|{given[1]}|{desk}||{KIND}||f")
    bent = [[*given, b""], [*given, word[:-1]], [*given[:4], "permissions.opened", None, False, word]]
    bent += [[*given[:6], True, word], [*given[:2], cast.viewer("hamid").desk, *given[3:], word]]
    with viewing(cast.viewer("aigerim")), connection.cursor() as cursor:
        for values in bent:
            with pytest.raises(DatabaseError, match="does not vouch"), transaction.atomic():
                cursor.execute(inboxes.TELL, values)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT tell_desk(%s, %s, %s, %s, %s, %s, %s)", given)
        cursor.execute(inboxes.TELL, [*given, word])
        with pytest.raises(DatabaseError, match="duplicate key"), transaction.atomic():
            cursor.execute(inboxes.TELL, [*given, word])
    assert inbox("farrukh") == [UUID(int=71)]


def test_a_desk_of_another_party_is_told_and_nobody_else_sees_it() -> None:
    notice = told("aigerim", "farrukh")
    seen = {name for name in cast.OFFICERS if notice in inbox(name)}
    assert seen == {"farrukh", "tj_analyst", "tj_coordinator", "tj_dpo"}


def test_what_is_for_one_officer_stands_in_his_inbox_alone() -> None:
    notice = told("aigerim", "farrukh", officer=cast.viewer("tj_analyst").officer)
    assert {name for name in cast.OFFICERS if notice in inbox(name)} == {"tj_analyst"}
    reader = cast.viewer("farrukh", Purpose.OWN_WORK)
    with viewing(reader):
        assert actions.mark_read(actor=reader, notices=[notice]) == 0


def test_marking_as_read_empties_the_inbox_and_keeps_the_notice() -> None:
    notice = told("aigerim", "farrukh")
    reader = cast.viewer("farrukh", Purpose.OWN_WORK)
    with viewing(reader):
        assert actions.mark_read(actor=reader, thing=UUID(int=5, version=4)) == 1
    assert inbox("farrukh") == []
    assert inbox("farrukh", waiting=False) == [notice]


def test_a_kind_that_nobody_declared_and_a_desk_that_is_none_are_refused() -> None:
    actor = cast.viewer("aigerim")
    with viewing(actor):
        with pytest.raises(actions.UnknownKindError):
            actions.tell(desk=actor.desk, kind="exercise.other")
        with pytest.raises(directory.NoSuchDeskError):
            actions.tell(desk=uuid4(), kind=KIND)


def test_the_label_that_the_database_makes_is_the_one_that_python_interns() -> None:
    notice = told("aigerim", "farrukh")
    reader = cast.viewer("farrukh", Purpose.OWN_WORK)
    with viewing(reader), connection.cursor() as cursor:
        cursor.execute("SELECT label FROM notices_notice WHERE id = %s", [notice])
        (found,) = cursor.fetchone()
        owner = access.Owner(desk=reader.desk, agency=reader.agency, party=reader.party)
        assert found == intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))


def test_an_email_says_how_many_and_nothing_else() -> None:
    mailbox("farrukh", "en")
    told("aigerim", "farrukh", urgent=True)
    told("aigerim", "farrukh", urgent=True)
    assert sending.give_out() == 2
    sending.send_mail()
    [sent] = mail.outbox
    assert sent.to == ["farrukh@exercise.example"]
    assert "You have 2 urgent notices: sign in." in sent.body
    assert "KZ" not in steady(sent.body + sent.subject)
    assert "0005" not in steady(sent.body)
    assert sending.send_mail() == 0


def test_how_much_others_have_to_hear_never_cuts_an_email_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a batch of three: two for Osh, then two for Dushanbe."""
    monkeypatch.setattr(sending, "BATCH", 3)
    for name in ("iskender", "farrukh"):
        mailbox(name, "en")
        for _ in range(2):
            told("aigerim", name, urgent=True)
            chance.advance(timedelta(seconds=1))
    while jobs.send_waiting():
        pass
    first_lines = [(sent.to[0].partition("@")[0], sent.body.partition("\n")[0]) for sent in mail.outbox]
    said = "You have 2 urgent notices: sign in."
    assert first_lines == [("iskender", said), ("farrukh", said)]


def test_quiet_hours_hold_what_is_not_urgent_until_the_morning() -> None:
    mailbox("farrukh", "ru")
    told("aigerim", "farrukh")
    sending.give_out()
    assert sending.send_mail() == 0
    chance.advance(timedelta(hours=13))
    sending.send_mail()
    [sent] = mail.outbox
    assert "уведомлени" in sent.body


def test_a_worker_that_dies_between_taking_and_sending_loses_nothing() -> None:
    mailbox("farrukh", "en")
    told("aigerim", "farrukh", urgent=True)
    sending.give_out()
    assert len(sending.take_due(hook=False)) == 1
    assert sending.send_mail() == 0, "another worker does not send it meanwhile"
    chance.advance(sending.HELD)
    sending.send_mail()
    assert len(mail.outbox) == 1


def mailbox(name: str, language: str) -> None:
    """Give an account an address."""
    Account.objects.filter(username=name).update(email=f"{name}@exercise.example", language=language)


@pytest.fixture
def receiver() -> Iterator[str]:
    """Its origin."""
    with receiving() as origin:
        yield origin


def hooked(origin: str) -> None:
    """Dushanbe's system is told."""
    keeper = cast.viewer("farrukh")
    with viewing(keeper):
        actions.add_hook(actor=keeper, url=f"{origin}/in")


def test_a_webhook_is_signed_and_reveals_nothing(receiver: str) -> None:
    hooked(receiver)
    told("aigerim", "farrukh", urgent=True)
    sending.give_out()
    assert sending.send_hooks() == 1
    [(headers, body)] = Receiver.taken
    signature = bytes.fromhex(headers[hooks.SIGNATURE])
    signed = hooks.signed_bytes(headers[hooks.MOMENT], body)
    assert verify(seal.node_key().public, signature, signed, context=hooks.CONTEXT)
    assert set(json.loads(body)) == {"at", "delivery", "notices", "urgent"}
    assert not still_waiting(Delivery, hook__isnull=False)


@pytest.mark.parametrize("status", [500, 302])
def test_what_the_other_side_does_not_take_is_tried_again_later(receiver: str, status: int) -> None:
    Receiver.status = status
    hooked(receiver)
    told("aigerim", "farrukh")
    sending.give_out()
    sending.send_hooks()
    assert sending.send_hooks() == 0
    Receiver.status = 204
    chance.advance(timedelta(minutes=2))
    sending.send_hooks()
    assert len(Receiver.taken) == 2
    assert not still_waiting(Delivery, hook__isnull=False)


def test_only_listed_addresses_are_kept_and_closed_ones_are_told_nothing(receiver: str) -> None:
    keeper = cast.viewer("farrukh")
    with viewing(keeper):
        with pytest.raises(actions.UnableToTellError):
            actions.add_hook(actor=keeper, url="https://elsewhere.example/")
        hook = actions.add_hook(actor=keeper, url=f"{receiver}/in")
        actions.close_hook(actor=keeper, hook=hook)
    told("aigerim", "farrukh")
    sending.give_out()
    assert sending.send_hooks() == 0
    stranger = cast.viewer("aigerim")
    with viewing(stranger), pytest.raises(actions.UnableToTellError):
        actions.close_hook(actor=stranger, hook=hook)


def test_a_member_reads_no_addresses_of_others_by_the_function_of_the_node() -> None:
    viewer, desk = cast.viewer("aigerim"), cast.viewer("farrukh").desk
    with viewing(viewer), pytest.raises(DatabaseError, match="only the node sends"), transaction.atomic():
        connection.cursor().execute("SELECT * FROM hooks_of(%s)", [desk])


def test_what_is_given_out_is_no_longer_waiting_to_be() -> None:
    told("aigerim", "farrukh")
    sending.give_out()
    assert not still_waiting(Telling)


@pytest.mark.parametrize("name", [*cast.OFFICERS, "sign-in", "requests"])
def test_nobody_but_the_node_sees_or_changes_what_is_still_to_be_told(name: str) -> None:
    """To whom something is told at the instant of a check would say that it met a silent record."""
    told("aigerim", "farrukh", urgent=True)
    told("aigerim", "hamid")
    sending.give_out()
    told("aigerim", "farrukh")
    assert still_waiting(Telling)
    viewer = cast.viewer(name) if name in cast.OFFICERS else directory.system_viewer(name)
    with viewing(viewer):
        for table in ("notices_telling", "notices_delivery"):
            for statement in ("SELECT FROM {}", "DELETE FROM {}", "UPDATE {} SET urgent = false", ADDED):
                assert touched(statement.format(table, table)) == 0, (table, statement)


ADDED = "INSERT INTO {} SELECT (jsonb_populate_record(NULL::{}, to_jsonb(n))).* FROM notices_notice n"


def touched(statement: str) -> int:
    """How many rows a statement touches; none where it is refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_how_somebody_wants_to_be_told_is_his_own_accounts() -> None:
    wanted = queries.Wish(zone="Asia/Almaty", quiet_from=1)
    accounts = {}
    for name in ("aigerim", "farrukh"):
        with viewing(cast.viewer(name)):
            accounts[name] = queries.account_of(viewer=cast.viewer(name))
            actions.wish(account=accounts[name], wanted=wanted)
    with viewing(cast.viewer("farrukh")):
        assert touched("SELECT FROM notices_wish") == touched("UPDATE notices_wish SET mail = 'none'") == 1
        assert touched("DELETE FROM notices_wish") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.wish(account=accounts["aigerim"], wanted=wanted)
    with viewing(cast.viewer("aigerim")):
        assert queries.wish_of(account=accounts["aigerim"]) == wanted


def still_waiting(model: type[Telling | Delivery], **given: object) -> bool:
    """Whether the node still has such work."""
    with sending.working():
        return model.objects.filter(**given).exists()
