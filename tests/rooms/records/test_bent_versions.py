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
from kerege.rooms.records.queries.verifying import Held, bent_of, cut_of, verify_versions
from tests import cast
from tests.access import twins
from tests.rooms.records import desk

LEG = {"from_country": "TJ", "to_country": "KZ", "transport": "road", "assessed": "yes"}
CAR = {"kind": "vehicle", "identifiers": [{"kind": "plate", "value": "123ABC02", "country": "KZ"}]}
RESTRICTED = {
    "subjects": [desk.PERSON, CAR],
    "links": [{"from": "1", "to": "2", "role": "user", "evidence": "EXERCISE"}],
    "handling": ["H0", "H3"],
    "restriction": "EXERCISE: ask first",
    "not_to_parties": ["RU"],
    "legs": [LEG],
    "latitude": "43.0417",
    "longitude": "74.7081",
}
BESIDE = {"id", "owner", "label", "report"}
NOT_SIGNED = {
    models.Version: {"label", "made_by", "reason", "derived_from", "language", "vouched"},
    models.FindingTerms: {*BESIDE, "mode_reason"},
    models.Facts: {"id", "owner", "label"},
    models.Item: BESIDE,
    models.Leg: BESIDE,
    models.Nominal: {"id", "owner", "label", "finding", "review_on", "purpose", "report"},
    models.Subject: {"owner", "label", "finding", "challenged", "report"},
    models.Identifier: {*BESIDE, "valid", "partial", "note"},
    models.Link: BESIDE,
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
            nominal=list(models.Nominal.objects.all()),
            subjects=list(models.Subject.objects.order_by("position")),
            identifiers=list(models.Identifier.objects.order_by("position")),
            links=list(models.Link.objects.all()),
        )
        return whole, dict(models.Report.objects.values_list("id", "head"))


def test_each_field_of_a_version_bent_is_noticed(held: tuple[Held, dict[UUID, UUID]]) -> None:
    """A new column is looked at, or stands among those that are not."""
    whole, heads = held
    assert bent_of(whole, heads) == set()
    tables: dict[Any, list[Any]] = {
        models.Version: whole.versions, models.Facts: whole.facts, models.FindingTerms: whole.terms,
        models.Item: whole.items, models.Leg: whole.legs, models.Nominal: whole.nominal,
        models.Subject: whole.subjects, models.Identifier: whole.identifiers, models.Link: whole.links,
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
    tables = (whole.versions, whole.facts, whole.items, whole.terms, whole.subjects, whole.identifiers, whole.links)
    for rows in tables:
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
    third = copy(whole.versions[at])
    third.terms = b""
    third.signature = seal.node_key().sign(canonical_bytes(signing.third_format(third)), context=signing.CONTEXT)
    whole.versions[at] = third
    assert {version for _, version in bent_of(whole, heads)} == {third.id}
    former = copy(third)
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
            answered=True,
        )
        return False
    return True


