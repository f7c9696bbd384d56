"""No step that was altered past the doors decides in which state a delivery is, and page, API and terminal say so."""

import json
from collections.abc import Callable
from copy import copy
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from kerege.cli.main import main
from kerege.cli.operations import view_lines
from kerege.foundation import chance, seal, server
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Purpose
from kerege.rooms.operations import queries
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.queries import BentDeliveryError, Kind, Stage
from kerege.rooms.operations.queries.courses import COLUMNS, Unfollowed, acts_of, course_of, rows_of
from kerege.rooms.operations.queries.files import deciding
from kerege.rooms.operations.queries.signing import CONTEXT, first_format, signature_of
from tests.access import twins
from tests.rooms.operations import scenes
from tests.rooms.operations.scenes import viewer

STATES = tuple(scenes.STATES.values())
NOT_SIGNED = {"label"}
"""Who reads the row: it stands outside of what is signed, as that of a version does."""
UNSIGNED_FORMERLY = {"id", "owner", "officer", "agency", "centre"}


def kept(delivery: UUID) -> list[DeliveryStep]:
    """The rows of a delivery as the node reads them."""
    return read(delivery)[0]


def read(delivery: UUID) -> tuple[list[DeliveryStep], dict[str, int]]:
    """Rows and acts of a delivery as the node reads them."""
    with viewing(viewer("farrukh")), deciding(viewer("farrukh"), delivery) as allowed:
        assert allowed
        return rows_of(delivery), acts_of(delivery)


