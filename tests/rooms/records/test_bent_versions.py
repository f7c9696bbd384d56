"""A version that was altered past the node is shown as such, is named by the command, and leaves by no way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from kerege.cli.main import main
from kerege.cli.record_lines import record_wire
from kerege.foundation import seal, server
from kerege.foundation.viewing import viewing
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Part, Purpose, Viewer
from kerege.rooms.records import actions, models, queries
from kerege.rooms.records.actions.releasing import BentReportError
from kerege.rooms.records.policy import signing
from kerege.rooms.records.queries.verifying import Held, bent_of, verify_versions
from tests import cast
from tests.access import twins
from tests.rooms.records import desk

LEG = {"from_country": "TJ", "to_country": "KZ", "transport": "road", "assessed": "yes"}
RESTRICTED = {
    "handling": ["H0", "H3"],
    "restriction": "EXERCISE: ask first",
    "not_to_parties": ["RU"],
    "legs": [LEG],
    "latitude": "43.0417",
    "longitude": "74.7081",
}
BESIDE = {"id", "owner", "label", "report"}
NOT_SIGNED = {
    models.Version: {"label", "made_by", "reason", "derived_from", "language"},
    models.FindingTerms: {*BESIDE, "current", "mode_reason"},
    models.Facts: {"id", "owner", "label"},
    models.Item: BESIDE,
    models.Leg: BESIDE,
}
"""Columns of which no signature says anything: which row it is, who reads it; more in `test_signed_versions`."""


def bent(row: Any, column: str) -> Any:
    """A row with another value in one column."""
    value: Any = getattr(row, column)
    others: dict[type, Any] = {
        UUID: uuid4, bool: lambda: not value, int: lambda: value + 1, str: lambda: value + "x",
        list: lambda: [*value, "x"], dict: lambda: value | {"x": "1"}, Decimal: lambda: value + Decimal("0.01"),
        datetime: lambda: value + timedelta(seconds=1), date: lambda: value + timedelta(days=1),
        type(None): lambda: Decimal(7) if row._meta.get_field(column).get_internal_type() == "DecimalField" else 7,
    }  # fmt: skip
    made = copy(row)
    setattr(made, column, others.get(type(value), lambda: b"other")())
    return made


@pytest.fixture(params=["one", "many"])
def held(db: None, request: pytest.FixtureRequest) -> tuple[Held, dict[UUID, UUID]]:
    """The rows of a restricted report, saved alone or in a batch, and its head."""
    viewer, claim = cast.viewer("aigerim"), desk.claim(desk.raw(**RESTRICTED))
    with viewing(viewer):
        if request.param == "one":
            actions.report(actor=viewer, claim=claim)
        else:
            actions.report_many(actor=viewer, prepared=[actions.Prepared(claim, b"s" * 32)])
        whole = Held(
            versions=list(models.Version.objects.all()),
            facts=list(models.Facts.objects.all()),
            terms=list(models.FindingTerms.objects.all()),
            items=list(models.Item.objects.order_by("position")),
            legs=list(models.Leg.objects.all()),
        )
        return whole, dict(models.Report.objects.values_list("id", "head"))


def test_each_field_of_a_version_bent_is_noticed(held: tuple[Held, dict[UUID, UUID]]) -> None:
    """A new column is looked at, or stands among those that are not."""
    whole, heads = held
    assert bent_of(whole, heads) == set()
    tables: dict[Any, list[Any]] = {
        models.Version: whole.versions, models.Facts: whole.facts, models.FindingTerms: whole.terms,
        models.Item: whole.items, models.Leg: whole.legs,
    }  # fmt: skip
    for table, rows in tables.items():
        columns = {each.column for each in table._meta.concrete_fields if not each.generated}
        for at in range(len(rows)):
            true = rows[at]
            unnoticed = set()
            for column in columns:
                rows[at] = bent(true, column)
                unnoticed |= set() if bent_of(whole, heads) else {column}
            rows[at] = true
            assert unnoticed == NOT_SIGNED[table], table
    assert all(tables.values())


def test_rows_left_out_or_put_in_and_an_older_head_are_noticed(held: tuple[Held, dict[UUID, UUID]]) -> None:
    whole, heads = held
    for rows in (whole.versions, whole.facts, whole.items):
        taken = rows.pop()  # type: ignore[attr-defined]  # a list of one table
        assert bent_of(whole, heads)
        rows.append(taken)  # type: ignore[attr-defined]  # as above
    whole.items.append(bent(whole.items[0], "id"))
    assert bent_of(whole, heads)
    whole.items.pop()
    assert bent_of(whole, dict.fromkeys(heads, uuid4()))
    assert bent_of(whole, heads) == set()


def test_terms_bear_no_signature_beside_a_version_of_a_former_format_alone(
    held: tuple[Held, dict[UUID, UUID]],
) -> None:
    """Whoever takes the signature away has not made them terms of before it."""
    whole, heads = held
    whole.terms[0] = bent(whole.terms[0], "mode_reason")
    whole.terms[0].signature = b""
    assert {version for _, version in bent_of(whole, heads)} == {whole.terms[0].version}
    at = next(at for at, each in enumerate(whole.versions) if each.id == whole.terms[0].version)
    former = copy(whole.versions[at])
    former.words = b""
    signed = canonical_bytes(signing.second_format(former))
    former.signature = seal.node_key().sign(signed, context=signing.CONTEXT)
    whole.versions[at] = former
    assert bent_of(whole, heads) == set()


@contextmanager
def as_owner(database: str) -> Iterator[Any]:
    """Whoever reaches the database past every fence; committed at once."""
    with server.ensure_server(durable=False).administrator(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        yield superuser


def test_a_bent_version_is_shown_as_such_named_and_does_not_leave(
    own_clone: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By page, operation, release, sending and export; the others leave as before, and mended it leaves again."""
    saved, other = desk.report("aigerim", desk.facts_only()), desk.report("aigerim", desk.facts_only())
    corrected = desk.report("aigerim", desk.facts_only())
    desk.correct("aigerim", corrected, desk.facts_only(place="EXERCISE"), expected=1)
    viewer = cast.viewer("aigerim")
    towards = desk.party("UZ", viewer)
    assert verify_versions(own_clone).bent == ()
    with as_owner(own_clone) as superuser:
        change = "UPDATE records_item SET amount = amount + 1 WHERE report = %s"
        superuser.execute(change, [saved.report])
        superuser.execute("UPDATE records_version SET handling = '{}', level = 0, conditions = '{}',"
                          " grading_source = 'A' WHERE report = %s AND number = 1", [corrected.report])  # fmt: skip
    found = verify_versions(own_clone)
    assert {report for report, _ in found.bent} == {saved.report, corrected.report}
    assert found.versions == 4
    monkeypatch.setattr("kerege.cli.main.prepare_django", lambda *, database: None)
    assert main(["journal", "verify", "--records", "--json"]) == 1
    named = json.loads(capsys.readouterr().out)
    assert (named["whole"], named["versions"], len(named["bent_versions"])) == (True, 4, 2)
    assert warned(saved.report, other.report, corrected.report) == [True, False, False]
    assert warned(f"{saved.report}/versions/1", f"{corrected.report}/versions/1") == [True, True]
    for each, sound, versions in ((saved, False, [True]), (other, True, [True]), (corrected, True, [True, False])):
        with viewing(viewer):
            entry = queries.report(viewer=viewer, report_id=each.report)
        assert (entry.sound, [version.sound for version in entry.versions]) == (sound, versions)
        assert record_wire(entry)["signature_holds"] is sound
    with viewing(viewer):
        taken = queries.exported(viewer=viewer, filters=queries.Filters())
    assert (taken.bent, {row.id for row in taken.rows}) == (1, {other.report, corrected.report})
    assert [refused(viewer, report, towards) for report in (saved.report, other.report)] == [True, False]
    with as_owner(own_clone) as superuser:
        superuser.execute(change.replace("+", "-"), [saved.report])
    assert not refused(viewer, saved.report, towards)


def warned(*places: object) -> list[bool]:
    """Whether these pages of records warn."""
    client, _token = twins.client_of("aigerim", cast.viewer("aigerim"))
    return ['class="notice bad"' in client.get(f"/records/{place}/").content.decode() for place in places]


def refused(actor: Viewer, report: UUID, towards: UUID) -> bool:
    """Whether the facts of a report do not go to a party because they are bent."""
    with suppress(BentReportError), viewing(actor):
        actions.release(
            actor=actor,
            report_id=report,
            part=Part.FACTS,
            audience=towards,
            audience_kind="party",
            purposes=[Purpose.INVESTIGATION],
        )
        return False
    return True
