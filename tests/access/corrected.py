"""A report that everybody may read the facts of, and corrections of it that no reader of the facts is told of."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Viewer
from kerege.rooms.records import actions, models, queries
from tests import cast

OWNER = "iskender"
RAW = (
    "SELECT kind, number, facts_state, head, head_number, retracted, made_at FROM records_report ORDER BY id",
    *(
        f"SELECT to_jsonb(t) - 'label' AS said FROM records_{table} t ORDER BY id"
        for table in ("version", "facts", "item", "leg", "nominal", "subject", "reason", "finding_terms")
    ),
)


def claim(**more: object) -> queries.Claim:
    """A seizure with a victim, whom nobody finds; `more` replaces."""
    person = {"kind": "person", "name": "УЧЕБНЫЙ Тихонов Яков", "category": "victim", "stated_fact": "EXERCISE"}
    content = {
        "kind": "seizure", "occurred": "2026-06-03", "country": "KG", "place": "EXERCISE",
        "case_reference": "EXERCISE-7",
        "items": [{"substance": "heroin", "quantity": "3", "unit": "kg"}],
        "subjects": [{**person, "offence": "smuggling"}], **more,
    }  # fmt: skip
    return queries.read_claim(content, queries.Reader(substance=lambda text: "heroin", day=chance.today()))


def kept() -> UUID:
    """The report, made where it is not there yet."""
    actor = cast.viewer(OWNER)
    with viewing(actor):
        found = models.Facts.objects.filter(owner=actor.desk, country="KG", place="EXERCISE", current=True).first()
        return found.report if found is not None else actions.report(actor=actor, claim=claim()).report


def correct(**more: object) -> None:
    """A correction that leaves the facts as they are."""
    actor, report = cast.viewer(OWNER), kept()
    with viewing(actor):
        expected = models.Version.objects.filter(report=report).count()
        actions.correct(actor=actor, report_id=report, claim=claim(**more), expected=expected, reason="EXERCISE-WHY")


def persons(at: int, viewer: Viewer) -> None:
    """Persons corrected twice: another case, and nobody named any more."""
    correct(case_reference=f"EXERCISE-{at}")
    correct(subjects=[], case_reference="EXERCISE-7")


def own_terms(at: int, viewer: Viewer) -> None:
    """How they may be found corrected alone, and a party left out that is not the viewer's."""
    correct(finding_mode="none", mode_reason="EXERCISE")
    correct(finding_mode="silent", not_to_parties=["RU" if viewer.party_code != "RU" else "UZ"])


def read_by_sql(viewer: Viewer) -> Iterator[tuple[str, bytes]]:
    """The tables that a version writes, by SQL of the viewer's own."""
    with viewing(viewer), connection.cursor() as cursor:
        for statement in RAW:
            cursor.execute(statement)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            yield statement, repr(rows).encode()
