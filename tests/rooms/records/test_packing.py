"""The bulk way keeps the same rows as a single report, and what it signs verifies."""

from typing import Any

import pytest

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.sealing import verify
from tests import cast

pytestmark = pytest.mark.django_db

RAW: dict[str, object] = {
    "kind": "seizure",
    "occurred": "~2024-03",
    "country": "KZ",
    "region": "KZ-75",
    "place": "Korday\tpost \\ “north”\nsecond line",
    "persons_count": "2",
    "concealment": "under the seat",
    "items": [
        {"substance": "heroin", "quantity": "about 2.50", "unit": "kg", "mark": "555"},
        {"substance": "something nobody knows", "quantity": "not known"},
    ],
    "legs": [{"from_country": "TJ", "to_country": "KZ", "transport": "road", "assessed": "yes"}],
    "case_reference": "EX-1",
    "not_to_parties": "OBS",
    "handling": "H1",
    "subjects": [
        {
            "kind": "person",
            "name": "УЧЕБНЫЙ Иванов Пётр",
            "aliases": "Пётя; Petya",
            "category": "suspect",
            "offence": "trafficking",
            "stated_fact": "carried the bag",
            "birth_date": "1980",
            "identifiers": [{"kind": "phone", "value": "+7 701 234 56 78"}],
        },
        {"kind": "vehicle", "identifiers": [{"kind": "plate", "value": "123ABC02", "country": "KZ"}]},
    ],
    "links": [{"from": "1", "to": "2", "role": "user", "evidence": "was driving"}],
}
OWN_IDS = {
    "id",
    "report",
    "version",
    "terms",
    "head",
    "number",
    "source_key",
    "signature",
    "subject",
    "from_subject",
    "to_subject",
}


def rows_of(report: object) -> dict[str, list[dict[str, Any]]]:
    """Every row of a report, table by table, without ids."""
    from kerege.rooms.records import models

    tables = (
        models.Version,
        models.FindingTerms,
        models.Facts,
        models.Item,
        models.Leg,
        models.Nominal,
        models.Subject,
    )
    made: dict[str, Any] = {}
    for table in (*tables, models.Identifier, models.Link):
        found: list[Any] = list(table.objects.filter(report=report).values())
        for row in found:
            for key in OWN_IDS & set(row):
                row.pop(key)
            for key, value in row.items():
                row[key] = bytes(value) if isinstance(value, memoryview) else value
        made[table.__name__] = sorted(found, key=str)
    one = models.Report.objects.filter(id=report).values().get()
    made["Report"] = [{key: value for key, value in one.items() if key not in OWN_IDS}]
    return made


def test_packed_rows_are_those_of_a_single_report() -> None:
    from kerege.rooms.records import actions
    from kerege.rooms.records.queries import Reader, read_claim

    viewer = cast.viewer("aigerim")
    reader = Reader(substance=lambda text: "heroin" if text == "heroin" else None, day=viewer.day)
    with chance.seeded("packing"), viewing(viewer):
        single = actions.report(actor=viewer, claim=read_claim(RAW, reader))
        added = actions.report_many(actor=viewer, prepared=[actions.Prepared(read_claim(RAW, reader), b"k" * 32)]).added
        assert rows_of(added[b"k" * 32]) == rows_of(single.report)


def test_the_signature_of_a_packed_version_verifies() -> None:
    from kerege.rooms.records import actions, models
    from kerege.rooms.records.policy import signing
    from kerege.rooms.records.queries import Reader, read_claim

    viewer = cast.viewer("aigerim")
    reader = Reader(substance=lambda text: None, day=viewer.day)
    with viewing(viewer):
        actions.report_many(actor=viewer, prepared=[actions.Prepared(read_claim(RAW, reader), b"s" * 32)])
        version = models.Version.objects.get()
        assert verify(
            seal.node_key().public, bytes(version.signature), signing.signed_bytes(version), context="version"
        )


def test_the_lines_hold_every_column_of_their_table_that_the_database_does_not_derive() -> None:
    from django.apps import apps

    from kerege.rooms.records.actions.packing import COLUMNS

    tables = {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}
    for table, columns in COLUMNS.items():
        assert set(columns) == {field.column for field in tables[table]._meta.concrete_fields if not field.generated}


def test_a_repeat_points_to_its_first_and_a_known_row_is_left_alone() -> None:
    from kerege.rooms.records import actions, models
    from kerege.rooms.records.queries import Reader, read_claim

    viewer = cast.viewer("aigerim")
    reader = Reader(substance=lambda text: None, day=viewer.day)
    claim = read_claim(RAW, reader)
    first, second = b"1" * 32, b"2" * 32
    with viewing(viewer):
        made = actions.report_many(
            actor=viewer, prepared=[actions.Prepared(claim, first), actions.Prepared(claim, second, first)]
        )
        again = actions.report_many(actor=viewer, prepared=[actions.Prepared(claim, first)])
        assert models.Report.objects.get(id=made.added[second]).repeats == made.added[first]
        assert again.added == {}
        assert again.already == {first}