CUT = (
    "DELETE FROM records_version WHERE report = %(report)s AND number = 2",
    """UPDATE records_report r SET head = v.id, head_number = 1, retracted = false FROM records_version v
        WHERE v.report = r.id AND v.number = 1 AND r.id = %(report)s""",
    *(
        statement.format(table=f"records_{table}")
        for table in ("facts", "item", "leg", "nominal", "subject", "identifier", "link", "finding_terms")
        for statement in (
            """DELETE FROM {table} t WHERE report = %(report)s
                AND NOT EXISTS (SELECT FROM records_version v WHERE v.id = t.version)""",
            "UPDATE {table} SET current = true WHERE report = %(report)s",
        )
    ),
)
"""The last correction or the retraction of a report taken away with all that it wrote: what is left verifies."""
TERMS = "records_finding_terms WHERE report = %(report)s AND current"
ATTACKS: dict[str, tuple[str, ...]] = {
    "correction cut off": CUT,
    "retraction cut off": CUT,
    "every version gone": ("DELETE FROM records_version WHERE report = %(report)s",),
    "terms gone": (f"DELETE FROM {TERMS}",),
    "terms hold no more": (f"UPDATE {TERMS}".replace("WHERE", "SET current = false WHERE"),),
    "terms are those of before": ("UPDATE records_finding_terms SET current = NOT current WHERE report = %(report)s",),
    "another name": ("UPDATE records_subject SET name = 'EXERCISE' WHERE report = %(report)s AND kind = 'person'",),
    "another number": ("UPDATE records_identifier SET value = '+77010001123' WHERE report = %(report)s",),
    "a person gone": ("DELETE FROM records_subject WHERE report = %(report)s AND kind = 'person' AND current",),
    "a link gone": ("DELETE FROM records_link WHERE report = %(report)s AND current",),
    "persons of before": tuple(
        f"UPDATE records_{table} SET current = NOT current WHERE report = %(report)s"
        for table in ("nominal", "subject", "identifier", "link")
    ),
}
"""What the curious administrator does to reports that were corrected or retracted once."""
NOT_SHOWN = {"terms hold no more", "terms are those of before"}
"""What changes nothing of what a page shows of its versions: refused where it leaves, named by command."""


def test_what_was_taken_away_or_bent_beside_the_facts_is_noticed(own_clone: str) -> None:
    """Each attack on a report of its own; the page warns, it is not let out, and the command names exactly these."""
    viewer = cast.viewer("aigerim")
    towards = desk.party("UZ", viewer)
    given = desk.raw(**RESTRICTED)
    made = {name: desk.report("aigerim", given) for name in (*ATTACKS, "whole", "whole and retracted")}
    for name, saved in made.items():
        if "retract" in name:
            with viewing(viewer):
                actions.retract(actor=viewer, report_id=saved.report, expected=1, reason="EXERCISE")
        else:
            desk.correct("aigerim", saved, given | {"place": "EXERCISE", "finding_mode": "silent"}, expected=1)
    assert verify_versions(own_clone).bent == ()
    with as_owner(own_clone) as superuser:
        for name, statements in ATTACKS.items():
            for statement in statements:
                superuser.execute(statement, {"report": made[name].report})
    bent = {report for report, _ in verify_versions(own_clone).bent}
    assert bent == {made[name].report for name in ATTACKS}
    for name, saved in made.items():
        if name == "every version gone":
            with viewing(viewer), pytest.raises(seal.BentError):
                queries.report(viewer=viewer, report_id=saved.report)
            continue
        with viewing(viewer):
            entry = queries.report(viewer=viewer, report_id=saved.report)
        assert entry.cut is ("cut off" in name), name
        shown = all((entry.sound, *(each.sound for each in entry.versions)))
        assert shown is (name not in ATTACKS or name in NOT_SHOWN), name
        if name != "whole and retracted":
            assert refused(viewer, saved.report, towards) is (name in ATTACKS), name
    assert warned(made["correction cut off"].report, made["another name"].report, made["whole"].report) == [1, 1, 0]


def test_a_reader_of_facts_is_told_of_a_cut_and_nothing_of_versions_that_he_does_not_read(own_clone: str) -> None:
    """Corrections of persons and of terms alone are the owner's; that one was taken away is told to everybody."""
    reader = cast.viewer("farrukh")
    changes = ({"restriction": "EXERCISE"}, {"finding_mode": "silent"}, {"subjects": [desk.PERSON], "links": []})
    made = [desk.report("aigerim", desk.raw()) for _ in changes]
    for saved, change in zip(made, changes, strict=True):
        desk.correct("aigerim", saved, desk.raw(**change), expected=1)
    with viewing(reader):
        assert cut_of([uuid4(), *(each.report for each in made)]) == set()
    with as_owner(own_clone) as superuser:
        superuser.execute("DELETE FROM records_version WHERE (number, step, turn) <> (1, 0, 0)")
    with viewing(reader):
        assert cut_of([each.report for each in made]) == {each.report for each in made}
    assert {report for report, _ in verify_versions(own_clone).bent} == {each.report for each in made}