def bent(row: DeliveryStep, column: str) -> DeliveryStep:
    """The row with another value in one column, such as a reader of it could take for a value."""
    value: Any = getattr(row, column)
    others: dict[type, Callable[[], Any]] = {
        UUID: uuid4, bool: lambda: not value, int: lambda: value + 100, str: lambda: value + "x",
        dict: lambda: value | {"x": 1}, datetime: lambda: value + timedelta(seconds=1),
    }  # fmt: skip
    made = copy(row)
    setattr(made, column, others.get(type(value), lambda: b"other")())
    return made


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_no_step_with_one_value_bent_is_followed() -> None:
    """Each column of each row of a delivery under way; a new column is signed, or stands among those that are not."""
    rows = kept(scenes.under_way())
    whole = course_of(rows)
    assert (whole.unfollowed, whole.last_place) == ((), len(rows))
    columns = {str(each.column) for each in DeliveryStep._meta.concrete_fields}
    assert columns - NOT_SIGNED == {*COLUMNS, "delivery"}
    for at, row in enumerate(rows):
        for column in sorted(columns - NOT_SIGNED):
            made = course_of([*rows[:at], bent(row, column), *rows[at + 1 :]])
            assert row.place in made.unfollowed, (row.kind, column)
            assert made.steps == whole.steps[:at] + whole.steps[at + 1 :], (row.kind, column)
            assert made.is_bent is (at == 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_steps_left_out_exchanged_doubled_or_of_another_file_are_noticed() -> None:
    """Those cut off the end are missed by the journal alone: see below."""
    rows, foreign = kept(scenes.under_way()), kept(scenes.sent())
    for at in range(len(rows) - 1):
        assert course_of([*rows[:at], *rows[at + 1 :]]).unfollowed == (at + 1,)
        pair = [copy(rows[at + 1]), copy(rows[at])]
        pair[0].place, pair[1].place = at + 1, at + 2
        assert course_of([*rows[:at], *pair, *rows[at + 2 :]]).unfollowed == (at + 1, at + 2)
    whole = course_of(rows)
    for row in rows:
        doubled = course_of(sorted([*rows, row], key=lambda each: each.place))
        assert (doubled.steps, doubled.unfollowed) == (whole.steps, (row.place,))
    stolen = copy(foreign[1])
    stolen.delivery = rows[0].delivery
    assert course_of([rows[0], stolen, *rows[2:]]).unfollowed == (2,)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("scene", [scenes.drafted, scenes.sent, scenes.under_way])
def test_every_course_cut_off_at_its_end_is_noticed(scene: Callable[[], UUID]) -> None:
    """Every length, with and without a hole, a bent and a doubled step before the cut."""
    rows, acts = read(scene())
    assert course_of(rows, acts).unfollowed == ()
    for left in range(1, len(rows)):
        cut, missing = rows[:left], tuple(range(left + 1, len(rows) + 1))
        assert course_of(cut).unfollowed == ()
        made = course_of(cut, acts)
        assert (made.unfollowed, made.last_place) == (missing, left), left
        for at in range(left - 1):
            for others in ([], [bent(cut[at], "words")], [cut[at], cut[at]]):
                made = course_of([*cut[:at], *others, *cut[at + 1 :]], acts)
                assert made.unfollowed == (at + 1, *missing), (left, at)


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_a_step_that_a_restored_node_laid_back_hides_no_cut_of_another_kind() -> None:
    """Such a step has no leaf; it stands at the end of the restored course."""
    rows, acts = read(scenes.under_way())
    laid = copy(rows[-1])
    laid.id, laid.place, laid.kind = uuid4(), len(rows) + 1, Kind.WITHDRAW.value
    laid.signature = signature_of(laid)
    assert course_of([*rows, laid], acts).unfollowed == ()
    for left in range(1, len(rows)):
        laid.place = left + 1
        laid.signature = signature_of(laid)
        assert course_of([*rows[:left], laid], acts).unfollowed == tuple(range(left + 2, len(rows) + 2))


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
def test_steps_of_the_first_format_are_followed_as_what_they_were() -> None:
    rows = kept(scenes.sent())
    for row in rows:
        row.signature = seal.node_key().sign(canonical_bytes(first_format(row)), context=CONTEXT)
    assert course_of(rows).unfollowed == ()
    columns = {*COLUMNS, "delivery"} - {"signature"}
    loose = {column for column in columns if not course_of([rows[0], bent(rows[1], column), *rows[2:]]).unfollowed}
    assert loose == UNSIGNED_FORMERLY


def test_what_was_signed_without_its_officer_is_said_to_be(own_clone: str) -> None:
    """By page, API, terminal and command; of no other step."""
    with chance.seeded("former"):
        delivery = scenes.sent()
        rows = kept(delivery)
        assert queries.verify_deliveries(own_clone).former == 0
        with server.ensure_server(durable=False).administrator(own_clone) as superuser:
            superuser.execute("SET session_replication_role = replica")
            signature = seal.node_key().sign(canonical_bytes(first_format(rows[1])), context=CONTEXT)
            superuser.execute(
                "UPDATE operations_delivery_step SET signature = %s WHERE id = %s", [signature, rows[1].id]
            )
        looked = queries.verify_deliveries(own_clone)
        assert (looked.former, looked.bent, looked.astray) == (1, (), ())
        view = scenes.shown("farrukh", delivery)
        assert [line.former for line in reversed(view.log)] == [at == 1 for at in range(len(rows))]
        _status, said = answer("farrukh", f"/deliveries/{delivery}")
        assert sum(not line["officer_signed"] for line in said["log"]) == 1
        with translation.override("en"):
            told = [value for line in view.log for name, value in queries.step_rows(view, line) if "format" in name]
        assert len(told) == 1


def altered(database: str, change: str, delivery: UUID) -> None:
    """What whoever reaches the database as its owner does to a delivery; committed at once."""
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(f"UPDATE operations_delivery_step SET {change} AND delivery = %s", [delivery])


def answer(name: str, address: str) -> tuple[int, Any]:
    """What the API says."""
    _client, token = twins.client_of(name, viewer(name))
    headers = {"Authorization": f"Bearer {token}", "Kerege-Case": "EX-1"}
    headers["Kerege-Purpose"] = Purpose.CONTROLLED_DELIVERY.value
    said = Client().get(f"/api{address}", headers=headers)
    return said.status_code, json.loads(said.content)


def test_a_course_cut_off_moves_no_load_back_and_everybody_is_told(own_clone: str) -> None:
    """The curious administrator takes the stop away: all say so, also after the next step."""
    with chance.seeded("cut"):
        delivery = scenes.under_way()
        scenes.do("farrukh", delivery, Kind.STOP)
        last = len(kept(delivery))
        with server.ensure_server(durable=False).administrator(own_clone) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("DELETE FROM operations_delivery_step WHERE delivery = %s AND kind = 'stop'", [delivery])
        for name in STATES:
            own = scenes.shown(name, delivery)
            assert (own.stage, own.unfollowed) == (Stage.UNDER_WAY, (Unfollowed(),)), name
            status, said = answer(name, f"/deliveries/{delivery}")
            assert (status, len(said["not_followed"]), len(said["warnings"])) == (200, 1, 2), name
            assert set(queries.unfollowed_said(own)) <= set(view_lines(own))
        scenes.do("farrukh", delivery, Kind.NOTE, words="EXERCISE goes on behind it")
        assert [row.place for row in kept(delivery)] == list(range(1, last + 1))
        assert scenes.shown("farrukh", delivery).unfollowed == (Unfollowed(),)


def test_a_bent_step_moves_no_load_and_everybody_is_told(own_clone: str) -> None:
    """The curious administrator makes of the start a seizure; of an answer, a refusal; of the plan, another."""
    with chance.seeded("bent"):
        delivery = scenes.under_way()
        altered(own_clone, "kind = 'seize' WHERE kind = 'take_over'", delivery)
        for name in ("farrukh", *list(scenes.STATES.values())[1:]):
            assert scenes.shown(name, delivery).stage is Stage.SENT
        altered(own_clone, "given = '[3]', kind = 'unheard of' WHERE kind = 'send'", delivery)
        own = scenes.shown("farrukh", delivery)
        assert [each.kind for each in own.unfollowed] == [Kind.NOTE, Kind.SEIZE]
        assert own.stage is Stage.CHECKED
        other = scenes.shown("ksenia", delivery)
        assert [each.kind for each in other.unfollowed] == [Kind.SEIZE, None]
        scenes.do("farrukh", delivery, Kind.NOTE, words="EXERCISE goes on at the next place")
        assert scenes.shown("farrukh", delivery).log[0].sound
        at = own.unfollowed[1].at
        assert at is not None
        status, said = answer("farrukh", f"/deliveries/{delivery}")
        assert (status, said["not_followed"][1]) == (
            200, {"place": own.unfollowed[1].place, "step": "seize", "at": queries.written(at)}
        )  # fmt: skip
        assert len(said["warnings"]) == 3
        client, _token = twins.client_of("farrukh", viewer("farrukh"))
        page = unescape(client.get(f"/deliveries/{delivery}/").content.decode())
        told = []
        for language in ("en", "ru"):
            with translation.override(language):
                sentences = queries.unfollowed_said(own)
                assert sentences == view_lines(own)[1:4]
                told.append(all(each in page for each in sentences))
        assert any(told), page
        altered(own_clone, "given = given || '{\"x\": 1}' WHERE kind = 'plan'", delivery)
        with viewing(viewer("farrukh")), pytest.raises(BentDeliveryError):
            queries.delivery(viewer=viewer("farrukh"), delivery_id=delivery)
        assert answer("farrukh", f"/deliveries/{delivery}")[0] == 403
        assert answer("farrukh", "/deliveries")[1][0]["stage"] == "checked"


def test_the_command_names_each_delivery_that_was_bent_cut_or_listed_wrongly(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each column of the list's index in turn; what is whole is not named, and the next step sets the list right."""
    with chance.seeded("looked"):
        steady, unsteady, shortened = scenes.sent(), scenes.sent(), scenes.under_way()
        looked = queries.verify_deliveries(own_clone)
        assert (looked.bent, looked.astray) == ((), ())
        assert looked.steps == sum(len(kept(each)) for each in (steady, unsteady, shortened))
        last = len(kept(shortened))
        others = {
            "stage": "'closed'", "made_at": "made_at + interval '1 day'", "requester": "'RU'", "requester_officer":
            "gen_random_uuid()", "expires": "NULL", "answer_by": "NULL", "needed": "'{check}'", "acts_for": "'UZ'",
            "needed_expired": "'{check}'",
        }  # fmt: skip
        with server.ensure_server(durable=False).administrator(own_clone) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute(
                "DELETE FROM operations_delivery_step WHERE delivery = %s AND place = %s", [shortened, last]
            )
            columns = superuser.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'operations_standing'::regclass AND attnum > 0"
            ).fetchall()
        assert {name for (name,) in columns} == {*others, "delivery"}
        for name, value in others.items():
            relisted(own_clone, unsteady, f"{name} = {value}")
            assert queries.verify_deliveries(own_clone).astray == tuple(sorted([unsteady, shortened]))
            scenes.do("farrukh", unsteady, Kind.NOTE, words="EXERCISE")
        relisted(own_clone, unsteady, "stage = 'closed'")
        looked = queries.verify_deliveries(own_clone)
        assert looked.bent == ((shortened, last),)
        assert set(looked.astray) == {unsteady, shortened}
        monkeypatch.setattr("kerege.cli.main.prepare_django", lambda *, database: None)
        assert main(["journal", "verify", "--records", "--json"]) == 1
        named = json.loads(capsys.readouterr().out)
        assert named["bent_steps"] == [{"delivery": str(shortened), "place": last}]
        assert str(unsteady) in named["deliveries_listed_wrongly"]


def relisted(database: str, delivery: UUID, change: str) -> None:
    """What whoever reaches the database as its owner makes the list say of a delivery."""
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute(
            f"UPDATE operations_standing SET {change} WHERE delivery = %s AND acts_for = 'requester'", [delivery]
        )
